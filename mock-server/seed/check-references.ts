import { checkInstant } from '../world/checks/field-checks.js'
import { type Issue, type Path, pathText } from '../world/checks/issue.js'
import { nearMiss } from '../world/checks/near-miss.js'
import { defaultPromotion, testPrefix } from '../world/promotion.js'
import { defaultTemplate } from '../world/template.js'
import type { Dated, OfProduct, OfUser } from './past-seed.js'
import type { MiniAppSeed } from './world-seed.js'

type Item = Readonly<Record<string, unknown>>
type Issues = Generator<Issue>

/** What must be unique within a section. */
const uniqueFields: { readonly [Section in keyof MiniAppSeed]?: readonly string[] } = {
  users: ['id', 'userKey', 'anonKey'],
  products: ['id', 'sku'],
  templates: ['templateSetCode'],
  promotions: ['code'],
  payments: ['orderNo'],
}

/** What must be given for a new one, and not for the one that is always there. */
const neededOfNew = {
  templates: { code: 'templateSetCode', always: defaultTemplate.templateSetCode, needed: ['title', 'body'] },
  promotions: { code: 'code', always: defaultPromotion.code, needed: ['budget'] },
} as const

/** The sections whose entries may say whose they are and when it was. */
const happenings = ['payments', 'orders', 'subscriptions', 'grants', 'messages'] as const

/** What is there twice, and what refers to nothing, in one mini-app that keeps its schema. */
export function* checkReferences(seed: MiniAppSeed, root: Path): Issues {
  yield* checkUnique(seed, root)
  yield* checkNeeded(seed, root)
  yield* checkHappenings(seed, root)
  yield* checkCodes(seed, root)
  yield* checkFaultUsers(seed, root)
}

/** orderIds are unique over all mini-apps: each can learn that an id is another's. */
export function* checkOrderIds(miniApps: readonly (readonly [string, MiniAppSeed])[]): Issues {
  const seen = new Map<string, Path>()
  for (const [name, seed] of miniApps) {
    for (const section of ['orders', 'subscriptions'] as const) {
      for (const [index, { orderId }] of (seed[section] ?? []).entries()) {
        if (orderId !== undefined) yield* checkFirst(seen, orderId, ['miniApps', name, section, index, 'orderId'])
      }
    }
  }
}

function* checkUnique(seed: MiniAppSeed, root: Path): Issues {
  for (const [section, fields] of Object.entries(uniqueFields)) {
    for (const field of fields) {
      const seen = new Map<string, Path>()
      for (const [index, item] of itemsOf(seed, section).entries()) {
        const path = [...root, section, index, field]
        if (item[field] !== undefined) yield* checkFirst(seen, String(item[field]), path)
      }
    }
  }
}

function* checkFirst(seen: Map<string, Path>, value: string, path: Path): Issues {
  const first = seen.get(value)
  if (first === undefined) seen.set(value, path)
  else yield issue(path, 'duplicate', `: ${value} is there already, as ${pathText(first)}`)
}

function* checkNeeded(seed: MiniAppSeed, root: Path): Issues {
  for (const [section, { code, always, needed }] of Object.entries(neededOfNew)) {
    for (const [index, item] of itemsOf(seed, section).entries()) {
      const missing =
        item[code] === always || item[code] === undefined ? [] : needed.filter((field) => item[field] === undefined)
      for (const field of missing) {
        yield issue([...root, section, index, field], 'required', ' is required and missing')
      }
    }
  }
}

/** What of the file an entry may refer to. */
interface Known {
  readonly users: ReadonlySet<string>
  readonly userKeys: ReadonlySet<string>
  readonly products: ReadonlySet<string>
  /** Undefined where the products are the four default ones, whose SKUs are known only when the world is made. */
  readonly skus: ReadonlySet<string> | undefined
}

function* checkHappenings(seed: MiniAppSeed, root: Path): Issues {
  const { users = [], products } = seed
  const known: Known = {
    users: given(users.map(({ id }) => id)),
    userKeys: given(users.map(({ userKey }) => userKey)),
    products: given((products ?? []).map(({ id }) => id)),
    skus: products && given(products.map(({ sku }) => sku)),
  }
  for (const section of happenings) {
    for (const [index, item] of itemsOf(seed, section).entries()) {
      const path = [...root, section, index]
      yield* checkOwner(item, path, known)
      yield* checkProduct(item, path, known)
      yield* checkDate(item, path)
    }
  }
}

function* checkOwner({ user, userKey }: OfUser, path: Path, { users, userKeys }: Known): Issues {
  if (user !== undefined && userKey !== undefined) yield oneOf(path, 'user', 'userKey')
  else if (user !== undefined) yield* lookUp(users, user, [...path, 'user'], 'user with the id')
  else if (userKey !== undefined) {
    yield* lookUp(userKeys, String(userKey), [...path, 'userKey'], 'user with the userKey')
  }
}

function* checkProduct({ product, sku }: OfProduct, path: Path, { products, skus }: Known): Issues {
  if (product !== undefined && sku !== undefined) yield oneOf(path, 'product', 'sku')
  else if (product !== undefined) yield* lookUp(products, product, [...path, 'product'], 'product with the id')
  else if (sku !== undefined && skus !== undefined) yield* lookUp(skus, sku, [...path, 'sku'], 'product with the SKU')
}

function* checkDate({ at, secondsAgo }: Dated, path: Path): Issues {
  if (at !== undefined && secondsAgo !== undefined) yield oneOf(path, 'at', 'secondsAgo')
  else if (at !== undefined) yield* checkInstant(at, [...path, 'at'])
}

function* checkCodes(seed: MiniAppSeed, root: Path): Issues {
  const { templates = [], promotions = [], messages = [], grants = [] } = seed
  const templateCodes = given([defaultTemplate.templateSetCode, ...templates.map((each) => each.templateSetCode)])
  for (const [index, { templateSetCode }] of messages.entries()) {
    yield* lookUp(templateCodes, templateSetCode, [...root, 'messages', index, 'templateSetCode'], 'template set')
  }
  const ofPromotions = [defaultPromotion.code, ...promotions.map(({ code }) => code)]
  const promotionCodes = given(ofPromotions.flatMap((code) => [code, `${testPrefix}${code}`]))
  for (const [index, { promotionCode }] of grants.entries()) {
    yield* lookUp(promotionCodes, promotionCode, [...root, 'grants', index, 'promotionCode'], 'promotion')
  }
}

/** A rule knows its user by the userKey, and there is none before the world is made unless the file has it. */
function* checkFaultUsers({ users = [], faults = [] }: MiniAppSeed, root: Path): Issues {
  const ids = given(users.map(({ id }) => id))
  for (const [index, { user, userKey }] of faults.entries()) {
    const path = [...root, 'faults', index]
    if (user === undefined) continue
    if (userKey !== undefined) yield oneOf(path, 'user', 'userKey')
    else if (!ids.has(user)) yield* lookUp(ids, user, [...path, 'user'], 'user with the id')
    else if (users.find(({ id }) => id === user)?.userKey === undefined) {
      const place = users.findIndex(({ id }) => id === user)
      const fix = `Give ${pathText([...root, 'users', place])} a userKey.`
      yield { ...issue([...path, 'user'], 'reference', `: the user ${user} has no userKey in this file`), fix }
    }
  }
}

function* lookUp(known: ReadonlySet<string>, name: string | undefined, path: Path, what: string): Issues {
  if (name === undefined || known.has(name)) return
  const near = nearMiss(name, known)
  const some = [...known].slice(0, 10).join(', ')
  const rest = known.size > 10 ? ` … (${known.size} in all)` : ''
  const list = known.size === 0 ? 'There is none in this mini-app.' : `There are ${some}${rest}.`
  const fix = near === undefined ? list : `Did you mean ${near}?`
  yield { ...issue(path, 'reference', `: this mini-app has no ${what} ${name}`), fix }
}

function oneOf(path: Path, one: string, other: string): Issue {
  return issue([...path, one], 'combination', ` and ${other}: give one or the other`)
}

/** `rest` goes on from the field. */
function issue(path: Path, rule: string, rest: string): Issue {
  return { path, rule, message: `${pathText(path)}${rest}` }
}

function itemsOf(seed: MiniAppSeed, section: string): readonly Item[] {
  return (seed[section as keyof MiniAppSeed] as readonly Item[] | undefined) ?? []
}

function given(values: readonly (string | number | undefined)[]): Set<string> {
  return new Set(values.filter((value) => value !== undefined).map(String))
}

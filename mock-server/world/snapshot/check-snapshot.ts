import type { JsonSchema } from '../../../contracts/index.js'
import { isObject } from '../../../contracts/json.js'
import { checkInstant, checkName, checkShape } from '../checks/field-checks.js'
import { type Issue, type Path, pathText } from '../checks/issue.js'
import { nearMiss } from '../checks/near-miss.js'
import type { EntityKind } from '../entities.js'
import { entityShapes } from '../entities.js'
import { inMilliseconds, shapeInEitherForm } from '../instant-text.js'
import { anything, count, instant, name, object, objectWith, text, whatever } from '../shape.js'
import { type EntityLink, idOfEntity, linksOfEntity } from './entity-links.js'
import type { WrittenEntity } from './written-world.js'

type Issues = Generator<Issue>

/** The parts of a snapshot, and of a mini-app in it, without what has a schema of its own. */
const snapshotShape = object({ exportedAt: text, miniApps: anything })
const miniAppShape = object({ seed: text, draws: count, entities: anything })
const listShape = { type: 'array' } as const
const entryShape = objectWith({ id: name, entity: whatever }, { keepUntil: instant })

/**
 * What is wrong with a snapshot: its parts, unknown kinds, each entity, ids that are there twice, entities that others
 * need and that are not there.
 *
 * @param seeded - the mini-apps of the same file that are not in the snapshot
 */
export function* checkSnapshot(snapshot: unknown, seeded: readonly string[]): Issues {
  const root: Path = ['snapshot']
  const broken = checkShape(snapshotShape, snapshot, root)
  yield* broken
  const { exportedAt, miniApps } = snapshot as { exportedAt: unknown; miniApps: unknown }
  if (typeof exportedAt === 'string') yield* checkInstant(exportedAt, [...root, 'exportedAt'])
  if (!isObject(miniApps)) return
  const orders = new Map<string, string>()
  for (const [name, miniApp] of Object.entries(miniApps)) {
    const path = [...root, 'miniApps', name]
    yield* checkName(name, path)
    if (seeded.includes(name)) {
      const fix = 'Keep it in one of the two.'
      yield { path, rule: 'combination', message: `${pathText(path)}: ${name} is in miniApps as well`, fix }
    }
    const wrong = checkShape(miniAppShape, miniApp, path)
    yield* wrong
    const { entities } = (isObject(miniApp) ? miniApp : {}) as { entities?: unknown }
    if (!isObject(entities)) continue
    yield* checkEntities(entities, [...path, 'entities'])
    yield* checkOrderOwners(entities, name, orders, [...path, 'entities', 'order'])
  }
}

function* checkEntities(entities: Record<string, unknown>, path: Path): Issues {
  const ids = new Map<string, Set<string>>()
  const sound: { kind: EntityKind; entry: WrittenEntity; path: Path }[] = []
  for (const [kind, entries] of Object.entries(entities)) {
    if (!(kind in entityShapes)) {
      yield unknownKind(kind, [...path, kind])
      continue
    }
    const notAList = checkShape(listShape, entries, [...path, kind])
    yield* notAList
    if (notAList.length > 0) continue
    const seen = new Set<string>()
    ids.set(kind, seen)
    for (const [index, entry] of (entries as unknown[]).entries()) {
      const place = [...path, kind, index]
      const issues = [...checkEntry(kind as EntityKind, entry, place, seen)]
      yield* issues
      if (isObject(entry)) seen.add(String(entry.id))
      if (issues.length === 0) sound.push({ kind: kind as EntityKind, entry: entry as never, path: place })
    }
  }
  for (const { kind, entry, path: place } of sound) yield* checkLinks(kind, entry, place, ids)
}

function* checkEntry(kind: EntityKind, entry: unknown, path: Path, seen: ReadonlySet<string>): Issues {
  const broken = checkTimes(entryShape, entry, path)
  yield* broken
  if (broken.length > 0) return
  const { id, entity, keepUntil } = entry as WrittenEntity
  if (seen.has(id)) yield of(kind, id, [...path, 'id'], 'duplicate', 'the id is there already')
  if (kind === 'order' && keepUntil !== undefined) {
    yield of(kind, id, [...path, 'keepUntil'], 'combination', 'an order is kept for good')
  }
  const wrong = checkTimes(entityShapes[kind], entity, [...path, 'entity'])
  for (const issue of wrong) yield { ...issue, message: `${nameOf(kind, id)}: ${issue.message}` }
  if (wrong.length > 0) return
  const own = idOfEntity[kind]?.(entity as never)
  if (own !== undefined && own !== id) {
    yield of(kind, id, [...path, 'id'], 'combination', `the entity says that its id is ${shortened(own)}`)
  }
}

const eitherForm = new Map<JsonSchema, JsonSchema>()

/** Instants may be text or milliseconds; a text may have the form of a date and be none. */
function checkTimes(shape: JsonSchema, value: unknown, path: Path): Issue[] {
  const expected = eitherForm.get(shape) ?? shapeInEitherForm(shape)
  eitherForm.set(shape, expected)
  const issues = checkShape(expected, value, path)
  const read = issues.length === 0 ? inMilliseconds(shape, value) : value
  if (read === value) return issues
  return checkShape(shape, read, path).map((issue) => ({
    ...issue,
    rule: 'format',
    message: `${pathText(issue.path)} is no date`,
  }))
}

function* checkLinks(
  kind: EntityKind,
  { id, entity }: WrittenEntity,
  path: Path,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
): Issues {
  const links: EntityLink[] = linksOfEntity[kind]?.(entity as never, id) ?? []
  for (const link of links) {
    if (ids.get(link.kind)?.has(link.id)) continue
    const needed = nameOf(link.kind, link.id)
    yield of(kind, id, [...path, 'entity'], 'reference', `it needs ${needed}, which is not in the snapshot`)
  }
}

/** orderIds are unique over all mini-apps. */
function* checkOrderOwners(
  { order }: Record<string, unknown>,
  miniApp: string,
  owners: Map<string, string>,
  path: Path,
): Issues {
  if (!Array.isArray(order)) return
  for (const [index, entry] of order.entries()) {
    const { id } = (isObject(entry) ? entry : {}) as { id?: string }
    const owner = id === undefined ? undefined : owners.get(id)
    if (id !== undefined && owner === undefined) owners.set(id, miniApp)
    if (owner === undefined || owner === miniApp) continue
    yield of('order', id as string, [...path, index, 'id'], 'duplicate', `the mini-app ${owner} has it as well`)
  }
}

function unknownKind(kind: string, path: Path): Issue {
  const near = nearMiss(kind, Object.keys(entityShapes))
  const fix = near === undefined ? `The kinds are ${Object.keys(entityShapes).join(', ')}.` : `Did you mean ${near}?`
  return { path, rule: 'additionalProperties', message: `${pathText(path)}: there is no kind of entity ${kind}`, fix }
}

function of(kind: EntityKind, id: string, path: Path, rule: string, what: string): Issue {
  return { path, rule, message: `${nameOf(kind, id)}: ${pathText(path)}: ${what}` }
}

function nameOf(kind: string, id: string): string {
  return `${kind} ${shortened(id)}`
}

/** Some ids are tokens and keys: enough of them to find them, not enough to use them. */
function shortened(id: string): string {
  return JSON.stringify(id.length <= 24 ? id : `${id.slice(0, 12)}…`)
}

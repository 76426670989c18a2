import { type OperationId, type Variant, variants } from '../contracts/index.js'
import { type Difference, difference, inWords } from './difference.js'
import { type Answer, describeValue, failureOf } from './read-answer.js'

/** What was noted of one behaviour. */
export interface Observation {
  /** What was seen, each once. */
  readonly seen: readonly string[]
  readonly differences: readonly Difference[]
  /** Why it could not be looked at. */
  readonly obstacle?: string
}

/** Where probes write down what they saw. The first argument of each method names the behaviours that it bears on. */
export interface Notebook {
  /** Notes what was seen, and how it differs from the contract. */
  note(ids: string | readonly string[], seen: string, differences?: readonly Difference[]): void
  /** Notes whether the answer is a FAIL with this code, or what a variant puts in its place, and returns it. */
  failure(answer: Answer, code: string, ids?: readonly string[]): boolean
  /** Notes whether the answer is a SUCCESS, and returns it. `fields`: values that its payload must have. */
  success(answer: Answer, ids?: readonly string[], fields?: Readonly<Record<string, unknown>>): boolean
  /** Something that must hold. Where it does not, `seen` is what came instead. */
  holds(ids: string | readonly string[], seen: string, rule: { field: string; expected: string; holds: boolean }): void
  /** Notes that the behaviours cannot be looked at, and why. */
  cannot(ids: string | readonly string[], why: string): void
  /** Notes which option of a variant the server showed, and in which operation. */
  shows(variant: string, option: string, where: string): void
  entry(id: string): Observation | undefined
  /** The options that were seen of a variant: option → where. */
  options(variant: string): ReadonlyMap<string, readonly string[]>
  /** The behaviours of which something was noted. */
  readonly ids: readonly string[]
}

/** A new notebook. */
export function openNotebook(): Notebook {
  const entries = new Map<string, { seen: string[]; differences: Difference[]; obstacle?: string }>()
  const shown = new Map<string, Map<string, string[]>>()

  const entryOf = (id: string) => {
    let entry = entries.get(id)
    if (entry === undefined) {
      entry = { seen: [], differences: [] }
      entries.set(id, entry)
    }
    return entry
  }

  const notebook: Notebook = {
    note(ids, seen, differences = []) {
      for (const id of [ids].flat()) {
        const entry = entryOf(id)
        if (!entry.seen.includes(seen)) entry.seen.push(seen)
        entry.differences.push(...differences)
      }
    },
    failure(answer, code, ids = []) {
      const { differences, matches, variant } = judgeFailure(answer, code)
      const seen = variant === undefined ? answer.seen : `${answer.seen} (variant ${variant})`
      notebook.note([`${answer.operation}/${code}`, ...ids], seen, differences)
      noteVariant(answer)
      if (matches && variant === undefined) noteStatus(answer, code)
      return matches
    },
    success(answer, ids = [], fields = {}) {
      const isSuccess = answer.resultType === 'SUCCESS'
      const differences = isSuccess
        ? [...answer.differences, ...fieldDifferences(answer, fields)]
        : unlike(answer, 'SUCCESS')
      const seen = isSuccess && Object.keys(fields).length > 0 ? seenFields(answer, Object.keys(fields)) : answer.seen
      notebook.note([`${answer.operation}/success`, ...ids], seen, differences)
      if (isSuccess) noteVariant(answer)
      return isSuccess && answer.success !== undefined
    },
    holds(ids, seen, { field, expected, holds }) {
      notebook.note(ids, seen, holds ? [] : [difference({ field, rule: 'value', expected, got: seen })])
    },
    cannot(ids, why) {
      for (const id of [ids].flat()) entryOf(id).obstacle ??= why
    },
    shows(variant, option, where) {
      const options = shown.get(variant) ?? new Map<string, string[]>()
      shown.set(variant, options)
      const places = options.get(option) ?? []
      if (!places.includes(where)) options.set(option, [...places, where])
    },
    entry: (id) => entries.get(id),
    options: (variant) => shown.get(variant) ?? new Map(),
    get ids() {
      return [...entries.keys()]
    },
  }

  /** A code that came with the status that every failure of business has. */
  function noteStatus({ operation: id }: Answer, code: string): void {
    for (const { id: variant, operations: concerned } of statusVariants) {
      if (replaced[variant] === code && concerned.includes(id ?? '')) notebook.shows(variant, 'http-200', id ?? '')
    }
  }

  function noteVariant({ variant, operation }: Answer): void {
    if (variant !== undefined) notebook.shows(variant.id, variant.option, operation ?? '')
  }
  return notebook
}

const statusVariants = (variants as readonly Variant[]).filter(({ id }) => id.startsWith('status.'))

/** The codes that variants answer in another shape. */
const replaced: Readonly<Record<string, string>> = {
  'login.invalidGrant': 'OAUTH_ISSUE_TOKEN_ERROR',
  'login.invalidToken': 'OAUTH_ISSUE_TOKEN_ERROR',
  'login.removeByUserKey.authorization': 'USER_KEY_NOT_FOUND',
  'anonymousKey.unknownKey': '4010',
  'status.userNotIdentified': '4010',
  'status.notRegistered': '4050',
}

/** How an answer compares with an expected failure; `variant`: the one that put another answer in its place. */
interface FailureComparison {
  readonly differences: readonly Difference[]
  readonly matches: boolean
  readonly variant?: string
}

function judgeFailure(answer: Answer, code: string): FailureComparison {
  const { variant, errorCode, reason, operation } = answer
  if (variant !== undefined && replaced[variant.id] === code && (errorCode ?? code) === code) {
    return { differences: answer.differences, matches: true, variant: `${variant.id}=${variant.option}` }
  }
  if (errorCode !== code) return { differences: unlike(answer, code), matches: false }
  const known = failureOf(operation as OperationId, code).reason
  if (known === '' || reason === known || reason === undefined)
    return { differences: answer.differences, matches: true }
  const text = { field: 'response.body.error.reason', rule: 'text', expected: inWords(known), got: inWords(reason) }
  return { differences: [...answer.differences, difference(text)], matches: true }
}

/** Another answer than the expected one. Of one that cannot be read at all it is enough to say that. */
function unlike(answer: Answer, expected: string): readonly Difference[] {
  const { operation, resultType, errorCode, seen } = answer
  // That the code is unknown is said already by what was expected in its place.
  const differences = answer.differences.filter(
    ({ field, rule }) => !(field === 'response.body.error.errorCode' && rule === 'enum'),
  )
  const came = errorCode ?? resultType
  if (came === undefined && differences.length > 0) return differences
  const cause = `${operation} must answer ${expected}, not ${came}`
  return [...differences, difference({ field: String(operation), rule: 'answer', expected, got: seen, cause })]
}

/** The values of some fields of a payload, redacted. */
export function seenFields({ operation, success, status }: Answer, names: readonly string[]): string {
  const payload = (typeof success === 'object' && success !== null ? success : {}) as Record<string, unknown>
  const chosen = Object.fromEntries(names.map((name) => [name, payload[name] ?? null]))
  return `HTTP ${status} SUCCESS ${describeValue(operation, chosen)}`
}

function fieldDifferences(
  { operation, success, differences }: Answer,
  fields: Readonly<Record<string, unknown>>,
): Difference[] {
  const payload = (typeof success === 'object' && success !== null ? success : {}) as Record<string, unknown>
  return Object.entries(fields).flatMap(([name, expected]) => {
    const field = `response.body.success.${name}`
    // A value that the contract does not allow anywhere is reported already.
    const isTold = differences.some((told) => told.field === field || told.field === 'response.body.success')
    if (isTold || sameValue(payload[name], expected)) return []
    const shown = (value: unknown) => describeValue(operation, { [name]: value ?? null })
    const given = { field, rule: 'value', expected: shown(expected), got: shown(payload[name]) }
    return [difference({ ...given, cause: `${operation} ${field} ${given.expected}` })]
  })
}

function sameValue(value: unknown, expected: unknown): boolean {
  if (expected === null || typeof expected === 'object') return JSON.stringify(value) === JSON.stringify(expected)
  return String(value) === String(expected)
}

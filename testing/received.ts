import { isDeepStrictEqual } from 'node:util'
import type { OperationId, RequestBodyOf } from '../contracts/index.js'
import type { ExchangeEntry, HandshakeRefusalEntry } from '../mock-server/index.js'
import { knownOperation } from './known-operation.js'
import { refuseUnknownOptions } from './known-options.js'
import { distance, projectOnto } from './projection.js'
import type { TestMock } from './test-mock.js'

/** A body to compare with: only the fields that matter, at any depth; asymmetric matchers are allowed everywhere. */
export type ExpectedBody<Id extends OperationId> = PartOf<RequestBodyOf<Id>> | Readonly<Record<string, unknown>>

type PartOf<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: PartOf<T[K]> } : T

/** What else a request has to have. */
export interface ReceivedOptions {
  /** How many requests fit; by default at least one. */
  readonly times?: number
  /** Headers, names in any case; only those that matter. */
  readonly headers?: Readonly<Record<string, unknown>>
}

/** Whether requests fit, and the sentence that says so. */
export interface Verdict {
  readonly fits: boolean
  /** How many requests fit. */
  readonly count: number
  /** What was expected, and the part of the nearest request that it speaks of; absent where there is none. */
  readonly nearest?: { readonly expected: unknown; readonly actual: unknown }
  /** Why it does not fit; with `not`, why it should not have. */
  explain(show: Show): string
}

/** Shows two values beside each other. */
export type Show = (expected: unknown, actual: unknown) => string

/**
 * Looks for requests of an operation that have what is expected.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for an operation or an option that is none
 */
export async function lookFor(
  mock: TestMock,
  operation: OperationId,
  body?: unknown,
  options: ReceivedOptions = {},
): Promise<Verdict> {
  knownOperation(operation)
  refuseUnknownOptions(options, ['times', 'headers'], 'assertReceived and toHaveReceived')
  const { times, headers } = options
  const [entries, refusals, dropped] = await Promise.all([mock.received(), mock.refusals(), mock.dropped()])
  const candidates = entries.filter((entry) => entry.operation === operation)
  const expected = wanted(body, headers)
  const compared = candidates.map((entry) => {
    const actual = projectOnto(
      expected,
      wanted(entry.request.body, headers && entry.request.headers, body === undefined),
    )
    return { entry, actual, fits: isDeepStrictEqual(actual, expected) }
  })
  const fitting = compared.filter(({ fits }) => fits)
  const count = fitting.length
  const [nearest] = compared
    .filter(({ fits }) => !fits)
    .map((each) => ({ ...each, places: distance(expected, each.actual) }))
    // Of equally near ones the last: it is what the code under test did when it was done.
    .sort((a, b) => a.places - b.places || b.entry.id - a.entry.id)
  const tail =
    dropped === 0 ? '' : `\n\n${dropped} older requests are not kept any more; raise journalSize to keep them.`

  function explain(show: Show): string {
    if (count > 0) return `${counted(count, operation)}:${list(fitting.map(({ entry }) => entry))}${tail}`
    if (nearest === undefined) return `${operation} was not called.${others(entries, refusals)}${tail}`
    const { entry, actual } = nearest
    const head = `${operation} was called ${candidates.length === 1 ? 'once' : `${candidates.length} times`}, but not as expected.`
    const which = candidates.length === 1 ? 'The request' : 'The nearest request'
    return `${head}\n\n${which}${said(entry)}:\n\n${show(expected, actual)}${rules(entry)}${tail}`
  }

  const fits = times === undefined ? count > 0 : count === times
  const shown = nearest === undefined ? {} : { nearest: { expected, actual: nearest.actual } }
  return { fits, count, explain, ...(count === 0 && shown) }
}

/** What is compared: the body, or body and headers where headers are given. */
function wanted(body: unknown, headers: unknown, withoutBody = body === undefined): unknown {
  if (headers === undefined) return withoutBody ? {} : body
  const named = Object.entries(headers as object).map(([name, value]) => [name.toLowerCase(), value])
  return { headers: Object.fromEntries(named), ...(!withoutBody && { body }) }
}

function counted(count: number, operation: OperationId): string {
  return count === 1 ? `One request of ${operation} fits` : `${count} requests of ${operation} fit`
}

/** ` (journal entry 17, answered FAIL 4010)`. */
function said({ id, resultType, errorCode, status }: ExchangeEntry): string {
  // A fault can keep the answer back.
  if (status === 0) return ` (journal entry ${id}, not answered)`
  const answer = errorCode === undefined ? resultType : `${resultType} ${errorCode}`
  return ` (journal entry ${id}, answered ${answer}, HTTP ${status})`
}

function list(entries: readonly ExchangeEntry[]): string {
  const shown = entries.slice(0, 5).map((entry) => `\n  - ${JSON.stringify(entry.request.body)}${said(entry)}`)
  return `${shown.join('')}${entries.length > 5 ? `\n  … ${entries.length - 5} more` : ''}`
}

function rules({ violations }: ExchangeEntry): string {
  if (violations.length === 0) return ''
  return `\n\nIt broke the contract:${violations.map(({ message }) => `\n  - ${message}`).join('')}`
}

/** What arrived instead. */
function others(entries: readonly ExchangeEntry[], refusals: readonly HandshakeRefusalEntry[]): string {
  const lines = new Map<string, number>()
  for (const { operation, method, path, because } of entries) {
    const line = operation ?? `${method} ${path}, which is not an operation: ${because}`
    lines.set(line, (lines.get(line) ?? 0) + 1)
  }
  const arrived =
    lines.size === 0
      ? ' No request of this mini-app arrived at all: is the code under test given mock.baseUrl and mock.clientTls?'
      : `\n\nThis mini-app called instead:${[...lines].map(([line, count]) => `\n  - ${count} × ${line}`).join('')}`
  const last = refusals.at(-1)
  if (last === undefined) return arrived
  const refused = `Meanwhile the server refused ${refusals.length === 1 ? 'a handshake' : `${refusals.length} handshakes`}`
  return `${arrived}\n\n${refused}; the last one (${last.reason}): ${last.message}. ${last.fix}`
}

import { isDeepStrictEqual } from 'node:util'
import { jsonIn } from '../contracts/json.js'

/** What the code under test did with one answer. */
export type Outcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly error: string }
  | { readonly kind: 'timeout' }

/**
 * Calls the code under test and waits for it, `timeout` milliseconds at most. A `Response` of fetch is read, of one of axios or
 * supertest status and body are taken; a promise that rejects counts as an exception.
 */
export async function outcomeOf(call: () => unknown, timeout: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(resolve, timeout, { kind: 'timeout' })
  })
  try {
    return await Promise.race([returned(call), late])
  } catch (error) {
    return { kind: 'threw', error: describe(error) }
  } finally {
    clearTimeout(timer)
  }
}

async function returned(call: () => unknown): Promise<Outcome> {
  const value = await call()
  if (!(value instanceof Response)) return { kind: 'returned', value: plain(withoutConnection(value)) }
  const text = await value.text()
  return { kind: 'returned', value: { status: value.status, body: jsonIn(text, text) } }
}

/** What else a client's response holds, such as its socket and the date, differs from call to call. */
function withoutConnection(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('headers' in value)) return value
  const { status, data, body = data } = value as { status?: unknown; data?: unknown; body?: unknown }
  return typeof status === 'number' ? { status, body } : value
}

/** The value as JSON has it; what JSON cannot hold is named. */
function plain(value: unknown): unknown {
  const above: unknown[] = []
  const text = JSON.stringify(value, function (this: unknown, _name, each: unknown) {
    if (typeof each === 'bigint') return `${each}n`
    if (typeof each !== 'object' || each === null) return each
    while (above.length > 0 && above.at(-1) !== this) above.pop()
    if (above.includes(each)) return '[circular]'
    above.push(each)
    return each
  })
  return text === undefined ? undefined : JSON.parse(text)
}

/** Whether it is a failure of the code itself: an exception, or HTTP 5xx. In words; undefined where it is none. */
export function crashOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'threw') return outcome.error
  if (outcome.kind === 'timeout') return undefined
  const { status, body } = (outcome.value ?? {}) as { status?: unknown; body?: unknown }
  return typeof status === 'number' && status >= 500 ? `HTTP ${status} ${shortened(body)}` : undefined
}

/** Whether two outcomes cannot be told apart. */
export function sameOutcome(one: Outcome, other: Outcome): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)))
}

/**
 * The outcome without `code` and `message` where they stand beside an `errorCode`: code that hands the whole `error` on to its
 * own caller has not read them.
 */
export function withoutPassedOn(outcome: Outcome): Outcome {
  return strip(outcome) as Outcome
}

function strip(value: unknown): unknown {
  if (typeof value === 'string') return typeof jsonIn(value) === 'object' ? JSON.stringify(strip(jsonIn(value))) : value
  if (Array.isArray(value)) return value.map(strip)
  if (typeof value !== 'object' || value === null) return value
  const passedOn = 'errorCode' in value
  const fields = Object.entries(value).filter(([name]) => !passedOn || (name !== 'code' && name !== 'message'))
  return Object.fromEntries(fields.map(([name, field]) => [name, strip(field)]))
}

/** An outcome in a sentence. */
export function shown(outcome: Outcome): string {
  if (outcome.kind === 'returned') return shortened(outcome.value)
  return outcome.kind === 'threw' ? outcome.error : 'no answer'
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error).slice(0, 300)
}

function shortened(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`
}

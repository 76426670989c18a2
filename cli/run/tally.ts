import { notMockedAt, notMockedText } from '../../contracts/index.js'
import type { CallbackEntry, ExchangeEntry, JournalEntry } from '../../mock-server/index.js'

/** The calls of one operation, or of one path that is none. */
export interface CallCount {
  /** `login.loginMe`, or method and path. */
  readonly name: string
  calls: number
  /** How often each failure was answered: by its code, or `HTTP 404`. */
  readonly failures: Map<string, number>
}

/** One rule that calls broke, in the words of the first of them. */
export interface BrokenRule {
  readonly name: string
  /** Dotted path, see `Violation`; absent where it is not one field. */
  readonly field?: string
  readonly rule?: string
  /** What is wrong, and what to do. */
  readonly message: string
  times: number
}

/** Calls of one operation that were refused with one code, and why the first of them was. */
export interface RefusedCall {
  /** `login.loginMe`. */
  readonly name: string
  readonly code: string
  readonly because: string
  times: number
}

/** Calls of an operation that is known and not mocked. */
export interface NotMockedCall {
  readonly name: string
  readonly message: string
  times: number
}

/** Handshakes that were refused for one reason. */
export interface RefusalCount {
  readonly reason: string
  readonly message: string
  readonly fix: string
  times: number
}

/** What came to a mock while it ran. Bounded, however much comes. */
export interface Tally {
  readonly calls: readonly CallCount[]
  readonly broken: readonly BrokenRule[]
  readonly refused: readonly RefusedCall[]
  readonly notMocked: readonly NotMockedCall[]
  readonly refusals: readonly RefusalCount[]
  /** Callbacks that the partner did not take. */
  readonly callbacks: readonly RefusedCallback[]
}

/** A kind of callback that the partner did not take, for one reason. */
export interface RefusedCallback {
  readonly name: string
  readonly error: string
  times: number
}

/** More different paths or rules than this are counted together: a person reads them. */
const bound = 100

/** Counts what comes to a mock: an entry of the journal may be gone before the end. */
export function createTally(): Tally & { count(entry: JournalEntry): void } {
  const calls = new Map<string, CallCount>()
  const broken = new Map<string, BrokenRule>()
  const refused = new Map<string, RefusedCall>()
  const notMocked = new Map<string, NotMockedCall>()
  const refusals = new Map<string, RefusalCount>()
  const callbacks = new Map<string, RefusedCallback>()

  function countExchange(entry: ExchangeEntry): void {
    const name = entry.operation ?? `${entry.method} ${entry.path.split('?', 1)[0]}`
    const call = getOr(calls, name, 'other paths', (key) => ({ name: key, calls: 0, failures: new Map() }))
    call.calls += 1
    const failure = failureOf(entry)
    if (failure !== undefined && entry.operation !== null) addRefused(entry, failure)
    if (failure !== undefined) call.failures.set(failure, (call.failures.get(failure) ?? 0) + 1)
    if (entry.operation === null) addUnmatched(name, entry)
    for (const { field, rule, message } of entry.violations) addBroken({ name, field, rule, message })
  }

  /** That something is not mocked is not a fault of the caller. */
  function addUnmatched(name: string, { path, because, status }: ExchangeEntry): void {
    const known = notMockedAt(path.split('?', 1)[0] as string)
    if (known === undefined) {
      addBroken({ name, message: because ?? `HTTP ${status}` })
      return
    }
    const { id, method, path: real } = known
    const message = `${notMockedText(known)}.`
    getOr(notMocked, id, id, () => ({ name: `${method} ${real}`, message, times: 0 })).times += 1
  }

  /** What a rule says that was broken need not be said again, nor what a test or a fault asked for. */
  function addRefused({ operation, because, violations, override, fault }: ExchangeEntry, code: string): void {
    if (because === undefined || violations.length > 0 || override !== undefined || fault !== undefined) return
    const name = String(operation)
    const other = 'further codes'
    getOr(refused, `${name}\n${code}`, other, (key) =>
      key === other
        ? { name: other, code: '', because: 'the journal has them', times: 0 }
        : { name, code, because, times: 0 },
    ).times += 1
  }

  function countCallback({ callback, method, url, error = '' }: CallbackEntry): void {
    const name = `${callback} → ${method} ${url.split('?', 1)[0]}`
    const other = 'further callbacks'
    getOr(callbacks, `${name}\n${error}`, other, (kept) =>
      kept === other ? { name: other, error: 'the journal has them', times: 0 } : { name, error, times: 0 },
    ).times += 1
  }

  function addBroken(rule: Omit<BrokenRule, 'times'>): void {
    const key = [rule.name, rule.field, rule.rule].join('\n')
    const other = 'further rules'
    getOr(broken, key, other, (kept) =>
      kept === other ? { name: other, message: 'the journal has them', times: 0 } : { ...rule, times: 0 },
    ).times += 1
  }

  return {
    get calls() {
      return [...calls.values()]
    },
    get broken() {
      return [...broken.values()]
    },
    get refused() {
      return [...refused.values()]
    },
    get notMocked() {
      return [...notMocked.values()]
    },
    get refusals() {
      return [...refusals.values()]
    },
    get callbacks() {
      return [...callbacks.values()]
    },
    count(entry) {
      if (entry.kind === 'callback' && !entry.delivered) countCallback(entry)
      if (entry.kind === 'exchange') countExchange(entry)
      // A probe of the port is not a client.
      if (entry.kind !== 'handshake-refusal' || entry.silent) return
      const { reason, fix } = entry
      // Without the certificate's own data, which differs from one handshake to the next.
      const message = entry.certificate === undefined ? entry.message : (entry.message.split(': CN=', 1)[0] as string)
      getOr(refusals, reason, reason, () => ({ reason, message, fix, times: 0 })).times += 1
    },
  }
}

function failureOf({ status, resultType, errorCode }: ExchangeEntry): string | undefined {
  if (status === 200 && resultType === 'SUCCESS') return undefined
  // 0: a fault let no answer through.
  return errorCode ?? (status === 200 || status === 0 ? resultType : `HTTP ${status}`)
}

function getOr<Value>(map: Map<string, Value>, key: string, other: string, make: (key: string) => Value): Value {
  const kept = map.has(key) || map.size < bound ? key : other
  let value = map.get(kept)
  if (value === undefined) {
    value = make(kept)
    map.set(kept, value)
  }
  return value
}

import { notMockedAt, notMockedText } from '../../contracts/index.js'
import type { ExchangeEntry, HandshakeRefusalEntry, JournalEntry } from '../../mock-server/index.js'

/** The calls of one operation, or of one path that is none. */
export interface CallCount {
  /** `login.loginMe`, or method and path. */
  readonly name: string
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
}

/** Calls of one operation that were refused with one code, and why the first of them was. */
export interface RefusedCall {
  /** `login.loginMe`. */
  readonly name: string
  readonly code: string
  readonly because: string
}

/** Something that came, and how often. */
export type Counted<Seen> = Seen & { times: number }

/** What came to a mock while it ran. Bounded, however much comes. */
export interface Tally {
  readonly calls: readonly Counted<CallCount>[]
  readonly broken: readonly Counted<BrokenRule>[]
  readonly refused: readonly Counted<RefusedCall>[]
  /** Calls of operations that are known and not mocked. */
  readonly notMocked: readonly Counted<Pick<BrokenRule, 'name' | 'message'>>[]
  /** Refused handshakes, by their reason. */
  readonly refusals: readonly Counted<Pick<HandshakeRefusalEntry, 'reason' | 'message' | 'fix'>>[]
  /** Callbacks that the partner did not take, each kind by the reason. */
  readonly callbacks: readonly Counted<{ readonly name: string; readonly error: string }>[]
}

/** More different paths or rules than this are counted together: a person reads them. */
const bound = 100

/** Counts what comes to a mock: an entry of the journal may be gone before the end. */
export function createTally(): Tally & { count(entry: JournalEntry): void } {
  const inJournal = 'the journal has them'
  const calls = counting<CallCount>(() => ({ name: 'other paths', failures: new Map() }))
  const broken = counting<BrokenRule>(() => ({ name: 'further rules', message: inJournal }))
  const refused = counting<RefusedCall>(() => ({ name: 'further codes', code: '', because: inJournal }))
  const notMocked = counting(() => ({ name: 'other paths', message: inJournal }))
  const refusals = counting<Pick<HandshakeRefusalEntry, 'reason' | 'message' | 'fix'>>(() => ({
    reason: 'handshake-failed',
    message: inJournal,
    fix: '',
  }))
  const callbacks = counting(() => ({ name: 'further callbacks', error: inJournal }))

  function countExchange(entry: ExchangeEntry): void {
    const name = entry.operation ?? `${entry.method} ${entry.path.split('?', 1)[0]}`
    const { failures } = calls.add(name, { name, failures: new Map() })
    const failure = failureOf(entry)
    if (failure !== undefined && entry.operation !== null) addRefused(entry, failure)
    if (failure !== undefined) failures.set(failure, (failures.get(failure) ?? 0) + 1)
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
    notMocked.add(id, { name: `${method} ${real}`, message: `${notMockedText(known)}.` })
  }

  /** What a rule says that was broken need not be said again, nor what a test or a fault asked for. */
  function addRefused({ operation, because, violations, override, fault }: ExchangeEntry, code: string): void {
    if (because === undefined || violations.length > 0 || override !== undefined || fault !== undefined) return
    refused.add(`${operation}\n${code}`, { name: String(operation), code, because })
  }

  function addBroken(rule: BrokenRule): void {
    broken.add([rule.name, rule.field, rule.rule].join('\n'), rule)
  }

  return {
    calls: calls.all,
    broken: broken.all,
    refused: refused.all,
    notMocked: notMocked.all,
    refusals: refusals.all,
    callbacks: callbacks.all,
    count(entry) {
      if (entry.kind === 'callback' && !entry.delivered) {
        const { callback, method, url, error = '' } = entry
        const name = `${callback} → ${method} ${url.split('?', 1)[0]}`
        callbacks.add(`${name}\n${error}`, { name, error })
      }
      if (entry.kind === 'exchange') countExchange(entry)
      // A probe of the port is not a client.
      if (entry.kind !== 'handshake-refusal' || entry.silent) return
      const { reason, fix } = entry
      // Without the certificate's own data, which differs from one handshake to the next.
      const message = entry.certificate === undefined ? entry.message : (entry.message.split(': CN=', 1)[0] as string)
      refusals.add(reason, { reason, message, fix })
    },
  }
}

function failureOf({ status, resultType, errorCode }: ExchangeEntry): string | undefined {
  if (status === 200 && resultType === 'SUCCESS') return undefined
  // 0: a fault let no answer through.
  return errorCode ?? (status === 200 || status === 0 ? resultType : `HTTP ${status}`)
}

/** Counts by keys; those beyond the bound together, as what `others` makes. */
function counting<Seen extends object>(others: () => Seen) {
  const all: Counted<Seen>[] = []
  const byKey = new Map<string, Counted<Seen>>()
  return {
    all,
    add(key: string, seen: Seen): Counted<Seen> {
      const isKept = byKey.has(key) || byKey.size < bound
      const kept = isKept ? key : ''
      const found = byKey.get(kept) ?? { ...(isKept ? seen : others()), times: 0 }
      if (found.times === 0) all.push(found)
      byKey.set(kept, found)
      found.times += 1
      return found
    },
  }
}

import { channel } from 'node:diagnostics_channel'
import type { CallbackId, OperationId, Violation } from '../../contracts/index.js'
import type { FaultTrace } from './fault-trace.js'
import type { HandshakeRefusal } from './handshake-refusal.js'
import { createRefusalRing, createRing, type Ring } from './journal-rings.js'

/** What every entry has. */
interface Entry {
  /** Counts up from 1; not reused. */
  readonly id: number
  /** ISO 8601, on the mock's clock. */
  readonly at: string
}

/** Over which connection an exchange came, and with which certificate: clients may mix up those of two mini-apps. */
export interface ConnectionTrace {
  /** Counts the connections of this mock, from 1. */
  readonly id: number
  /** Of the client certificate. */
  readonly serialNumber: string
}

/** One HTTP exchange. Secrets and personal data are redacted unless the mock was started with `redact: false`. */
export interface ExchangeEntry extends Entry {
  readonly kind: 'exchange'
  readonly miniApp: string
  readonly connection: ConnectionTrace
  /** Null for a path or method that is no operation. */
  readonly operation: OperationId | null
  readonly method: string
  readonly path: string
  readonly status: number
  /** `SUCCESS`, `FAIL` …; `invalid_grant` for that variant. */
  readonly resultType: string
  readonly errorCode?: string
  readonly userKey?: number
  /** Why it failed, for the developer. */
  readonly because?: string
  /** The name of the answer that a test laid ready for this call; see `Overrides`. */
  readonly override?: string
  /** What a fault did to the exchange. Where it got no answer, `status` is 0 and `resultType` is `NO_ANSWER`. */
  readonly fault?: FaultTrace
  readonly milliseconds: number
  readonly request: { readonly headers: unknown; readonly body: unknown }
  readonly response: { readonly body: unknown }
  /** The contract rules that the request broke. */
  readonly violations: readonly Violation[]
}

/** A connection that ended before any HTTP. Equal ones are one entry, with the number and time of the last of them. */
export interface HandshakeRefusalEntry extends Entry, HandshakeRefusal {
  readonly kind: 'handshake-refusal'
  /** Of the last one. */
  readonly remotePort?: number
  /** How often it came. */
  readonly times: number
  /** When it came first; absent where it came once. */
  readonly firstAt?: string
}

/** A request that Toss sent to the partner, and the answer. The Basic value is redacted unless `redact: false`. */
export interface CallbackEntry extends Entry {
  readonly kind: 'callback'
  readonly miniApp: string
  readonly callback: CallbackId
  readonly method: string
  readonly url: string
  /** Whether the partner answered 2xx. */
  readonly delivered: boolean
  /** Null where no answer came. */
  readonly status: number | null
  readonly milliseconds: number
  /** Why it was not delivered, in words. */
  readonly error?: string
  readonly request: { readonly headers: unknown; readonly body: unknown }
  /** The beginning of the partner's answer; null where none came. */
  readonly response: { readonly body: unknown } | null
}

/** Something about a connection that works, and that its developer should know. */
export interface NoticeEntry extends Entry {
  readonly kind: 'notice'
  readonly miniApp: string
  readonly notice: 'server-certificate-not-checked' | 'malformed-http'
  /** In the language that the mock was started with, as `fix`. */
  readonly message: string
  readonly fix: string
}

/** What the journal holds. */
export type JournalEntry = ExchangeEntry | HandshakeRefusalEntry | CallbackEntry | NoticeEntry

/** Which entries are wanted. */
export interface JournalQuery {
  readonly kind?: JournalEntry['kind']
  readonly miniApp?: string
  readonly operation?: OperationId
  /** Only entries with a greater id. */
  readonly after?: number
  /** The newest this many of those that fit. */
  readonly limit?: number
}

/** What an exchange consisted of. */
export type ExchangeBodies = Pick<ExchangeEntry, 'request' | 'response'>

type WithoutStamp<T> = T extends JournalEntry ? Omit<T, 'id' | 'at' | 'times' | 'firstAt'> : never

/**
 * The last exchanges and refused handshakes, oldest first. Bounded: the oldest go when it is full. Refused handshakes have
 * room of their own, so that no number of them pushes an exchange out.
 */
export interface Journal {
  entries(query?: JournalQuery): JournalEntry[]
  /** The exchanges among `entries(query)`. */
  exchanges(query?: Omit<JournalQuery, 'kind'>): ExchangeEntry[]
  /** The refused handshakes among `entries(query)`. */
  refusals(query?: Omit<JournalQuery, 'kind'>): HandshakeRefusalEntry[]
  /** The requests to the partner among `entries(query)`. */
  callbacks(query?: Omit<JournalQuery, 'kind'>): CallbackEntry[]
  /** The notices among `entries(query)`. */
  notices(query?: Omit<JournalQuery, 'kind'>): NoticeEntry[]
  /** How many entries were ever recorded, and how many of these are gone. */
  readonly counts: { readonly recorded: number; readonly dropped: number }
  /** `plain`: what stands in the entry where nothing is hidden; kept for a mini-app that is followed. */
  record(entry: WithoutStamp<JournalEntry>, plain?: Partial<ExchangeBodies>): JournalEntry
  /**
   * As `record`, for an exchange. Its bodies are made when somebody reads the entry, which hardly anybody
   * does, unless the exchange is too large to be kept whole until then.
   */
  recordExchange(
    entry: Omit<ExchangeEntry, 'id' | 'at' | keyof ExchangeBodies>,
    bodies: { shown(): ExchangeBodies; plain(): ExchangeBodies; isSmall: boolean },
  ): void
  /**
   * Keeps the entries of one mini-app apart from now on, so that others cannot push them out: `entries({ miniApp })` then
   * answers from up to `size` entries of that mini-app alone, with nothing hidden. The returned function ends it and drops
   * them. For tests, which compare values.
   */
  follow(miniApp: string): () => void
  /** As `counts`, for a mini-app that is followed; undefined for any other. */
  countsOf(miniApp: string): Journal['counts'] | undefined
  clear(): void
  /** Calls `listener` with each new entry; returns the function that stops that. */
  onEntry(listener: (entry: JournalEntry) => void): () => void
}

/**
 * Every entry of every mock of the process, as it is recorded, whatever the size of its journal. The project's own tests
 * note by it which operation and which failure a test really drove.
 */
const recordedEntries = channel('apps-in-toss-mock:journal')

/** Refused handshakes that differ from each other. */
const refusalsKept = 100

/** A journal of at most `size` entries, and as many for each mini-app that is followed; and of refused handshakes. */
export function createJournal({ size, now }: { size: number; now: () => number }): Journal {
  const all = createRing(size)
  const refused = createRefusalRing(Math.min(size, refusalsKept))
  const followed = new Map<string, Ring>()
  const listeners = new Set<(entry: JournalEntry) => void>()
  let recorded = 0

  function entries(query: JournalQuery = {}): JournalEntry[] {
    const own = query.miniApp === undefined ? undefined : followed.get(query.miniApp)
    const fitting = (own?.oldestFirst() ?? everything()).filter((entry) => fits(entry, query))
    return query.limit === undefined ? fitting : fitting.slice(Math.max(0, fitting.length - query.limit))
  }

  function everything(): JournalEntry[] {
    const refusals = refused.oldestFirst()
    const others = all.oldestFirst()
    return refusals.length === 0 ? others : [...others, ...refusals].sort((one, other) => one.id - other.id)
  }

  return {
    entries,
    exchanges: (query) => entries({ ...query, kind: 'exchange' }) as ExchangeEntry[],
    refusals: (query) => entries({ ...query, kind: 'handshake-refusal' }) as HandshakeRefusalEntry[],
    callbacks: (query) => entries({ ...query, kind: 'callback' }) as CallbackEntry[],
    notices: (query) => entries({ ...query, kind: 'notice' }) as NoticeEntry[],
    get counts() {
      const [one, other] = [all.counts, refused.counts]
      return { recorded: one.recorded + other.recorded, dropped: one.dropped + other.dropped }
    },
    record(unstamped, plain) {
      if (recordedEntries.hasSubscribers) recordedEntries.publish(unstamped)
      const stamped = { id: ++recorded, at: new Date(now()).toISOString(), ...unstamped } as JournalEntry
      const entry = stamped.kind === 'handshake-refusal' ? refused.add({ ...stamped, times: 1 }) : stamped
      if (entry.kind !== 'handshake-refusal') {
        all.add(entry)
        followed.get(entry.miniApp)?.add({ ...entry, ...plain } as JournalEntry)
      }
      for (const listener of listeners) listener(entry)
      return entry
    },
    recordExchange(unstamped, { shown, plain, isSmall }) {
      if (!isSmall || followed.has(unstamped.miniApp) || listeners.size > 0) {
        this.record({ ...unstamped, ...shown() }, plain())
        return
      }
      if (recordedEntries.hasSubscribers) recordedEntries.publish(unstamped)
      const id = ++recorded
      const at = now()
      all.add(() => ({ id, at: new Date(at).toISOString(), ...unstamped, ...shown() }))
    },
    follow(miniApp) {
      const ring = createRing(size)
      followed.set(miniApp, ring)
      return () => {
        if (followed.get(miniApp) === ring) followed.delete(miniApp)
      }
    },
    countsOf: (miniApp) => followed.get(miniApp)?.counts,
    clear() {
      all.clear()
      refused.clear()
      for (const ring of followed.values()) ring.clear()
    },
    onEntry(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function fits(entry: JournalEntry, { kind, miniApp, operation, after }: JournalQuery): boolean {
  if (kind !== undefined && entry.kind !== kind) return false
  if (after !== undefined && entry.id <= after) return false
  if (miniApp !== undefined && (entry.kind === 'handshake-refusal' || entry.miniApp !== miniApp)) return false
  return operation === undefined || (entry.kind === 'exchange' && entry.operation === operation)
}

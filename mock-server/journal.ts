import type { CallbackId, OperationId, Violation } from '../contracts/index.js'
import type { HandshakeRefusal } from './listener/handshake-refusal.js'

/** What every entry has. */
interface Entry {
  /** Counts up from 1; not reused. */
  readonly id: number
  /** ISO 8601, on the mock's clock. */
  readonly at: string
}

/** One HTTP exchange. Secrets and personal data are redacted unless the mock was started with `redact: false`. */
export interface ExchangeEntry extends Entry {
  readonly kind: 'exchange'
  readonly miniApp: string
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
  readonly milliseconds: number
  readonly request: { readonly headers: unknown; readonly body: unknown }
  readonly response: { readonly body: unknown }
  /** The contract rules that the request broke. */
  readonly violations: readonly Violation[]
}

/** A connection that ended before any HTTP. */
export interface HandshakeRefusalEntry extends Entry, HandshakeRefusal {
  readonly kind: 'handshake-refusal'
  readonly remotePort?: number
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

/** What the journal holds. */
export type JournalEntry = ExchangeEntry | HandshakeRefusalEntry | CallbackEntry

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

type WithoutStamp<T> = T extends JournalEntry ? Omit<T, 'id' | 'at'> : never

/** The last exchanges and refused handshakes, oldest first. Bounded: the oldest go when it is full. */
export interface Journal {
  entries(query?: JournalQuery): JournalEntry[]
  /** The exchanges among `entries(query)`. */
  exchanges(query?: Omit<JournalQuery, 'kind'>): ExchangeEntry[]
  /** The refused handshakes among `entries(query)`. */
  refusals(query?: Omit<JournalQuery, 'kind'>): HandshakeRefusalEntry[]
  /** The requests to the partner among `entries(query)`. */
  callbacks(query?: Omit<JournalQuery, 'kind'>): CallbackEntry[]
  /** How many entries were ever recorded, and how many of these are gone. */
  readonly counts: { readonly recorded: number; readonly dropped: number }
  record(entry: WithoutStamp<JournalEntry>): JournalEntry
  clear(): void
  /** Calls `listener` with each new entry; returns the function that stops that. */
  onEntry(listener: (entry: JournalEntry) => void): () => void
}

/** A journal of at most `size` entries. */
export function createJournal({ size, now }: { size: number; now: () => number }): Journal {
  const ring: JournalEntry[] = []
  const listeners = new Set<(entry: JournalEntry) => void>()
  let recorded = 0
  let kept = 0

  function* oldestFirst(): Generator<JournalEntry> {
    for (let id = recorded - kept; id < recorded; id++) yield ring[id % size] as JournalEntry
  }

  function entries(query: JournalQuery = {}): JournalEntry[] {
    const fitting = [...oldestFirst()].filter((entry) => fits(entry, query))
    return query.limit === undefined ? fitting : fitting.slice(Math.max(0, fitting.length - query.limit))
  }

  return {
    entries,
    exchanges: (query) => entries({ ...query, kind: 'exchange' }) as ExchangeEntry[],
    refusals: (query) => entries({ ...query, kind: 'handshake-refusal' }) as HandshakeRefusalEntry[],
    callbacks: (query) => entries({ ...query, kind: 'callback' }) as CallbackEntry[],
    get counts() {
      return { recorded, dropped: recorded - kept }
    },
    record(unstamped) {
      const entry = { id: recorded + 1, at: new Date(now()).toISOString(), ...unstamped } as JournalEntry
      if (size > 0) ring[recorded % size] = entry
      recorded++
      kept = Math.min(kept + 1, size)
      for (const listener of listeners) listener(entry)
      return entry
    },
    clear() {
      ring.length = 0
      kept = 0
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

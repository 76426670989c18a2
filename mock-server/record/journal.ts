import { channel } from 'node:diagnostics_channel'
import type {
  CallbackEntry,
  ExchangeBodies,
  ExchangeEntry,
  HandshakeRefusalEntry,
  JournalCounts,
  JournalEntry,
  NoticeEntry,
} from './journal-entries.js'
import { type JournalQuery, newestOf } from './journal-query.js'
import { createRefusalRing, createRing, type Ring } from './journal-rings.js'
import { createSharedJournal, type JournalExchange } from './shared-journal.js'

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
  /** The entry with this id, while it is kept. Of a mini-app that is followed it has nothing hidden only in `entries({ miniApp })`. */
  entry(id: number): JournalEntry | undefined
  /** How many entries were ever recorded, and how many of these are gone. */
  readonly counts: JournalCounts
  /** `plain`: what stands in the entry where nothing is hidden; kept for a mini-app that is followed. */
  record(entry: WithoutStamp<JournalEntry>, plain?: Partial<ExchangeBodies>): JournalEntry
  /** The id of an entry that was recorded: where several processes have the journal, it gets one later; null where it got lost. */
  idOf(entry: JournalEntry): Promise<number | null>
  /**
   * Where several processes have the journal: resolves when all that was recorded here is there for everybody, and all that is
   * there can be read here. At once where it is this process's own.
   */
  settled(): Promise<void>
  /**
   * As `record`, for an exchange of a mini-app. Its entry is made when somebody reads it, which hardly anybody
   * does, unless the exchange is too large to be kept whole until then.
   */
  recordExchange(miniApp: string, exchange: RecordedExchange): void
  /**
   * Keeps the entries of one mini-app apart from now on, so that others cannot push them out: `entries({ miniApp })` then
   * answers from up to `size` entries of that mini-app alone, with nothing hidden. The returned function ends it and drops
   * them. For tests, which compare values.
   */
  follow(miniApp: string): () => void
  /** As `counts`, for a mini-app that is followed; undefined for any other. */
  countsOf(miniApp: string): Journal['counts'] | undefined
  clear(): void
  /** How often it was emptied. */
  readonly clearings: number
  /** Calls `listener` when there is a new entry, or none any more; returns the function that stops that. No entry is made for it. */
  onChange(listener: () => void): () => void
  /** Calls `listener` with each new entry; returns the function that stops that. */
  onEntry(listener: (entry: JournalEntry) => void): () => void
}

/** What makes the entry of an exchange. */
export interface RecordedExchange {
  /** All but its bodies. */
  entry(): Omit<ExchangeEntry, 'id' | 'at' | keyof ExchangeBodies>
  shown(): ExchangeBodies
  plain(): ExchangeBodies
  readonly isSmall: boolean
}

/**
 * Every entry of every mock of the process, as it is recorded, whatever the size of its journal. The project's own tests
 * note by it which operation and which failure a test really drove.
 */
const recordedEntries = channel('apps-in-toss-mock:journal')

/** Milliseconds between two looks at what other processes have recorded. */
const lookPause = 200

/** Refused handshakes that differ from each other. */
const refusalsKept = 100

/** A mini-app whose entries are kept apart. */
interface Followed {
  readonly ring: Ring
  /** What stands where nothing is hidden, of own entries that several processes have, by their ids, until they come back. */
  readonly plains: Map<number, Partial<ExchangeBodies>>
}

/** A journal of at most `size` entries, and as many for each mini-app that is followed; and of refused handshakes. */
export function createJournal({
  size,
  now,
  exchange,
  failed = () => {},
}: {
  size: number
  now: () => number
  /** Where several processes have it. Entries are recorded with nothing secret in them then. */
  exchange?: JournalExchange | undefined
  /** Told where what was recorded could not be sent. */
  failed?: (error: unknown) => void
}): Journal {
  const all = createRing(size)
  const refused = createRefusalRing(Math.min(size, refusalsKept))
  const followed = new Map<string, Followed>()
  const listeners = new Set<(entry: JournalEntry) => void>()
  const watchers = new Set<() => void>()
  const numbers = new WeakMap<JournalEntry, Promise<number | null>>()
  let recorded = 0
  let clearings = 0
  const shared =
    exchange &&
    createSharedJournal({ size, exchange, isRead: () => watchers.size > 0, cleared: empty, told: keep, failed })
  let isLooking = false

  function entries(query: JournalQuery = {}): JournalEntry[] {
    const own = query.miniApp === undefined ? undefined : followed.get(query.miniApp)?.ring
    return newestOf([own ?? all, refused], query)
  }

  function changed(): void {
    for (const watcher of watchers) watcher()
  }

  function keep(stamped: JournalEntry, plain?: Partial<ExchangeBodies>): JournalEntry {
    const entry = stamped.kind === 'handshake-refusal' ? refused.add({ ...stamped, times: 1 }) : stamped
    if (entry.kind !== 'handshake-refusal') {
      all.add(entry)
      const own = followed.get(entry.miniApp)
      own?.ring.add({ ...entry, ...(plain ?? own.plains.get(entry.id)) } as JournalEntry)
      own?.plains.delete(entry.id)
    }
    changed()
    return entry
  }

  function empty(): void {
    all.clear()
    refused.clear()
    for (const { ring } of followed.values()) ring.clear()
    clearings++
    changed()
  }

  /** Sends an entry. It can be read when it comes back, which may be in the moment in which it is `numbered`. */
  function send(
    kind: JournalEntry['kind'],
    text: () => string,
    numbered: (id: number | null) => void = () => {},
  ): void {
    shared?.add({ isRefusal: kind === 'handshake-refusal', text, numbered })
  }

  function sendRecorded(stamped: JournalEntry, plain: Partial<ExchangeBodies> | undefined): JournalEntry {
    const { id: _id, ...entry } = stamped
    const numbered = new Promise<number | null>((resolve) => {
      const text = () => JSON.stringify(entry)
      send(stamped.kind, text, (id) => {
        if (id !== null) keepPlain(stamped, id, plain)
        resolve(id)
      })
    })
    const number = numbered.then((id) => {
      if (id === null) return null
      for (const listener of listeners) listener({ ...stamped, id })
      return id
    })
    numbers.set(stamped, number)
    return stamped
  }

  /** What nobody reads goes with what it belongs to. */
  function keepPlain(stamped: JournalEntry, id: number, plain: Partial<ExchangeBodies> | undefined): void {
    const plains = 'miniApp' in stamped ? followed.get(stamped.miniApp)?.plains : undefined
    if (plains === undefined || plain === undefined) return
    plains.set(id, plain)
    const [oldest] = plains.keys()
    if (plains.size > size && oldest !== undefined) plains.delete(oldest)
  }

  /** What others record is told by nobody: whoever watches has it looked for. */
  function lookAgain(): void {
    if (shared === undefined || watchers.size === 0 || isLooking) return
    isLooking = true
    setTimeout(() => {
      isLooking = false
      shared.settled().then(lookAgain, lookAgain)
    }, lookPause).unref()
  }

  return {
    entries,
    exchanges: (query) => entries({ ...query, kind: 'exchange' }) as ExchangeEntry[],
    refusals: (query) => entries({ ...query, kind: 'handshake-refusal' }) as HandshakeRefusalEntry[],
    callbacks: (query) => entries({ ...query, kind: 'callback' }) as CallbackEntry[],
    notices: (query) => entries({ ...query, kind: 'notice' }) as NoticeEntry[],
    entry: (id) => entries({ after: id - 1, before: id + 1 })[0],
    idOf: async (entry) => (await numbers.get(entry)) ?? (entry.id === 0 ? null : entry.id),
    settled: async () => shared?.settled(),
    get counts() {
      if (shared !== undefined) {
        const { recorded: sum } = shared
        const kept = [all.counts, refused.counts].reduce(
          (number, { recorded: ever, dropped }) => number + ever - dropped,
          0,
        )
        return { recorded: sum, dropped: sum - kept }
      }
      const [one, other] = [all.counts, refused.counts]
      return { recorded: one.recorded + other.recorded, dropped: one.dropped + other.dropped }
    },
    record(unstamped, plain) {
      if (recordedEntries.hasSubscribers) recordedEntries.publish(unstamped)
      const id = shared === undefined ? ++recorded : 0
      const stamped = { id, at: new Date(now()).toISOString(), ...unstamped } as JournalEntry
      if (shared !== undefined) return sendRecorded(stamped, plain)
      const entry = keep(stamped, plain)
      for (const listener of listeners) listener(entry)
      return entry
    },
    recordExchange(miniApp, { entry, shown, plain, isSmall }) {
      if (!isSmall || followed.has(miniApp) || listeners.size > 0) {
        this.record({ ...entry(), ...shown() }, plain())
        return
      }
      if (recordedEntries.hasSubscribers) recordedEntries.publish(entry())
      const at = now()
      const made = () => ({ at: new Date(at).toISOString(), ...entry(), ...shown() })
      if (shared !== undefined) {
        send('exchange', () => JSON.stringify(made()))
        return
      }
      const id = ++recorded
      all.add(() => ({ id, ...made() }))
      changed()
    },
    follow(miniApp) {
      const own: Followed = { ring: createRing(size), plains: new Map() }
      followed.set(miniApp, own)
      return () => {
        if (followed.get(miniApp) === own) followed.delete(miniApp)
      }
    },
    countsOf: (miniApp) => followed.get(miniApp)?.ring.counts,
    clear() {
      if (shared === undefined) empty()
      else shared.clear()
    },
    get clearings() {
      return clearings
    },
    onChange(watcher) {
      watchers.add(watcher)
      lookAgain()
      return () => watchers.delete(watcher)
    },
    onEntry(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

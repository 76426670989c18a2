import type { HandshakeRefusalEntry, JournalCounts, JournalEntry } from './journal-entries.js'

/** The last `size` entries that were added, and how many there ever were. */
export interface Ring {
  /** An entry, or what makes it when it is first read. */
  add(entry: JournalEntry | (() => JournalEntry)): void
  /** Entries are made as they are asked for. */
  newestFirst(): Iterable<JournalEntry>
  clear(): void
  readonly counts: JournalCounts
}

/** An empty ring. */
export function createRing(size: number): Ring {
  const slots: (JournalEntry | (() => JournalEntry))[] = []
  let added = 0
  let kept = 0

  function entryAt(place: number): JournalEntry {
    let entry = slots[place] as JournalEntry | (() => JournalEntry)
    if (typeof entry === 'function') {
      entry = entry()
      slots[place] = entry
    }
    return entry
  }

  return {
    add(entry) {
      if (size > 0) slots[added % size] = entry
      added++
      kept = Math.min(kept + 1, size)
    },
    *newestFirst() {
      for (let index = 1; index <= kept; index++) yield entryAt((added - index) % size)
    },
    clear() {
      slots.length = 0
      kept = 0
    },
    get counts() {
      return { recorded: added, dropped: added - kept }
    },
  }
}

/** Refused handshakes that differ, each with how often it came; the ones that came last. */
export interface RefusalRing {
  /** Adds one; where an equal one is there, that moves to the end and is counted. Gives back what is kept now. */
  add(entry: HandshakeRefusalEntry): HandshakeRefusalEntry
  newestFirst(): Iterable<HandshakeRefusalEntry>
  clear(): void
  readonly counts: JournalCounts
}

/** An empty ring for refused handshakes: a port that is probed every second fills one place of it, and pushes nothing out. */
export function createRefusalRing(size: number): RefusalRing {
  const kept = new Map<string, HandshakeRefusalEntry>()
  let recorded = 0
  let dropped = 0

  return {
    add(entry) {
      recorded++
      // The message names the certificate.
      const key = `${entry.reason}\n${entry.protocol}\n${entry.message}`
      const before = kept.get(key)
      const counted =
        before === undefined ? entry : { ...entry, times: before.times + 1, firstAt: before.firstAt ?? before.at }
      kept.delete(key)
      kept.set(key, counted)
      if (kept.size > size) {
        const [oldest, { times }] = kept.entries().next().value as [string, HandshakeRefusalEntry]
        kept.delete(oldest)
        dropped += times
      }
      return counted
    },
    newestFirst: () => [...kept.values()].reverse(),
    clear() {
      for (const { times } of kept.values()) dropped += times
      kept.clear()
    },
    get counts() {
      return { recorded, dropped }
    },
  }
}

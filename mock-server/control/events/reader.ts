import { Readable } from 'node:stream'
import type { Journal } from '../../record/journal.js'
import type { JournalEntry } from '../../record/journal-entries.js'
import type { Clock } from '../../world/clock.js'
import type { EntityKind } from '../../world/entities.js'
import { clockAnswer } from '../clock-answer.js'
import { readPosition, textOfEvent, textOfPosition } from './event-text.js'

/** What somebody wants to read. */
export interface ReaderOptions {
  /** Only what concerns this mini-app, and refused handshakes, which are nobody's. */
  readonly miniApp?: string
  /** The id of the last event that was seen. */
  readonly after?: string
}

/** Kinds of things, and what the Toss app remembers. */
type ToldKind = EntityKind | 'tossApp'

/** A client that reads the events along. */
export interface Reader {
  readonly stream: Readable
  journalChanged(): void
  worldChanged(miniApp: string | undefined, kinds: ReadonlySet<ToldKind> | undefined): void
  clockChanged(): void
  commanded(operationId: string, miniApp: string | undefined): void
  end(): void
}

interface ReaderSources {
  /** Names this run of the mock: its journal counts from 1. */
  readonly run: string
  readonly journal: Journal
  readonly clock: Clock
}

/** Changes within so many milliseconds are told together. */
const pause = 50

/** A line without meaning keeps a quiet connection open, and finds one whose reader is gone. */
const heartbeat = 15_000

/** Entries that one event carries at most: the newest. */
const mostEntries = 200

/** Worlds and commands that are told one by one; of more it is said only that there are. */
const mostNames = 50

/**
 * A reader's events. Nothing is collected for one who reads slowly but names: entries are taken from the journal when there
 * is room for them, and what the journal has dropped by then is counted as missed.
 */
export function createReader(
  { run, journal, clock }: ReaderSources,
  options: ReaderOptions,
  onEnd: () => void,
): Reader {
  const { miniApp } = options
  const before = readPosition(options.after)
  const isResumed = before?.run === run
  let { clearings, entry: last } = isResumed ? before : { clearings: journal.clearings, entry: newestIn(journal) }
  let worlds: Map<string, Set<ToldKind>> | 'all' = new Map()
  let commands: Set<string> | 'all' = new Set()
  let isClockChanged = false
  let isChanged = isResumed
  let hasRoom = false
  let timer: NodeJS.Timeout | undefined

  const stream = new Readable({
    read() {
      hasRoom = true
      if (isChanged) wake()
    },
    destroy(error, done) {
      clearTimeout(timer)
      clearInterval(beat)
      onEnd()
      done(error)
    },
  })
  const beat = setInterval(() => hasRoom && stream.push(': here\n\n'), heartbeat).unref()
  const position = () => textOfPosition({ run, clearings, entry: last })

  function send(name: string, data: object, id?: string): void {
    hasRoom = stream.push(textOfEvent({ name, data, id }))
  }

  function wake(): void {
    isChanged = true
    if (hasRoom) timer ??= setTimeout(tell, pause).unref()
  }

  function tell(): void {
    timer = undefined
    isChanged = false
    if (clearings !== journal.clearings) {
      clearings = journal.clearings
      send('cleared', {}, position())
    }
    tellEntries()
    if (worlds === 'all' || worlds.size > 0) {
      const told = worlds === 'all' ? [] : [...worlds].map(([name, kinds]) => ({ miniApp: name, kinds: [...kinds] }))
      send('world', { all: worlds === 'all', worlds: told })
      worlds = new Map()
    }
    if (commands === 'all' || commands.size > 0) {
      send('commands', { all: commands === 'all', operationIds: commands === 'all' ? [] : [...commands] })
      commands = new Set()
    }
    if (isClockChanged) send('clock', clockAnswer(clock))
    isClockChanged = false
  }

  function tellEntries(): void {
    const fresh = journal.entries({ after: last })
    if (fresh.length === 0) return
    last = (fresh.at(-1) as JournalEntry).id
    const wanted = fresh.filter((entry) => concerns(entry, miniApp))
    const entries = wanted.slice(-mostEntries)
    if (entries.length === 0) return
    const { recorded, dropped } = journal.counts
    const missed = wanted.length - entries.length
    send('journal', { entries: entries.map(withoutBodies), missed, recorded, dropped }, position())
  }

  send('hello', { run, resumed: isResumed, clock: clockAnswer(clock) }, position())
  return {
    stream,
    journalChanged: wake,
    worldChanged(name, kinds) {
      if (miniApp !== undefined && name !== undefined && name !== miniApp) return
      if (name === undefined || kinds === undefined) worlds = 'all'
      if (worlds !== 'all' && name !== undefined) {
        worlds.set(name, new Set([...(worlds.get(name) ?? []), ...(kinds ?? [])]))
        if (worlds.size > mostNames) worlds = 'all'
      }
      wake()
    },
    clockChanged() {
      isClockChanged = true
      wake()
    },
    commanded(operationId, name) {
      if (miniApp !== undefined && name !== undefined && name !== miniApp) return
      if (commands !== 'all') commands.add(operationId)
      if (commands !== 'all' && commands.size > mostNames) commands = 'all'
      wake()
    },
    end: () => stream.destroy(),
  }
}

/** An entry as a list shows it. */
export function withoutBodies(entry: JournalEntry): object {
  const {
    request: _request,
    response: _response,
    ...rest
  } = entry as JournalEntry & {
    readonly request?: unknown
    readonly response?: unknown
  }
  return rest
}

function concerns(entry: JournalEntry, miniApp: string | undefined): boolean {
  return miniApp === undefined || entry.kind === 'handshake-refusal' || entry.miniApp === miniApp
}

function newestIn(journal: Journal): number {
  return journal.entries({ limit: 1 })[0]?.id ?? 0
}

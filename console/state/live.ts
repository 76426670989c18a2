import { type Entry, keyOf } from '../api/entries.js'
import { type Clock, followEvents } from '../api/follow-events.js'
import { createStore, type Store } from './store.js'

/** What is known of a mini-app as it happens. */
export interface LiveState {
  /** Whether events arrive. */
  readonly isOpen: boolean
  /** Undefined until the first event. */
  readonly run: string | undefined
  /** The mock's clock, and when that was read, on this machine's. */
  readonly clock: (Clock & { readonly readAt: number }) | undefined
  /** The newest entries of the journal, newest first; of those before there is a page to ask for. */
  readonly entries: readonly Entry[]
  /** Counts up when entries came that are not among `entries`, or when the journal was emptied. */
  readonly journalRuns: number
  /** How often something of a kind was written, by the kind; `*` counts for all. */
  readonly revisions: Readonly<Record<string, number>>
}

/** Kinds besides those of the world: something was called, or done over the control API; `tossApp` for the phone. */
export type Kind = 'journal' | 'commands' | '*' | (string & {})

/** How many of the newest entries are kept here. */
const entriesKept = 1_000

/** The live state of a mini-app, and the end of it. */
export interface Live {
  readonly store: Store<LiveState>
  stop(): void
}

/** Follows a mini-app. */
export function followMiniApp(miniApp: string): Live {
  const store = createStore<LiveState>({
    isOpen: false,
    run: undefined,
    clock: undefined,
    entries: [],
    journalRuns: 0,
    revisions: {},
  })
  const count = (...kinds: Kind[]) => {
    const revisions = { ...store.get().revisions }
    for (const kind of kinds) revisions[kind] = (revisions[kind] ?? 0) + 1
    return revisions
  }
  const keepClock = (clock: Clock) => ({ ...clock, readAt: Date.now() })
  const stop = followEvents(
    miniApp,
    {
      hello({ run, resumed, clock }) {
        const { run: before, journalRuns } = store.get()
        const isNew = before !== undefined && !resumed
        store.set({
          run,
          clock: keepClock(clock),
          ...(isNew && { entries: [], journalRuns: journalRuns + 1 }),
          // What was written while nobody looked is not told.
          ...(before !== undefined && { revisions: count('*') }),
        })
      },
      journal({ entries, missed }) {
        const { entries: before, journalRuns } = store.get()
        store.set({
          entries: missed > 0 ? newestFirst(entries) : merged(before, entries).slice(0, entriesKept),
          revisions: count('journal'),
          ...(missed > 0 && { journalRuns: journalRuns + 1 }),
        })
      },
      cleared: () => store.set({ entries: [], journalRuns: store.get().journalRuns + 1, revisions: count('journal') }),
      world({ all, worlds }) {
        store.set({ revisions: count(...(all ? ['*'] : worlds.flatMap(({ kinds }) => kinds))) })
      },
      commands: () => store.set({ revisions: count('commands') }),
      clock: (clock) => store.set({ clock: keepClock(clock), revisions: count('clock') }),
    },
    (isOpen) => store.set({ isOpen }),
  )
  return { store, stop }
}

/** New entries before the ones that are there; one that is told again takes the place of its earlier telling. */
export function merged(before: readonly Entry[], told: readonly Entry[]): Entry[] {
  const keys = new Set(told.map(keyOf))
  return [...newestFirst(told), ...before.filter((entry) => !keys.has(keyOf(entry)))]
}

function newestFirst(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((one, other) => other.id - one.id)
}

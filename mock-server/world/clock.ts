import { CodedError } from '../../errors/index.js'

/** The only source of time in the mock: real time plus what was advanced, or standing still where frozen. */
export interface Clock {
  /** Milliseconds since 1970, on the mock's clock. */
  now(): number
  /** Moves the clock forward by `milliseconds`. Throws `ERR_INVALID_OPTION` for a negative or fractional number, and beyond `clockEnd`. */
  advance(milliseconds: number): void
  /** Sets the clock; it goes on from there. It cannot go back: tokens already issued would come alive again. */
  set(instant: Date): void
  /** Stops the clock; only `advance` and `set` move it. */
  freeze(): void
  /** Lets a frozen clock run on. */
  resume(): void
  /** Resolves when every process that shares the world knows of the moves; at once where there is no other. */
  settled(): Promise<void>
  /** How far ahead of real time it is, in milliseconds, and whether it stands still. */
  readonly state: { readonly now: number; readonly aheadBy: number; readonly frozen: boolean }
  /** Back to real time, or to `start`. Only `reset` calls it, which drops everything dated. */
  reset(start?: ClockStart): void
  /** Calls `listener` after each `advance` and `set`; returns the function that stops that. */
  onMove(listener: () => void): () => void
  /** Calls `listener` when it was moved, stopped, let run on or reset; returns the function that stops that. */
  onChange(listener: () => void): () => void
}

/**
 * The last instant to which a clock can be moved. A certificate of 36,500 days, the longest there is, can still be issued
 * there: what it can say of its end goes up to the year 9999.
 */
export const clockEnd = Date.UTC(9900, 0, 1)

/** Whether a clock can stand there: not before 1970, where no token could say when it was issued, and not after its end. */
export function isWithinClock(instant: number): boolean {
  return instant >= 0 && instant <= clockEnd
}

/** What is said of an instant at which no clock can stand. */
export const beyondClock = `is not between 1970-01-01 and ${new Date(clockEnd).toISOString().slice(0, 10)}`

/** Where a clock starts; at real time where neither instant nor distance is given. Milliseconds. */
export interface ClockStart {
  /** Since 1970. Not together with `aheadBy`. */
  readonly instant?: number
  /** How far ahead of real time; negative: behind. */
  readonly aheadBy?: number
  readonly frozen?: boolean
}

/** Where a clock stands, in milliseconds: at an instant for as long as it is frozen, or so far ahead of real time. */
export type ClockNote = { readonly frozenAt: number } | { readonly aheadBy: number }

/** Where a clock stands that starts so. */
export function noteOf(start: ClockStart, realNow: number): ClockNote {
  const instant = startingInstant(start, realNow)
  return start.frozen === true ? { frozenAt: instant } : { aheadBy: instant - realNow }
}

/** Where a clock goes on that stood as the note says. One that was running has run on. */
export function startOf(note: ClockNote): ClockStart {
  return 'frozenAt' in note ? { instant: note.frozenAt, frozen: true } : { aheadBy: note.aheadBy }
}

/** The instant at which a clock starts. */
export function startingInstant({ instant, aheadBy = 0 }: ClockStart, realNow: number): number {
  return instant ?? realNow + aheadBy
}

/** Where it is kept how a clock stands. */
export interface ClockKeeper {
  note(): ClockNote
  /** Changes it, at once for whoever asks here. Throws where it cannot be kept: then there is no change. */
  change(change: (before: ClockNote) => ClockNote): void
  /** Resolves when everybody who shares the clock knows of the changes; rejects where one could not be kept. */
  settled(): Promise<void>
  /** Calls `listener` when somebody else has changed it. */
  onChange(listener: () => void): void
}

/** A keeper that starts at real time. */
function inMemory(): ClockKeeper {
  let note: ClockNote = { aheadBy: 0 }
  return {
    note: () => note,
    change(change) {
      note = change(note)
    },
    async settled() {},
    onChange() {},
  }
}

const instantOf = (note: ClockNote, real: number) => ('frozenAt' in note ? note.frozenAt : real + note.aheadBy)
const movedBy = (note: ClockNote, milliseconds: number): ClockNote =>
  'frozenAt' in note ? { frozenAt: note.frozenAt + milliseconds } : { aheadBy: note.aheadBy + milliseconds }

/**
 * A clock.
 *
 * @param realNow - real time in milliseconds, for tests
 * @param keeper - by default the clock starts at real time
 */
export function createClock(realNow: () => number = Date.now, keeper: ClockKeeper = inMemory()): Clock {
  const listeners = new Set<() => void>()
  const watchers = new Set<() => void>()
  const now = () => instantOf(keeper.note(), realNow())
  keeper.onChange(changed)

  function become(change: (before: ClockNote) => ClockNote): void {
    keeper.change(change)
    changed()
  }

  function changed(): void {
    for (const watcher of watchers) watcher()
  }

  /** By so much, or to where others have meanwhile moved it. */
  function move(milliseconds: number, change: (before: ClockNote) => ClockNote): void {
    if (!isWithinClock(now() + milliseconds)) {
      const distance = `${milliseconds} milliseconds from ${new Date(now()).toISOString()}`
      throw new CodedError('ERR_INVALID_OPTION', `the clock cannot be moved so far: ${distance} ${beyondClock}`, {
        fix: 'Certificates and tokens could not say when they end. Move it less; to start again, reset the mock.',
      })
    }
    become(change)
    for (const listener of listeners) listener()
  }

  return {
    now,
    advance(milliseconds) {
      if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
        throw new CodedError(
          'ERR_INVALID_OPTION',
          `milliseconds must be a whole number of at least 0, not ${milliseconds}`,
          {
            fix: 'The clock only moves forward; to start again, reset the mock.',
          },
        )
      }
      move(milliseconds, (before) => movedBy(before, milliseconds))
    },
    set(instant) {
      const target = instant.getTime()
      if (Number.isNaN(target)) throw new CodedError('ERR_INVALID_OPTION', 'instant must be a valid date')
      if (target < now()) {
        throw new CodedError(
          'ERR_INVALID_OPTION',
          `instant ${instant.toISOString()} is before ${new Date(now()).toISOString()}`,
          {
            fix: 'The clock only moves forward; to start again, reset the mock.',
          },
        )
      }
      move(target - now(), (before) => movedBy(before, Math.max(0, target - instantOf(before, realNow()))))
    },
    freeze() {
      if ('frozenAt' in keeper.note()) return
      const frozenAt = now()
      become((before) => ('frozenAt' in before ? before : { frozenAt }))
    },
    resume() {
      if (!('frozenAt' in keeper.note())) return
      const real = realNow()
      become((before) => ('frozenAt' in before ? { aheadBy: before.frozenAt - real } : before))
    },
    get state() {
      const real = realNow()
      const note = keeper.note()
      const instant = instantOf(note, real)
      return { now: instant, aheadBy: instant - real, frozen: 'frozenAt' in note }
    },
    reset(start = {}) {
      const next = noteOf(start, realNow())
      if (JSON.stringify(next) !== JSON.stringify(keeper.note())) keeper.change(() => next)
      changed()
    },
    settled: () => keeper.settled(),
    onChange(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    onMove(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

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

/**
 * A clock that starts at real time.
 *
 * @param realNow - real time in milliseconds, for tests
 * @param keep - is told of every change but a reset; where it throws there is none
 */
export function createClock(realNow: () => number = Date.now, keep: (note: ClockNote) => void = () => {}): Clock {
  let stand: ClockNote = { aheadBy: 0 }
  const listeners = new Set<() => void>()
  const watchers = new Set<() => void>()
  const instantOf = (note: ClockNote, real: number) => ('frozenAt' in note ? note.frozenAt : real + note.aheadBy)
  const now = () => instantOf(stand, realNow())

  function become(next: ClockNote): void {
    keep(next)
    stand = next
    changed()
  }

  function changed(): void {
    for (const watcher of watchers) watcher()
  }

  function move(milliseconds: number): void {
    if (!isWithinClock(now() + milliseconds)) {
      const distance = `${milliseconds} milliseconds from ${new Date(now()).toISOString()}`
      throw new CodedError('ERR_INVALID_OPTION', `the clock cannot be moved so far: ${distance} ${beyondClock}`, {
        fix: 'Certificates and tokens could not say when they end. Move it less; to start again, reset the mock.',
      })
    }
    become(
      'frozenAt' in stand ? { frozenAt: stand.frozenAt + milliseconds } : { aheadBy: stand.aheadBy + milliseconds },
    )
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
      move(milliseconds)
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
      move(target - now())
    },
    freeze() {
      if (!('frozenAt' in stand)) become({ frozenAt: now() })
    },
    resume() {
      if ('frozenAt' in stand) become({ aheadBy: stand.frozenAt - realNow() })
    },
    get state() {
      const real = realNow()
      const instant = instantOf(stand, real)
      return { now: instant, aheadBy: instant - real, frozen: 'frozenAt' in stand }
    },
    reset(start = {}) {
      stand = noteOf(start, realNow())
      changed()
    },
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

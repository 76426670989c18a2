import { CodedError } from '../errors/index.js'

/** The only source of time in the mock: real time plus what was advanced, or standing still where frozen. */
export interface Clock {
  /** Milliseconds since 1970, on the mock's clock. */
  now(): number
  /** Moves the clock forward by `milliseconds`. Throws `ERR_INVALID_OPTION` for a negative or fractional number. */
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
}

/** Where a clock starts; at real time where neither instant nor distance is given. Milliseconds. */
export interface ClockStart {
  /** Since 1970. Not together with `aheadBy`. */
  readonly instant?: number
  /** How far ahead of real time; negative: behind. */
  readonly aheadBy?: number
  readonly frozen?: boolean
}

/** The instant at which a clock starts. */
export function startingInstant({ instant, aheadBy = 0 }: ClockStart, realNow: number): number {
  return instant ?? realNow + aheadBy
}

/** A clock that starts at real time. `realNow` is real time in milliseconds, for tests. */
export function createClock(realNow: () => number = Date.now): Clock {
  let aheadBy = 0
  let frozenAt: number | undefined
  const listeners = new Set<() => void>()
  const now = () => frozenAt ?? realNow() + aheadBy

  function move(milliseconds: number): void {
    if (frozenAt !== undefined) frozenAt += milliseconds
    else aheadBy += milliseconds
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
      frozenAt ??= now()
    },
    resume() {
      if (frozenAt === undefined) return
      aheadBy = frozenAt - realNow()
      frozenAt = undefined
    },
    get state() {
      const real = realNow()
      const instant = frozenAt ?? real + aheadBy
      return { now: instant, aheadBy: instant - real, frozen: frozenAt !== undefined }
    },
    reset(start = {}) {
      const real = realNow()
      const instant = startingInstant(start, real)
      aheadBy = instant - real
      frozenAt = start.frozen === true ? instant : undefined
    },
    onMove(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

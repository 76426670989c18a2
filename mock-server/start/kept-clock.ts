import type { Log } from '../record/log.js'
import { beyondClock, type ClockStart, isWithinClock, startingInstant, startOf } from '../world/clock.js'
import type { State } from '../world/state/state.js'

/** Where the clock of a state file goes on; undefined where there is none. */
export function keptClockOf(state: State | undefined, log: Log): ClockStart | undefined {
  if (state?.clock === undefined) return undefined
  const kept = startOf(state.clock)
  if (isWithinClock(startingInstant(kept, Date.now()))) return kept
  // A version whose clock had no end may have left one that stands where none can.
  log.warn(`the clock that was kept ${beyondClock}: it begins at real time`)
  return { aheadBy: 0 }
}

import type { Clock, ClockStart } from '../clock.js'

/** Where a clock stood: at an instant for as long as it was frozen, or so far ahead of real time. Milliseconds. */
export type ClockNote = { readonly frozenAt: number } | { readonly aheadBy: number }

/** Where a clock goes on that stood as the note says. One that was running has run on. */
export function startOf(note: ClockNote): ClockStart {
  return 'frozenAt' in note ? { instant: note.frozenAt, frozen: true } : { aheadBy: note.aheadBy }
}

/** The same clock; `keep` is told of every change before whoever made it goes on. */
export function keepClock(clock: Clock, keep: (note: ClockNote) => void): Clock {
  function keeping<Args extends unknown[]>(change: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      change(...args)
      const { now, aheadBy, frozen } = clock.state
      keep(frozen ? { frozenAt: now } : { aheadBy })
    }
  }
  return {
    now: clock.now,
    advance: keeping(clock.advance),
    set: keeping(clock.set),
    freeze: keeping(clock.freeze),
    resume: keeping(clock.resume),
    reset: keeping(clock.reset),
    onMove: clock.onMove,
    get state() {
      return clock.state
    },
  }
}

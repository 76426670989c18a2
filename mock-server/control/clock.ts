import type { Clock } from '../world/clock.js'
import { duration, moment, number, object, options, saying, truth } from '../world/shape.js'
import { mockCommand } from './route.js'

/** What `clockAnswer` gives. */
export const clockShape = object({
  now: moment,
  aheadBySeconds: saying(number, 'How far the mock’s clock is ahead of real time.'),
  frozen: truth,
})

/** The clock as the control API tells it. */
export function clockAnswer({ state: { now, aheadBy, frozen } }: Clock) {
  return { now: new Date(now).toISOString(), aheadBySeconds: aheadBy / 1000, frozen }
}

/** The mock's clock. */
export const clockCommands = {
  get: mockCommand({
    at: 'GET clock',
    id: 'getClock',
    says: 'The mock’s clock',
    gives: clockShape,
    do: async ({ clock }) => clockAnswer(clock),
  }),
  advance: mockCommand({
    at: 'POST clock/advance',
    id: 'advanceClock',
    says: 'Move the clock forward',
    takes: options({ seconds: { ...duration, maximum: 315_576_000_0 } }, ['seconds']),
    gives: clockShape,
    async do({ clock }, { seconds }: { seconds: number }) {
      clock.advance(Math.round(seconds * 1000))
      return clockAnswer(clock)
    },
  }),
  freeze: mockCommand({
    at: 'POST clock/freeze',
    id: 'freezeClock',
    says: 'Stop the clock; only /clock/advance moves it',
    gives: clockShape,
    async do({ clock }) {
      clock.freeze()
      return clockAnswer(clock)
    },
  }),
  resume: mockCommand({
    at: 'POST clock/resume',
    id: 'resumeClock',
    says: 'Let a frozen clock run on',
    gives: clockShape,
    async do({ clock }) {
      clock.resume()
      return clockAnswer(clock)
    },
  }),
}

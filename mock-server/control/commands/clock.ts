import { duration, options } from '../../world/shape.js'
import { clockAnswer, clockShape } from '../clock-answer.js'
import { mockCommand } from '../route.js'

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
      await clock.settled()
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
      await clock.settled()
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
      await clock.settled()
      return clockAnswer(clock)
    },
  }),
}

import type { Clock } from '../world/clock.js'
import { moment, number, object, saying, truth } from '../world/shape.js'

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

import type { Engine } from '../../../mock-server/world/engine.js'

/** Rejects every second question, the first one among them, as if somebody else had been faster: what is asked is done again. */
export function rejectingEngine(): Engine {
  let questions = 0
  return {
    isShared: false,
    load: () => [],
    turn(items) {
      questions++
      if (questions % 2 === 1) return items.map(() => ({ missed: [] }))
      return items.map((item) => ({ accepted: item.map(() => undefined) }))
    },
    close: async () => {},
  }
}

import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { CallbackId } from '../../../contracts/index.js'
import type { KeptStore } from '../../world/store-of-turns.js'

/** Where a callback stands among those of its kind and mini-app, over all processes that share the world. */
export interface Place {
  readonly lane: string
  readonly number: number
}

/**
 * The order of callbacks over several processes. A place is taken in the call that changes the world, so the order is that of
 * the changes; who has it sends, and nobody else ever does: where that process ends before, the callback is not sent.
 */
export interface Lanes {
  /** Takes the next place; within a call of the store. */
  take(miniApp: string, callback: CallbackId): Place
  /**
   * Resolves when those before are through, or were silent for too long, as they are while nobody can be asked; with false where
   * the world was dropped meanwhile, or it is over. Never rejects.
   */
  reached(miniApp: string, callback: CallbackId, place: Place, ending: AbortSignal): Promise<boolean>
  /** Lets the next one go. */
  leave(miniApp: string, callback: CallbackId, place: Place): Promise<void>
}

interface Lane {
  readonly id: string
  readonly taken: number
  readonly left: number
}

/** The equipment in which they are, by kind of callback. */
const kind = '.lane'

/** Milliseconds between two looks at those before. */
const pause = 50

/** @param patience - milliseconds: who leaves no place for so long has ended */
export function createLanes({ equipment, equip }: Pick<KeptStore, 'equipment' | 'equip'>, patience: number): Lanes {
  const laneOf = (miniApp: string, callback: CallbackId) => equipment.get(miniApp, kind, callback) as Lane | undefined

  return {
    take(miniApp, callback) {
      const lane = laneOf(miniApp, callback) ?? { id: randomUUID(), taken: 0, left: 0 }
      const number = lane.taken + 1
      equipment.put(miniApp, kind, callback, { ...lane, taken: number })
      return { lane: lane.id, number }
    },
    async reached(miniApp, callback, { lane: id, number }, ending) {
      let seen = -1
      let since = performance.now()
      while (!ending.aborted) {
        const lane = await equip(() => laneOf(miniApp, callback)).catch(() => ({ id, left: seen }))
        if (lane?.id !== id) return false
        if (lane.left >= number - 1) return true
        if (lane.left !== seen) [seen, since] = [lane.left, performance.now()]
        else if (performance.now() - since > patience) return true
        await wait(pause, undefined, { signal: ending }).catch(() => {})
      }
      return false
    },
    leave: (miniApp, callback, { lane: id, number }) =>
      equip(() => {
        const lane = laneOf(miniApp, callback)
        if (lane?.id !== id || lane.left >= number) return
        equipment.put(miniApp, kind, callback, { ...lane, left: number })
      }),
  }
}

import { onTestFinished } from 'vitest'
import { openRedisState } from '../../../mock-server/world/state/redis-state.js'
import { createStore, type KeptStore } from '../../../mock-server/world/store-of-turns.js'
import { numbers } from '../world/engines.js'

export const identity = { seed: 'redis', decryptionKey: 'k', aad: 'a', tokenSigningKey: 'pem' }

/** A store on a database, as a process of its own would have it, and what was warned of. */
export async function openStore(
  url: string,
  now: () => number = () => 0,
): Promise<{ store: KeptStore; warnings: string[] }> {
  const warnings: string[] = []
  const state = await openRedisState({ url, prefix: 'test', warn: (message) => warnings.push(message) })
  await state.claim?.(identity)
  const store = createStore({ seed: 'redis', now, engine: state.engine })
  onTestFinished(() => store.close())
  return { store, warnings }
}

/** A number of a mini-app. */
export const valueIn = (store: KeptStore, id: string, miniApp = 'shop') =>
  store.read(miniApp, (world) => world.get(numbers, id) as number | undefined)

/** Adds to it, and gives back the sum. */
export const add = (store: KeptStore, id: string, by = 1, miniApp = 'shop') =>
  store.update(miniApp, (world) => {
    const sum = ((world.get(numbers, id) as number | undefined) ?? 0) + by
    world.put(numbers, id, sum)
    return sum
  })

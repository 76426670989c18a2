import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { startMockServer } from '../../../mock-server/index.js'
import { createMemoryStore, createStore } from '../../../mock-server/world/store-of-turns.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Whether somebody still holds it, a moment after it was let go. */
async function isHeld(thing: WeakRef<object>): Promise<boolean> {
  // What was read in this turn of the event loop stays until its end.
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  return thing.deref() !== undefined
}

test('a world that is dropped is let go, with all that it held', async () => {
  const store = createMemoryStore({ seed: 'seed', now: () => 0 })
  await store.update('shop', (world) => world.put('mail' as never, 'one', { held: world.random.uuid() } as never))
  const held = new WeakRef((await store.read('shop', (world) => world.get('mail' as never, 'one'))) as never as object)
  expect(held.deref()).toBeDefined()
  await store.reset('shop')
  await expect.poll(() => isHeld(held)).toBe(false)
})

test('of a name that somebody asked for, and of one that was written to and dropped, nothing stays', async () => {
  const store = createMemoryStore({ seed: 'seed', now: () => 0 })
  const asked = new WeakRef<object>(await store.read('nobody', (world) => world))
  await store.update('shop', (world) => world.put('mail' as never, 'one', {} as never))
  const dropped = new WeakRef<object>(await store.read('shop', (world) => world))
  await store.reset('shop')
  await expect.poll(() => isHeld(asked)).toBe(false)
  await expect.poll(() => isHeld(dropped)).toBe(false)
  // It is the worlds that were let go, not the store.
  expect(await store.read('shop', (world) => world.count('mail' as never))).toBe(0)
})

test('what steers a mini-app stays, also while there is nothing else of it', async () => {
  const store = createStore({ seed: 'seed', now: () => 0, engine: undefined })
  await store.equip(() => store.equipment.put('nobody', '.rule', 'one', 1))
  await store.read('nobody', () => {})
  expect(await store.equip(() => store.equipment.get('nobody', '.rule', 'one'))).toBe(1)
})

test('a mini-app of a test that is released is let go, with its phone', async () => {
  await using mock = await startMockServer({ controlPort: false })
  const { appName, release } = await mock.isolate()
  const heard: unknown[] = []
  const lines = (async () => {
    for await (const prompts of mock.tossSide(appName).app.watch()) heard.push(prompts)
  })()
  await expect.poll(() => heard).toEqual([[]])
  await release()
  // A page that still listens is told that there is no more.
  await lines
})

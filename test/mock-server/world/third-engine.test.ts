import { expect, test } from 'vitest'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
import { numbers } from './engines.js'
import { createSharedMemory } from './shared-memory-engine.js'

test('an engine of a few lines gives several stores one world', async () => {
  const place = createSharedMemory()
  const stores = [1, 2, 3].map(() => createStore({ seed: 's', now: () => 0, engine: place.engine() }))
  const transfers = stores.flatMap((store) =>
    Array.from({ length: 40 }, (_, amount) =>
      store.update('shop', (world) => {
        const get = (id: string) => (world.get(numbers, id) as number | undefined) ?? 0
        world.put(numbers, 'from', get('from') - amount)
        world.put(numbers, 'to', get('to') + amount)
        world.put(numbers, 'made', get('made') + 1)
        return get('made')
      }),
    ),
  )
  // Each saw another number: none was done on a world that another one had changed meanwhile.
  expect(new Set(await Promise.all(transfers)).size).toBe(120)
  for (const store of stores) {
    const seen = await store.read('shop', (world) => ['from', 'to', 'made'].map((id) => world.get(numbers, id)))
    expect(seen).toEqual([-3 * 780, 3 * 780, 120])
  }
  expect(new Set(await Promise.all(stores.map((store) => store.claim((count) => `test-${count}`)))).size).toBe(3)
  await stores[0]?.reset()
  expect(await stores[1]?.miniApps()).toEqual([])
})

test('a turn is bounded in calls and in what is to be kept, and those behind it come in the next one', async () => {
  const sizes: { calls: number; length: number }[] = []
  let asked = Promise.resolve()
  const place = createSharedMemory()
  const inner = place.engine()
  const store = createStore({
    seed: 's',
    now: () => 0,
    engine: {
      ...inner,
      async turn(items) {
        const changes = items.flatMap((item) => item.flatMap((part) => part.changes?.changes ?? []))
        sizes.push({ calls: items.length, length: changes.reduce((sum, { text }) => sum + (text?.length ?? 0), 0) })
        await asked
        return inner.turn(items)
      },
    },
  })
  await store.ready()
  // While one question is under way they queue.
  let go = () => {}
  asked = new Promise((resolve) => {
    go = resolve
  })
  const first = store.ready()
  await new Promise(setImmediate)
  const large = 'x'.repeat(400_000)
  const calls = Array.from({ length: 300 }, (_, id) =>
    store.update(`app-${id}`, (world) => world.put(numbers, 'n', id < 10 ? large : id)),
  )
  await new Promise(setImmediate)
  sizes.length = 0
  go()
  await Promise.all([first, ...calls])
  expect(sizes.length).toBeGreaterThan(5)
  expect(Math.max(...sizes.map(({ calls: number }) => number))).toBeLessThanOrEqual(128)
  // The one that goes beyond it is the last one of its turn.
  expect(Math.max(...sizes.map(({ length }) => length))).toBeLessThan(1024 * 1024 + large.length + 10_000)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Order } from '../../../mock-server/world/shapes/purchase.js'
import type { Store, Transaction } from '../../../mock-server/world/store.js'
import { createMemoryStore, createStore } from '../../../mock-server/world/store-of-turns.js'
import { runs } from '../runs.js'
import { numbers, openStore, statePath } from '../world/engines.js'

const ids = ['1', '2', '3', '4'] as const
const miniApp = fc.constantFrom('shop', 'cafe')

/** A step within a transaction. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ put: fc.constantFrom(...ids), value: fc.nat(9), keepFor: fc.option(fc.nat(20)) }),
  },
  { weight: 2, arbitrary: fc.record({ delete: fc.constantFrom(...ids) }) },
  { weight: 1, arbitrary: fc.record({ order: fc.constantFrom(...ids) }) },
  { weight: 1, arbitrary: fc.record({ deleteOrder: fc.constantFrom(...ids) }) },
  { weight: 1, arbitrary: fc.record({ draw: fc.constant(true) }) },
)

/** What is done to a store. */
const action = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ update: miniApp, steps: fc.array(step, { maxLength: 5 }), fails: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ read: miniApp }) },
  { weight: 1, arbitrary: fc.record({ reset: fc.option(miniApp, { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.record({ loadBack: fc.option(miniApp, { nil: undefined }) }) },
  { weight: 2, arbitrary: fc.record({ pass: fc.nat(15) }) },
  { weight: 2, arbitrary: fc.record({ reopen: fc.constant(true) }) },
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

function take(world: Transaction, given: Step, now: number): unknown {
  if ('put' in given) {
    const { put, value, keepFor } = given
    return world.put(numbers, put, value, keepFor === null ? undefined : now + keepFor)
  }
  if ('delete' in given) return world.delete(numbers, given.delete)
  if ('order' in given) return world.put('order', given.order, { orderId: given.order } as Order)
  if ('deleteOrder' in given) return world.delete('order', given.deleteOrder)
  return world.random.bytes(4).toString('hex')
}

/** What a store answers to an action, thrown errors included. */
async function act(store: Store, given: Action, now: number): Promise<unknown> {
  try {
    if ('update' in given) {
      return await store.update(given.update, (world) => {
        const results = given.steps.map((each) => take(world, each, now))
        if (given.fails) throw new Error('it fails')
        return results
      })
    }
    if ('read' in given) return await store.read(given.read, (world) => world.ownerOf('order', '1'))
    if ('reset' in given) return await store.reset(given.reset)
    if ('loadBack' in given) return await store.load(await store.dump(given.loadBack), given.loadBack)
    return undefined
  } catch (error) {
    return String(error)
  }
}

test('whatever is done, a store with a file is the same as one in memory, also after it was opened again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      let now = 0
      const options = { seed: 'property', now: () => now }
      const path = statePath()
      const inMemory = createMemoryStore(options)
      let kept = await openStore(path, options)
      try {
        for (const each of [...actions, { reopen: true as const }]) {
          if ('pass' in each) now += each.pass
          if ('reopen' in each) {
            await kept.close()
            kept = await openStore(path, options)
          }
          expect(await act(kept, each, now)).toEqual(await act(inMemory, each, now))
          expect([...(await kept.dump())]).toEqual([...(await inMemory.dump())])
          expect(await kept.miniApps()).toEqual(await inMemory.miniApps())
        }
      } finally {
        await kept.close()
      }
    }),
    runs(15),
  )
})

test('a change that cannot be kept is not made, and what was dropped on the way is dropped with the next one', async () => {
  let now = 0
  let isFull = false
  const gone: string[] = []
  const store = createStore({
    seed: 'full',
    now: () => now,
    engine: {
      isShared: false,
      load: () => [],
      turn(items) {
        if (isFull) throw new Error('no space')
        for (const { changes } of items.flat()) {
          for (const { id, text } of changes?.changes ?? []) if (text === null) gone.push(id)
        }
        return items.map((item) => ({ accepted: item.map(() => undefined) }))
      },
      close: async () => {},
    },
  })
  await store.update('shop', (world) => {
    world.put(numbers, '1', 1, 10)
    world.put(numbers, '2', 2)
    world.put(numbers, '3', 3)
  })
  now = 10
  isFull = true
  const failing = store.update('shop', (world) => {
    world.delete(numbers, '2')
    world.put(numbers, '4', 4)
    world.random.bytes(1)
  })
  // What is read in the same turn as what could not be kept is read again.
  const reading = store.read('shop', (world) => world.list(numbers))
  await expect(failing).rejects.toThrow('no space')
  expect(await reading).toEqual([1, 2, 3])
  await expect(store.reset()).rejects.toThrow('no space')
  await expect(store.load(new Map())).rejects.toThrow('no space')
  await expect(store.update('cafe', (world) => world.put(numbers, '1', 1))).rejects.toThrow('no space')
  expect(await store.read('shop', (world) => world.list(numbers))).toEqual([1, 2, 3])
  expect(await store.miniApps()).toEqual(['shop'])
  expect((await store.dump()).get('shop')?.draws).toBe(0)
  isFull = false
  await store.update('shop', (world) => world.put(numbers, '3', 31))
  expect(gone).toEqual(['1'])
  expect(await store.read('shop', (world) => world.list(numbers))).toEqual([2, 31])
})

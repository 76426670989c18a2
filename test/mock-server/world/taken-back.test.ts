import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { expect, test } from 'vitest'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
import { numbers } from './engines.js'
import { rejectingEngine } from './rejecting-engine.js'

test('what is taken back costs as much as it did, and not as much as there is in the world', async () => {
  const store = createStore({ seed: 'large', now: () => 0, engine: rejectingEngine() })
  const entities = { [numbers]: Array.from({ length: 100_000 }, (_, id) => ({ id: String(id), entity: id })) }
  await store.load(new Map([['shop', { seed: 's', draws: 0, entities }]]))
  const began = performance.now()
  for (let id = 0; id < 200; id++) await store.update('shop', (world) => world.delete(numbers, String(id)))
  // To bring the whole world in order again after each would take ten seconds and more.
  expect(performance.now() - began).toBeLessThan(3_000)
  expect(await store.read('shop', (world) => world.list(numbers, { limit: 2 }))).toEqual([200, 201])
})

test('calls that are done again together are counted as often as they were made', async () => {
  const store = createStore({ seed: 'counts', now: () => 0, engine: rejectingEngine() })
  let counted = 0
  const highest: number[] = []
  const call = () =>
    store.update('shop', (world) => {
      counted++
      world.undone(() => counted--)
      highest.push(counted)
    })
  await Promise.all(Array.from({ length: 10 }, () => call()))
  expect(counted).toBe(10)
  expect(Math.max(...highest)).toBe(10)
})

test('who counts is told how often each call was done', async () => {
  const told: unknown[] = []
  const note = (call: unknown) => told.push(call)
  subscribe('apps-in-toss-mock:call', note)
  const store = createStore({ seed: 'tries', now: () => 0, engine: rejectingEngine() })
  await Promise.all([1, 2, 3].map(() => store.update('shop', (world) => world.put(numbers, 'n', 1))))
  unsubscribe('apps-in-toss-mock:call', note)
  await store.read('shop', () => {})
  expect(told).toEqual([{ tries: 2 }, { tries: 2 }, { tries: 2 }])
})

import { expect, test } from 'vitest'
import { createLanes } from '../../../mock-server/toss-side/callbacks/lanes.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
import { rejectingEngine } from '../world/rejecting-engine.js'

function laneOf(patience: number) {
  const store = createStore({ seed: 's', now: () => 0, engine: rejectingEngine() })
  const lanes = createLanes(store, patience)
  const take = () => store.equip(() => lanes.take('shop', 'callbacks.unlink'))
  const reached = (place: Awaited<ReturnType<typeof take>>) => lanes.reached('shop', 'callbacks.unlink', place)
  const leave = (place: Awaited<ReturnType<typeof take>>) => lanes.leave('shop', 'callbacks.unlink', place)
  return { store, take, reached, leave }
}

test('who has a place goes when those before are through', async () => {
  const { take, reached, leave } = laneOf(60_000)
  const places = [await take(), await take(), await take()]
  const gone: number[] = []
  const going = [2, 0, 1].map(async (index) => {
    const place = places[index] as (typeof places)[number]
    expect(await reached(place)).toBe(true)
    gone.push(index)
    await leave(place)
  })
  await Promise.all(going)
  expect(gone).toEqual([0, 1, 2])
})

test('one who never leaves is waited for only for a time, and one who was in a world that was dropped does not go', async () => {
  const { store, take, reached } = laneOf(100)
  await take()
  const second = await take()
  expect(await reached(second)).toBe(true)
  await store.reset()
  expect(await reached(second)).toBe(false)
  await take()
  expect(await reached(second)).toBe(false)
})

import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { numbers, openStore, statePath } from '../world/engines.js'

const options = { seed: 's', now: () => 0 }
const large = 'x'.repeat(20_000)
const mebibyte = 1024 * 1024

test('a world that only grows is not written again and again', async () => {
  const path = statePath()
  const store = await openStore(path, options)
  const { ino } = statSync(path)
  for (let id = 0; id < 500; id++) await store.update('shop', (world) => world.put(numbers, `${id}`, large))
  expect(statSync(path).size).toBeGreaterThan(9 * mebibyte)
  expect(statSync(path).ino).toBe(ino)
  await store.close()
})

test('what is no more does not stay in the file, also where it is one entity among many', async () => {
  const path = statePath()
  const store = await openStore(path, options)
  await store.update('shop', (world) => world.put(numbers, 'n', large))
  for (let round = 0; round < 600; round++)
    await store.update('shop', (world) => world.put(numbers, 'n', large + round))
  expect(statSync(path).size).toBeLessThan(5 * mebibyte)
  await store.update('shop', (world) => {
    for (let id = 0; id < 5_000; id++) world.put(numbers, `${id}`, id)
  })
  for (let round = 0; round < 1_200; round++)
    await store.update('shop', (world) => world.put(numbers, 'n', large + round))
  expect(statSync(path).size).toBeLessThan(22 * mebibyte)
  await store.close()
  const again = await openStore(path, options)
  expect(await again.read('shop', (world) => [world.get(numbers, 'n'), world.count(numbers)])).toEqual([
    `${large}1199`,
    5_001,
  ])
  await again.close()
})

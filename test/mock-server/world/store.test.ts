import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Transaction } from '../../../mock-server/world/store.js'
import { createMemoryStore } from '../../../mock-server/world/store-of-turns.js'
import { runs } from '../runs.js'
import { engines, numbers } from './engines.js'

const put = (world: Transaction, id: string, keepUntil?: number) => world.put(numbers, id, Number(id), keepUntil)

describe.each(engines)('a store $name', ({ open, updates }) => {
  const store = (now = () => 0) => open({ seed: 'seed', now })

  test('what one transaction wrote the next one reads, each mini-app apart', async () => {
    const worlds = await store()
    await worlds.update('a', (world) => put(world, '1'))
    expect(await worlds.read('a', (world) => world.get(numbers, '1'))).toBe(1)
    expect(await worlds.read('b', (world) => world.get(numbers, '1'))).toBeUndefined()
    expect(await worlds.miniApps()).toEqual(expect.arrayContaining(['a']))
  })

  test('a mini-app that was asked for while there was nothing of it has what is written then', async () => {
    const worlds = await store()
    let writing: Promise<void> | undefined
    await worlds.read('a', () => {
      writing ??= worlds.update('a', (world) => put(world, '1'))
    })
    await writing
    await worlds.update('a', (world) => put(world, '2'))
    expect(await worlds.read('a', (world) => world.list(numbers))).toEqual([1, 2])
  })

  test('a transaction that throws leaves everything as it was, draws included', async () => {
    const worlds = await store()
    await worlds.update('a', (world) => {
      put(world, '1')
      put(world, '2')
    })
    await worlds.update('a', () => undefined)
    const failed = worlds.update('a', (world) => {
      world.put(numbers, '1', 100)
      world.delete(numbers, '2')
      put(world, '3', 5)
      world.random.bytes(8)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await worlds.read('a', (world) => world.list(numbers))).toEqual([1, 2])
    const other = await store()
    const draw = (world: Transaction) => world.random.bytes(8).toString('hex')
    expect(await worlds.update('a', draw)).toBe(await other.update('a', draw))
  })

  test('lists in the order of creation, in pages', async () => {
    const worlds = await store()
    await worlds.update('a', (world) => {
      for (let id = 1; id <= 5; id++) put(world, String(id))
      world.put(numbers, '2', 20)
    })
    await worlds.read('a', (world) => {
      expect(world.count(numbers)).toBe(5)
      expect(world.list(numbers, { limit: 2 })).toEqual([1, 20])
      expect(world.list(numbers, { after: '2', limit: 2 })).toEqual([3, 4])
      expect(world.list(numbers, { after: 'nobody' })).toEqual([])
      expect(world.list(numbers, { first: 'newest', limit: 2 })).toEqual([5, 4])
      expect(world.list(numbers, { first: 'newest', after: '3', limit: 2 })).toEqual([20, 1])
      expect(world.list(numbers, { first: 'newest', after: '1' })).toEqual([])
    })
  })

  test('drops what need not be kept any longer, and what was renewed only later', async () => {
    let now = 0
    const worlds = await store(() => now)
    await worlds.update('a', (world) => {
      put(world, '1', 10)
      put(world, '2', 10)
      put(world, '2', 100)
      put(world, '3')
    })
    now = 50
    await worlds.update('a', () => undefined)
    expect(await worlds.read('a', (world) => world.list(numbers))).toEqual([2, 3])
    now = 100
    await worlds.update('a', () => undefined)
    expect(await worlds.read('a', (world) => world.list(numbers))).toEqual([3])
  })

  test('does not grow when everything in it expires', async () => {
    let now = 0
    const worlds = await store(() => now)
    for (let id = 0; id < updates; id++) {
      now++
      await worlds.update('a', (world) => put(world, String(id), now + 10))
    }
    expect(await worlds.read('a', (world) => world.count(numbers))).toBeLessThan(50)
  })

  test('reset drops one mini-app, or all', async () => {
    const worlds = await store()
    for (const miniApp of ['a', 'b']) await worlds.update(miniApp, (world) => put(world, '1'))
    await worlds.reset('a')
    expect(await worlds.read('a', (world) => world.count(numbers))).toBe(0)
    expect(await worlds.read('b', (world) => world.count(numbers))).toBe(1)
    await worlds.reset()
    expect(await worlds.read('b', (world) => world.count(numbers))).toBe(0)
  })
})

test('every page is that of a plain list, whatever was put, deleted and taken back before', async () => {
  const step = fc.record({ id: fc.integer({ min: 1, max: 8 }), what: fc.constantFrom('put', 'delete', 'fail') })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), async (steps, limit) => {
      const worlds = await createMemoryStore({ seed: 'seed', now: () => 0 })
      let plain: number[] = []
      // So much comes and goes that places of what is gone are forgotten on the way.
      for (let id = 1_000; id < 2_200; id++) {
        await worlds.update('a', (world) => put(world, String(id)))
        await worlds.update('a', (world) => world.delete(numbers, String(id)))
      }
      for (const { id, what } of steps) {
        const work = worlds.update('a', (world) => {
          if (what === 'put') put(world, String(id))
          else world.delete(numbers, String(id))
          if (what === 'fail') throw new Error('no')
        })
        await work.catch(() => {})
        if (what === 'put' && !plain.includes(id)) plain.push(id)
        if (what === 'delete') plain = plain.filter((other) => other !== id)
      }
      await worlds.read('a', (world) => {
        expect(world.list(numbers)).toEqual(plain)
        for (const [index, id] of plain.entries()) {
          expect(world.list(numbers, { after: String(id), limit })).toEqual(plain.slice(index + 1, index + 1 + limit))
          const before = plain.slice(Math.max(0, index - limit), index).reverse()
          expect(world.list(numbers, { first: 'newest', after: String(id), limit })).toEqual(before)
        }
      })
    }),
    runs(30),
  )
})

test('tells of each change, where and of what, once it is kept', async () => {
  const worlds = createMemoryStore({ seed: 'seed', now: () => 0 })
  const heard: unknown[] = []
  const stop = worlds.onChange((miniApp, kinds) => heard.push([miniApp, kinds && [...kinds]]))
  await worlds.update('a', (world) => put(world, '1'))
  await worlds.update('a', (world) => world.get(numbers, '1'))
  const failed = worlds.update('b', (world) => {
    put(world, '3')
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  await worlds.update('a', (world) => world.delete(numbers, '1'))
  await worlds.reset()
  stop()
  await worlds.update('a', (world) => put(world, '4'))
  expect(heard).toEqual([
    ['a', [numbers]],
    ['a', [numbers]],
    [undefined, undefined],
  ])
})

import { beforeEach, describe, expect, test } from 'vitest'
import type { Order } from '../../../mock-server/world/shapes/purchase.js'
import type { Store, Transaction } from '../../../mock-server/world/store.js'
import { engines, numbers } from './engines.js'

const draw = (world: Transaction) => world.random.bytes(4).toString('hex')
const order = (orderId: string) => ({ orderId }) as Order

describe.each(engines)('a store $name', ({ open }) => {
  let now = 0
  let store: Store
  beforeEach(async () => {
    now = 0
    store = await open({ seed: 'first', now: () => now })
  })

  test('a dump has entities in the order of creation, how long they are kept, and the draws', async () => {
    await store.update('a', (world) => {
      for (const id of ['9', '1', '5']) world.put(numbers, id, Number(id), id === '1' ? 100 : undefined)
      world.put(numbers, '9', 90)
      draw(world)
    })
    expect(await store.dump()).toEqual(
      new Map([
        [
          'a',
          {
            seed: 'first',
            draws: 1,
            entities: {
              [numbers]: [
                { id: '9', entity: 90 },
                { id: '1', entity: 1, keepUntil: 100 },
                { id: '5', entity: 5 },
              ],
            },
          },
        ],
      ]),
    )
    now = 100
    expect((await store.dump('a')).get('a')?.entities[numbers as never]).toHaveLength(2)
    expect(await store.dump('b')).toEqual(new Map())
  })

  test('what is loaded draws on where it was dumped, whatever the seed of the store that loads it', async () => {
    await store.update('a', draw)
    const second = await open({ seed: 'second', now: () => 0 })
    await second.load(await store.dump())
    expect(await second.update('a', draw)).toBe(await store.update('a', draw))
    expect(await second.update('b', draw)).not.toBe(await store.update('b', draw))
  })

  test('what is loaded is dropped when its time comes, the earliest first', async () => {
    const entities = {
      [numbers as string]: [20, 5, 10].map((keepUntil) => ({ id: String(keepUntil), entity: keepUntil, keepUntil })),
    }
    await store.load(new Map([['a', { seed: 's', draws: 0, entities }]]))
    now = 10
    await store.update('a', () => undefined)
    expect(await store.read('a', (world) => world.list(numbers))).toEqual([20])
  })

  test('loading takes the place of one mini-app, or of all', async () => {
    for (const name of ['a', 'b']) await store.update(name, (world) => world.put(numbers, name, 1))
    await store.load(new Map(), 'a')
    expect(await store.miniApps()).toEqual(['b'])
    await store.load(new Map([['c', { seed: 's', draws: 0, entities: {} }]]))
    expect(await store.miniApps()).toEqual(['c'])
  })

  test('an order of a mini-app that stays is nobody else’s, and nothing is loaded then', async () => {
    await store.update('a', (world) => world.put('order', 'o', order('o')))
    await store.update('b', (world) => world.put(numbers, 'b', 1))
    const dump = { seed: 's', draws: 0, entities: { order: [{ id: 'o', entity: order('o') }] } }
    await expect(store.load(new Map([['b', dump]]), 'b')).rejects.toThrow("order o of b is another mini-app's (a)")
    expect(await store.read('b', (world) => world.count(numbers))).toBe(1)
    const twice = new Map([
      ['b', dump],
      ['c', dump],
    ])
    await expect(store.load(twice)).rejects.toThrow("order o of c is another mini-app's (b)")
    await store.load(new Map([['b', dump]]))
    expect(await store.read('x', (world) => world.ownerOf('order', 'o'))).toBe('b')
  })
})

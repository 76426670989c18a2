import { beforeEach, describe, expect, it } from 'vitest'
import type { Order } from '../../../mock-server/world/shapes/purchase.js'
import type { Store } from '../../../mock-server/world/store.js'
import { engines } from './engines.js'

let store: Store

const order = { orderId: 'order-1' } as Order
const ownerFor = (miniApp: string) => store.read(miniApp, (world) => world.ownerOf('order', 'order-1'))

describe.each(engines)('the owner of an id of a shared kind in a store $name', ({ open }) => {
  beforeEach(async () => {
    store = await open({ seed: 'shared', now: () => 0 })
  })

  it('is known to every mini-app as soon as the entity is there, and no longer than it', async () => {
    expect(await ownerFor('b')).toBeUndefined()
    await store.update('a', (world) => {
      world.put('order', 'order-1', order)
      expect(world.ownerOf('order', 'order-1')).toBe('a')
    })
    expect([await ownerFor('a'), await ownerFor('b')]).toEqual(['a', 'a'])
    expect(await store.read('b', (world) => world.get('order', 'order-1'))).toBeUndefined()
    await store.update('a', (world) => world.delete('order', 'order-1'))
    expect(await ownerFor('b')).toBeUndefined()
  })

  it('is rolled back with the entity', async () => {
    const failing = store.update('a', (world) => {
      world.put('order', 'order-1', order)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await ownerFor('b')).toBeUndefined()
    await store.update('a', (world) => world.put('order', 'order-1', order))
    const deleting = store.update('a', (world) => {
      world.delete('order', 'order-1')
      throw new Error('no')
    })
    await expect(deleting).rejects.toThrow('no')
    expect(await ownerFor('b')).toBe('a')
    const putting = store.update('a', (world) => {
      world.put('order', 'order-1', { ...order, sku: 'other' })
      throw new Error('no')
    })
    await expect(putting).rejects.toThrow('no')
    expect(await ownerFor('b')).toBe('a')
  })

  it('cannot be taken by another mini-app', async () => {
    await store.update('a', (world) => world.put('order', 'order-1', order))
    const taking = store.update('b', (world) => world.put('order', 'order-1', order))
    await expect(taking).rejects.toThrow("order order-1 is another mini-app's (a)")
    expect(await ownerFor('b')).toBe('a')
  })

  it('is forgotten when its mini-app is reset, and only then', async () => {
    await store.update('a', (world) => world.put('order', 'order-1', order))
    await store.update('b', (world) => world.put('order', 'order-2', order))
    await store.reset('b')
    expect(await ownerFor('b')).toBe('a')
    await store.reset()
    expect(await ownerFor('b')).toBeUndefined()
    await store.update('b', (world) => world.put('order', 'order-1', order))
    expect(await ownerFor('a')).toBe('b')
  })
})

import { describe, expect, onTestFinished, test } from 'vitest'
import { openRedisState } from '../../../mock-server/world/state/redis-state.js'
import { createStore, type KeptStore } from '../../../mock-server/world/store-of-turns.js'
import { hasTool } from '../../tools.js'
import { numbers } from '../world/engines.js'
import { startRedis } from './redis-server.js'
import { startRelay } from './relay.js'

const identity = { seed: 'redis', decryptionKey: 'k', aad: 'a', tokenSigningKey: 'pem' }

async function openStore(url: string): Promise<KeptStore> {
  const state = await openRedisState({ url, prefix: 'test', warn: () => {} })
  await state.claim?.(identity)
  const store = createStore({ seed: 'redis', now: () => 0, engine: state.engine })
  onTestFinished(() => store.close())
  return store
}

const valueIn = (store: KeptStore, id: string) => store.read('shop', (world) => world.get(numbers, id))
const add = (store: KeptStore, id: string) =>
  store.update('shop', (world) => world.put(numbers, id, ((world.get(numbers, id) as number | undefined) ?? 0) + 1))

describe.runIf(hasTool('redis-server'))('faults of Redis', () => {
  test('where it has no room, nothing of a change is there, and calls go on when there is', async () => {
    const { url, command } = await startRedis()
    const store = await openStore(url)
    await add(store, 'old')
    await command('CONFIG', 'SET', 'maxmemory', '1')
    const change = store.update('shop', (world) => {
      world.delete(numbers, 'old')
      world.put(numbers, 'new', 1)
    })
    await expect(change).rejects.toMatchObject({ code: 'ERR_STATE_DATABASE', message: expect.stringContaining('OOM') })
    await expect(store.reset('shop')).rejects.toMatchObject({ code: 'ERR_STATE_DATABASE' })
    expect([await valueIn(store, 'old'), await valueIn(store, 'new')]).toEqual([1, undefined])
    await command('CONFIG', 'SET', 'maxmemory', '0')
    const other = await openStore(url)
    expect([await valueIn(other, 'old'), await valueIn(other, 'new')]).toEqual([1, undefined])
    await add(store, 'old')
    expect(await valueIn(other, 'old')).toBe(2)
  })

  test('where the note of what was decided is gone as well, a lost answer is unknown, and nothing is done again', async () => {
    const { port, url, command } = await startRedis()
    const relay = await startRelay(port)
    const store = await openStore(relay.url)
    await add(store, 'n')
    relay.hang()
    const sent = add(store, 'n')
    sent.catch(() => {})
    while ((await command('HGET', '{test}:w:shop', `${numbers}\0n`)) !== '[1,null,2]') {}
    // Evicted, or over: a process may have been stopped for a day.
    for (const key of (await command('KEYS', '{test}:a:*')) as string[]) await command('DEL', key)
    relay.cut()
    relay.flow()
    await expect(sent).rejects.toMatchObject({ code: 'ERR_STATE_UNKNOWN' })
    expect(await valueIn(store, 'n')).toBe(2)
    await add(store, 'n')
    expect(await valueIn(await openStore(url), 'n')).toBe(3)
  })

  test('where it refuses to be asked what became of a change, that is unknown, and not refused', async () => {
    const { port, command } = await startRedis()
    const relay = await startRelay(port)
    const store = await openStore(relay.url)
    await add(store, 'n')
    relay.hang()
    const sent = add(store, 'n')
    sent.catch(() => {})
    while ((await command('HGET', '{test}:w:shop', `${numbers}\0n`)) !== '[1,null,2]') {}
    for (const key of (await command('KEYS', '{test}:a:*')) as string[]) await command('RENAME', key, `${key}:gone`)
    for (const key of (await command('KEYS', '{test}:a:*')) as string[]) {
      await command('HSET', key.replace(':gone', ''), 'somebody', 'else')
    }
    relay.cut()
    relay.flow()
    await expect(sent).rejects.toMatchObject({ code: 'ERR_STATE_UNKNOWN' })
  })

  test('one that follows another is left, and calls go on when it leads again', { timeout: 60_000 }, async () => {
    const { url, command } = await startRedis()
    const store = await openStore(url)
    await add(store, 'n')
    // As in a failover behind one address, whose connections stay.
    await command('REPLICAOF', '127.0.0.1', '1')
    const waiting = add(store, 'n')
    await new Promise((resolve) => setTimeout(resolve, 300))
    await command('REPLICAOF', 'NO', 'ONE')
    await waiting
    expect(await valueIn(store, 'n')).toBe(2)
  })
})

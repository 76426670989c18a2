import { describe, expect, test } from 'vitest'
import type { KeptStore } from '../../../mock-server/world/store-of-turns.js'
import { hasTool } from '../../tools.js'
import { startRedis } from './redis-server.js'
import { startRelay } from './relay.js'
import { add, openStore, valueIn } from './shared-stores.js'

describe.runIf(hasTool('redis-server'))('a database that loses something', () => {
  test('restored from an older dump, and gone on from there to the same version', { timeout: 60_000 }, async () => {
    const redis = await startRedis(['--appendonly', 'no'])
    const [a, b] = [await openStore(redis.url), await openStore(redis.url)]
    for (let round = 0; round < 4; round++) await add(a.store, 'n')
    await redis.command('SAVE')
    for (let round = 0; round < 3; round++) await add(a.store, 'n')
    expect(await valueIn(a.store, 'n')).toBe(7)
    await redis.kill()
    await redis.start()
    // As many changes as were lost: the version is the same again, the past is not.
    for (let round = 1; round <= 3; round++) expect(await add(b.store, 'n', 10)).toBe(4 + 10 * round)
    expect(await valueIn(a.store, 'n')).toBe(34)
    expect(a.warnings.filter((warning) => warning.includes('is not what this process knew'))).toHaveLength(1)
    // What it does not promise is told at the start, and not of each connection.
    expect(a.warnings.filter((warning) => warning.includes('appendonly is off'))).toHaveLength(1)
    expect(await add(a.store, 'n')).toBe(35)
    expect(await valueIn(b.store, 'n')).toBe(35)
  })

  test('emptied while four processes write: all go on from nothing, and no two are told the same', {
    timeout: 60_000,
  }, async () => {
    const { url, port, command } = await startRedis()
    const slow = [await startRelay(port, 2), await startRelay(port, 5)]
    const opened = await Promise.all([url, url, ...slow.map((relay) => relay.url)].map((each) => openStore(each)))
    const told: { asked: number; sum: number }[] = []
    let ends = false
    const adding = opened.map(async ({ store }) => {
      while (!ends) {
        const asked = performance.now()
        told.push({ asked, sum: await add(store, 'n') })
      }
    })
    let emptied = 0
    for (let time = 0; time < 5; time++) {
      const enough = told.length + 60
      while (told.length < enough) await new Promise((resolve) => setTimeout(resolve, 5))
      await command('FLUSHALL')
      emptied = performance.now()
    }
    const enough = told.length + 60
    while (told.length < enough) await new Promise((resolve) => setTimeout(resolve, 5))
    ends = true
    await Promise.all(adding)
    const later = told.filter(({ asked }) => asked > emptied).map(({ sum }) => sum)
    expect(new Set(later).size).toBe(later.length)
    for (const { store } of opened) expect(await valueIn(store, 'n')).toBe(Math.max(...later))
    for (const { warnings } of opened) expect(warnings.join('\n')).toContain('was emptied, or is another database')
  })

  test('whichever key is deleted, nobody waits for ever, and all processes agree on what there is then', {
    timeout: 80_000,
  }, async () => {
    const keysOf = async (command: (...words: string[]) => Promise<unknown>) =>
      ((await command('KEYS', '*')) as string[]).sort()
    const seen = new Set<string>()
    for (let place = 0; ; place++) {
      const { url, port, command } = await startRedis()
      const slow = await startRelay(port, 2)
      const [a, b] = [await openStore(url), await openStore(slow.url)]
      for (let round = 0; round < 3; round++) {
        await add(a.store, 'n')
        await add(b.store, 'n')
        await a.store.update('shop', (world) => world.put('order', `${round}`, { orderId: `${round}` } as never))
      }
      const key = (await keysOf(command))[place]
      if (key === undefined) break
      await command('DEL', key)
      const before = seen.size
      seen.add(key.replace(/:a:.*/, ':a:PROCESS'))
      const sums = [await add(a.store, 'n'), await add(b.store, 'n'), await add(a.store, 'n')] as [number, ...number[]]
      expect([key, ...sums]).toEqual([key, sums[0], sums[0] + 1, sums[0] + 2])
      expect([key, await valueIn(b.store, 'n')]).toEqual([key, sums[0] + 2])
      // What was lost with it was told by somebody.
      const isTold = [...a.warnings, ...b.warnings].some((each) =>
        /is not what this process knew|was emptied/.test(each),
      )
      expect([key, sums[0] === 7 || isTold]).toEqual([key, true])
      const dumps = await Promise.all([a, b].map(({ store }) => store.dump()))
      expect([key, ...(dumps[0] ?? [])]).toEqual([key, ...(dumps[1] ?? [])])
      if (seen.size === before) continue
      const names = await Promise.all([a, b].map(({ store }) => claimed(store)))
      expect(new Set(names).size).toBe(2)
    }
    // Worlds, their logs, what all have in common, and who has appended what.
    expect([...seen]).toEqual(
      expect.arrayContaining(['{test}:meta', '{test}:w:shop', '{test}:l:shop', '{test}:a:PROCESS']),
    )
  })
})

const claimed = (store: KeptStore) => store.claim((count) => `test-${count}`)

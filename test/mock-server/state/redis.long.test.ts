import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createMemoryCertificates } from '../../../ca/index.js'
import { type Clock, createClock } from '../../../mock-server/world/clock.js'
import { openRedisState } from '../../../mock-server/world/state/redis-state.js'
import { createMemoryStore, createStore, type KeptStore } from '../../../mock-server/world/store-of-turns.js'
import { hasTool } from '../../tools.js'
import { numbers } from '../world/engines.js'
import { isLinearizable, type Operation } from './linearizable.js'
import { freePort, startRedis } from './redis-server.js'
import { startRelay } from './relay.js'
import { add, identity, openStore, valueIn } from './shared-stores.js'

describe.runIf(hasTool('redis-server'))('a world in Redis', () => {
  test('what one process wrote the next one reads, and goes on with', async () => {
    const { url } = await startRedis()
    const [a, b] = [(await openStore(url)).store, (await openStore(url)).store]
    expect(await add(a, 'n')).toBe(1)
    expect(await add(b, 'n')).toBe(2)
    expect(await add(a, 'n')).toBe(3)
    expect(await valueIn(b, 'n')).toBe(3)
    expect(await b.miniApps()).toEqual(['shop'])
    expect([...(await a.dump())]).toEqual([...(await b.dump())])
  })

  const miniApp = fc.constantFrom('shop', 'cafe')
  const ids = ['1', '2', '3'] as const
  const action = fc.oneof(
    fc.record({ by: fc.nat(2), miniApp, put: fc.constantFrom(...ids), keepFor: fc.option(fc.nat(20)) }),
    fc.record({ by: fc.nat(2), miniApp, remove: fc.constantFrom(...ids) }),
    fc.record({ by: fc.nat(2), miniApp, draw: fc.constant(true) }),
    fc.record({ by: fc.nat(2), miniApp, order: fc.constantFrom(...ids) }),
    fc.record({ by: fc.nat(2), reset: fc.option(miniApp, { nil: undefined }) }),
    fc.record({ by: fc.nat(2), loadBack: fc.option(miniApp, { nil: undefined }) }),
    fc.record({ by: fc.nat(2), pass: fc.nat(15) }),
  )
  type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

  async function act(store: KeptStore, given: Action, now: number): Promise<unknown> {
    try {
      if ('reset' in given) return await store.reset(given.reset)
      if ('loadBack' in given) return await store.load(await store.dump(given.loadBack), given.loadBack)
      if ('pass' in given) return undefined
      return await store.update(given.miniApp, (world) => {
        if ('put' in given) world.put(numbers, given.put, now, given.keepFor === null ? undefined : now + given.keepFor)
        else if ('remove' in given) world.delete(numbers, given.remove)
        else if ('order' in given) world.put('order', given.order, { orderId: given.order } as never)
        else return world.random.bytes(4).toString('hex')
        return world.list(numbers)
      })
    } catch (error) {
      return String(error)
    }
  }

  test('whatever three processes do, in turns, is what one in memory would have done', {
    timeout: 60_000,
  }, async () => {
    const { url, command } = await startRedis()
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        let now = 0
        await command('FLUSHALL')
        const memory = createMemoryStore({ seed: 'redis', now: () => now })
        const stores: KeptStore[] = []
        for (const _ of [1, 2, 3]) stores.push((await openStore(url, () => now)).store)
        for (const each of actions) {
          if ('pass' in each) now += each.pass
          expect(await act(stores[each.by] as KeptStore, each, now)).toEqual(await act(memory as KeptStore, each, now))
        }
        for (const store of stores) {
          expect([...(await store.dump())]).toEqual([...(await memory.dump())])
          await store.close()
        }
      }),
      { numRuns: 25 },
    )
  })

  test('many at once, over connections of different speed: nothing is lost, nothing done twice', {
    timeout: 60_000,
  }, async () => {
    const { url, port } = await startRedis()
    const slow = [await startRelay(port, 2), await startRelay(port, 5)]
    const stores = await Promise.all(
      [url, url, ...slow.map((relay) => relay.url)].map(async (each) => (await openStore(each)).store),
    )
    await Promise.all(
      stores.map(async (store) => {
        for (let round = 0; round < 40; round++) {
          await Promise.all([add(store, 'n'), add(store, 'm'), valueIn(store, 'n'), add(store, 'o', 1, 'cafe')])
        }
      }),
    )
    for (const store of stores) {
      expect([await valueIn(store, 'n'), await valueIn(store, 'm'), await valueIn(store, 'o', 'cafe')]).toEqual([
        160, 160, 160,
      ])
    }
  })

  test('an answer that is lost is looked up: what was done is not done again, and what was not is', {
    timeout: 60_000,
  }, async () => {
    const { port, url } = await startRedis()
    const relay = await startRelay(port)
    const { store, warnings } = await openStore(relay.url)
    await add(store, 'n')
    for (let round = 2; round <= 20; round++) {
      if (round % 3 === 0) relay.dropNextAnswer()
      if (round % 7 === 0) relay.cut()
      expect(await add(store, 'n')).toBe(round)
    }
    expect(await valueIn((await openStore(url)).store, 'n')).toBe(20)
    expect(warnings.join('\n')).toMatch(/is lost; calls wait.*\n.*is back/)
  })

  test('a database that says nothing: what was sent is unknown, what was not is not done, and it comes back', {
    timeout: 60_000,
  }, async () => {
    const { port, url } = await startRedis()
    const relay = await startRelay(port)
    const { store } = await openStore(relay.url)
    await add(store, 'n')
    relay.hang()
    const sent = add(store, 'n')
    sent.catch(() => {})
    // It is under way by then.
    for (const _ of [1, 2, 3]) await new Promise((resolve) => setImmediate(resolve))
    const queued = add(store, 'm')
    queued.catch(() => {})
    await expect(sent).rejects.toMatchObject({ code: 'ERR_STATE_UNKNOWN' })
    await expect(queued).rejects.toMatchObject({ code: 'ERR_STATE_AWAY' })
    relay.flow()
    const other = (await openStore(url)).store
    // It had arrived, so it counts; it was told to be unknown, and is not done a second time.
    await expect.poll(() => add(store, 'o').catch(() => undefined), { timeout: 5_000 }).toBeTypeOf('number')
    expect(await valueIn(other, 'n')).toBe(2)
    expect(await valueIn(other, 'm')).toBeUndefined()
  })

  test('a Redis that is killed and started again has everything that was answered', { timeout: 60_000 }, async () => {
    // With `everysec` Redis answers before it writes while an fsync is under way.
    const redis = await startRedis(['--appendfsync', 'always'])
    const { store } = await openStore(redis.url)
    for (let round = 1; round <= 5; round++) {
      expect(await add(store, 'n')).toBe(round)
      await redis.kill()
      const waiting = add(store, 'm')
      await redis.start()
      expect(await waiting).toBe(round)
    }
  })

  test('what Redis itself has lost is told, and what it has now counts, for every process', {
    timeout: 60_000,
  }, async () => {
    const { url, command } = await startRedis()
    const [a, b] = [await openStore(url), await openStore(url)]
    await add(a.store, 'n', 5)
    await add(b.store, 'c', 7, 'cafe')
    await valueIn(a.store, 'c', 'cafe')
    await command('DEL', '{test}:w:shop')
    expect(await valueIn(a.store, 'n')).toBeUndefined()
    expect(a.warnings.at(-1)).toContain('the world of shop is not what this process knew')
    expect(await add(b.store, 'n')).toBe(1)
    expect(await add(a.store, 'n')).toBe(2)
    expect(await valueIn(b.store, 'c', 'cafe')).toBe(7)
    await command('FLUSHALL')
    expect(await add(b.store, 'c', 1, 'cafe')).toBe(1)
    expect(b.warnings.join('\n')).toContain('was emptied, or is another database than before')
    expect(await add(a.store, 'c', 1, 'cafe')).toBe(2)
    expect(await valueIn(a.store, 'n')).toBeUndefined()
  })

  test('a database that was brought back to an earlier moment, and went on from there, is not taken for the same', {
    timeout: 60_000,
  }, async () => {
    const { url, command } = await startRedis()
    const [a, b] = [await openStore(url), await openStore(url)]
    await add(a.store, 'n')
    const earlier = String(await command('HGET', '{test}:w:shop', `${numbers}\0n`))
    const position = String(await command('HGET', '{test}:w:shop', ''))
    for (let round = 0; round < 3; round++) await add(a.store, 'n')
    expect(await valueIn(a.store, 'n')).toBe(4)
    await command('HSET', '{test}:w:shop', `${numbers}\0n`, earlier, '', position)
    await command('DEL', '{test}:l:shop')
    // As many changes as were lost: the version is the same again, the past is not.
    for (let round = 0; round < 3; round++) await add(b.store, 'n', 10)
    expect(await valueIn(a.store, 'n')).toBe(31)
    expect(a.warnings.join('\n')).toContain('is not what this process knew')
  })

  test('an order id is taken once, whoever asks for it in the same moment', { timeout: 60_000 }, async () => {
    const { url, port } = await startRedis()
    const slow = await startRelay(port, 3)
    const [a, b] = [(await openStore(url)).store, (await openStore(slow.url)).store]
    await Promise.all([a.miniApps(), b.miniApps()])
    for (let number = 0; number < 20; number++) {
      const id = `order-${number}`
      const take = (store: KeptStore, miniApp: string) =>
        store.update(miniApp, (world) => {
          if (world.ownerOf('order', id) !== undefined) return false
          world.put('order', id, { orderId: id } as never)
          return true
        })
      const taken = await Promise.all([take(a, 'shop'), take(b, 'cafe')])
      expect(taken.filter(Boolean)).toHaveLength(1)
    }
  })

  test('who was not the first to write comes next: nobody waits for many tries', { timeout: 60_000 }, async () => {
    const { url, port } = await startRedis()
    const slow = await startRelay(port, 4)
    const stores = await Promise.all([url, url, url, slow.url].map(async (each) => (await openStore(each)).store))
    const tries: number[] = []
    await Promise.all(
      stores.map(async (store) => {
        for (let round = 0; round < 40; round++) {
          let count = 0
          await store.update('shop', (world) => {
            count++
            world.put(numbers, 'n', ((world.get(numbers, 'n') as number | undefined) ?? 0) + 1)
          })
          tries.push(count)
        }
      }),
    )
    expect(await valueIn(stores[0] as KeptStore, 'n')).toBe(160)
    expect(Math.max(...tries)).toBeLessThanOrEqual(20)
  })

  test('what many callers of several processes were told is linearizable, for each mini-app', {
    timeout: 90_000,
  }, async () => {
    const { url, port } = await startRedis()
    const relays = [await startRelay(port, 2), await startRelay(port, 6)]
    const urls = [url, url, ...relays.map((relay) => relay.url)]
    const stores = await Promise.all(urls.map(async (each) => (await openStore(each)).store))
    for (const miniApp of ['shop', 'cafe']) {
      const history: Operation[] = []
      const ask = async (kind: Operation['kind'], work: () => Promise<number | undefined>) => {
        const asked = performance.now()
        const sum = (await work()) ?? 0
        history.push({ kind, asked, told: performance.now(), sum })
      }
      await Promise.all(
        stores.flatMap((store, place) =>
          [1, 2].map(async () => {
            for (let round = 0; round < 12; round++) {
              if ((round + place) % 3 === 0) await ask('read', () => valueIn(store, 'n', miniApp))
              else await ask('add', () => add(store, 'n', 1, miniApp))
            }
          }),
        ),
      )
      expect(isLinearizable(history)).toBe(true)
      // The history is one that would show it: without the newest add that a read knew of, it is none.
      const read = history.filter(({ kind }) => kind === 'read').at(-1) as Operation
      expect(
        isLinearizable(history.map((each) => (each === read ? { ...read, sum: (read.sum as number) - 9 } : each))),
      ).toBe(false)
    }
  })

  test('the clock is one: whoever is asked after it was moved goes by it, and moves at once add up', async () => {
    const { url, port } = await startRedis()
    const slow = await startRelay(port, 5)
    const [a, b] = [(await openStore(url)).store, (await openStore(slow.url)).store]
    const [inA, inB] = [a, b].map((store) => createClock(() => 1_000, store.clock)) as [Clock, Clock]
    const nowIn = (store: KeptStore, clock: Clock) => store.read('shop', () => clock.now())
    await Promise.all([a.ready(), b.ready()])
    inA.advance(5_000)
    await inA.settled()
    expect(await nowIn(b, inB)).toBe(6_000)
    inA.advance(10)
    inB.advance(200)
    expect([inA.now(), inB.now()]).toEqual([6_010, 6_200])
    await Promise.all([inA.settled(), inB.settled()])
    expect(await Promise.all([nowIn(a, inA), nowIn(b, inB)])).toEqual([6_210, 6_210])
    inB.freeze()
    await inB.settled()
    expect(await nowIn(a, inA)).toBe(6_210)
    expect(inA.state.frozen).toBe(true)
  })

  test('a host whose clock is behind goes by the time of Redis', async () => {
    const { url } = await startRedis()
    const real = Date.now
    const behind = vi.spyOn(Date, 'now').mockImplementation(() => real() - 5_000)
    try {
      const state = await openRedisState({ url, prefix: 'test', warn: () => {} })
      expect(Math.abs((state.realNow?.() as number) - real())).toBeLessThan(3_000)
      await state.engine.close()
    } finally {
      behind.mockRestore()
    }
    const state = await openRedisState({ url, prefix: 'test', warn: () => {} })
    expect(Math.abs((state.realNow?.() as number) - real())).toBeLessThan(3_000)
    await state.engine.close()
  })

  test('nothing of before a reset lives after it, however many write meanwhile', { timeout: 60_000 }, async () => {
    const { url, port } = await startRedis()
    const slow = await startRelay(port, 2)
    const stores = await Promise.all([url, url, slow.url].map(async (each) => (await openStore(each)).store))
    const resetter = (await openStore(url)).store
    let generation = 0
    let ends = false
    const writing = stores.map(async (store, place) => {
      for (let round = 0; !ends; round++) {
        // What is written carries what is known of the generation.
        await store.update('shop', (world) => {
          const known = (world.get(numbers, 'generation') as number | undefined) ?? 0
          world.put(numbers, `${place}-${round}`, known)
        })
      }
    })
    for (let round = 0; round < 20; round++) {
      generation++
      const entities = { [numbers]: [{ id: 'generation', entity: generation }] }
      await resetter.load(new Map([['shop', { seed: 's', draws: 0, entities }]]))
      const found = await resetter.read('shop', (world) => world.list(numbers, { limit: 100_000 }) as number[])
      expect(new Set(found)).toEqual(new Set([generation]))
    }
    ends = true
    await Promise.all(writing)
  })

  test('names are claimed once, by whichever process', async () => {
    const { url } = await startRedis()
    const stores = await Promise.all([1, 2, 3, 4].map(async () => (await openStore(url)).store))
    const claims = await Promise.all(
      stores.flatMap((store) => Array.from({ length: 50 }, () => store.claim((count) => `test-${count}`))),
    )
    expect(new Set(claims).size).toBe(200)
    expect(await stores[0]?.changeClaim('test-1', () => undefined)).toBe(0)
    expect(await stores[3]?.claim((count) => `test-${count}`)).toBe('test-1')
  })

  test('over TLS, with an authority of its own and a user', async () => {
    const { authority, server } = await createMemoryCertificates({ appName: 'shop' })
    const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-redis-tls-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const ca = file('ca.crt', authority.cert)
    const files = ['--tls-cert-file', file('server.crt', server.cert), '--tls-key-file', file('server.key', server.key)]
    const { port, command } = await startRedis()
    await command('ACL', 'SETUSER', 'mock', 'on', '>secret', '~*', '+@all')
    const tls = await freePort()
    const [cert, certFile, key, keyFile] = files as [string, string, string, string]
    const settings = [cert.slice(2), certFile, key.slice(2), keyFile, 'tls-ca-cert-file', ca, 'tls-auth-clients', 'no']
    await command('CONFIG', 'SET', ...settings, 'tls-port', String(tls))
    const url = `rediss://mock@localhost:${tls}`
    const open = (more: object) => openRedisState({ url, prefix: 'test', warn: () => {}, ...more })
    await expect(open({ password: 'secret' })).rejects.toMatchObject({
      code: 'ERR_STATE_DATABASE',
      message: expect.stringContaining('cannot be reached'),
      fix: expect.stringContaining('--state-ca'),
    })
    await expect(open({ caFile: ca, password: 'wrong' })).rejects.toMatchObject({
      message: `the database ${url} refuses the user or the password (WRONGPASS)`,
    })
    const state = await open({ caFile: ca, password: 'secret' })
    await state.claim?.(identity)
    const store = createStore({ seed: 'redis', now: () => 0, engine: state.engine })
    onTestFinished(() => store.close())
    expect(await add(store, 'n')).toBe(1)
    expect(await valueIn((await openStore(`redis://127.0.0.1:${port}`)).store, 'n')).toBe(1)
  })

  test('hundreds of entities in one change go through', async () => {
    const { url } = await startRedis()
    const [a, b] = [(await openStore(url)).store, (await openStore(url)).store]
    await add(b, 'n')
    await a.update('shop', (world) => {
      for (let id = 0; id < 10_000; id++) world.put(numbers, `many-${id}`, id)
    })
    await a.update('shop', (world) => {
      for (let id = 0; id < 9_000; id++) world.delete(numbers, `many-${id}`)
    })
    expect(await b.read('shop', (world) => world.count(numbers))).toBe(1_001)
    expect([...(await a.dump())]).toEqual([...(await b.dump())])
  })
})

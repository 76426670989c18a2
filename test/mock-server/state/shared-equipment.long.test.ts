import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Client } from '../../../client/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { hasTool } from '../../tools.js'
import { startRedis } from './redis-server.js'
import { startMocks } from './shared-mocks.js'

const of = (reason: unknown) => (reason as { errorCode?: string; code?: string } | undefined)?.errorCode

/** The codes of those that were refused. */
async function refusals(calls: readonly Promise<unknown>[]): Promise<(string | undefined)[]> {
  const outcomes = await Promise.allSettled(calls)
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [of(outcome.reason)] : []))
}

describe.runIf(hasTool('redis-server'))('what steers the mock is the same in four processes', () => {
  test('a fault for the next ten calls strikes ten of two hundred, whoever serves them', {
    timeout: 90_000,
  }, async () => {
    const { mocks, clients } = await startMocks(4)
    const [first, second] = mocks as [MockServer, MockServer]
    const { userKey } = await first.toss.logIn()
    await second.toss.faults.add({
      when: { next: 10 },
      fault: { kind: 'fail', code: '4010' },
      operation: 'pay.makePayment',
    })
    await second.faults.add({
      when: { every: 2 },
      fault: { kind: 'fail', code: '4050' },
      operation: 'iap.getOrderStatus',
    })
    const calls = Array.from({ length: 200 }, (_, number) => {
      const client = clients[number % 4] as Client
      const order = { userKey, orderNo: `order-${number}`, productDesc: 'T-shirt', isTestPayment: false }
      return client.pay.makePayment({ ...order, ...client.pay.amounts({ total: 1_000 }) })
    })
    expect(await refusals(calls)).toEqual(Array.from({ length: 10 }, () => '4010'))
    for (const { toss } of mocks) expect(await toss.faults.list()).toEqual([])
    const asked = Array.from({ length: 40 }, (_, number) =>
      (clients[number % 4] as Client).iap.getOrderStatus({ userKey, orderId: 'none' }),
    )
    await Promise.allSettled(asked)
    for (const { faults } of mocks) expect(await faults.list()).toMatchObject([{ seen: 40, struck: 20 }])
  })

  test('an answer that was laid ready in one process is the next one of any, and of one only', async () => {
    const { mocks, clients } = await startMocks(2)
    const [first, second] = mocks as [MockServer, MockServer]
    const { userKey } = await first.toss.logIn()
    const body = {
      resultType: 'FAIL',
      success: null,
      error: { errorType: 0, errorCode: '4010', reason: 'prepared', data: {}, title: null },
    }
    first.overrides.set(first.appName, 'iap.getOrderStatus', [{ name: 'prepared', status: 200, body }])
    await first.overrides.settled()
    await second.overrides.settled()
    expect(second.overrides.waiting(first.appName)).toEqual({ 'iap.getOrderStatus': ['prepared'] })
    const ask = (client: Client) => client.iap.getOrderStatus({ userKey, orderId: 'none' })
    await Promise.allSettled(clients.flatMap((client) => [ask(client), ask(client), ask(client)]))
    await Promise.all(mocks.map(({ journal }) => journal.settled()))
    // Each has the entries of both.
    const entries = mocks.flatMap(({ journal }) => journal.exchanges())
    const prepared = new Set(entries.filter(({ override }) => override === 'prepared').map(({ id }) => id))
    expect(prepared.size).toBe(1)
  })

  test('3,010 calls over four processes: ten are one too many', { timeout: 90_000 }, async () => {
    const { mocks, clients } = await startMocks(4, { rateLimits: true, journalSize: 0 })
    const [first] = mocks as [MockServer]
    first.clock.freeze()
    await first.clock.settled()
    const all: (string | undefined)[] = []
    for (let batch = 0; batch < 43; batch++) {
      const calls = Array.from({ length: 70 }, (_, number) =>
        (clients[number % 4] as Client).anonymousKey.verify({ anonKey: 'nobody' }),
      )
      all.push(...(await refusals(calls)))
    }
    expect(all.filter((code) => code === '4095')).toHaveLength(10)
    first.clock.advance(60_000)
    await first.clock.settled()
    expect(await refusals([(clients[3] as Client).anonymousKey.verify({ anonKey: 'nobody' })])).not.toEqual(['4095'])
  })

  test('a reset in one process takes the faults of every mini-app in all', async () => {
    const { mocks } = await startMocks(2)
    const [first, second] = mocks as [MockServer, MockServer]
    await first.toss.faults.add({ fault: { kind: 'hang' } })
    await first.faults.add({ fault: { kind: 'hang' } })
    expect([await second.toss.faults.list(), await second.faults.list()]).toMatchObject([[{}], [{}]])
    await second.reset()
    expect([await first.toss.faults.list(), await first.faults.list()]).toEqual([[], []])
  })

  test('of several that start with a seed at once one acts it out, and the others have what it made', async () => {
    const { url } = await startRedis()
    const world = {
      miniApps: {
        'my-mini-app': { users: [{ id: 'a' }, { id: 'b' }], faults: [{ fault: { kind: 'hang' } as const }] },
      },
    }
    const options = {
      stateFile: url,
      world,
      decryptionKey: Buffer.alloc(32, 1).toString('base64'),
      controlPort: false,
    } as const
    const mocks = await Promise.all([1, 2, 3, 4].map(() => startMockServer(options)))
    onTestFinished(async () => {
      for (const mock of mocks) await mock.close()
    })
    const all = await Promise.all(
      mocks.map(async ({ toss }) => [await toss.users.list(), (await toss.faults.list()).map(({ id }) => id)]),
    )
    expect(all[0]).toMatchObject([[{}, {}], ['seed-1']])
    for (const each of all) expect(each).toEqual(all[0])
  })

  test('isolated mini-apps have names of their own, and any process releases them, once', async () => {
    const { mocks } = await startMocks(2)
    const [first, second] = mocks as [MockServer, MockServer]
    const isolated = await Promise.all(mocks.flatMap((mock) => Array.from({ length: 10 }, () => mock.isolate())))
    expect(new Set(isolated.map(({ appName }) => appName)).size).toBe(20)
    const [{ appName } = { appName: '' }] = isolated
    await first.tossSide(appName).users.create()
    const release = ({ controlUrl }: MockServer) =>
      fetch(`${controlUrl}/isolated-mini-apps/${appName}`, { method: 'DELETE' })
    expect((await release(second)).ok).toBe(true)
    expect((await release(first)).status).toBe(404)
    expect(await first.tossSide(appName).users.list()).toEqual([])
  })

  test('callbacks of one kind go one after the other, in the order of the changes, whichever mock made them', async () => {
    const { mocks, clients } = await startMocks(2)
    const [first] = mocks as [MockServer]
    const told: string[] = []
    let open = 0
    const receiver = createServer((request, response) => {
      const userKey = new URL(request.url as string, 'http://localhost').searchParams.get('userKey') as string
      told.push(open++ === 0 ? userKey : `${userKey} before the one before was answered`)
      request.resume()
      setTimeout(() => {
        open--
        response.end()
      }, 30)
    }).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    onTestFinished(() => void receiver.close())
    const url = `http://127.0.0.1:${(receiver.address() as { port: number }).port}/`
    await first.toss.callbacks.setUnlink({ url, method: 'GET', basicAuth: 'user:secret' })
    const expected: string[] = []
    const sending: Promise<unknown>[] = []
    for (let number = 0; number < 10; number++) {
      const { toss } = mocks[number % 2] as MockServer
      const { userKey } = await toss.users.create()
      const { authorizationCode, referrer } = await toss.logIn({ userKey })
      await (clients[number % 2] as Client).login.generateToken({ authorizationCode, referrer })
      expected.push(String(userKey))
    }
    for (const [number, userKey] of expected.entries()) {
      const { toss } = mocks[number % 2] as MockServer
      sending.push(toss.unlink(Number(userKey)))
      // The change is made; its callback is not answered yet.
      while ((await first.toss.users.get(Number(userKey)))?.link !== null) await new Promise(setImmediate)
    }
    await Promise.all(sending)
    expect(told).toEqual(expected)
  })
})

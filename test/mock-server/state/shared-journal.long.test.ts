import { describe, expect, test } from 'vitest'
import type { Client } from '../../../client/index.js'
import type { MockServer } from '../../../mock-server/index.js'
import { hasTool } from '../../tools.js'
import { startMocks } from './shared-mocks.js'

const journalOf = async ({ controlUrl }: MockServer, query = '') =>
  (await (await fetch(`${controlUrl}/journal${query}`)).json()) as {
    entries: {
      id: number
      operation?: string
      path?: string
      kind: string
      request?: { body?: unknown; headers?: unknown }
    }[]
    recorded: number
    dropped: number
  }

describe.runIf(hasTool('redis-server'))('the journal of mocks that share a world', () => {
  test('whoever is asked has what all were called, under the same ids, and nothing secret is in Redis', async () => {
    const { mocks, clients, redis } = await startMocks(2)
    const [first, second] = mocks as [MockServer, MockServer]
    const [one, other] = clients as [Client, Client]
    const { authorizationCode, referrer, userKey } = await first.toss.logIn()
    const { accessToken } = await one.login.generateToken({ authorizationCode, referrer })
    await other.login.loginMe({ accessToken })
    await Promise.all([first, second].map(({ journal }) => journal.settled()))
    const [here, there] = [await journalOf(first), await journalOf(second)]
    expect(here.entries.map(({ operation }) => operation)).toEqual(['login.generateToken', 'login.loginMe'])
    expect(there).toEqual(here)
    expect(here).toMatchObject({ recorded: 2, dropped: 0 })
    const found = JSON.stringify(await redis.command('XRANGE', '{apps-in-toss-mock}:j:entries', '-', '+'))
    expect(found).toContain('login.loginMe')
    for (const secret of [accessToken, authorizationCode]) expect(found).not.toContain(secret)
    expect(found).not.toContain('-----BEGIN')
    expect(userKey).toBeGreaterThan(0)

    // Emptied by one it is empty for all, and goes on counting.
    await fetch(`${second.controlUrl}/journal`, { method: 'DELETE' })
    expect(await journalOf(first)).toMatchObject({ entries: [], recorded: 2, dropped: 2 })
    await one.login.loginMe({ accessToken })
    await first.journal.settled()
    expect((await journalOf(second)).entries.map(({ id }) => id)).toEqual([3])
    await first.reset()
    expect((await journalOf(second)).entries).toEqual([])
  })

  test('an isolated mini-app’s part has the calls to every mock', async () => {
    const { mocks } = await startMocks(2)
    const [first, second] = mocks as [MockServer, MockServer]
    const isolated = await first.isolate()
    const { createClient } = await import('../../../client/index.js')
    for (const { baseUrl } of [first, second]) {
      const { cert, key, ca } = isolated
      await using client = createClient({ cert, key, ca, baseUrl })
      await client.anonymousKey.verify({ anonKey: 'none' }).catch(() => {})
    }
    await second.journal.settled()
    await first.journal.settled()
    expect(first.journal.exchanges({ miniApp: isolated.appName }).map(({ operation }) => operation)).toEqual([
      'anonymousKey.verify',
      'anonymousKey.verify',
    ])
    await isolated.release()
  })

  test('who reads along at one mock hears of calls to the other', async () => {
    const { mocks, clients } = await startMocks(2)
    const [first] = mocks as [MockServer]
    const stop = new AbortController()
    const events = await fetch(`${first.controlUrl}/events`, { signal: stop.signal })
    const reader = (events.body as ReadableStream<Uint8Array>).getReader()
    await (clients[1] as Client).anonymousKey.verify({ anonKey: 'none' }).catch(() => {})
    let text = ''
    while (!text.includes('anonymousKey.verify')) text += new TextDecoder().decode((await reader.read()).value)
    expect(text).toContain('event: journal')
    stop.abort()
  })

  test('refused handshakes have room of their own, and are counted over all mocks', async () => {
    const { mocks } = await startMocks(2, { journalSize: 20 })
    const [first, second] = mocks as [MockServer, MockServer]
    const { meet } = await import('../certificates/connection.js')
    for (const mock of [first, second, second]) await meet(mock, undefined)
    await Promise.all([first, second].map(({ journal }) => journal.settled()))
    await first.journal.settled()
    const refusals = first.journal.refusals()
    expect(refusals.reduce((sum, { times }) => sum + times, 0)).toBe(3)
  })

  test('a call that was sent and got no answer has an unknown outcome, and is not done again', {
    timeout: 60_000,
  }, async () => {
    const { mocks, clients, relays } = await startMocks(2)
    const [first, second] = mocks as [MockServer, MockServer]
    const client = clients[1] as Client
    const { userKey } = await second.toss.logIn()
    const [relay] = relays
    const order = { userKey, orderNo: 'order-1', productDesc: 'T-shirt', isTestPayment: false }
    // A handshake asks as well.
    await client.anonymousKey.verify({ anonKey: 'none' }).catch(() => {})
    const entries: object[] = []
    second.journal.onEntry((entry) => entries.push(entry))
    relay?.hang()
    const failed = await client.pay
      .makePayment({ ...order, ...client.pay.amounts({ total: 1_000 }) })
      .catch((error) => error)
    expect(failed).toMatchObject({ httpStatus: 500 })
    relay?.flow()
    await expect
      .poll(() => entries, { timeout: 20_000 })
      .toMatchObject([
        {
          operation: 'pay.makePayment',
          errorCode: 'INTERNAL_ERROR',
          outcome: 'unknown',
          because: expect.stringContaining('may have been done'),
        },
      ])
    expect((await journalOf(first)).entries.at(-1)).toMatchObject({ outcome: 'unknown' })
    // It had arrived.
    expect(await first.toss.payments.list()).toHaveLength(1)
  })

  test('calls do not wait for it, and what was recorded while Redis was away is there when it is back', {
    timeout: 60_000,
  }, async () => {
    const { mocks, clients, redis } = await startMocks(2)
    const [first, second] = mocks as [MockServer, MockServer]
    await redis.kill()
    // Nothing is served without Redis, and that is recorded as well.
    const outcome = await (clients[0] as Client).anonymousKey.verify({ anonKey: 'none' }).catch((error) => error)
    expect(outcome).toMatchObject({ httpStatus: 500 })
    await redis.start()
    await expect
      .poll(async () => (await journalOf(second)).entries ?? [], { timeout: 20_000 })
      .toMatchObject([{ operation: 'anonymousKey.verify', status: 500 }])
    expect(first.journal.counts.recorded).toBeLessThanOrEqual(1)
  })
})

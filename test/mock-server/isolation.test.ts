import { X509Certificate } from 'node:crypto'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { createJournal } from '../../mock-server/record/journal.js'
import { createIsolation } from '../../mock-server/toss-side/isolated-mini-apps.js'
import { createStore } from '../../mock-server/world/store-of-turns.js'
import { createSharedMemory } from './world/shared-memory-engine.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ journalSize: 20 })
})
afterAll(() => mock.close())

type Isolated = Awaited<ReturnType<MockServer['isolate']>>

async function call({ cert, key, ca }: Pick<Isolated, 'cert' | 'key' | 'ca'>, path: string, body: object) {
  const agent = new Agent({ connect: { cert, key, ca } })
  try {
    const answer = await request(`${mock.baseUrl}/api-partner/v1/apps-in-toss${path}`, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await answer.body.json()) as { resultType: string }
  } finally {
    await agent.close()
  }
}

async function control(method: string, path: string, body?: object) {
  const answer = await fetch(`${mock.controlUrl}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}

const generateToken = '/user/oauth2/generate-token'

describe('an isolated mini-app', () => {
  test('has a certificate in its own name, which was never used before', async () => {
    const [one, other] = [await mock.isolate(), await mock.isolate()]
    expect(one.appName).not.toBe(other.appName)
    expect(new X509Certificate(one.cert).subject).toBe(`CN=${one.appName}`)
    await one.release()
    const third = await mock.isolate()
    expect([one.appName, other.appName]).not.toContain(third.appName)
    await Promise.all([other.release(), third.release()])
  })

  test('gets the wanted name, or one with a number where it is taken', async () => {
    const opened = await Promise.all([mock.isolate('shop'), mock.isolate('shop'), mock.isolate(mock.appName)])
    expect(opened.map(({ appName }) => appName)).toEqual(['shop', 'shop-2', `${mock.appName}-2`])
    await mock.tossSide('has-a-world').logIn()
    const [long, longer] = [await mock.isolate('a'.repeat(64)), await mock.isolate('a'.repeat(64))]
    const known = await mock.isolate('has-a-world')
    expect([long, longer, known].map(({ appName }) => appName)).toEqual([
      'a'.repeat(64),
      `${'a'.repeat(62)}-2`,
      'has-a-world-2',
    ])
    await Promise.all([...opened, long, longer, known].map(({ release }) => release()))
    const again = await mock.isolate('shop')
    expect(again.appName).toBe('shop')
    await again.release()
  })

  test('is gone after its release, with world and journal', async () => {
    const isolated = await mock.isolate('gone')
    await mock.tossSide('gone').logIn()
    await call(isolated, generateToken, {})
    expect(mock.journal.countsOf('gone')).toEqual({ recorded: 1, dropped: 0 })
    await isolated.release()
    expect(mock.journal.countsOf('gone')).toBeUndefined()
    expect(await mock.tossSide('gone').users.list()).toEqual([])
    await expect(isolated.release()).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })

  test('is refused under a name that no certificate can have', async () => {
    await expect(mock.isolate('no spaces')).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })
})

describe('where several processes share the world', () => {
  const memory = createSharedMemory()
  const processOf = (resetting: () => Promise<void> = async () => {}) => {
    const journal = createJournal({ size: 10, now: () => 0 })
    const store = createStore({ seed: 's', now: () => 0, engine: memory.engine() })
    const issue = async (appName: string) => ({ appName, cert: '', key: '' })
    return { journal, store, ...createIsolation({ issue, store, own: 'shop', journal, reset: resetting }) }
  }

  test('of two who release a mini-app at once one does, and nobody has its name before it is gone', async () => {
    let free: (() => void) | undefined
    const resetting = () =>
      new Promise<void>((resolve) => {
        free = resolve
      })
    const [a, b] = [processOf(resetting), processOf(resetting)]
    await a.open('twice')
    const told = Promise.allSettled([a.release('twice'), b.release('twice')])
    while (free === undefined) await new Promise((resolve) => setImmediate(resolve))
    expect((await b.open('twice')).appName).toBe('twice-2')
    free()
    expect(await told).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'ERR_NOT_FOUND' } },
    ])
    expect((await b.open('twice')).appName).toBe('twice')
  })

  test('one that could not be dropped can be released again', async () => {
    let isAway = true
    const a = processOf(async () => {
      if (isAway) throw new Error('away')
    })
    await a.open('again')
    await expect(a.release('again')).rejects.toThrow('away')
    isAway = false
    await a.release('again')
  })

  test('one whose process ended while it released it is released by the next one, after a while', async () => {
    const [a, b] = [processOf(() => new Promise(() => {})), processOf()]
    await a.open('left')
    a.release('left')
    await expect(b.release('left')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    const later = Date.now() + 20_000
    const now = vi.spyOn(Date, 'now').mockImplementation(() => later)
    await b.release('left').finally(() => now.mockRestore())
    expect((await b.open('left')).appName).toBe('left')
  })

  test('what another process has released is not kept apart any longer', async () => {
    const [a, b] = [processOf(), processOf()]
    await a.open('theirs')
    await a.open('ours')
    await b.release('theirs')
    await a.open()
    expect([a.journal.countsOf('theirs'), a.journal.countsOf('ours')]).toEqual([undefined, { recorded: 0, dropped: 0 }])
  })
})

describe('its part of the journal', () => {
  test('is not pushed out by others, and hides nothing, while the journal of all stays bounded and redacted', async () => {
    const [quiet, loud] = [await mock.isolate(), await mock.isolate()]
    await call(quiet, generateToken, { authorizationCode: 'the-code-of-the-test', referrer: 'DEFAULT' })
    for (let count = 0; count < 30; count++) await call(loud, generateToken, {})

    const [entry, ...rest] = mock.journal.exchanges({ miniApp: quiet.appName })
    expect(rest).toEqual([])
    expect(entry?.request.body).toEqual({ authorizationCode: 'the-code-of-the-test', referrer: 'DEFAULT' })
    expect(mock.journal.entries()).toHaveLength(20)
    expect(mock.journal.exchanges({ miniApp: loud.appName })).toHaveLength(20)
    expect(mock.journal.countsOf(loud.appName)).toEqual({ recorded: 30, dropped: 10 })
    await Promise.all([quiet.release(), loud.release()])
  })

  test('is redacted for everybody who reads the journal of all', async () => {
    const isolated = await mock.isolate()
    await call(isolated, generateToken, { authorizationCode: 'the-code-of-the-test', referrer: 'DEFAULT' })
    const everything = JSON.stringify(mock.journal.entries())
    expect(everything).toContain(isolated.appName)
    expect(everything).not.toContain('the-code-of-the-test')
    await isolated.release()
  })
})

describe('over the control port', () => {
  test('a mini-app comes with all that is needed to call the mock as it, and goes when it is released', async () => {
    const { status, body } = await control('POST', '/isolated-mini-apps', { appName: 'remote' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ appName: 'remote', baseUrl: mock.baseUrl, payBaseUrl: mock.payBaseUrl, aad: 'TOSS' })
    expect(await call(body as never, generateToken, {})).toMatchObject({ resultType: 'FAIL' })

    const journal = await control('GET', '/journal?kind=exchange&miniApp=remote')
    expect(journal.body).toMatchObject({ recorded: 1, dropped: 0, entries: [{ miniApp: 'remote' }] })
    expect(await control('DELETE', '/isolated-mini-apps/remote')).toMatchObject({ status: 200 })
    expect(await control('DELETE', '/isolated-mini-apps/remote')).toMatchObject({ status: 404 })
  })

  test('the Toss side is called by name, as in process', async () => {
    const path = '/mini-apps/by-name/toss-side'
    const { body } = await control('POST', path, { method: 'logIn', arguments: [{ profile: { name: '김토스' } }] })
    const { userKey } = (body as unknown as { result: { userKey: number } }).result
    expect(await mock.tossSide('by-name').users.get(userKey)).toMatchObject({ profile: { name: '김토스' } })
    const missing = await control('POST', path, { method: 'payments.approve', arguments: ['no-token'] })
    expect(missing).toMatchObject({ status: 404, body: { error: { code: 'ERR_NOT_FOUND' } } })
  })

  test.each([
    'nothing',
    'payments',
    'constructor',
    '__proto__.toString',
    'logIn.call',
    'payments.toString',
    'miniApp.at',
    '',
  ])('there is no method %j', async (method) => {
    const { status, body } = await control('POST', '/mini-apps/by-name/toss-side', { method, arguments: [] })
    expect(status).toBe(404)
    expect(JSON.stringify(body)).toContain('logIn, ')
  })
})

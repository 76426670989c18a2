import { request } from 'node:http'
import { expect, test } from 'vitest'
import { startMockServer } from '../../../mock-server/index.js'
import { send } from '../login/requests.js'
import { readEvents } from './event-stream.js'

const nothing = { body: {} }

test('tells of calls as they come, without headers and bodies, and of what they wrote', async () => {
  await using mock = await startMockServer()
  const { answer, next } = await readEvents(`${mock.controlUrl}/events`)
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect((await next('hello')).data).toMatchObject({ resumed: false, clock: { frozen: false } })
  const { authorizationCode, referrer, userKey } = await mock.toss.logIn()
  const { data: world } = await next('world')
  expect(world.worlds).toEqual([{ miniApp: 'my-mini-app', kinds: expect.arrayContaining(['user']) }])
  await send(mock, '/generate-token', { body: { authorizationCode, referrer } })
  const { data } = await next('journal')
  expect(data).toMatchObject({ missed: 0, recorded: 1, dropped: 0 })
  expect(data.entries).toMatchObject([{ operation: 'login.generateToken', userKey, violations: [] }])
  expect(data.entries[0]).not.toHaveProperty('request')
  expect(data.entries[0]).not.toHaveProperty('response')
})

test('goes on where a reader stopped, by the header that a browser sends and by the query', async () => {
  await using mock = await startMockServer()
  const first = await readEvents(`${mock.controlUrl}/events`)
  await send(mock, '/generate-token', nothing)
  const { id } = await first.next('journal')
  first.stop()
  await send(mock, '/refresh-token', nothing)
  for (const [query, headers] of [
    ['', { 'last-event-id': id as string }],
    [`?after=${id}`, {}],
    // What a browser says of itself is newer than the address.
    ['?after=none', { 'last-event-id': id as string }],
  ] as const) {
    const again = await readEvents(`${mock.controlUrl}/events${query}`, headers)
    expect((await again.next('hello')).data.resumed).toBe(true)
    expect((await again.next('journal')).data.entries).toMatchObject([{ operation: 'login.refreshToken' }])
  }
})

test.each(['0badcafe-0-1', 'x', '-1--1--1', `${'9'.repeat(99)}`])(
  'begins anew where the id %s is of another run, or none',
  async (id) => {
    await using mock = await startMockServer()
    await send(mock, '/generate-token', nothing)
    const { next } = await readEvents(`${mock.controlUrl}/events`, { 'last-event-id': id })
    expect((await next('hello')).data.resumed).toBe(false)
    await send(mock, '/refresh-token', nothing)
    expect((await next('journal')).data.entries).toMatchObject([{ operation: 'login.refreshToken' }])
  },
)

test('says that the journal was emptied, also to one who was away meanwhile', async () => {
  await using mock = await startMockServer()
  const { next, stop } = await readEvents(`${mock.controlUrl}/events`)
  await send(mock, '/generate-token', nothing)
  const { id } = await next('journal')
  mock.journal.clear()
  await next('cleared')
  stop()
  const again = await readEvents(`${mock.controlUrl}/events`, { 'last-event-id': id as string })
  await again.next('cleared')
})

test('tells of commands over the control API, and of the clock', async () => {
  await using mock = await startMockServer()
  const { next } = await readEvents(`${mock.controlUrl}/events`)
  await fetch(`${mock.controlUrl}/clock/freeze`, { method: 'POST' })
  expect((await next('commands')).data).toEqual({ all: false, operationIds: ['freezeClock'] })
  expect((await next('clock')).data.frozen).toBe(true)
})

test('of one mini-app: what concerns it, and refused handshakes, which are nobody’s', async () => {
  await using mock = await startMockServer()
  const { next } = await readEvents(`${mock.controlUrl}/events?miniApp=other-app`)
  await mock.toss.users.create()
  await mock.tossSide('other-app').users.create()
  expect((await next('world')).data.worlds).toEqual([{ miniApp: 'other-app', kinds: ['user'] }])
  await send(mock, '/generate-token', nothing)
  await fetch(mock.baseUrl).catch(() => undefined)
  expect((await next('journal')).data.entries).toMatchObject([{ kind: 'handshake-refusal' }])
})

test('a burst is told in few events, and what does not fit is counted', async () => {
  await using mock = await startMockServer({ journalSize: 2_000 })
  const { next } = await readEvents(`${mock.controlUrl}/events`)
  await next('hello')
  const entry = { kind: 'notice', miniApp: 'my-mini-app', notice: 'malformed-http', message: 'm', fix: 'f' } as const
  for (let made = 0; made < 1_000; made++) mock.journal.record(entry)
  const { data } = await next('journal')
  expect(data.entries).toHaveLength(200)
  expect(data.missed).toBe(800)
  expect(data.entries.at(-1).id).toBe(1_000)
})

test('a mock that is closed ends the streams, and does not wait for them', async () => {
  const mock = await startMockServer()
  const { ended, next } = await readEvents(`${mock.controlUrl}/events`)
  await next('hello')
  await mock.close()
  await expect(ended().catch(() => true)).resolves.toBe(true)
})

test('refuses a reader too many, and has room again when one leaves', async () => {
  await using mock = await startMockServer()
  const readers = await Promise.all(Array.from({ length: 64 }, () => readEvents(`${mock.controlUrl}/events`)))
  const refused = await fetch(`${mock.controlUrl}/events`)
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({
    error: { code: 'ERR_CONFLICT', message: expect.stringContaining('64') },
  })
  readers[0]?.stop()
  await expect.poll(async () => (await readEvents(`${mock.controlUrl}/events`)).answer.status).toBe(200)
})

test('a stream without end has no HEAD, which would read it for ever', async () => {
  await using mock = await startMockServer()
  for (const path of ['/events', '/mini-apps/my-mini-app/toss-app/prompts.jsonl']) {
    const status = await new Promise((resolve, reject) => {
      request(`${mock.controlUrl}${path}`, { method: 'HEAD' }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status, path).toBe(404)
  }
})

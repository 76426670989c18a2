import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { callbacksSideOf } from '../../../mock-server/toss-side/commands/callbacks.js'
import { tossSideContext } from '../../../mock-server/toss-side/context.js'
import { createClock } from '../../../mock-server/world/clock.js'
import { loadPeopleMaker } from '../../../mock-server/world/made-up-people.js'
import { createMemoryStore } from '../../../mock-server/world/store-of-turns.js'
import { type PartnerServer, startPartnerServer } from '../partner-server.js'
import { type CallbackReceiver, type Received, startCallbackReceiver } from './callback-receiver.js'

const page = 'https://apps-in-toss.toss.im'
const basicAuth = 'toss:secret'
let partner: PartnerServer
let receiver: CallbackReceiver

beforeAll(async () => {
  ;[partner, receiver] = await Promise.all([startPartnerServer({ controlPort: 0 }), startCallbackReceiver()])
})
beforeEach(async () => {
  receiver.received.length = 0
  receiver.answerWith(takes({}))
  await partner.mock.toss.callbacks.setUnlink({ url: receiver.url, basicAuth })
})
afterAll(async () => {
  await partner[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

/** A partner that knows what a browser asks, but for what `changes` leaves out. */
function takes(changes: Record<string, string | undefined>) {
  const headers = {
    'access-control-allow-origin': page,
    'access-control-allow-headers': 'Authorization, Content-Type',
    ...changes,
  }
  const given = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined)
  return (response: ServerResponse, { method }: Received) => {
    response.writeHead(method === 'OPTIONS' ? 204 : 200, Object.fromEntries(given)).end()
  }
}

describe('the console’s test of the unlink URL', () => {
  it('asks first, as a browser does, then calls; nobody is unlinked, nothing is in the journal', async () => {
    const { userKey } = await partner.user()
    const before = partner.mock.journal.counts.recorded
    expect(await partner.mock.toss.callbacks.testUnlink({ userKey })).toEqual({
      passed: true,
      preflight: { method: 'OPTIONS', status: 204, milliseconds: expect.any(Number) },
      call: { method: 'POST', status: 200, milliseconds: expect.any(Number) },
      problems: [],
    })
    const [preflight, call, ...more] = receiver.received
    expect(more).toEqual([])
    expect(preflight).toMatchObject({
      method: 'OPTIONS',
      headers: {
        origin: page,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(preflight?.headers.authorization).toBeUndefined()
    expect(call).toMatchObject({
      method: 'POST',
      headers: { origin: page, authorization: `Basic ${Buffer.from(basicAuth).toString('base64')}` },
      body: { userKey, referrer: 'UNLINK' },
    })
    expect((await partner.mock.toss.users.get(userKey)).link).not.toBeNull()
    expect(partner.mock.journal.counts.recorded).toBe(before)
  })

  it('fails a server that knows only POST, although the callback itself is taken', async () => {
    receiver.answerWith((response, { method }) => response.writeHead(method === 'POST' ? 200 : 404).end())
    const { status, body } = await partner.control('POST', '/callbacks/unlink/test', {})
    expect(status).toBe(200)
    expect(body).toMatchObject({
      passed: false,
      preflight: { status: 404 },
      call: null,
      problems: [expect.stringMatching(/^The preflight \(OPTIONS\) was answered 404\..*from a browser/)],
    })
    expect(receiver.received.map(({ method }) => method)).toEqual(['OPTIONS'])
    const { userKey } = await partner.user()
    expect((await partner.mock.toss.unlink(userKey)).delivery?.delivered).toBe(true)
  })

  it.each([
    ['no origin', { 'access-control-allow-origin': undefined }, /^The preflight has no Access-Control-Allow-Origin/],
    ['another origin', { 'access-control-allow-origin': 'https://toss.im' }, /^The preflight allows the origin "https/],
    ['* for headers', { 'access-control-allow-headers': '*' }, /does not allow authorization \(\* does not cover it\)/],
    ['one header', { 'access-control-allow-headers': 'authorization' }, /does not allow content-type: name it/],
  ])('fails a preflight that allows %s', async (_name, changes, problem) => {
    receiver.answerWith(takes(changes))
    const { passed, call, problems } = await partner.mock.toss.callbacks.testUnlink()
    expect({ passed, call, problems }).toEqual({
      passed: false,
      call: null,
      problems: [expect.stringMatching(problem)],
    })
  })

  it('fails a call whose answer the page may not read, or is none', async () => {
    receiver.answerWith((response, received) => {
      if (received.method === 'OPTIONS') takes({})(response, received)
      else response.writeHead(200).end()
    })
    const { passed, problems } = await partner.mock.toss.callbacks.testUnlink()
    expect({ passed, problems }).toEqual({
      passed: false,
      problems: [expect.stringMatching(/^The call has no Access/)],
    })
    await partner.mock.toss.callbacks.setUnlink({ url: 'http://127.0.0.1:9/', basicAuth })
    const nobody = await partner.mock.toss.callbacks.testUnlink()
    expect(nobody).toMatchObject({ passed: false, problems: [expect.stringContaining('nothing listens on')] })
  })

  it('comes from any page that is told, by the method that is set', async () => {
    const origin = 'https://other.toss.im'
    receiver.answerWith(takes({ 'access-control-allow-origin': '*' }))
    await partner.mock.toss.callbacks.setUnlink({ url: receiver.url, method: 'GET', basicAuth })
    expect(await partner.mock.toss.callbacks.testUnlink({ origin })).toMatchObject({ passed: true })
    expect(receiver.received.map(({ method, headers }) => [method, headers.origin])).toEqual([
      ['OPTIONS', origin],
      ['GET', origin],
    ])
  })

  it('needs a URL, and options that it knows', async () => {
    await expect(partner.mock.toss.callbacks.testUnlink({ origin: 'x' })).rejects.toThrow('test.origin')
    await partner.mock.toss.callbacks.setUnlink(null)
    await expect(partner.mock.toss.callbacks.testUnlink()).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })
})

describe('a registration that is refused', () => {
  it.each([
    [null, 'no Authorization, since no basicAuth is set'],
    ['toss:secret', 'Authorization: Basic, then Base64 of basicAuth'],
  ])(
    'with basicAuth %j says what Authorization it sent, without the value, and names the variant',
    async (value, how) => {
      receiver.answerWith(401)
      const set = partner.mock.toss.callbacks.setSubscription({ url: receiver.url, basicAuth: value })
      await expect(set).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_NOT_VERIFIED',
        message: expect.stringMatching(new RegExp(`answered 401.*It was sent with ${how}$`)),
        fix: expect.stringContaining('callbacks.webhookAuthorization=bearer'),
      })
    },
  )
})

it('a basicAuth that is Base64 of user:secret already is warned about, without the value; any other is not', async () => {
  const warnings: string[] = []
  const side = callbacksSideOf(
    tossSideContext({
      miniApp: 'shop',
      store: createMemoryStore({ seed: 'warnings', now: () => 0 }),
      clock: createClock(),
      callbacks: { warn: (message: string) => warnings.push(message), objectionTo: () => undefined } as never,
      variant: (() => 'basic') as never,
      people: loadPeopleMaker,
    }),
  )
  const url = 'http://127.0.0.1:9/'
  for (const value of ['toss:secret', 'secret', 'abcdefgh', '비밀', Buffer.from('no pair').toString('base64')]) {
    await side.setUnlink({ url, basicAuth: value })
  }
  expect(warnings).toEqual([])
  const encoded = Buffer.from('toss:secret').toString('base64')
  await side.setUnlink({ url, basicAuth: encoded })
  await side.setSubscription({ url, basicAuth: encoded, verify: false })
  expect(warnings).toEqual([
    expect.stringMatching(/^unlink\.basicAuth of shop looks like Base64 of user:secret\./),
    expect.stringMatching(/^subscription\.basicAuth of shop looks like Base64 of user:secret\./),
  ])
  expect(warnings.join()).not.toContain(encoded)
})

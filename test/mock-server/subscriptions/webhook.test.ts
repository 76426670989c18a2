import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCallbackVerifier } from '../../../client/index.js'
import { checkCallback } from '../../../contracts/index.js'
import type { MockServer, TossSide } from '../../../mock-server/index.js'
import { startMockServer } from '../../../mock-server/index.js'
import { type CallbackReceiver, startCallbackReceiver } from '../callbacks/callback-receiver.js'
import { sentEvents } from './sent-events.js'

const basicAuth = 'toss:웹훅'
let mock: MockServer
let receiver: CallbackReceiver
let toss: TossSide
let apps = 0

beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
beforeEach(async () => {
  toss = mock.tossSide(`app-${++apps}`)
  receiver = await startCallbackReceiver(basicAuth)
  return () => receiver[Symbol.asyncDispose]()
})
afterAll(() => mock.close())

describe('the registration of the webhook', () => {
  it('asks the URL first, and takes it when the answer is 2xx', async () => {
    receiver.answerWith(204)
    const { settings, delivery } = await toss.callbacks.setSubscription({ url: receiver.url, basicAuth })
    expect(settings).toEqual({ url: receiver.url, basicAuth })
    expect(delivery).toMatchObject({ delivered: true, status: 204 })
    expect((await toss.callbacks.get()).subscription).toEqual(settings)
    const [sent] = receiver.received
    expect(sent?.body).toEqual({
      eventType: 'callback.registration_verification',
      occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
    })
    expect(checkCallback('callbacks.subscription', sent as NonNullable<typeof sent>)).toEqual([])
  })

  it.each([
    ['answers 500', 500, 'the partner answered 500; only 2xx counts as taken'],
    ['redirects', 302, 'the partner answered 302; only 2xx counts as taken'],
  ])('leaves everything as it was when the URL %s', async (_, answer, error) => {
    const { settings } = await toss.callbacks.setSubscription({ url: receiver.url, basicAuth })
    receiver.answerWith(answer)
    const set = toss.callbacks.setSubscription({ url: `${receiver.url}/new`, basicAuth })
    await expect(set).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_NOT_VERIFIED',
      message: expect.stringContaining(
        `${receiver.url}/new did not take callback.registration_verification: ${error}.`,
      ),
    })
    expect((await toss.callbacks.get()).subscription).toEqual(settings)
  })

  it('is refused without a word of what is secret in the URL', async () => {
    receiver.answerWith(500)
    const url = `${receiver.url}/new?token=hush-hush`
    const ways = [
      () => toss.callbacks.setSubscription({ url, basicAuth }),
      () => toss.callbacks.setUnlink({ url: 'http://me:hush-hush@:1', basicAuth }),
    ]
    for (const set of ways) {
      const refused = await set().then(
        () => expect.fail('taken'),
        (error: Error) => error.message,
      )
      expect(refused).toContain('[redacted')
      expect(refused).not.toContain('hush')
    }
  })

  it('is refused by a partner that never answers', async () => {
    await using impatient = await startMockServer({ controlPort: false, callbackTimeout: 50 })
    receiver.answerWith(() => {})
    const set = impatient.toss.callbacks.setSubscription({ url: receiver.url, basicAuth })
    await expect(set).rejects.toMatchObject({
      message: expect.stringMatching(
        /no answer came within 50 ms\. It was sent with Authorization: Basic, then Base64 of basicAuth$/,
      ),
    })
    expect((await impatient.toss.callbacks.get()).subscription).toBeNull()
  })

  it('is refused by a partner that demands another Basic value', async () => {
    const set = toss.callbacks.setSubscription({ url: receiver.url, basicAuth: 'wrong' })
    await expect(set).rejects.toMatchObject({ message: expect.stringContaining('401') })
    expect((await toss.callbacks.get()).subscription).toBeNull()
  })

  it('can be left unasked, for a partner that is not up yet', async () => {
    const { delivery } = await toss.callbacks.setSubscription({ url: receiver.url, basicAuth, verify: false })
    expect(delivery).toBeNull()
    expect(receiver.received).toEqual([])
    await toss.subscriptions.create()
    expect(sentEvents(receiver)).toHaveLength(1)
  })

  it.each([
    ['a URL of another scheme', { url: 'file:///etc/passwd' }, 'subscription.url'],
    ['a Basic value that is no string', { url: 'http://127.0.0.1/', basicAuth: 1 }, 'subscription.basicAuth'],
    ['an unknown field', { url: 'http://127.0.0.1/', method: 'GET' }, 'subscription.method'],
  ])('refuses %s', async (_, options, field) => {
    const set = toss.callbacks.setSubscription(options as never)
    await expect(set).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining(field),
    })
  })
})

describe('the webhook', () => {
  it('is sent without Authorization where no value is set', async () => {
    await using open = await startCallbackReceiver()
    await toss.callbacks.setSubscription({ url: open.url })
    expect(open.received[0]?.headers).not.toHaveProperty('authorization')
  })

  it('is understood by the verifier of the client', async () => {
    const verify = createCallbackVerifier({ basicAuth })
    await toss.callbacks.setSubscription({ url: receiver.url, basicAuth })
    const { orderId } = await toss.subscriptions.create()
    await toss.subscriptions.cancelAutoRenewal(orderId)
    const events = receiver.received.map((request) => verify(request))
    expect(events).toMatchObject([
      { type: 'registration-verification' },
      { type: 'subscription', changeReason: 'CREATED', orderId },
      { type: 'subscription', changeReason: 'AUTO_RENEW_DISABLED', orderId },
    ])
  })

  it('that is refused changes nothing on the Toss side, and the result tells', async () => {
    await toss.callbacks.setSubscription({ url: receiver.url, basicAuth })
    const { orderId } = await toss.subscriptions.create()
    receiver.answerWith(503)
    const { subscription, delivery } = await toss.subscriptions.pause(orderId)
    expect(subscription.status).toBe('PAUSED')
    expect(delivery).toMatchObject({ delivered: false, status: 503 })
    const [entry] = mock.journal.callbacks({ limit: 1 })
    expect(entry).toMatchObject({ id: delivery?.journalId, miniApp: toss.miniApp, callback: 'callbacks.subscription' })
    expect(JSON.stringify(entry)).not.toContain(Buffer.from(basicAuth).toString('base64'))
  })

  it('is not sent to where it was before, and not at all once it is cleared', async () => {
    await using other = await startCallbackReceiver(basicAuth)
    await toss.callbacks.setSubscription({ url: receiver.url, basicAuth })
    const { orderId } = await toss.subscriptions.create()
    await toss.callbacks.setSubscription({ url: other.url, basicAuth })
    await toss.subscriptions.pause(orderId)
    expect(sentEvents(receiver)).toHaveLength(1)
    expect(sentEvents(other)).toHaveLength(1)
    await toss.callbacks.setSubscription(null)
    expect((await toss.subscriptions.recover(orderId)).delivery).toBeNull()
    expect(sentEvents(other)).toHaveLength(1)
  })

  it('carries the value as Bearer in the variant that a partner reported', async () => {
    await using bearer = await startMockServer({
      controlPort: false,
      variants: { 'callbacks.webhookAuthorization': 'bearer' },
    })
    await using open = await startCallbackReceiver()
    await bearer.toss.callbacks.setSubscription({ url: open.url, basicAuth: 'abc123' })
    await bearer.toss.subscriptions.create()
    expect(open.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer abc123', 'Bearer abc123'])
    const choices = { 'callbacks.webhookAuthorization': 'bearer' } as const
    for (const sent of open.received) expect(checkCallback('callbacks.subscription', sent, choices)).toEqual([])
    expect(bearer.journal.callbacks()).toMatchObject([
      { request: { headers: { authorization: 'Bearer [redacted 6 chars]' } } },
      { request: { headers: { authorization: 'Bearer [redacted 6 chars]' } } },
    ])
  })

  it('is refused with a value that no header can hold, before anybody is asked', async () => {
    await using bearer = await startMockServer({
      controlPort: false,
      variants: { 'callbacks.webhookAuthorization': 'bearer' },
    })
    await using open = await startCallbackReceiver()
    for (const value of ['비밀번호', 'a\nb']) {
      await expect(bearer.toss.callbacks.setSubscription({ url: open.url, basicAuth: value })).rejects.toMatchObject({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringMatching(/^subscription\.basicAuth cannot be sent .*Latin-1/),
      })
    }
    expect(open.received).toEqual([])
    expect((await bearer.toss.callbacks.get()).subscription).toBeNull()
    // As Basic it is Base64.
    await toss.callbacks.setSubscription({ url: open.url, basicAuth: '비밀번호' })
    expect(open.received).toHaveLength(1)
  })

  it('keeps the order of the changes when many callers make them at once', async () => {
    await toss.callbacks.setSubscription({ url: receiver.url, basicAuth })
    const { orderId } = await toss.subscriptions.create()
    const steps = Array.from({ length: 50 }, (_, caller) =>
      caller % 2 === 0 ? toss.subscriptions.cancelAutoRenewal(orderId) : toss.subscriptions.enableAutoRenewal(orderId),
    )
    const outcomes = await Promise.allSettled(steps)
    const taken = outcomes.filter(({ status }) => status === 'fulfilled').length
    const events = sentEvents(receiver)
    expect(events).toHaveLength(1 + taken)
    for (const [index, { subscription }] of events.slice(2).entries()) {
      expect(subscription.previous).toEqual(events[index + 1]?.subscription.current)
    }
  })
})

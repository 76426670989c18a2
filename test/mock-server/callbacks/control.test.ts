import { afterAll, beforeAll, expect, it } from 'vitest'
import { controlRoutes } from '../../../mock-server/control/routes.js'
import { startMockServer } from '../../../mock-server/index.js'
import { type CallbackReceiver, startCallbackReceiver } from './callback-receiver.js'
import { type ControlCaller, controlCaller } from './control-routes.js'

const basicAuth = 'a:b'
let receiver: CallbackReceiver
let control: ControlCaller
let mock: Awaited<ReturnType<typeof startMockServer>>

beforeAll(async () => {
  ;[mock, receiver] = await Promise.all([startMockServer(), startCallbackReceiver(basicAuth)])
  control = controlCaller(
    mock,
    controlRoutes.filter(({ tag }) => tag === 'callbacks'),
  )
})
afterAll(async () => {
  expect(control.untouched()).toEqual([])
  await mock.close()
  await receiver[Symbol.asyncDispose]()
})

it('sets both callbacks, shows them, and clears them', async () => {
  const unlink = { url: receiver.url, method: 'GET', basicAuth }
  expect((await control.call('setUnlinkCallback', { body: unlink })).answer).toEqual(unlink)
  const set = await control.call('setSubscriptionWebhook', { body: { url: receiver.url, basicAuth } })
  expect(set.answer).toMatchObject({ settings: { url: receiver.url, basicAuth }, delivery: { delivered: true } })
  expect((await control.call('getCallbacks')).answer).toEqual({ unlink, subscription: set.answer.settings })
  await control.call('clearUnlinkCallback')
  await control.call('clearSubscriptionWebhook')
  expect((await control.call('getCallbacks')).answer).toEqual({ unlink: null, subscription: null })
})

it('calls the unlink URL as the console’s test button does', async () => {
  await control.call('setUnlinkCallback', { body: { url: receiver.url, basicAuth } })
  const { answer } = await control.call('testUnlinkCallback', { body: { origin: 'https://other.toss.im' } })
  expect(answer).toMatchObject({ passed: false, preflight: { method: 'OPTIONS' }, call: null })
  await control.call('clearUnlinkCallback')
  expect((await control.call('testUnlinkCallback')).status).toBe(400)
})

it('unlinks a user, and tells how the partner answered', async () => {
  await control.call('setUnlinkCallback', { body: { url: receiver.url, basicAuth } })
  const { userKey } = await mock.toss.logIn()
  const body = { referrer: 'WITHDRAWAL_TERMS' }
  const { answer } = await control.call('unlinkUser', { path: { userKey }, body })
  expect(answer).toMatchObject({ user: { userKey, link: null }, delivery: { delivered: true, status: 200 } })
  expect(receiver.received.at(-1)?.body).toEqual({ userKey, ...body })
  const again = await control.call('unlinkUser', { path: { userKey } })
  expect(again).toMatchObject({ status: 409, answer: { error: { code: 'ERR_CONFLICT' } } })
  expect((await control.call('unlinkUser', { path: { userKey: 1 } })).status).toBe(404)
})

it('shows the callbacks in the journal, without the Basic value', async () => {
  const response = await fetch(`${mock.controlUrl}/journal?kind=callback&miniApp=${mock.appName}`)
  const { entries } = (await response.json()) as { entries: { kind: string; request: { headers: object } }[] }
  expect(entries.length).toBeGreaterThan(0)
  for (const { kind, request } of entries) {
    expect(kind).toBe('callback')
    expect(request.headers).toMatchObject({ authorization: 'Basic [redacted 4 chars]' })
  }
  const other = await fetch(`${mock.controlUrl}/journal?kind=callback&miniApp=other`)
  expect(await other.json()).toMatchObject({ entries: [] })
})

it('answers 409 when a webhook is not verified, and 400 for what is no setting', async () => {
  const wrong = await control.call('setSubscriptionWebhook', { body: { url: receiver.url } })
  expect(wrong).toMatchObject({ status: 409, answer: { error: { code: 'ERR_WEBHOOK_NOT_VERIFIED' } } })
  const bad = await control.call('setUnlinkCallback', { body: { url: 'toss', basicAuth } })
  expect(bad.answer.error.violations).toMatchObject([{ field: 'body.url', rule: 'pattern' }])
  expect((await control.call('setSubscriptionWebhook', { body: {} })).status).toBe(400)
})

it('waits until what a move of the clock brought about is sent', async () => {
  await control.call('setSubscriptionWebhook', { body: { url: receiver.url, basicAuth } })
  await mock.toss.subscriptions.create()
  receiver.received.length = 0
  await fetch(`${mock.controlUrl}/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds: 32 * 86_400 }),
  })
  expect((await control.call('awaitCallbacks')).answer).toEqual({ done: true })
  expect(receiver.received.map(({ body }) => body)).toMatchObject([{ changeReason: 'RENEWED' }])
})

it('is closed to web pages', async () => {
  const response = await fetch(`${mock.controlUrl}/mini-apps/${mock.appName}/callbacks/unlink`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: JSON.stringify({ url: 'http://127.0.0.1:1/', basicAuth }),
  })
  expect(response.status).toBe(403)
})

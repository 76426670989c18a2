import { afterAll, beforeAll, expect, it } from 'vitest'
import { controlRoutes } from '../../../mock-server/control/routes.js'

const subscriptionRoutes = controlRoutes.filter(({ tag }) => tag === 'subscriptions')

import { startMockServer } from '../../../mock-server/index.js'
import { type CallbackReceiver, startCallbackReceiver } from '../callbacks/callback-receiver.js'
import { type ControlCaller, controlCaller } from '../callbacks/control-routes.js'
import { sentEvents } from './sent-events.js'

let control: ControlCaller
let receiver: CallbackReceiver
let mock: Awaited<ReturnType<typeof startMockServer>>

beforeAll(async () => {
  ;[mock, receiver] = await Promise.all([startMockServer(), startCallbackReceiver()])
  control = controlCaller(mock, subscriptionRoutes)
  await mock.toss.callbacks.setSubscription({ url: receiver.url })
})
afterAll(async () => {
  expect(control.untouched()).toEqual([])
  await mock.close()
  await receiver[Symbol.asyncDispose]()
})

it('leads a subscription through its life, and tells the webhook', async () => {
  const { answer: created } = await control.call('createSubscription')
  expect(created).toMatchObject({ status: 'ACTIVE', purchase: { event: { type: 'success' } } })
  const path = { orderId: created.orderId }
  const changes = [
    ['renewSubscription', 'RENEWED'],
    ['extendSubscription', 'EXTENDED', { days: 7 }],
    ['enterGracePeriod', 'ENTERED_GRACE_PERIOD'],
    ['holdSubscription', 'ON_HOLD'],
    ['recoverSubscription', 'RECOVERED'],
    ['pauseSubscription', 'PAUSED'],
    ['cancelAutoRenewal', 'AUTO_RENEW_DISABLED'],
    ['enableAutoRenewal', 'AUTO_RENEW_ENABLED'],
    ['expireSubscription', 'EXPIRED'],
    ['restartSubscription', 'RESTARTED'],
    ['revokeSubscription', 'REVOKED'],
  ] as const
  for (const [operationId, , body] of changes) {
    const { status, answer } = await control.call(operationId, { path, ...(body && { body }) })
    expect({ operationId, status }).toEqual({ operationId, status: 200 })
    expect(answer.delivery).toMatchObject({ delivered: true, status: 200 })
  }
  expect(sentEvents(receiver).map(({ changeReason }) => changeReason)).toEqual([
    'CREATED',
    ...changes.map(([, reason]) => reason),
  ])
  expect((await control.call('getSubscription', { path })).answer).toMatchObject({ status: 'REVOKED', possible: [] })
  expect((await control.call('renewSubscription', { path })).status).toBe(409)
  const { subscriptions } = (await control.call('listSubscriptions', { query: '?limit=1' })).answer
  expect(subscriptions).toMatchObject([{ orderId: created.orderId }])
  const info = (await control.call('getSubscriptionInfo', { path })).answer
  expect(info.subscription).toMatchObject({ status: 'REVOKED', isAccessible: false })
})

it('lets the next payment fail', async () => {
  const { orderId } = (await control.call('createSubscription')).answer
  const { answer } = await control.call('updateSubscription', { path: { orderId }, body: { paymentFails: true } })
  expect(answer).toMatchObject({ orderId, paymentFails: true })
})

it('sends the next event twice, and refuses a disorder that it does not know', async () => {
  const { orderId } = (await control.call('createSubscription', { body: { userKey: await newUser() } })).answer
  const path = { orderId }
  const before = sentEvents(receiver).length
  expect((await control.call('disturbNextEvent', { path, body: { repeat: true } })).answer).toMatchObject({ orderId })
  await control.call('pauseSubscription', { path })
  const [first, second, ...more] = sentEvents(receiver).slice(before)
  expect(first).toMatchObject({ orderId, changeReason: 'PAUSED' })
  expect([second, more]).toEqual([first, []])
  expect(await control.call('disturbNextEvent', { path, body: { twice: true } })).toMatchObject({
    status: 400,
    answer: { error: { violations: [{ field: 'body.twice', rule: 'additionalProperties' }] } },
  })
})

it('refuses what is no subscription, and bad input', async () => {
  expect((await control.call('getSubscription', { path: { orderId: 'none' } })).status).toBe(404)
  const { orderId } = (await control.call('listSubscriptions')).answer.subscriptions[0]
  const bad = await control.call('extendSubscription', { path: { orderId }, body: { days: 0 } })
  expect(bad).toMatchObject({
    status: 400,
    answer: { error: { violations: [{ field: 'body.days', rule: 'minimum' }] } },
  })
})

async function newUser(): Promise<number> {
  return (await mock.toss.users.create()).userKey
}

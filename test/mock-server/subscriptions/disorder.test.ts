import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { MockServer, TossSide } from '../../../mock-server/index.js'
import { startMockServer } from '../../../mock-server/index.js'
import { type CallbackReceiver, startCallbackReceiver } from '../callbacks/callback-receiver.js'
import { sentEvents } from './sent-events.js'

let mock: MockServer
let receiver: CallbackReceiver
let toss: TossSide
let apps = 0

beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
  mock.clock.freeze()
})
beforeEach(async () => {
  toss = mock.tossSide(`app-${++apps}`)
  receiver = await startCallbackReceiver()
  await toss.callbacks.setSubscription({ url: receiver.url })
  return () => receiver[Symbol.asyncDispose]()
})
afterAll(() => mock.close())

const reasons = () => sentEvents(receiver).map(({ changeReason }) => changeReason)
const moments = () => sentEvents(receiver).map(({ occurredAt }) => occurredAt)

/** What a receiver that keeps the newer event believes in the end. */
function believed() {
  const [first, ...rest] = sentEvents(receiver)
  return rest.reduce((newest, event) => (event.occurredAt > (newest?.occurredAt ?? '') ? event : newest), first)
}

it('two events of a subscription never have the same occurredAt, however fast they follow each other', async () => {
  const { orderId } = await toss.subscriptions.create()
  await toss.subscriptions.cancelAutoRenewal(orderId)
  await toss.subscriptions.enableAutoRenewal(orderId)
  await toss.subscriptions.pause(orderId)
  expect(moments()).toEqual([...new Set(moments())].sort())
  expect(reasons()).toEqual(['CREATED', 'AUTO_RENEW_DISABLED', 'AUTO_RENEW_ENABLED', 'PAUSED'])
  expect(believed()?.subscription.current).toMatchObject({ status: 'PAUSED', autoRenew: true })
})

it('also where changes of time and of people fall into one second, and each subscription has its own', async () => {
  const [one, two] = [await toss.subscriptions.create(), await toss.subscriptions.create({ userKey: await newUser() })]
  mock.clock.set(new Date(one.expiresAt))
  await toss.subscriptions.extend(one.orderId, { days: 1 })
  await toss.callbacks.settled()
  for (const { orderId } of [one, two]) {
    const own = sentEvents(receiver).filter((event) => event.orderId === orderId)
    expect(own.length).toBeGreaterThan(1)
    const times = own.map(({ occurredAt }) => occurredAt)
    expect(times).toEqual([...new Set(times)].sort())
  }
  const created = sentEvents(receiver).filter(({ changeReason }) => changeReason === 'CREATED')
  expect(new Set(created.map(({ occurredAt }) => occurredAt)).size).toBe(1)
})

it('sends an event twice on request, the same both times, and once again afterwards', async () => {
  const { orderId } = await toss.subscriptions.create()
  await toss.subscriptions.disturbNextEvent(orderId, { repeat: true })
  const { delivery } = await toss.subscriptions.pause(orderId)
  expect(delivery).toMatchObject({ delivered: true })
  await toss.subscriptions.recover(orderId)
  expect(reasons()).toEqual(['CREATED', 'PAUSED', 'PAUSED', 'RECOVERED'])
  const [, first, second] = sentEvents(receiver)
  expect(second).toEqual(first)
})

it('swaps two events on request: the older one comes later', async () => {
  const { orderId } = await toss.subscriptions.create()
  await toss.subscriptions.disturbNextEvent(orderId, { holdBack: true })
  expect((await toss.subscriptions.cancelAutoRenewal(orderId)).delivery).toBeNull()
  expect(reasons()).toEqual(['CREATED'])
  await toss.subscriptions.enableAutoRenewal(orderId)
  expect(reasons()).toEqual(['CREATED', 'AUTO_RENEW_ENABLED', 'AUTO_RENEW_DISABLED'])
  const [, newer, older] = moments()
  expect((older as string) < (newer as string)).toBe(true)
  expect(believed()?.subscription.current.autoRenew).toBe(true)
})

it('sends two events with equal time on request', async () => {
  const { orderId } = await toss.subscriptions.create()
  await toss.subscriptions.cancelAutoRenewal(orderId)
  await toss.subscriptions.disturbNextEvent(orderId, { sameTime: true })
  await toss.subscriptions.enableAutoRenewal(orderId)
  const [, one, other] = moments()
  expect(other).toBe(one)
})

it('leaves out previous, and gives no expiresAt, on request', async () => {
  const { orderId } = await toss.subscriptions.create()
  await toss.subscriptions.disturbNextEvent(orderId, { withoutPrevious: true, withoutExpiresAt: true })
  await toss.subscriptions.renew(orderId)
  await toss.subscriptions.extend(orderId, { days: 1 })
  const [, bare, whole] = sentEvents(receiver)
  expect(bare?.subscription).toEqual({
    current: { status: 'ACTIVE', accessGranted: true, expiresAt: null, autoRenew: true },
  })
  expect(whole?.subscription.previous).toMatchObject({ status: 'ACTIVE' })
})

async function newUser(): Promise<number> {
  return (await toss.logIn({ profile: { name: '이다른' } })).userKey
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MockServer, TossSide } from '../../../mock-server/index.js'
import { startMockServer } from '../../../mock-server/index.js'
import type { Subscription } from '../../../mock-server/world/shapes/subscription.js'
import { createMemoryStore } from '../../../mock-server/world/store-of-turns.js'
import { isAnythingDue } from '../../../mock-server/world/subscription-renewal.js'
import { type CallbackReceiver, startCallbackReceiver } from '../callbacks/callback-receiver.js'
import { sentEvents } from './sent-events.js'

const day = 86_400_000
let mock: MockServer
let receiver: CallbackReceiver
let toss: TossSide

beforeAll(async () => {
  receiver = await startCallbackReceiver()
})
beforeEach(async () => {
  mock = await startMockServer({ controlPort: false })
  mock.clock.freeze()
  mock.clock.set(new Date('2027-01-31T12:00:00+09:00'))
  toss = mock.toss
  await toss.callbacks.setSubscription({ url: receiver.url })
  receiver.received.length = 0
  return () => mock.close()
})
afterAll(() => receiver[Symbol.asyncDispose]())

/** What was told so far, in short. */
const told = () => sentEvents(receiver).map(({ occurredAt, changeReason }) => `${occurredAt} ${changeReason}`)

/** Moves the clock, and waits for what follows. */
async function pass(milliseconds: number): Promise<void> {
  mock.clock.advance(milliseconds)
  await toss.callbacks.settled()
}

async function subscribe(renewalCycle: 'WEEKLY' | 'MONTHLY' | 'YEARLY' = 'MONTHLY'): Promise<string> {
  const { sku } = await toss.products.create({ type: 'SUBSCRIPTION', renewalCycle })
  const { orderId } = await toss.subscriptions.create({ sku })
  receiver.received.length = 0
  return orderId
}

describe('with the clock a subscription', () => {
  it('renews by itself, at the same time of the month, on its last day where it is short', async () => {
    await subscribe()
    await pass(120 * day)
    expect(told()).toEqual([
      '2027-02-28T12:00:00 RENEWED',
      '2027-03-31T12:00:00 RENEWED',
      '2027-04-30T12:00:00 RENEWED',
      '2027-05-31T12:00:00 RENEWED',
    ])
    const ends = sentEvents(receiver).map(({ subscription }) => subscription.current.expiresAt)
    expect(ends).toEqual(['2027-03-31T12:00:00', '2027-04-30T12:00:00', '2027-05-31T12:00:00', '2027-06-30T12:00:00'])
  })

  it('renews exactly when the paid period ends', async () => {
    await subscribe('WEEKLY')
    await pass(7 * day - 1)
    expect(told()).toEqual([])
    await pass(1)
    expect(told()).toEqual(['2027-02-07T12:00:00 RENEWED'])
  })

  it('of a year renews on the same date', async () => {
    const orderId = await subscribe('YEARLY')
    await pass(366 * day)
    expect(told()).toEqual(['2028-01-31T12:00:00 RENEWED'])
    expect(await toss.subscriptions.get(orderId)).toMatchObject({ periods: 2 })
  })

  it('that is cancelled expires at the end of what is paid', async () => {
    const orderId = await subscribe()
    await toss.subscriptions.cancelAutoRenewal(orderId)
    receiver.received.length = 0
    await pass(28 * day - 1)
    expect(await toss.subscriptions.get(orderId)).toMatchObject({ status: 'ACTIVE' })
    await pass(300 * day)
    expect(told()).toEqual(['2027-02-28T12:00:00 EXPIRED'])
  })

  it('of which the payment fails goes through grace period and hold, and expires', async () => {
    const orderId = await subscribe()
    await toss.subscriptions.setPaymentFails(orderId, true)
    await pass(28 * day)
    expect(await toss.subscriptions.get(orderId)).toMatchObject({ status: 'IN_GRACE_PERIOD', accessGranted: true })
    await pass(100 * day)
    expect(told()).toEqual([
      '2027-02-28T12:00:00 ENTERED_GRACE_PERIOD',
      '2027-03-07T12:00:00 ON_HOLD',
      '2027-04-06T12:00:00 EXPIRED',
    ])
  })

  it('that recovers goes on from then', async () => {
    const orderId = await subscribe()
    await toss.subscriptions.setPaymentFails(orderId, true)
    await pass(30 * day)
    const { subscription } = await toss.subscriptions.recover(orderId)
    expect(subscription).toMatchObject({ status: 'ACTIVE', paymentFails: false, unpaidUntil: null })
    receiver.received.length = 0
    await pass(31 * day)
    expect(told()).toEqual(['2027-04-02T12:00:00 RENEWED'])
  })

  it('that is paused stays so', async () => {
    const orderId = await subscribe()
    await toss.subscriptions.pause(orderId)
    receiver.received.length = 0
    await pass(1000 * day)
    expect(told()).toEqual([])
    const { subscription } = await toss.subscriptions.recover(orderId)
    expect(subscription.expiresAt).toBeGreaterThan(mock.clock.now())
  })

  it('is up to date for whoever looks, before anything else happens to it', async () => {
    const orderId = await subscribe()
    mock.clock.advance(40 * day)
    const { subscription } = await toss.subscriptions.cancelAutoRenewal(orderId)
    expect(subscription).toMatchObject({ autoRenew: false, periods: 2 })
    await toss.callbacks.settled()
    expect(told()).toEqual(['2027-02-28T12:00:00 RENEWED', '2027-03-12T12:00:00 AUTO_RENEW_DISABLED'])
    mock.clock.advance(30 * day)
    await expect(toss.subscriptions.renew(orderId)).rejects.toMatchObject({
      message: expect.stringMatching(/^RENEWED: it is EXPIRED/),
    })
  })

  it('keeps what the clock did when the step after it is refused', async () => {
    const orderId = await subscribe()
    mock.clock.advance(40 * day)
    await expect(toss.subscriptions.recover(orderId)).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    await toss.callbacks.settled()
    expect(told()).toEqual(['2027-02-28T12:00:00 RENEWED'])
  })

  it('is told in the order of time, not of creation, and once', async () => {
    const monthly = await subscribe('MONTHLY')
    await pass(3 * day)
    const weekly = await subscribe('WEEKLY')
    mock.clock.advance(29 * day)
    await Promise.all([toss.subscriptions.get(weekly), toss.subscriptions.get(monthly), toss.subscriptions.list()])
    await toss.callbacks.settled()
    const events = sentEvents(receiver)
    expect(events.map(({ orderId }) => (orderId === monthly ? 'monthly' : 'weekly'))).toEqual([
      'weekly',
      'weekly',
      'weekly',
      'monthly',
      'weekly',
    ])
    expect(events.map(({ occurredAt }) => occurredAt)).toEqual([...events.map(({ occurredAt }) => occurredAt)].sort())
  })

  it('of another mini-app is told to that one', async () => {
    await using other = await startCallbackReceiver()
    const otherToss = mock.tossSide('other-app')
    await otherToss.callbacks.setSubscription({ url: other.url })
    const { orderId } = await otherToss.subscriptions.create()
    const mine = await subscribe()
    mock.clock.advance(31 * day)
    await Promise.all([toss.callbacks.settled(), otherToss.callbacks.settled()])
    expect(sentEvents(receiver).map((event) => event.orderId)).toEqual([mine])
    expect(sentEvents(other).map((event) => event.changeReason)).toEqual(['CREATED', 'RENEWED'])
    expect(sentEvents(other)[1]?.orderId).toBe(orderId)
  })

  it('that nobody listens to is settled all the same', async () => {
    await toss.callbacks.setSubscription(null)
    const orderId = await subscribe()
    await pass(100 * day)
    expect(await toss.subscriptions.get(orderId)).toMatchObject({ periods: 4 })
    expect(receiver.received).toEqual([])
  })
})

describe('a leap of the clock', () => {
  it('over a hundred years of weeks tells some thousand changes, and ends in the present', async () => {
    const orderId = await subscribe('WEEKLY')
    await toss.callbacks.setSubscription(null)
    mock.clock.advance(100 * 366 * day)
    const { expiresAt, status } = await toss.subscriptions.get(orderId)
    expect(status).toBe('ACTIVE')
    expect(expiresAt - mock.clock.now()).toBeGreaterThan(0)
    expect(expiresAt - mock.clock.now()).toBeLessThanOrEqual(7 * day)
  })

  it('past a thousand subscriptions renews each', async () => {
    await toss.callbacks.setSubscription(null)
    const { sku } = await toss.products.create({ type: 'SUBSCRIPTION' })
    for (let count = 0; count < 1_000; count++) {
      const { userKey } = await toss.users.create()
      const { orderId } = await toss.orders.start({ sku, userKey })
      await toss.orders.pay(orderId)
    }
    await pass(31 * day)
    const all = await toss.subscriptions.list({ limit: 2_000 })
    expect(all.filter(({ periods }) => periods === 2)).toHaveLength(1_000)
  })
})

describe('a move of the clock', () => {
  it('looks at no subscription before the first is due', async () => {
    const store = createMemoryStore({ seed: 'schedule', now: () => 0 })
    const subscription = (number: number, expiresAt: number) =>
      ({ orderId: `order-${number}`, userKey: number, sku: 'ait', status: 'ACTIVE', expiresAt }) as Subscription
    await store.update('app', (world) => {
      for (let count = 1; count <= 100; count++)
        world.put('subscription', `order-${count}`, subscription(count, 1_000 * count))
      world.put('subscription', 'order-1', { ...subscription(1, 0), status: 'EXPIRED', unpaidUntil: null })
      world.put('subscription', 'order-2', subscription(2, 5_500))
    })
    const due = (now: number) => store.read('app', (world) => isAnythingDue({ ...world, list: () => [] }, now))
    expect(await due(2_999)).toBe(false)
    expect(await due(3_000)).toBe(true)
    const inOrder = await store.read('app', (world) =>
      [...world.ranked('subscription', 'due')].map(({ orderId }) => orderId),
    )
    expect(inOrder.slice(0, 5)).toEqual(['order-3', 'order-4', 'order-5', 'order-2', 'order-6'])
    expect(inOrder).toHaveLength(99)
  })
})

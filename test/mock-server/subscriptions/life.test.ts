import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  checkCallback,
  type SubscriptionChangeReason,
  type SubscriptionStatus,
  subscriptionChangeReasons,
  subscriptionStatuses,
} from '../../../contracts/index.js'
import { isCodedError } from '../../../errors/index.js'
import type { MockServer, TossSide } from '../../../mock-server/index.js'
import { startMockServer } from '../../../mock-server/index.js'
import { subscriptionArrows } from '../../../mock-server/world/subscription-states.js'
import { type CallbackReceiver, startCallbackReceiver } from '../callbacks/callback-receiver.js'
import { type SentEvent, sentEvents } from './sent-events.js'

const basicAuth = 'toss:webhook'
let mock: MockServer
let receiver: CallbackReceiver
let toss: TossSide
let apps = 0

beforeAll(async () => {
  ;[mock, receiver] = await Promise.all([startMockServer({ controlPort: false }), startCallbackReceiver(basicAuth)])
  mock.clock.freeze()
})
beforeEach(async () => {
  toss = mock.tossSide(`app-${++apps}`)
  await toss.callbacks.setSubscription({ url: receiver.url, basicAuth })
  receiver.received.length = 0
})
afterAll(async () => {
  await mock.close()
  await receiver[Symbol.asyncDispose]()
})

type Take = (orderId: string) => Promise<unknown>

/** What takes each change; CREATED is taken by an order. */
function takers(): Record<Exclude<SubscriptionChangeReason, 'CREATED'>, Take> {
  const { subscriptions } = toss
  return {
    RENEWED: subscriptions.renew,
    RECOVERED: subscriptions.recover,
    RESTARTED: subscriptions.restart,
    ENTERED_GRACE_PERIOD: subscriptions.enterGracePeriod,
    ON_HOLD: subscriptions.hold,
    PAUSED: subscriptions.pause,
    AUTO_RENEW_ENABLED: subscriptions.enableAutoRenewal,
    AUTO_RENEW_DISABLED: subscriptions.cancelAutoRenewal,
    EXTENDED: (orderId) => subscriptions.extend(orderId, { days: 3 }),
    EXPIRED: subscriptions.expire,
    REVOKED: subscriptions.revoke,
  }
}

const wayTo: Record<SubscriptionStatus, SubscriptionChangeReason[]> = {
  ACTIVE: [],
  IN_GRACE_PERIOD: ['ENTERED_GRACE_PERIOD'],
  ON_HOLD: ['ENTERED_GRACE_PERIOD', 'ON_HOLD'],
  PAUSED: ['PAUSED'],
  EXPIRED: ['EXPIRED'],
  REVOKED: ['REVOKED'],
}

/** A new subscription in this status. */
async function bring(status: SubscriptionStatus, { cancelled = false } = {}): Promise<string> {
  const { userKey } = await toss.users.create()
  const { orderId } = await toss.subscriptions.create({ userKey })
  for (const reason of wayTo[status]) await takers()[reason as 'PAUSED'](orderId)
  if (cancelled) await toss.subscriptions.cancelAutoRenewal(orderId)
  receiver.received.length = 0
  return orderId
}

describe('a new subscription', () => {
  it('is told as CREATED, without a previous state and without an end', async () => {
    const { orderId, sku, purchase, ...rest } = await toss.subscriptions.create()
    expect(purchase).toMatchObject({ order: { state: 'PURCHASED' }, event: { type: 'success' } })
    expect(rest).toMatchObject({ status: 'ACTIVE', accessGranted: true, autoRenew: true, renewalCycle: 'MONTHLY' })
    expect(receiver.received).toHaveLength(1)
    const sent = receiver.received[0] as (typeof receiver.received)[number]
    expect(checkCallback('callbacks.subscription', sent)).toEqual([])
    expect(sent.headers.authorization).toBe(`Basic ${Buffer.from(basicAuth).toString('base64')}`)
    expect(sent.body).toEqual({
      eventType: 'subscription.status_changed',
      eventVersion: '1.0',
      occurredAt: korean(mock.clock.now()),
      orderId,
      sku,
      changeReason: 'CREATED',
      subscription: { current: { status: 'ACTIVE', accessGranted: true, expiresAt: null, autoRenew: true } },
    })
  })

  it('begins with the payment, whatever becomes of the grant', async () => {
    const [subscription] = (await toss.products.list()).filter(({ type }) => type === 'SUBSCRIPTION')
    const { orderId } = await toss.orders.start({ sku: subscription?.sku ?? '' })
    expect(await toss.subscriptions.list()).toEqual([])
    await toss.orders.pay(orderId)
    expect(sentEvents(receiver).map(({ changeReason }) => changeReason)).toEqual(['CREATED'])
    await toss.orders.answerGrant(orderId, false)
    expect(await toss.subscriptions.get(orderId)).toMatchObject({ status: 'ACTIVE' })
    expect(sentEvents(receiver)).toHaveLength(1)
  })

  it('comes with its id in processProductGrant, and only for a subscription', async () => {
    const asked: object[] = []
    const processProductGrant = (request: object) => asked.push(request) > 0
    const { orderId, subscriptionId } = await toss.subscriptions.create({ processProductGrant })
    const { order } = await toss.orders.purchase({ processProductGrant })
    expect(asked).toEqual([{ orderId, subscriptionId }, { orderId: order.orderId }])
  })

  it('is one for a user at a time, until it ends', async () => {
    const { subscriptions } = toss
    const { orderId, userKey, sku } = await subscriptions.create()
    await expect(subscriptions.create({ userKey })).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
      message: `ITEM_ALREADY_OWNED: user ${userKey} has ${sku} by order ${orderId}`,
    })
    await subscriptions.expire(orderId)
    const second = await subscriptions.create({ userKey })
    await expect(subscriptions.restart(orderId)).rejects.toMatchObject({
      message: expect.stringContaining(`ITEM_ALREADY_OWNED: user ${userKey} has ${sku} by order ${second.orderId}`),
    })
    await subscriptions.revoke(second.orderId)
    expect((await subscriptions.restart(orderId)).subscription.status).toBe('ACTIVE')
    await expect(subscriptions.create({ userKey })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
  })

  it('is no one-off product', async () => {
    const [oneOff] = await toss.products.list()
    await expect(toss.subscriptions.create({ sku: oneOff?.sku ?? '' })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    })
    await toss.orders.purchase()
    expect(receiver.received, 'one-off orders have no webhook').toEqual([])
  })
})

describe('the arrows', () => {
  const cases = subscriptionStatuses.flatMap((status) => [
    { status, cancelled: false },
    ...(status === 'EXPIRED' || status === 'REVOKED' ? [] : [{ status, cancelled: true }]),
  ])

  it.each(cases)(
    'from $status (cancelled: $cancelled) are those that are drawn, each told to the webhook',
    async (from) => {
      const taken: SubscriptionChangeReason[] = []
      for (const reason of subscriptionChangeReasons) {
        if (reason === 'CREATED') continue
        const orderId = await bring(from.status, from)
        // Events of one subscription are at least a second apart.
        mock.clock.advance(60_000)
        const before = await toss.subscriptions.get(orderId)
        const isPossible = before.possible.includes(reason)
        try {
          await takers()[reason](orderId)
          taken.push(reason)
        } catch (error) {
          if (!isCodedError(error, 'ERR_CONFLICT')) throw error
          expect(error.message).toMatch(new RegExp(`^${reason}: .*\\(subscription of order ${orderId}\\); `))
        }
        expect(taken.includes(reason), reason).toBe(isPossible)
        const after = await toss.subscriptions.get(orderId)
        const events = sentEvents(receiver)
        if (!isPossible) {
          expect({ after, events }).toEqual({ after: before, events: [] })
          continue
        }
        expect(subscriptionArrows[reason]).toContain(from.status)
        expect(events).toEqual([
          {
            changeReason: reason,
            occurredAt: korean(mock.clock.now()),
            orderId,
            sku: before.sku,
            subscription: { previous: stateOf(before), current: stateOf(after) },
          },
        ])
        for (const sent of receiver.received) expect(checkCallback('callbacks.subscription', sent)).toEqual([])
      }
      expect(taken.sort()).toEqual([...drawn(from)].sort())
    },
  )

  /** The picture in docs/features/subscriptions.md, written down once more. */
  function drawn({
    status,
    cancelled,
  }: {
    status: SubscriptionStatus
    cancelled: boolean
  }): SubscriptionChangeReason[] {
    const toggle: SubscriptionChangeReason = cancelled ? 'AUTO_RENEW_ENABLED' : 'AUTO_RENEW_DISABLED'
    switch (status) {
      case 'ACTIVE':
        return cancelled
          ? [toggle, 'RESTARTED', 'EXTENDED', 'ON_HOLD', 'PAUSED', 'EXPIRED', 'REVOKED']
          : [toggle, 'RENEWED', 'EXTENDED', 'ENTERED_GRACE_PERIOD', 'ON_HOLD', 'PAUSED', 'EXPIRED', 'REVOKED']
      case 'IN_GRACE_PERIOD':
        return [toggle, 'ON_HOLD', 'RECOVERED', 'EXPIRED', 'REVOKED']
      case 'ON_HOLD':
      case 'PAUSED':
        return [toggle, 'RECOVERED', 'EXPIRED', 'REVOKED']
      case 'EXPIRED':
        return ['RESTARTED']
      case 'REVOKED':
        return []
    }
  }
})

describe('what the changes do', () => {
  it('access is granted while it is active or in its grace period', async () => {
    const access: Partial<Record<SubscriptionStatus, boolean>> = {}
    for (const status of subscriptionStatuses) {
      access[status] = (await toss.subscriptions.get(await bring(status))).accessGranted
    }
    expect(access).toEqual({
      ACTIVE: true,
      IN_GRACE_PERIOD: true,
      ON_HOLD: false,
      PAUSED: false,
      EXPIRED: false,
      REVOKED: false,
    })
  })

  it('a cancelled one stays active to the end of what is paid', async () => {
    const orderId = await bring('ACTIVE')
    const before = await toss.subscriptions.get(orderId)
    const { subscription } = await toss.subscriptions.cancelAutoRenewal(orderId)
    expect(subscription).toMatchObject({ status: 'ACTIVE', accessGranted: true, autoRenew: false })
    expect(subscription.expiresAt).toBe(before.expiresAt)
  })

  it('a refund revokes, and a revocation refunds', async () => {
    const [first, second] = [await bring('ACTIVE'), await bring('ACTIVE')]
    await toss.orders.refund(first)
    expect(await toss.subscriptions.get(first)).toMatchObject({ status: 'REVOKED' })
    expect(sentEvents(receiver).map(({ changeReason }) => changeReason)).toEqual(['REVOKED'])
    await toss.subscriptions.revoke(second)
    expect(await toss.orders.get(second)).toMatchObject({ state: 'REFUNDED' })
    expect(sentEvents(receiver)).toHaveLength(2)
  })

  it('the refund of an expired one revokes nothing', async () => {
    const orderId = await bring('EXPIRED')
    expect(await toss.orders.refund(orderId)).toMatchObject({ state: 'REFUNDED' })
    expect(await toss.subscriptions.get(orderId)).toMatchObject({ status: 'EXPIRED' })
    expect(receiver.received).toEqual([])
  })

  it('the SDK sees the same', async () => {
    const orderId = await bring('IN_GRACE_PERIOD')
    const { subscription } = await toss.subscriptions.getSubscriptionInfo(orderId)
    const { expiresAt, unpaidUntil, catalogId } = await toss.subscriptions.get(orderId)
    expect(subscription).toEqual({
      catalogId,
      status: 'IN_GRACE_PERIOD',
      expiresAt: korean(expiresAt),
      isAutoRenew: true,
      gracePeriodExpiresAt: korean(unpaidUntil ?? 0),
      isAccessible: true,
    })
    await expect(toss.subscriptions.getSubscriptionInfo('unknown')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })

  it('an extension is of 1 to 365 days', async () => {
    const orderId = await bring('ACTIVE')
    const before = await toss.subscriptions.get(orderId)
    const { subscription } = await toss.subscriptions.extend(orderId, { days: 10 })
    expect(subscription.expiresAt - before.expiresAt).toBe(10 * 86_400_000)
    for (const days of [0, 1.5, 366, '1' as never]) {
      await expect(toss.subscriptions.extend(orderId, { days })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
    }
  })
})

function stateOf(view: { status: string; accessGranted: boolean; expiresAt: number; autoRenew: boolean }) {
  const { status, accessGranted, expiresAt, autoRenew } = view
  return { status, accessGranted, expiresAt: korean(expiresAt), autoRenew } as SentEvent['subscription']['current']
}

const korean = (instant: number) => new Date(instant + 9 * 3_600_000).toISOString().slice(0, 19)

import { expect, test } from 'vitest'
import { payStatuses, subscriptionStatuses } from '../../../contracts/index.js'
import { type MiniAppSeed, type MockServer, startMockServer, type WorldSeed } from '../../../mock-server/index.js'
import { orderArrows } from '../../../mock-server/world/order-states.js'
import type { OrderState } from '../../../mock-server/world/shapes/purchase.js'

const start = (world: WorldSeed) => startMockServer({ controlPort: false, world })

/** A mock with one mini-app of a seed, and its Toss side. */
async function seeded(seed: MiniAppSeed, clock?: WorldSeed['clock']): Promise<MockServer> {
  return start({ ...(clock && { clock }), miniApps: { 'my-mini-app': seed } })
}

test('a payment reaches every status along the real steps', async () => {
  await using mock = await seeded({
    users: [{ id: 'kim', linked: true }, { id: 'stranger' }],
    payments: payStatuses.map((status, place) => ({
      orderNo: `order-${status}`,
      amount: 60_000,
      status,
      user: place % 2 === 0 ? 'kim' : 'stranger',
    })),
  })
  const payments = await mock.toss.payments.list()
  expect(payments.map(({ status }) => status)).toEqual(payStatuses)
  const complete = await mock.toss.payments.get('order-PAY_COMPLETE')
  expect(complete).toMatchObject({
    approval: { means: { payMethod: 'TOSS_MONEY' } },
    execution: { cardAuthorizationNo: null },
  })
  // A payment in progress, or its refund, is completed by the Toss side.
  await mock.toss.payments.complete('order-PAY_PROGRESS')
  expect(await mock.toss.payments.complete('order-REFUND_PROGRESS')).toMatchObject({ refundReason: '단순 변심' })
})

test('a payment is approved as the file says, cancelled by whom it says, and may have expired', async () => {
  const cancelled = { amount: 50_000, status: 'PAY_CANCEL' } as const
  await using mock = await seeded({
    payments: [
      { orderNo: 'by-card', amount: 50_000, status: 'PAY_APPROVED', approve: { card: { companyCode: 3 } } },
      { orderNo: 'by-toss', ...cancelled, cancelledBy: 'TOSS', approve: {} },
      { orderNo: 'expired', ...cancelled, cancelledBy: 'EXPIRY', secondsAgo: 900 },
      { orderNo: 'live', amount: 1, status: 'PAY_STANDBY', isTestPayment: false, amountTaxFree: 1 },
    ],
  })
  const { payments } = mock.toss
  expect(await payments.get('by-card')).toMatchObject({ approval: { means: { card: { companyName: '삼성' } } } })
  expect(await payments.get('by-toss')).toMatchObject({ cancellation: { by: 'TOSS' }, approval: { discount: 0 } })
  expect(await payments.get('expired')).toMatchObject({ status: 'PAY_CANCEL', cancellation: { by: 'EXPIRY' } })
  expect(await payments.get('live')).toMatchObject({ mode: 'LIVE', amounts: { amountTaxFree: 1, amountVat: 0 } })
})

test('an order reaches every state, and each state of its grant', async () => {
  const states = Object.keys(orderArrows) as OrderState[]
  await using mock = await seeded({
    products: [{ id: 'coins', type: 'CONSUMABLE', amount: 990 }],
    orders: [
      ...states.map((status) => ({ status, orderId: status, product: 'coins' })),
      { status: 'PAYMENT_COMPLETED', grant: 'WAITING', orderId: 'waiting', secondsAgo: 29 },
      { status: 'PAYMENT_COMPLETED', grant: 'TIMED_OUT', orderId: 'late', secondsAgo: 30 },
      { status: 'PAYMENT_COMPLETED', grant: 'REFUSED', orderId: 'refused' },
      { status: 'FAILED', error: 'KOREAN_ACCOUNT_ONLY', orderId: 'foreign' },
      { status: 'PURCHASED', providerFault: true, orderId: 'faulty' },
      { status: 'ORDER_IN_PROGRESS', notFoundForSeconds: 60, orderId: 'hidden' },
    ],
  })
  const orders = await mock.toss.orders.list()
  const byId = new Map(orders.map((order) => [order.orderId, order]))
  for (const state of states) expect(byId.get(state)).toMatchObject({ state, amount: 990 })
  expect(byId.get('waiting')?.grant).toBe('WAITING')
  expect(byId.get('late')?.grant).toBe('TIMED_OUT')
  expect(byId.get('refused')?.grant).toBe('REFUSED')
  expect(byId.get('foreign')?.failure).toBe('KOREAN_ACCOUNT_ONLY')
  expect(byId.get('faulty')?.status).toBe('ERROR')
  expect(byId.get('hidden')?.status).toBe('NOT_FOUND')
})

test('a subscription reaches every status, with the time that has passed since it began', async () => {
  await using mock = await seeded(
    {
      users: subscriptionStatuses.map((status) => ({ id: status })),
      products: [{ id: 'weekly', type: 'SUBSCRIPTION', renewalCycle: 'WEEKLY' }],
      subscriptions: [
        ...subscriptionStatuses.map((status) => ({
          status,
          user: status,
          orderId: status,
          at: '2026-10-01T00:00:00Z',
        })),
        // Whoever had it before can subscribe again.
        {
          status: 'ACTIVE',
          user: 'EXPIRED',
          orderId: 'again',
          at: '2026-10-20T00:00:00Z',
          autoRenew: false,
          paymentFails: true,
        },
      ],
    },
    { instant: '2026-10-24T00:00:00Z', frozen: true },
  )
  const all = await mock.toss.subscriptions.list()
  expect(all.map(({ orderId, status }) => [orderId, status])).toEqual([
    ...subscriptionStatuses.map((status) => [status, status]),
    ['again', 'ACTIVE'],
  ])
  // Three weeks and two days: three renewals.
  expect(all[0]).toMatchObject({ orderId: 'ACTIVE', periods: 4, autoRenew: true })
  // Cancelled at once, over when the week was.
  expect(all[1]).toMatchObject({ orderId: 'EXPIRED', expiresAt: Date.parse('2026-10-08T00:00:00Z') })
  expect(all.at(-1)).toMatchObject({ autoRenew: false, paymentFails: true })
  expect(await mock.toss.orders.get('REVOKED')).toMatchObject({ state: 'REFUNDED' })
})

test('points are granted, wait or fail, and the promotion is what the file wants in the end', async () => {
  await using mock = await seeded({
    promotions: [
      { code: 'WELCOME_POINT', perUserLimit: 1_000 },
      { code: 'SLOW', budget: 1_000, payoutDelaySeconds: 3600, state: 'STOPPED', failNext: { executions: 2 } },
      { code: 'MANUAL', budget: 100, payoutDelaySeconds: null },
      { code: 'LATER', budget: 1, startsAt: '2999-01-01T00:00:00Z', state: 'SCHEDULED' },
      { code: 'DRAFT', budget: 1, state: 'NOT_APPROVED' },
      { code: 'OVER', budget: 1, state: 'ENDED' },
    ],
    grants: [
      { promotionCode: 'SLOW', amount: 100, result: 'PENDING' },
      { promotionCode: 'SLOW', amount: 200, result: 'SUCCESS', secondsAgo: 3600 },
      { promotionCode: 'SLOW', amount: 300, result: 'FAILED' },
      { promotionCode: 'MANUAL', amount: 40, result: 'SUCCESS' },
      { promotionCode: 'WELCOME_POINT', amount: 5, result: 'FAILED' },
      { promotionCode: 'TEST_MANUAL', amount: 1, result: 'SUCCESS' },
    ],
  })
  const promotions = await mock.toss.promotions.list()
  expect(promotions.map(({ code, state, granted, pending }) => [code, state, granted, pending]).sort()).toEqual([
    ['DRAFT', 'NOT_APPROVED', 0, 0],
    ['LATER', 'SCHEDULED', 0, 0],
    ['MANUAL', 'RUNNING', 40, 0],
    ['OVER', 'ENDED', 0, 0],
    ['SLOW', 'STOPPED', 200, 100],
    ['WELCOME_POINT', 'RUNNING', 0, 0],
  ])
  expect(await mock.toss.promotions.get('SLOW')).toMatchObject({ failNext: { executions: 2, payouts: 0 } })
})

test('users have the keys, traits and consent of the file', async () => {
  await using mock = await seeded({
    settings: { scopes: ['user_name', 'user_ci'], terms: ['a', 'b'] },
    users: [
      { userKey: 12, anonKey: 'known', profile: { name: '김하나', email: null }, linked: true, pushEnabled: false },
      { link: { scopes: ['user_ci'], agreedTerms: [] } },
      { linked: true, leftToss: true },
      {},
    ],
  })
  const [first, second, third, last] = await mock.toss.users.list()
  expect(first).toMatchObject({ userKey: 12, anonKey: 'known', pushEnabled: false, profile: { name: '김하나' } })
  expect(first?.link).toMatchObject({ scopes: ['user_ci', 'user_name'], agreedTerms: ['a', 'b'] })
  expect(second?.link).toMatchObject({ scopes: ['user_ci'], agreedTerms: [] })
  expect(third).toMatchObject({ link: null, leftTossAt: expect.any(Number) })
  expect(last).toMatchObject({ link: null, leftTossAt: null, anonKey: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

test('features that are off, a bad merchant key and callbacks are in nobody’s way while the world is made', async () => {
  await using mock = await seeded({
    settings: { featuresOff: ['pay', 'messenger'], featuresDown: ['promotion'] },
    paymentSettings: { merchantKey: 'INVALID', bankBreak: { seconds: 60 } },
    callbacks: {
      unlink: { url: 'http://127.0.0.1:9/', basicAuth: 'a:b' },
      subscription: { url: 'http://127.0.0.1:9/', basicAuth: null },
    },
    templates: [{ templateSetCode: 'WELCOME_MESSAGE', approved: true, title: '안녕하세요' }],
    users: [{ linked: true, leftToss: true }],
    payments: [{ orderNo: 'a', amount: 1, status: 'PAY_COMPLETE' }],
    subscriptions: [{ status: 'REVOKED' }],
    grants: [{ promotionCode: 'WELCOME_POINT', amount: 1, result: 'SUCCESS' }],
    messages: [{ templateSetCode: 'WELCOME_MESSAGE' }],
  })
  const { toss } = mock
  expect(await toss.settings.get()).toMatchObject({ featuresOff: ['pay', 'messenger'], featuresDown: ['promotion'] })
  expect(await toss.payments.settings()).toMatchObject({ merchantKey: 'INVALID', bankBreak: { bankCodes: null } })
  expect(await toss.callbacks.get()).toMatchObject({ unlink: { method: 'POST' }, subscription: { basicAuth: null } })
  expect(await toss.inbox.list()).toMatchObject([{ title: '안녕하세요' }])
  expect(mock.journal.entries()).toEqual([])
})

test('what approves or logs in by itself, and limits, do not touch the seed', async () => {
  const world: WorldSeed = {
    miniApps: {
      'my-mini-app': {
        payments: Array.from({ length: 20 }, (_, index) => ({
          orderNo: `o${index}`,
          amount: 1,
          status: 'PAY_STANDBY',
        })),
        messages: Array.from({ length: 20 }, () => ({ templateSetCode: 'WELCOME_MESSAGE' })),
      },
    },
  }
  await using mock = await startMockServer({
    controlPort: false,
    world,
    autoApprove: true,
    autoLogin: true,
    rateLimits: true,
  })
  expect(new Set((await mock.toss.payments.list()).map(({ status }) => status))).toEqual(new Set(['PAY_STANDBY']))
  expect(await mock.toss.inbox.list()).toHaveLength(20)
})

test('the clock starts where the file says', async () => {
  const instant = '2030-01-01T00:00:00.000Z'
  await using frozen = await start({ clock: { instant, frozen: true } })
  expect(new Date(frozen.clock.now()).toISOString()).toBe(instant)
  await using ahead = await start({ clock: { aheadBySeconds: 86_400 } })
  expect(ahead.clock.state).toMatchObject({ aheadBy: 86_400_000, frozen: false })
  ahead.clock.advance(5_000)
  await ahead.reset()
  expect(ahead.clock.state.aheadBy).toBe(86_400_000)
})

test('a reset gives the state after seeding, dated anew; of one mini-app only its own', async () => {
  const app: MiniAppSeed = {
    users: [{ userKey: 1, linked: true }],
    payments: [{ orderNo: 'a', amount: 1, status: 'PAY_STANDBY' }],
  }
  await using mock = await start({ miniApps: { 'my-mini-app': app, other: app } })
  const first = await mock.toss.payments.get('a')
  mock.clock.advance(3_600_000)
  await mock.tossSide('other').users.create()
  await mock.toss.users.create()
  await mock.reset('my-mini-app')
  const second = await mock.toss.payments.get('a')
  expect(second).toEqual({ ...first, createdAt: expect.any(Number), expiresAt: expect.any(Number) })
  expect(second.createdAt).toBeGreaterThanOrEqual(first.createdAt + 3_600_000)
  expect(await mock.toss.users.list()).toHaveLength(1)
  expect(await mock.tossSide('other').users.list()).toHaveLength(2)
  await mock.reset()
  expect(await mock.tossSide('other').users.list()).toHaveLength(1)
  expect(mock.clock.state.aheadBy).toBe(0)
})

test('the world is a copy: changing the object changes no reset', async () => {
  const users = [{ userKey: 1 }]
  await using mock = await start({ miniApps: { 'my-mini-app': { users } } })
  users.push({ userKey: 2 })
  await mock.reset()
  expect(await mock.toss.users.list()).toHaveLength(1)
})

test('the same seed makes the same world; another seed of the randomness another', async () => {
  const world: WorldSeed = {
    clock: { instant: '2026-01-01T00:00:00Z', frozen: true },
    miniApps: { 'my-mini-app': { users: [{}], payments: [{ orderNo: 'a', amount: 1, status: 'PAY_COMPLETE' }] } },
  }
  const [one, same, other] = await Promise.all(
    [undefined, undefined, 'other'].map(async (seed) => {
      await using mock = await startMockServer({ controlPort: false, world, ...(seed !== undefined && { seed }) })
      return await mock.exportWorld()
    }),
  )
  expect(same).toEqual(one)
  expect(other).not.toEqual(one)
})

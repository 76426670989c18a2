import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Partner, startPartner } from '../snapshot/busy-world.js'

const seedFile = fileURLToPath(new URL('../../../examples/world.yaml', import.meta.url))

let partner: Partner
beforeAll(async () => {
  partner = await startPartner({ seedFile })
})
afterAll(() => partner[Symbol.asyncDispose]())

test('people log in with what the file says of them, to terms that the file sets', async () => {
  const { mock, client } = partner
  const login = await mock.toss.logIn({ userKey: 443731104 })
  const { accessToken } = await client.login.generateToken(login)
  expect(await client.login.loginMe({ accessToken })).toMatchObject({
    userKey: 443731104,
    agreedTerms: ['service_terms', 'marketing'],
    name: '김민지',
    phone: '01012345678',
    birthday: '19950312',
    gender: null,
    email: 'minji@example.com',
  })
})

test('payments stand where the file says, and go on from there', async () => {
  const { mock, client } = partner
  const payments = await mock.toss.payments.list()
  expect(payments.map(({ orderNo, status }) => [orderNo, status]).sort()).toEqual([
    ['20261020-3', 'REFUND_SUCCESS'],
    ['20261101-7', 'PAY_COMPLETE'],
    ['20261102-1', 'PAY_STANDBY'],
    ['20261102-2', 'PAY_PROGRESS'],
  ])
  const { approvalTime, spreadOut } = await client.pay
    .getPaymentStatus({ userKey: 443731104, orderNo: '20261101-7', isTestPayment: true })
    .then(({ paidTs, card }) => ({ approvalTime: paidTs, spreadOut: card?.spreadOut }))
  expect({ approvalTime, spreadOut }).toEqual({ approvalTime: '2026-11-01 20:15:00', spreadOut: 3 })
  const { payToken } = await mock.toss.payments.approve('20261102-1')
  const executed = await client.pay.executePayment({ userKey: 443731104, payToken, isTestPayment: true })
  expect(executed).toMatchObject({ orderNo: '20261102-1', paidAmount: 25_000 })
  expect(await mock.toss.payments.totals()).toEqual({ paid: 89_000 + 12_000 + 25_000, refunded: 12_000 })
})

test('orders and subscriptions have the past that the file gives them', async () => {
  const { mock, client } = partner
  const bought = await client.iap.getOrderStatus({ orderId: '0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b' })
  expect(bought).toMatchObject({ status: 'PURCHASED', statusDeterminedAt: '2026-10-01T08:30:00' })
  const pending = await mock.toss.orders.getPendingOrders({ userKey: 443731105 })
  expect(pending.orders.map(({ orderId }) => orderId)).toEqual(['1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d'])
  const [yearOld, unpaid] = await mock.toss.subscriptions.list()
  expect(yearOld).toMatchObject({ status: 'ACTIVE', periods: 3, autoRenew: false })
  expect(new Date(yearOld?.expiresAt ?? 0).toISOString()).toBe('2026-11-15T03:00:00.000Z')
  expect(unpaid).toMatchObject({ status: 'IN_GRACE_PERIOD', userKey: 443731105 })
})

test('points and messages have been given', async () => {
  const { toss } = partner.mock
  expect(await toss.promotions.get('FIRST_ORDER')).toMatchObject({ granted: 500, remaining: 99_500, state: 'RUNNING' })
  expect(await toss.promotions.get('SPRING_SALE')).toMatchObject({ state: 'ENDED' })
  const [message] = await toss.inbox.list({ userKey: 443731104 })
  expect(message?.body).toBe('김민지님, 운동화 상품이 출발했어요.')
})

test('those who left Toss are gone, and the other mini-app has its own world', async () => {
  const { mock } = partner
  await expect(mock.toss.logIn({ userKey: 443731199 })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
  const other = mock.tossSide('other-mini-app')
  expect(await other.settings.get()).toMatchObject({ featuresOff: ['pay'] })
  expect(await other.users.get(443731104)).not.toMatchObject({ profile: { name: '김민지' } })
})

test('nobody was called while the world was made', () => {
  expect(partner.mock.journal.entries()).not.toContainEqual(expect.objectContaining({ kind: 'callback' }))
})

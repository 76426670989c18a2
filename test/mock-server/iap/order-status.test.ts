import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../../client/index.js'
import { operation, orderStatuses, statusesWithoutOrder } from '../../../contracts/index.js'
import { type PartnerServer, startPartnerServer } from '../partner-server.js'

let partner: PartnerServer

beforeAll(async () => {
  partner = await startPartnerServer()
})
afterAll(() => partner[Symbol.asyncDispose]())

/** The answer to a mini-app's server about one order. */
async function statusOf(orderId: string, server = partner) {
  const { status, resultType, success } = await server.call('iap.getOrderStatus', { orderId })
  expect({ status, resultType }).toEqual({ status: 200, resultType: 'SUCCESS' })
  return success
}

/** The order at each step of its life. */
async function bring(to: (typeof orderStatuses)[number]): Promise<string> {
  const { orders } = partner.mock.toss
  if (to === 'NOT_FOUND') return '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0'
  if (to === 'MINIAPP_MISMATCH') return (await partner.mock.tossSide('other-app').orders.start()).orderId
  const { orderId } = await orders.start()
  if (to === 'FAILED') await orders.fail(orderId, { error: 'USER_CANCELED' })
  if (to === 'FAILED' || to === 'ORDER_IN_PROGRESS') return orderId
  await orders.pay(orderId)
  if (to === 'PURCHASED' || to === 'REFUNDED') await orders.answerGrant(orderId, true)
  if (to === 'REFUNDED') await orders.refund(orderId)
  if (to === 'ERROR') await orders.setProviderFault(orderId, true)
  return orderId
}

describe('get-order-status', () => {
  it.each(orderStatuses)('answers %s through a real order, in a SUCCESS envelope', async (status) => {
    const orderId = await bring(status)
    expect(await statusOf(orderId)).toMatchObject({ orderId, status })
  })

  it('tells product, time in Korea and words of a paid order, and no amount', async () => {
    const { clock, toss } = partner.mock
    clock.freeze()
    const [product] = await toss.products.list()
    const orderId = await bring('PAYMENT_COMPLETED')
    const korea = new Date(clock.now() + 9 * 3_600_000).toISOString().slice(0, 19)
    clock.resume()
    expect(await statusOf(orderId)).toEqual({
      orderId,
      sku: product?.sku,
      status: 'PAYMENT_COMPLETED',
      statusDeterminedAt: korea,
      reason: '결제가 완료되었어요.',
    })
  })

  it.each(statusesWithoutOrder)('leaves out product and time with %s', async (status) => {
    const orderId = await bring(status)
    expect(Object.keys(await statusOf(orderId)).sort()).toEqual(['orderId', 'reason', 'status'])
  })

  it('tells of a refund when it was done', async () => {
    const { clock, toss } = partner.mock
    clock.freeze()
    const orderId = await bring('PURCHASED')
    clock.advance(3_600_000)
    await toss.orders.refund(orderId)
    const refunded = new Date(clock.now() + 9 * 3_600_000).toISOString().slice(0, 19)
    clock.advance(3_600_000)
    expect(await statusOf(orderId)).toMatchObject({ status: 'REFUNDED', statusDeterminedAt: refunded })
    clock.resume()
  })

  it('knows orders by UUIDs of version 7, which begin with the time of the order', async () => {
    const { clock, toss } = partner.mock
    clock.freeze()
    const [first, second] = [await toss.orders.start(), await toss.orders.start()]
    for (const { orderId, createdAt } of [first, second]) {
      expect(orderId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(Number.parseInt(orderId.replaceAll('-', '').slice(0, 12), 16)).toBe(createdAt)
    }
    expect(first.orderId).not.toBe(second.orderId)
    clock.resume()
  })

  it('shows an order of another mini-app to that one only', async () => {
    const tls = await partner.mock.issueCertificate('other-app')
    await using other = createClient({ ...tls, baseUrl: partner.mock.baseUrl })
    const theirs = await bring('MINIAPP_MISMATCH')
    const ours = await bring('PURCHASED')
    expect((await other.iap.getOrderStatus({ orderId: theirs })).status).toBe('ORDER_IN_PROGRESS')
    expect((await other.iap.getOrderStatus({ orderId: ours })).status).toBe('MINIAPP_MISMATCH')
    expect((await other.iap.getOrderStatus({ orderId: 'nobodys' })).status).toBe('NOT_FOUND')
  })

  it('answers NOT_FOUND again when the mini-app that had the order was reset', async () => {
    const { orderId } = await partner.mock.tossSide('short-lived').orders.start()
    expect(await statusOf(orderId)).toMatchObject({ status: 'MINIAPP_MISMATCH' })
    await partner.mock.reset('short-lived')
    expect(await statusOf(orderId)).toMatchObject({ status: 'NOT_FOUND' })
  })

  it('goes back from ERROR to what the order is', async () => {
    const orderId = await bring('ERROR')
    await partner.mock.toss.orders.setProviderFault(orderId, false)
    expect(await statusOf(orderId)).toMatchObject({ status: 'PAYMENT_COMPLETED' })
  })

  it('can be told not to find the order, and not to show the payment, for a moment', async () => {
    const { clock, toss } = partner.mock
    const { orderId } = await toss.orders.start({ notFoundForSeconds: 2 })
    expect(await statusOf(orderId)).toEqual({ orderId, status: 'NOT_FOUND', reason: '' })
    clock.advance(2_000)
    expect(await statusOf(orderId)).toMatchObject({ status: 'ORDER_IN_PROGRESS' })
    await toss.orders.pay(orderId, { inProgressForSeconds: 3 })
    expect(await statusOf(orderId)).toMatchObject({ status: 'ORDER_IN_PROGRESS' })
    clock.advance(3_000)
    expect(await statusOf(orderId)).toMatchObject({ status: 'PAYMENT_COMPLETED' })
  })

  it('is waited for by the client', async () => {
    await using client = createClient({ ...partner.mock.clientTls, baseUrl: partner.mock.baseUrl })
    const { orderId } = await partner.mock.toss.orders.start()
    await partner.mock.toss.orders.pay(orderId)
    expect((await client.iap.waitForStatus({ orderId })).status).toBe('PAYMENT_COMPLETED')
  })

  it('finds the orders of the user whom a header names, and no others', async () => {
    const [buyer, other] = [await partner.user(), await partner.user()]
    const { order } = await partner.mock.toss.orders.purchase({ userKey: buyer.userKey })
    const { orderId } = order
    const by = async (user: Parameters<typeof partner.call>[2]) =>
      (await partner.call('iap.getOrderStatus', { orderId }, user)).success
    const because = () => partner.mock.journal.exchanges({ limit: 1 })[0]?.because
    for (const user of [{ userKey: buyer.userKey }, { anonKey: buyer.anonKey }, {}]) {
      expect(await by(user)).toMatchObject({ status: 'PURCHASED' })
    }
    expect(await by({ userKey: other.userKey })).toEqual({ orderId, status: 'NOT_FOUND', reason: '' })
    const said = `the order is of the user ${buyer.userKey}, and`
    expect(because()).toBe(`${said} x-toss-user-key names the user ${other.userKey}`)
    expect(await by({ anonKey: other.anonKey })).toEqual({ orderId, status: 'NOT_FOUND', reason: '' })
    expect(because()).toBe(`${said} x-anon-key names the user ${other.userKey}`)
  })

  it('is explained as a provider fault where it is ERROR, whatever became of the order', async () => {
    const orderId = await bring('ERROR')
    await partner.mock.toss.orders.setProviderFault(orderId, false)
    await partner.mock.toss.orders.answerGrant(orderId, true)
    await partner.mock.toss.orders.setProviderFault(orderId, true)
    expect(await statusOf(orderId)).toMatchObject({ status: 'ERROR' })
    const [entry] = partner.mock.journal.exchanges({ limit: 1 })
    expect(entry?.because).toContain('provider fault')
    expect(entry?.because).not.toContain('PURCHASED')
  })

  it('says in the journal why, and never on the wire', async () => {
    const theirs = await bring('MINIAPP_MISMATCH')
    expect(JSON.stringify(await statusOf(theirs))).not.toContain('other-app')
    const [entry] = partner.mock.journal.exchanges({ limit: 1 })
    expect(entry?.because).toBe('the order is of the mini-app other-app, and the client certificate of my-mini-app')
  })
})

describe('the failures of get-order-status', () => {
  it('are 4010 for an unknown or unlinked user, and for both headers at once', async () => {
    const orderId = await bring('PURCHASED')
    const { userKey, anonKey } = await partner.user()
    const both = await partner.call('iap.getOrderStatus', { orderId }, { userKey, anonKey })
    await partner.mock.toss.unlink(userKey)
    const unlinked = await partner.call('iap.getOrderStatus', { orderId }, { userKey })
    const unknown = await partner.call('iap.getOrderStatus', { orderId }, { userKey: 1 })
    for (const { status, errorCode, error } of [both, unlinked, unknown]) {
      expect({ status, errorCode, reason: error?.reason }).toEqual({
        status: 200,
        errorCode: '4010',
        reason: '인증 정보를 찾을 수 없어요.',
      })
    }
  })

  it.each([
    ['no orderId', {}],
    ['an orderId that is no string', { orderId: 1 }],
    ['an empty orderId', { orderId: '' }],
    ['orderNo in its place', { orderNo: 'a' }],
  ])('are INVALID_PARAMETER with HTTP 400 for %s', async (_, body) => {
    const { status, errorCode, error } = await partner.call('iap.getOrderStatus', body)
    expect({ status, errorCode }).toEqual({ status: 400, errorCode: 'INVALID_PARAMETER' })
    expect(error?.data.errorDetails).toMatchObject([{ field: 'orderId' }])
  })

  it('are all of those of the contract that belong to the operation itself', () => {
    const ofThePlatform = ['4050', '4095', 'INTERNAL_ERROR']
    const codes = operation('iap.getOrderStatus').failures.map(({ code }) => code)
    expect(codes.filter((code) => !ofThePlatform.includes(code))).toEqual(['4010', 'INVALID_PARAMETER'])
  })

  it('are 405 for GET', async () => {
    const { Agent, request } = await import('undici')
    const agent = new Agent({ connect: { ...partner.mock.clientTls } })
    const path = '/api-partner/v1/apps-in-toss/order/get-order-status'
    const { statusCode, body } = await request(`${partner.mock.baseUrl}${path}`, { dispatcher: agent })
    await body.dump()
    await agent.close()
    expect(statusCode).toBe(405)
  })
})

describe('the variants', () => {
  it('iap.paidStatusMeaning = 2025 swaps PURCHASED and PAYMENT_COMPLETED, and nothing else', async () => {
    await using old = await startPartnerServer({ variants: { 'iap.paidStatusMeaning': '2025' } })
    const { orders } = old.mock.toss
    const { orderId } = await orders.start()
    expect(await statusOf(orderId, old)).toMatchObject({ status: 'ORDER_IN_PROGRESS' })
    await orders.pay(orderId)
    expect(await statusOf(orderId, old)).toMatchObject({ status: 'PURCHASED', reason: '구매가 완료되었어요.' })
    await orders.answerGrant(orderId, true)
    expect(await statusOf(orderId, old)).toMatchObject({ status: 'PAYMENT_COMPLETED', reason: '결제가 완료되었어요.' })
    await orders.refund(orderId)
    expect(await statusOf(orderId, old)).toMatchObject({ status: 'REFUNDED' })
  })

  it('iap.orderOwner = mini-app finds the orders of every user, whoever is named', async () => {
    await using old = await startPartnerServer({ variants: { 'iap.orderOwner': 'mini-app' } })
    const { order } = await old.mock.toss.orders.purchase()
    const { userKey, anonKey } = await old.user('이다른')
    for (const user of [{ userKey }, { anonKey }]) {
      const { success } = await old.call('iap.getOrderStatus', { orderId: order.orderId }, user)
      expect(success).toMatchObject({ status: 'PURCHASED' })
    }
  })

  it.each([
    ['empty', ''],
    ['null', null],
  ] as const)('iap.unknownFields = %s, which check and client accept', async (option, value) => {
    await using old = await startPartnerServer({ variants: { 'iap.unknownFields': option } })
    const { orderId } = await old.mock.toss.orders.start()
    await old.mock.toss.orders.setProviderFault(orderId, true)
    const theirs = (await old.mock.tossSide('other-app').orders.start()).orderId
    await using client = createClient({ ...old.mock.clientTls, baseUrl: old.mock.baseUrl, strict: true })
    for (const [asked, status] of [
      [orderId, 'ERROR'],
      [theirs, 'MINIAPP_MISMATCH'],
      ['nobodys', 'NOT_FOUND'],
    ] as const) {
      expect(await client.iap.getOrderStatus({ orderId: asked })).toMatchObject({
        status,
        sku: value,
        statusDeterminedAt: value,
      })
    }
  })

  it('iap.userHeader = required answers 4010 without a user header', async () => {
    await using old = await startPartnerServer({ variants: { 'iap.userHeader': 'required' } })
    const { userKey } = await old.user()
    const { orderId } = await old.mock.toss.orders.start()
    expect((await old.call('iap.getOrderStatus', { orderId })).errorCode).toBe('4010')
    expect((await old.call('iap.getOrderStatus', { orderId }, { userKey })).success.status).toBe('ORDER_IN_PROGRESS')
  })
})

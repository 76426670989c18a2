import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { skuPattern } from '../../../contracts/index.js'
import { startMockServer } from '../../../mock-server/index.js'
import { type PartnerServer, startPartnerServer } from '../partner-server.js'

let partner: PartnerServer

beforeAll(async () => {
  partner = await startPartnerServer()
})
afterAll(() => partner[Symbol.asyncDispose]())

/** A conflict whose message starts like this. */
const conflict = (start: string) => ({ code: 'ERR_CONFLICT', message: expect.stringMatching(new RegExp(`^${start}`)) })

describe('the products', () => {
  it('are four without any set-up, of every type, with SKUs of the real shape, the same for the same seed', async () => {
    await using twin = await startMockServer({ controlPort: false })
    await using other = await startMockServer({ controlPort: false, seed: 'another' })
    const mock = await startMockServer({ controlPort: false })
    const products = await mock.toss.products.list()
    expect(products.map(({ type }) => type)).toEqual(['CONSUMABLE', 'NON_CONSUMABLE', 'SUBSCRIPTION', 'SUBSCRIPTION'])
    for (const { sku } of products) expect(sku).toMatch(new RegExp(skuPattern))
    expect(new Set(products.map(({ sku }) => sku)).size).toBe(4)
    expect(await twin.toss.products.list()).toEqual(products)
    expect(await other.toss.products.list()).not.toEqual(products)
    await mock.close()
  })

  it('are shown as the SDK shows them', async () => {
    const { products } = await partner.mock.toss.products.getProductItemList()
    expect(products[0]).toEqual({
      sku: expect.stringMatching(skuPattern),
      type: 'CONSUMABLE',
      displayName: '코인 100개',
      displayAmount: '1,100원',
      iconUrl: expect.stringMatching(/^https:/),
      description: expect.any(String),
    })
    expect(products[2]).toMatchObject({ type: 'SUBSCRIPTION', renewalCycle: 'MONTHLY' })
  })

  it('can be added, replaced, and taken off sale', async () => {
    const { products, orders } = partner.mock.tossSide('shop')
    const given = { type: 'SUBSCRIPTION', renewalCycle: 'WEEKLY', offers: [{ type: 'FREE_TRIAL' }] } as const
    const added = await products.create(given)
    expect((await products.list()).at(-1)).toEqual(added)
    const list = await products.getProductItemList()
    expect(list.products.at(-1)).toMatchObject({ renewalCycle: 'WEEKLY', offers: [{ type: 'FREE_TRIAL' }] })
    const sku = 'ait.0000010000.af647449.3bd55cfd00.0000000475'
    expect(await products.replace([{ type: 'CONSUMABLE', sku }])).toMatchObject([{ sku, onSale: true }])
    expect((await products.list()).map((product) => product.sku)).toEqual([sku])
    await products.setOnSale(sku, false)
    expect((await products.getProductItemList()).products).toEqual([])
    await expect(orders.start({ sku })).rejects.toMatchObject(conflict('INVALID_PRODUCT_ID'))
    await expect(orders.start({ sku: added.sku })).rejects.toMatchObject(conflict('INVALID_PRODUCT_ID'))
    await expect(orders.start()).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await products.setOnSale(sku, true)
    expect(await orders.start()).toMatchObject({ sku })
  })

  it('cost what the console takes, and are no more than it allows', async () => {
    const { products } = partner.mock.tossSide('full-shop')
    for (const amount of [399, 1_540_001, 0]) {
      const created = products.create({ type: 'CONSUMABLE', amount })
      await expect(created).rejects.toMatchObject({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining('product.amount'),
      })
    }
    const most = Array.from({ length: 80 }, () => ({ type: 'CONSUMABLE', amount: 1_540_000 }) as const)
    await expect(products.replace([...most, ...most])).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
    const [first] = await products.replace(most)
    await expect(products.create({ type: 'CONSUMABLE' })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    expect(await products.create({ type: 'CONSUMABLE', sku: first?.sku as string, amount: 400 })).toMatchObject({
      sku: first?.sku,
      amount: 400,
    })
  })

  it('refuse what is no product', async () => {
    const { products, orders } = partner.mock.toss
    await expect(products.create({ type: 'CONSUMABLE', sku: 'coin' })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining('product.sku'),
    })
    await expect(products.replace([{ type: 'GEM' as never }])).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
    await expect(products.get('coin')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    const started = orders.start({ sku: 'coin' })
    await expect(started).rejects.toMatchObject({
      code: 'ERR_NOT_FOUND',
      message: 'INVALID_PRODUCT_ID: this mini-app has no product with the SKU coin',
    })
  })
})

describe('an order', () => {
  it('gives a product of which one is enough to a user only once, until it is refunded', async () => {
    const { orders, products, users } = partner.mock.toss
    const sku = (await products.list()).find(({ type }) => type === 'NON_CONSUMABLE')?.sku ?? ''
    const [{ userKey }, other] = [await users.create(), await users.create()]
    const { orderId } = await orders.start({ sku, userKey })
    await expect(orders.start({ sku, userKey })).rejects.toMatchObject(conflict('PAYMENT_PENDING'))
    await orders.pay(orderId)
    await expect(orders.start({ sku, userKey })).rejects.toMatchObject(conflict('ITEM_ALREADY_OWNED'))
    await orders.start({ sku, userKey: other.userKey })
    await orders.refund(orderId)
    const again = await orders.start({ sku, userKey })
    await orders.fail(again.orderId)
    expect(await orders.start({ sku, userKey })).toMatchObject({ state: 'ORDER_IN_PROGRESS' })
  })

  it('can have a given id, which no mini-app has yet', async () => {
    const orderId = '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0'
    const { orders } = partner.mock.toss
    expect(await orders.start({ orderId })).toMatchObject({ orderId })
    await expect(orders.start({ orderId })).rejects.toMatchObject(conflict('orderId'))
    const other = partner.mock.tossSide('other-app').orders
    await expect(other.start({ orderId })).rejects.toMatchObject(conflict('orderId'))
  })

  it('waits 30 seconds for processProductGrant, then for completeProductGrant', async () => {
    const { clock, toss } = partner.mock
    clock.freeze()
    const { orderId } = await toss.orders.start()
    const paid = await toss.orders.pay(orderId)
    expect(paid).toMatchObject({ state: 'PAYMENT_COMPLETED', grant: 'WAITING', grantDeadline: clock.now() + 30_000 })
    clock.advance(29_999)
    expect(await toss.orders.get(orderId)).toMatchObject({ grant: 'WAITING' })
    clock.advance(1)
    expect(await toss.orders.get(orderId)).toMatchObject({ grant: 'TIMED_OUT', status: 'PAYMENT_COMPLETED' })
    await expect(toss.orders.answerGrant(orderId, true)).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
      message: `answerGrant: order ${orderId} is PAYMENT_COMPLETED and processProductGrant did not answer within 30 seconds; possible: completeProductGrant, refund`,
    })
    expect(await toss.orders.completeProductGrant(orderId)).toBe(true)
    expect(await toss.orders.get(orderId)).toMatchObject({ state: 'PURCHASED', grant: 'GRANTED', grantAnswer: null })
    clock.resume()
  })

  it('that the mini-app refused to grant is pending until completeProductGrant', async () => {
    const { orders, users } = partner.mock.toss
    const { userKey } = await users.create()
    const { orderId, sku } = await orders.start({ userKey })
    await orders.pay(orderId)
    expect(await orders.answerGrant(orderId, false)).toMatchObject({ grant: 'REFUSED', state: 'PAYMENT_COMPLETED' })
    await expect(orders.answerGrant(orderId, true)).rejects.toMatchObject(conflict('answerGrant'))
    const { orders: pending } = await orders.getPendingOrders({ userKey })
    expect(pending).toEqual([
      { orderId, sku, paymentCompletedDate: expect.stringMatching(/^\d{4}-.*T\d\d:\d\d:\d\d$/) },
    ])
    expect(await orders.completeProductGrant(orderId)).toBe(true)
    expect(await orders.completeProductGrant(orderId), 'again').toBe(true)
    expect(await orders.getPendingOrders({ userKey })).toEqual({ orders: [] })
    const settled = await orders.getCompletedOrRefundedOrders({ userKey })
    expect(settled).toMatchObject({ hasNext: false, nextKey: null, orders: [{ orderId, status: 'COMPLETED' }] })
  })

  it('takes only the steps that its state allows, and says which these are', async () => {
    const { orders } = partner.mock.toss
    const { orderId } = await orders.start()
    await expect(orders.refund(orderId)).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
      message: `refund: order ${orderId} is ORDER_IN_PROGRESS; possible: pay, fail`,
    })
    expect(await orders.completeProductGrant(orderId)).toBe(false)
    await orders.fail(orderId, { error: 'KOREAN_ACCOUNT_ONLY' })
    expect(await orders.get(orderId)).toMatchObject({ failure: 'KOREAN_ACCOUNT_ONLY', grant: null })
    await expect(orders.pay(orderId)).rejects.toMatchObject({
      message: expect.stringMatching(/FAILED; that is final$/),
    })
    expect(await orders.completeProductGrant(orderId)).toBe(false)
    expect(await orders.completeProductGrant('unknown')).toBe(false)
    await expect(orders.get('unknown')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(orders.fail(orderId, { error: 'ITEM_ALREADY_OWNED' as never })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    })
  })

  it('is listed 50 a page, newest first, by the SDK', async () => {
    const { orders, users } = partner.mock.toss
    const { userKey } = await users.create()
    const ids: string[] = []
    for (let count = 0; count < 105; count++) {
      ids.unshift((await orders.purchase({ userKey, processProductGrant: count !== 50 })).order.orderId)
    }
    const [pending] = ids.splice(54, 1)
    expect((await orders.getPendingOrders({ userKey })).orders).toMatchObject([{ orderId: pending }])
    await orders.refund(ids[0] as string)
    const pages: string[][] = []
    let key: string | null = null
    do {
      const page: Awaited<ReturnType<typeof orders.getCompletedOrRefundedOrders>> =
        await orders.getCompletedOrRefundedOrders({ userKey, key })
      pages.push(page.orders.map(({ orderId }) => orderId))
      expect(page.hasNext).toBe(page.nextKey !== null)
      key = page.nextKey
    } while (key !== null)
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 4])
    expect(pages.flat()).toEqual(ids)
    const [first] = (await orders.getCompletedOrRefundedOrders({ userKey })).orders
    expect(first).toMatchObject({ orderId: ids[0], status: 'REFUNDED' })
    await expect(orders.getCompletedOrRefundedOrders({ key: 'x' })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    })
  })
})

describe('a whole purchase', () => {
  it('asks the mini-app, whose server sees PAYMENT_COMPLETED, and tells it success', async () => {
    const seen: string[] = []
    const { order, event } = await partner.mock.toss.orders.purchase({
      async processProductGrant({ orderId }) {
        const { success } = await partner.call('iap.getOrderStatus', { orderId })
        seen.push(success.status)
        return success.status === 'PAYMENT_COMPLETED'
      },
    })
    expect(seen).toEqual(['PAYMENT_COMPLETED'])
    expect(order).toMatchObject({ state: 'PURCHASED', grantAnswer: true })
    const [product] = await partner.mock.toss.products.list()
    expect(event).toEqual({
      type: 'success',
      data: {
        orderId: order.orderId,
        displayName: product?.displayName,
        displayAmount: '1,100원',
        amount: 1_100,
        currency: 'KRW',
        fraction: 0,
        miniAppIconUrl: expect.any(String),
      },
    })
  })

  it.each([
    ['answers false', false],
    ['does not answer', 'no-answer'],
    ['throws', () => Promise.reject(new Error('database is down'))],
  ] as const)('tells PRODUCT_NOT_GRANTED_BY_PARTNER to a mini-app that %s', async (_, processProductGrant) => {
    const { order, event } = await partner.mock.toss.orders.purchase({ processProductGrant })
    expect(event).toEqual({ type: 'error', code: 'PRODUCT_NOT_GRANTED_BY_PARTNER' })
    expect(order.state).toBe('PAYMENT_COMPLETED')
  })

  it.each([true, false])('gives up on an answer after 30 seconds of the mock’s clock (frozen: %s)', async (frozen) => {
    await using mock = await startMockServer({ controlPort: false })
    if (frozen) mock.clock.freeze()
    let answer = (_granted: boolean) => {}
    let asked = () => {}
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    const purchase = mock.toss.orders.purchase({
      processProductGrant: () =>
        new Promise<boolean>((resolve) => {
          answer = resolve
          asked()
        }),
    })
    await isAsked
    mock.clock.advance(30_000)
    expect(await purchase).toMatchObject({ event: { type: 'error' }, order: { grant: 'TIMED_OUT' } })
    answer(true)
  })

  it('is a success when the mini-app completes the grant by itself while it is asked', async () => {
    const { orders } = partner.mock.toss
    const { event } = await orders.purchase({
      processProductGrant: ({ orderId }) => orders.completeProductGrant(orderId),
    })
    expect(event.type).toBe('success')
  })

  it('is no success when the order is refunded while the mini-app is asked', async () => {
    const { orders } = partner.mock.toss
    const { event, order } = await orders.purchase({
      async processProductGrant({ orderId }) {
        await orders.refund(orderId)
        return true
      },
    })
    expect({ event, state: order.state }).toMatchObject({ event: { type: 'error' }, state: 'REFUNDED' })
  })
})

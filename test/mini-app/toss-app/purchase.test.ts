import { expect, test } from 'vitest'
import { createClient } from '../../../client/index.js'
import { purchaseErrors } from '../../../contracts/index.js'
import type { MockServer, ProductType, TossApp } from '../../../mock-server/index.js'
import { eventOf, openApp, take } from './opened.js'

async function openStore(type: ProductType = 'CONSUMABLE') {
  const mock = await openApp()
  const sku = (await mock.toss.products.list()).find((product) => product.type === type)?.sku as string
  return Object.assign(mock, { sku })
}

const grant = (app: TossApp, orderId: string, isProductGranted: unknown, id?: string) =>
  app.call('A', 'processProductGrant', [{ orderId, isProductGranted }], id)

async function buy(app: TossApp, sku: string) {
  const lines = take(app.subscribe('A', 'requestOneTimePurchase', { sku }))
  const purchased = await lines.next()
  return { lines, purchased, orderId: eventOf(purchased)?.data.orderId as string }
}

const statusOf = async (mock: MockServer, orderId: string) => (await mock.toss.orders.get(orderId)).status

test('a purchase: paid while the page grants, PURCHASED afterwards, and the partner’s server finds both', async () => {
  await using store = await openStore()
  await using client = createClient({ ...store.clientTls, baseUrl: store.baseUrl })
  const { lines, purchased, orderId } = await buy(store.app, store.sku)
  expect(purchased).toEqual({ event: { type: 'purchased', data: { orderId } }, unhandled: expect.any(String) })
  expect(await client.iap.getOrderStatus({ orderId })).toMatchObject({ status: 'PAYMENT_COMPLETED' })
  expect(await grant(store.app, orderId, true, 'call-9')).toEqual({ value: undefined })
  expect(await client.iap.getOrderStatus({ orderId })).toMatchObject({ status: 'PURCHASED', sku: store.sku })
  const data = expect.objectContaining({
    orderId,
    displayName: '코인 100개',
    displayAmount: '1,100원',
    amount: 1100,
    currency: 'KRW',
    fraction: 0,
  })
  expect(await lines.rest()).toEqual([{ event: { type: 'success', data }, after: 'call-9' }])
})

test('a page that does not grant hears PRODUCT_NOT_GRANTED_BY_PARTNER; the order waits for completeProductGrant', async () => {
  await using store = await openStore()
  const { lines, orderId } = await buy(store.app, store.sku)
  await grant(store.app, orderId, false, 'call-9')
  const rest = await lines.rest()
  expect(rest.at(-1)).toEqual({
    error: expect.objectContaining({ code: 'PRODUCT_NOT_GRANTED_BY_PARTNER' }),
    after: 'call-9',
  })
  expect(await statusOf(store, orderId)).toBe('PAYMENT_COMPLETED')
  const pending = (await store.app.call('B', 'getPendingOrders')).value as { orders: { orderId: string }[] }
  expect(pending.orders.map((order) => order.orderId)).toEqual([orderId])
  expect((await store.app.call('B', 'completeProductGrant', [{ orderId }])).value).toBe(true)
  expect(await statusOf(store, orderId)).toBe('PURCHASED')
})

test('processProductGrant that throws: the SDK sends nothing, and 30 seconds later the bug is explained', async () => {
  await using store = await openStore()
  store.clock.freeze()
  const { lines, orderId } = await buy(store.app, store.sku)
  store.clock.advance(29_999)
  expect((await store.toss.orders.get(orderId)).grant).toBe('WAITING')
  store.clock.advance(1)
  const [warned, failed] = await lines.rest()
  expect(warned?.warning).toContain('Where it throws, the SDK sends nothing at all')
  expect(failed).toEqual({ error: expect.objectContaining({ code: 'PRODUCT_NOT_GRANTED_BY_PARTNER' }) })
})

test('a grant that comes too late changes nothing, and says so', async () => {
  await using store = await openStore()
  store.clock.freeze()
  const { lines, orderId } = await buy(store.app, store.sku)
  store.clock.advance(30_000)
  await lines.rest()
  const { value, warning } = await grant(store.app, orderId, true)
  expect(value).toBeUndefined()
  expect(warning).toContain('waits for no grant any more')
  expect(await statusOf(store, orderId)).toBe('PAYMENT_COMPLETED')
})

test.each([undefined, null, 'yes', 1])('a grant of %j is no grant, and is told to the developer', async (granted) => {
  await using store = await openStore()
  const { lines, orderId } = await buy(store.app, store.sku)
  expect((await grant(store.app, orderId, granted)).warning).toContain('only true grants')
  expect((await lines.rest()).at(-1)?.error?.code).toBe('PRODUCT_NOT_GRANTED_BY_PARTNER')
})

test('a user who leaves the payment screen: USER_CANCELED, and the order has failed', async () => {
  await using store = await openStore()
  await store.app.set({ answers: { purchase: 'cancel' } })
  const { purchased } = await buy(store.app, store.sku)
  expect(purchased).toEqual({ error: { name: 'Error', message: 'USER_CANCELED', code: 'USER_CANCELED' } })
  expect(await store.toss.orders.list()).toEqual([
    expect.objectContaining({ status: 'FAILED', failure: 'USER_CANCELED' }),
  ])
})

const before = ['INVALID_PRODUCT_ID', 'PAYMENT_PENDING', 'ITEM_ALREADY_OWNED']

test.each(Object.keys(purchaseErrors))('a purchase can be made to fail with %s', async (code) => {
  await using store = await openStore()
  await store.app.set({ answers: { purchase: `fail:${code}` } })
  const { purchased, lines, orderId } = await buy(store.app, store.sku)
  if (code === 'PRODUCT_NOT_GRANTED_BY_PARTNER') {
    await grant(store.app, orderId, true)
    expect((await lines.rest()).at(-1)?.error).toMatchObject({ code })
    expect(await statusOf(store, orderId)).toBe('PAYMENT_COMPLETED')
    return
  }
  expect(purchased).toMatchObject({ error: { code } })
  const orders = await store.toss.orders.list()
  expect(orders.map(({ status }) => status)).toEqual(before.includes(code) ? [] : ['FAILED'])
})

test('what really stands against a purchase has its code, and the warning what to do', async () => {
  await using store = await openStore('NON_CONSUMABLE')
  const refused = async (sku: string) =>
    (await take(store.app.subscribe('B', 'requestOneTimePurchase', { sku })).rest()).at(-1)
  expect(await refused('nothing')).toMatchObject({ error: { code: 'INVALID_PRODUCT_ID' } })
  await store.toss.orders.start({ sku: store.sku })
  expect(await refused(store.sku)).toMatchObject({ error: { code: 'PAYMENT_PENDING' } })
  await store.toss.orders.pay((await store.toss.orders.list())[0]?.orderId as string)
  const [warned, failed] = await take(store.app.subscribe('B', 'requestOneTimePurchase', { sku: store.sku })).rest()
  expect(failed).toMatchObject({ error: { code: 'ITEM_ALREADY_OWNED' } })
  expect(warned?.warning).toContain('Refund that order first')
})

test('asked, the user sees the product and its price; a code that cannot come here is refused', async () => {
  await using store = await openStore()
  await store.app.set({ answers: 'ask' })
  const lines = take(store.app.subscribe('A', 'requestOneTimePurchase', { sku: store.sku }))
  const first = lines.next()
  await expect.poll(() => store.app.prompts()).toHaveLength(1)
  const [prompt] = await store.app.prompts()
  expect(prompt).toMatchObject({ kind: 'purchase', title: '코인 100개', details: ['1,100원'] })
  const answer = (decision: 'approve' | `fail:${string}`) => store.app.answer(prompt?.id as string, { decision })
  await expect(answer('fail:ITEM_ALREADY_OWNED')).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  await answer('fail:NETWORK_ERROR')
  expect(await first).toMatchObject({ error: { code: 'NETWORK_ERROR' } })
  await expect(answer('approve')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
})

test('a page that goes away in the middle leaves one pending order, which another page completes', async () => {
  await using store = await openStore()
  const { lines, orderId } = await buy(store.app, store.sku)
  await lines.stop()
  const { orders } = (await store.app.call('A', 'getPendingOrders')).value as { orders: { orderId: string }[] }
  expect(orders.map((order) => order.orderId)).toEqual([orderId])
  expect((await store.app.call('A', 'completeProductGrant', [{ params: { orderId } }])).value).toBe(true)
})

test('two pages of one phone buy at the same time, and each hears of its own order', async () => {
  await using store = await openStore()
  const [one, other] = await Promise.all([buy(store.app, store.sku), buy(store.app, store.sku)])
  await Promise.all([grant(store.app, one.orderId, true), grant(store.app, other.orderId, false)])
  expect(eventOf((await one.lines.rest()).at(-1) ?? 'end')?.data.orderId).toBe(one.orderId)
  expect((await other.lines.rest()).at(-1)?.error?.code).toBe('PRODUCT_NOT_GRANTED_BY_PARTNER')
})

test('a subscription begins with the payment; the page is told its id', async () => {
  await using store = await openStore('SUBSCRIPTION')
  const lines = take(store.app.subscribe('B', 'requestSubscriptionPurchase', { sku: store.sku, offerId: null }))
  const { orderId, subscriptionId } = eventOf(await lines.next())?.data ?? {}
  expect(subscriptionId).toEqual(expect.any(String))
  await grant(store.app, orderId as string, true)
  await lines.rest()
  const info = (await store.app.call('B', 'getSubscriptionInfo', [{ params: { orderId } }])).value
  expect(info).toEqual({ subscription: expect.objectContaining({ status: 'ACTIVE', isAccessible: true }) })
})

test('a subscription call with a product that is none is INVALID_PRODUCT_ID; an unknown offer is warned of', async () => {
  await using store = await openStore('SUBSCRIPTION')
  const consumable = (await store.toss.products.list())[0]?.sku as string
  const refused = await take(
    store.app.subscribe('A', 'requestSubscriptionPurchase', { sku: consumable, offerId: null }),
  ).rest()
  expect(refused.at(-1)?.error?.code).toBe('INVALID_PRODUCT_ID')
  const lines = take(store.app.subscribe('A', 'requestSubscriptionPurchase', { sku: store.sku, offerId: 'free' }))
  expect(await lines.next()).toEqual({ warning: expect.stringContaining('no offer "free"') })
  await lines.stop()
})

test('closing the screen is no failure to choose, and is taken under both names', async () => {
  await using store = await openStore()
  await store.app.set({ answers: 'ask' })
  const lines = take(store.app.subscribe('A', 'requestOneTimePurchase', { sku: store.sku })).rest()
  await expect.poll(() => store.app.prompts()).toHaveLength(1)
  const [prompt] = await store.app.prompts()
  expect(prompt?.failures).toContain('NETWORK_ERROR')
  expect(prompt?.failures).not.toContain('USER_CANCELED')
  await store.app.answer(prompt?.id as string, 'fail:USER_CANCELED')
  expect(await lines).toMatchObject([{ error: { code: 'USER_CANCELED' } }])
})

test('the purchase of old apps: paid is PURCHASED, and cancelled it rejects', async () => {
  await using store = await openStore()
  const bought = await store.app.call('A', 'iapCreateOneTimePurchaseOrder', [{ productId: store.sku }])
  const { orderId } = bought.value as { orderId: string }
  expect(await statusOf(store, orderId)).toBe('PURCHASED')
  await store.app.set({ answers: { purchase: 'cancel' } })
  expect((await store.app.call('A', 'iapCreateOneTimePurchaseOrder', [{ productId: store.sku }])).error).toMatchObject({
    code: 'USER_CANCELED',
  })
})

test('icons that are made up are ones that load without a network; those that were given stay', async () => {
  await using store = await openStore()
  await store.toss.products.create({
    type: 'CONSUMABLE',
    sku: 'ait.0000010000.00000000.0000000000.0000000001',
    iconUrl: 'https://a.test/icon.png',
  })
  const { products } = (await store.app.call('A', 'iapGetProductItemList')).value as { products: { iconUrl: string }[] }
  const icons = products.map(({ iconUrl }) => iconUrl)
  expect(icons.at(-1)).toBe('https://a.test/icon.png')
  expect(icons.slice(0, -1).every((url) => url.startsWith('data:image/svg+xml,'))).toBe(true)
})

test('points from the app have a key that execution-result knows; a refusal has the code of the SDK’s documents', async () => {
  await using store = await openStore()
  await using client = createClient({ ...store.clientTls, baseUrl: store.baseUrl })
  const { userKey } = await store.toss.logIn()
  const give = (protocol: 'A' | 'B', promotionCode: string) =>
    store.app.call(protocol, 'grantPromotionReward', [{ params: { promotionCode, amount: 100 } }])
  const { key } = (await give('A', 'WELCOME_POINT')).value as { key: string }
  expect(await client.promotion.executionResult({ userKey, promotionCode: 'WELCOME_POINT', key })).toBe('SUCCESS')
  await store.toss.promotions.end('WELCOME_POINT')
  expect((await give('A', 'WELCOME_POINT')).value).toEqual({ errorCode: '4105', message: '프로모션이 종료되었어요' })
  expect((await give('B', 'WELCOME_POINT')).error).toMatchObject({ code: '4105' })
  await store.app.set({ answers: { points: 'cancel' } })
  expect((await give('A', 'WELCOME_POINT')).value).toBe('ERROR')
})

test('who refuses messages of a template does not get them; who agrees does from then on', async () => {
  await using store = await openStore()
  const { userKey } = await store.toss.users.default()
  await store.toss.users.update(userKey, { pushEnabled: false })
  const agree = async () =>
    (await take(store.app.subscribe('A', 'requestNotificationAgreement', { templateCode: 'T' })).rest()).at(-1)
  await store.app.set({ answers: { notification: 'cancel' } })
  expect(await agree()).toEqual({ event: { type: 'agreementRejected' } })
  expect((await store.toss.users.get(userKey)).pushEnabled).toBe(false)
  await store.app.set({ answers: { notification: 'approve' } })
  expect(await agree()).toEqual({ event: { type: 'newAgreement' } })
  expect((await store.toss.users.get(userKey)).pushEnabled).toBe(true)
  expect(await agree()).toEqual({ event: { type: 'alreadyAgreed' } })
  await store.app.set({ answers: { notification: 'fail:4000' } })
  expect(await agree()).toMatchObject({ error: { code: '4000' } })
})

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { purchaseErrors } from '../../contracts/iap.js'
import { slice } from '../slice.js'
import { type Backend, startBackend, stockShop } from './backend.js'
import { type Browser, startBrowser, until } from './browser.js'
import { beginPurchase, buy, call, endOfPurchase, grant, untilGranting } from './in-page.js'
import { hasBrowser } from './installed.js'
import { buildPage, makeProject, type Project } from './project.js'
import { wrapped } from './story.js'
import { openPhone } from './ways.js'

/** The newest SDK of each protocol. */
const sdks = slice(['2.10.8', '3.x'] as const, (sdk) => sdk === '3.x')

describe.runIf(hasBrowser).each(sdks)('SDK %s: what else can become of a call', (sdk) => {
  let browser: Browser
  let project: Project
  let backend: Backend
  let sku: string
  const opened: { close(): Promise<unknown> }[] = []
  beforeAll(async () => {
    browser = await startBrowser()
    project = makeProject(sdk)
    await buildPage(project)
  })
  afterAll(async () => {
    await browser.close()
    project.remove()
  })
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close()
  })

  /** The page in a shop of its own, with a user who has logged in. */
  async function open() {
    backend = await startBackend()
    opened.push(backend)
    sku = (await stockShop(backend.mock)).product.sku
    const phone = await openPhone(backend.mock, { directory: `${project.folder}/dist` })
    opened.push(phone)
    const tab = await browser.open({ url: phone.url })
    opened.push(tab.context)
    const { accessToken } = await backend.client.login.generateToken(await call(tab.page, 'appLogin'))
    const { userKey } = await backend.client.login.loginMe({ accessToken })
    return { ...tab, url: phone.url, userKey, mock: backend.mock, client: backend.client }
  }

  const statusOf = async (userKey: number, orderId: unknown) =>
    (await backend.client.iap.getOrderStatus({ userKey, orderId: orderId as string })).status

  test('the terms are closed: appLogin is an Error with a code', async () => {
    const { page, mock, errors, userKey } = await open()
    await mock.toss.unlink(userKey)
    await mock.toss.app.set({ answers: { login: 'cancel' } })
    await expect(call(page, 'appLogin')).rejects.toMatchObject({ code: 'APP_LOGIN', message: 'Login failed' })
    expect(await call(page, 'getIsTossLoginIntegratedService')).toBe(false)
    expect(errors).toEqual([])
  })

  test('in the sandbox app the referrer says so, to the page and to the backend', async () => {
    const { page, mock, client } = await open()
    await mock.toss.app.set({ environment: 'sandbox' })
    await page.reload()
    expect(await page.textContent('#environment')).toBe('sandbox')
    const login = await call(page, 'appLogin')
    expect(login.referrer).toBe('SANDBOX')
    await client.login.generateToken(login)
  })

  test('a payment that is cancelled, and one that is unknown, resolve with the reason', async () => {
    const { page, mock, client, userKey, errors } = await open()
    await mock.toss.app.set({ answers: { payment: 'cancel' } })
    const amounts = client.pay.amounts({ total: 9_900 })
    const order = { userKey, orderNo: 'cancelled', productDesc: '양말', ...amounts, isTestPayment: false }
    const { payToken } = await client.pay.makePayment(order)
    const cancelled = await call(page, 'checkoutPayment', wrapped(sdk, { payToken }))
    expect(cancelled).toEqual({ success: false, reason: expect.any(String) })
    expect((await client.pay.getPaymentStatus({ userKey, payToken, isTestPayment: false })).payStatus).toBe(
      'PAY_CANCEL',
    )
    await expect(client.pay.executePayment({ userKey, payToken, isTestPayment: false })).rejects.toMatchObject({
      code: 'ERR_BUSINESS_FAILURE',
    })
    const unknown = await call(page, 'checkoutPayment', wrapped(sdk, { payToken: 'nobody-made-this' }))
    expect(unknown).toEqual({ success: false, reason: expect.any(String) })
    expect(errors).toEqual([])
  })

  test.each(Object.keys(purchaseErrors))('a purchase that ends with %s is an Error with that code', async (code) => {
    const { page, mock, errors, userKey } = await open()
    await mock.toss.app.set({ answers: { purchase: code === 'USER_CANCELED' ? 'cancel' : `fail:${code}` } })
    const { events, error } = await buy(page, { options: { sku } })
    expect(error).toEqual({ name: 'Error', code, isError: true })
    const isPaid = code === 'PRODUCT_NOT_GRANTED_BY_PARTNER'
    expect(events.map(({ type }) => type)).toEqual(isPaid ? ['granting'] : [])
    for (const { orderId } of await mock.toss.orders.list()) {
      expect(await statusOf(userKey, orderId)).toBe(isPaid ? 'PAYMENT_COMPLETED' : 'FAILED')
    }
    expect(errors).toEqual([])
  })

  test('a grant after 30 seconds comes too late; the pending order is granted later, and bought then', async () => {
    const { page, mock, userKey, errors } = await open()
    await beginPurchase(page, { options: { sku }, granting: 'wait' })
    await untilGranting(page)
    const [order] = await mock.toss.orders.list()
    const orderId = order?.orderId as string
    expect(await statusOf(userKey, orderId)).toBe('PAYMENT_COMPLETED')
    await mock.clock.advance(30_001)
    expect(await endOfPurchase(page)).toMatchObject({ error: { code: 'PRODUCT_NOT_GRANTED_BY_PARTNER' } })
    await grant(page, true)
    expect((await call(page, 'IAP.getPendingOrders')).orders).toMatchObject([{ orderId, sku }])
    expect(await call(page, 'IAP.completeProductGrant', { params: { orderId } })).toBe(true)
    expect(await statusOf(userKey, orderId)).toBe('PURCHASED')
    expect((await call(page, 'IAP.getPendingOrders')).orders).toEqual([])
    const completed = await call(page, 'IAP.getCompletedOrRefundedOrders')
    expect(completed.orders).toMatchObject([{ orderId, status: 'COMPLETED' }])
    expect(errors).toEqual([])
  })

  test('a processProductGrant that throws: neither listener hears anything, and the console says why', async () => {
    const { page, errors, said, userKey, mock } = await open()
    await beginPurchase(page, { options: { sku }, granting: 'throw' })
    await expect.poll(() => errors).toEqual([expect.stringContaining('the page’s own mistake')])
    await expect.poll(() => said.join('\n')).toContain('processProductGrant')
    const [order] = await mock.toss.orders.list()
    expect(await statusOf(userKey, order?.orderId)).toBe('PAYMENT_COMPLETED')
    await mock.clock.advance(30_001)
    expect(await endOfPurchase(page)).toMatchObject({ error: { code: 'PRODUCT_NOT_GRANTED_BY_PARTNER' } })
  })

  test('a page that is loaded again in the middle leaves one pending order, which another tab completes', async () => {
    const { page, context, url, userKey, errors } = await open()
    await beginPurchase(page, { options: { sku }, granting: 'wait' })
    await untilGranting(page)
    await page.reload()
    await until(page, 'window.sdk')
    const { orders } = await call(page, 'IAP.getPendingOrders')
    expect(orders).toHaveLength(1)
    const other = await context.newPage()
    await other.goto(url)
    await until(other, 'window.sdk')
    const [{ orderId }] = (await call(other, 'IAP.getPendingOrders')).orders
    expect(await call(other, 'IAP.completeProductGrant', { params: { orderId } })).toBe(true)
    expect(await statusOf(userKey, orderId)).toBe('PURCHASED')
    expect((await call(page, 'IAP.getPendingOrders')).orders).toEqual([])
    expect(errors).toEqual([])
  })

  test('two tabs buy at the same time, and each hears of its own order', async () => {
    const { page, context, url, userKey } = await open()
    const other = await context.newPage()
    await other.goto(url)
    await until(other, 'window.sdk')
    const [one, two] = await Promise.all([page, other].map((tab) => buy(tab, { options: { sku } })))
    const ordersOf = (seen: typeof one) => seen?.events.map(({ data }) => data.orderId)
    expect(ordersOf(one)).toHaveLength(2)
    expect(new Set([...(ordersOf(one) ?? []), ...(ordersOf(two) ?? [])]).size).toBe(2)
    for (const orderId of [ordersOf(one)?.[0], ordersOf(two)?.[0]])
      expect(await statusOf(userKey, orderId)).toBe('PURCHASED')
  })

  test('a subscription begins with its purchase, and stands where the mock says', async () => {
    const { page, mock, errors } = await open()
    const product = await mock.toss.products.create({ type: 'SUBSCRIPTION', amount: 4_900, renewalCycle: 'MONTHLY' })
    const bought = await buy(page, { method: 'createSubscriptionPurchaseOrder', options: { sku: product.sku } })
    expect(bought.error).toBeUndefined()
    const [granting, success] = bought.events
    expect(granting?.data).toEqual({ orderId: expect.any(String), subscriptionId: expect.any(String) })
    const orderId = success?.data.orderId as string
    const { subscription } = await call(page, 'IAP.getSubscriptionInfo', { params: { orderId } })
    expect(subscription).toMatchObject({ status: 'ACTIVE', isAccessible: true, isAutoRenew: true })
    await mock.clock.advance(40 * 86_400_000)
    const [later] = await mock.toss.subscriptions.list()
    const now = await call(page, 'IAP.getSubscriptionInfo', { params: { orderId } })
    expect(now.subscription.status).toBe(later?.status)
    expect(now.subscription.expiresAt).not.toBe(subscription.expiresAt)
    expect(errors).toEqual([])
  })

  test('points are granted from the page, and the backend finds them; a budget that is gone says so', async () => {
    const { page, mock, client, userKey, errors } = await open()
    const { code } = await mock.toss.promotions.create({ budget: 1_500, payoutDelaySeconds: 0 })
    const granting = { params: { promotionCode: code, amount: 1_000 } }
    const { key } = await call(page, 'grantPromotionReward', granting)
    expect(await client.promotion.executionResult({ userKey, promotionCode: code, key })).toBe('SUCCESS')
    const again = await call(page, 'grantPromotionReward', granting).catch((error) => error)
    // 2.x hands the value on, 3.x throws.
    expect(again).toMatchObject(sdk === '3.x' ? { code: '4112' } : { errorCode: '4112' })
    expect(errors).toEqual([])
  })

  test('what the app tells of its own accord reaches the page, until it does not want to hear of it any more', async () => {
    const { page, mock } = await open()
    const hear = `window.heard = []; window.stop = window.sdk.graniteEvent.addEventListener('backEvent', {
      onEvent: () => window.heard.push('back'), onError() {} })`
    await page.evaluate(`${hear}; undefined`)
    const fired = async () => (await mock.toss.app.fire('backEvent')).heard
    await expect.poll(fired).toBe(1)
    await until(page, 'window.heard.length > 0')
    await page.evaluate('window.stop()')
    await expect.poll(fired).toBe(0)
  })

  test('a call that nobody knows is never answered, as in the real app, and the console names it', async () => {
    const { page, said } = await open()
    const isOpen = await page.evaluate(`Promise.race([
      new Promise((resolve) => setTimeout(() => resolve('open'), 300)),
      ${sdk === '3.x' ? "window.sdk.unknown('makeCoffee')" : "window.sdk.createAsyncBridge('makeCoffee')()"}.then(() => 'answered', String),
    ])`)
    expect(isOpen).toBe('open')
    expect(said.join('\n')).toContain('makeCoffee')
  })
})

import { expect } from 'vitest'
import type { Backend } from './backend.js'
import { type OpenPage, until } from './browser.js'
import { buy, call, has } from './in-page.js'
import type { Sdk } from './project.js'

/** What the SDK of 3.x takes flat, and the others in `params`. */
export const wrapped = (sdk: Sdk, fields: object) => (sdk === '3.x' ? fields : { params: fields })

/**
 * The whole story, as a mini-app and its backend tell it: the page calls the SDK, the backend the partner API, and both mean the
 * same users, payments and orders.
 */
export async function tellStory({ page, errors }: OpenPage, { mock, client }: Backend, sdk: Sdk): Promise<void> {
  await until(page, 'window.sdk')
  // Before the page's first script.
  expect(await page.evaluate<unknown>('window.seenFirst')).toEqual({
    userAgent: expect.stringMatching(/ AppsInToss TossApp\/5\.300\.0 /),
    bridge: 'object',
  })
  expect(await page.textContent('#environment')).toBe('toss')

  // A user logs in, and the backend reads who it is.
  const login = await call(page, 'appLogin')
  expect(login).toEqual({ authorizationCode: expect.any(String), referrer: 'DEFAULT' })
  const { accessToken } = await client.login.generateToken(login)
  const { userKey } = await client.login.loginMe({ accessToken })
  expect(userKey).toBe((await mock.toss.users.list())[0]?.userKey)
  await client.login.generateToken(login).then(
    () => expect.fail('a code is taken once'),
    (error) => expect(error.code).toBe('ERR_BUSINESS_FAILURE'),
  )
  if (await has(page, 'getIsTossLoginIntegratedService')) {
    expect(await call(page, 'getIsTossLoginIntegratedService')).toBe(true)
  }
  if (await has(page, 'getAnonymousKey')) {
    const { type, hash } = await call(page, 'getAnonymousKey')
    expect(type).toBe('HASH')
    expect(await client.anonymousKey.verify({ anonKey: hash })).toBe(true)
  }
  if (await has(page, 'createAnonymousKeyAuthCode')) {
    const { code } = await call(page, 'createAnonymousKeyAuthCode')
    expect(await client.anonymousKey.exchange({ code })).toMatchObject({})
  }

  // A payment: the backend makes it, the page has it authenticated, the backend executes it.
  const { payToken } = await client.pay.makePayment({
    userKey,
    orderNo: `order-${sdk}`,
    productDesc: '토스 티셔츠',
    ...client.pay.amounts({ total: 25_000 }),
    isTestPayment: false,
  })
  expect(await call(page, 'checkoutPayment', wrapped(sdk, { payToken }))).toEqual({ success: true })
  await client.pay.executePayment({ userKey, payToken, isTestPayment: false })
  const { payStatus } = await client.pay.getPaymentStatus({ userKey, payToken, isTestPayment: false })
  expect(payStatus).toBe('PAY_COMPLETE')

  // A purchase: paid while the page grants, purchased after it.
  const { products } = await call(page, 'IAP.getProductItemList')
  const { sku } = products.find(({ type }: { type: string }) => type === 'CONSUMABLE')
  const bought = await buy(page, { options: { sku } })
  expect(bought.error).toBeUndefined()
  const [granting, success] = bought.events
  const orderId = granting?.data.orderId as string
  expect(success).toMatchObject({ type: 'success', data: { orderId, amount: expect.any(Number), currency: 'KRW' } })
  expect(await client.iap.getOrderStatus({ userKey, orderId })).toMatchObject({ sku, status: 'PURCHASED' })

  // One that the page does not grant is an Error with its code, and stays paid.
  const refused = await buy(page, { options: { sku }, granting: 'false' })
  expect(refused.error).toEqual({ name: 'Error', code: 'PRODUCT_NOT_GRANTED_BY_PARTNER', isError: true })
  const [pending] = refused.events
  const order = { userKey, orderId: pending?.data.orderId as string }
  expect((await client.iap.getOrderStatus(order)).status).toBe('PAYMENT_COMPLETED')
  expect((await call(page, 'IAP.getPendingOrders')).orders).toMatchObject([{ orderId: order.orderId }])

  // What the mini-app stored is there in the next page.
  await call(page, 'Storage.setItem', 'cart', '[1]')
  await page.reload()
  await until(page, 'window.sdk')
  expect(await call(page, 'Storage.getItem', 'cart')).toBe('[1]')

  expect(errors).toEqual([])
}

// The same for jest and vitest, and for the genuine SDK 2.x and 1.x: what code of React Native gets from the Toss app is what the
// partner's server finds.
import { startMockServer } from 'apps-in-toss-mock'
import { createClient } from 'apps-in-toss-mock/client'
import { connectTossApp } from 'apps-in-toss-mock/mini-app/native'

/** Until what is asked for is there. */
async function until(look) {
  for (;;) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Tells the story in a test runner, with the SDK `sdk` of the major version `major`. */
export const tellStory = ({ test, expect, beforeAll, afterAll, sdk, major }) => {
  let mock
  let client
  let tossApp
  beforeAll(async () => {
    mock = await startMockServer({ controlPort: false })
    client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
    tossApp = await connectTossApp(mock.toss.app)
  })
  afterAll(async () => {
    tossApp.disconnect()
    await client.close()
    await mock.close()
  })

  const checkout = (payToken) => sdk.TossPay.checkoutPayment(major === 2 ? { params: { payToken } } : { payToken })

  /** A purchase to its last event. */
  const buy = (sku, processProductGrant) =>
    new Promise((resolve) => {
      sdk.IAP.createOneTimePurchaseOrder({
        options: { sku, processProductGrant },
        onEvent: (event) => resolve({ event }),
        onError: (error) => resolve({ error }),
      })
    })

  const firstSku = async () => (await sdk.IAP.getProductItemList()).products[0].sku

  test('the code of appLogin is one that the API exchanges', async () => {
    const { authorizationCode, referrer } = await sdk.appLogin()
    expect(referrer).toBe('DEFAULT')
    const { accessToken } = await client.login.generateToken({ authorizationCode, referrer })
    const { userKey } = await client.login.loginMe({ accessToken })
    expect(userKey).toBe((await mock.toss.users.default()).userKey)
    expect(await sdk.getIsTossLoginIntegratedService()).toBe(true)
  })

  test('checkoutPayment moves the payment that execute-payment settles', async () => {
    const { userKey } = await mock.toss.logIn()
    const order = (orderNo) =>
      client.pay.makePayment({
        userKey,
        orderNo,
        productDesc: '토스 티셔츠',
        ...client.pay.amounts({ total: 25_000 }),
        isTestPayment: true,
      })
    const { payToken } = await order('1')
    expect(await checkout(payToken)).toEqual({ success: true })
    const executed = await client.pay.executePayment({ userKey, payToken, isTestPayment: true })
    expect(executed.orderNo).toBe('1')
    await mock.toss.app.set({ answers: { payment: 'cancel' } })
    const cancelled = await order('2')
    expect(await checkout(cancelled.payToken)).toEqual({ success: false, reason: expect.any(String) })
    await mock.toss.app.set({ answers: { payment: 'approve' } })
  })

  test('a purchase is granted while it is paid, and PURCHASED afterwards', async () => {
    const seen = []
    const { event } = await buy(await firstSku(), async ({ orderId }) => {
      seen.push((await client.iap.getOrderStatus({ orderId })).status)
      return true
    })
    expect(event.type).toBe('success')
    expect(seen).toEqual(['PAYMENT_COMPLETED'])
    expect((await client.iap.getOrderStatus({ orderId: event.data.orderId })).status).toBe('PURCHASED')
  })

  test('a grant that comes late leaves a pending order, which completeProductGrant completes', async () => {
    mock.clock.freeze()
    let answer
    const bought = buy(await firstSku(), () => new Promise((resolve) => (answer = resolve)))
    await until(() => answer)
    mock.clock.advance(30_000)
    expect((await bought).error).toMatchObject({ code: 'PRODUCT_NOT_GRANTED_BY_PARTNER' })
    answer(true)
    const { orders } = await until(async () => {
      const pending = await sdk.IAP.getPendingOrders()
      return pending.orders.length === 1 && pending
    })
    expect(await sdk.IAP.completeProductGrant({ params: { orderId: orders[0].orderId } })).toBe(true)
    expect((await client.iap.getOrderStatus({ orderId: orders[0].orderId })).status).toBe('PURCHASED')
    mock.clock.resume()
  })

  test('a refusal is an Error with its code', async () => {
    await mock.toss.app.set({ answers: { purchase: 'fail:KOREAN_ACCOUNT_ONLY' } })
    const { error } = await buy(await firstSku(), () => true)
    expect(error).toBeInstanceOf(Error)
    expect(error.code).toBe('KOREAN_ACCOUNT_ONLY')
    await mock.toss.app.set({ answers: { purchase: 'approve' }, failures: { appLogin: 'APP_LOGIN' } })
    await expect(sdk.appLogin()).rejects.toMatchObject({ code: 'APP_LOGIN' })
    await mock.toss.app.set({ failures: { appLogin: null } })
  })

  test('keys, points, storage and time', async () => {
    const { hash } = await sdk.getUserKeyForGame()
    expect(await client.anonymousKey.verify({ anonKey: hash })).toBe(true)
    const points = { params: { promotionCode: 'WELCOME_POINT', amount: 100 } }
    expect(await sdk.grantPromotionRewardForGame(points)).toEqual({ key: expect.any(String) })
    await mock.toss.promotions.end('WELCOME_POINT')
    expect(await sdk.grantPromotionRewardForGame(points)).toMatchObject({ errorCode: '4105' })
    await sdk.Storage.setItem('key', 'value')
    expect(await sdk.Storage.getItem('key')).toBe('value')
    await sdk.Storage.clearItems()
    expect(await sdk.Storage.getItem('key')).toBe(null)
    expect(Math.abs((await sdk.getServerTime()) - mock.clock.now())).toBeLessThan(5_000)
  })

  test('environment and version are those of the Toss app', async () => {
    expect(sdk.getOperationalEnvironment()).toBe('toss')
    await mock.toss.app.set({ environment: 'sandbox', appVersion: '5.240.0' })
    await tossApp.refresh()
    expect(sdk.getOperationalEnvironment()).toBe('sandbox')
    expect(sdk.getTossAppVersion()).toBe('5.240.0')
    expect((await sdk.appLogin()).referrer).toBe('SANDBOX')
    await mock.toss.app.set({ environment: 'toss', appVersion: '5.300.0' })
    await tossApp.refresh()
  })

  test('what the device does', async () => {
    expect(await sdk.getNetworkStatus()).toBe('WIFI')
    expect(await sdk.getCurrentLocation({ accuracy: 3 })).toMatchObject({ coords: { latitude: 37.5666 } })
    const location = await new Promise((resolve, reject) => {
      const options = { accuracy: 3, timeInterval: 1000, distanceInterval: 1 }
      sdk.startUpdateLocation({ options, onEvent: resolve, onError: reject })
    })
    expect(location).toMatchObject({ coords: { latitude: 37.5666 } })
    await mock.toss.app.set({ answers: { permission: 'cancel' } })
    await expect(sdk.getCurrentLocation({ accuracy: 3 })).rejects.toThrow()
    await mock.toss.app.set({ answers: { permission: 'approve' } })
  })
}

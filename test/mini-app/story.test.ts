import { expect, test } from 'vitest'
import { pageScript } from '../../mini-app/index.js'
import { startMockServer } from '../../mock-server/index.js'
import { openPage, packageScript, serve } from './page.js'

test('SDK 2.10.8: a login, a purchase and a payment in the page are those that the partner’s server finds', async () => {
  await using mock = await startMockServer()
  await using server = await serve(mock.toss.app)
  const page = openPage([await pageScript(mock.toss.app), await packageScript('sdk', '@apps-in-toss/web-bridge')], {
    origin: server.origin,
  })
  const { authorizationCode, referrer } =
    await page.run<Promise<{ authorizationCode: string; referrer: string }>>('sdk.appLogin()')
  expect({ authorizationCode, referrer }).toEqual({ authorizationCode: expect.any(String), referrer: 'DEFAULT' })
  const { products } = await page.run<Promise<{ products: { sku: string }[] }>>('sdk.IAP.getProductItemList()')
  const steps = await page.run<Promise<unknown[]>>(`new Promise((resolve) => {
    const steps = []
    sdk.IAP.createOneTimePurchaseOrder({
      options: { sku: '${products[0]?.sku}', processProductGrant: ({ orderId }) => { steps.push(orderId); return true } },
      onEvent: (event) => resolve([...steps, event.type, event.data.orderId]),
      onError: (error) => resolve([...steps, error.code]),
    })
  })`)
  const [order] = await mock.toss.orders.list()
  expect([...steps]).toEqual([order?.orderId, 'success', order?.orderId])
  expect(order?.status).toBe('PURCHASED')
  expect(page.console).toEqual([{ level: 'info', text: expect.stringContaining('mock of the Toss app') }])
  page.close()
})

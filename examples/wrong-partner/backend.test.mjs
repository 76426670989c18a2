// The five mistakes as a test suite would find them. Run from the root of the repository, after a build:
//
//   npx vitest run --dir examples/wrong-partner --config examples/wrong-partner/vitest.config.mjs   five tests fail
//   with BACKEND=right before it                                                                   all pass
import { test as base, expect, tryEveryAnswer } from 'apps-in-toss-mock/vitest'

const { startBackend } = await import(process.env.BACKEND === 'right' ? './right-backend.mjs' : './wrong-backend.mjs')

const test = base.extend({
  /** Calls the backend under test, which has this test's certificate. */
  post: async ({ mock }, use) => {
    const backend = await startBackend({ baseUrl: mock.baseUrl, ...mock.clientTls })
    await use((path, body) => fetch(`${backend.url}${path}`, { method: 'POST', body: JSON.stringify(body) }))
    await backend.close()
  },
})

test('a payment is made with the price in won', async ({ mock, post }) => {
  const { userKey } = await mock.toss.logIn()
  await post('/payments', { userKey, orderNo: 'order-1', won: 25_000 })
  await expect(mock).toHaveReceived('pay.makePayment', { amount: 25_000 })
})

test('a message names the user', async ({ mock, post }) => {
  const { userKey } = await mock.toss.logIn()
  await post('/messages', { userKey, templateSetCode: 'WELCOME_MESSAGE' })
  await expect(mock).toHaveNoContractViolations()
})

test.for([
  ['promotion.executePromotion', '/points', { promotionCode: 'OPENING', points: 100 }],
  ['iap.getOrderStatus', '/orders', { orderId: 'an-order' }],
  ['pay.executePayment', '/payments/execute', { payToken: 'a-payment' }],
])('every answer of %s is understood', async ([operation, path, body], { mock, post }) => {
  const { userKey } = await mock.toss.logIn()
  await expect(await tryEveryAnswer(mock, operation, () => post(path, { userKey, ...body }))).toHaveNoFindings()
})

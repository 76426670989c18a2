import { afterAll, beforeAll, expect, it } from 'vitest'
import { controlRoutes } from '../../../mock-server/control/routes.js'

const iapRoutes = controlRoutes.filter(({ tag }) => tag === 'iap')

import { startMockServer } from '../../../mock-server/index.js'
import { type ControlCaller, controlCaller } from '../callbacks/control-routes.js'

let control: ControlCaller
let mock: Awaited<ReturnType<typeof startMockServer>>

beforeAll(async () => {
  mock = await startMockServer()
  control = controlCaller(mock, iapRoutes)
})
afterAll(async () => {
  expect(control.untouched()).toEqual([])
  await mock.close()
})

it('lists, adds, shows, and takes products off sale, and replaces them all', async () => {
  const { products } = (await control.call('listProducts')).answer
  expect(products).toHaveLength(4)
  const gem = { type: 'CONSUMABLE', displayName: '보석', amount: 990 }
  const { sku } = (await control.call('createProduct', { body: gem })).answer
  expect((await control.call('getProduct', { path: { sku } })).answer).toMatchObject({ ...gem, onSale: true })
  const withdrawn = await control.call('updateProduct', { path: { sku }, body: { onSale: false } })
  expect(withdrawn.answer).toMatchObject({ sku, onSale: false })
  const seen = (await control.call('getProductItemList')).answer
  expect(seen.products.map((product: { sku: string }) => product.sku)).not.toContain(sku)
  const replaced = await control.call('replaceProducts', { body: { products } })
  expect(replaced.answer.products).toEqual(products)
  expect((await control.call('getProduct', { path: { sku: 'none' } })).status).toBe(404)
  const bad = await control.call('createProduct', { body: { type: 'GEM' } })
  expect(bad).toMatchObject({ status: 400, answer: { error: { violations: [{ field: 'body.type', rule: 'enum' }] } } })
})

it('leads an order from its start to its refund', async () => {
  const { answer: started } = await control.call('startOrder', { body: { notFoundForSeconds: 0 } })
  expect(started).toMatchObject({ state: 'ORDER_IN_PROGRESS', status: 'ORDER_IN_PROGRESS', grant: null })
  const path = { orderId: started.orderId }
  const early = await control.call('refundOrder', { path })
  expect(early).toMatchObject({ status: 409, answer: { error: { code: 'ERR_CONFLICT' } } })
  expect((await control.call('payOrder', { path })).answer).toMatchObject({ grant: 'WAITING' })
  const granted = await control.call('answerGrant', { path, body: { granted: true } })
  expect(granted.answer).toMatchObject({ state: 'PURCHASED' })
  const faulty = await control.call('setProviderFault', { path, body: { isFaulty: true } })
  expect(faulty.answer).toMatchObject({ state: 'PURCHASED', status: 'ERROR' })
  await control.call('setProviderFault', { path, body: { isFaulty: false } })
  expect((await control.call('refundOrder', { path })).answer).toMatchObject({ state: 'REFUNDED' })
  expect((await control.call('getOrder', { path })).answer.status).toBe('REFUNDED')
  const { orders } = (await control.call('listOrders', { query: '?limit=1' })).answer
  expect(orders).toMatchObject([{ orderId: started.orderId }])
})

it('fails an order with what the SDK says', async () => {
  const { orderId } = (await control.call('startOrder')).answer
  const body = { error: 'USER_CANCELED' }
  expect((await control.call('failOrder', { path: { orderId }, body })).answer).toMatchObject({
    state: 'FAILED',
    failure: 'USER_CANCELED',
  })
  expect((await control.call('failOrder', { path: { orderId }, body: { error: 'OOPS' } })).status).toBe(400)
})

it('buys in one go, and shows what the SDK shows to the user', async () => {
  const { userKey } = await mock.toss.users.create()
  const body = { userKey, processProductGrant: 'no-answer' }
  const { order, event } = (await control.call('purchase', { body })).answer
  expect(event).toEqual({ type: 'error', code: 'PRODUCT_NOT_GRANTED_BY_PARTNER' })
  const query = `?userKey=${userKey}`
  expect((await control.call('getPendingOrders', { query })).answer.orders).toMatchObject([{ orderId: order.orderId }])
  const path = { orderId: order.orderId }
  expect((await control.call('completeProductGrant', { path })).answer).toEqual({ completed: true })
  expect((await control.call('completeProductGrant', { path: { orderId: 'none' } })).answer).toEqual({
    completed: false,
  })
  const settled = (await control.call('getCompletedOrRefundedOrders', { query: `${query}&key=50` })).answer
  expect(settled).toMatchObject({ hasNext: false, nextKey: null, orders: [{ status: 'COMPLETED' }] })
  expect((await control.call('purchase', { body: { processProductGrant: 'maybe' } })).status).toBe(400)
})

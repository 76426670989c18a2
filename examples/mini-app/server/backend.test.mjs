import { once } from 'node:events'
import { expect, test } from 'apps-in-toss-mock/vitest'
import { onTestFinished } from 'vitest'
import { createBackend } from './backend.mjs'

/** 로그인한 사용자의 가게예요. */
async function openShop(mock, client) {
  const server = createBackend(client).listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const ask = async (path, body, session) => {
    const headers = { 'content-type': 'application/json', 'x-session': session ?? '' }
    const url = `http://127.0.0.1:${server.address().port}/api${path}`
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  const { userKey, ...login } = await mock.toss.logIn({ profile: { name: '김토스' } })
  const { session, name } = await ask('/login', login)
  return { userKey, name, ask: (path, body = {}) => ask(path, body, session) }
}

test('로그인하면 이름을 알아요', async ({ mock, client }) => {
  const { name } = await openShop(mock, client)
  expect(name).toBe('김토스')
  await expect(mock).toHaveNoContractViolations()
})

test('보석은 결제한 주문에만, 한 번만 지급해요', async ({ mock, client }) => {
  const { userKey, ask } = await openShop(mock, client)
  const { sku } = await mock.toss.products.create({ type: 'CONSUMABLE', displayName: '보석 100개', amount: 1100 })
  const { orderId } = await mock.toss.orders.start({ sku, userKey })
  expect(await ask('/gems/grant', { orderId })).toEqual({ granted: false })

  await mock.toss.orders.pay(orderId)

  expect(await ask('/gems/grant', { orderId })).toEqual({ granted: true })
  expect(await ask('/gems/grant', { orderId })).toEqual({ granted: true })
  expect(await ask('/gems')).toEqual({ count: 100 })
  await expect(mock).toHaveNoContractViolations()
})

test('승인하지 않은 결제는 이유를 알려 줘요', async ({ mock, client }) => {
  const { ask } = await openShop(mock, client)
  const { payToken } = await ask('/shirt/order')
  expect(await ask('/shirt/pay', { payToken })).toEqual({ error: 'EXECUTE_PAY_NOT_APPROVED' })

  await mock.toss.payments.approve(payToken)

  expect(await ask('/shirt/pay', { payToken })).toEqual({ paid: 25_000 })
})

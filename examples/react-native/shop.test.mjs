import { startMockServer } from 'apps-in-toss-mock'
import { createClient } from 'apps-in-toss-mock/client'
import { connectTossApp } from 'apps-in-toss-mock/mini-app/native'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buy, logIn } from './shop.mjs'

let mock
let client
let tossApp
beforeAll(async () => {
  mock = await startMockServer()
  client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
})
beforeEach(async () => {
  await mock.reset()
  tossApp?.disconnect()
  tossApp = await connectTossApp(mock.toss.app)
})
afterAll(async () => {
  tossApp.disconnect()
  client.close()
  await mock.close()
})

/** 미니앱의 서버가 할 일이에요. */
const server = {
  async logIn(login) {
    const { accessToken } = await client.login.generateToken(login)
    return client.login.loginMe({ accessToken })
  },
  grant: async (orderId) => (await client.iap.getOrderStatus({ orderId })).status === 'PAYMENT_COMPLETED',
}

test('로그인한 코드로 서버가 사용자를 알아요', async () => {
  await mock.toss.users.create({ name: '김토스' })

  expect(await logIn(server)).toMatchObject({ name: '김토스' })
})

test('산 상품은 지급하고 나면 구매가 끝나요', async () => {
  const { sku } = await mock.toss.products.create({ type: 'CONSUMABLE', displayName: '보석 100개' })

  const { orderId } = await buy(server, sku)

  expect(await client.iap.getOrderStatus({ orderId })).toMatchObject({ status: 'PURCHASED' })
})

test('사다가 그만두면 이유를 알려 줘요', async () => {
  const { sku } = await mock.toss.products.create({ type: 'CONSUMABLE' })
  await mock.toss.app.set({ answers: { purchase: 'cancel' } })

  expect(await buy(server, sku)).toEqual({ code: 'USER_CANCELED' })
})

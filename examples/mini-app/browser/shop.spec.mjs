import { once } from 'node:events'
import { test as base, expect } from '@playwright/test'
import { startMockServer } from 'apps-in-toss-mock'
import { createClient } from 'apps-in-toss-mock/client'
import { installTossApp } from 'apps-in-toss-mock/mini-app'
import { preview } from 'vite'
import { createBackend } from '../server/backend.mjs'

/** 테스트마다 목 서버 하나, 우리 서버 하나, 빌드한 화면 하나. */
const test = base.extend({
  mock: async ({ page }, use) => {
    const mock = await startMockServer({ seedFile: 'world.yaml' })
    const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
    const backend = createBackend(client).listen(0, '127.0.0.1')
    await once(backend, 'listening')
    const proxy = { '/api': `http://127.0.0.1:${backend.address().port}` }
    const server = await preview({ configFile: false, preview: { host: '127.0.0.1', port: 0, proxy } })
    await installTossApp(page, mock)
    await page.goto(server.resolvedUrls.local[0])
    await use(mock)
    await server.close()
    backend.close()
    client.close()
    await mock.close()
  },
})

test.beforeEach(async ({ page, mock }) => {
  expect(await mock.toss.users.list()).toHaveLength(1)
  await page.getByRole('button', { name: '토스로 로그인' }).click()
  await expect(page.getByRole('status')).toHaveText('김토스님, 반가워요')
})

test('보석을 사면 주문이 완료되고 보석이 생겨요', async ({ page, mock }) => {
  await page.getByRole('button', { name: '보석 100개 사기' }).click()

  await expect(page.getByRole('status')).toHaveText('보석이 100개 있어요')
  expect(await mock.toss.orders.list()).toMatchObject([{ status: 'PURCHASED' }])
})

test('사다가 그만두면 보석이 생기지 않아요', async ({ page, mock }) => {
  await mock.toss.app.set({ answers: { purchase: 'cancel' } })

  await page.getByRole('button', { name: '보석 100개 사기' }).click()

  await expect(page.getByRole('status')).toHaveText('USER_CANCELED')
  expect(await mock.toss.orders.list()).toMatchObject([{ status: 'FAILED' }])
})

test('지급하지 못한 주문은 다음에 지급해요', async ({ page, mock }) => {
  const { sku } = (await mock.toss.products.list())[0]
  const { orderId } = await mock.toss.orders.start({ sku })
  await mock.toss.orders.pay(orderId)

  await page.getByRole('button', { name: '보석 100개 사기' }).click()

  await expect(page.getByRole('status')).toHaveText('보석이 200개 있어요')
})

test('토스페이로 결제해요', async ({ page, mock }) => {
  await page.getByRole('button', { name: '티셔츠 25,000원 결제하기' }).click()

  await expect(page.getByRole('status')).toHaveText('25,000원을 결제했어요')
  expect(await mock.toss.payments.list()).toMatchObject([{ status: 'PAY_COMPLETE' }])
})

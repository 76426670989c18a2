import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { connectTestServer, createTestMock, type TestServer } from '../../testing/index.js'

let mock: MockServer
let server: TestServer
beforeAll(async () => {
  mock = await startMockServer()
  server = connectTestServer({ controlUrl: `${mock.controlUrl}/` })
})
afterAll(async () => {
  await server.close()
  await mock.close()
})

test('another program that has come under the port is said to be no mock', async () => {
  const other = createServer((_request, response) => response.end('<p>another program</p>')).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const controlUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  await using wrong = connectTestServer({ controlUrl })
  await expect(createTestMock({ server: wrong })).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
  other.closeAllConnections()
  other.close()
})

test('the Toss app of a mock in another process tells what comes, as one in this process does', async () => {
  await using there = await createTestMock({ server })
  const { app } = there.toss
  const prompts = app.watch()[Symbol.asyncIterator]()
  expect(await prompts.next()).toEqual({ done: false, value: [] })
  await app.set({ answers: { purchase: 'ask' } })
  const { sku } = await there.toss.products.create({ type: 'CONSUMABLE' })
  const lines = app.subscribe('A', 'requestOneTimePurchase', { sku })[Symbol.asyncIterator]()
  const purchased = lines.next()
  let asked: readonly { readonly id: string }[] = []
  while (asked.length === 0) asked = (await prompts.next()).value ?? []
  await app.answer(asked[0]?.id as string, 'approve')
  const { event } = (await purchased).value as { event: { type: string; data: { orderId: string } } }
  expect(event.type).toBe('purchased')
  await app.call('A', 'processProductGrant', [{ orderId: event.data.orderId, isProductGranted: true }])
  expect((await lines.next()).value).toMatchObject({ event: { type: 'success' } })
  expect(await lines.next()).toMatchObject({ done: true })
  await prompts.return?.()
})

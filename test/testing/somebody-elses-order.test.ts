import { expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { createTestMock, type TestMock } from '../../testing/index.js'

/** What a partner's server grants: an order of the user that is paid. */
function createBackend({ baseUrl, clientTls }: TestMock, { asksForUser }: { asksForUser: boolean }) {
  const client = createClient({ ...clientTls, baseUrl })
  return {
    async grant({ userKey, orderId }: { userKey: number; orderId: string }): Promise<boolean> {
      const order = await client.iap.getOrderStatus(asksForUser ? { userKey, orderId } : { orderId })
      return order.status === 'PAYMENT_COMPLETED'
    },
    [Symbol.asyncDispose]: () => client.close(),
  }
}

test.each([
  ['names the user in the header', { asksForUser: true }, false],
  ['forgets the header', { asksForUser: false }, true],
] as const)('that a server which %s grants an order of somebody else: can be tested', async (_, how, grants) => {
  await using mock = await createTestMock()
  await using backend = createBackend(mock, how)
  const buyer = await mock.toss.logIn({ profile: { name: '김토스' } })
  const thief = await mock.toss.logIn({ profile: { name: '이다른' } })
  const { orderId } = await mock.toss.orders.start({ userKey: buyer.userKey })
  await mock.toss.orders.pay(orderId)

  expect(await backend.grant({ userKey: thief.userKey, orderId })).toBe(grants)
  expect(await backend.grant({ userKey: buyer.userKey, orderId })).toBe(true)
})

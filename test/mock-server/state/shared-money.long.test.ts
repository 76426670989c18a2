import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Client } from '../../../client/index.js'
import type { MockServer } from '../../../mock-server/index.js'
import { hasTool } from '../../tools.js'
import { startMocks } from './shared-mocks.js'

/** How many of these came to a good end. Those that did not were refused, and nothing else. */
async function successes(calls: readonly Promise<unknown>[]): Promise<number> {
  const outcomes = await Promise.allSettled(calls)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'ERR_BUSINESS_FAILURE' })
  }
  return outcomes.filter(({ status }) => status === 'fulfilled').length
}

const callers = Array.from({ length: 50 }, (_, number) => number)

describe.runIf(hasTool('redis-server')).each([1, 2, 4])('%i mocks with one world, 50 callers', (count) => {
  test('money, codes and points', { timeout: 90_000 }, async () => {
    const { mocks, clients } = await startMocks(count)
    const [first] = mocks as [MockServer]
    const clientOf = (number: number) => clients[number % count] as Client
    const mockOf = (number: number) => mocks[number % count] as MockServer

    // A code is good once, whoever is asked.
    const logins = await Promise.all(callers.slice(0, 10).map((number) => mockOf(number).toss.logIn()))
    for (const { authorizationCode, referrer } of logins) {
      const tries = [0, 1, 2, 3].map((number) => clientOf(number).login.generateToken({ authorizationCode, referrer }))
      expect(await successes(tries)).toBe(1)
    }

    // A payment is executed once, and every won of it is booked.
    const { userKey } = logins[0] as { userKey: number }
    const paid = await Promise.all(
      callers.map(async (number) => {
        const order = { userKey, orderNo: `order-${number}`, productDesc: 'T-shirt', isTestPayment: false }
        const amounts = clientOf(number).pay.amounts({ total: 1_000 + number })
        const { payToken } = await clientOf(number).pay.makePayment({ ...order, ...amounts })
        const execute = (where: number) =>
          clientOf(where).pay.executePayment({ userKey, payToken, isTestPayment: false })
        expect(await successes([execute(number), execute(number + 1)])).toBe(1)
        return 1_000 + number
      }),
    )
    const sum = paid.reduce((total, amount) => total + amount, 0)
    for (const { toss } of mocks) expect(await toss.payments.totals()).toEqual({ paid: sum, refunded: 0 })

    // A budget is spent to its end and not beyond, and a key grants once.
    const { code } = await first.toss.promotions.create({ budget: 100 })
    const granted = await Promise.all(
      callers.map(async (number) => {
        const user = await mockOf(number).toss.users.create()
        await mockOf(number + 1).toss.logIn({ userKey: user.userKey })
        const { key } = await clientOf(number).promotion.getKey({ userKey: user.userKey })
        const request = { userKey: user.userKey, promotionCode: code, key, amount: 5 }
        return successes([number, number + 1].map((where) => clientOf(where).promotion.executePromotion(request)))
      }),
    )
    expect(granted.filter((times) => times > 1)).toEqual([])
    expect(granted.reduce((total, times) => total + times, 0)).toBe(20)
    const dumps = await Promise.all(mocks.map((mock) => mock.exportWorld({ clock: 'ahead' })))
    for (const { snapshot } of dumps) expect(snapshot?.miniApps).toEqual(dumps[0]?.snapshot?.miniApps)
  })

  test('the clock passes a hundred renewals: each is told once', { timeout: 90_000 }, async () => {
    const { mocks } = await startMocks(count)
    const [first] = mocks as [MockServer]
    const told: string[] = []
    const receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const { orderId, changeReason } = JSON.parse(body) as { orderId: string; changeReason: string }
        if (changeReason === 'RENEWED') told.push(orderId)
        response.end()
      })
    }).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    onTestFinished(() => void receiver.close())
    const { sku } = await first.toss.products.create({ type: 'SUBSCRIPTION' })
    const made = callers.concat(callers).map(async (_, number) => {
      const { toss } = mocks[number % count] as MockServer
      const { userKey } = await toss.users.create()
      return toss.subscriptions.create({ sku, userKey })
    })
    const orderIds = (await Promise.all(made)).map(({ orderId }) => orderId)
    const url = `http://127.0.0.1:${(receiver.address() as { port: number }).port}/`
    await first.toss.callbacks.setSubscription({ url, verify: false })
    // Every process settles what is due: the one that moves the clock, and those that are asked then.
    first.clock.advance(31 * 86_400_000)
    await Promise.all(mocks.map(({ toss }) => toss.subscriptions.list({ limit: 1_000 })))
    await first.clock.settled()
    await first.toss.callbacks.settled()
    const again = await Promise.all(mocks.map(({ toss }) => toss.subscriptions.list({ limit: 1_000 })))
    for (const all of again) expect(all.filter(({ periods }) => periods === 2)).toHaveLength(100)
    await Promise.all(mocks.map(({ toss }) => toss.callbacks.settled()))
    expect(told.sort()).toEqual(orderIds.sort())
  })
})

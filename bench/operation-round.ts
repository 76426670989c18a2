import type { OperationId } from '../contracts/index.js'
import { median } from './median.js'
import type { Population } from './population.js'
import type { BareWorld } from './world.js'

/**
 * Takes so many random users through every feature, and tells what each step took: the median of its calls, in microseconds. Of
 * the steps, those with a dot in their name are operations of the partner API; the others are the Toss side's.
 */
export async function operationRound(
  world: BareWorld,
  { userKeys, orderNos, orderIds }: Population,
  calls: number,
): Promise<Record<string, number>> {
  const { toss, serve } = world
  const durations = new Map<string, number[]>()

  async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const begin = performance.now()
    const result = await work()
    const duration = performance.now() - begin
    const known = durations.get(name)
    if (known === undefined) durations.set(name, [duration])
    else known.push(duration)
    return result
  }

  const call = <Id extends OperationId>(id: Id, request: Parameters<typeof serve<Id>>[1]) =>
    step(id, () => serve(id, request))

  const promotionCode = await promotionOf(world)
  for (let count = 0; count < calls; count++) {
    const place = Math.floor(Math.random() * userKeys.length)
    const userKey = userKeys[place] as number
    const asUser = { 'x-toss-user-key': String(userKey) }
    const isTestPayment = false

    const fresh = await step('toss: users.create', () => toss.users.create())
    const { authorizationCode, referrer } = await step('toss: logIn', () => toss.logIn({ userKey }))
    await step('toss: users.get', () => toss.users.get(userKey))
    const tokens = await call('login.generateToken', { body: { authorizationCode, referrer } })
    const bearer = { authorization: `Bearer ${tokens.accessToken}` }
    await call('login.loginMe', { headers: bearer })
    await call('login.refreshToken', { body: { refreshToken: tokens.refreshToken } })
    await toss.logIn({ userKey: fresh.userKey })
    await call('login.removeByUserKey', { body: { userKey: fresh.userKey } })
    await call('anonymousKey.verify', { headers: { 'x-anon-key': fresh.anonKey } })

    const order = {
      orderNo: `${userKey}-${performance.now()}`,
      productDesc: '코인 100개',
      amount: 1_100,
      amountTaxFree: 0,
    }
    const { payToken } = await call('pay.makePayment', { headers: asUser, body: { ...order, isTestPayment } })
    await step('toss: payments.approve', () => toss.payments.approve(payToken))
    await call('pay.executePayment', { headers: asUser, body: { payToken, isTestPayment } })
    await call('pay.getPaymentStatus', { headers: asUser, body: { orderNo: orderNos[place], isTestPayment } })
    await call('pay.refundPayment', { headers: asUser, body: { payToken, reason: '단순 변심', isTestPayment } })

    const { orderId } = await step('toss: orders.start', () => toss.orders.start({ userKey }))
    await step('toss: orders.pay', () => toss.orders.pay(orderId))
    await step('toss: orders.getPendingOrders', () => toss.orders.getPendingOrders({ userKey }))
    await step('toss: orders.answerGrant', () => toss.orders.answerGrant(orderId, true))
    await call('iap.getOrderStatus', { headers: asUser, body: { orderId: orderIds[place] } })

    const { key } = await call('promotion.getKey', { headers: asUser })
    await call('promotion.executePromotion', { headers: asUser, body: { promotionCode, key, amount: 1 } })
    await call('promotion.executionResult', { headers: asUser, body: { promotionCode, key } })

    await call('messenger.sendMessage', { headers: asUser, body: { templateSetCode: 'WELCOME_MESSAGE', context: {} } })
  }
  // By itself: what a search through the world would leave in the caches is not what the other steps find there.
  for (let count = 0; count < calls; count++) {
    await step('toss: users.list, 20 after the middle one', () =>
      toss.users.list({ limit: 20, after: String(userKeys[Math.floor(userKeys.length / 2)]) }),
    )
  }
  return Object.fromEntries(Array.from(durations, ([name, all]) => [name, median(all) * 1000]))
}

/** A promotion that never ends. */
async function promotionOf({ toss }: BareWorld): Promise<string> {
  const { code } = await toss.promotions.create({ budget: 1_000_000_000 })
  return code
}

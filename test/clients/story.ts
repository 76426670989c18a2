import { type Operation, operations } from '../../contracts/index.js'
import type { MockServer } from '../../mock-server/index.js'
import type { Call, Driver, Endpoint, Received } from './drivers.js'

/** A call, and what came of it. */
export interface Exchange {
  readonly call: Call
  /** `SUCCESS`, or the error code. */
  readonly expected: string
  readonly received: Received
}

/** A mini-app takes no more rules than this. */
const faultsAtOnce = 100

const isTestPayment = true
const message = { templateSetCode: 'WELCOME_MESSAGE', context: {} }
const deploymentId = '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0'

/**
 * The life of a mini-app, told by one client library alone: every operation once or more, then every failure that the
 * contract has of any operation, by a fault of the mock.
 */
export async function tellStory(mock: MockServer, miniApp: string, drive: Driver): Promise<Exchange[]> {
  const toss = mock.tossSide(miniApp)
  const endpoint: Endpoint = { baseUrl: mock.baseUrl, tls: await mock.issueCertificate(miniApp) }
  const told: Exchange[] = []
  const say = async (calls: readonly Call[], expected = calls.map(() => 'SUCCESS')) => {
    const received = await drive(endpoint, calls)
    const exchanges = calls.map((call, index) => {
      return { call, expected: expected[index] as string, received: received[index] as Received }
    })
    told.push(...exchanges)
    // biome-ignore lint/suspicious/noExplicitAny: judged by the test, not by the compiler
    return exchanges.map((exchange) => exchange.received.success as any)
  }

  const logins = [await toss.logIn({ profile: {} }), await toss.logIn({ profile: {} })]
  const [first, second] = logins.map(({ userKey }) => userKey) as [number, number]
  const { anonKey } = await toss.users.get(first)
  const order = { productDesc: '티셔츠', amount: 1_000, amountTaxFree: 0, isTestPayment }
  const [tokens, otherTokens, payment, points] = await say([
    ...logins.map(({ authorizationCode, referrer }): Call => {
      return { operation: 'login.generateToken', body: { authorizationCode, referrer } }
    }),
    { operation: 'pay.makePayment', userKey: first, body: { orderNo: `${miniApp}-1`, ...order } },
    { operation: 'promotion.getKey', userKey: first },
  ])

  const { payToken } = payment
  await toss.payments.approve(payToken)
  const { orderId } = await toss.orders.start({ userKey: first })
  await toss.orders.pay(orderId)
  const { code } = await toss.anonymousKeys.createAuthCode({ userKey: first })
  const grant = { promotionCode: 'WELCOME_POINT', key: points.key }
  const named = { payToken, isTestPayment }
  await say([
    { operation: 'login.refreshToken', body: { refreshToken: otherTokens.refreshToken } },
    { operation: 'login.loginMe', accessToken: tokens.accessToken },
    { operation: 'anonymousKey.verify', anonKey },
    { operation: 'anonymousKey.exchange', body: { code } },
    { operation: 'pay.executePayment', userKey: first, body: named },
    { operation: 'pay.getPaymentStatus', userKey: first, body: named },
    { operation: 'pay.refundPayment', userKey: first, body: { ...named, reason: '환불' } },
    { operation: 'iap.getOrderStatus', userKey: first, body: { orderId } },
    { operation: 'messenger.sendMessage', userKey: first, body: message },
    { operation: 'messenger.sendTestMessage', anonKey, body: { ...message, deploymentId } },
    {
      operation: 'messenger.sendBulkMessage',
      body: { templateSetCode: message.templateSetCode, contextList: [{ userKey: first, context: {} }] },
    },
    { operation: 'promotion.executePromotion', userKey: first, body: { ...grant, amount: 10 } },
    { operation: 'promotion.executionResult', userKey: first, body: grant },
    { operation: 'login.removeByAccessToken', accessToken: tokens.accessToken },
    { operation: 'login.removeByUserKey', body: { userKey: second } },
  ])

  const model = new Map(told.map(({ call }) => [call.operation, call]))
  const failing = (operations as readonly Operation[]).flatMap(({ id, failures }) => {
    const call = model.get(id as Call['operation'])
    if (call === undefined) throw new Error(`the story has no call of ${id}: add one`)
    return failures.map(({ code }) => ({ call, errorCode: code }))
  })
  while (failing.length > 0) {
    const some = failing.splice(0, faultsAtOnce)
    // Each strikes the next call of its operation, in this order.
    for (const { call, errorCode: code } of some) {
      await toss.faults.add({ operation: call.operation, when: { next: 1 }, fault: { kind: 'fail', code } })
    }
    await say(
      some.map(({ call }) => call),
      some.map(({ errorCode }) => errorCode),
    )
    await toss.faults.clear()
  }
  return told
}

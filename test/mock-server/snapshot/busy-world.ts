import { createClient } from '../../../client/index.js'
import { type MockServer, type MockServerOptions, startMockServer } from '../../../mock-server/index.js'

/** A mock without control port, and a partner server that calls it with the typed client. */
export interface Partner extends AsyncDisposable {
  readonly mock: MockServer
  readonly client: ReturnType<typeof createClient>
}

export async function startPartner(options: MockServerOptions = {}): Promise<Partner> {
  const mock = await startMockServer({ controlPort: false, ...options })
  const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
  return {
    mock,
    client,
    async [Symbol.asyncDispose]() {
      await client.close()
      await mock.close()
    },
  }
}

/** What of a busy world is still under way. */
export interface Unfinished {
  readonly userKey: number
  readonly anonKey: string
  readonly accessToken: string
  readonly refreshToken: string
  readonly authorizationCode: string
  readonly anonymousCode: string
  /** Approved, and not executed. */
  readonly approved: string
  /** Paid. */
  readonly paid: string
  /** Paid, and not granted. */
  readonly orderId: string
  /** Unused. */
  readonly promotionKey: string
  /** Pending until the Toss side decides. */
  readonly grantKey: string
}

/** Drives every feature, so that there is at least one entity of every kind, on a clock that stands still. */
export async function makeBusy({ mock, client }: Partner): Promise<Unfinished> {
  const { toss, clock } = mock
  clock.freeze()
  await toss.settings.change({ terms: ['service_terms'], featuresDown: ['anonymous-key'] })
  await toss.settings.change({ featuresDown: [] })

  const { userKey, authorizationCode: code } = await toss.logIn({ profile: { name: '김토스', email: null } })
  const { anonKey } = await toss.users.get(userKey)
  const first = await client.login.generateToken({ authorizationCode: code, referrer: 'DEFAULT' })
  const tokens = await client.login.refreshToken({ refreshToken: first.refreshToken })
  const { authorizationCode } = await toss.logIn({ userKey })
  const gone = await toss.logIn({ profile: {} })
  await toss.unlink(gone.userKey, { referrer: 'WITHDRAWAL_TOSS' })
  const silent = await toss.users.create({ name: '박침묵' }, { userKey: 7, anonKey: 'a-key-of-their-own' })
  await toss.users.update(silent.userKey, { pushEnabled: false })
  await client.anonymousKey.exchange({ code: (await toss.anonymousKeys.createAuthCode({ userKey })).code })
  const { code: anonymousCode } = await toss.anonymousKeys.createAuthCode({ userKey: silent.userKey })

  await toss.templates.create({
    templateSetCode: 'shipped',
    title: '{{what}}',
    body: '{{userName}}',
    channels: ['inbox'],
  })
  const message = { templateSetCode: 'shipped', context: { what: '티셔츠', count: 2, now: true } }
  await client.messenger.sendMessage({ userKey, ...message })
  await client.messenger.sendBulkMessage({
    templateSetCode: 'WELCOME_MESSAGE',
    contextList: [
      { userKey, context: {} },
      { anonKey: silent.anonKey, context: {} },
    ],
  })

  await toss.promotions.create({ code: 'SLOW', budget: 1_000, payoutDelaySeconds: 60 })
  await toss.promotions.create({
    code: 'BY_HAND',
    budget: 100,
    payoutDelaySeconds: null,
    endsAt: '2099-01-01T00:00:00Z',
  })
  await toss.promotions.failNext('SLOW', { payouts: 1 })
  const grant = async (promotionCode: string, amount: number) => {
    const { key } = await client.promotion.getKey({ userKey })
    await client.promotion.executePromotion({ userKey, promotionCode, key, amount })
    return key
  }
  for (const amount of [100, 700, 100]) await grant('SLOW', amount)
  await grant('WELCOME_POINT', 5)
  await grant('TEST_SLOW', 5)
  const grantKey = await grant('BY_HAND', 90)
  const { key: promotionKey } = await client.promotion.getKey({ anonKey })

  let orders = 0
  const pay = async (steps: 'approve' | 'execute' | 'refund' | 'make', amount = 60_000) => {
    const order = { orderNo: `order-${++orders}`, productDesc: '운동화', amount, amountTaxFree: 0, isTestPayment: true }
    const { payToken } = await client.pay.makePayment({ userKey, ...order })
    if (steps === 'make') return payToken
    await toss.payments.approve(
      payToken,
      orders % 2 === 0 ? { card: { companyCode: 3, methodType: 'CREDIT' }, installmentMonths: 3 } : {},
    )
    if (steps === 'approve') return payToken
    await client.pay.executePayment({ userKey, payToken, isTestPayment: true })
    if (steps === 'refund')
      await client.pay.refundPayment({ userKey, payToken, reason: '단순 변심', isTestPayment: true })
    return payToken
  }
  await pay('make')
  await toss.payments.cancel(await pay('make'), { by: 'TOSS' })
  await toss.payments.settle(await pay('refund'))
  await toss.payments.settle(await pay('execute'))
  await toss.payments.hold(await pay('execute'))
  const [approved, paid] = [await pay('approve'), await pay('execute', 1_000)]
  await toss.payments.setUp({ bankBreak: { seconds: 1, bankCodes: ['011'] } })

  const { orders: side, subscriptions, products } = toss
  await products.create({ type: 'CONSUMABLE', displayName: '보석', offers: [{ any: { thing: [1, null, 'x'] } }] })
  const [, once] = await products.list()
  await side.purchase({ userKey, ...(once && { sku: once.sku }) })
  await side.refund((await side.purchase({ userKey })).order.orderId)
  await side.fail((await side.start({ userKey })).orderId, { error: 'KOREAN_ACCOUNT_ONLY' })
  await side.setProviderFault((await side.start({ userKey, notFoundForSeconds: 5 })).orderId, true)
  await side.purchase({ userKey, processProductGrant: false })
  const { orderId } = (await side.purchase({ userKey, processProductGrant: 'no-answer', inProgressForSeconds: 3 }))
    .order
  const subscription = await subscriptions.create({ userKey })
  await subscriptions.setPaymentFails(subscription.orderId, true)
  await subscriptions.pause((await subscriptions.create({ userKey: silent.userKey })).orderId)

  await mock.tossSide('other-mini-app').logIn()
  await mock.tossSide('empty-mini-app').settings.get()
  clock.advance(2_345)
  await toss.callbacks.setUnlink({ url: 'http://127.0.0.1:9/unlink', basicAuth: 'a:b' })
  await toss.callbacks.setSubscription({ url: 'http://127.0.0.1:9/hook', verify: false })
  await subscriptions.disturbNextEvent(subscription.orderId, { holdBack: true })
  await subscriptions.cancelAutoRenewal(subscription.orderId)
  await subscriptions.disturbNextEvent(subscription.orderId, { repeat: true })
  return {
    ...{ userKey, anonKey, authorizationCode, anonymousCode, approved, paid, orderId, promotionKey, grantKey },
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  }
}

/** Goes on with what is under way; what comes of it shows all that a world remembers, and what it draws next. */
export async function goOn({ mock, client }: Partner, unfinished: Unfinished): Promise<unknown[]> {
  const { userKey, anonKey, approved, paid, orderId } = unfinished
  const { toss } = mock
  const payment = { userKey, isTestPayment: true }
  const results: unknown[] = [
    await client.login.loginMe(unfinished),
    await client.login.refreshToken(unfinished),
    await client.login.generateToken({ authorizationCode: unfinished.authorizationCode, referrer: 'DEFAULT' }),
    await client.anonymousKey.exchange({ code: unfinished.anonymousCode }),
    await client.pay.executePayment({ ...payment, payToken: approved }),
    await client.pay.refundPayment({ ...payment, payToken: paid, reason: '반품' }),
    await client.iap.getOrderStatus({ orderId }),
    await client.promotion.executePromotion({
      ...{ anonKey, promotionCode: 'WELCOME_POINT', key: unfinished.promotionKey, amount: 3 },
    }),
    await toss.promotions.settle(unfinished.grantKey, 'FAILED'),
    await toss.orders.completeProductGrant(orderId),
    await toss.orders.getCompletedOrRefundedOrders({ userKey }),
    await toss.payments.totals(),
    await toss.inbox.list(),
    await toss.logIn({ profile: {} }),
  ]
  mock.clock.advance(61_000)
  results.push(await toss.promotions.list(), await toss.orders.list())
  mock.clock.advance(40 * 86_400_000)
  await toss.callbacks.setSubscription(null)
  results.push(await toss.subscriptions.list(), await toss.payments.list(), await toss.users.list())
  return results
}

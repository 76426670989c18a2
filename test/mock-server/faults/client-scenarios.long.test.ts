import { expect, test } from 'vitest'
import { type Client, createClient, isBusinessError, outcomeOf, WaitTimeoutError } from '../../../client/index.js'
import { startMockServer, type TossSide } from '../../../mock-server/index.js'

const price = 1_000
const points = 10

/** Tries until it works: for what may be done any number of times. */
async function insist<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let left = 100; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left === 0) throw error
    }
  }
}

/** Pays once, by nothing but what the client says: anew after what certainly failed, and with a look after all else. */
async function pay(client: Client, toss: TossSide, userKey: number, name: string) {
  for (let attempt = 1; ; attempt++) {
    const request = { orderNo: `${name}-${attempt}`, productDesc: '티셔츠', amount: price, amountTaxFree: 0 }
    const payToken = await makePayment(client, { userKey, isTestPayment: true, ...request })
    await toss.payments.approve(payToken)
    const named = { userKey, payToken, isTestPayment: true }
    for (;;) {
      const error = await client.pay.executePayment(named).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (error === undefined) return
      if (outcomeOf(error) === 'failed') break
      const { payStatus } = await insist(() => client.pay.getPaymentStatus(named))
      if (payStatus === 'PAY_COMPLETE') return
    }
  }
}

/** The orderNo names the payment, whether the answer of make-payment arrives or not. */
function makePayment(client: Client, request: Parameters<Client['pay']['makePayment']>[0]): Promise<string> {
  return insist(async () => {
    try {
      return (await client.pay.makePayment(request)).payToken
    } catch (error) {
      if (!isBusinessError(error, 'PAYMENT_EXISTING_PAYMENT')) throw error
      const { userKey, orderNo, isTestPayment } = request as {
        userKey: number
        orderNo: string
        isTestPayment: boolean
      }
      return (await client.pay.getPaymentStatus({ userKey, orderNo, isTestPayment })).payToken
    }
  })
}

/** Grants once: anew after what certainly failed, and with the same key after all else. */
async function grant(client: Client, userKey: number) {
  let key: string | undefined
  for (;;) {
    try {
      const request = { userKey, promotionCode: 'WELCOME_POINT', amount: points, key }
      const granted = await client.promotion.grant(request, { interval: 5, timeout: 20_000 })
      if (granted.result === 'SUCCESS') return
      // Not decided in time: a new key would grant once more.
      key = granted.key
    } catch (error) {
      if (error instanceof WaitTimeoutError) key = (error.last as { key: string }).key
      else if (outcomeOf(error) === 'unknown') throw error
    }
  }
}

test.each(['flaky-network', 'lost-answers'] as const)(
  '%s: ten users pay once and get their points once',
  { timeout: 60_000 },
  async (scenario) => {
    await using mock = await startMockServer({ controlPort: false, scenario })
    const { toss } = mock
    await using client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, retryDelay: 1 })
    const users = await Promise.all(Array.from({ length: 10 }, () => toss.logIn({ profile: {} })))
    await Promise.all(
      users.flatMap(({ userKey }) => [pay(client, toss, userKey, `user-${userKey}`), grant(client, userKey)]),
    )
    expect(mock.journal.exchanges().filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(5)
    expect(await toss.payments.totals()).toMatchObject({ paid: 10 * price })
    for (const { userKey } of users) {
      expect((await toss.promotions.grants({ userKey })).map(({ amount }) => amount)).toEqual([points])
    }
  },
)

import { type Client, isBusinessError, outcomeOf, WaitTimeoutError } from '../../../client/index.js'
import type { OperationId } from '../../../contracts/index.js'
import type { TossSide } from '../../../mock-server/index.js'

/** What a method is tried with. */
export interface Ground {
  readonly client: Client
  readonly toss: TossSide
}

/** One use of a method, for a user of its own. */
export interface Attempt {
  /** Calls the method. */
  call(timeout: number): Promise<unknown>
  /** Whether the platform did it, as the Toss side (or the platform's own refusal to do it twice) shows. */
  tookEffect(): Promise<boolean>
  /**
   * What a careful backend does after an error, by nothing but what the client told it. Ends with the thing done.
   */
  recover?(error: unknown): Promise<unknown>
  /** How often it was done, and for how much, in the books of the Toss side. */
  books?(): Promise<unknown>
}

/** A method of the client. */
export interface Method {
  readonly name: string
  /** The operation that the fault strikes. */
  readonly operation: OperationId
  /** Whether it has nothing that could take effect. */
  readonly harmless?: true
  /** Whether it waits for something as long as it may, looking again and again. */
  readonly waits?: true
  /** What `books` must be in the end. */
  readonly once?: unknown
  prepare(ground: Ground): Promise<Attempt>
}

const price = 1_000
const points = 10
const payment = { productDesc: '티셔츠', amount: price, amountTaxFree: 0, isTestPayment: true }
const welcome = { promotionCode: 'WELCOME_POINT', amount: points }
const never = async () => false

let orders = 0

const newUser = async ({ toss }: Ground) => (await toss.logIn({ profile: {} })).userKey

async function tokensOf({ client, toss }: Ground, userKey: number) {
  const { authorizationCode, referrer } = await toss.logIn({ userKey })
  return client.login.generateToken({ authorizationCode, referrer })
}

/** A thing that works once took effect if it does not work now. */
const isSpent = (work: Promise<unknown>) =>
  work.then(
    () => false,
    (error) => isBusinessError(error) || Promise.reject(error),
  )

const linkIsGone =
  ({ toss }: Ground, userKey: number) =>
  async () =>
    (await toss.users.get(userKey)).link === null

type Made = Awaited<ReturnType<typeof made>>

async function made(ground: Ground, upTo: 'made' | 'approved' | 'paid', of?: number) {
  const userKey = of ?? (await newUser(ground))
  const orderNo = `order-${++orders}`
  const { payToken } = await ground.client.pay.makePayment({ userKey, orderNo, ...payment })
  const named = { userKey, payToken, isTestPayment: true }
  if (upTo !== 'made') await ground.toss.payments.approve(payToken)
  if (upTo === 'paid') await ground.client.pay.executePayment(named)
  return named
}

/**
 * Looks up what may have happened, and repeats it if it did not. What certainly failed is paid anew, with another payment:
 * this is where a wrong outcome would pay twice.
 */
async function untilPaid(ground: Ground, named: Made, error: unknown) {
  if (outcomeOf(error) === 'failed') return made(ground, 'paid', named.userKey)
  const { payStatus } = await ground.client.pay.getPaymentStatus(named)
  if (payStatus === 'PAY_COMPLETE') return
  await ground.client.pay.executePayment(named).catch(unless('PAY_ALREADY_COMPLETED'))
}

async function untilRefunded({ client }: Ground, named: Made, error: unknown) {
  if (outcomeOf(error) === 'unknown') {
    const { payStatus } = await client.pay.getPaymentStatus(named)
    if (payStatus === 'REFUND_SUCCESS') return
  }
  await client.pay.refundPayment({ ...named, reason: '환불' }).catch(unless('REFUND_ALREADY_REFUNDED'))
}

/** The platform says so where the earlier call is seen to have arrived after all. */
const unless = (code: string) => (error: unknown) => {
  if (!isBusinessError(error, code)) throw error
}

const grantsOf =
  ({ toss }: Ground, userKey: number) =>
  async () =>
    (await toss.promotions.grants({ userKey })).map(({ amount, result }) => ({ amount, result }))

/** What the user has paid, and got back. */
const paidBy =
  ({ toss }: Ground, userKey: number) =>
  async () =>
    (await toss.payments.list({ limit: 1_000_000 }))
      .filter((payment) => payment.userKey === userKey && payment.execution !== null)
      .map(({ amounts, refund }) => ({ paid: amounts.amount, refunded: refund !== null }))

const message = { templateSetCode: 'WELCOME_MESSAGE', context: {} }
const messagesOf =
  ({ toss }: Ground, userKey: number) =>
  async () =>
    (await toss.inbox.list({ userKey })).length > 0

async function order(ground: Ground) {
  const { orderId } = await ground.toss.orders.start({ userKey: await newUser(ground) })
  await ground.toss.orders.pay(orderId)
  return { orderId }
}

async function granted(ground: Ground) {
  const userKey = await newUser(ground)
  const { key } = await ground.client.promotion.getKey({ userKey })
  await ground.client.promotion.executePromotion({ userKey, key, ...welcome })
  return { userKey, key, promotionCode: welcome.promotionCode }
}

/** Every method of the client that sends something. */
export const methods: readonly Method[] = [
  {
    name: 'login.generateToken',
    operation: 'login.generateToken',
    async prepare({ client, toss }) {
      const { authorizationCode, referrer } = await toss.logIn({ profile: {} })
      const code = { authorizationCode, referrer }
      return {
        call: (timeout) => client.login.generateToken(code, { timeout }),
        tookEffect: () => isSpent(client.login.generateToken(code)),
      }
    },
  },
  {
    name: 'login.refreshToken',
    operation: 'login.refreshToken',
    async prepare(ground) {
      const { refreshToken } = await tokensOf(ground, await newUser(ground))
      return {
        call: (timeout) => ground.client.login.refreshToken({ refreshToken }, { timeout }),
        tookEffect: () => isSpent(ground.client.login.refreshToken({ refreshToken })),
      }
    },
  },
  {
    name: 'login.loginMe',
    operation: 'login.loginMe',
    harmless: true,
    async prepare(ground) {
      const { accessToken } = await tokensOf(ground, await newUser(ground))
      return { call: (timeout) => ground.client.login.loginMe({ accessToken }, { timeout }), tookEffect: never }
    },
  },
  {
    name: 'login.removeByAccessToken',
    operation: 'login.removeByAccessToken',
    async prepare(ground) {
      const userKey = await newUser(ground)
      const { accessToken } = await tokensOf(ground, userKey)
      return {
        call: (timeout) => ground.client.login.removeByAccessToken({ accessToken }, { timeout }),
        tookEffect: linkIsGone(ground, userKey),
      }
    },
  },
  {
    name: 'login.removeByUserKey',
    operation: 'login.removeByUserKey',
    async prepare(ground) {
      const userKey = await newUser(ground)
      return {
        call: (timeout) => ground.client.login.removeByUserKey({ userKey }, { timeout }),
        tookEffect: linkIsGone(ground, userKey),
      }
    },
  },
  {
    name: 'anonymousKey.verify',
    operation: 'anonymousKey.verify',
    harmless: true,
    async prepare(ground) {
      const { anonKey } = await ground.toss.users.get(await newUser(ground))
      return { call: (timeout) => ground.client.anonymousKey.verify({ anonKey }, { timeout }), tookEffect: never }
    },
  },
  {
    name: 'anonymousKey.exchange',
    operation: 'anonymousKey.exchange',
    async prepare(ground) {
      const { code } = await ground.toss.anonymousKeys.createAuthCode({ userKey: await newUser(ground) })
      return {
        call: (timeout) => ground.client.anonymousKey.exchange({ code }, { timeout }),
        tookEffect: () => isSpent(ground.client.anonymousKey.exchange({ code })),
      }
    },
  },
  {
    name: 'pay.makePayment',
    operation: 'pay.makePayment',
    once: ['PAY_STANDBY'],
    async prepare(ground) {
      const userKey = await newUser(ground)
      const request = { userKey, orderNo: `order-${++orders}`, ...payment }
      const all = async () =>
        (await ground.toss.payments.list({ limit: 1_000_000 })).filter(({ orderNo }) => orderNo === request.orderNo)
      return {
        call: (timeout) => ground.client.pay.makePayment(request, { timeout }),
        tookEffect: async () => (await all()).length > 0,
        async recover() {
          await ground.client.pay.makePayment(request).catch(unless('PAYMENT_EXISTING_PAYMENT'))
        },
        books: async () => (await all()).map(({ status }) => status),
      }
    },
  },
  {
    name: 'pay.executePayment',
    operation: 'pay.executePayment',
    once: [{ paid: price, refunded: false }],
    async prepare(ground) {
      const named = await made(ground, 'approved')
      return {
        call: (timeout) => ground.client.pay.executePayment(named, { timeout }),
        tookEffect: async () => (await ground.toss.payments.get(named.payToken)).status === 'PAY_COMPLETE',
        recover: (error) => untilPaid(ground, named, error),
        books: paidBy(ground, named.userKey),
      }
    },
  },
  {
    name: 'pay.refundPayment',
    operation: 'pay.refundPayment',
    once: [{ paid: price, refunded: true }],
    async prepare(ground) {
      const named = await made(ground, 'paid')
      return {
        call: (timeout) => ground.client.pay.refundPayment({ ...named, reason: '환불' }, { timeout }),
        tookEffect: async () => (await ground.toss.payments.get(named.payToken)).status === 'REFUND_SUCCESS',
        recover: (error) => untilRefunded(ground, named, error),
        books: paidBy(ground, named.userKey),
      }
    },
  },
  {
    name: 'pay.getPaymentStatus',
    operation: 'pay.getPaymentStatus',
    harmless: true,
    async prepare(ground) {
      const named = await made(ground, 'made')
      return { call: (timeout) => ground.client.pay.getPaymentStatus(named, { timeout }), tookEffect: never }
    },
  },
  {
    name: 'iap.getOrderStatus',
    operation: 'iap.getOrderStatus',
    harmless: true,
    async prepare(ground) {
      const named = await order(ground)
      return { call: (timeout) => ground.client.iap.getOrderStatus(named, { timeout }), tookEffect: never }
    },
  },
  {
    name: 'iap.waitForStatus',
    operation: 'iap.getOrderStatus',
    harmless: true,
    waits: true,
    async prepare(ground) {
      const named = await order(ground)
      return {
        call: (timeout) => ground.client.iap.waitForStatus(named, { timeout, interval: 10 }),
        tookEffect: never,
      }
    },
  },
  {
    name: 'messenger.sendMessage',
    operation: 'messenger.sendMessage',
    async prepare(ground) {
      const userKey = await newUser(ground)
      return {
        call: (timeout) => ground.client.messenger.sendMessage({ userKey, ...message }, { timeout }),
        tookEffect: messagesOf(ground, userKey),
      }
    },
  },
  {
    name: 'messenger.sendTestMessage',
    operation: 'messenger.sendTestMessage',
    async prepare(ground) {
      const userKey = await newUser(ground)
      const request = { userKey, ...message, deploymentId: '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0' }
      return {
        call: (timeout) => ground.client.messenger.sendTestMessage(request, { timeout }),
        tookEffect: messagesOf(ground, userKey),
      }
    },
  },
  {
    name: 'messenger.sendBulkMessage',
    operation: 'messenger.sendBulkMessage',
    async prepare(ground) {
      const userKey = await newUser(ground)
      const { templateSetCode, context } = message
      const request = { templateSetCode, contextList: [{ userKey, context }] }
      return {
        call: (timeout) => ground.client.messenger.sendBulkMessage(request, { timeout }),
        tookEffect: messagesOf(ground, userKey),
      }
    },
  },
  {
    name: 'promotion.getKey',
    operation: 'promotion.getKey',
    harmless: true,
    async prepare(ground) {
      const userKey = await newUser(ground)
      return { call: (timeout) => ground.client.promotion.getKey({ userKey }, { timeout }), tookEffect: never }
    },
  },
  {
    name: 'promotion.executePromotion',
    operation: 'promotion.executePromotion',
    once: [{ amount: points, result: 'SUCCESS' }],
    async prepare(ground) {
      const userKey = await newUser(ground)
      const { key } = await ground.client.promotion.getKey({ userKey })
      const request = { userKey, key, ...welcome }
      const books = grantsOf(ground, userKey)
      return {
        call: (timeout) => ground.client.promotion.executePromotion(request, { timeout }),
        tookEffect: async () => (await books()).length > 0,
        // A key grants once, whatever the outcome was.
        recover: async () => {
          await ground.client.promotion.executePromotion(request).catch(unless('4113'))
        },
        books,
      }
    },
  },
  {
    name: 'promotion.executionResult',
    operation: 'promotion.executionResult',
    harmless: true,
    async prepare(ground) {
      const named = await granted(ground)
      return { call: (timeout) => ground.client.promotion.executionResult(named, { timeout }), tookEffect: never }
    },
  },
  // The three operations that a grant is made of.
  ...(['promotion.getKey', 'promotion.executePromotion', 'promotion.executionResult'] as const).map(
    (operation): Method => ({
      name: `promotion.grant, struck in ${operation}`,
      operation,
      waits: true,
      once: [{ amount: points, result: 'SUCCESS' }],
      async prepare(ground) {
        const userKey = await newUser(ground)
        const books = grantsOf(ground, userKey)
        return {
          call: (timeout) => ground.client.promotion.grant({ userKey, ...welcome }, { timeout, interval: 10 }),
          tookEffect: async () => (await books()).length > 0,
          async recover(error) {
            // What certainly failed is granted anew, with a new key: this is where a wrong outcome would pay twice.
            const key = outcomeOf(error) === 'failed' ? undefined : keyOf(error)
            await ground.client.promotion.grant({ userKey, ...welcome, key }).catch(unless('4113'))
          },
          books,
        }
      },
    }),
  ),
]

function keyOf(error: unknown): string {
  if (error instanceof WaitTimeoutError) return (error.last as { key: string }).key
  throw error
}

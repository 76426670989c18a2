import { randomUUID } from 'node:crypto'
import type { Answer } from '../../verify/read-answer.js'
import { logIn } from './login.js'
import { type Stage, take } from './stage.js'

const second = 1
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const codeError = 'OAUTH_ISSUE_TOKEN_ERROR'

/** One moment on the mock’s clock, in seconds from the beginning, and what is looked at then. */
interface Moment {
  readonly at: number
  readonly look: () => Promise<void>
}

/**
 * Lifetimes: what still works shortly before its end, and no longer after it. Played on a clock that stands still between
 * the moments.
 */
export async function timeLife(stage: Stage): Promise<void> {
  const moments = [
    ...(await loginMoments(stage)),
    ...(await anonymousMoments(stage)),
    ...(await payMoments(stage)),
    ...(await grantMoments(stage)),
    ...(await keyMoments(stage)),
    ...(await subscriptionMoments(stage)),
  ].sort((a, b) => a.at - b.at)
  let now = 0
  for (const { at, look } of moments) {
    if (at > now) await stage.control.post('/clock/advance', { seconds: at - now })
    now = at
    await look()
  }
}

async function loginMoments({ app, notebook }: Stage): Promise<Moment[]> {
  const [young, old] = [await app.toss.post('/logins'), await app.toss.post('/logins')]
  const tokens = await logIn(app)
  const others = await logIn(app)
  const exchange = ({ authorizationCode, referrer }: { authorizationCode: string; referrer: string }) =>
    app.call('login.generateToken', { json: { authorizationCode, referrer } })
  const me = () => app.call('login.loginMe', { headers: tokens.bearer })
  const refresh = (refreshToken: string) => app.call('login.refreshToken', { json: { refreshToken } })
  const limit = (name: string) => [`login.generateToken/${name}.lifetime`]
  return [
    {
      at: 10 * minute - second,
      look: async () => void notebook.success(await exchange(young), limit('authorizationCode')),
    },
    {
      at: 10 * minute,
      look: async () => void notebook.failure(await exchange(old), codeError, limit('authorizationCode')),
    },
    { at: hour - second, look: async () => void notebook.success(await me(), limit('accessToken')) },
    { at: hour, look: async () => void notebook.failure(await me(), codeError, limit('accessToken')) },
    {
      at: 14 * day - second,
      look: async () => void notebook.success(await refresh(tokens.refreshToken), limit('refreshToken')),
    },
    {
      at: 14 * day,
      look: async () => void notebook.failure(await refresh(others.refreshToken), codeError, limit('refreshToken')),
    },
  ]
}

async function anonymousMoments({ app, notebook }: Stage): Promise<Moment[]> {
  const limit = ['anonymousKey.exchange/anonCode.lifetime']
  const [young, old] = [await code(), await code()]
  return [
    { at: 5 * minute - second, look: async () => void notebook.success(await exchange(young), limit) },
    { at: 5 * minute, look: async () => void notebook.failure(await exchange(old), '4011', limit) },
  ]
  async function code(): Promise<string> {
    return (await app.toss.post('/anonymous-key-auth-codes', {})).code
  }
  function exchange(sent: string): Promise<Answer> {
    return app.call('anonymousKey.exchange', { json: { code: sent } })
  }
}

async function payMoments({ app, notebook }: Stage): Promise<Moment[]> {
  const { by } = await app.user()
  const isTestPayment = true
  const approved = async () => {
    const json = { orderNo: `verify-${randomUUID()}`, productDesc: '확인', amount: 10, amountTaxFree: 0, isTestPayment }
    const payToken = take(await app.call('pay.makePayment', { headers: by, json }), 'payToken')
    await app.toss.post(`/payments/${payToken}/approve`, {})
    return payToken
  }
  const call = (id: 'pay.executePayment' | 'pay.getPaymentStatus', payToken: string) =>
    app.call(id, { headers: by, json: { payToken, isTestPayment } })
  const limit = ['pay.makePayment/payToken.lifetime']
  const [young, old] = [await approved(), await approved()]
  return [
    {
      at: 15 * minute - second,
      look: async () => void notebook.success(await call('pay.executePayment', young), limit),
    },
    {
      at: 15 * minute,
      async look() {
        notebook.failure(await call('pay.executePayment', old), 'PAY_EXPIRED', limit)
        notebook.success(await call('pay.getPaymentStatus', old), limit, { payStatus: 'PAY_CANCEL' })
      },
    },
  ]
}

/** processProductGrant has 30 seconds; then the order waits for completeProductGrant. */
async function grantMoments({ app, notebook }: Stage): Promise<Moment[]> {
  const user = await app.user()
  const limit = 'iap.getOrderStatus/grant.timeout'
  const paid = async (): Promise<string> => {
    const { orderId } = await app.toss.post('/orders', { userKey: user.userKey })
    await app.toss.post(`/orders/${orderId}/pay`, {})
    return orderId
  }
  const [young, old] = [await paid(), await paid()]
  const grant = (orderId: string) => app.toss.attempt('POST', `/orders/${orderId}/grant`, { granted: true })
  const statusOf = async (orderId: string) => {
    const answer = await app.call('iap.getOrderStatus', { headers: user.by, json: { orderId } })
    return (answer.success as { status?: string } | undefined)?.status
  }
  const waiting = await statusOf(old)
  const rule = (expected: string, holds: boolean) => ({ field: 'the grant of an order', expected, holds })
  return [
    {
      at: 29 * second,
      async look() {
        const { status } = await grant(young)
        notebook.holds(limit, `after 29 s: HTTP ${status}`, rule('true within 30 s is taken', status === 200))
      },
    },
    {
      at: 31 * second,
      async look() {
        const { status } = await grant(old)
        const isWaiting = status === 409 && (await statusOf(old)) === waiting
        notebook.holds(limit, `after 31 s: HTTP ${status}`, rule('true after 30 s comes too late', isWaiting))
        await app.toss.post(`/orders/${old}/complete-product-grant`, {})
        const isGranted = (await statusOf(old)) !== waiting
        const seen = isGranted ? 'completeProductGrant completed it' : 'completeProductGrant changed nothing'
        notebook.holds(limit, seen, rule('completeProductGrant completes it', isGranted))
      },
    },
  ]
}

async function keyMoments({ app, notebook }: Stage): Promise<Moment[]> {
  const user = await app.user()
  await app.toss.post('/promotions', { code: 'verify-hour', budget: 1_000 })
  const key = async () => take(await app.call('promotion.getKey', { headers: user.by }), 'key')
  const execute = (sent: string) =>
    app.call('promotion.executePromotion', {
      headers: user.by,
      json: { promotionCode: 'verify-hour', key: sent, amount: 1 },
    })
  const limit = ['promotion.getKey/key.lifetime']
  const [young, old] = [await key(), await key()]
  return [
    { at: hour - second, look: async () => void notebook.success(await execute(young), limit) },
    { at: hour, look: async () => void notebook.failure(await execute(old), '4110', limit) },
  ]
}

/** The grace period and the hold of a subscription that nobody pays for. */
async function subscriptionMoments({ app, notebook }: Stage): Promise<Moment[]> {
  const user = await app.user()
  const { orderId } = await app.toss.post('/subscriptions', { userKey: user.userKey })
  const path = `/subscriptions/${orderId}`
  await app.toss.post(`${path}/enter-grace-period`, {})
  const moment = (at: number, expected: string): Moment => ({
    at,
    async look() {
      const { status } = await app.toss.get(path)
      const id = 'callbacks.subscription/subscription.gracePeriod'
      const seen = `after ${(at / day).toFixed(at % day === 0 ? 0 : 3)} days: ${status}`
      notebook.holds(id, seen, { field: 'an unpaid subscription', expected, holds: status === expected })
    },
  })
  return [
    moment(7 * day - second, 'IN_GRACE_PERIOD'),
    moment(7 * day, 'ON_HOLD'),
    moment(37 * day - second, 'ON_HOLD'),
    moment(37 * day, 'EXPIRED'),
  ]
}

// A backend that does nothing wrong, in a process of its own: it calls without a pause, and checks every answer. Told where the
// mock is by its first message; every further one asks for what it has seen since the last, and is answered when there is something.
import { createClient } from '../../dist/client/index.js'
import { answerQuestions } from '../answer-questions.mjs'

let heard
let figures = { latencies: [], wrong: [] }
/** Resolves with the next call, whatever became of it. */
let next = new Promise((resolve) => (heard = resolve))

async function call({ client, user, accessToken }, round) {
  const { userKey, profile } = user
  const me = await client.login.loginMe({ accessToken })
  if (me.userKey !== userKey || me.name !== profile.name)
    throw new Error(`login-me is about somebody else: ${me.userKey}`)
  const order = {
    orderNo: `${userKey}-${round}`,
    productDesc: '티셔츠',
    amount: 1000 + round,
    amountTaxFree: 0,
    isTestPayment: true,
  }
  const { payToken } = await client.pay.makePayment({ userKey, ...order })
  const { payStatus, orderNo } = await client.pay.getPaymentStatus({ userKey, payToken, isTestPayment: true })
  if (payStatus !== 'PAY_STANDBY' || orderNo !== order.orderNo)
    throw new Error(`the payment is ${payStatus}, ${orderNo}`)
}

async function timed(work) {
  const started = performance.now()
  try {
    await work()
    figures.latencies.push((performance.now() - started) / 3)
  } catch (error) {
    figures.wrong.push(String(error?.stack ?? error))
  }
  heard()
  next = new Promise((resolve) => (heard = resolve))
}

async function begin({ baseUrl, clientTls, decryption, users }) {
  const client = createClient({ ...clientTls, baseUrl, decryption, maxRetries: 0, timeout: 20_000 })
  const tokens = []
  for (const user of users) {
    const { accessToken, refreshToken } = await client.login.generateToken(user)
    tokens.push(accessToken, refreshToken)
    void (async () => {
      for (let round = 0; ; round++) {
        await timed(() => call({ client, user, accessToken }, round))
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    })()
  }
  return tokens
}

/** What has been seen since the last time, as soon as there is something. */
async function seen() {
  while (figures.latencies.length + figures.wrong.length === 0) await next
  const since = figures
  figures = { latencies: [], wrong: [] }
  return since
}

answerQuestions({ begin, seen }, {})

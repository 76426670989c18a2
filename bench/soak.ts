// A million calls, mixed over all operations, with twenty resets: npx tsx bench/soak.ts [calls], after npm run build. Tells
// the memory of the mock after each reset, and ends with 1 where that of the last one is not within a tenth of the second.
import { type Client, createClient } from '../client/index.js'
import { operations } from '../contracts/index.js'
import { inRepository, startProcess } from './child-process.js'

const calls = Number(process.argv[2] ?? 1_000_000)
const betweenResets = calls / 20

/** How many users are on their way at the same time. */
const atOnce = 16

interface User {
  readonly userKey: number
  readonly anonKey: string
  readonly authorizationCode: string
  readonly referrer: 'DEFAULT'
  readonly code: string
  readonly orderId: string
  readonly promotionCode: string
}

interface Memory {
  readonly heap: number
  readonly resident: number
  readonly journal: number
}

/** One user uses everything that there is; every answer is held against the contract, by the mock and by the client. */
async function live(client: Client, user: User, number: number): Promise<void> {
  const { userKey, anonKey, authorizationCode, referrer, code, orderId, promotionCode } = user
  const { login, anonymousKey, pay, iap, promotion, messenger } = client
  const isTestPayment = false
  const { accessToken, refreshToken } = await login.generateToken({ authorizationCode, referrer })
  await login.loginMe({ accessToken })
  const fresh = await login.refreshToken({ refreshToken })
  await anonymousKey.verify({ anonKey })
  await anonymousKey.exchange({ code })

  const order = { orderNo: `order-${number}`, productDesc: '코인 100개', ...pay.amounts({ total: 1_100 }) }
  const { payToken } = await pay.makePayment({ userKey, ...order, isTestPayment })
  await pay.executePayment({ userKey, payToken, isTestPayment })
  await pay.getPaymentStatus({ userKey, payToken, isTestPayment })
  await pay.refundPayment({ userKey, payToken, reason: '단순 변심', isTestPayment })
  await iap.getOrderStatus({ userKey, orderId })

  const { key } = await promotion.getKey({ userKey })
  await promotion.executePromotion({ userKey, promotionCode, key, amount: 1 })
  await promotion.executionResult({ userKey, promotionCode, key })

  const message = { templateSetCode: 'WELCOME_MESSAGE', context: {} }
  await messenger.sendMessage({ userKey, ...message })
  await messenger.sendTestMessage({ userKey, ...message, deploymentId: '018f2f7e-6b1c-7c3a-9d51-6f0e2b8c4a11' })
  await messenger.sendBulkMessage({ templateSetCode: 'WELCOME_MESSAGE', contextList: [{ userKey, context: {} }] })

  if (number % 2 === 0) await login.removeByAccessToken({ accessToken: fresh.accessToken })
  else await login.removeByUserKey({ userKey })
}

/** Calls of one user: each operation once, of the two that remove a link one. */
const callsOfUser = operations.length - 1

const mock = await startProcess<{ baseUrl: string; clientTls: { cert: string; key: string; ca: string } }>(
  ['--expose-gc', inRepository('bench/soak-server.mjs')],
  { ipc: true },
)
// How long an answer takes is not asked here, and the machine may do other things as well.
const client = createClient({ ...mock.line.clientTls, baseUrl: mock.line.baseUrl, maxRetries: 0, timeout: 120_000 })
const afterResets: Memory[] = []
let made = 0
for (let users = 0; made < calls; ) {
  const until = Math.min(calls, made + betweenResets)
  while (made < until) {
    const batch = await mock.ask<User[]>('users', { count: atOnce })
    await Promise.all(batch.map((user) => live(client, user, users++)))
    made += batch.length * callsOfUser
  }
  const memory = await mock.ask<Memory>('reset')
  afterResets.push(memory)
  const [heap, resident] = [memory.heap.toFixed(1), memory.resident.toFixed(0)]
  console.log(`${made} calls: heap ${heap} MiB, resident ${resident} MiB, journal ${memory.journal} before the reset`)
}
await client.close()
await mock.end()

const [, second, ...others] = afterResets
const last = others.at(-1)
if (second === undefined || last === undefined) throw new Error('three resets are the least that say something')
const ratio = last.heap / second.heap
console.log(`heap after the last reset: ${ratio.toFixed(3)} times that after the second`)
process.exit(ratio <= 1.1 ? 0 : 1)

// The built mock in a process of its own, for bench/soak.ts. node --expose-gc soak-server.mjs; prints { baseUrl, clientTls } when
// it listens. Over IPC it makes users with what they need, and tells its memory after a reset.
import { startMockServer } from '../dist/mock-server/index.js'
import { answerQuestions } from './answer-questions.mjs'

const mock = await startMockServer({ autoApprove: true, controlPort: false, logLevel: 'silent' })
let promotion = await mock.toss.promotions.create({ budget: 1_000_000_000 })

async function user() {
  const { toss } = mock
  const { userKey, anonKey } = await toss.users.create()
  const { authorizationCode, referrer } = await toss.logIn({ userKey })
  const { code } = await toss.anonymousKeys.createAuthCode({ userKey })
  const { orderId } = await toss.orders.start({ userKey })
  await toss.orders.pay(orderId)
  return { userKey, anonKey, authorizationCode, referrer, code, orderId, promotionCode: promotion.code }
}

const questions = {
  users: ({ count }) => Promise.all(Array.from({ length: count }, user)),
  async reset() {
    const kept = mock.journal.entries().length
    await mock.reset()
    promotion = await mock.toss.promotions.create({ budget: 1_000_000_000 })
    globalThis.gc()
    const { heapUsed, rss } = process.memoryUsage()
    return { heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20, journal: kept }
  },
}
answerQuestions(questions, { baseUrl: mock.baseUrl, clientTls: mock.clientTls })

// Prints what there is to change in a backend, and ends with 1 where there is something.
//
//   npm run example:wrong-partner              the backend with the mistakes
//   node examples/wrong-partner/check.mjs right   the one without
import { createTestMock, describeFindings, tryEveryAnswer } from 'apps-in-toss-mock/testing'

const which = process.argv[2] === 'right' ? 'right' : 'wrong'
const { startBackend } = await import(`./${which}-backend.mjs`)

const mock = await createTestMock()
const backend = await startBackend({ baseUrl: mock.baseUrl, ...mock.clientTls })
const post = (path, body) => fetch(`${backend.url}${path}`, { method: 'POST', body: JSON.stringify(body) })

// What the Toss app would have done; a template is there without any set-up.
const { userKey } = await mock.toss.logIn()
const templateSetCode = 'WELCOME_MESSAGE'

// 1 and 2 show in what the backend sends.
await post('/payments', { userKey, orderNo: 'order-1', won: 25_000 })
await post('/messages', { userKey, templateSetCode })
const findings = [...(await mock.findings())]

// 3 to 5 show in what it makes of the answers.
const tried = [
  await tryEveryAnswer(mock, 'promotion.executePromotion', () =>
    post('/points', { userKey, promotionCode: 'OPENING', points: 100 }),
  ),
  await tryEveryAnswer(mock, 'iap.getOrderStatus', () => post('/orders', { orderId: 'an-order' })),
  await tryEveryAnswer(mock, 'pay.executePayment', () => post('/payments/execute', { userKey, payToken: 'a-payment' })),
]
for (const { findings: more } of tried) findings.push(...more)
await backend.close()
await mock.close()

const answers = tried.reduce((sum, one) => sum + one.tried.length, 0)
if (findings.length === 0) {
  console.log(`Nothing to change: ${answers} answers tried.`)
} else {
  console.log(`${findings.length} things to change in ${which}-backend.mjs (${answers} answers tried):\n`)
  console.log(describeFindings(findings))
  process.exitCode = 1
}

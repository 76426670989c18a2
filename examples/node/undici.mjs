// Node의 fetch로 로그인 → 사용자 → 결제. 인증서는 undici의 Agent를 dispatcher로 넘겨야 붙습니다.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
// Node에 들어 있는 fetch가 아니라 undici의 fetch를 Agent와 한 쌍으로 씁니다. 판이 서로 다르면 맞지 않을 수 있습니다.
import { Agent, fetch } from 'undici'
import { decryptField } from './personal-fields.mjs'
import { appLogin, checkoutPayment } from './toss-app.mjs'

const BASE_URL = process.env.APPS_IN_TOSS_BASE_URL // 운영: 'https://apps-in-toss-api.toss.im'
const PAY_BASE_URL = process.env.APPS_IN_TOSS_PAY_BASE_URL // 운영: 'https://pay-apps-in-toss-api.toss.im'
const LOGIN = `${BASE_URL}/api-partner/v1/apps-in-toss/user/oauth2`
const PAY = `${PAY_BASE_URL}/api-partner/v1/apps-in-toss/pay`

const dispatcher = new Agent({
  connect: {
    cert: readFileSync(process.env.APPS_IN_TOSS_CERT),
    key: readFileSync(process.env.APPS_IN_TOSS_KEY),
    // 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않습니다.
    ca: process.env.APPS_IN_TOSS_CA && readFileSync(process.env.APPS_IN_TOSS_CA),
  },
})

async function call(url, { headers, body } = {}) {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
    dispatcher, // https.Agent를 agent로 넘기면 fetch는 조용히 무시합니다.
    signal: AbortSignal.timeout(10_000),
  })
  const { resultType, success, error } = await response.json()
  // 업무 실패는 HTTP 200으로 옵니다. response.ok가 아니라 resultType을 봅니다.
  if (resultType !== 'SUCCESS') throw new Error(`${error?.errorCode ?? resultType}: ${error?.reason}`)
  return success
}

// 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
const { authorizationCode, referrer } = await appLogin()
const { accessToken } = await call(`${LOGIN}/generate-token`, { body: { authorizationCode, referrer } })

// 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
const me = await call(`${LOGIN}/login-me`, { headers: { authorization: `Bearer ${accessToken}` } })
const name = decryptField(me.name)

// 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인.
const headers = { 'x-toss-user-key': String(me.userKey) }
const isTestPayment = true // 샌드박스에서는 true, 라이브에서는 false
const orderNo = `order-${randomUUID()}`
const order = { orderNo, productDesc: '사과 한 상자', amount: 25_000, amountTaxFree: 0, isTestPayment }
const { payToken } = await call(`${PAY}/make-payment`, { headers, body: order })
await checkoutPayment(payToken)
const payment = { payToken, orderNo, isTestPayment }
await call(`${PAY}/execute-payment`, { headers, body: payment })
const { payStatus } = await call(`${PAY}/get-payment-status`, { headers, body: payment })

console.log(JSON.stringify({ userKey: me.userKey, name, payStatus }))
await dispatcher.close()

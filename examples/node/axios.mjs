// Node의 axios로 로그인 → 사용자 → 결제.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import axios from 'axios'
import { decryptField } from './personal-fields.mjs'
import { appLogin, checkoutPayment } from './toss-app.mjs'

const BASE_URL = process.env.APPS_IN_TOSS_BASE_URL // 운영: 'https://apps-in-toss-api.toss.im'
const PAY_BASE_URL = process.env.APPS_IN_TOSS_PAY_BASE_URL // 운영: 'https://pay-apps-in-toss-api.toss.im'

const httpsAgent = new https.Agent({
  cert: readFileSync(process.env.APPS_IN_TOSS_CERT),
  key: readFileSync(process.env.APPS_IN_TOSS_KEY),
  // 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않습니다.
  ca: process.env.APPS_IN_TOSS_CA && readFileSync(process.env.APPS_IN_TOSS_CA),
  keepAlive: true,
})

/** adapter를 'http'로 두어야 httpsAgent가 쓰입니다. 'fetch' adapter는 이것을 무시해 인증서를 보내지 않습니다(ERR_NETWORK). */
function client(baseURL) {
  const instance = axios.create({ baseURL, httpsAgent, adapter: 'http', timeout: 10_000 })
  instance.interceptors.response.use(
    ({ data: { resultType, success, error } }) => {
      // 업무 실패는 HTTP 200으로 옵니다. 상태 코드가 아니라 resultType을 봅니다.
      if (resultType !== 'SUCCESS') throw new Error(`${error?.errorCode ?? resultType}: ${error?.reason}`)
      return success
    },
    // 잡지 않은 AxiosError를 Node가 찍으면 config까지 나옵니다. 그 안에 개인 키, 토큰, 인가 코드가 있습니다.
    ({ code, message }) => Promise.reject(new Error(`${code}: ${message}`)),
  )
  return instance
}

const login = client(`${BASE_URL}/api-partner/v1/apps-in-toss/user/oauth2`)
const pay = client(`${PAY_BASE_URL}/api-partner/v1/apps-in-toss/pay`)

// 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
const { authorizationCode, referrer } = await appLogin()
const { accessToken } = await login.post('/generate-token', { authorizationCode, referrer })

// 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
const me = await login.get('/login-me', { headers: { Authorization: `Bearer ${accessToken}` } })
const name = decryptField(me.name)

// 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인.
const user = { headers: { 'x-toss-user-key': String(me.userKey) } }
const isTestPayment = true // 샌드박스에서는 true, 라이브에서는 false
const orderNo = `order-${randomUUID()}`
const order = { orderNo, productDesc: '사과 한 상자', amount: 25_000, amountTaxFree: 0, isTestPayment }
const { payToken } = await pay.post('/make-payment', order, user)
await checkoutPayment(payToken)
await pay.post('/execute-payment', { payToken, orderNo, isTestPayment }, user)
const { payStatus } = await pay.post('/get-payment-status', { payToken, orderNo, isTestPayment }, user)

console.log(JSON.stringify({ userKey: me.userKey, name, payStatus }))
httpsAgent.destroy()

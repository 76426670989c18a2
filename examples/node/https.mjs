// Node의 node:https로 로그인 → 사용자 → 결제.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import { decryptField } from './personal-fields.mjs'
import { appLogin, checkoutPayment } from './toss-app.mjs'

const BASE_URL = process.env.APPS_IN_TOSS_BASE_URL // 운영: 'https://apps-in-toss-api.toss.im'
const PAY_BASE_URL = process.env.APPS_IN_TOSS_PAY_BASE_URL // 운영: 'https://pay-apps-in-toss-api.toss.im'
const LOGIN = `${BASE_URL}/api-partner/v1/apps-in-toss/user/oauth2`
const PAY = `${PAY_BASE_URL}/api-partner/v1/apps-in-toss/pay`

// mTLS는 이 agent가 합니다. agent를 넘기지 않은 요청에는 인증서가 붙지 않습니다.
const agent = new https.Agent({
  cert: readFileSync(process.env.APPS_IN_TOSS_CERT),
  key: readFileSync(process.env.APPS_IN_TOSS_KEY),
  // 목 서버의 인증 기관입니다. 운영에서는 이 변수를 두지 않습니다.
  ca: process.env.APPS_IN_TOSS_CA && readFileSync(process.env.APPS_IN_TOSS_CA),
  keepAlive: true,
})

function call(method, url, headers, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method, headers, agent, timeout: 10_000 }, async (response) => {
      try {
        let text = ''
        for await (const part of response.setEncoding('utf8')) text += part
        const { resultType, success, error } = JSON.parse(text)
        // 업무 실패는 HTTP 200으로 옵니다. 상태 코드가 아니라 resultType을 봅니다.
        if (resultType !== 'SUCCESS') throw new Error(`${error?.errorCode ?? resultType}: ${error?.reason}`)
        resolve(success)
      } catch (error) {
        reject(error)
      }
    })
    request.on('timeout', () => request.destroy(new Error('10초 안에 답이 없습니다')))
    request.on('error', reject)
    request.end(body && JSON.stringify(body))
  })
}

const json = { 'Content-Type': 'application/json' }

// 1. 로그인: 미니앱이 보낸 인가 코드를 토큰으로 바꿉니다. 코드는 10분 동안 한 번만 쓸 수 있습니다.
const { authorizationCode, referrer } = await appLogin()
const { accessToken } = await call('POST', `${LOGIN}/generate-token`, json, { authorizationCode, referrer })

// 2. 사용자: userKey는 그대로, 개인정보는 암호화되어 옵니다.
const me = await call('GET', `${LOGIN}/login-me`, { Authorization: `Bearer ${accessToken}` })
const name = decryptField(me.name)

// 3. 결제: 만들기 → 사용자의 인증(미니앱) → 실행 → 확인.
const user = { ...json, 'x-toss-user-key': String(me.userKey) }
const isTestPayment = true // 샌드박스에서는 true, 라이브에서는 false
const orderNo = `order-${randomUUID()}`
const order = { orderNo, productDesc: '사과 한 상자', amount: 25_000, amountTaxFree: 0, isTestPayment }
const { payToken } = await call('POST', `${PAY}/make-payment`, user, order)
await checkoutPayment(payToken)
await call('POST', `${PAY}/execute-payment`, user, { payToken, orderNo, isTestPayment })
const { payStatus } = await call('POST', `${PAY}/get-payment-status`, user, { payToken, orderNo, isTestPayment })

console.log(JSON.stringify({ userKey: me.userKey, name, payStatus }))
agent.destroy()

// A partner server's calls with node:https, as they run in production. Nothing in here knows of a mock.
import { readFileSync } from 'node:fs'
import https from 'node:https'

const agent = new https.Agent({
  cert: readFileSync(process.env.TOSS_MTLS_CERT_PATH),
  key: readFileSync(process.env.TOSS_MTLS_KEY_PATH),
  keepAlive: true,
})

function call(method, url, headers, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method, agent, headers }, (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve(JSON.parse(text)))
    })
    request.on('error', reject)
    request.end(body && JSON.stringify(body))
  })
}

const json = { 'Content-Type': 'application/json' }
const login = 'https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2'
const pay = 'https://pay-apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/pay'

const code = { authorizationCode: process.env.AUTHORIZATION_CODE, referrer: 'DEFAULT' }
const token = await call('POST', `${login}/generate-token`, json, code)
const bearer = { Authorization: `Bearer ${token.success?.accessToken}` }
const user = await call('GET', `${login}/login-me`, bearer)
const { userKey } = user.success
const order = { orderNo: 'order-1', productDesc: '사과', amount: 1000, amountTaxFree: 0, isTestPayment: true }
const payment = await call('POST', `${pay}/make-payment`, { ...json, 'x-toss-user-key': String(userKey) }, order)
console.log(JSON.stringify({ userKey, payToken: payment.success.payToken }))
agent.destroy()

// A partner server's calls with axios and its http adapter, as they run in production.
import { readFileSync } from 'node:fs'
import https from 'node:https'
import axios from 'axios'

const httpsAgent = new https.Agent({
  cert: readFileSync(process.env.TOSS_MTLS_CERT_PATH),
  key: readFileSync(process.env.TOSS_MTLS_KEY_PATH),
})
const login = axios.create({
  baseURL: 'https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2',
  httpsAgent,
  timeout: 10_000,
})

const { data: token } = await login.post('/generate-token', {
  authorizationCode: process.env.AUTHORIZATION_CODE,
  referrer: 'DEFAULT',
})
const { data: user } = await login.get('/login-me', {
  headers: { Authorization: `Bearer ${token.success.accessToken}` },
})
const { userKey } = user.success
const { data: payment } = await axios.post(
  'https://pay-apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/pay/make-payment',
  { orderNo: 'order-1', productDesc: '사과', amount: 1000, amountTaxFree: 0, isTestPayment: true },
  { httpsAgent, headers: { 'x-toss-user-key': String(userKey) } },
)
console.log(JSON.stringify({ userKey, payToken: payment.success.payToken }))

// A partner server's calls with axios, its fetch adapter and undici's Agent as dispatcher, as they run in production.
import { readFileSync } from 'node:fs'
import axios from 'axios'
import { Agent } from 'undici'

const dispatcher = new Agent({
  connect: {
    cert: readFileSync(process.env.TOSS_MTLS_CERT_PATH),
    key: readFileSync(process.env.TOSS_MTLS_KEY_PATH),
  },
})
const http = axios.create({ adapter: 'fetch', fetchOptions: { dispatcher } })
const send = async (url, { method, headers, body }) => (await http.request({ url, method, headers, data: body })).data
const post = (url, headers, body) =>
  send(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) })

const login = 'https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2'
const pay = 'https://pay-apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/pay'

const code = { authorizationCode: process.env.AUTHORIZATION_CODE, referrer: 'DEFAULT' }
const token = await post(`${login}/generate-token`, {}, code)
const bearer = { Authorization: `Bearer ${token.success.accessToken}` }
const user = await send(`${login}/login-me`, { method: 'GET', headers: bearer })
const { userKey } = user.success
const order = { orderNo: 'order-1', productDesc: '사과', amount: 1000, amountTaxFree: 0, isTestPayment: true }
const payment = await post(`${pay}/make-payment`, { 'x-toss-user-key': String(userKey) }, order)
console.log(JSON.stringify({ userKey, payToken: payment.success.payToken }))
await dispatcher.close()

// argv: base URL, certificate, key, code. Written as a partner's backend would: nothing here knows of the mock.
import { readFileSync } from 'node:fs'
import https from 'node:https'
import axios from 'axios'

const [baseURL, cert, key, authorizationCode] = process.argv.slice(2)
const api = axios.create({
  baseURL: `${baseURL}/api-partner/v1/apps-in-toss/user/oauth2`,
  httpsAgent: new https.Agent({ cert: readFileSync(cert), key: readFileSync(key), keepAlive: true }),
  proxy: false,
})
const { data } = await api.post('/generate-token', { authorizationCode, referrer: 'DEFAULT' })
const { accessToken } = data.success
const me = await api.get('/login-me', { headers: { Authorization: `Bearer ${accessToken}` } })
process.stdout.write(JSON.stringify(me.data))
process.exit()

// argv: base URL, certificate, key, code. Like the guide's sample: node:https, the body chunked, without Content-Length.
import { readFileSync } from 'node:fs'
import https from 'node:https'

const [baseUrl, cert, key, authorizationCode] = process.argv.slice(2)
const agent = new https.Agent({ cert: readFileSync(cert), key: readFileSync(key) })

function call(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const url = `${baseUrl}/api-partner/v1/apps-in-toss/user/oauth2${path}`
    const request = https.request(url, { agent, method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
    request.on('error', reject)
    if (body) request.write(JSON.stringify(body))
    request.end()
  })
}

const tokens = await call(
  'POST',
  '/generate-token',
  { 'Content-Type': 'application/json' },
  { authorizationCode, referrer: 'DEFAULT' },
)
const { accessToken } = JSON.parse(tokens).success
process.stdout.write(
  await call('GET', '/login-me', { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' }),
)

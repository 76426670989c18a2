// argv: base URL, certificate, key, code. Written as a partner's backend would: nothing here knows of the mock.
import { readFileSync } from 'node:fs'
import { Agent, fetch } from 'undici'

const [baseUrl, cert, key, authorizationCode] = process.argv.slice(2)
const dispatcher = new Agent({ connect: { cert: readFileSync(cert), key: readFileSync(key) } })
const oauth2 = `${baseUrl}/api-partner/v1/apps-in-toss/user/oauth2`
const tokens = await fetch(`${oauth2}/generate-token`, {
  dispatcher,
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ authorizationCode, referrer: 'DEFAULT' }),
})
const { accessToken } = (await tokens.json()).success
const me = await fetch(`${oauth2}/login-me`, { dispatcher, headers: { Authorization: `Bearer ${accessToken}` } })
process.stdout.write(await me.text())
await dispatcher.close()

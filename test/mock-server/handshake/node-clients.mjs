// Run as a process of its own, so that NODE_EXTRA_CA_CERTS and --tls-max-v1.2 count as they do for a user's backend.
// argv: base URL. Reads lines with the paths of certificate and key, `[]` for none, as JSON; prints for each line what each
// client library shows, as a line of JSON.
import { readFileSync } from 'node:fs'
import https from 'node:https'
import { createInterface } from 'node:readline'
import axios from 'axios'
import { Agent, request as undiciRequest } from 'undici'

const [baseUrl] = process.argv.slice(2)
const url = `${baseUrl}/api-partner/v1/apps-in-toss/user/oauth2/login-me`

for await (const line of createInterface(process.stdin)) {
  const [certPath, keyPath] = JSON.parse(line)
  const pair = certPath ? { cert: readFileSync(certPath), key: readFileSync(keyPath) } : {}
  const shown = {
    'axios http': await outcome(() => axios.get(url, { httpsAgent: new https.Agent(pair), proxy: false })),
    'axios fetch': await outcome(() => axios.get(url, { adapter: 'fetch', httpsAgent: new https.Agent(pair) })),
    'node:https': await outcome(() => get(url, new https.Agent(pair))),
    fetch: await outcome(() => fetch(url)),
    undici: await outcome(() =>
      undiciRequest(url, { dispatcher: new Agent({ connect: pair }) }).then((r) => ({ status: r.statusCode })),
    ),
  }
  process.stdout.write(`${JSON.stringify(shown)}\n`)
}
process.exit()

function get(url, agent) {
  return new Promise((resolve, reject) => {
    https.get(url, { agent }, (response) => resolve({ status: response.statusCode })).once('error', reject)
  })
}

async function outcome(call) {
  try {
    return { status: (await call()).status }
  } catch (error) {
    const { code, message, cause } = error
    return { code, message, ...(cause && { cause: cause.code, causeMessage: cause.message }) }
  }
}

// Run as a process of its own, with NODE_EXTRA_CA_CERTS as a user's backend has it. Reads attempts as JSON from the standard
// input, and writes what each client library shows for each of them.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import axios from 'axios'
import { Agent, request } from 'undici'

const attempts = JSON.parse(await text(process.stdin))

const clients = {
  'axios, http adapter'(attempt) {
    const options = { ...axiosOptions(attempt), adapter: 'http', proxy: false }
    return axios.post(attempt.url, undefined, { ...options, httpsAgent: agentOf(attempt) }).then(ofAxios)
  },
  'axios, fetch adapter'(attempt) {
    // It ignores httpsAgent: without a dispatcher there is no certificate.
    const options = { ...axiosOptions(attempt), adapter: 'fetch', httpsAgent: agentOf(attempt) }
    return axios
      .post(attempt.url, undefined, { ...options, fetchOptions: { dispatcher: dispatcherOf(attempt) } })
      .then(ofAxios)
  },
  'node:https': (attempt) => viaNode(attempt),
  async fetch(attempt) {
    const { url, headers, timeout } = attempt
    const signal = AbortSignal.timeout(timeout)
    const response = await fetch(url, { method: 'POST', headers, signal, dispatcher: dispatcherOf(attempt) })
    return { status: response.status, body: await response.json() }
  },
  async undici(attempt) {
    const { url, headers } = attempt
    const response = await request(url, { method: 'POST', headers, dispatcher: dispatcherOf(attempt) ?? new Agent() })
    return { status: response.statusCode, body: await response.body.json() }
  },
}

const axiosOptions = ({ headers, timeout }) => ({ headers, timeout })
const ofAxios = ({ status, data }) => ({ status, body: data })

function pairOf({ cert, key, ca }) {
  return { ...(cert && { cert: readFileSync(cert), key: readFileSync(key) }), ca: readFileSync(ca) }
}

const agentOf = (attempt) => (attempt.url.startsWith('https:') ? new https.Agent(pairOf(attempt)) : undefined)

function dispatcherOf(attempt) {
  if (attempt.cert === undefined) return undefined
  return new Agent({ connect: pairOf(attempt), headersTimeout: attempt.timeout, bodyTimeout: attempt.timeout })
}

function viaNode({ url, headers, timeout, ...attempt }) {
  return new Promise((resolve, reject) => {
    const { request: send } = url.startsWith('https:') ? https : http
    const options = {
      method: 'POST',
      headers,
      agent: agentOf({ url, ...attempt }),
      signal: AbortSignal.timeout(timeout),
    }
    const sent = send(url, options, (response) => {
      text(response)
        .then((body) => resolve({ status: response.statusCode, body: JSON.parse(body) }))
        .catch(reject)
    })
    sent.once('error', reject).end()
  })
}

async function seen(client, attempt) {
  try {
    return await client(attempt)
  } catch (error) {
    const { name, code, message, cause, response } = error
    const inner = cause instanceof Error && cause !== error ? { cause: plain(cause) } : {}
    const answer = response === undefined ? {} : { status: response.status, body: response.data }
    return { error: { name, code: typeof code === 'string' ? code : undefined, message, ...inner }, ...answer }
  }
}

function plain({ name, code, message, errors }) {
  // Several addresses of one host name give an AggregateError without a message of its own.
  // A DOMException has a number.
  const text = typeof code === 'string' ? code : errors?.[0]?.code
  return { name, ...(text && { code: text }), message: message || errors?.[0]?.message }
}

const shown = {}
for (const attempt of attempts) {
  // One after the other: a busy machine would turn other failures into timeouts.
  const each = Object.entries(clients).map(async ([name, client]) => [name, await seen(client, attempt)])
  shown[attempt.id] = Object.fromEntries(await Promise.all(each))
}
process.stdout.write(JSON.stringify(shown), () => process.exit())

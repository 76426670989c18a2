import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { fileURLToPath } from 'node:url'
import axios from 'axios'
import { Agent, request as undiciRequest } from 'undici'
import { createClient, isBusinessError } from '../../client/index.js'
import { type OperationId, operation } from '../../contracts/index.js'
import { pemFolder } from '../mock-server/files.js'
import { run } from '../mock-server/run.js'

/** A call of an operation: what a backend wants, before any client library has its say. */
export interface Call {
  readonly operation: OperationId
  readonly body?: Readonly<Record<string, unknown>>
  readonly userKey?: number
  readonly anonKey?: string
  readonly accessToken?: string
}

/** What a client library made of the answer. */
export interface Received {
  /** `SUCCESS`, or the error code. */
  readonly outcome: string
  readonly success: unknown
  /** As it came over the wire; not told by clients that hide it. */
  readonly answer?: { readonly status: number; readonly contentType: string | undefined; readonly body: unknown }
}

/** Where a mini-app calls, and its certificate. */
export interface Endpoint {
  readonly baseUrl: string
  readonly tls: { readonly cert: string; readonly key: string; readonly ca: string }
}

/** A client library. Makes the calls one after another, and gives back what it made of each answer. */
export type Driver = (endpoint: Endpoint, calls: readonly Call[]) => Promise<readonly Received[]>

interface Wire {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

function wireOf({ baseUrl }: Endpoint, { operation: id, body, userKey, anonKey, accessToken }: Call): Wire {
  const { method, path } = operation(id)
  return {
    method,
    url: `${baseUrl}${path}`,
    headers: {
      ...(body && { 'Content-Type': 'application/json' }),
      ...(userKey !== undefined && { 'x-toss-user-key': String(userKey) }),
      ...(anonKey !== undefined && { 'x-anon-key': anonKey }),
      ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }),
    },
    body: body && JSON.stringify(body),
  }
}

function receivedOf(status: number, contentType: string | undefined, text: string): Received {
  const body = JSON.parse(text)
  const outcome = body.resultType === 'SUCCESS' ? 'SUCCESS' : String(body.error?.errorCode)
  return { outcome, success: body.success, answer: { status, contentType, body } }
}

async function inTurn(calls: readonly Call[], make: (call: Call) => Promise<Received>): Promise<Received[]> {
  const received: Received[] = []
  for (const call of calls) received.push(await make(call))
  return received
}

const nodeHttps: Driver = async (endpoint, calls) => {
  const agent = new HttpsAgent({ ...endpoint.tls, keepAlive: true })
  const make = (call: Call) =>
    new Promise<Received>((resolve, reject) => {
      const { method, url, headers, body } = wireOf(endpoint, call)
      const request = httpsRequest(url, { method, headers, agent }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => {
          resolve(receivedOf(response.statusCode ?? 0, response.headers['content-type'], text))
        })
      })
      request.on('error', reject)
      request.end(body)
    })
  const received = await inTurn(calls, make)
  agent.destroy()
  return received
}

const undici: Driver = async (endpoint, calls) => {
  const dispatcher = new Agent({ connect: endpoint.tls })
  const received = await inTurn(calls, async (call) => {
    const { url, ...wire } = wireOf(endpoint, call)
    const { statusCode, headers, body } = await undiciRequest(url, { ...wire, dispatcher })
    return receivedOf(statusCode, headers['content-type'] as string, await body.text())
  })
  await dispatcher.close()
  return received
}

function axiosWith(adapter: 'http' | 'fetch'): Driver {
  return async (endpoint, calls) => {
    const httpsAgent = new HttpsAgent({ ...endpoint.tls, keepAlive: true })
    const dispatcher = new Agent({ connect: endpoint.tls })
    const transport = adapter === 'http' ? { httpsAgent, proxy: false as const } : { fetchOptions: { dispatcher } }
    const http = axios.create({ adapter, ...transport, validateStatus: () => true, responseType: 'text' })
    const received = await inTurn(calls, async (call) => {
      const { body, ...wire } = wireOf(endpoint, call)
      const { status, headers, data } = await http.request<string>({ ...wire, ...(body && { data: body }) })
      return receivedOf(status, String(headers['content-type']), data)
    })
    httpsAgent.destroy()
    await dispatcher.close()
    return received
  }
}

const bundledClient: Driver = async ({ baseUrl, tls }, calls) => {
  await using client = createClient({ ...tls, baseUrl, maxRetries: 0 })
  return await inTurn(calls, async ({ operation: id, body, ...caller }) => {
    const [group, verb] = id.split('.') as [string, string]
    const methods = (client as unknown as Record<string, Record<string, (request: object) => Promise<unknown>>>)[group]
    try {
      const value = await methods?.[verb]?.({ ...body, ...caller })
      // verify says yes or no, and no is what 4010 means.
      if (value === false) return { outcome: '4010', success: null }
      return { outcome: 'SUCCESS', success: value }
    } catch (error) {
      if (!isBusinessError(error)) throw error
      return { outcome: error.errorCode, success: null }
    }
  })
}

/** Writes the certificate for programs that want files, and lets them run. */
async function withFiles<Result>(
  { tls }: Endpoint,
  work: (files: {
    cert: string
    key: string
    ca: string
    write(name: string, text: string): Promise<string>
  }) => Promise<Result>,
): Promise<Result> {
  await using folder = await pemFolder()
  const cert = await folder.write('app_public.crt', tls.cert)
  const key = await folder.write('app_private.key', tls.key)
  const ca = await folder.write('ca.crt', tls.ca)
  return await work({ cert, key, ca, write: (name, text) => folder.write(name, text) })
}

/** One run of curl for all calls: it keeps the connection. */
const curl: Driver = (endpoint, calls) =>
  withFiles(endpoint, async ({ cert, key, ca, write }) => {
    const quoted = (text: string) => JSON.stringify(text)
    const parts = calls.map((call) => {
      const { method, url, headers, body } = wireOf(endpoint, call)
      return [
        `url = ${quoted(url)}`,
        `request = ${method}`,
        `cert = ${quoted(cert)}`,
        `key = ${quoted(key)}`,
        `cacert = ${quoted(ca)}`,
        'noproxy = "*"',
        ...Object.entries(headers).map(([name, value]) => `header = ${quoted(`${name}: ${value}`)}`),
        ...(body === undefined ? [] : [`data-raw = ${quoted(body)}`]),
        'write-out = "\\n%{http_code} %{content_type}\\n"',
      ].join('\n')
    })
    const config = await write('calls.curlrc', parts.join('\nnext\n'))
    const ran = await run('curl', ['--silent', '--show-error', '--config', config])
    if (ran.status !== 0) throw new Error(`curl: ${ran.stderr}`)
    const lines = ran.stdout.trimEnd().split('\n')
    return calls.map((_, index) => {
      const [status, contentType] = (lines[2 * index + 1] ?? '').split(/ (.*)/)
      return receivedOf(Number(status), contentType, lines[2 * index] as string)
    })
  })

const script = fileURLToPath(new URL('standard_library.py', import.meta.url))

const python: Driver = (endpoint, calls) =>
  withFiles(endpoint, async ({ cert, key, ca, write }) => {
    const wires = calls.map((call) => wireOf(endpoint, call))
    const file = await write('calls.json', JSON.stringify(wires))
    const ran = await run('python3', [script, cert, key, ca, file])
    if (ran.status !== 0) throw new Error(`python3: ${ran.stderr}`)
    const answers = JSON.parse(ran.stdout) as { status: number; contentType: string; text: string }[]
    return answers.map(({ status, contentType, text }) => receivedOf(status, contentType, text))
  })

/** Every client library; `tool`: the program that it needs besides Node. */
export const drivers: Readonly<Record<string, { readonly drive: Driver; readonly tool?: string }>> = {
  'node-https': { drive: nodeHttps },
  undici: { drive: undici },
  'axios-http': { drive: axiosWith('http') },
  'axios-fetch': { drive: axiosWith('fetch') },
  'bundled-client': { drive: bundledClient },
  curl: { drive: curl, tool: 'curl' },
  'python-http': { drive: python, tool: 'python3' },
}

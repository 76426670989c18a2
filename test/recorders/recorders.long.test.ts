import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basePath, type OperationId, operation } from '../../contracts/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { checkTraffic, type TrafficReport } from '../../traffic/index.js'
import { hasTool } from '../tools.js'
import { recording } from '../traffic/recordings.js'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const isInstalled = hasTool('public-tools') || existsSync(here('node_modules/.package-lock.json'))

/** What each tool keeps of a call, besides method, address and headers. */
const recorders = [
  { tool: 'axios-har-tracker', requestBody: true, answer: true },
  { tool: 'node-fetch-har', requestBody: true, answer: true },
  { tool: 'request-capture-har', requestBody: true, answer: false },
  { tool: 'pollyjs', requestBody: true, answer: true },
  { tool: 'playwright', requestBody: true, answer: true },
  { tool: 'chrome-har', requestBody: false, answer: true },
] as const
const inBrowser: readonly string[] = ['playwright', 'chrome-har']

describe.runIf(isInstalled)('check reads what recorders write', () => {
  let mock: MockServer
  let plain: Awaited<ReturnType<typeof startPlain>>
  beforeAll(async () => {
    mock = await startMockServer({ controlPort: false })
    plain = await startPlain(mock)
  })
  afterAll(async () => {
    await plain.close()
    await mock.close()
  })

  describe.each(recorders)('$tool', ({ tool, requestBody, answer }) => {
    /** The first start of a browser takes a while. */
    const timeout = inBrowser.includes(tool) ? 120_000 : 40_000
    const canRun = !inBrowser.includes(tool) || hasTool('chromium')

    test.runIf(canRun)(
      'every exchange is found, none is refused, and what was not kept is said',
      { timeout },
      async () => {
        const { authorizationCode, referrer, userKey } = await mock.toss.logIn()
        const user = { 'x-toss-user-key': String(userKey) }
        const report = await record(tool, [
          call('login.generateToken', { authorizationCode, referrer }),
          call('login.loginMe', undefined, { authorization: 'Bearer made.up.token' }),
          call('iap.getOrderStatus', { orderId: '0190b6a2-1c3d-7e4f-8a5b-123456789abc' }, user),
          call('promotion.getKey', undefined, user),
          call('login.removeByUserKey', { userKey }),
        ])
        expect(report.broken).toEqual([])
        expect(report).toMatchObject({ ok: true, mistakes: [] })
        expect(report.operations.map(({ exchanges }) => exchanges)).toEqual([1, 1, 1, 1, 1])
        const gaps = report.unchecked.map(({ what, exchanges }) => `${what.split(' (')[0]} ${exchanges}`)
        expect(gaps).toEqual([...(requestBody ? [] : ['the request body 3']), ...(answer ? [] : ['the answer 5'])])
      },
    )

    test.runIf(canRun)('a mistake in what was kept is found', { timeout }, async () => {
      const report = await record(tool, [
        call('login.generateToken', { authorizationCode: 'x' }),
        call('messenger.sendMessage', { templateSetCode: 'x', context: {} }, { 'x-toss-user-key': 'no-digits' }),
      ])
      const fields = report.broken.flatMap(({ findings }) => findings.map(({ field }) => field))
      expect(fields).toEqual([...(requestBody ? ['request.body.referrer'] : []), 'request.headers.x-toss-user-key'])
    })
  })

  async function record(tool: string, requests: readonly Call[]): Promise<TrafficReport> {
    const child = spawn(process.execPath, [here('record.mjs'), tool], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.end(JSON.stringify({ origin: plain.origin, requests }))
    let text = ''
    for await (const chunk of child.stdout) text += chunk
    const path = await recording('', `${tool}.har`)
    await writeFile(path, text)
    try {
      return await checkTraffic([path])
    } finally {
      await rm(dirname(path), { recursive: true })
    }
  }
})

interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: object | undefined
}

function call(id: OperationId, body?: object, headers: Readonly<Record<string, string>> = {}): Call {
  const { method, path } = operation(id)
  return { method, path, headers: { ...(body && { 'content-type': 'application/json' }), ...headers }, body }
}

/**
 * The mock over plain HTTP, since half of the recorders cannot send a client certificate, with a page for those that live in a
 * browser. Answers are packed for whoever takes gzip, as by a gateway: recorders differ in what they keep of that.
 */
async function startPlain(mock: MockServer): Promise<{ origin: string; close(): Promise<void> }> {
  const agent = new Agent({ ...mock.clientTls, keepAlive: true })
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', headers, url = '' } = incoming
    if (!url.startsWith(basePath)) {
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>')
      return
    }
    const sent = request(`${mock.baseUrl}${url}`, { agent, method, headers }, async (answer) => {
      const body = await bytesOf(answer)
      const { 'content-length': _, ...rest } = answer.headers
      const packed = /gzip/.test(String(headers['accept-encoding']))
      outgoing.writeHead(answer.statusCode ?? 0, { ...rest, ...(packed && { 'content-encoding': 'gzip' }) })
      outgoing.end(packed ? gzipSync(body) : body)
    })
    sent.on('error', (error) => outgoing.destroy(error))
    incoming.pipe(sent)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

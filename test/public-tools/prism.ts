import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { Agent, request } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { basePath } from '../../contracts/index.js'
import type { MockServer } from '../../mock-server/index.js'
import { programOf } from './installed.js'

/** One remark of Prism about a request or an answer. */
export interface Remark {
  /** Begins with `request` or `response`. */
  readonly location: readonly string[]
  readonly severity: 'Error' | 'Warning' | 'Information' | 'Hint'
  readonly code?: string | number
  readonly message: string
}

/** An answer that came through Prism. */
export interface PrismAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: whatever came
  readonly body: any
  readonly contentType: string | undefined
  /** Without the one that it does not know client certificates. */
  readonly remarks: readonly Remark[]
}

/** A Prism that runs. */
export interface Prism {
  call(method: string, path: string, parts?: { headers?: Record<string, string>; body?: unknown }): Promise<PrismAnswer>
  close(): Promise<void>
}

/**
 * Starts Stoplight Prism on a document: as a mock of it, or between a caller and `upstream`, where it judges both sides.
 *
 * @param upstream - an http origin
 */
export async function startPrism(document: object, upstream?: string): Promise<Prism> {
  const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-prism-'))
  const file = join(folder, 'openapi.json')
  await writeFile(file, JSON.stringify(document))
  const port = await freePort()
  const mode = upstream === undefined ? ['mock', file] : ['proxy', file, upstream]
  const child = spawn(
    process.execPath,
    [programOf('prism'), ...mode, '--port', String(port), '--verboseLevel', 'info'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const read = (part: Buffer) => {
      output += part
      if (output.includes('is listening on')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    ended.then(() => reject(new Error(`Prism ended instead of starting:\n${output}`)))
  })
  child.stdout.removeAllListeners('data').resume()
  child.stderr.removeAllListeners('data').resume()

  return {
    async call(method, path, { headers = {}, body } = {}) {
      const response = await fetch(`http://127.0.0.1:${port}${basePath}${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      const remarks = JSON.parse(response.headers.get('sl-violations') ?? '[]') as Remark[]
      return {
        status: response.status,
        body: text === '' ? undefined : JSON.parse(text),
        contentType: response.headers.get('content-type') ?? undefined,
        remarks: remarks.filter(({ message }) => !message.includes('security scheme: mutualTLS')),
      }
    },
    async close() {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Plain HTTP in front of the mock, for a tool that has no client certificate. */
export async function plainHttp(mock: MockServer): Promise<{ origin: string; close(): Promise<void> }> {
  const agent = new Agent({ ...mock.clientTls, keepAlive: true })
  const server: Server = createServer((incoming, outgoing) => {
    const { method, headers, url } = incoming
    const sent = request(`${mock.baseUrl}${url}`, { agent, method: method ?? 'GET', headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(outgoing)
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

/** For tools that take no port 0. */
export async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

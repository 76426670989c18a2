import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import { Pool } from 'undici'

/** A server on this machine, and what a client needs to reach it. */
export interface Target {
  readonly port: number
  /** Certificate and key of the client, and the authority to trust (PEM). */
  readonly tls: { readonly cert: string; readonly key: string; readonly ca: string }
}

/** One request. */
export interface WireRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What became of the load. */
export interface Load {
  readonly answers: number
  readonly seconds: number
}

/** A rate of failures says nothing. */
const success = '"resultType":"SUCCESS"'

/** A client that keeps its connections. */
export interface KeepAliveClient {
  /**
   * Sends requests, one in flight on each connection, until the time is up or no request is left: each one is sent
   * once, unless `repeat` is set.
   *
   * @throws Error at the first answer that is not a SUCCESS
   */
  load(options: { requests: readonly WireRequest[]; repeat: boolean; seconds: number }): Promise<Load>
  close(): Promise<void>
}

/** undici, which is the partner server's client of most users, and ours. */
export function createKeepAliveClient({ port, tls }: Target, connections: number): KeepAliveClient {
  const pool = new Pool(`https://127.0.0.1:${port}`, { connections, pipelining: 1, connect: { ...tls } })
  return {
    async load({ requests, repeat, seconds }) {
      let sent = 0
      let answers = 0
      const begin = performance.now()
      const end = begin + seconds * 1000
      await Promise.all(
        Array.from({ length: connections }, async () => {
          while (performance.now() < end && (repeat || sent < requests.length)) {
            const { body } = await pool.request(requests[sent++ % requests.length] as WireRequest)
            checkAnswer(await body.text())
            answers++
          }
        }),
      )
      return { answers, seconds: (performance.now() - begin) / 1000 }
    },
    close: () => pool.close(),
  }
}

/** Connects, shakes hands in full, sends one request and closes, again and again. */
export async function handshakeLoad(
  target: Target,
  options: { request: WireRequest; connections: number; seconds: number },
): Promise<Load> {
  const context = createSecureContext(target.tls)
  let answers = 0
  const begin = performance.now()
  const end = begin + options.seconds * 1000
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      while (performance.now() < end) {
        checkAnswer(await overNewConnection(target.port, context, options.request))
        answers++
      }
    }),
  )
  return { answers, seconds: (performance.now() - begin) / 1000 }
}

/** The body that answers one request over a connection of its own. */
export function firstAnswer({ port, tls }: Target, request: WireRequest): Promise<string> {
  return overNewConnection(port, createSecureContext(tls), request)
}

/** Written against the socket: no session is offered, so that the handshake is a full one, and no agent takes part. */
function overNewConnection(port: number, context: SecureContext, request: WireRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, secureContext: context, servername: 'localhost' })
    let received = ''
    socket.setEncoding('latin1')
    socket.once('secureConnect', () => socket.write(wireText(request)))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the server closed the connection without an answer')))
    socket.on('data', (chunk: string) => {
      received += chunk
      const body = wholeBody(received)
      if (body === undefined) return
      resolve(body)
      end(socket)
    })
  })
}

function end(socket: TLSSocket): void {
  socket.removeAllListeners('close')
  socket.destroy()
}

function wireText({ method, path, headers, body = '' }: WireRequest): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...named, ...length, '', body].join('\r\n')
}

/** The body of an answer that has arrived as a whole. It must have a Content-Length. */
function wholeBody(received: string): string | undefined {
  const head = received.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(received.slice(0, head))?.[1])
  return received.length < head + 4 + length ? undefined : received.slice(head + 4)
}

function checkAnswer(body: string): void {
  if (!body.includes(success)) throw new Error(`an answer without ${success}: ${body.slice(0, 500)}`)
}

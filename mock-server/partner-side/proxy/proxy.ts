import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { productionHost, productionNames, redactUrl } from '../../../contracts/index.js'
import type { Log } from '../../record/log.js'
import { listening } from '../listener/listen.js'
import { apiPort, authorityOf, readTarget, type Target } from './connect-target.js'
import { join } from './tunnel.js'
import type { Upstream } from './upstream.js'

/** What becomes of targets that are not the API's: connected to, or refused. */
export type ProxyOthers = 'pass' | 'refuse'

/** A proxy that leads the API's two hosts to the mock. */
export interface ProxyOptions {
  /** Where the mock's TLS port is; asked for each tunnel. */
  readonly mock: () => Target
  readonly others: ProxyOthers
  /** The proxy that this machine itself needs for others. */
  readonly upstream?: Upstream | undefined
  readonly log: Log
  /** Milliseconds for the head of a request, and for reaching a target; default 10,000. */
  readonly patience?: number
}

/** A proxy, not yet listening. It may be listened on only at a loopback address. */
export interface ConnectProxy {
  readonly server: Server
  listen(at: { host: string; port: number }): Promise<void>
  /** Takes no more connections, and ends those that have no tunnel. */
  close(): void
  /** Cuts every tunnel. */
  destroyTunnels(): void
}

/** More than any client needs at once; what comes above it is closed at once. */
const connectionBound = 1_024

/**
 * A CONNECT proxy (RFC 9110, 9.3.6): a raw tunnel, so that TLS and the client certificate are end to end. It answers
 * nothing but CONNECT, which no web page can send: `fetch` and XMLHttpRequest refuse that method, and forms do not have it. One
 * that bears the marks of a page all the same is refused.
 */
export function createConnectProxy({ mock, others, upstream, log, patience = 10_000 }: ProxyOptions): ConnectProxy {
  const server = createServer({
    maxHeaderSize: 16_384,
    headersTimeout: patience,
    requestTimeout: patience,
    keepAliveTimeout: 1,
    connectionsCheckingInterval: Math.min(patience, 1_000),
  })
  server.maxConnections = connectionBound
  const tunnels = new Set<Socket>()
  /** A connection that sent anything but CONNECT gets no tunnel any more, whatever is written behind that request. */
  const spoilt = new WeakSet<Socket>()

  server.on('request', (request, response) => {
    spoilt.add(request.socket)
    log.warn(`proxy: ${request.method} ${shown(request.url)} was refused: ${onlyConnect}`)
    const headers = { 'content-type': plainText, allow: 'CONNECT', connection: 'close' }
    response.writeHead(405, headers).end(`apps-in-toss-mock: ${onlyConnect}\n`)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    const [status, text] = malformed[error.code ?? ''] ?? ['400 Bad Request', 'this is not HTTP/1.1']
    answer(socket, status, text)
  })
  server.on('connect', (request, stream, head) => void tunnel(request, stream as Socket, head))

  async function tunnel(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    // The HTTP server has taken its own listener off.
    socket.on('error', () => socket.destroy())
    if (spoilt.has(socket)) return void socket.destroy()
    tunnels.add(socket)
    socket.once('close', () => tunnels.delete(socket))

    if (isOfWebPage(request)) return refuse(socket, '403 Forbidden', 'a web page may not use this proxy')
    const target = readTarget(request.url)
    if (target === undefined) {
      return refuse(socket, '400 Bad Request', `CONNECT needs host:port, not ${shown(request.url)}`)
    }
    const refusal = refusalOf(target)
    if (refusal !== undefined) return refuse(socket, '403 Forbidden', refusal)

    const reached = new AbortController()
    const timer = setTimeout(() => reached.abort(new Error(`no connection in ${patience} ms`)), patience)
    const gaveUp = () => reached.abort(new Error('the client went away'))
    socket.once('close', gaveUp)
    try {
      const outward = await dial(target, reached.signal)
      if (socket.destroyed) return void outward.socket.destroy()
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      if (outward.head.length > 0) socket.write(outward.head)
      if (head.length > 0) outward.socket.write(head)
      join(socket, outward.socket)
      log.debug(`proxy: ${authorityOf(target)} → ${isApi(target) ? 'the mock' : 'passed'}`)
    } catch (error) {
      const { message } = reached.signal.aborted ? (reached.signal.reason as Error) : (error as Error)
      refuse(socket, '502 Bad Gateway', `${authorityOf(target)} cannot be reached: ${message}`)
    } finally {
      clearTimeout(timer)
      socket.off('close', gaveUp)
    }
  }

  function refusalOf(target: Target): string | undefined {
    const { host, port } = target
    if (isApi(target)) {
      return port === apiPort ? undefined : `${host} is led to the mock on port ${apiPort} only, not on ${port}`
    }
    return others === 'pass'
      ? undefined
      : `only ${productionNames.join(' and ')} are led anywhere (--proxy-others refuse), not ${host}`
  }

  async function dial(target: Target, signal: AbortSignal): Promise<{ socket: Socket; head: Buffer }> {
    if (isApi(target)) return { socket: await reach(mock(), signal), head: nothing }
    if (upstream === undefined || upstream.bypasses(target)) {
      return { socket: await reach(target, signal), head: nothing }
    }
    return upstream.connect(target, signal)
  }

  function refuse(socket: Socket, status: string, text: string): void {
    log.warn(`proxy: ${text}`)
    answer(socket, status, text)
  }

  return {
    server,
    listen: (at) => listening(server, at),
    close() {
      server.close()
      server.closeAllConnections()
    },
    destroyTunnels() {
      for (const socket of tunnels) socket.destroy()
    },
  }
}

const plainText = 'text/plain; charset=utf-8'
const nothing = Buffer.alloc(0)

const onlyConnect =
  'this port is a proxy for HTTPS and answers CONNECT only. Set HTTPS_PROXY to it, not HTTP_PROXY. ' +
  'A client that sends a whole https:// URL here cannot send its certificate either: axios before 1.16.1 does; ' +
  'run it with node --import apps-in-toss-mock/redirect instead'

const malformed: Record<string, readonly [status: string, text: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'the head of the request is too large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'the head of the request did not come in time'],
  HPE_INVALID_METHOD: ['400 Bad Request', 'this is not HTTP/1.1; TLS goes into the tunnel, after CONNECT'],
}

/** Browsers put these on what pages send, and no client on a CONNECT of its own. */
function isOfWebPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || Object.keys(headers).some((name) => name.startsWith('sec-fetch-'))
}

function answer(socket: Socket, status: string, text: string): void {
  if (socket.destroyed) return
  const body = `apps-in-toss-mock: ${text}\n`
  const head = `HTTP/1.1 ${status}\r\nContent-Type: ${plainText}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
  socket.setTimeout(1_000, () => socket.destroy())
  socket.resume()
  socket.end(`${head}Connection: close\r\n\r\n${body}`)
}

const isApi = ({ host }: Target) => productionHost(host) !== undefined

function reach({ host, port }: Target, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, allowHalfOpen: true, signal, autoSelectFamily: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

/** What a client wrote, short enough for a message and free of control characters. */
function shown(text = ''): string {
  return JSON.stringify(redactUrl(text.slice(0, 200)))
}

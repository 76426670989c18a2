import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
  type ServerResponse,
} from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { pipeline, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { redactUrl } from '../../contracts/index.js'
import { join } from '../../mock-server/partner-side/proxy/tunnel.js'
import type { Log } from '../../mock-server/record/log.js'
import { isDocument } from './document.js'
import { answerText, closeSoon, refuseUpgrade } from './plain-answer.js'
import { forwarded, readdressed, withoutHopByHop } from './proxied-headers.js'
import type { Site } from './site.js'

/** A server of pages in front of which the phone stands. */
export interface ReverseProxyOptions {
  /** Its origin is the only one that anything is sent to. */
  readonly target: URL
  readonly log: Log
  /** Milliseconds that a connection to it may take; default 10,000. */
  readonly patience?: number
}

/** Hands requests on to one server, and its answers back; documents uncompressed. */
export function createReverseProxy({ target, log, patience = 10_000 }: ReverseProxyOptions): Site {
  const { origin, hostname, port, protocol } = target
  const isTls = protocol === 'https:'
  const bare = hostname.replace(/^\[|\]$/g, '')
  // A connection that is kept may be closed by the other side just as it is used again.
  const agent = isTls ? new TlsAgent({ keepAlive: false, ...trust(bare) }) : new PlainAgent({ keepAlive: false })
  const send = isTls ? tlsRequest : plainRequest

  function handOn(request: IncomingMessage, headers: IncomingHttpHeaders) {
    const { method, url: path } = request
    const sent = send({ host: bare, port, method, path, headers, agent, setHost: false })
    const timer = setTimeout(() => sent.destroy(new Error(`no connection in ${patience} ms`)), patience)
    sent.once('socket', (socket: Socket) => {
      if (!socket.connecting) clearTimeout(timer)
      socket.once(isTls ? 'secureConnect' : 'connect', () => clearTimeout(timer))
    })
    sent.once('close', () => clearTimeout(timer))
    return sent
  }

  function unreachable({ method, url = '' }: IncomingMessage, { message, code }: NodeJS.ErrnoException): string {
    log.warn(`phone: ${method} ${redactUrl(url.slice(0, 200))}: ${origin} cannot be reached: ${code ?? message}`)
    return `${origin} cannot be reached: ${message || code}. Is the server of the mini-app running?`
  }

  function answer(request: IncomingMessage, response: ServerResponse, answered: IncomingMessage): void {
    const { statusCode: status = 502, statusMessage } = answered
    const headers = readdressed(answered.headers, target, request.headers.host as string)
    if (!isDocument(request, status, answered.headers['content-type'])) {
      response.writeHead(status, statusMessage, headers)
      pipeline(answered, response, () => {})
      return
    }
    const encoding = answered.headers['content-encoding']
    const decoding = decoders[encoding?.trim().toLowerCase() ?? 'identity']
    if (decoding === undefined) {
      log.warn(`phone: ${origin} answered in the encoding ${encoding}: the page has no Toss app`)
    } else {
      delete headers['content-encoding']
    }
    response.writeHead(status, statusMessage, headers)
    pipeline([answered, ...(decoding?.() ?? []), response], () => {})
  }

  return {
    name: origin,
    path: target.pathname + target.search,
    serve(request, response) {
      const sent = handOn(request, forwarded(request.headers, target))
      sent.once('response', (answered) => answer(request, response, answered))
      sent.once('error', (error) => {
        // Whoever asked has gone: that ended it, and nothing is wrong with the other server.
        if (response.destroyed) return
        if (response.headersSent) return void response.destroy()
        answerText(response, 502, unreachable(request, error), { retry: true })
      })
      response.once('close', () => sent.destroy())
      // Not a pipeline: where the other end fails, that would close the connection that is to be told.
      request.pipe(sent)
    },
    upgrade(request, socket, head) {
      const { connection, upgrade } = request.headers
      const sent = handOn(request, { ...forwarded(request.headers, target), connection, upgrade })
      const gone = () => sent.destroy()
      // The HTTP server has taken its own listener off.
      socket.on('error', () => socket.destroy())
      socket.once('close', gone)
      sent.once('upgrade', (answered, other, otherHead) => {
        socket.off('close', gone)
        socket.write(headOf(answered, answered.rawHeaders))
        if (otherHead.length > 0) socket.write(otherHead)
        if (head.length > 0) other.write(head)
        join(socket as Socket, other)
      })
      sent.once('response', (answered) => {
        const headers = Object.entries({ ...withoutHopByHop(answered.headers), connection: 'close' })
        socket.write(headOf(answered, headers.flat(2).map(String)))
        pipeline(answered, socket, () => closeSoon(socket))
      })
      sent.once('error', (error) => {
        if (!socket.destroyed) refuseUpgrade(socket, '502 Bad Gateway', unreachable(request, error))
      })
      sent.end()
    },
  }
}

/** A server on this machine has a certificate that nobody vouches for, and nobody stands in between. */
function trust(host: string): { rejectUnauthorized?: false } {
  const isOwn =
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  return isOwn ? { rejectUnauthorized: false } : {}
}

/** Compressed although nobody asked for it: by a server of files that were compressed ahead. */
const decoders: Readonly<Record<string, () => Transform[]>> = {
  identity: () => [],
  gzip: () => [createGunzip()],
  deflate: () => [createInflate()],
  br: () => [createBrotliDecompress()],
}

/** The head of an answer, with names and values in turn: web sockets compare what is in it. */
function headOf({ statusCode, statusMessage }: IncomingMessage, headers: readonly string[]): string {
  const lines = headers.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${headers[index + 1]}`] : []))
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('\r\n')}\r\n\r\n`
}

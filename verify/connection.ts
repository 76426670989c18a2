import { Agent, type RequestOptions, request } from 'node:https'
import { isIP } from 'node:net'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { answerBound, boundedText, isTooLong } from '../client/bounded-body.js'
import { type Offer, secureContext } from './secure-context.js'

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string
  /** The address, with scheme and host. */
  readonly url: string
  /** Sent in exactly this case. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Where it is left out, no byte is sent. */
  readonly body?: string | Uint8Array | undefined
}

/** An HTTP answer. */
export interface WireAnswer {
  readonly status: number
  readonly contentType: string | undefined
  readonly text: string
  /** `TLSv1.3` … */
  readonly protocol: string | undefined
}

/** Why no HTTP answer came. */
export interface WireFailure {
  readonly error: Error
  /** `ECONNRESET`, `ERR_SSL_…`; `TIMEOUT` or `TOO_LONG` where it was given up here … */
  readonly code: string
  /** The number of the TLS alert that the server sent. */
  readonly alert?: number
  /** Whether the server said something in the TLS handshake. */
  readonly serverSpoke: boolean
  /** Whether an HTTP answer had begun. */
  readonly answerBegun: boolean
}

/** What came of a request. */
export type Reply = WireAnswer | WireFailure

/** How a request is sent. */
export interface SendOptions extends Offer {
  /** Kept-alive connections; without it, one connection for this request. */
  readonly agent?: Agent | undefined
  /** Milliseconds until it is given up. */
  readonly timeout: number
}

/** Milliseconds that a connection is kept without being used: less than servers keep it, so that none is lost by surprise. */
const idle = 2_000

/** Connections to be used again, up to `connections` at a time. */
export function keepAlive(connections: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections, timeout: idle })
}

/** Sends one request with Node's own HTTPS client: no proxy, no redirects, no retries. Never rejects. */
export function send(wire: WireRequest, options: SendOptions): Promise<Reply> {
  return new Promise((resolve) => {
    let serverSpoke = false
    let answerBegun = false
    const done = (reply: Reply) => {
      clearTimeout(timer)
      resolve(reply)
    }
    const fail = (error: NodeJS.ErrnoException) => done({ error, ...causeOf(error), serverSpoke, answerBegun })
    const giveUp = (code: string, message: string) => {
      const error = Object.assign(new Error(message), { code })
      fail(error)
      outgoing.destroy(error)
    }
    const outgoing = request(wire.url, {
      method: wire.method,
      headers: framed(wire),
      ...tlsOptions(wire.url, options),
    })
    // For the exchange as a whole: an answer that drips is never silent for long.
    const timer = setTimeout(() => {
      const what = answerBegun ? 'the answer was not complete' : 'no answer'
      giveUp('TIMEOUT', `${what} within ${options.timeout} ms`)
    }, options.timeout)
    outgoing.once('socket', (socket) => {
      // A connection that is used again has nothing to tell of its handshake.
      if (outgoing.reusedSocket) return
      socket.once('keylog', () => {
        serverSpoke = true
      })
    })
    outgoing.on('error', fail)
    outgoing.once('response', (response) => {
      const socket = response.socket as TLSSocket
      // Node 20 crashes when a socket whose connection is gone is asked for its protocol.
      const protocol = socket.destroyed ? undefined : (socket.getProtocol() ?? undefined)
      answerBegun = true
      boundedText(response, answerBound).then(
        (text) =>
          done({ status: response.statusCode ?? 0, contentType: response.headers['content-type'], text, protocol }),
        (error) => (isTooLong(error) ? giveUp('TOO_LONG', error.message) : fail(error)),
      )
    })
    outgoing.end(wire.body)
  })
}

/** Node leaves the length of a GET's body out: a server would take it for the next request. */
function framed({ headers = {}, body }: WireRequest): Record<string, string> {
  const isChunked = Object.keys(headers).some((name) => name.toLowerCase() === 'transfer-encoding')
  return { ...headers, ...(body !== undefined && !isChunked && { 'Content-Length': String(Buffer.byteLength(body)) }) }
}

/** Whether the request got an HTTP answer. */
export function isAnswer(reply: Reply): reply is WireAnswer {
  return 'status' in reply
}

function tlsOptions(
  url: string,
  { identity, ca, agent, version }: SendOptions,
): RequestOptions & Pick<ConnectionOptions, 'secureContext'> {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return {
    secureContext: secureContext({ identity, ca, version }),
    // Node would take the name from a Host header of the request.
    servername: isIP(host) === 0 ? host : '',
    agent: agent ?? false,
  }
}

function causeOf(error: NodeJS.ErrnoException): Pick<WireFailure, 'code' | 'alert'> {
  const alert = /SSL alert number (\d+)/.exec(error.message)?.[1]
  return { code: error.code ?? error.name, ...(alert !== undefined && { alert: Number(alert) }) }
}

import type { Socket } from 'node:net'
import { type Answer, unreadableBodyAnswer } from '../answer.js'
import type { TlsServer } from './tls-server.js'

/** What came over a connection that is no HTTP, in words; neither ends with a full stop in `message`. */
export interface MalformedHttp {
  /** Node's name for it: `HPE_INVALID_METHOD` … */
  readonly code: string
  /** What it was answered with; absent where an answer to a request before it went out instead. */
  readonly status?: number
  readonly message: string
  readonly fix: string
}

/** What is known of the connections, and who is told. */
export interface MalformedHttpOptions {
  readonly tls: () => Pick<TlsServer, 'isAnswering' | 'closeAfterAnswers'> | undefined
  readonly onMalformed: (socket: Socket, found: MalformedHttp) => void
}

const statuses: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

const fixes: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT:
    'The request did not come to an end: send as many bytes as Content-Length says, and end a chunked body with an empty chunk.',
  HPE_HEADER_OVERFLOW: 'Send headers of 16 KB together at most.',
  HPE_PAUSED_H2_UPGRADE: 'Let the client speak HTTP/1.1: it began with HTTP/2 unasked (prior knowledge).',
}

/**
 * Handles the `clientError` of a server: what came over TLS was not HTTP. It is answered with 400 (408 where it did not come
 * to an end, 431 where its headers are too long), and the connection is closed. Where the answer to a request before it is
 * still to go out, that goes out and nothing else. A connection that never passed the handshake gets no HTTP reply at all.
 */
export function createMalformedHttpHandler({ tls, onMalformed }: MalformedHttpOptions) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    const { code = '' } = error
    const established = (socket as { _secureEstablished?: boolean })._secureEstablished === true
    if (!established || !(code.startsWith('HPE_') || code.startsWith('ERR_HTTP_'))) {
      socket.destroy(error)
      return
    }
    if (tls()?.isAnswering(socket) === true) {
      const message = `bytes came behind the end of a request that are no further one (${code})`
      const fix =
        'Content-Length is most likely too small: it counts the bytes of the body, not its characters (Buffer.byteLength in Node).'
      onMalformed(socket, { code, message, fix })
      tls()?.closeAfterAnswers(socket)
      return
    }
    const status = statuses[code] ?? '400 Bad Request'
    onMalformed(socket, {
      code,
      status: Number(status.slice(0, 3)),
      message: `a request that is no HTTP (${code}: ${error.message})`,
      fix:
        fixes[code] ??
        'Check what is written to the connection: a request behind a body whose Content-Length is too small looks so as well.',
    })
    if (socket.writable)
      socket.write(replyOf(status, unreadableBodyAnswer('HTTP 요청을 읽을 수 없어요.', error.message)))
    socket.destroy(error)
  }
}

function replyOf(status: string, { body }: Answer): string {
  const text = JSON.stringify(body)
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`
}

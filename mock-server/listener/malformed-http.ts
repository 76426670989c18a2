import type { Socket } from 'node:net'
import { unreadableBodyAnswer } from '../answer.js'
import type { Log } from '../log.js'

/** What is known of the connection on which something came that is no HTTP. */
export interface MalformedHttpOptions {
  readonly log: Log
  /** Whether an answer is still to be sent on it: nothing may come between. */
  readonly isAnswering: (socket: Socket) => boolean
}

const statuses: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

/**
 * Handles the `clientError` of a server: what came over TLS was not HTTP. It is answered with 400 (408 where it did not come
 * to an end, 431 where its headers are too long), and the connection is closed. A connection that never passed the handshake
 * gets no HTTP reply at all.
 */
export function createMalformedHttpHandler({ log, isAnswering }: MalformedHttpOptions) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    const { code = '' } = error
    const established = (socket as { _secureEstablished?: boolean })._secureEstablished === true
    if (established && (code.startsWith('HPE_') || code.startsWith('ERR_HTTP_'))) {
      const status = statuses[code] ?? '400 Bad Request'
      log.warn({ code }, `a request that is no HTTP (${code}: ${error.message}) → ${status.slice(0, 3)}`)
      if (socket.writable && !isAnswering(socket)) {
        const body = JSON.stringify(unreadableBodyAnswer('HTTP 요청을 읽을 수 없어요.', error.message).body)
        socket.write(
          `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
        )
      }
    }
    socket.destroy(error)
  }
}

import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'

/** Where the mock is, and with what it can be spoken to. */
export interface Target {
  readonly baseUrl: string
  readonly controlUrl: string
  readonly proxyUrl: string
  readonly clientTls: { readonly cert: string; readonly key: string; readonly ca: string }
  /** A certificate that is refused. */
  readonly foreign: { readonly cert: string; readonly key: string }
}

const portOf = (url: string) => Number(new URL(url).port)

/** A TCP connection. Its errors are expected. */
export function plain(url: string): Socket {
  return connectPlain(portOf(url), '127.0.0.1').on('error', () => {})
}

/** A TLS connection, by default with the certificate of the mini-app. Its errors are expected. */
export function tls(target: Target, pair: { cert?: string; key?: string } = target.clientTls): TLSSocket {
  const { ca } = target.clientTls
  return connectTls({ host: '127.0.0.1', port: portOf(target.baseUrl), ca, ...pair }).on('error', () => {})
}

/** Resolves when the connection is closed; it is cut off after so many milliseconds. What came is thrown away. */
export function untilClosed(socket: Socket, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), milliseconds)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.resume()
  })
}

/** Does the work `count` times, `width` at a time. */
export async function times(count: number, width: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker))
}

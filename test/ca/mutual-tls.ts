import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { Authority, KeyAndCertificate } from '../../ca/index.js'

/**
 * A TLS server that demands a certificate of the authority and answers each client with its CN.
 *
 * @returns the port, on 127.0.0.1
 */
export async function serveCommonName(authority: Authority, server: KeyAndCertificate): Promise<number> {
  const options = { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true }
  const listener = createServer(options, (socket) => {
    socket.end(String(socket.getPeerCertificate().subject.CN))
  })
  listener.listen(0, '127.0.0.1')
  onTestFinished(() => void listener.close())
  await once(listener, 'listening')
  return (listener.address() as AddressInfo).port
}

/** All that the other side sends. */
export async function received(socket: TLSSocket): Promise<string> {
  let text = ''
  for await (const chunk of socket.setEncoding('utf8')) text += chunk
  return text
}

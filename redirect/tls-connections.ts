import { syncBuiltinESMExports } from 'node:module'
import { isIP } from 'node:net'
import tls, { type ConnectionOptions, type TLSSocket } from 'node:tls'
import type { Host } from '../contracts/operation.js'
import type { MockAddress } from './mock-address.js'
import { productionHost, redirectedHosts } from './production-hosts.js'

type Listener = () => void

/** OpenSSL's context under a `SecureContext`; Node's types hide it. */
interface NativeContext {
  addCACert(pem: string): void
}

/**
 * Makes `tls.connect` lead connections to port 443 of the API's two hosts to the mock. Everything that speaks TLS in Node
 * opens its connections with this one function: node:https, http2, undici, built-in fetch, and what is built on these. Only
 * the address and the trusted authority change; the name in the handshake (SNI), the check of the server's name, the client
 * certificate and every other option stay the program's own.
 */
export function redirectTlsConnections(addressOf: (host: Host) => MockAddress): void {
  const connect = tls.connect as (options: ConnectionOptions, listener?: Listener) => TLSSocket
  const redirecting = (...args: unknown[]): TLSSocket => {
    const { options, listener } = readArguments(args)
    const host = options && redirectedHost(options)
    if (options === undefined || host === undefined) return Reflect.apply(connect, tls, args) as TLSSocket
    let address: MockAddress
    try {
      address = addressOf(host)
    } catch (error) {
      // As if the name were unknown, which every program is prepared for. An address would be looked up nowhere, and reached.
      const unknown = { ...options, host: redirectedHosts[0] as string }
      return connect.call(tls, { ...unknown, lookup: (_name, _options, done) => done(error as Error, '') }, listener)
    }
    return connect.call(tls, toMock(options, address), listener)
  }
  tls.connect = redirecting as typeof tls.connect
  // For those who write `import { connect } from 'node:tls'`.
  syncBuiltinESMExports()
}

/** `tls.connect` takes (options), (port, options), (port, host, options) or a path of a socket file, and a listener. */
function readArguments(args: unknown[]): { options?: ConnectionOptions; listener?: Listener } {
  const [first] = args
  const listener = args.findLast((argument) => typeof argument === 'function') as Listener | undefined
  const given = args.find((argument) => typeof argument === 'object' && argument !== null) as ConnectionOptions
  if (first === given) return { options: given, ...(listener && { listener }) }
  const port = Number(first)
  if (!Number.isInteger(port)) return {}
  const host = typeof args[1] === 'string' ? { host: args[1] } : {}
  return { options: { port, ...host, ...given }, ...(listener && { listener }) }
}

function redirectedHost({ host, port, socket, path }: ConnectionOptions): Host | undefined {
  return socket || path || Number(port) !== 443 ? undefined : productionHost(host)
}

function toMock(options: ConnectionOptions, { host, port, ca }: MockAddress): ConnectionOptions {
  const { localAddress: _, ...kept } = options as ConnectionOptions & { localAddress?: string }
  // Production's certificate is for no address: whoever has one in the code names the server, or does not check it.
  const servername = options.servername || (isIP(options.host as string) === 0 ? (options.host as string) : '')
  const redirected = { ...kept, host, port, servername }
  if (ca === undefined) return redirected
  if (options.secureContext !== undefined) {
    ;(options.secureContext.context as NativeContext).addCACert(ca)
    return redirected
  }
  return { ...redirected, ca: options.ca === undefined ? ca : [options.ca, ca].flat() }
}

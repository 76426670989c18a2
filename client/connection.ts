import type { TLSSocket } from 'node:tls'
import type * as Undici from 'undici'
import type { buildConnector, Dispatcher, Pool } from 'undici'
import { answerBound } from './bounded-body.js'
import type { Credentials } from './credentials.js'
import type { Settings } from './options.js'

/** What a connection's life says about why it failed. */
export interface Trace {
  readonly tlsError: Error | undefined
  readonly serverSpoke: boolean
  readonly established: boolean
  readonly accepted: boolean
}

/** Kept-alive TLS connections that offer one client certificate. */
export interface Connections {
  readonly credentials: Credentials
  /** The connections to one server. undici is loaded by who calls: it takes as long as all else of a client that never does. */
  to(origin: string, undici: typeof Undici): Dispatcher
  /** What is known of the connection that `error` ended. */
  traceOf(error: unknown, origin: string): Trace
  /** Called at each answer: a server that answers has accepted the certificate. */
  answered(origin: string): void
  /** Lets requests under way finish, then closes. */
  drain(): Promise<void>
  /** Closes at once. */
  destroy(): Promise<void>
}

/** Opens nothing yet: a connection is made when a request needs it. */
export function openConnections(credentials: Credentials, settings: Settings): Connections {
  const traces = new WeakMap<object, Trace>()
  const acceptedBy = new Set<string>()
  let connector: buildConnector.connector | undefined

  const open = (undici: typeof Undici): buildConnector.connector => {
    connector ??= undici.buildConnector({ secureContext: credentials.secureContext(), timeout: settings.timeout })
    return connector
  }

  const connectBy = (undici: typeof Undici) => (options: buildConnector.Options, callback: buildConnector.Callback) => {
    const origin = `${options.protocol}//${options.host}`
    let socket: TLSSocket
    let tlsError: Error | undefined
    let serverSpoke = false
    let established = false
    const note = (error: Error) => {
      if (isTlsError(error)) tlsError ??= error
      traces.set(error, { tlsError, serverSpoke, established, accepted: acceptedBy.has(origin) })
    }
    try {
      // undici's connector returns the socket, which its types leave out.
      socket = open(undici)(options, (...result) => {
        if (result[0] !== null) note(result[0])
        // On TLS 1.3 the server may still refuse the certificate.
        else if (socket.getProtocol() !== 'TLSv1.3') established = true
        callback(...result)
      }) as unknown as TLSSocket
    } catch (error) {
      callback(error as Error, null)
      return
    }
    socket.on('error', note)
    // Keys exist as soon as the server has spoken TLS. Nothing else tells it apart from a port that hangs up: a socket that
    // is closed during the handshake counts no bytes. The keys themselves are not looked at.
    socket.once('keylog', () => {
      serverSpoke = true
    })
    // A ticket, or on TLS 1.2 the end of the handshake: the server has let the certificate pass.
    socket.once('session', () => {
      established = true
      acceptedBy.add(origin)
    })
  }

  // Not undici's Agent: it forgets an origin whose only connection has ended, and connects anew for each call from then on.
  const pools = new Map<string, Pool>()
  const poolOf = (origin: string, undici: typeof Undici): Pool => {
    const pool =
      pools.get(origin) ??
      new undici.Pool(origin, {
        connect: connectBy(undici),
        connections: settings.maxConnections,
        keepAliveTimeout: settings.keepAliveTimeout,
        // The transport bounds the whole call.
        headersTimeout: 0,
        bodyTimeout: 0,
        maxResponseSize: answerBound,
      })
    pools.set(origin, pool)
    return pool
  }
  const every = async (end: (pool: Pool) => Promise<void>) => void (await Promise.all([...pools.values()].map(end)))

  return {
    credentials,
    to: poolOf,
    traceOf: (error, origin) =>
      traces.get(error as object) ?? {
        tlsError: undefined,
        serverSpoke: false,
        established: false,
        accepted: acceptedBy.has(origin),
      },
    answered: (origin) => {
      acceptedBy.add(origin)
    },
    drain: () => every((pool) => pool.close()),
    destroy: () => every((pool) => pool.destroy()),
  }
}

function isTlsError(error: Error): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && code.startsWith('ERR_SSL_')
}

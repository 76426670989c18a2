import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { explainRefusal, type HandshakeRefusal, type SeenHandshake } from './handshake-refusal.js'

/** Who is on the other end of a connection, from the client certificate. */
export interface ClientIdentity {
  /** The mini-app: the certificate's CN. */
  readonly miniApp: string
  readonly serialNumber: string
  /** SHA-256, colon-separated hex. */
  readonly fingerprint: string
}

/** The TLS side of the mock. */
export interface TlsServer {
  readonly server: Server
  /** The identity behind a connection that passed the handshake. */
  identityOf(socket: Socket): ClientIdentity | undefined
  /** Destroys the connections that have no request in flight, or all. */
  destroyConnections(which: 'idle' | 'all'): void
}

/** What the listener presents, whom it trusts, and whom it tells. */
export interface TlsServerOptions {
  readonly key: string
  readonly cert: string
  /** Client certificates must be issued by this authority. */
  readonly ca: string
  readonly onRequest: RequestListener
  readonly onRefusal: (refusal: HandshakeRefusal, remotePort: number | undefined) => void
  /** Milliseconds that a handshake may take. */
  readonly handshakeTimeout?: number
}

/**
 * An HTTPS server that demands a client certificate in the handshake, as production does (api-facts 1.2): without one
 * TLS 1.3 ends with alert 116 and TLS 1.2 with alert 40; a certificate that does not verify gets the connection closed.
 */
export function createTlsServer(options: TlsServerOptions): TlsServer {
  const { key, cert, ca, onRequest, onRefusal, handshakeTimeout = 10_000 } = options
  const server = createServer(
    {
      key,
      cert,
      ca,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.3',
      handshakeTimeout,
      keepAliveTimeout: 72_000,
      requestTimeout: 60_000,
    },
    onRequest,
  )
  const identities = new WeakMap<Socket, ClientIdentity>()
  const handshaking = new Set<Socket>()
  /** Requests in flight of each connection that passed the handshake. */
  const connected = new Map<Socket, number>()
  const seen = watchHandshakes(server)

  server.on('connection', (socket: Socket) => {
    handshaking.add(socket)
    socket.once('close', () => handshaking.delete(socket))
  })
  // Before the HTTP server's own listener, so that the identity is there with the first request.
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    handshaking.delete(rawSocketOf(socket))
    connected.set(socket, 0)
    socket.once('close', () => connected.delete(socket))
    const certificate = seen(socket)?.certificate ?? socket.getPeerCertificate()
    identities.set(socket, {
      miniApp: String(certificate.subject.CN),
      serialNumber: certificate.serialNumber,
      fingerprint: certificate.fingerprint256,
    })
  })
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const count = (by: number) => {
      const inFlight = connected.get(socket)
      if (inFlight === undefined) return
      connected.set(socket, inFlight + by)
      // A client that keeps its connection alive would keep a closing server waiting.
      if (inFlight + by === 0 && !server.listening) socket.end()
    }
    count(1)
    response.once('close', () => count(-1))
  })
  server.prependListener('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    // Before the HTTP server destroys the socket. What the mock itself cuts off when it closes was not refused.
    if (server.listening) onRefusal(explainRefusal(error, socket, seen(socket)), socket.remotePort)
  })

  return {
    server,
    identityOf: (socket) => identities.get(socket),
    destroyConnections(which) {
      for (const socket of handshaking) socket.destroy()
      for (const [socket, inFlight] of connected) if (which === 'all' || inFlight === 0) socket.destroy()
    },
  }
}

/**
 * Node destroys the socket of a bad certificate before anybody can ask it for that certificate. `keylog` is the only
 * event that shows the socket earlier, and `secure` the moment at which the certificate has arrived.
 */
function watchHandshakes(server: Server): (socket: TLSSocket) => SeenHandshake | undefined {
  const seen = new WeakMap<TLSSocket, SeenHandshake | undefined>()
  server.on('keylog', (_line: Buffer, socket: TLSSocket) => {
    if (seen.has(socket)) return
    seen.set(socket, undefined)
    socket.prependOnceListener('secure', () => {
      seen.set(socket, { certificate: socket.getPeerCertificate(), protocol: socket.getProtocol() })
    })
  })
  return (socket) => seen.get(socket)
}

/** A TLS socket's connection underneath; Node's types hide the property. */
function rawSocketOf(socket: TLSSocket): Socket {
  return (socket as unknown as { _parent?: Socket })._parent ?? socket
}

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Socket } from 'node:net'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { BadServerCertificate } from '../../../ca/index.js'
import type { HandshakeRefusal } from '../../record/handshake-refusal.js'
import type { Language } from '../../record/language.js'
import type { RefusalText } from '../../record/refusal-texts.js'
import { explainRefusal, explainSilence, type Objection, type SeenHandshake } from './explain-refusal.js'
import { allowPipelining } from './pipelining.js'
import { createGuard, type Guard } from './safe-listener.js'
import { uncheckedText } from './server-certificate.js'

/** Who is on the other end of a connection, from the client certificate. */
export interface ClientIdentity {
  /** The mini-app: the certificate's CN. */
  readonly miniApp: string
  readonly serialNumber: string
  /** SHA-256, colon-separated hex. */
  readonly fingerprint: string
  /** When the certificate expires, in milliseconds since 1970. */
  readonly validTo: number
  /** Counts the connections that passed the handshake, from 1. */
  readonly connection: number
}

/** The TLS side of the mock. */
export interface TlsServer {
  readonly server: Server
  /** The identity behind a connection that passed the handshake. */
  identityOf(socket: Socket): ClientIdentity | undefined
  /** Whether a request that came over this connection in full waits for its answer. */
  isAnswering(socket: Socket): boolean
  /** Lets the answers in flight on a connection out, and closes it then. */
  closeAfterAnswers(socket: Socket): void
  /** How many connections are open with this certificate. */
  connectionsOf(serialNumber: string): number
  /**
   * Closes the connections of some clients: at once where no request is in flight, after the answer where one is.
   *
   * @returns how many
   */
  closeConnectionsOf(isMeant: (client: ClientIdentity) => boolean): number
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
  /** Told of what was thrown in an event of the server; the connection is closed then. */
  readonly onFailure: (error: unknown) => void
  /** Milliseconds that a handshake may take. */
  readonly handshakeTimeout?: number
  /** Of the explanations; default `en`. */
  readonly language?: Language
  /**
   * Asked about each certificate before any HTTP, also of a resumed session: what the mock has against it, although the
   * authority may vouch for it. The handshake waits for a promise.
   */
  readonly judge?: (certificate: PeerCertificate) => Objection | undefined | Promise<Objection | undefined>
  /** Told of each certificate that passed, and of each request made with it. */
  readonly onUse?: (client: ClientIdentity, certificate?: PeerCertificate) => void
  /** What is wrong with `cert` on purpose. */
  readonly badServerCertificate?: BadServerCertificate | undefined
  /** Told of the first request on a connection of a client that goes on although the server certificate is bad. */
  readonly onUnchecked?: (client: ClientIdentity, text: RefusalText) => void
}

/** A connection that passed the handshake. */
interface Connection {
  readonly client: ClientIdentity
  readonly seen: SeenHandshake
  /** Requests in flight. */
  inFlight: number
  /** The last request that began. */
  latest?: IncomingMessage
  /** Whether anything but silence came over it. */
  used: boolean
  /** Whether it is to be closed after the answer in flight. */
  closing: boolean
}

/**
 * An HTTPS server that demands a client certificate in the handshake, as production does: without one
 * TLS 1.3 ends with alert 116 and TLS 1.2 with alert 40; a certificate that does not verify, or that `judge` objects to, gets
 * the connection closed before any HTTP.
 */
export function createTlsServer(options: TlsServerOptions): TlsServer {
  const { key, cert, ca, onRequest, onRefusal, onUse, handshakeTimeout = 10_000, badServerCertificate } = options
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
      // Answered as JSON, and written down, by whoever serves requests.
      requireHostHeader: false,
    },
    (request, response) => served(request, response),
  )
  const circumstances = {
    language: options.language ?? 'en',
    hasBadServerCertificate: badServerCertificate !== undefined,
  }
  const guard = createGuard(options.onFailure)
  const served = guard(({ socket }: IncomingMessage, _response: ServerResponse) => socket, serve)
  let connected = 0
  const handshaking = new Set<Socket>()
  const connections = new Map<Socket, Connection>()
  const identities = new WeakMap<Socket, ClientIdentity>()
  const seen = watchHandshakes(server, options.judge, guard)

  server.on('connection', (socket: Socket) => {
    handshaking.add(socket)
    socket.once('close', () => handshaking.delete(socket))
  })
  // Before the HTTP server's own listener, so that the identity is there with the first request.
  const onSecureConnection = (socket: TLSSocket) => {
    handshaking.delete(rawSocketOf(socket))
    const handshake = seen(socket) ?? { certificate: socket.getPeerCertificate() }
    const certificate = handshake.certificate as PeerCertificate
    const client = {
      miniApp: String(certificate.subject.CN),
      serialNumber: certificate.serialNumber,
      fingerprint: certificate.fingerprint256,
      validTo: Date.parse(certificate.valid_to),
      connection: ++connected,
    }
    const connection: Connection = { client, seen: handshake, inFlight: 0, used: false, closing: false }
    identities.set(socket, client)
    connections.set(socket, connection)
    socket.once('close', () => connections.delete(socket))
    watchForSilence(socket, connection)
    onUse?.(client, certificate)
  }
  server.prependListener('secureConnection', guard(itself, onSecureConnection))
  server.on('checkExpectation', (request, response) => served(request, response))
  // After the HTTP server's own listener, which takes the connection.
  server.on('secureConnection', guard(itself, allowPipelining))
  // What cannot be read as HTTP is something to answer, not silence.
  server.prependListener('clientError', ({ code = '' }: NodeJS.ErrnoException, socket: Socket) => {
    const connection = connections.get(socket)
    if (connection !== undefined && code.startsWith('HPE_')) connection.used = true
  })
  const onTlsClientError = (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    // Before the HTTP server destroys the socket. What the mock itself cuts off when it closes was not refused.
    if (!server.listening) return
    const { bytesRead } = rawSocketOf(socket)
    onRefusal(explainRefusal(error, socket, { ...circumstances, seen: seen(socket), bytesRead }), socket.remotePort)
  }
  server.prependListener(
    'tlsClientError',
    guard((_error, socket) => socket, onTlsClientError),
  )

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    const connection = connections.get(socket)
    if (connection !== undefined) {
      // A further request on a connection that is being closed: the answer before it is the last one.
      if (connection.closing) return
      if (badServerCertificate !== undefined && !connection.used) {
        options.onUnchecked?.(connection.client, uncheckedText(badServerCertificate, circumstances.language))
      }
      connection.used = true
      connection.inFlight++
      connection.latest = request
      onUse?.(connection.client)
      response.once('close', () => {
        connection.inFlight--
        // A client that keeps its connection alive would keep a closing server waiting.
        if (connection.inFlight === 0 && (connection.closing || !server.listening)) socket.end()
      })
    }
    onRequest(request, response)
  }

  /** Node's clients look at the server certificate when the handshake is over, and then just close the connection. */
  function watchForSilence(socket: TLSSocket, connection: Connection): void {
    let leftByPeer = false
    const left = () => {
      leftByPeer = true
    }
    socket.once('end', left)
    socket.once('error', left)
    const { remotePort } = socket
    const onClose = () => {
      if (!leftByPeer || connection.used || connection.closing || !server.listening) return
      onRefusal(explainSilence(connection.seen, circumstances), remotePort)
    }
    socket.once(
      'close',
      guard(() => socket, onClose),
    )
  }

  return {
    server,
    identityOf: (socket) => identities.get(socket),
    isAnswering(socket) {
      const { inFlight = 0, latest } = connections.get(socket) ?? {}
      return inFlight > (latest?.complete === false ? 1 : 0)
    },
    closeAfterAnswers(socket) {
      const connection = connections.get(socket)
      if (connection !== undefined) connection.closing = true
    },
    connectionsOf: (serialNumber) =>
      [...connections.values()].filter(({ client }) => client.serialNumber === serialNumber).length,
    closeConnectionsOf(isMeant) {
      let closed = 0
      for (const [socket, connection] of connections) {
        if (connection.closing || !isMeant(connection.client)) continue
        closed++
        connection.closing = true
        if (connection.inFlight === 0) socket.destroy()
      }
      return closed
    },
    destroyConnections(which) {
      for (const socket of handshaking) socket.destroy()
      for (const [socket, { inFlight }] of connections) if (which === 'all' || inFlight === 0) socket.destroy()
    },
  }
}

/**
 * Looks at each handshake when the certificate has arrived, and before Node decides. Node destroys the socket of a bad
 * certificate before anybody can ask it for that certificate; `keylog` is the only event that shows the socket earlier, and
 * `secure` the moment at which the certificate is there.
 *
 * A certificate that `judge` objects to is refused in the very way in which Node refuses a bad one. Its own listener is held
 * back for that: it cannot stand a socket that another listener has destroyed.
 */
function watchHandshakes(
  server: Server,
  judge: TlsServerOptions['judge'],
  guard: Guard,
): (socket: TLSSocket) => SeenHandshake | undefined {
  const seen = new WeakMap<TLSSocket, SeenHandshake>()
  const onKeylog = (_line: Buffer, socket: TLSSocket) => {
    if (seen.has(socket)) return
    const protocol = socket.getProtocol()
    seen.set(socket, { protocol })
    const held = socket.listeners('secure')
    socket.removeAllListeners('secure')
    const onSecure = () => {
      const certificate = socket.getPeerCertificate()
      const judged = certificate.subject === undefined ? undefined : judge?.(certificate)
      const conclude = (objection: Objection | undefined) => {
        seen.set(socket, { certificate, protocol, objection })
        if (socket.destroyed) return
        if (objection !== undefined && isVerified(socket)) socket.destroy()
        else for (const listener of held) listener.call(socket)
      }
      if (!(judged instanceof Promise)) conclude(judged)
      else {
        judged.then(
          (objection) => guard(itself, () => conclude(objection))(socket),
          (error: unknown) => guard(itself, () => rethrow(error))(socket),
        )
      }
    }
    socket.once(
      'secure',
      guard(() => socket, onSecure),
    )
  }
  server.on(
    'keylog',
    guard((_line, socket) => socket, onKeylog),
  )
  return (socket) => seen.get(socket)
}

const itself = (socket: TLSSocket) => socket

function rethrow(error: unknown): never {
  throw error
}

/** Node's types hide these two. */
interface Internals {
  /** The connection underneath. */
  readonly _parent?: Socket
  readonly _handle?: { verifyError?(): Error | null | undefined }
}

/** A TLS socket's connection underneath. */
export function rawSocketOf(socket: TLSSocket): Socket {
  return (socket as unknown as Internals)._parent ?? socket
}

/** Whether OpenSSL has nothing against the certificate. Where it has, Node refuses it, with the better reason. */
function isVerified(socket: TLSSocket): boolean {
  return !(socket as unknown as Internals)._handle?.verifyError?.()
}

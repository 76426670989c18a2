import type { PeerCertificate, TLSSocket } from 'node:tls'

/** Why a connection ended before any HTTP. */
export type RefusalReason =
  | 'no-client-certificate'
  | 'unknown-authority'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-purpose'
  | 'bad-certificate'
  | 'server-not-trusted'
  | 'unsupported-tls-version'
  | 'plain-http'
  | 'not-tls'
  | 'handshake-timeout'
  | 'closed-by-client'
  | 'no-shared-cipher'

/** The client certificate that was refused. Dates as in the certificate. */
export interface RefusedCertificate {
  readonly commonName: string
  readonly issuer: string
  readonly serialNumber: string
  readonly validFrom: string
  readonly validTo: string
}

/** A refused handshake, in words. */
export interface HandshakeRefusal {
  readonly reason: RefusalReason
  /** What happened. */
  readonly message: string
  /** What the developer can do about it. */
  readonly fix: string
  readonly certificate?: RefusedCertificate
  /** `TLSv1.3`, `TLSv1.2`; absent where TLS never began. */
  readonly protocol?: string
}

const explanations: Record<RefusalReason, { message: string; fix: string }> = {
  'no-client-certificate': {
    message: 'the client sent no certificate; axios and browsers show this as ERR_NETWORK',
    fix: "Give the HTTP client the certificate and key files. In Node, global fetch and axios' fetch adapter ignore https.Agent: use the http adapter with httpsAgent, or an undici Agent as dispatcher.",
  },
  'unknown-authority': {
    message: 'the client certificate was not issued by the certificate authority of this mock',
    fix: 'Use the certificate that this mock wrote into its folder. A certificate of the real console, or of another folder, is refused here.',
  },
  expired: {
    message: 'the client certificate has expired',
    fix: 'Start the mock again: it renews an expired certificate. In production, issue a new one in the console before the 390 days are over.',
  },
  'not-yet-valid': {
    message: 'the client certificate is not valid yet',
    fix: 'Check the clock of the machine that made the certificate.',
  },
  'wrong-purpose': {
    message: 'the certificate is not meant for client authentication',
    fix: 'Use the mini-app certificate (<appName>_public.crt), not the server certificate.',
  },
  'bad-certificate': {
    message: 'the client certificate does not verify',
    fix: 'Use the certificate and key that this mock wrote into its folder, both of the same mini-app.',
  },
  'server-not-trusted': {
    message: "the client does not trust the mock's server certificate",
    fix: 'Make the client trust ca.crt: NODE_EXTRA_CA_CERTS (Node), --cacert (curl), verify= or SSL_CERT_FILE (Python), a trust store (JVM). Production needs none of this.',
  },
  'unsupported-tls-version': {
    message: 'the client offers only TLS versions before 1.2',
    fix: 'Allow TLS 1.2 or 1.3 in the client.',
  },
  'plain-http': {
    message: 'plain HTTP arrived at the TLS port',
    fix: 'Use https:// in the base URL. The control API is plain HTTP, on its own port.',
  },
  'not-tls': {
    message: 'what arrived is not TLS',
    fix: 'Check which program connects to this port, and that no proxy stands in between.',
  },
  'handshake-timeout': {
    message: 'the client opened a connection and did not finish the handshake in time',
    fix: 'If this is a health check that only opens a TCP connection, point it at the control port: GET /health.',
  },
  'closed-by-client': {
    message: 'the client closed the connection during the handshake',
    fix: 'Most often the client does not trust ca.crt of this mock, or the connection was only a port probe (point health checks at the control port: GET /health).',
  },
  'no-shared-cipher': {
    message: 'client and server have no cipher or signature algorithm in common',
    fix: 'Allow the usual TLS 1.2 and 1.3 cipher suites in the client.',
  },
}

const byAuthorizationError: Record<string, RefusalReason> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  INVALID_PURPOSE: 'wrong-purpose',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  CERT_SIGNATURE_FAILURE: 'unknown-authority',
}

const byErrorCode: Record<string, RefusalReason> = {
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: 'no-client-certificate',
  ERR_SSL_HTTP_REQUEST: 'plain-http',
  ERR_SSL_HTTPS_PROXY_REQUEST: 'plain-http',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'unsupported-tls-version',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'unsupported-tls-version',
  ERR_SSL_NO_SHARED_CIPHER: 'no-shared-cipher',
  ERR_SSL_NO_SHARED_SIGNATURE_ALGORITHMS: 'no-shared-cipher',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'handshake-timeout',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'server-not-trusted',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'server-not-trusted',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'server-not-trusted',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'server-not-trusted',
  ERR_SSL_BAD_SIGNATURE: 'bad-certificate',
  ECONNRESET: 'closed-by-client',
  EPIPE: 'closed-by-client',
}

/** What was seen of a handshake that came as far as the client's certificate. */
export interface SeenHandshake {
  /** Empty where none was sent. */
  readonly certificate: PeerCertificate
  readonly protocol: string | null
}

/**
 * Explains the `tlsClientError` of a server.
 *
 * @param seen what was seen before Node destroyed the socket
 */
export function explainRefusal(
  error: NodeJS.ErrnoException,
  socket: TLSSocket,
  seen: SeenHandshake | undefined,
): HandshakeRefusal {
  const reason = reasonOf(error, socket.authorizationError as unknown as string | null)
  const { message, fix } = explanations[reason]
  const described = seen?.certificate.subject === undefined ? undefined : describe(seen.certificate)
  const protocol =
    reason === 'plain-http' || reason === 'not-tls' ? null : (seen?.protocol ?? protocolOf(socket, error))
  return {
    reason,
    message: described === undefined ? message : `${message}: ${inWords(described)}`,
    fix,
    ...(described && { certificate: described }),
    ...(protocol && { protocol }),
  }
}

/**
 * Node 20 crashes when a socket whose connection is gone is asked for its protocol. An error of the TLS layer is reported
 * while the connection is still there.
 */
function protocolOf(socket: TLSSocket, { code = '' }: NodeJS.ErrnoException): string | null {
  return code.startsWith('ERR_SSL_') ? socket.getProtocol() : null
}

function reasonOf(error: NodeJS.ErrnoException, authorizationError: string | null): RefusalReason {
  if (authorizationError) return byAuthorizationError[authorizationError] ?? 'bad-certificate'
  const code = error.code ?? ''
  const known = byErrorCode[code]
  if (known !== undefined) return known
  return code.startsWith('ERR_SSL_') ? 'not-tls' : 'closed-by-client'
}

function describe(certificate: PeerCertificate): RefusedCertificate {
  return {
    commonName: String(certificate.subject.CN ?? ''),
    issuer: String(certificate.issuer?.CN ?? ''),
    serialNumber: certificate.serialNumber,
    validFrom: certificate.valid_from,
    validTo: certificate.valid_to,
  }
}

function inWords({ commonName, issuer, serialNumber, validFrom, validTo }: RefusedCertificate): string {
  return `CN=${commonName}, issued by ${issuer}, serial ${serialNumber}, valid ${validFrom} to ${validTo}`
}

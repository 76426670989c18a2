import { answerBound } from './bounded-body.js'
import type { CertificateInfo } from './pem.js'

/** What kept an answer from coming. */
export type Problem =
  | 'no-client-certificate'
  | 'client-certificate-refused'
  | 'client-certificate-expired'
  | 'client-certificate-not-yet-valid'
  | 'server-not-trusted'
  | 'server-name-mismatch'
  | 'server-certificate-expired'
  | 'server-certificate-not-yet-valid'
  | 'tls-handshake-failed'
  | 'not-tls'
  | 'not-http'
  | 'dns'
  | 'connection-refused'
  | 'unreachable'
  | 'connection-reset'
  | 'answer-too-long'
  | 'timeout'
  | 'unknown'

/**
 * - `no`: the platform certainly did not get to act on the request: it was never written, or the TLS handshake failed
 * - `maybe`: it was written, wholly or in part, and nobody can say what became of it
 */
export type RequestSent = 'no' | 'maybe'

/** What is known about a failed exchange besides the error itself. */
export interface Circumstances {
  readonly error: unknown
  readonly origin: string
  /** The client certificate that was offered. */
  readonly certificate: CertificateInfo | undefined
  /** The request had begun to be written. */
  readonly written: boolean
  /** A TLS error that the socket reported before it was closed. */
  readonly tlsError?: Error | undefined
  /** The server had spoken before the TLS handshake broke off. */
  readonly serverSpoke: boolean
  /** The TLS handshake of this connection was through: whatever ended it came later. */
  readonly established: boolean
  /** This server has accepted this client's certificate, on this connection or on an earlier one. */
  readonly accepted: boolean
}

/** What went wrong, for people and for programs. */
export interface Diagnosis {
  readonly problem: Problem
  readonly hint: string
  readonly fix?: string
  readonly requestSent: RequestSent
}

/** Says what a failed exchange means. */
export function diagnose(circumstances: Circumstances): Diagnosis {
  const { error, origin, written, established } = circumstances
  const code = codeOf(circumstances.tlsError) || codeOf(error)
  const alert = alerts.find(([pattern]) => pattern.test(code))
  // A server that refuses the certificate in the handshake has not looked at what came after it. Any other alert may come later.
  const isHandshakeRefused = alert !== undefined && !established
  const requestSent: RequestSent = written && !isHandshakeRefused ? 'maybe' : 'no'
  if (alert !== undefined) return { ...alert[1](circumstances), requestSent }

  const known = connectProblems[code]
  if (known !== undefined) return { ...known(origin), requestSent }
  if (code.startsWith('ERR_SSL_')) {
    const inHandshake = notTls.test(code) ? plainServer(origin) : handshake(code)
    return { ...(established ? brokenOff(circumstances, code) : inHandshake), requestSent }
  }
  // undici's, which is not loaded for the name of an error.
  if (error instanceof Error && error.name === 'HTTPParserError') return { ...notHttp(origin), requestSent }
  if (lost.has(code)) return { ...connectionLost(circumstances), requestSent }
  const message = error instanceof Error ? error.message : String(error)
  return { problem: 'unknown', hint: `The exchange with ${origin} failed: ${message}`, requestSent }
}

type Explanation = Omit<Diagnosis, 'requestSent'>

/** What a server says of the client's certificate. */
const alerts: readonly (readonly [RegExp, (circumstances: Circumstances) => Explanation])[] = [
  [/ALERT_CERTIFICATE_REQUIRED$/, ({ certificate }) => (certificate ? refused() : noCertificate())],
  [/ALERT_CERTIFICATE_EXPIRED$/, () => expired('The server refused the client certificate: it has expired.')],
  [/ALERT_CERTIFICATE_REVOKED$/, () => refused('The server refused the client certificate: it has been revoked.')],
  [
    /ALERT_UNKNOWN_CA$/,
    () => refused('The server refused the client certificate: it does not know the authority that issued it.'),
  ],
  [/ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_UNKNOWN|ACCESS_DENIED|DECRYPT_ERROR)$/, refusedOrDated],
  [
    /ALERT_HANDSHAKE_FAILURE$/,
    ({ certificate }) => (certificate ? handshake('alert 40, handshake_failure') : noCertificate()),
  ],
]

function noCertificate(): Explanation {
  return {
    problem: 'no-client-certificate',
    hint: 'The server demands a client certificate, and none was sent.',
    fix: 'Pass cert and key to createClient: the two files downloaded from the console ("mTLS 인증서" tab).',
  }
}

function refused(hint = 'The server refused the client certificate.'): Explanation {
  return {
    problem: 'client-certificate-refused',
    hint,
    fix: 'Check in the console that this certificate is active, belongs to this mini-app, and is meant for this server.',
  }
}

function expired(hint: string): Explanation {
  return {
    problem: 'client-certificate-expired',
    hint,
    fix: 'Issue a new certificate in the console and put its two files in place of the old ones.',
  }
}

function refusedOrDated({ certificate }: Circumstances): Explanation {
  const now = new Date()
  if (certificate !== undefined && certificate.validTo < now) {
    return expired(`The server refused the client certificate: it expired at ${certificate.validTo.toISOString()}.`)
  }
  if (certificate !== undefined && certificate.validFrom > now) {
    return {
      problem: 'client-certificate-not-yet-valid',
      hint: `The server refused the client certificate: it is valid from ${certificate.validFrom.toISOString()}.`,
      fix: 'Check the clock of this machine, or wait until then.',
    }
  }
  return refused()
}

function handshake(what: string): Explanation {
  return {
    problem: 'tls-handshake-failed',
    hint: `The TLS handshake failed: ${what}.`,
    fix: 'Check that client and server have a TLS version (1.2 or 1.3) and a cipher in common, and that the certificate is accepted.',
  }
}

function plainServer(origin: string): Explanation {
  return {
    problem: 'not-tls',
    hint: `${origin} does not speak TLS on this port.`,
    fix: 'Check the port of the base URL: a plain HTTP server, such as the control port of the mock, listens there.',
  }
}

function notHttp(origin: string): Explanation {
  return {
    problem: 'not-http',
    hint: `What ${origin} sent back is not HTTP.`,
    fix: 'Check the host and port of the base URL.',
  }
}

const notTls = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL|HTTP_REQUEST/

const lost = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET'])

/** The other side closed the connection without a word. */
function connectionLost({ origin, certificate, written, serverSpoke, accepted }: Circumstances): Explanation {
  if (!accepted && (written || serverSpoke)) {
    // Servers that check the certificate after the handshake (Node's, for one) refuse it by closing the connection.
    if (certificate === undefined) return noCertificate()
    const rest = refusedOrDated({ certificate } as Circumstances)
    if (rest.problem !== 'client-certificate-refused') return rest
    const when = written ? 'right after the TLS handshake, without an answer' : 'in the TLS handshake'
    const hint = `${origin} closed the connection ${when}: it likely refused the client certificate.`
    return {
      ...rest,
      hint,
      ...(written && { fix: `${rest.fix} Look up what became of the request if it can matter.` }),
    }
  }
  return brokenOff({ origin, written })
}

function brokenOff({ origin, written }: Pick<Circumstances, 'origin' | 'written'>, code?: string): Explanation {
  const hint =
    code === undefined
      ? `${origin} closed the connection before its answer was complete.`
      : `The connection to ${origin} broke off before its answer was complete: ${code}.`
  return {
    problem: 'connection-reset',
    hint,
    ...(written ? { fix: 'Find out what became of the request before repeating it, unless it only reads.' } : {}),
  }
}

function tooLong(origin: string): Explanation {
  return {
    problem: 'answer-too-long',
    hint: `The answer of ${origin} is longer than ${answerBound / 1024 / 1024} MiB, which no answer of the partner API is.`,
    fix: 'Check the host and port of the base URL, and what stands in front of the API.',
  }
}

function untrusted(origin: string): Explanation {
  return {
    problem: 'server-not-trusted',
    hint: `The certificate of ${origin} was not issued by an authority that this client trusts.`,
    fix: 'For a mock or a proxy, pass its CA certificate as ca, or name the file in NODE_EXTRA_CA_CERTS.',
  }
}

const connectProblems: Readonly<Record<string, (origin: string) => Explanation>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_REJECTED: untrusted,
  INVALID_CA: untrusted,
  INVALID_PURPOSE: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: (origin) => ({
    problem: 'server-name-mismatch',
    hint: `The server's certificate is not for the host name in ${origin}.`,
    fix: 'Use a base URL with a name that is in the certificate.',
  }),
  CERT_HAS_EXPIRED: (origin) => ({
    problem: 'server-certificate-expired',
    hint: `The certificate of ${origin} has expired, or the clock of this machine is wrong.`,
    fix: 'Check the clock of this machine; a mock makes itself a new certificate when it is started again.',
  }),
  CERT_NOT_YET_VALID: (origin) => ({
    problem: 'server-certificate-not-yet-valid',
    hint: `The certificate of ${origin} is not valid yet, or the clock of this machine is wrong.`,
    fix: 'Check the clock of this machine.',
  }),
  ECONNREFUSED: (origin) => ({
    problem: 'connection-refused',
    hint: `Nothing listens at ${origin}.`,
    fix: 'Check that the server is running, and the port of the base URL.',
  }),
  ENOTFOUND: (origin) => ({
    problem: 'dns',
    hint: `The host name in ${origin} does not exist.`,
    fix: 'Check the spelling of the base URL, and the name server of this machine.',
  }),
  EAI_AGAIN: (origin) => ({
    problem: 'dns',
    hint: `The host name in ${origin} could not be looked up just now.`,
    fix: 'Check the network and the name server of this machine.',
  }),
  UND_ERR_RES_EXCEEDED_MAX_SIZE: tooLong,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  ETIMEDOUT: connectTimeout,
  UND_ERR_CONNECT_TIMEOUT: connectTimeout,
}

function unreachable(origin: string): Explanation {
  return { problem: 'unreachable', hint: `No route leads to ${origin}.`, fix: 'Check the network of this machine.' }
}

function connectTimeout(origin: string): Explanation {
  return {
    problem: 'timeout',
    hint: `No connection to ${origin} came about in time.`,
    fix: 'Check that the firewall lets this machine out to the host and port of the base URL.',
  }
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : ''
}

import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { HandshakeRefusal, RefusedCertificate } from '../../record/handshake-refusal.js'
import { inLanguage } from '../../record/in-language.js'
import type { Language } from '../../record/language.js'
import { type RefusalCase, type RefusalReason, type RefusalText, refusalText } from '../../record/refusal-texts.js'

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
  ERR_SSL_NO_SHARED_SIGNATURE_ALGORITHMS: 'no-shared-signature-algorithm',
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: 'no-shared-signature-algorithm',
  ERR_SSL_NO_APPLICATION_PROTOCOL: 'no-shared-protocol',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'handshake-timeout',
  ERR_SSL_BAD_SIGNATURE: 'key-mismatch',
  ECONNRESET: 'closed-by-client',
  EPIPE: 'closed-by-client',
}

/** What the alerts of a client say; the numbers have names that begin with the version of TLS that knew them first. */
const byAlert: readonly (readonly [RegExp, RefusalReason])[] = [
  [/_ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_\w+)$/, 'server-not-trusted'],
  [/_ALERT_(USER_CANCELLED|CLOSE_NOTIFY)$/, 'closed-by-client'],
]

/** What OpenSSL says of bytes that are no record of TLS. */
const noRecord = /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL)$/

/** Why a certificate that the authority vouches for is refused all the same. */
export interface Objection {
  readonly found: RefusalCase
  /** Put in brackets behind the message; an instant or a size, the same in every language. */
  readonly detail?: string
}

/** What was seen of a handshake. */
export interface SeenHandshake {
  /** Empty where none was sent; absent where the handshake did not come so far. */
  readonly certificate?: PeerCertificate
  readonly protocol?: string | null
  /** What this mock has against the certificate. */
  readonly objection?: Objection | undefined
}

/** What a refusal is explained with. */
export interface RefusalCircumstances {
  /** What was seen before Node destroyed the socket; absent where no TLS was spoken. */
  readonly seen: SeenHandshake | undefined
  readonly language: Language
  /** Whether the server certificate is bad on purpose. */
  readonly hasBadServerCertificate: boolean
  /** How many bytes came. */
  readonly bytesRead: number
}

/** Explains the `tlsClientError` of a server. */
export function explainRefusal(
  error: NodeJS.ErrnoException,
  socket: TLSSocket,
  circumstances: RefusalCircumstances,
): HandshakeRefusal {
  const { seen } = circumstances
  const silent = silenceOf(error, circumstances)
  if (silent !== undefined) return { ...inWords(silent, {}, circumstances.language), silent: true }
  const found = caseOf(error, socket.authorizationError as unknown as string | null, circumstances)
  const isTls = found !== 'plain-http' && found !== 'not-tls'
  // Node 20 crashes when a socket whose connection is gone is asked for its protocol. An error of the TLS layer is
  // reported while the connection is still there.
  const isThere = isTls && error.code?.startsWith('ERR_SSL_') === true
  const certificate = seen?.certificate ?? (isThere ? socket.getPeerCertificate() : undefined)
  const protocol = isTls ? (seen?.protocol ?? (isThere ? socket.getProtocol() : null)) : null
  const detail = found === 'handshake-failed' ? nameOf(error) : seen?.objection?.detail
  return inWords(found, { certificate, protocol, detail }, circumstances.language)
}

/** OpenSSL's own words, such as `sslv3 alert handshake failure`: what somebody would look for. */
function nameOf({ code = '' }: NodeJS.ErrnoException): string {
  return code
    .replace(/^ERR_SSL_/, '')
    .toLowerCase()
    .replaceAll('_', ' ')
}

/** Explains a connection that passed the handshake, and that the client then closed without a request. */
export function explainSilence(
  seen: SeenHandshake,
  { language, hasBadServerCertificate }: Pick<RefusalCircumstances, 'language' | 'hasBadServerCertificate'>,
): HandshakeRefusal {
  const found = hasBadServerCertificate ? 'bad-server-certificate-refused' : 'closed-after-the-handshake'
  return inWords(found, seen, language)
}

function silenceOf({ code }: NodeJS.ErrnoException, { bytesRead }: RefusalCircumstances): RefusalCase | undefined {
  if (bytesRead > 0) return undefined
  return code === 'ERR_TLS_HANDSHAKE_TIMEOUT' ? 'silent-until-the-timeout' : 'closed-without-a-byte'
}

function caseOf(
  error: NodeJS.ErrnoException,
  authorizationError: string | null,
  { seen, hasBadServerCertificate }: RefusalCircumstances,
): RefusalCase {
  const { code = '', message } = error
  if (authorizationError !== null && byAuthorizationError[authorizationError] !== undefined) {
    return byAuthorizationError[authorizationError]
  }
  if (seen?.objection !== undefined) return seen.objection.found
  if (authorizationError !== null) return 'bad-certificate'
  // The only RSA signature that a server checks in the handshake is the client's.
  if (code.startsWith('ERR_SSL_') && /:rsa routines:|:bad signature:/.test(message)) return 'key-mismatch'
  const reason = byErrorCode[code] ?? reasonOf(code, seen !== undefined)
  const isRefusal = reason === 'server-not-trusted' || (reason === 'closed-by-client' && seen !== undefined)
  return hasBadServerCertificate && isRefusal ? 'bad-server-certificate-refused' : reason
}

function reasonOf(code: string, wasTls: boolean): RefusalReason {
  if (!code.startsWith('ERR_SSL_')) return 'closed-by-client'
  const alert = byAlert.find(([pattern]) => pattern.test(code))
  if (alert !== undefined) return alert[1]
  return noRecord.test(code) && !wasTls ? 'not-tls' : 'handshake-failed'
}

function inWords(
  found: RefusalCase,
  facts: Pick<SeenHandshake, 'certificate' | 'protocol'> & { readonly detail?: string | undefined },
  language: Language,
): HandshakeRefusal {
  const certificate = facts.certificate?.subject === undefined ? undefined : describe(facts.certificate)
  const detail = facts.detail === undefined ? '' : ` (${facts.detail})`
  const textIn = (wanted: Language): RefusalText => {
    const { message, fix } = refusalText(found, wanted)
    const shown = certificate === undefined ? '' : `: ${inLanguage(certificateInWords(certificate), wanted)}`
    return { message: `${message}${detail}${shown}`, fix }
  }
  const told = { en: textIn('en'), ko: textIn('ko') }
  return {
    reason: refusalText(found, language).reason,
    ...told[language],
    told,
    ...(certificate && { certificate }),
    ...(facts.protocol && { protocol: facts.protocol }),
  }
}

function describe(certificate: PeerCertificate): RefusedCertificate {
  return {
    commonName: String(certificate.subject.CN ?? ''),
    issuer: String(certificate.issuer?.CN ?? certificate.issuer?.O ?? ''),
    serialNumber: certificate.serialNumber,
    validFrom: certificate.valid_from,
    validTo: certificate.valid_to,
  }
}

function certificateInWords({ commonName, issuer, serialNumber, validFrom, validTo }: RefusedCertificate): string {
  return `CN=${commonName}, issued by ${issuer}, serial ${serialNumber}, valid ${validFrom} to ${validTo}`
}

import { certificateHints, trustHints } from './caller-hints.js'
import { inLanguage } from './in-language.js'
import type { Language } from './language.js'

/** What happened, and what the developer can do about it; neither ends with a full stop in `message`. */
export interface RefusalText {
  readonly message: string
  readonly fix: string
}

/** Why a connection ended before any HTTP, and how that is told; in Korean: korean/texts/refusals.ts. */
export const refusalTexts = {
  'no-client-certificate': {
    message:
      'the client sent no certificate: it has none, or has one of another authority, which Java, Go, Netty, wget and NSS do not send; axios and browsers show this as ERR_NETWORK',
    fix: `Give the HTTP client the certificate and key files of this mock. ${certificateHints}`,
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
  revoked: {
    message: 'the client certificate was revoked',
    fix: 'Issue a new certificate (apps-in-toss-mock certificate issue, or mock.toss.certificates.issue()) and give it to the HTTP client. In production, issue it in the console before the old one is revoked.',
  },
  'wrong-purpose': {
    message: 'the certificate is not meant for client authentication',
    fix: 'Use the mini-app certificate (<appName>_public.crt), not the server certificate.',
  },
  'weak-key': {
    message: 'the key of the client certificate is shorter than 2048 bits',
    fix: 'Use a certificate with an RSA key of 2048 bits or more, such as the one in the folder of this mock.',
  },
  'key-mismatch': {
    message: 'the client signed with a private key that does not belong to its certificate',
    fix: 'Use the certificate and key that were issued together: <appName>_public.crt and <appName>_private.key.',
  },
  'bad-certificate': {
    message: 'the client certificate does not verify',
    fix: 'Use the certificate and key that this mock wrote into its folder, both of the same mini-app.',
  },
  'server-not-trusted': {
    message: "the client does not trust the mock's server certificate",
    fix: `Make the client trust ca.crt: ${trustHints}. Production needs none of this.`,
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
  'handshake-failed': {
    message: 'the TLS handshake failed',
    fix: 'Compare what the client allows with TLS 1.2 or 1.3, its usual ciphers and the names of the server certificate. A client that finds no IP address in a certificate (Erlang, BearSSL, mbedTLS) calls https://localhost, not 127.0.0.1.',
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
    message: 'client and server have no cipher in common',
    fix: 'Allow the usual TLS 1.2 and 1.3 cipher suites in the client. One that allows ECDSA suites or signatures alone finds none: the certificate of this mock is an RSA one.',
  },
  'no-shared-signature-algorithm': {
    message:
      'the client accepts no RSA signature, only others such as ECDSA; the certificates of this mock are RSA ones',
    fix: 'Allow RSA signatures in the client, such as rsa_pss_rsae_sha256: the client certificates of the console have RSA keys as well.',
  },
  'no-shared-protocol': {
    message: 'the client offers HTTP/2 alone, or another protocol (ALPN), and this mock speaks HTTP/1.1',
    fix: 'Let the client offer http/1.1 as well, as clients of both do by default.',
  },
  fault: {
    message: 'a fault rule of this mock refused the connection',
    fix: 'Nothing is wrong with the certificate. toss.faults.list(), or GET /mini-apps/<miniApp>/faults and GET /faults, show the rules.',
  },
} as const satisfies Record<string, RefusalText>

/** Why a connection ended before any HTTP. */
export type RefusalReason = keyof typeof refusalTexts

/** Cases in which a reason is told in other words than usual. */
export const specialCases = {
  'without-common-name': {
    reason: 'bad-certificate',
    message: 'the client certificate has no common name (CN), so that it belongs to no mini-app',
    fix: 'Use a certificate whose subject has one CN, the appName, as the real ones have: apps-in-toss-mock certificate issue --app-name <appName>.',
  },
  'several-common-names': {
    reason: 'bad-certificate',
    message:
      'the client certificate has more than one common name (CN), so that it is not clear to which mini-app it belongs',
    fix: 'Use a certificate whose subject has one CN, the appName, as the real ones have: apps-in-toss-mock certificate issue --app-name <appName>.',
  },
  'expired-on-the-mocks-clock': {
    reason: 'expired',
    message: 'the client certificate has expired on the clock of this mock, which is ahead of real time',
    fix: 'Renew it (apps-in-toss-mock certificate renew, or mock.toss.certificates.renew(serialNumber)), or issue one with many validDays before moving the clock far. In production, issue a new one in the console before the 390 days are over.',
  },
  'closed-without-a-byte': {
    reason: 'closed-by-client',
    message: 'a connection was opened and closed without a byte: a probe of the port, such as a load balancer’s',
    fix: 'Nothing is wrong. A health check that is to know whether the mock answers asks the control port: GET /health.',
  },
  'silent-until-the-timeout': {
    reason: 'handshake-timeout',
    message: 'a connection was opened, and not a byte came over it in time',
    fix: 'If this is a health check that only opens a TCP connection, point it at the control port: GET /health.',
  },
  'closed-after-the-handshake': {
    reason: 'closed-by-client',
    message: 'the client finished the handshake and closed the connection without sending a request',
    fix: 'Most often the client does not trust ca.crt of this mock: Node checks the server certificate only after the handshake. A probe of the port looks the same.',
  },
  'bad-server-certificate-refused': {
    reason: 'server-not-trusted',
    message: 'the client refused the bad server certificate, as it should',
    fix: 'Nothing is wrong with this client: the mock was started with a bad server certificate on purpose (serverCertificate, --server-certificate).',
  },
} as const satisfies Record<string, { readonly reason: RefusalReason } & RefusalText>

/** A reason, or one of its special cases. */
export type RefusalCase = RefusalReason | keyof typeof specialCases

/** The reason of a case, and its words in one language. */
export function refusalText(found: RefusalCase, language: Language): RefusalText & { readonly reason: RefusalReason } {
  const text = found in specialCases ? specialCases[found as keyof typeof specialCases] : undefined
  const { message, fix } = text ?? refusalTexts[found as RefusalReason]
  const reason = text?.reason ?? (found as RefusalReason)
  return { reason, message: inLanguage(message, language), fix: inLanguage(fix, language) }
}

/** What the log says of a refused handshake; its own words are translated where it is written. */
export function refusalLine({ reason, message, fix }: RefusalText & { readonly reason: RefusalReason }): string {
  return `handshake refused (${reason}): ${message}. ${fix}`
}

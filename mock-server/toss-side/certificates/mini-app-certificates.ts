import { type BadCertificate, badCertificates } from '../../../ca/index.js'
import {
  between,
  count,
  moment,
  type Of,
  object,
  objectWith,
  options,
  orNull,
  saying,
  text,
  wholeNumber,
  word,
} from '../../world/shape.js'
import { certificateStates } from './certificate-record.js'
import type { ExpiryMail } from './expiry-warnings.js'

/** How a certificate is issued. */
export interface CertificateOptions extends Of<typeof certificateOptions> {}
export const certificateOptions = options({
  /** Days that it is valid, counted on the mock's clock; default 390, as the real ones. */
  validDays: saying(between(1, 36_500), 'Days that it is valid on the mock’s clock; 390 by default, as the real ones.'),
})

const pem = saying(text, 'PEM.')

const files = saying(
  objectWith({ cert: text, key: text }, { pkcs12: text, pkcs12Password: saying(text, 'The file with the password.') }),
  'Absolute paths; absent where certificates are kept in memory.',
)

/** A certificate that was just issued: with `ca` it is ready to be a client's TLS options. */
export interface IssuedCertificate extends Of<typeof issuedCertificate> {}
export const issuedCertificate = objectWith(
  {
    appName: text,
    cert: pem,
    key: pem,
    ca: pem,
    serialNumber: text,
    /** ISO 8601. */
    validTo: moment,
  },
  {
    /** Where it was written; absent where certificates are kept in memory. */
    files,
  },
)

/** A certificate of a mini-app, as the console lists it. Instants in ISO 8601. */
export interface CertificateView extends Of<typeof certificateView> {}
export const certificateView = objectWith(
  {
    /** The mini-app. */
    commonName: text,
    /** Upper-case hexadecimal. */
    serialNumber: saying(text, 'Upper-case hexadecimal.'),
    /** SHA-256, upper-case hexadecimal with colons. */
    fingerprint: saying(text, 'SHA-256, upper-case hexadecimal with colons.'),
    validFrom: moment,
    validTo: moment,
    /** Whole days on the mock's clock: 0 on the last day, negative when expired. */
    daysLeft: saying(wholeNumber, 'On the mock’s clock; negative when expired.'),
    state: word(...certificateStates),
    revokedAt: orNull(text),
    /** The last handshake or request, on the mock's clock; null where this mock has seen none. */
    lastSeen: saying(orNull(text), 'The last handshake or request, on the mock’s clock.'),
    openConnections: count,
  },
  {
    /** Paths of its files; absent for one that lies nowhere. */
    files,
  },
)

/** One of the bad certificates. */
export const badCertificateKind = word(...(Object.keys(badCertificates) as BadCertificate[]))
const kindsInWords = Object.entries(badCertificates).map(([kind, what]) => `${kind}: ${what}`)

/** A client certificate that something is wrong with. */
export interface IssuedBadCertificate extends Of<typeof issuedBadCertificate> {}
export const issuedBadCertificate = object({
  kind: saying(badCertificateKind, kindsInWords.join('; ')),
  cert: pem,
  key: pem,
  /** The authority that the mock's own certificate is of. */
  ca: pem,
})

/** The certificates of one mini-app. */
export interface MiniAppCertificates {
  issue(options?: CertificateOptions): Promise<IssuedCertificate>
  list(): Promise<CertificateView[]>
  revoke(serialNumber: string): Promise<CertificateView>
  renew(serialNumber: string, options?: CertificateOptions): Promise<IssuedCertificate>
  bad(kind: BadCertificate): Promise<IssuedBadCertificate>
  mails(): Promise<ExpiryMail[]>
}

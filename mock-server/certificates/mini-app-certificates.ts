import type { BadCertificate, ClientCertificate, StoredClientCertificate } from '../../ca/index.js'
import type { CertificateState } from './certificate-record.js'
import type { ExpiryMail } from './expiry-warnings.js'

/** How a certificate is issued. */
export interface CertificateOptions {
  /** Days that it is valid, counted on the mock's clock; default 390, as the real ones. */
  readonly validDays?: number
}

/** A certificate that was just issued: with `ca` it is ready to be a client's TLS options. */
export interface IssuedCertificate extends ClientCertificate {
  readonly ca: string
  readonly serialNumber: string
  /** ISO 8601. */
  readonly validTo: string
  /** Where it was written; absent where certificates are kept in memory. */
  readonly files?: StoredClientCertificate['paths']
}

/** A certificate of a mini-app, as the console lists it. Instants in ISO 8601. */
export interface CertificateView {
  /** The mini-app. */
  readonly commonName: string
  /** Upper-case hexadecimal. */
  readonly serialNumber: string
  /** SHA-256, upper-case hexadecimal with colons. */
  readonly fingerprint: string
  readonly validFrom: string
  readonly validTo: string
  /** Whole days on the mock's clock: 0 on the last day, negative when expired. */
  readonly daysLeft: number
  readonly state: CertificateState
  readonly revokedAt: string | null
  /** The last handshake or request, on the mock's clock; null where this mock has seen none. */
  readonly lastSeen: string | null
  readonly openConnections: number
  /** Paths of its files; absent for one that lies nowhere. */
  readonly files?: { readonly cert: string; readonly key: string }
}

/** A client certificate that something is wrong with. */
export interface IssuedBadCertificate {
  readonly kind: BadCertificate
  readonly cert: string
  readonly key: string
  /** The authority that the mock's own certificate is of. */
  readonly ca: string
}

/** The certificates of one mini-app. */
export interface MiniAppCertificates {
  issue(options?: CertificateOptions): Promise<IssuedCertificate>
  list(): Promise<CertificateView[]>
  revoke(serialNumber: string): Promise<CertificateView>
  renew(serialNumber: string, options?: CertificateOptions): Promise<IssuedCertificate>
  bad(kind: BadCertificate): Promise<IssuedBadCertificate>
  mails(): Promise<ExpiryMail[]>
}

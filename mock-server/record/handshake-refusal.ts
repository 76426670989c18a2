import type { Language } from './language.js'
import type { RefusalReason, RefusalText } from './refusal-texts.js'

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
  /** What happened; in the language that the mock was started with. */
  readonly message: string
  /** What the developer can do about it; in that language as well. */
  readonly fix: string
  /** Both in every language, for a reader who has another one. */
  readonly told?: Readonly<Record<Language, RefusalText>>
  readonly certificate?: RefusedCertificate
  /** `TLSv1.3`, `TLSv1.2`; absent where TLS never began. */
  readonly protocol?: string
  /** Not a byte came: a probe of the port, such as a load balancer's. */
  readonly silent?: true
}

import { type BadCertificate, badCertificates } from '../../ca/index.js'
import type { JsonSchema } from '../../contracts/index.js'
import type { ExpiryMail } from '../certificates/expiry-warnings.js'
import type {
  CertificateOptions,
  CertificateView,
  IssuedBadCertificate,
  IssuedCertificate,
  MiniAppCertificates,
} from '../certificates/mini-app-certificates.js'
import { checkOptions } from './option-check.js'

/** The shape of {@link CertificateOptions}. */
export const certificateOptionsSchema = {
  type: 'object',
  properties: {
    validDays: {
      type: 'integer',
      minimum: 1,
      maximum: 36_500,
      description: 'Days that it is valid on the mock’s clock; 390 unless told, as the real ones.',
    },
  },
  additionalProperties: false,
} as const satisfies JsonSchema

/** One of the bad certificates. */
export const badCertificateSchema = {
  type: 'string',
  enum: Object.keys(badCertificates),
} as const satisfies JsonSchema

/** The console's tab "mTLS 인증서": any number of certificates may be active at once. */
export interface CertificatesSide {
  /**
   * Issues a certificate besides those that there are. Where certificates lie in a folder it is written there as well, and
   * no file is written over.
   *
   * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CA_*`
   * @example
   * ```ts
   * const { cert, key, ca } = await mock.toss.certificates.issue()
   * await using client = createClient({ cert, key, ca, baseUrl: mock.baseUrl })
   * ```
   */
  issue(options?: CertificateOptions): Promise<IssuedCertificate>
  /** Every certificate of the mini-app that was issued here, lies in the folder, was revoked, or has connected. */
  list(): Promise<CertificateView[]>
  /**
   * Revokes a certificate: its next handshake is refused, its open connections are closed once they have answered.
   *
   * @throws CodedError `ERR_NOT_FOUND`, `ERR_CONFLICT` where it was revoked already
   */
  revoke(serialNumber: string): Promise<CertificateView>
  /**
   * Issues the successor of a certificate, with a new validity. The old one stays active until it is revoked or expires, so
   * that clients can change over.
   *
   * @throws CodedError `ERR_NOT_FOUND`, `ERR_CONFLICT` where it was revoked, `ERR_INVALID_OPTION`, `ERR_CA_*`
   */
  renew(serialNumber: string, options?: CertificateOptions): Promise<IssuedCertificate>
  /**
   * A certificate that something is wrong with, to see how a client takes it. It is not listed.
   *
   * @throws CodedError `ERR_INVALID_OPTION`
   * @example
   * ```ts
   * const { cert, key, ca } = await mock.toss.certificates.bad('expired')
   * ```
   */
  bad(kind: BadCertificate): Promise<IssuedBadCertificate>
  /** What the console has mailed: warnings 30, 7 and 1 day before a certificate expires, on the mock's clock. */
  mails(): Promise<ExpiryMail[]>
}

/** The certificates' part of the Toss side. */
export function createCertificatesSide(certificates: MiniAppCertificates): CertificatesSide {
  return {
    async issue(options = {}) {
      checkOptions(certificateOptionsSchema, options, 'options')
      return certificates.issue(options)
    },
    list: certificates.list,
    async revoke(serialNumber) {
      checkOptions({ type: 'string' }, serialNumber, 'serialNumber')
      return certificates.revoke(serialNumber)
    },
    async renew(serialNumber, options = {}) {
      checkOptions({ type: 'string' }, serialNumber, 'serialNumber')
      checkOptions(certificateOptionsSchema, options, 'options')
      return certificates.renew(serialNumber, options)
    },
    async bad(kind) {
      checkOptions(badCertificateSchema, kind, 'kind')
      return certificates.bad(kind)
    },
    mails: certificates.mails,
  }
}

/** The certificates of a mini-app that no server stands behind, as where a seed is acted out. */
export const noCertificates: MiniAppCertificates = {
  issue: refuse,
  list: async () => [],
  revoke: refuse,
  renew: refuse,
  bad: refuse,
  mails: async () => [],
}

async function refuse(): Promise<never> {
  throw new Error('there is no certificate authority here')
}

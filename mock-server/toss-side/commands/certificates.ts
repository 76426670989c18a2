import type { BadCertificate } from '../../../ca/index.js'
import { checkOptions } from '../../world/checks/option-check.js'
import { list, type Of, options } from '../../world/shape.js'
import { expiryMailShape } from '../certificates/expiry-warnings.js'
import {
  badCertificateKind,
  type CertificateOptions,
  certificateOptions,
  certificateView,
  issuedBadCertificate,
  issuedCertificate,
  type MiniAppCertificates,
} from '../certificates/mini-app-certificates.js'
import { command, type SideOf, sideOf } from '../command.js'
import type { TossSideContext } from '../context.js'

const wantedBad = options({ kind: badCertificateKind }, ['kind'])

/** The console's tab "mTLS 인증서": any number of certificates may be active at once. */
export type CertificatesSide = SideOf<typeof certificateCommands>
export const certificateCommands = {
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
  issue: command({
    at: 'POST certificates',
    id: 'issueCertificate',
    says: 'Issue a client certificate and key (PEM) for a mini-app, as the console does',
    takes: certificateOptions,
    gives: issuedCertificate,
    status: 201,
    do: async ({ certificates }, options: CertificateOptions = {}) => certificates.issue(options),
  }),
  /** Every certificate of the mini-app that was issued here, lies in the folder, was revoked, or has connected. */
  list: command({
    at: 'GET certificates',
    id: 'listCertificates',
    says: 'The mini-app’s certificates: validity, days left, last seen, active, revoked or expired',
    gives: list(certificateView),
    under: 'certificates',
    do: ({ certificates }) => certificates.list(),
  }),
  /**
   * Revokes a certificate: its next handshake is refused, its open connections are closed once they have answered.
   *
   * @throws CodedError `ERR_NOT_FOUND`, `ERR_CONFLICT` where it was revoked already
   */
  revoke: command({
    at: 'POST certificates/{serialNumber}/revoke',
    id: 'revokeCertificate',
    says: 'Revoke a certificate: its next handshake is refused, its open connections are closed',
    gives: certificateView,
    do: async ({ certificates }, serialNumber: string) => certificates.revoke(serialNumber),
  }),
  /**
   * Issues the successor of a certificate, with a new validity. The old one stays active until it is revoked or expires, so
   * that clients can change over.
   *
   * @throws CodedError `ERR_NOT_FOUND`, `ERR_CONFLICT` where it was revoked, `ERR_INVALID_OPTION`, `ERR_CA_*`
   */
  renew: command({
    at: 'POST certificates/{serialNumber}/renew',
    id: 'renewCertificate',
    says: 'Issue the successor of a certificate; the old one stays active until it is revoked or expires',
    takes: certificateOptions,
    gives: issuedCertificate,
    status: 201,
    do: async ({ certificates }, serialNumber: string, options: CertificateOptions = {}) =>
      certificates.renew(serialNumber, options),
  }),
  /**
   * A certificate that something is wrong with, to see how a client takes it. It is not listed.
   *
   * @throws CodedError `ERR_INVALID_OPTION`
   * @example
   * ```ts
   * const { cert, key, ca } = await mock.toss.certificates.bad('expired')
   * ```
   */
  bad: command({
    at: 'POST bad-certificates',
    id: 'issueBadCertificate',
    says: 'Make a client certificate that something is wrong with, to see how a client takes it',
    takes: wantedBad,
    spread: ({ kind }: Of<typeof wantedBad>) => [kind],
    gives: issuedBadCertificate,
    status: 201,
    do: async ({ certificates }, kind: BadCertificate) => {
      checkOptions(badCertificateKind, kind, 'kind')
      return certificates.bad(kind)
    },
  }),
  /** What the console has mailed: warnings 30, 7 and 1 day before a certificate expires, on the mock's clock. */
  mails: command({
    at: 'GET certificate-mails',
    id: 'listCertificateMails',
    says: 'What the console has mailed: warnings 30, 7 and 1 day before a certificate expires',
    gives: list(expiryMailShape),
    under: 'mails',
    do: ({ certificates }) => certificates.mails(),
  }),
}

/** The same where no mock runs, as on the command line. */
export function certificatesSideOf(certificates: MiniAppCertificates): CertificatesSide {
  return sideOf(certificateCommands, { certificates } as TossSideContext)
}

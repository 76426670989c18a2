import { clientCertificateDays, issueBadCertificate, type Revocation, validityOn } from '../../../ca/index.js'
import { CodedError } from '../../../errors/index.js'
import type { TlsServer } from '../../partner-side/listener/tls-server.js'
import type { Language } from '../../record/language.js'
import type { Log } from '../../record/log.js'
import type { Clock } from '../../world/clock.js'
import { type CertificateRecord, normalSerialNumber } from './certificate-record.js'
import { dueWarnings, mailOf } from './expiry-warnings.js'
import type { KnownCertificates } from './known-certificates.js'
import type { CertificateLedger, CertificateSource } from './ledger.js'
import type { CertificateOptions, CertificateView, MiniAppCertificates } from './mini-app-certificates.js'
import type { RevocationList } from './revocation-list.js'

/** What certificates are issued and looked at with. */
export interface CertificateSurroundings {
  readonly certificates: CertificateSource
  readonly clock: Clock
  readonly log: Log
  readonly language: Language
  /** The listener, once there is one; undefined where the folder of a mock that does not run is worked on. */
  connections(): Pick<TlsServer, 'connectionsOf' | 'closeConnectionsOf'> | undefined
}

/** What is known of the certificates, and where it is noted. */
interface Certificates extends CertificateSurroundings {
  readonly ledger: CertificateLedger
  readonly revocations: RevocationList
  readonly known: KnownCertificates
  /** Takes in what was just issued, and notes it for the other processes. */
  readonly addIssued: KnownCertificates['addIssued']
  /** By serial number: the last handshake or request, on the mock's clock. */
  readonly lastSeen: ReadonlyMap<string, number>
  /** Real time, and the mock's, whichever is ahead. */
  latest(): number
}

const day = 86_400_000

/** What the console does with the certificates of a mini-app. */
export function manageCertificates(certificates: Certificates): (miniApp: string) => MiniAppCertificates {
  const { ledger, revocations, known, clock, log, language, connections } = certificates
  const { authority, client: main, dir } = certificates.certificates

  function viewOf(record: CertificateRecord): CertificateView {
    const { serialNumber, validFrom, validTo, commonName, fingerprint, files } = record
    const { revokedAt = null } = revocations.of(serialNumber) ?? {}
    const seen = certificates.lastSeen.get(serialNumber)
    return {
      commonName,
      serialNumber,
      fingerprint,
      validFrom: new Date(validFrom).toISOString(),
      validTo: new Date(validTo).toISOString(),
      daysLeft: Math.floor((validTo - clock.now()) / day),
      state: revokedAt !== null ? 'revoked' : certificates.latest() >= validTo ? 'expired' : 'active',
      revokedAt,
      lastSeen: seen === undefined ? null : new Date(seen).toISOString(),
      openConnections: connections()?.connectionsOf(serialNumber) ?? 0,
      ...(files && { files }),
    }
  }

  async function find(miniApp: string, serialNumber: string): Promise<CertificateRecord> {
    await ledger.look?.()
    const wanted = normalSerialNumber(serialNumber)
    const record = known.of(miniApp).find((each) => each.serialNumber === wanted)
    if (record !== undefined) return record
    throw new CodedError(
      'ERR_NOT_FOUND',
      `serialNumber: ${miniApp} has no certificate ${JSON.stringify(serialNumber)}`,
      {
        fix: 'List the certificates to see their serial numbers.',
      },
    )
  }

  async function issue(miniApp: string, { validDays = clientCertificateDays }: CertificateOptions) {
    const now = new Date(clock.now())
    const issued = await ledger.issue(miniApp, validityOn(now, validDays))
    const { serialNumber, validTo } = certificates.addIssued(issued, now.getTime())
    // Whoever has it may revoke it anywhere.
    await ledger.noted?.()
    const { appName, cert, key, paths } = issued
    return {
      appName,
      cert,
      key,
      ca: authority.cert,
      serialNumber,
      validTo: new Date(validTo).toISOString(),
      ...(paths && { files: paths }),
    }
  }

  async function revoke(record: CertificateRecord): Promise<CertificateView> {
    const { commonName, serialNumber, fingerprint } = record
    const revocation = {
      commonName,
      serialNumber,
      fingerprint256: fingerprint,
      notBefore: new Date(record.validFrom).toISOString(),
      notAfter: new Date(record.validTo).toISOString(),
      revokedAt: new Date(clock.now()).toISOString(),
    }
    const earlier = revocations.of(serialNumber) ?? (await ledger.revoke(revocation))
    if (earlier !== undefined) {
      throw new CodedError('ERR_CONFLICT', `certificate ${serialNumber} was revoked already, at ${earlier.revokedAt}`, {
        fix: 'Nothing is left to do with it; issue a new one.',
      })
    }
    const closed = connections()?.connectionsOf(serialNumber) ?? 0
    revocations.refresh()
    log.info(
      `the client certificate CN=${commonName}, serial ${serialNumber} was revoked; ${closed} ${closed === 1 ? 'connection' : 'connections'} closed`,
    )
    return viewOf(record)
  }

  function renewable(record: CertificateRecord): CertificateRecord {
    const revocation = revocations.of(record.serialNumber)
    if (revocation === undefined) return record
    throw new CodedError(
      'ERR_CONFLICT',
      `certificate ${record.serialNumber} was revoked at ${revocation.revokedAt}, and is not renewed`,
      { fix: 'Issue a new one.' },
    )
  }

  return (miniApp) => ({
    issue: (given = {}) => issue(miniApp, given),
    async list() {
      await ledger.look?.()
      return known.of(miniApp).map(viewOf)
    },
    revoke: async (serialNumber) => revoke(await find(miniApp, serialNumber)),
    async renew(serialNumber, given = {}) {
      renewable(await find(miniApp, serialNumber))
      return issue(miniApp, given)
    },
    async bad(kind) {
      const { cert, key } = await issueBadCertificate(kind, {
        authority,
        appName: miniApp,
        ...(dir === undefined && main && { key: main.key }),
      })
      return { kind, cert, key, ca: authority.cert }
    },
    async mails() {
      await ledger.look?.()
      const now = clock.now()
      return known
        .of(miniApp)
        .flatMap((record) => dueWarnings(record, now, instantOf(revocations.of(record.serialNumber))))
        .sort((a, b) => a.at - b.at)
        .map((warning) => mailOf(warning, language))
    },
  })
}

function instantOf(revocation: Revocation | undefined): number | undefined {
  return revocation && Date.parse(revocation.revokedAt)
}

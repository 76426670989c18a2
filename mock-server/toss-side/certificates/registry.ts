import type { PeerCertificate } from 'node:tls'
import {
  type ClientCertificate,
  clientCertificateDays,
  issueBadCertificate,
  type Revocation,
  validityOn,
} from '../../../ca/index.js'
import { CodedError } from '../../../errors/index.js'
import type { Objection } from '../../partner-side/listener/explain-refusal.js'
import type { TlsServer, TlsServerOptions } from '../../partner-side/listener/tls-server.js'
import type { Language } from '../../record/language.js'
import type { Log } from '../../record/log.js'
import type { Clock } from '../../world/clock.js'
import type { KeptStore } from '../../world/store-of-turns.js'
import { type CertificateRecord, normalSerialNumber } from './certificate-record.js'
import { createExpiryLog } from './expiry-log.js'
import { dueWarnings, mailOf } from './expiry-warnings.js'
import { objectionTo } from './judge-certificate.js'
import { createKnownCertificates } from './known-certificates.js'
import { type CertificateSource, openLedger } from './ledger.js'
import type { CertificateOptions, CertificateView, MiniAppCertificates } from './mini-app-certificates.js'
import { createRevocationList } from './revocation-list.js'
import { shareLedger } from './shared-ledger.js'

/** Every certificate that the mock knows, and what became of it. */
export interface CertificateRegistry {
  /** What the listener asks and tells. */
  readonly listener: Required<Pick<TlsServerOptions, 'onUse'>> & {
    judge(certificate: PeerCertificate): Objection | undefined
  }
  /** Takes a certificate that was issued elsewhere into the list. */
  adopt(certificate: ClientCertificate): Promise<void>
  of(miniApp: string): MiniAppCertificates
  /** Back to what there is at a start: of one mini-app, or of all. What lies in a folder stays. */
  reset(miniApp?: string): Promise<void>
}

/** What the registry works with. */
export interface CertificateRegistryOptions {
  readonly certificates: CertificateSource
  readonly clock: Clock
  readonly log: Log
  readonly language: Language
  /** The store, where other processes share the worlds. */
  readonly shared?: KeptStore | undefined
  /** The listener, once there is one; undefined where the folder of a mock that does not run is worked on. */
  connections(): Pick<TlsServer, 'connectionsOf' | 'closeConnectionsOf'> | undefined
}

const day = 86_400_000

/** Opens the registry, and says in the log what the developer should know of the certificates that there are. */
export function createCertificateRegistry(options: CertificateRegistryOptions): CertificateRegistry {
  const { certificates, clock, log, language, connections } = options
  const { authority, client: main, dir } = certificates
  const { shared } = options
  const ledger = shared === undefined ? openLedger(certificates) : shareLedger(openLedger(certificates), shared)
  const revocations = createRevocationList(ledger, log, () =>
    connections()?.closeConnectionsOf(({ serialNumber }) => revocations.of(serialNumber) !== undefined),
  )
  const known = createKnownCertificates(ledger, revocations)
  const expiryLog = createExpiryLog(log)
  const lastSeen = new Map<string, number>()

  /** Real time, and the mock's, whichever is ahead: OpenSSL looks at the one, the mock at the other. */
  function latest(): number {
    const { now, aheadBy } = clock.state
    return Math.max(now, now - aheadBy)
  }

  function addIssued(...issued: Parameters<typeof known.addIssued>): CertificateRecord {
    const record = known.addIssued(...issued)
    ledger.note?.(record, issued[0] === main)
    return record
  }

  function viewOf(record: CertificateRecord): CertificateView {
    const { serialNumber, validFrom, validTo, commonName, fingerprint, files } = record
    const { revokedAt = null } = revocations.of(serialNumber) ?? {}
    const seen = lastSeen.get(serialNumber)
    return {
      commonName,
      serialNumber,
      fingerprint,
      validFrom: new Date(validFrom).toISOString(),
      validTo: new Date(validTo).toISOString(),
      daysLeft: Math.floor((validTo - clock.now()) / day),
      state: revokedAt !== null ? 'revoked' : latest() >= validTo ? 'expired' : 'active',
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
    const { serialNumber, validTo } = addIssued(issued, now.getTime())
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

  function lookAtExpiry(record: CertificateRecord): void {
    if (revocations.of(record.serialNumber) === undefined) expiryLog.look(record, clock.now())
  }

  const listener: CertificateRegistry['listener'] = {
    judge(certificate) {
      revocations.refresh()
      return objectionTo(certificate, revocations.of(certificate.serialNumber), clock.state)
    },
    onUse({ miniApp, serialNumber, fingerprint, validTo }, certificate) {
      lastSeen.set(serialNumber, clock.now())
      if (certificate === undefined) return
      const validFrom = Date.parse(certificate.valid_from)
      const record = known.get(miniApp, serialNumber)
      const seen = { commonName: miniApp, serialNumber, fingerprint, validFrom, validTo, issuedAt: validFrom }
      lookAtExpiry(record ?? known.add(seen))
    },
  }

  function closeExpired(): void {
    connections()?.closeConnectionsOf(({ validTo }) => latest() >= validTo)
  }

  clock.onMove(() => {
    closeExpired()
    for (const miniApp of known.miniApps()) for (const record of known.readableOf(miniApp)) lookAtExpiry(record)
  })

  // Of what others do every process hears with the clock.
  if (shared !== undefined) {
    clock.onChange(() => {
      revocations.refresh()
      closeExpired()
    })
  }

  if (main !== undefined) {
    const first = addIssued(main)
    lookAtExpiry(first)
    // Those that were over before are left alone: they would be told at each start.
    for (const record of known.readableOf(main.appName)) if (record.validTo > clock.now()) lookAtExpiry(record)
    const revocation = revocations.of(first.serialNumber)
    if (revocation !== undefined) log.warn(revokedLine(first, revocation))
  }

  return {
    listener,
    async adopt(certificate) {
      addIssued(certificate)
      await ledger.noted?.()
    },
    of: (miniApp) => ({
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
    }),
    async reset(miniApp) {
      ledger.forget(miniApp)
      revocations.refresh()
      const dropped = miniApp === undefined ? known.miniApps() : [miniApp]
      for (const serialNumber of dropped.flatMap(known.drop)) {
        lastSeen.delete(serialNumber)
        expiryLog.forget(serialNumber)
      }
      if (main !== undefined && dropped.includes(main.appName)) known.addIssued(main)
      await ledger.noted?.()
    },
  }
}

function revokedLine({ commonName, serialNumber }: CertificateRecord, { revokedAt }: Revocation): string {
  return `the client certificate CN=${commonName}, serial ${serialNumber} was revoked at ${revokedAt}, and is refused. Issue a new one with: apps-in-toss-mock certificate issue --app-name ${commonName}`
}

function instantOf(revocation: Revocation | undefined): number | undefined {
  return revocation && Date.parse(revocation.revokedAt)
}

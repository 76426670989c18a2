import type { PeerCertificate } from 'node:tls'
import type { ClientCertificate, Revocation } from '../../../ca/index.js'
import type { Objection } from '../../partner-side/listener/explain-refusal.js'
import type { TlsServerOptions } from '../../partner-side/listener/tls-server.js'
import type { KeptStore } from '../../world/store-of-turns.js'
import type { CertificateRecord } from './certificate-record.js'
import { createExpiryLog } from './expiry-log.js'
import { objectionTo } from './judge-certificate.js'
import { createKnownCertificates } from './known-certificates.js'
import { openLedger } from './ledger.js'
import { type CertificateSurroundings, manageCertificates } from './manage-certificates.js'
import type { MiniAppCertificates } from './mini-app-certificates.js'
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
export interface CertificateRegistryOptions extends CertificateSurroundings {
  /** The store, where other processes share the worlds. */
  readonly shared?: KeptStore | undefined
}

/** Opens the registry, and says in the log what the developer should know of the certificates that there are. */
export function createCertificateRegistry(options: CertificateRegistryOptions): CertificateRegistry {
  const { certificates, clock, log, shared, connections } = options
  const main = certificates.client
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
    of: manageCertificates({ ...options, ledger, revocations, known, addIssued, lastSeen, latest }),
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

import {
  type ClientCertificate,
  inspectCertificate,
  type Revocation,
  type StoredClientCertificate,
} from '../../../ca/index.js'
import type { CertificateRecord } from './certificate-record.js'
import type { CertificateLedger } from './ledger.js'
import type { RevocationList } from './revocation-list.js'

/** The certificates that this mock knows of: issued here, in the folder, revoked, or seen. */
export interface KnownCertificates {
  /** Takes one in; when it was issued stays as it was known before. */
  add(record: CertificateRecord): CertificateRecord
  /** The same for one that was just issued; without `issuedAt` it counts from the beginning of its validity. */
  addIssued(certificate: ClientCertificate & Partial<StoredClientCertificate>, issuedAt?: number): CertificateRecord
  get(miniApp: string, serialNumber: string): CertificateRecord | undefined
  /** Every certificate of a mini-app, by when it was issued. */
  of(miniApp: string): CertificateRecord[]
  /** The same as far as the folder can be read: a broken file in it stops neither a start nor the clock. */
  readableOf(miniApp: string): CertificateRecord[]
  miniApps(): string[]
  /** Forgets a mini-app's, and gives back their serial numbers. */
  drop(miniApp: string): string[]
}

/** None known yet; ledger and revocations are looked at when somebody asks. */
export function createKnownCertificates(ledger: CertificateLedger, revocations: RevocationList): KnownCertificates {
  /** By mini-app, then by serial number. */
  const known = new Map<string, Map<string, CertificateRecord>>()
  const sorted = (miniApp: string) => [...(known.get(miniApp)?.values() ?? [])].sort((a, b) => a.issuedAt - b.issuedAt)

  function add(record: CertificateRecord): CertificateRecord {
    const ofMiniApp = known.get(record.commonName) ?? new Map<string, CertificateRecord>()
    known.set(record.commonName, ofMiniApp)
    const before = ofMiniApp.get(record.serialNumber)
    const merged = { ...record, issuedAt: before?.issuedAt ?? record.issuedAt }
    ofMiniApp.set(record.serialNumber, merged)
    return merged
  }

  function of(miniApp: string): CertificateRecord[] {
    revocations.refresh()
    for (const stored of ledger.stored(miniApp)) add({ issuedAt: stored.validFrom, ...stored })
    for (const revocation of revocations.all()) {
      const isKnown = known.get(miniApp)?.has(revocation.serialNumber) === true
      if (revocation.commonName === miniApp && !isKnown) add(recordOf(revocation))
    }
    return sorted(miniApp)
  }

  return {
    add,
    addIssued({ appName, cert, paths }, issuedAt) {
      const { serialNumber, fingerprint256: fingerprint, notBefore, notAfter } = inspectCertificate(cert)
      const validFrom = notBefore.getTime()
      return add({
        commonName: appName,
        serialNumber,
        fingerprint,
        validFrom,
        validTo: notAfter.getTime(),
        issuedAt: issuedAt ?? validFrom,
        ...(paths && { files: { cert: paths.cert, key: paths.key } }),
      })
    },
    get: (miniApp, serialNumber) => known.get(miniApp)?.get(serialNumber),
    of,
    readableOf(miniApp) {
      try {
        return of(miniApp)
      } catch {
        return sorted(miniApp)
      }
    },
    miniApps: () => [...known.keys()],
    drop(miniApp) {
      const dropped = [...(known.get(miniApp)?.keys() ?? [])]
      known.delete(miniApp)
      return dropped
    },
  }
}

function recordOf({ commonName, serialNumber, fingerprint256, notBefore, notAfter }: Revocation): CertificateRecord {
  const validFrom = Date.parse(notBefore)
  const validTo = Date.parse(notAfter)
  return { commonName, serialNumber, fingerprint: fingerprint256, validFrom, validTo, issuedAt: validFrom }
}

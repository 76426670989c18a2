import { statSync } from 'node:fs'
import {
  type Authority,
  addRevocation,
  type ClientCertificate,
  issueFurtherCertificate,
  listClientCertificates,
  type Revocation,
  readRevocations,
  revocationsPath,
  type StoredClientCertificate,
  type Validity,
} from '../../../ca/index.js'
import type { CertificateRecord } from './certificate-record.js'

/** Where certificates and revocations are kept. */
export interface CertificateLedger {
  /** Issues a certificate besides those that the mini-app has. */
  issue(miniApp: string, validity: Validity): Promise<ClientCertificate & Partial<StoredClientCertificate>>
  /** The certificates of a mini-app that lie in a folder, which does not say when they were issued, or that others have told of. */
  stored(miniApp: string): (Omit<CertificateRecord, 'issuedAt'> & Partial<CertificateRecord>)[]
  /**
   * The revoked certificates by serial number; another map where they have changed, also by another process.
   *
   * @throws CodedError `ERR_CA_FILE_DAMAGED`
   */
  revocations(): ReadonlyMap<string, Revocation>
  /** Whoever is the first to revoke a certificate is told nothing; everybody else what the first one has noted. */
  revoke(revocation: Revocation): Promise<Revocation | undefined>
  /** Tells others of a certificate that was issued here; of the first one of this mock after a reset as well. */
  note?(record: CertificateRecord, isFirst: boolean): void
  /** Resolves when they know. */
  noted?(): Promise<void>
  /** Asks what others have issued and revoked. */
  look?(): Promise<void>
  /**
   * Forgets what does not outlive a reset, of one mini-app or of all: the revocations where they are in memory, what others were
   * told of where the worlds are shared.
   */
  forget(miniApp?: string): void
}

/** Certificates to keep the ledger of. */
export interface CertificateSource {
  readonly authority: Authority
  /** The first certificate of the mini-app that the mock was started for. */
  readonly client?: ClientCertificate & Partial<StoredClientCertificate>
  /** The folder; absent where certificates are kept in memory. */
  readonly dir?: string
}

/** The ledger of the certificates of a folder, or of those in memory. */
export function openLedger({ authority, client, dir }: CertificateSource): CertificateLedger {
  return dir === undefined ? memoryLedger(authority, client?.key) : folderLedger(dir)
}

function memoryLedger(authority: Authority, key: string | undefined): CertificateLedger {
  let revoked: ReadonlyMap<string, Revocation> = new Map()
  return {
    // Over the same key: a new one would take a hundred times as long.
    issue: async (appName, validity) => ({
      appName,
      ...(await authority.issueClientCertificate({ appName, ...(key !== undefined && { key }), ...validity })),
    }),
    stored: () => [],
    revocations: () => revoked,
    async revoke(revocation) {
      const earlier = revoked.get(revocation.serialNumber)
      if (earlier === undefined) revoked = new Map(revoked).set(revocation.serialNumber, revocation)
      return earlier
    },
    forget(miniApp) {
      const kept = [...revoked].filter(([, { commonName }]) => miniApp !== undefined && commonName !== miniApp)
      revoked = new Map(kept)
    },
  }
}

function folderLedger(dir: string): CertificateLedger {
  const path = revocationsPath(dir)
  let revoked: ReadonlyMap<string, Revocation> = new Map()
  let signature = ''
  return {
    issue: (appName, validity) => issueFurtherCertificate({ dir, appName, ...validity }),
    stored: (miniApp) =>
      listClientCertificates(dir, miniApp).map(({ serialNumber, fingerprint256, notBefore, notAfter, paths }) => ({
        commonName: miniApp,
        serialNumber,
        fingerprint: fingerprint256,
        validFrom: notBefore.getTime(),
        validTo: notAfter.getTime(),
        files: { cert: paths.cert, key: paths.key },
      })),
    revocations() {
      // Looked at in each handshake: it takes some microseconds, a handshake some milliseconds.
      const found = statSync(path, { bigint: true, throwIfNoEntry: false })
      const seen = found === undefined ? '' : `${found.ino}:${found.size}:${found.mtimeNs}:${found.ctimeNs}`
      if (seen === signature) return revoked
      revoked = new Map(readRevocations(dir).map((revocation) => [revocation.serialNumber, revocation]))
      signature = seen
      return revoked
    },
    async revoke(revocation) {
      const all = await addRevocation(dir, revocation)
      return all.find((each) => each !== revocation && each.serialNumber === revocation.serialNumber)
    },
    forget: () => {},
  }
}

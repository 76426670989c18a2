import type { Revocation } from '../../../ca/index.js'
import type { KeptStore } from '../../world/store-of-turns.js'
import type { CertificateRecord } from './certificate-record.js'
import type { CertificateLedger } from './ledger.js'

/** The equipment of all mini-apps in which they are, by serial number. */
const issuedKind = '.certificate'
const revokedKind = '.revoked'

/** Whether a certificate was revoked by anybody who shares the worlds; within a call of the store. */
export function isRevokedIn({ equipment }: Pick<KeptStore, 'equipment'>, serialNumber: string): boolean {
  return equipment.get(null, revokedKind, serialNumber) !== undefined
}

/** A ledger whose certificates and revocations those who share the worlds know of as well. The keys stay where they are. */
export function shareLedger(ledger: CertificateLedger, store: KeptStore): CertificateLedger {
  const { equipment } = store
  let own: ReadonlyMap<string, Revocation> = new Map()
  let known = ''
  let all = own
  return {
    ...ledger,
    stored: (miniApp) => [
      ...equipment
        .all(null, issuedKind)
        .map(([, record]) => record as CertificateRecord)
        .filter(({ commonName }) => commonName === miniApp),
      // Those that lie here have their files.
      ...ledger.stored(miniApp),
    ],
    note: ({ files: _files, ...record }) =>
      store.equipSoon(() => equipment.put(null, issuedKind, record.serialNumber, record)),
    revocations() {
      const here = ledger.revocations()
      const shared = equipment.all(null, revokedKind) as [string, Revocation][]
      const serialNumbers = shared.map(([serialNumber]) => serialNumber).join()
      if (here === own && serialNumbers === known) return all
      own = here
      known = serialNumbers
      all = new Map([...here, ...shared])
      return all
    },
    async revoke(revocation) {
      await ledger.revoke(revocation)
      await store.equip(() => equipment.put(null, revokedKind, revocation.serialNumber, revocation))
    },
    look: store.ready,
    // Others go by it as well.
    forget() {},
  }
}

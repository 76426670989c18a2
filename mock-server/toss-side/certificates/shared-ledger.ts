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
  const issued = () => equipment.all(null, issuedKind) as [string, CertificateRecord & { isFirst: boolean }][]
  return {
    ...ledger,
    stored: (miniApp) => [
      ...issued()
        .map(([, { isFirst: _isFirst, ...record }]) => record)
        .filter(({ commonName }) => commonName === miniApp),
      // Those that lie here have their files.
      ...ledger.stored(miniApp),
    ],
    note: ({ files: _files, ...record }, isFirst) =>
      store.equipSoon(() => equipment.put(null, issuedKind, record.serialNumber, { ...record, isFirst })),
    noted: store.settled,
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
      const { serialNumber } = revocation
      // Where all of them look it is decided who is the first.
      const earlier = await store.equip(() => {
        const before = equipment.get(null, revokedKind, serialNumber) as Revocation | undefined
        if (before === undefined) equipment.put(null, revokedKind, serialNumber, revocation)
        return before
      })
      return earlier ?? ledger.revoke(revocation)
    },
    look: store.ready,
    // What was revoked stays so: others were told that it is. The first ones are those of mocks that may run.
    forget: (miniApp) =>
      store.equipSoon(() => {
        for (const [serialNumber, { commonName, isFirst }] of issued()) {
          if (!isFirst && (miniApp ?? commonName) === commonName) equipment.remove(null, issuedKind, serialNumber)
        }
      }),
  }
}

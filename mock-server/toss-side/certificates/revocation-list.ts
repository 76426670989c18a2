import type { Revocation } from '../../../ca/index.js'
import type { Log } from '../../record/log.js'
import type { CertificateLedger } from './ledger.js'

/** The certificates that were revoked, here or by another process that works on the same folder. */
export interface RevocationList {
  /** Looks again. Where the folder cannot be read, those known to be revoked stay so, and the log says it once. */
  refresh(): void
  of(serialNumber: string): Revocation | undefined
  all(): Iterable<Revocation>
}

/**
 * The list of a ledger.
 *
 * @param onChange - called when a look has found other revocations than before
 */
export function createRevocationList(ledger: CertificateLedger, log: Log, onChange: () => void): RevocationList {
  let revoked = ledger.revocations()
  let complaint = ''
  return {
    refresh() {
      try {
        const found = ledger.revocations()
        complaint = ''
        if (found === revoked) return
        revoked = found
        onChange()
      } catch (error) {
        const { message } = error as Error
        if (message !== complaint) log.error(`certificates: ${message} Those known to be revoked stay so.`)
        complaint = message
      }
    },
    of: (serialNumber) => revoked.get(serialNumber),
    all: () => revoked.values(),
  }
}

import type { Log } from '../../record/log.js'
import type { CertificateRecord } from './certificate-record.js'
import { dueWarnings, expiredLine, warningLine } from './expiry-warnings.js'

/** Warns in the log that certificates expire, each time once. */
export interface ExpiryLog {
  /** Looks whether something is due that was not said yet. Of several warnings that came due at once, the last one is said. */
  look(certificate: CertificateRecord, now: number): void
  /** As if nothing had been said of this certificate. */
  forget(serialNumber: string): void
}

/** A log in which nothing was said yet. */
export function createExpiryLog(log: Log): ExpiryLog {
  /** The least days left that were said, by serial number; 0 where it was said to have expired. */
  const said = new Map<string, number>()
  return {
    look(certificate, now) {
      const { serialNumber, validTo } = certificate
      const before = said.get(serialNumber) ?? Infinity
      const warning = dueWarnings(certificate, now).at(-1)
      const daysLeft = now >= validTo ? 0 : (warning?.daysLeft ?? Infinity)
      if (daysLeft >= before) return
      said.set(serialNumber, daysLeft)
      if (daysLeft === 0) log.warn(expiredLine(certificate))
      else if (warning !== undefined) log.warn(warningLine(warning))
    },
    forget: (serialNumber) => void said.delete(serialNumber),
  }
}

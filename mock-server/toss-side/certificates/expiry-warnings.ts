import { inLanguage } from '../../record/in-language.js'
import type { Language } from '../../record/language.js'
import { moment, type Of, object, oneOf, text } from '../../world/shape.js'
import type { CertificateRecord } from './certificate-record.js'

/** How many days before the end the console warns: documented. */
export const warningDays = [30, 7, 1] as const

const day = 86_400_000

/** A mail of the console about a certificate that is about to expire. */
export interface ExpiryMail extends Of<typeof expiryMailShape> {}
export const expiryMailShape = object({
  commonName: text,
  serialNumber: text,
  /** 30, 7 or 1. */
  daysLeft: oneOf(...warningDays),
  /** ISO 8601, on the mock's clock. */
  sentAt: moment,
  /** ISO 8601. */
  expiresAt: moment,
  subject: text,
  text,
})

/** A warning that is due. */
export interface DueWarning {
  readonly certificate: CertificateRecord
  readonly daysLeft: ExpiryMail['daysLeft']
  readonly at: number
}

/**
 * The warnings about a certificate that were due by `now`, in order. None for a moment before it was issued, nor after it
 * was revoked.
 */
export function dueWarnings(certificate: CertificateRecord, now: number, revokedAt = Infinity): DueWarning[] {
  return warningDays
    .map((daysLeft) => ({ certificate, daysLeft, at: certificate.validTo - daysLeft * day }))
    .filter(({ at }) => at >= certificate.issuedAt && at <= now && at < revokedAt)
}

/** The mail for a warning. The console's own texts are not published; these are ours. */
export function mailOf({ certificate, daysLeft, at }: DueWarning, language: Language): ExpiryMail {
  const { commonName, serialNumber, validTo } = certificate
  const expiresAt = iso(validTo)
  const subject = `The mTLS certificate of ${commonName} expires in ${days(daysLeft)}`
  const text = `The certificate with serial number ${serialNumber} is valid until ${expiresAt}. Issue a new one in the console and replace the files before then: several may be active at once.`
  const said = { subject: inLanguage(subject, language), text: inLanguage(text, language) }
  return { commonName, serialNumber, daysLeft, sentAt: iso(at), expiresAt, ...said }
}

/** The line that the log has for a warning. */
export function warningLine({ certificate, daysLeft }: Pick<DueWarning, 'certificate' | 'daysLeft'>): string {
  return `${nameOf(certificate)} expires in ${days(daysLeft)}, at ${iso(certificate.validTo)}. ${renewal(certificate)}`
}

/** The line for one that has expired meanwhile. */
export function expiredLine(certificate: CertificateRecord): string {
  const at = iso(certificate.validTo)
  return `${nameOf(certificate)} has expired on the clock of this mock, at ${at}. ${renewal(certificate)}`
}

function nameOf({ commonName, serialNumber }: CertificateRecord): string {
  return `the client certificate CN=${commonName}, serial ${serialNumber}`
}

function renewal({ commonName, serialNumber }: CertificateRecord): string {
  return `Renew it with: apps-in-toss-mock certificate renew ${serialNumber} --app-name ${commonName}`
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}

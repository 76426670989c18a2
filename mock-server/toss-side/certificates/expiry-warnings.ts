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
  const expiresAt = new Date(validTo).toISOString()
  const { subject, text } = mailTexts[language]({ commonName, serialNumber, daysLeft, expiresAt })
  return { commonName, serialNumber, daysLeft, sentAt: new Date(at).toISOString(), expiresAt, subject, text }
}

const mailTexts: Record<
  Language,
  (told: Pick<ExpiryMail, 'commonName' | 'serialNumber' | 'daysLeft' | 'expiresAt'>) => {
    subject: string
    text: string
  }
> = {
  en: ({ commonName, serialNumber, daysLeft, expiresAt }) => ({
    subject: `The mTLS certificate of ${commonName} expires in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`,
    text: `The certificate with serial number ${serialNumber} is valid until ${expiresAt}. Issue a new one in the console and replace the files before then: several may be active at once.`,
  }),
  ko: ({ commonName, serialNumber, daysLeft, expiresAt }) => ({
    subject: `${commonName}의 mTLS 인증서가 ${daysLeft}일 뒤에 만료돼요`,
    text: `일련번호 ${serialNumber} 인증서의 유효 기간은 ${expiresAt}까지예요. 그 전에 콘솔에서 새 인증서를 발급받아 교체하세요. 여러 인증서를 동시에 쓸 수 있어요.`,
  }),
}

/** The line that the log has for a warning. */
export const warningLines: Record<Language, (warning: Pick<DueWarning, 'certificate' | 'daysLeft'>) => string> = {
  en: ({ certificate: { commonName, serialNumber, validTo }, daysLeft }) =>
    `the client certificate CN=${commonName}, serial ${serialNumber} expires in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}, at ${iso(validTo)}. Renew it with: apps-in-toss-mock certificate renew ${serialNumber} --app-name ${commonName}`,
  ko: ({ certificate: { commonName, serialNumber, validTo }, daysLeft }) =>
    `클라이언트 인증서(CN=${commonName}, 일련번호 ${serialNumber})의 만료까지 ${daysLeft}일 남았어요(${iso(validTo)}). 갱신 명령: apps-in-toss-mock certificate renew ${serialNumber} --app-name ${commonName}`,
}

/** The line for one that has expired meanwhile. */
export const expiredLines: Record<Language, (certificate: CertificateRecord) => string> = {
  en: ({ commonName, serialNumber, validTo }) =>
    `the client certificate CN=${commonName}, serial ${serialNumber} has expired on the clock of this mock, at ${iso(validTo)}. Renew it with: apps-in-toss-mock certificate renew ${serialNumber} --app-name ${commonName}`,
  ko: ({ commonName, serialNumber, validTo }) =>
    `클라이언트 인증서(CN=${commonName}, 일련번호 ${serialNumber})가 목 서버의 시계로 만료됐어요(${iso(validTo)}). 갱신 명령: apps-in-toss-mock certificate renew ${serialNumber} --app-name ${commonName}`,
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}

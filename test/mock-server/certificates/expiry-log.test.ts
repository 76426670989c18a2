import { pino } from 'pino'
import { expect, test } from 'vitest'
import { inKorean } from '../../../korean/catalogue.js'
import type { CertificateRecord } from '../../../mock-server/toss-side/certificates/certificate-record.js'
import { createExpiryLog } from '../../../mock-server/toss-side/certificates/expiry-log.js'

const day = 86_400_000
const validTo = Date.parse('2027-06-30T00:00:00Z')

const certificate: CertificateRecord = {
  commonName: 'shop',
  serialNumber: '4A',
  fingerprint: 'AB:CD',
  validFrom: validTo - 390 * day,
  validTo,
  issuedAt: validTo - 390 * day,
}

/** The lines that looking at the certificate writes so many days before its end. */
function lines(daysBefore: readonly number[]): string[] {
  const written: string[] = []
  const log = createExpiryLog(
    pino({ level: 'warn' }, { write: (line: string) => void written.push(JSON.parse(line).msg) }),
  )
  for (const days of daysBefore) log.look(certificate, validTo - days * day)
  return written
}

test('warns 30, 7 and 1 day before the end, says when it is over, and each once', () => {
  const written = lines([31, 30, 29, 12, 7, 7, 6.5, 1, 0.5, 0, -1])
  expect(written).toHaveLength(4)
  expect(written[0]).toBe(
    'the client certificate CN=shop, serial 4A expires in 30 days, at 2027-06-30T00:00:00.000Z. Renew it with: apps-in-toss-mock certificate renew 4A --app-name shop',
  )
  expect(written[1]).toContain('expires in 7 days')
  expect(written[2]).toContain('expires in 1 day,')
  expect(written[3]).toContain('has expired on the clock of this mock')
})

test('of several that came due at once it says the last one', () => {
  expect(lines([31, 3])).toEqual([expect.stringContaining('expires in 7 days')])
  expect(lines([31, -3])).toEqual([expect.stringContaining('has expired')])
})

test('warns in Korean', () => {
  expect(lines([7, -1]).map(inKorean)).toEqual([
    '클라이언트 인증서(CN=shop, 일련번호 4A)의 만료까지 7일 남았어요(2027-06-30T00:00:00.000Z). 갱신 명령: apps-in-toss-mock certificate renew 4A --app-name shop',
    '클라이언트 인증서(CN=shop, 일련번호 4A)가 목 서버의 시계로 만료됐어요(2027-06-30T00:00:00.000Z). 갱신 명령: apps-in-toss-mock certificate renew 4A --app-name shop',
  ])
})

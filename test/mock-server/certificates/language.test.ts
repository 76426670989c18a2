import { describe, expect, test } from 'vitest'
import { badServerCertificates } from '../../../ca/index.js'
import { inKorean } from '../../../korean/catalogue.js'
import { type Language, startMockServer } from '../../../mock-server/index.js'
import { uncheckedText, uncheckedTexts } from '../../../mock-server/partner-side/listener/server-certificate.js'
import {
  type RefusalCase,
  type RefusalText,
  refusalLine,
  refusalText,
  refusalTexts,
  specialCases,
} from '../../../mock-server/record/refusal-texts.js'
import { meet, refusalsDuring } from './connection.js'

const hangul = /\p{Script=Hangul}/u
const all = { ...refusalTexts, ...specialCases }

describe.each(Object.keys(all) as RefusalCase[])('the reason %s', (found) => {
  const [en, ko]: [RefusalText, RefusalText] = [refusalText(found, 'en'), refusalText(found, 'ko')]

  test('is told in English and in Korean, with what to do', () => {
    for (const { message, fix } of [en, ko]) {
      expect(message.length).toBeGreaterThan(10)
      expect(message).not.toMatch(/[.:]$/)
      expect(fix).toMatch(/\.$/)
    }
    expect(en.message + en.fix).not.toMatch(hangul)
    expect(ko.message).toMatch(hangul)
    expect(ko.fix).toMatch(hangul)
  })

  test('names the same commands, options and files in both', () => {
    const names = (text: string) =>
      new Set(text.match(/--[a-z][a-z-]+|[A-Z]{3,}_[A-Z_]+|<appName>\w+\.\w+|\bca\.crt\b/g))
    expect(names(`${ko.message} ${ko.fix}`)).toEqual(names(`${en.message} ${en.fix}`))
  })
})

test('every bad server certificate has words in both languages', () => {
  expect(Object.keys(uncheckedTexts)).toEqual(Object.keys(badServerCertificates))
  for (const kind of Object.keys(badServerCertificates) as (keyof typeof badServerCertificates)[]) {
    expect(uncheckedText(kind, 'en').message).not.toMatch(hangul)
    expect(uncheckedText(kind, 'ko').message).toMatch(hangul)
    expect(uncheckedText(kind, 'ko').fix).toMatch(hangul)
  }
})

test('the log has one line in each language, with the reason, what happened and what to do', () => {
  const refusal = { reason: 'revoked', message: 'A', fix: 'B.' } as const
  expect([refusalLine(refusal), inKorean(refusalLine(refusal))]).toEqual([
    'handshake refused (revoked): A. B.',
    '핸드셰이크가 거절됐어요 (revoked): A. B.',
  ])
})

test('the journal explains in Korean where the mock was started so, and keeps the reason as it is', async () => {
  await using mock = await startMockServer({ controlPort: false, lang: 'ko' })
  const { serialNumber, cert, key } = await mock.toss.certificates.issue()
  await mock.toss.certificates.revoke(serialNumber)
  const { refusals } = await refusalsDuring(mock, () => meet(mock, { cert, key }))
  expect(refusals).toMatchObject([{ reason: 'revoked', certificate: { serialNumber } }])
  expect(refusals[0]?.message).toMatch(
    new RegExp(
      `^클라이언트 인증서가 폐기됐어요 \\(.+Z\\): CN=my-mini-app, 발급자 .+, 일련번호 ${serialNumber}, 유효 기간 `,
    ),
  )
  expect(refusals[0]?.fix).toContain('새 인증서를 발급하고')
})

test('an unknown language is refused with those there are', async () => {
  await expect(startMockServer({ lang: 'jp' as Language })).rejects.toThrow(/lang must be one of en, ko, not "jp"/)
})

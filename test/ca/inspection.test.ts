import { expect, test } from 'vitest'
import { createAuthority, inspectCertificate } from '../../ca/index.js'

test('an inspection tells subject, issuer, serial number, fingerprint, dates and days left', async () => {
  const { cert } = await createAuthority({
    name: 'Some authority',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2026-03-01T00:00:00Z'),
  })
  expect(inspectCertificate(cert, new Date('2026-02-27T12:00:00Z'))).toEqual({
    commonName: 'Some authority',
    issuerCommonName: 'Some authority',
    serialNumber: expect.stringMatching(/^[0-9A-F]{32}$/),
    fingerprint256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2026-03-01T00:00:00Z'),
    daysLeft: 1,
  })
  expect(inspectCertificate(cert, new Date('2026-02-28T12:00:00Z')).daysLeft).toBe(0)
  expect(inspectCertificate(Buffer.from(cert), new Date('2026-03-01T12:00:00Z')).daysLeft).toBe(-1)
})

test('what is not a certificate is refused', () => {
  expect(() => inspectCertificate('-----BEGIN CERTIFICATE-----\nnope\n-----END CERTIFICATE-----')).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
  )
})

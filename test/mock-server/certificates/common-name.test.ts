import { createPrivateKey } from 'node:crypto'
import forge from 'node-forge'
import { expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { meet, type Pair, refusalsDuring } from './connection.js'

/** A client certificate of the mock's own authority with these attributes as its subject. */
function issue({ certificates, clientTls }: MockServer, subject: readonly [name: string, value: string][]): Pair {
  const { cert: ca, key } = certificates.authority
  const certificate = forge.pki.createCertificate()
  const own = createPrivateKey(clientTls.key)
  certificate.publicKey = forge.pki.certificateFromPem(clientTls.cert).publicKey
  certificate.serialNumber = '5a'
  certificate.validity.notBefore = new Date(Date.now() - 60_000)
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000)
  certificate.setSubject(subject.map(([name, value]) => ({ name, value })))
  certificate.setIssuer(forge.pki.certificateFromPem(ca).subject.attributes)
  certificate.setExtensions([{ name: 'extKeyUsage', clientAuth: true }])
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create())
  return {
    cert: forge.pki.certificateToPem(certificate),
    key: own.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

test.each<[string, [string, string][], RegExp]>([
  ['no subject', [], /has no common name \(CN\)/],
  ['no CN', [['organizationName', 'my-mini-app']], /has no common name \(CN\)/],
  ['a blank CN', [['commonName', ' ']], /has no common name \(CN\)/],
  [
    'two CNs',
    [
      ['commonName', 'my-mini-app'],
      ['commonName', 'other-app'],
    ],
    /has more than one common name \(CN\).*CN=my-mini-app,other-app/,
  ],
])('a certificate with %s belongs to no mini-app: refused, and explained', async (_what, subject, message) => {
  await using mock = await startMockServer({ controlPort: false })
  const { result, refusals } = await refusalsDuring(mock, () => meet(mock, issue(mock, subject)))
  expect(result.status).toBeUndefined()
  expect(refusals).toMatchObject([
    {
      reason: 'bad-certificate',
      message: expect.stringMatching(message),
      fix: expect.stringContaining('certificate issue --app-name'),
    },
  ])
  expect(mock.journal.exchanges()).toEqual([])
  expect(await meet(mock, issue(mock, [['commonName', 'my-mini-app']]))).toMatchObject({ status: 404 })
})

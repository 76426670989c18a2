import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Authority,
  type BadCertificate,
  type BadServerCertificate,
  badCertificates,
  badServerCertificates,
  createMemoryCertificates,
  defaultHostNames,
  inspectCertificate,
  issueBadCertificate,
  issueBadServerCertificate,
} from '../../ca/index.js'

let authority: Authority
let serverKey: string
let clientKey: string
beforeAll(async () => {
  const certificates = await createMemoryCertificates()
  authority = certificates.authority
  serverKey = certificates.server.key
  clientKey = certificates.client.key
})

/** What can be wrong with a client certificate, as a set of findings. */
function faultsOf(cert: string, key: string): string[] {
  const x509 = new X509Certificate(cert)
  const { commonName, notBefore, notAfter } = inspectCertificate(cert)
  const now = new Date()
  const faults: [boolean, BadCertificate][] = [
    [notAfter < now, 'expired'],
    [notBefore > now, 'not-yet-valid'],
    [!x509.verify(new X509Certificate(authority.cert).publicKey), 'unknown-authority'],
    [commonName !== 'shop', 'other-mini-app'],
    [!x509.checkPrivateKey(createPrivateKey(key)), 'key-mismatch'],
    [(x509.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048, 'weak-key'],
    [x509.keyUsage?.includes('1.3.6.1.5.5.7.3.2') !== true, 'wrong-purpose'],
  ]
  return faults.filter(([is]) => is).map(([, fault]) => fault)
}

test.each(Object.keys(badCertificates) as BadCertificate[])(
  'the bad client certificate %s is bad in that way and in no other',
  async (kind) => {
    const { cert, key } = await issueBadCertificate(kind, { authority, appName: 'shop', key: clientKey })
    expect(faultsOf(cert, key)).toEqual([kind])
  },
)

test('another mini-app’s name fits into a certificate, however long the name is', async () => {
  const { cert } = await issueBadCertificate('other-mini-app', { authority, appName: 'x'.repeat(64), key: serverKey })
  const { commonName } = inspectCertificate(cert)
  expect(commonName).toBe(`other-${'x'.repeat(58)}`)
})

describe('a bad server certificate', () => {
  const issue = async (kind: BadServerCertificate, hostNames: string[] = []) => {
    const { cert, key } = await issueBadServerCertificate(kind, { authority, hostNames, key: serverKey })
    return { cert, key, x509: new X509Certificate(cert) }
  }
  const names = (x509: X509Certificate) =>
    defaultHostNames.filter((name) => (isIP(name) ? x509.checkIP(name) : x509.checkHost(name)))
  const isOurs = (x509: X509Certificate) => x509.verify(new X509Certificate(authority.cert).publicKey)

  test('expired is of the authority and for every name, but over', async () => {
    const { cert, x509 } = await issue('expired', ['shop.localhost'])
    expect(isOurs(x509)).toBe(true)
    expect(inspectCertificate(cert).daysLeft).toBeLessThan(0)
    expect(names(x509)).toEqual([...defaultHostNames])
    expect(x509.checkHost('shop.localhost')).toBe('shop.localhost')
  })

  test('wrong-host is of the authority and valid, but for none of the names that it is called by', async () => {
    const { cert, x509 } = await issue('wrong-host', ['shop.localhost'])
    expect(isOurs(x509)).toBe(true)
    expect(inspectCertificate(cert).daysLeft).toBeGreaterThan(390)
    expect(names(x509)).toEqual([])
    expect(x509.checkHost('shop.localhost')).toBeUndefined()
    expect(x509.subject).toBe('CN=wrong-host.localhost')
  })

  test('unknown-ca is valid and for every name, but of another authority', async () => {
    const { cert, x509 } = await issue('unknown-ca')
    expect(isOurs(x509)).toBe(false)
    expect(inspectCertificate(cert).daysLeft).toBeGreaterThan(390)
    expect(names(x509)).toEqual([...defaultHostNames])
    expect(x509.issuer).toContain('CN=another CA of apps-in-toss-mock (unofficial)')
  })
})

test('an unknown kind is refused with the kinds there are', async () => {
  const options = { authority, appName: 'shop' }
  await expect(issueBadCertificate('rotten' as BadCertificate, options)).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    fix: `There are ${Object.keys(badCertificates).join(', ')}.`,
  })
  await expect(issueBadServerCertificate('rotten' as BadServerCertificate, options)).rejects.toMatchObject({
    fix: `There are ${Object.keys(badServerCertificates).join(', ')}.`,
  })
})

test('a server certificate without its default names needs one of its own', async () => {
  await expect(authority.issueServerCertificate({ defaultHostNames: false, key: serverKey })).rejects.toThrow(
    /hostNames/,
  )
})

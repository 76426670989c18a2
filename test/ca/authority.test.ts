import { spawnSync } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Authority, createAuthority, inspectCertificate, permittedNames } from '../../ca/index.js'

const day = 86_400_000
let authority: Authority
let clientKey: string

beforeAll(async () => {
  authority = await createAuthority()
  clientKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string
})

/** An extension as node-forge, which also wrote it, reads it back. What OpenSSL and Python think is in consumers.long.test.ts. */
function extension(pem: string, name: string): Record<string, unknown> | undefined {
  const found = forge.pki.certificateFromPem(pem).extensions.find((each) => each.name === name || each.id === name)
  return found as Record<string, unknown> | undefined
}

const serverAuth = ['1.3.6.1.5.5.7.3.1']
const clientAuth = ['1.3.6.1.5.5.7.3.2']

/** The extended key usages, which Node calls keyUsage. */
function purposes(pem: string): string[] {
  return new X509Certificate(pem).keyUsage ?? []
}

function days(pem: string): number {
  const { notBefore, notAfter } = inspectCertificate(pem)
  return (notAfter.getTime() - notBefore.getTime()) / day
}

describe('the authority', () => {
  test('says in its name that it is unofficial, and signs itself', () => {
    const x509 = new X509Certificate(authority.cert)
    expect(x509.subject).toBe(
      'CN=apps-in-toss-mock throwaway CA (unofficial)\nO=apps-in-toss-mock (not affiliated with Toss)',
    )
    expect(x509.issuer).toBe(x509.subject)
    expect(x509.verify(x509.publicKey)).toBe(true)
    expect(x509.checkPrivateKey(createPrivateKey(authority.key))).toBe(true)
  })

  test('may sign certificates and revocation lists but no further authorities', () => {
    expect(extension(authority.cert, 'basicConstraints')).toMatchObject({
      critical: true,
      cA: true,
      pathLenConstraint: 0,
    })
    expect(extension(authority.cert, 'keyUsage')).toMatchObject({
      critical: true,
      keyCertSign: true,
      cRLSign: true,
      digitalSignature: false,
    })
  })

  test('is valid for ten years, from a little before now', () => {
    expect(days(authority.cert)).toBe(3652)
    const { notBefore } = inspectCertificate(authority.cert)
    expect(Date.now() - notBefore.getTime()).toBeGreaterThan(4 * 60_000)
    expect(Date.now() - notBefore.getTime()).toBeLessThan(10 * 60_000)
  })

  test('is bound by critical name constraints of DNS names alone', () => {
    const constraints = extension(authority.cert, '2.5.29.30')
    expect(constraints?.critical).toBe(true)
    const value = Buffer.from(String(constraints?.value), 'binary')
    for (const name of permittedNames) expect(value.includes(name)).toBe(true)
    expect(value.includes(Buffer.from('7f000000ff000000', 'hex'))).toBe(false)
  })

  test('can be given another name, dates and key', async () => {
    const notBefore = new Date('2020-01-01T00:00:00Z')
    const notAfter = new Date('2021-01-01T00:00:00Z')
    const own = await createAuthority({ name: '다른 기관', key: clientKey, notBefore, notAfter })
    expect(inspectCertificate(own.cert)).toMatchObject({ commonName: '다른 기관', notBefore, notAfter })
    expect(own.key).toBe(clientKey)
    const { cert } = await own.issueClientCertificate({ appName: 'a', key: clientKey })
    expect(new X509Certificate(cert).checkIssued(new X509Certificate(own.cert))).toBe(true)
  })
})

describe('a client certificate', () => {
  test('has the shape of the real one: v3, CN = appName, 390 days, RSA-2048 key in PKCS#8', async () => {
    const { cert, key } = await authority.issueClientCertificate({ appName: 'my-mini-app' })
    const x509 = new X509Certificate(cert)
    expect(x509.subject).toBe('CN=my-mini-app')
    expect(forge.pki.certificateFromPem(cert).version).toBe(2)
    expect(days(cert)).toBe(390)
    expect(x509.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(x509.checkPrivateKey(createPrivateKey(key))).toBe(true)
  })

  test('is for clients only, issued and signed by the authority, with both key identifiers', async () => {
    const { cert } = await authority.issueClientCertificate({ appName: 'my-mini-app', key: clientKey })
    const x509 = new X509Certificate(cert)
    const ca = new X509Certificate(authority.cert)
    expect(x509.checkIssued(ca) && x509.verify(ca.publicKey)).toBe(true)
    expect(purposes(cert)).toEqual(clientAuth)
    expect(extension(cert, 'keyUsage')).toMatchObject({ digitalSignature: true, keyEncipherment: true })
    expect(extension(cert, 'basicConstraints')).toMatchObject({ cA: false })
    expect(extension(cert, 'subjectKeyIdentifier')).toBeDefined()
    expect(extension(cert, 'authorityKeyIdentifier')).toBeDefined()
    expect(cert).not.toContain('\r')
  })

  test('has a random, positive serial number of 128 bits', async () => {
    const serials = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { cert } = await authority.issueClientCertificate({ appName: 'a', key: clientKey })
        return new X509Certificate(cert).serialNumber
      }),
    )
    expect(new Set(serials).size).toBe(8)
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/)
  })

  test('can be made bad on purpose: expired, not yet valid, weak key, wrong or no purpose', async () => {
    const now = Date.now()
    const issue = (options: object) => authority.issueClientCertificate({ appName: 'a', key: clientKey, ...options })
    const expired = await issue({ notAfter: new Date(now - day) })
    expect(inspectCertificate(expired.cert).daysLeft).toBe(-2)
    expect(days(expired.cert)).toBe(390)
    const future = await issue({ notBefore: new Date(now + day) })
    expect(inspectCertificate(future.cert).notBefore.getTime()).toBeGreaterThan(now)
    const weak = await issue({ key: undefined, bits: 1024 })
    expect(new X509Certificate(weak.cert).publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024)
    const forServers = await issue({ extendedKeyUsage: ['serverAuth'] })
    expect(purposes(forServers.cert)).toEqual(serverAuth)
    expect(purposes((await issue({ extendedKeyUsage: [] })).cert)).toEqual([])
  })

  test('over a given key has that key', async () => {
    const { cert, key } = await authority.issueClientCertificate({ appName: 'app', key: clientKey })
    expect(key).toBe(clientKey)
    expect(new X509Certificate(cert).checkPrivateKey(createPrivateKey(clientKey))).toBe(true)
  })

  test.each(['a', 'my-mini-app', 'My_App.2', '1', 'a'.repeat(64)])('accepts the appName %s', async (appName) => {
    const { cert } = await authority.issueClientCertificate({ appName, key: clientKey })
    expect(inspectCertificate(cert).commonName).toBe(appName)
  })

  test.each(['', '.', '..', '.hidden', '-flag', 'a/b', 'a\\b', 'a b', 'a\n', '앱', 'a'.repeat(65)])(
    'refuses the appName %j and names the rule',
    async (appName) => {
      await expect(authority.issueClientCertificate({ appName })).rejects.toMatchObject({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining('appName must be 1 to 64 letters'),
      })
    },
  )

  test('refuses what is not a private RSA key, and dates the wrong way round', async () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const code = 'ERR_INVALID_OPTION'
    await expect(authority.issueClientCertificate({ appName: 'a', key: ec })).rejects.toMatchObject({ code })
    await expect(authority.issueClientCertificate({ appName: 'a', key: 'no key' })).rejects.toMatchObject({ code })
    await expect(authority.issueClientCertificate({ appName: 'a', bits: 100 })).rejects.toMatchObject({ code })
    for (const dates of [
      { notBefore: new Date(2), notAfter: new Date(1) },
      { notAfter: new Date(Date.UTC(10_000, 0, 1)) },
      { notAfter: new Date(Number.NaN) },
    ]) {
      await expect(authority.issueClientCertificate({ appName: 'a', ...dates })).rejects.toMatchObject({ code })
    }
  })
})

describe('a server certificate', () => {
  test('names this machine and both hosts of the real API, for servers only, for less than 398 days', async () => {
    const { cert } = await authority.issueServerCertificate({ key: clientKey })
    const x509 = new X509Certificate(cert)
    const names = ['localhost', 'host.docker.internal', 'apps-in-toss-api.toss.im', 'pay-apps-in-toss-api.toss.im']
    for (const name of names) expect(x509.checkHost(name)).toBe(name)
    for (const ip of ['127.0.0.1', '::1']) expect(x509.checkIP(ip)).toBeDefined()
    expect(purposes(cert)).toEqual(serverAuth)
    expect(days(cert)).toBeLessThan(398)
  })

  test('takes further names that the name constraints permit', async () => {
    const hostNames = ['API.localhost', 'beta.toss.im', '127.0.0.9', '0:0:0:0:0:0:0:1', 'localhost']
    const { subjectAltName } = new X509Certificate(
      (await authority.issueServerCertificate({ hostNames, key: clientKey })).cert,
    )
    expect(subjectAltName).toContain('DNS:api.localhost, DNS:beta.toss.im, IP Address:127.0.0.9')
    expect(subjectAltName?.match(/DNS:localhost/g)).toHaveLength(1)
    expect(subjectAltName?.match(/0:0:0:0:0:0:0:1/g)).toHaveLength(1)
  })

  test.each([
    'example.com',
    'nottoss.im',
    'toss.im.example.com',
    '192.168.0.1',
    '::2',
    '*.toss.im',
    '',
    'a b.localhost',
  ])('refuses the name %j and says which it takes', async (name) => {
    await expect(authority.issueServerCertificate({ hostNames: [name] })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringMatching(/does not vouch for .*, only for localhost, toss\.im, host\.docker\.internal/),
    })
  })
})

test('node-forge is loaded for the first certificate, and not before', () => {
  const script = `
    const { createRequire } = await import('node:module')
    const { createAuthority } = await import(${JSON.stringify(new URL('../../dist/ca/index.js', import.meta.url).href)})
    const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('node-forge'))
    const before = isLoaded()
    await createAuthority()
    console.log(before, isLoaded())`
  const args = ['--input-type=module', '--eval', script]
  expect(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout.trim()).toBe('false true')
})

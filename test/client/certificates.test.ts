import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryCertificates } from '../../ca/memory-certificates.js'
import { type CertificateChange, type ClientOptions, createClient } from '../../client/index.js'
import { rejection, startMtlsServer, success, tokens, user } from './mtls-server.js'

interface Pair {
  readonly cert: string
  readonly key: string
}

let directory: string
let first: Pair
let second: Pair
let authority: Pair

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'client-certificates-'))
  const memory = await createMemoryCertificates()
  authority = memory.authority
  first = memory.client
  second = await memory.authority.issueClientCertificate({ appName: 'my-mini-app' })
})

afterAll(() => rm(directory, { recursive: true }))

let files = 0
async function file(text: string): Promise<string> {
  const path = join(directory, `${files++}.pem`)
  await writeFile(path, text)
  return path
}

/** Replaces a file as a careful program does: written beside it, then renamed over it. */
async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text)
  await rename(`${path}.new`, path)
}

const serialOf = ({ cert }: Pair) => new X509Certificate(cert).serialNumber

test('certificate, key and CA may be PEM text, Buffers or paths', async () => {
  await using api = await startMtlsServer(() => success(tokens))
  const forms: ClientOptions[] = [
    { cert: first.cert, key: first.key, ca: authority.cert },
    { cert: Buffer.from(first.cert), key: Buffer.from(first.key), ca: [Buffer.from(authority.cert)] },
    { cert: await file(first.cert), key: await file(first.key), ca: await file(authority.cert) },
    // As it stands in an environment variable that cannot hold line ends.
    { cert: first.cert.replaceAll('\n', '\\n'), key: first.key.replaceAll(/\r?\n/g, '\\n'), ca: authority.cert },
  ]
  for (const form of forms) {
    await using client = createClient({ ...form, baseUrl: api.url })
    expect(await client.login.refreshToken({ refreshToken: 'x' })).toEqual(tokens)
  }
  expect(api.requests.map(({ serial }) => serial)).toEqual(forms.map(() => serialOf(first)))
})

test('a PKCS#1 key is as good as a PKCS#8 one', async () => {
  await using api = await startMtlsServer(() => success(tokens))
  const key = createPrivateKey(first.key).export({ type: 'pkcs1', format: 'pem' })
  expect(key).toContain('BEGIN RSA PRIVATE KEY')
  await using client = createClient({ ...api.options, key })
  expect(await client.login.refreshToken({ refreshToken: 'x' })).toEqual(tokens)
})

test('the certificate in use can be looked at', () => {
  const client = createClient({ cert: first.cert, key: first.key })
  expect(client.certificate).toMatchObject({ appName: 'my-mini-app', serialNumber: serialOf(first) })
  const days = (client.certificate?.validTo.getTime() as number) - Date.now()
  expect(Math.round(days / 86_400_000)).toBe(390)
  expect(createClient({}).certificate).toBeUndefined()
})

test('what does not work is refused when the client is created, by name', async () => {
  const encrypted = createPrivateKey(first.key).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'secret',
  })
  const path = await file(second.key)
  const refused: [ClientOptions, string][] = [
    [{ cert: '/no/such/file.crt', key: first.key }, '/no/such/file.crt cannot be read.'],
    [{ cert: first.cert }, 'key is missing: cert and key only work together.'],
    [{ key: first.key }, 'cert is missing'],
    [{ cert: first.key, key: first.cert }, 'cert holds a private key, not a certificate.'],
    [{ cert: first.cert, key: first.cert }, 'key holds a certificate, not a private key.'],
    [{ cert: first.cert, key: encrypted }, 'key is encrypted.'],
    [{ cert: first.cert, key: path }, `key (${path}) does not belong to the certificate (CN my-mini-app, serial `],
    [{ cert: first.cert.slice(0, 300), key: first.key }, 'cert cannot be read as an X.509 certificate.'],
    [{ cert: first.cert, key: first.key.slice(0, 300) }, 'key cannot be read as a private key.'],
    [{ cert: '', key: first.key }, 'cert is empty.'],
    [{ cert: Buffer.from('x'), key: first.key }, 'cert holds no PEM block.'],
    [{ ca: '-----BEGIN CERTIFICATE-----\nx' }, 'ca cannot be read as an X.509 certificate.'],
    [{ cert: 42 as unknown as string, key: first.key }, 'cert must be PEM text, a Buffer or a file path, not number.'],
  ]
  for (const [options, message] of refused) {
    expect(() => createClient(options)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION', message: expect.stringContaining(message) }),
    )
  }
})

test('a file that is no PEM, such as PKCS#12, is refused with the kind that is wanted', async () => {
  const other = await file('0\u0082 no PEM')
  const wanted = expect.objectContaining({ fix: expect.stringContaining('PEM file, which starts with -----BEGIN') })
  expect(() => createClient({ cert: other, key: first.key })).toThrow(wanted)
  expect(() => createClient({ cert: first.cert, key: other })).toThrow(wanted)
})

test('a pair that is replaced on disk is taken up without a restart', async () => {
  await using api = await startMtlsServer(() => success(user))
  const [cert, key] = [await file(first.cert), await file(first.key)]
  const changes: CertificateChange[] = []
  await using client = createClient({
    ...api.options,
    cert,
    key,
    reloadInterval: 0,
    onCertificateChange: (change) => changes.push(change),
  })
  const call = () => client.login.loginMe({ accessToken: 'a.b.c' })
  await call()
  const [{ connection: oldConnection } = { connection: undefined }] = api.requests
  const oldClosed = new Promise((resolve) => oldConnection?.once('close', resolve))
  await replace(cert, second.cert)
  await call()
  await call()
  await replace(key, second.key)
  await call()
  expect(api.requests.map(({ serial }) => serial)).toEqual([first, first, first, second].map((pair) => serialOf(pair)))
  // Half a pair is reported once, however often it is looked at.
  expect(changes).toMatchObject([
    { switched: false, certificate: { serialNumber: serialOf(first) }, error: { code: 'ERR_INVALID_OPTION' } },
    { switched: true, certificate: { serialNumber: serialOf(second) } },
  ])
  expect(changes[0]?.error?.message).toContain('does not belong to the certificate')
  expect(client.certificate?.serialNumber).toBe(serialOf(second))
  await oldClosed
})

test('a listener that throws at a replaced certificate is not told that it was refused', async () => {
  await using api = await startMtlsServer(() => success(user))
  const [cert, key] = [await file(first.cert), await file(first.key)]
  const changes: CertificateChange[] = []
  const onCertificateChange = (change: CertificateChange) => {
    changes.push(change)
    throw new Error('of the listener')
  }
  await using client = createClient({ ...api.options, cert, key, reloadInterval: 0, onCertificateChange })
  const call = () => client.login.loginMe({ accessToken: 'a.b.c' })
  await call()
  await Promise.all([replace(cert, second.cert), replace(key, second.key)])
  await expect(call()).rejects.toThrow('of the listener')
  await call()
  expect(changes).toMatchObject([{ switched: true, certificate: { serialNumber: serialOf(second) } }])
  expect(api.requests.map(({ serial }) => serial)).toEqual([serialOf(first), serialOf(second)])
})

test('a file that is gone, empty or damaged does not disturb the client', async () => {
  await using api = await startMtlsServer(() => success(user))
  const [cert, key] = [await file(first.cert), await file(first.key)]
  await using client = createClient({ ...api.options, cert, key, reloadInterval: 0 })
  for (const disturb of [() => replace(cert, ''), () => replace(cert, first.cert.slice(0, 99)), () => rm(cert)]) {
    await disturb()
    await client.login.loginMe({ accessToken: 'a.b.c' })
  }
  await replace(cert, second.cert)
  await replace(key, second.key)
  await client.login.loginMe({ accessToken: 'a.b.c' })
  expect(api.requests.map(({ serial }) => serial)).toEqual([first, first, first, second].map((pair) => serialOf(pair)))
})

test('a call under way finishes over the old certificate while the next one uses the new', async () => {
  const waiting: ((payload: object) => void)[] = []
  await using api = await startMtlsServer(() => new Promise((resolve) => waiting.push(resolve)))
  const [cert, key] = [await file(first.cert), await file(first.key)]
  await using client = createClient({ ...api.options, cert, key, reloadInterval: 0 })
  const call = () => client.login.loginMe({ accessToken: 'a.b.c' })
  const arrived = async (count: number) => {
    while (waiting.length < count) await new Promise(setImmediate)
  }
  const before = call()
  await arrived(1)
  await replace(cert, second.cert)
  await replace(key, second.key)
  const after = call()
  await arrived(2)
  for (const answer of waiting) answer(success(user))
  expect(await Promise.all([before, after])).toEqual([user, user])
  expect(api.requests.map(({ serial }) => serial)).toEqual([serialOf(first), serialOf(second)])
})

test('without a change of the files, and within reloadInterval, nothing is looked at', async () => {
  await using api = await startMtlsServer(() => success(user))
  const [cert, key] = [await file(first.cert), await file(first.key)]
  await using client = createClient({ ...api.options, cert, key, reloadInterval: 60_000 })
  await client.login.loginMe({ accessToken: 'a.b.c' })
  await replace(cert, second.cert)
  await replace(key, second.key)
  await client.login.loginMe({ accessToken: 'a.b.c' })
  expect(api.requests.map(({ serial }) => serial)).toEqual([serialOf(first), serialOf(first)])
})

test('a certificate that is refused is looked for on disk at once, and a read is repeated with the new one', async () => {
  await using api = await startMtlsServer(() => success(user))
  const memory = await createMemoryCertificates()
  const [notBefore, notAfter] = [new Date(Date.now() - 2_000_000), new Date(Date.now() - 1_000_000)]
  const expired = await memory.authority.issueClientCertificate({ appName: 'app', key: first.key, notBefore, notAfter })
  const [cert, key] = [await file(expired.cert), await file(expired.key)]
  await using client = createClient({ ...api.options, cert, key, reloadInterval: 60_000 })
  await replace(cert, second.cert)
  await replace(key, second.key)
  expect(await client.login.loginMe({ accessToken: 'a.b.c' })).toEqual(user)
  expect(api.requests.map(({ serial }) => serial)).toEqual([serialOf(second)])
})

test('a time that ends while the files are looked at: ERR_TIMEOUT, and nothing was sent', async () => {
  await using api = await startMtlsServer(() => success(user))
  const [cert, key] = [await file(first.cert), await file(first.key)]
  await using client = createClient({ ...api.options, cert, key, reloadInterval: 0 })
  const call = rejection(client.login.loginMe({ accessToken: 'a.b.c' }, { timeout: 1 }))
  const standsStillUntil = performance.now() + 20
  while (performance.now() < standsStillUntil);
  expect(await call).toMatchObject({ name: 'TransportError', code: 'ERR_TIMEOUT', requestSent: 'no' })
  expect(api.requests).toEqual([])
})

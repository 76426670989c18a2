import { createPrivateKey, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { createMemoryCertificates, inspectCertificate } from '../../ca/index.js'

test('authority, keys and certificates are made once per process', async () => {
  const [first, second] = await Promise.all([createMemoryCertificates(), createMemoryCertificates({ appName: 'shop' })])
  expect(second.authority).toBe(first.authority)
  expect(second.server).toEqual(first.server)
  expect(second.tokenSigningKey).toBe(first.tokenSigningKey)
  expect(second.client.key).toBe(first.client.key)
  expect(inspectCertificate(first.client.cert).commonName).toBe('my-mini-app')
  expect(inspectCertificate(second.client.cert).commonName).toBe('shop')
  expect(second.client.appName).toBe('shop')
  expect((await createMemoryCertificates()).client).toEqual(first.client)
})

test('every key fits its certificate, and every certificate is by the authority', async () => {
  const { authority, server, client, tokenSigningKey, issue } = await createMemoryCertificates()
  const ca = new X509Certificate(authority.cert)
  for (const { cert, key } of [server, client, await issue('another')]) {
    const x509 = new X509Certificate(cert)
    expect(x509.checkPrivateKey(createPrivateKey(key))).toBe(true)
    expect(x509.verify(ca.publicKey)).toBe(true)
  }
  expect(createPrivateKey(tokenSigningKey).asymmetricKeyDetails?.modulusLength).toBe(2048)
  expect(new Set([authority.key, server.key, client.key]).size).toBe(3)
})

test('further host names cost one more certificate, over the same key', async () => {
  const usual = await createMemoryCertificates()
  const { server } = await createMemoryCertificates({ hostNames: ['mock.localhost'] })
  expect(new X509Certificate(server.cert).checkHost('mock.localhost')).toBeDefined()
  expect(server.key).toBe(usual.server.key)
})

test('a bad appName or host name is refused', async () => {
  const code = 'ERR_INVALID_OPTION'
  await expect(createMemoryCertificates({ appName: '' })).rejects.toMatchObject({ code })
  await expect(createMemoryCertificates({ hostNames: ['example.com'] })).rejects.toMatchObject({ code })
})

test('a certificate for another mini-app is made over the key that is there', async () => {
  const { client, issue } = await createMemoryCertificates()
  expect((await issue('another')).key).toBe(client.key)
  expect((await createMemoryCertificates({ appName: 'second' })).client.key).toBe(client.key)
})

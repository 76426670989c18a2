import { expect, test } from 'vitest'
import { createMemoryCertificates } from '../../ca/index.js'
import { planOf, verify } from '../../verify/index.js'
import { fail, startMtlsServer } from '../client/mtls-server.js'

test('the handshakes that are planned, and what has to become of each; where pay is another host, there as well', async () => {
  const { client } = await createMemoryCertificates()
  const options = {
    baseUrl: 'https://127.0.0.1:1',
    payBaseUrl: 'https://127.0.0.1:2',
    cert: client.cert,
    key: client.key,
  }
  const { handshakes } = planOf(options)
  const planned = handshakes.map(({ id, url, version, certificate, expected }) => [
    id,
    new URL(url).port,
    version,
    certificate,
    expected,
  ])
  expect(planned).toEqual([
    ['tls/no-certificate-1.3', '1', 'TLSv1.3', 'none', 116],
    ['tls/no-certificate-1.2', '1', 'TLSv1.2', 'none', 40],
    ['tls/no-certificate-1.3', '2', 'TLSv1.3', 'none', 116],
    ['tls/foreign-certificate', '1', 'TLSv1.3', 'foreign', 'refused'],
    ['tls/version-1.2', '1', 'TLSv1.2', 'own', 'answer'],
    ['tls/version-1.1', '1', 'TLSv1.1', 'own', 'refused'],
  ])
  expect(planOf({ ...options, payBaseUrl: options.baseUrl }).handshakes).toHaveLength(5)
})

test('a server without TLS 1.3 is one that differs', async () => {
  await using api = await startMtlsServer(() => fail('4010'), { version: 'TLSv1.2' })
  const { cert, key, ca } = api.options as { cert: string; key: string; ca: string }
  const { results } = await verify({ baseUrl: api.url, cert, key, ca, only: ['tls', 'anonymous-key'] })
  const outcomes = Object.fromEntries(results.map(({ id, outcome }) => [id, outcome]))
  expect(outcomes['tls/version-1.3']).toBe('differs')
  expect(outcomes['tls/version-1.2']).toBe('as the contract says')
})

test('the right status with another code is a finding of its own', async () => {
  await using api = await startMtlsServer(({ path }, response) => {
    response.statusCode = path.includes('invented') ? 404 : 405
    return fail('SOMETHING_ELSE')
  })
  const { cert, key, ca } = api.options as { cert: string; key: string; ca: string }
  const { results } = await verify({ baseUrl: api.url, cert, key, ca, only: ['http'] })
  const codes = results.flatMap(({ id, differences }) =>
    differences.filter(({ rule }) => rule === 'code').map(({ expected, got }) => `${id}: ${expected}, not ${got}`),
  )
  expect(codes).toEqual(
    expect.arrayContaining([
      'http/wrong-method-body: METHOD_NOT_ALLOWED, not SOMETHING_ELSE',
      'http/unknown-path: NOT_FOUND, not SOMETHING_ELSE',
    ]),
  )
})

test('an answer to what is no operation has to be JSON by its header, and a whole FAIL envelope', async () => {
  await using api = await startMtlsServer(({ path }, response) => {
    response.writeHead(path.includes('invented') ? 404 : 405, { 'content-type': 'text/plain' })
    response.end(JSON.stringify({ resultType: 'FAIL', success: null, error: { errorCode: 'NOT_FOUND', reason: 1 } }))
  })
  const { cert, key, ca } = api.options as { cert: string; key: string; ca: string }
  const { results } = await verify({ baseUrl: api.url, cert, key, ca, only: ['http'] })
  const { differences } = results.find(({ id }) => id === 'http/unknown-path') ?? { differences: [] }
  expect(differences.map(({ field, rule }) => `${field} ${rule}`)).toContain(
    'response.headers.content-type contentType',
  )

  await using json = await startMtlsServer(({ path }, response) => {
    response.statusCode = path.includes('invented') ? 404 : 405
    return { resultType: 'FAIL', success: null, error: { errorCode: 'NOT_FOUND', reason: 1 } }
  })
  const again = await verify({ baseUrl: json.url, cert, key, ca: json.options.ca as string, only: ['http'] })
  const found = again.results.find(({ id }) => id === 'http/unknown-path')?.differences ?? []
  expect(found.map(({ field, rule }) => `${field} ${rule}`)).toContain('response.body.error.reason type')
})

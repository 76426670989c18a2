import { createPrivateKey } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badCertificates, inspectCertificate } from '../../../ca/index.js'
import { createClient } from '../../../client/index.js'
import type { BadCertificate, RefusalReason } from '../../../mock-server/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { meet, type Pair, refusalsDuring, versions } from './connection.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

/** Those that a client can load, and that are refused. */
const refused = {
  expired: 'expired',
  'not-yet-valid': 'not-yet-valid',
  'unknown-authority': 'unknown-authority',
  'weak-key': 'weak-key',
  'wrong-purpose': 'wrong-purpose',
} as const satisfies Partial<Record<BadCertificate, RefusalReason>>

describe.each(versions)('over %s', (version) => {
  test.each(Object.entries(refused) as [BadCertificate, RefusalReason][])(
    'the bad certificate %s is refused before any HTTP, for that reason',
    async (kind, reason) => {
      const bad = await mock.toss.certificates.bad(kind)
      const { result, refusals } = await refusalsDuring(mock, () => meet(mock, bad, { version }))
      expect(result.status).toBeUndefined()
      expect(result.error).toBeOneOf([undefined, 'ECONNRESET'])
      expect(refusals).toMatchObject([
        {
          reason,
          protocol: version,
          certificate: { commonName: 'my-mini-app', serialNumber: inspectCertificate(bad.cert).serialNumber },
        },
      ])
    },
  )

  test('another mini-app’s certificate is a good one, and leads into another world', async () => {
    const bad = await mock.toss.certificates.bad('other-mini-app')
    expect(inspectCertificate(bad.cert).commonName).toBe('other-my-mini-app')
    expect(await meet(mock, bad, { version })).toMatchObject({ status: 404 })
    const { certificates } = mock.tossSide('other-my-mini-app')
    const serialNumbers = (await certificates.list()).map(({ serialNumber }) => serialNumber)
    expect(serialNumbers).toContain(inspectCertificate(bad.cert).serialNumber)
  })

  test('a client that signs with a key that is not the certificate’s gets alert 51, and the reason is named', async () => {
    const pair = await mock.toss.certificates.issue()
    const { result, refusals } = await refusalsDuring(mock, () =>
      meet(mock, { cert: pair.cert, key: keyThatPretends(pair.key, mock.certificates.server.key) }, { version }),
    )
    expect(result).toMatchObject({ status: undefined, error: 'ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR' })
    expect(refusals).toMatchObject([
      { reason: 'key-mismatch', protocol: version, certificate: { serialNumber: pair.serialNumber } },
    ])
  })
})

test('clients do not even load a key that does not match: Node, and the client of this package', async () => {
  const { cert, key, ca } = await mock.toss.certificates.bad('key-mismatch')
  expect(() => createSecureContext({ cert, key })).toThrow(/key values mismatch/)
  expect(() => createClient({ cert, key, ca, baseUrl: mock.baseUrl })).toThrow(/key/)
})

test('bad certificates are not listed', async () => {
  const { certificates } = mock.tossSide('tester')
  for (const kind of Object.keys(badCertificates) as BadCertificate[]) await certificates.bad(kind)
  expect(await certificates.list()).toEqual([])
})

test('an unknown kind is refused with the kinds there are', async () => {
  await expect(mock.toss.certificates.bad('rotten' as BadCertificate)).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: expect.stringContaining('wrong-purpose'),
  })
})

/**
 * A private key whose public half is one key's and whose secret half is another's. OpenSSL compares only public halves when
 * it loads certificate and key, so that a client signs with it, wrongly.
 */
function keyThatPretends(publicHalf: Pair['key'], secretHalf: Pair['key']): string {
  const { n, e } = createPrivateKey(publicHalf).export({ format: 'jwk' })
  const secret = createPrivateKey(secretHalf).export({ format: 'jwk' })
  const key = { ...secret, ...(n && { n }), ...(e && { e }) }
  return createPrivateKey({ format: 'jwk', key }).export({ type: 'pkcs8', format: 'pem' }).toString()
}

import { request } from 'node:https'
import { describe, expect, test } from 'vitest'
import { type BadServerCertificate, badServerCertificates, createAuthority } from '../../../ca/index.js'
import { createClient } from '../../../client/index.js'
import { type MockServer, type NoticeEntry, startMockServer } from '../../../mock-server/index.js'
import { entriesDuring, keepOpen, meet, refusalsDuring, versions } from './connection.js'

const kinds = Object.keys(badServerCertificates) as BadServerCertificate[]

/** What Node says of each, and what the client of this package calls it. */
const shown = {
  expired: { code: 'CERT_HAS_EXPIRED', problem: 'server-certificate-expired' },
  'wrong-host': { code: 'ERR_TLS_CERT_ALTNAME_INVALID', problem: 'server-name-mismatch' },
  'unknown-ca': { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', problem: 'server-not-trusted' },
} as const

describe.each(kinds)('with the server certificate %s', (kind) => {
  test.each(versions)(
    'a client that checks refuses it over %s, and the journal says that it should',
    async (version) => {
      await using mock = await startMockServer({ controlPort: false, serverCertificate: kind })
      const { result, refusals } = await refusalsDuring(mock, () => meet(mock, mock.clientTls, { version }))
      expect(result).toMatchObject({ status: undefined, error: shown[kind].code })
      expect(refusals).toMatchObject([
        { reason: 'server-not-trusted', message: expect.stringContaining('as it should'), protocol: version },
      ])
      expect(mock.journal.notices()).toEqual([])
    },
  )

  test.each(versions)('a client that does not check is told so once a connection over %s', async (version) => {
    await using mock = await startMockServer({ controlPort: false, serverCertificate: kind })
    const careless = { version, rejectUnauthorized: false }
    const { result, entries } = await entriesDuring(mock, 'notice', () => meet(mock, mock.clientTls, careless))
    expect(result.status).toBe(404)
    expect(entries).toMatchObject([
      {
        notice: 'server-certificate-not-checked',
        miniApp: 'my-mini-app',
        message: expect.stringContaining('although the server certificate'),
        fix: expect.stringContaining('rejectUnauthorized: false'),
      },
    ])
    await meet(mock, mock.clientTls, careless)
    expect(mock.journal.notices({ miniApp: 'my-mini-app' })).toHaveLength(2)
    expect(mock.journal.refusals()).toEqual([])
  })

  test('the client of this package names the problem', async () => {
    await using mock = await startMockServer({ controlPort: false, serverCertificate: kind })
    await using client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl })
    await expect(client.login.loginMe({ accessToken: 'x' })).rejects.toMatchObject({
      code: 'ERR_NETWORK',
      problem: shown[kind].problem,
      requestSent: 'no',
    })
  })
})

test('of several requests on one connection only the first one is remarked on, in Korean where the mock is', async () => {
  await using mock = await startMockServer({ controlPort: false, serverCertificate: 'expired', lang: 'ko' })
  const status = () =>
    new Promise((resolve, reject) => {
      const options = { ...mock.clientTls, rejectUnauthorized: false }
      request(`${mock.baseUrl}/nowhere`, options, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode))
      })
        .on('error', reject)
        .end()
    })
  expect(await status()).toBe(404)
  expect(await status()).toBe(404)
  const [notice] = mock.journal.notices() as [NoticeEntry]
  expect(mock.journal.notices()).toHaveLength(1)
  expect(notice.message).toBe('서버 인증서가 만료됐는데도 클라이언트가 요청을 보냈어요')
  expect(notice.fix).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0')
})

test('a client without a certificate of its own is refused for that, whatever the server’s is', async () => {
  await using mock = await startMockServer({ controlPort: false, serverCertificate: 'expired' })
  const { refusals } = await refusalsDuring(mock, () => meet(mock, undefined, { rejectUnauthorized: false }))
  expect(refusals).toMatchObject([{ reason: 'no-client-certificate' }])
})

describe('with the good server certificate', () => {
  test.each(versions)('a client that does not trust its authority is explained over %s', async (version) => {
    await using mock = await startMockServer({ controlPort: false })
    const stranger = await createAuthority({ name: 'somebody else', key: mock.certificates.server.key })
    const { result, refusals } = await refusalsDuring(mock, () =>
      meet(mock, mock.clientTls, { version, ca: stranger.cert }),
    )
    expect(result).toMatchObject({ status: undefined, error: 'SELF_SIGNED_CERT_IN_CHAIN' })
    expect(refusals).toMatchObject([{ reason: 'closed-by-client', fix: expect.stringContaining('ca.crt') }])
  })

  test('a connection that was used is not remarked on when the client closes it, nor is one that the mock closes', async () => {
    const mock = await startMockServer({ controlPort: false })
    const used = await keepOpen(mock, mock.clientTls)
    await used.ask()
    used.socket.destroy()
    await meet(mock, mock.clientTls)
    const silent = await keepOpen(mock, mock.clientTls, 'TLSv1.2')
    await mock.close()
    await silent.closed
    expect(mock.journal.refusals()).toEqual([])
  })
})

test('an unknown kind is refused with the kinds there are', async () => {
  const serverCertificate = 'rotten' as BadServerCertificate
  await expect(startMockServer({ serverCertificate })).rejects.toThrow(/serverCertificate .*expired, wrong-host/)
})

test('host names that were asked for are in a bad certificate, too', async () => {
  const options = { controlPort: false, hostNames: ['shop.localhost'] } as const
  await using mock: MockServer = await startMockServer({ ...options, serverCertificate: 'unknown-ca' })
  const { result } = await refusalsDuring(mock, () => meet(mock, mock.clientTls))
  expect(result.error).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
})

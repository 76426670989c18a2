import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { verify } from '../../verify/index.js'
import { startBrokenServer } from './broken-server.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

test('a server that asks to wait is left alone at once, and the rest is not checked', async () => {
  let requests = 0
  await using server = await startBrokenServer(mock, {
    answers: [
      (answer) => {
        if (++requests < 4) return
        const error = { errorType: 0, errorCode: '4095', reason: '', data: { retryAfterSeconds: 30 } }
        answer.json = { resultType: 'FAIL', success: null, error }
      },
    ],
  })
  const report = await verify({ baseUrl: server.baseUrl, ...mock.clientTls })
  expect(requests).toBe(4)
  expect(report.cutShort).toBe('the server asked to wait (4095) after 4 requests')
  const { reason } = report.results.find(({ id }) => id === 'promotion.executionResult/4100') ?? {}
  expect(reason).toBe('the run was cut short: the server asked to wait (4095) after 4 requests')
})

test('a server that goes away is given up after three requests without an answer', async () => {
  let requests = 0
  await using server = await startBrokenServer(mock, {
    answers: [
      (answer) => {
        if (++requests > 3) answer.close = true
      },
    ],
  })
  const report = await verify({ baseUrl: server.baseUrl, ...mock.clientTls })
  expect(report.cutShort).toBe('3 requests in a row got no answer')
  // Two of them were tried once more.
  expect(requests).toBe(8)
})

test('a connection that is lost once is tried again, and is no finding', async () => {
  let requests = 0
  await using server = await startBrokenServer(mock, {
    answers: [
      (answer) => {
        if (++requests === 5) answer.close = true
      },
    ],
  })
  const report = await verify({ baseUrl: server.baseUrl, ...mock.clientTls, only: ['tls', 'login'] })
  expect(report.cutShort).toBeUndefined()
  expect(report.findings).toEqual([])
})

test.each([
  ['where nothing listens', { baseUrl: 'https://127.0.0.1:1' }, /Nothing listens/],
  ['whose authority is not trusted', { ca: undefined }, /not issued by an authority that this client trusts/],
])('a server %s cannot be verified', async (_, options, message) => {
  const run = verify({ baseUrl: mock.baseUrl, ...mock.clientTls, ...options })
  await expect(run).rejects.toMatchObject({ code: 'ERR_VERIFY_UNREACHABLE', message })
})

test('a certificate that the server refuses leads to no report', async () => {
  const { createAuthority } = await import('../../ca/index.js')
  const authority = await createAuthority()
  const foreign = await authority.issueClientCertificate({ appName: 'foreign', key: mock.clientTls.key })
  const run = verify({ baseUrl: mock.baseUrl, ca: mock.clientTls.ca, ...foreign })
  await expect(run).rejects.toMatchObject({ code: 'ERR_VERIFY_UNREACHABLE', message: /refused the client certificate/ })
})

test('a userKey that is given does not get into the report, even where the server quotes it', async () => {
  const { userKey } = await mock.toss.logIn()
  let quoted = 0
  await using server = await startBrokenServer(mock, {
    answers: [
      (answer, { headers }) => {
        if (headers['x-toss-user-key'] !== String(userKey) || answer.json?.error === undefined) return
        quoted++
        answer.json.error.reason = `user ${userKey}`
        if (quoted > 2) answer.json.error.errorCode = quoted > 4 ? Number(userKey) : String(userKey)
        if (quoted === 2) answer.json.error.data = { userKey, header: `x-toss-user-key: ${userKey}` }
      },
    ],
  })
  const report = await verify({ baseUrl: server.baseUrl, ...mock.clientTls, userKey: String(userKey) })
  expect(quoted).toBe(5)
  expect(report.findings.length).toBeGreaterThan(0)
  expect(JSON.stringify(report)).not.toContain(String(userKey))
  expect(JSON.stringify(report)).toContain('[hidden]')
})

import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { CodedError } from '../../errors/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

/** As it is written, JavaScript reads 9007199254740992. */
const written = '9007199254740993'
const large = Number(written)

/** A request of the control API; the body as text, for no number may be lost on the way. */
async function control(method: string, path: string, body?: string) {
  const answer = await fetch(`${mock.controlUrl}/mini-apps/${mock.appName}${path}`, {
    method,
    ...(body && { body, headers: { 'content-type': 'application/json' } }),
  })
  return { status: answer.status, text: await answer.text() }
}

test('the control API refuses a userKey beyond 2^53, in a body, a query and a path', async () => {
  for (const outcome of [
    await control('POST', '/users', `{"userKey":${written}}`),
    await control('GET', `/users/${written}`),
    await control('GET', '/users/1e3'),
    await control('POST', `/users/${written}/unlink`, '{}'),
  ]) {
    expect(outcome).toMatchObject({ status: 400, text: expect.stringContaining('2^53 - 1') })
  }
})

test('a seed refuses it, and so does the Toss side in process', async () => {
  const world = { miniApps: { shop: { users: [{ userKey: large }] } } }
  await expect(startMockServer({ controlPort: false, world })).rejects.toMatchObject({
    code: 'ERR_SEED_FILE',
    message: expect.stringContaining('beyond 2^53 - 1'),
  })
  await expect(mock.toss.users.create({}, { userKey: large })).rejects.toBeInstanceOf(CodedError)
})

test('the client sends none, and takes none', async () => {
  await using client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, payBaseUrl: mock.baseUrl })
  const before = mock.journal.counts.recorded
  for (const call of [
    client.pay.getPaymentStatus({ userKey: large, payToken: 'x', isTestPayment: true }),
    client.login.removeByUserKey({ userKey: large }),
    client.messenger.sendBulkMessage({ templateSetCode: 't', contextList: [{ userKey: large, context: {} }] }),
  ]) {
    await expect(call).rejects.toMatchObject({
      code: 'ERR_INVALID_REQUEST',
      message: expect.stringContaining('2^53 - 1'),
    })
  }
  expect(mock.journal.counts.recorded).toBe(before)
  const asText = client.pay.getPaymentStatus({ userKey: written, payToken: 'x', isTestPayment: true })
  await expect(asText).rejects.toMatchObject({ errorCode: '4010' })

  const { server: certificate } = mock.certificates
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(`{"resultType":"SUCCESS","success":{"userKey":${written}}}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  await using other = createClient({ ...mock.clientTls, baseUrl })
  await expect(other.login.removeByUserKey({ userKey: 1 })).rejects.toMatchObject({
    code: 'ERR_UNEXPECTED_RESPONSE',
    message: expect.stringContaining('2^53 - 1'),
  })
  server.closeAllConnections()
  server.close()
})

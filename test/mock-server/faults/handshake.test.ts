import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { watch } from './wire.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

const refusals = () => mock.journal.refusals().map(({ reason, message, times }) => ({ reason, message, times }))

test('refuse-handshake closes the next connections of the mini-app before any HTTP, and no others', async () => {
  const tls = await mock.issueCertificate('shop')
  const { id } = await mock.tossSide('shop').faults.add({ when: { next: 2 }, fault: { kind: 'refuse-handshake' } })
  expect((await watch(mock, 'login.loginMe')).status).toBe(200)
  for (let connection = 0; connection < 2; connection++) {
    expect(await watch(mock, 'login.loginMe', { tls })).toMatchObject({ status: 0, error: 'ECONNRESET' })
  }
  expect((await watch(mock, 'login.loginMe', { tls })).status).toBe(200)
  const message = expect.stringMatching(new RegExp(`^a fault rule .* \\(${id}\\): .*CN=shop`))
  expect(refusals()).toEqual([{ reason: 'fault', message, times: 2 }])
  expect(mock.journal.exchanges({ miniApp: 'shop' })).toHaveLength(1)
})

test('a connection that is open already is not refused any more', async () => {
  const { Agent, request } = await import('undici')
  const tls = await mock.issueCertificate('other')
  const agent = new Agent({ connect: tls, connections: 1 })
  const call = async () => {
    const url = `${mock.baseUrl}/api-partner/v1/apps-in-toss/user/oauth2/login-me`
    const { statusCode, body } = await request(url, { dispatcher: agent })
    await body.dump()
    return statusCode
  }
  await call()
  await mock.tossSide('other').faults.add({ fault: { kind: 'refuse-handshake' } })
  expect(await call()).toBe(200)
  await agent.close()
})

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { assertNoFindings, assertReceived, createTestMock } from 'apps-in-toss-mock/testing'
import { createPartnerServer } from '../partner-server/server.mjs'

/** A mini-app of its own for one test, and the server under test in front of it. */
async function start(t) {
  const mock = await createTestMock()
  const { baseUrl, clientTls, decryption } = mock
  const server = createPartnerServer({ baseUrl, ...clientTls, decryption }).listen(0, '127.0.0.1')
  t.after(() => server.close())
  t.after(() => mock.close())
  await once(server, 'listening')
  const login = (body) =>
    fetch(`http://127.0.0.1:${server.address().port}/login`, { method: 'POST', body: JSON.stringify(body) })
  return { mock, login }
}

test('a user logs in, and is told by name', async (t) => {
  const { mock, login } = await start(t)
  const { authorizationCode, referrer, userKey } = await mock.toss.logIn({ profile: { name: '김토스' } })

  const answer = await login({ authorizationCode, referrer })

  assert.equal(answer.status, 200)
  assert.deepEqual(await answer.json(), { userKey, name: '김토스' })
  await assertReceived(mock, 'login.generateToken', { authorizationCode }, { times: 1 })
  await assertNoFindings(mock)
})

test('a code that was used before is refused', async (t) => {
  const { mock, login } = await start(t)
  const { authorizationCode, referrer } = await mock.toss.logIn()
  await login({ authorizationCode, referrer })

  const answer = await login({ authorizationCode, referrer })

  assert.equal(answer.status, 401)
  assert.deepEqual(await answer.json(), { error: 'OAUTH_ISSUE_TOKEN_ERROR' })
})

test('a lost answer of Toss is no login', async (t) => {
  const { mock, login } = await start(t)
  const { authorizationCode, referrer } = await mock.toss.logIn()
  await mock.toss.faults.add({ operation: 'login.loginMe', fault: { kind: 'reset', at: 'after-commit' } })

  const answer = await login({ authorizationCode, referrer })

  assert.equal(answer.status, 502)
})

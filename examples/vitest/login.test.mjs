import { once } from 'node:events'
import { test as base, expect } from 'apps-in-toss-mock/vitest'
import { createPartnerServer } from '../partner-server/server.mjs'

const test = base.extend({
  login: async ({ mock }, use) => {
    const { baseUrl, clientTls, decryption } = mock
    const server = createPartnerServer({ baseUrl, ...clientTls, decryption }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${server.address().port}/login`
    await use((body) => fetch(url, { method: 'POST', body: JSON.stringify(body) }))
    server.close()
  },
})

test('a user logs in, and is told by name', async ({ mock, login }) => {
  const { authorizationCode, referrer, userKey } = await mock.toss.logIn({ profile: { name: '김토스' } })

  const answer = await login({ authorizationCode, referrer })

  expect(await answer.json()).toEqual({ userKey, name: '김토스' })
  await expect(mock).toHaveReceived('login.generateToken', { authorizationCode }, { times: 1 })
  await expect(mock).toHaveNoFindings()
})

test('whatever Toss answers to generate-token, nobody falls over', async ({ mock, login }) => {
  for (const answer of mock.explore('login.generateToken')) {
    await mock.respondWith(answer)
    const { status } = await login({ authorizationCode: 'any', referrer: 'DEFAULT' })
    expect([200, 401], answer.name).toContain(status)
  }
})

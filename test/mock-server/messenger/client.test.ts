import { expect, it } from 'vitest'
import { createClient } from '../../../client/index.js'
import { startPartnerServer } from '../partner-server.js'

it('the bundled client sends messages and knows anonymous keys', async () => {
  await using partner = await startPartnerServer()
  const { toss, baseUrl, clientTls } = partner.mock
  await using client = createClient({ ...clientTls, baseUrl, strict: true })
  const { hash, userKey } = await toss.anonymousKeys.get()
  const { code } = await toss.anonymousKeys.createAuthCode({ userKey })
  expect(await client.anonymousKey.exchange({ code })).toEqual({ anonKey: hash })
  expect(await client.anonymousKey.verify({ anonKey: hash })).toBe(true)
  expect(await client.anonymousKey.verify({ anonKey: 'unknown' })).toBe(false)
  const message = { templateSetCode: 'WELCOME_MESSAGE', context: {} }
  expect(await client.messenger.sendMessage({ anonKey: hash, ...message })).toMatchObject({ sentPushCount: 1 })
  const contextList = [{ anonKey: hash, context: {} }]
  const bulk = await client.messenger.sendBulkMessage({ templateSetCode: 'WELCOME_MESSAGE', contextList })
  expect(bulk).toMatchObject({ msgCount: 1, sentPushCount: 1 })
  expect(await toss.inbox.list({ userKey })).toHaveLength(2)
})

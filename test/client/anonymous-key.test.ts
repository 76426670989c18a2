import { expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { fail, rejection, startMtlsServer, success } from './mtls-server.js'

test('verify is true for a known key and false for an unknown one, and sends the key as a header', async () => {
  await using api = await startMtlsServer(({ headers }) =>
    headers['x-anon-key'] === 'known' ? success('true') : fail('4010', '인증 정보를 찾을 수 없어요.'),
  )
  await using client = createClient(api.options)
  expect(await client.anonymousKey.verify({ anonKey: 'known' })).toBe(true)
  expect(await client.anonymousKey.verify({ anonKey: 'unknown' })).toBe(false)
  expect(api.requests[0]?.path).toBe('/api-partner/v1/apps-in-toss/users/anon-key/verify')
})

test('verify says neither true nor false when something else is wrong', async () => {
  for (const answer of [fail('4050'), success('false'), success(true)]) {
    await using api = await startMtlsServer(() => answer)
    await using client = createClient(api.options)
    const { code } = await rejection<Error & { code: string }>(client.anonymousKey.verify({ anonKey: 'x' }))
    expect(['ERR_BUSINESS_FAILURE', 'ERR_UNEXPECTED_RESPONSE']).toContain(code)
  }
})

test('exchange gives the key for a code, and 4011 for a bad one', async () => {
  await using api = await startMtlsServer(({ body }) =>
    body === '{"code":"good"}' ? success({ anonKey: 'hash' }) : fail('4011'),
  )
  await using client = createClient(api.options)
  expect(await client.anonymousKey.exchange({ code: 'good' })).toEqual({ anonKey: 'hash' })
  expect(await rejection(client.anonymousKey.exchange({ code: 'bad' }))).toMatchObject({ errorCode: '4011' })
})

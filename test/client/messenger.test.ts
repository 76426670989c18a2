import { expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { fail, rejection, startMtlsServer, success } from './mtls-server.js'

const none = { sentPush: [], sentInbox: [], sentSms: [], sentAlimtalk: [], sentFriendtalk: [] }
const sent = {
  msgCount: 1,
  sentPushCount: 1,
  sentInboxCount: 0,
  sentSmsCount: 0,
  sentAlimtalkCount: 0,
  sentFriendtalkCount: 0,
  detail: { ...none, sentPush: [{ contentId: 'toss:PUSH~1' }] },
  fail: none,
}
const context = { productName: '티셔츠', count: 2, gift: true }

test('each message operation sends user, template and context where they belong', async () => {
  await using api = await startMtlsServer(() => success(sent))
  await using client = createClient(api.options)
  const deploymentId = '0199f0a0-7e4a-7c3e-8b1a-0d9a4c1f2b11'
  expect(await client.messenger.sendMessage({ userKey: 1, templateSetCode: 'shipped', context })).toEqual(sent)
  await client.messenger.sendTestMessage({ anonKey: 'hash', templateSetCode: 'shipped', deploymentId, context })
  const contextList = [
    { userKey: 1, context },
    { userKey: '443731104', context },
    { anonKey: 'hash', context: {} },
  ]
  await client.messenger.sendBulkMessage({ templateSetCode: 'shipped', contextList })
  expect(
    api.requests.map(({ path, headers, body }) => [
      path.replace('/api-partner/v1/apps-in-toss/messenger', ''),
      headers['x-toss-user-key'] ?? headers['x-anon-key'],
      JSON.parse(body),
    ]),
  ).toEqual([
    ['/send-message', '1', { templateSetCode: 'shipped', context }],
    ['/send-test-message', 'hash', { templateSetCode: 'shipped', deploymentId, context }],
    ['/send-bulk-message', undefined, { templateSetCode: 'shipped', contextList }],
  ])
})

test('the older name of the payload is understood', async () => {
  await using api = await startMtlsServer(() => ({ resultType: 'SUCCESS', result: sent }))
  await using client = createClient(api.options)
  expect(await client.messenger.sendMessage({ userKey: 1, templateSetCode: 'shipped', context })).toEqual(sent)
})

test('a reason under its older name is handed on under the newer one', async () => {
  const contentId = 'toss:PUSH~1'
  const fail = (entry: object) => ({ ...sent, sentPushCount: 0, detail: none, fail: { ...none, sentPush: [entry] } })
  const result = fail({ contentId, reachFailReason: '푸시 알림을 꺼둔 사용자예요.' })
  await using api = await startMtlsServer(() => ({ resultType: 'SUCCESS', result }))
  await using client = createClient(api.options)
  expect(await client.messenger.sendMessage({ userKey: 1, templateSetCode: 'shipped', context })).toEqual(
    fail({ contentId, reachedFailReason: '푸시 알림을 꺼둔 사용자예요.' }),
  )
})

test('more than 2,500 recipients, none, and one with two keys are refused before anything is sent', async () => {
  await using api = await startMtlsServer(() => success(sent))
  await using client = createClient(api.options)
  const send = (contextList: object[]) =>
    rejection(client.messenger.sendBulkMessage({ templateSetCode: 'shipped', contextList } as never))
  for (const contextList of [
    [],
    Array.from({ length: 2_501 }, () => ({ userKey: 1, context })),
    [{ userKey: 1, anonKey: 'hash', context }],
    [{ context }],
  ]) {
    expect(await send(contextList)).toMatchObject({ code: 'ERR_INVALID_REQUEST' })
  }
  expect(api.requests).toEqual([])
})

test('a message is not repeated, whatever goes wrong', async () => {
  await using api = await startMtlsServer((_, response) => void response.writeHead(503).end())
  await using client = createClient({ ...api.options, retryDelay: 1 })
  await rejection(client.messenger.sendMessage({ userKey: 1, templateSetCode: 'shipped', context }))
  expect(api.requests).toHaveLength(1)
  await using unlinked = await startMtlsServer(() => fail('4010', '인증 정보를 찾을 수 없어요.'))
  await using other = createClient(unlinked.options)
  const error = await rejection(other.messenger.sendMessage({ userKey: 1, templateSetCode: 'shipped', context }))
  expect(error).toMatchObject({ errorCode: '4010' })
})

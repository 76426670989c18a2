import { expect, test } from 'vitest'
import { createClient, type WaitTimeoutError } from '../../client/index.js'
import { type Answer, fail, type Recorded, rejection, startMtlsServer, success } from './mtls-server.js'

const key = Buffer.alloc(32, 7).toString('base64')
const request = { userKey: 1, promotionCode: 'WELCOME', amount: 100 }
const quick = { retryDelay: 1 }
const soon = { interval: 1, timeout: 5_000 }

type Step = 'get-key' | 'execute-promotion' | 'execution-result'

/** Answers each operation with its own list, one after another, the last one for ever. */
function steps(answers: Partial<Record<Step, readonly (object | Answer)[]>>): Answer {
  const counts: Record<string, number> = {}
  return (recorded, response) => {
    const step = recorded.path.split('/').at(-1) as Step
    const all = answers[step] ?? [success({ key })]
    const call = counts[step] ?? 0
    counts[step] = call + 1
    const answer = all[Math.min(call, all.length - 1)]
    return typeof answer === 'function' ? answer(recorded, response) : answer
  }
}

const stepsOf = (requests: readonly Recorded[]) => requests.map(({ path }) => path.split('/').at(-1))
const reset: Answer = ({ connection }) => void connection.destroy()
const unavailable: Answer = (_, response) => void response.writeHead(503).end()
const pending = success('PENDING')
const granted = success('SUCCESS')

test('getKey, executePromotion and executionResult send what belongs to them', async () => {
  await using api = await startMtlsServer(steps({ 'execution-result': [granted] }))
  await using client = createClient(api.options)
  expect(await client.promotion.getKey({ userKey: 1 })).toEqual({ key })
  await client.promotion.getKey()
  expect(await client.promotion.executePromotion({ ...request, key })).toEqual({ key })
  expect(await client.promotion.executionResult({ anonKey: 'hash', promotionCode: 'WELCOME', key })).toBe('SUCCESS')
  expect(
    api.requests.map(({ headers, body }) => [headers['x-toss-user-key'], headers['x-anon-key'], JSON.parse(body)]),
  ).toEqual([
    ['1', undefined, {}],
    [undefined, undefined, {}],
    ['1', undefined, { promotionCode: 'WELCOME', amount: 100, key }],
    [undefined, 'hash', { promotionCode: 'WELCOME', key }],
  ])
})

test('grant gets a key, executes once, and looks until the grant is decided', async () => {
  await using api = await startMtlsServer(steps({ 'execution-result': [pending, pending, granted] }))
  await using client = createClient(api.options)
  expect(await client.promotion.grant(request, soon)).toEqual({ key, result: 'SUCCESS' })
  expect(stepsOf(api.requests)).toEqual(['get-key', 'execute-promotion', ...Array(3).fill('execution-result')])
})

test('a grant that FAILED is a result, one that the platform refuses is an error', async () => {
  await using failed = await startMtlsServer(steps({ 'execution-result': [success('FAILED')] }))
  await using client = createClient(failed.options)
  expect(await client.promotion.grant(request, soon)).toEqual({ key, result: 'FAILED' })
  await using refusing = await startMtlsServer(
    steps({ 'execute-promotion': [fail('4109', '프로모션이 실행중이 아니에요')] }),
  )
  await using other = createClient(refusing.options)
  expect(await rejection(other.promotion.grant(request, soon))).toMatchObject({ errorCode: '4109' })
  expect(stepsOf(refusing.requests)).toEqual(['get-key', 'execute-promotion'])
})

test('a grant that is not decided in time is PENDING, and keeps within 10 calls a minute', async () => {
  await using api = await startMtlsServer(steps({ 'execution-result': [pending] }))
  await using client = createClient(api.options)
  // The pauses of 30 s from 500 ms, about twenty-five times as fast.
  expect(await client.promotion.grant(request, { interval: 20, timeout: 1_250 })).toEqual({ key, result: 'PENDING' })
  expect(api.requests.length).toBeLessThanOrEqual(10)
})

test('4110 is repeated with the same key', async () => {
  const passing = fail('4110', '리워드를 지급/회수할 수 없어요')
  await using api = await startMtlsServer(steps({ 'execute-promotion': [passing, passing, success({ key })] }))
  await using client = createClient({ ...api.options, ...quick })
  expect(await client.promotion.executePromotion({ ...request, key })).toEqual({ key })
  const keys = api.requests.map(({ body }) => JSON.parse(body).key)
  expect(keys).toEqual([key, key, key])
  await using lasting = await startMtlsServer(steps({ 'execute-promotion': [passing] }))
  await using other = createClient({ ...lasting.options, ...quick })
  expect(await rejection(other.promotion.executePromotion({ ...request, key }))).toMatchObject({ errorCode: '4110' })
  expect(lasting.requests).toHaveLength(3)
})

test('a lost answer of an execution that took effect does not grant again', async () => {
  await using api = await startMtlsServer(
    steps({ 'execute-promotion': [reset], 'execution-result': [pending, granted] }),
  )
  await using client = createClient({ ...api.options, ...quick })
  expect(await client.promotion.grant(request, soon)).toEqual({ key, result: 'SUCCESS' })
  expect(stepsOf(api.requests)).toEqual(['get-key', 'execute-promotion', 'execution-result', 'execution-result'])
})

test('an execution that the platform does not know is repeated with the same key', async () => {
  await using api = await startMtlsServer(
    steps({ 'execute-promotion': [reset, success({ key })], 'execution-result': [fail('4111'), granted] }),
  )
  await using client = createClient({ ...api.options, ...quick })
  expect(await client.promotion.grant(request, soon)).toEqual({ key, result: 'SUCCESS' })
  const executions = api.requests.filter(({ path }) => path.endsWith('/execute-promotion'))
  expect(executions.map(({ body }) => JSON.parse(body).key)).toEqual([key, key])
})

test('4113 on a repeated execution means that the first one arrived', async () => {
  await using api = await startMtlsServer(
    steps({ 'execute-promotion': [reset, fail('4113')], 'execution-result': [fail('4111'), granted] }),
  )
  await using client = createClient({ ...api.options, ...quick })
  expect(await client.promotion.grant(request, soon)).toEqual({ key, result: 'SUCCESS' })
})

test('a key that was kept is used, and an earlier execution with it is found', async () => {
  await using api = await startMtlsServer(steps({ 'execute-promotion': [fail('4113')], 'execution-result': [granted] }))
  await using client = createClient(api.options)
  expect(await client.promotion.grant({ ...request, key }, soon)).toEqual({ key, result: 'SUCCESS' })
  expect(stepsOf(api.requests)).toEqual(['execute-promotion', 'execution-result'])
})

test.each(['4109', '4110', '4112', '4095', '4010'])(
  'a refusal with %s says nothing about an earlier execution with a key that was kept',
  async (code) => {
    const granting = async (...looks: object[]) => {
      await using api = await startMtlsServer(steps({ 'execute-promotion': [fail(code)], 'execution-result': looks }))
      await using client = createClient({ ...api.options, maxRetries: 0 })
      return await client.promotion.grant({ ...request, key }, soon)
    }
    expect(await granting(granted)).toEqual({ key, result: 'SUCCESS' })
    expect(await granting(pending, success('FAILED'))).toEqual({ key, result: 'FAILED' })
    // Never executed: the refusal is that of this grant.
    expect(await rejection(granting(fail('4111')))).toMatchObject({ errorCode: code, outcome: 'failed' })
    const open = await rejection(granting(fail('4010')))
    expect(open).toMatchObject({
      code: 'ERR_WAIT_TIMEOUT',
      outcome: 'unknown',
      last: { key },
      cause: { errorCode: code },
    })
  },
)

test('when nobody can say whether it was executed, the error carries the key', async () => {
  await using api = await startMtlsServer(
    steps({ 'execute-promotion': [unavailable], 'execution-result': [unavailable] }),
  )
  await using client = createClient({ ...api.options, ...quick })
  const error = await rejection<WaitTimeoutError<{ key: string }>>(
    client.promotion.grant(request, { interval: 20, timeout: 1_200 }),
  )
  expect(error).toMatchObject({ code: 'ERR_WAIT_TIMEOUT', last: { key }, cause: { code: 'ERR_UNEXPECTED_RESPONSE' } })
  expect(api.requests.filter(({ path }) => path.endsWith('/execute-promotion'))).toHaveLength(1)
})

test('a rate limit while waiting is waited out, or the grant is PENDING when that takes too long', async () => {
  const limited = (seconds: number) => fail('4095', '', { retryAfterSeconds: seconds })
  await using api = await startMtlsServer(steps({ 'execution-result': [limited(1), granted] }))
  await using client = createClient(api.options)
  expect(await client.promotion.grant(request, soon)).toEqual({ key, result: 'SUCCESS' })
  await using busy = await startMtlsServer(steps({ 'execution-result': [limited(60), granted] }))
  await using other = createClient(busy.options)
  expect(await other.promotion.grant(request, soon)).toEqual({ key, result: 'PENDING' })
})

test.each([
  ['HTTP 500', ((_, response) => void response.writeHead(500).end(JSON.stringify(fail('INTERNAL_ERROR')))) as Answer],
  ['HTTP_TIMEOUT', { resultType: 'HTTP_TIMEOUT', success: null, error: null }],
])('a look that is answered %s is looked at again: the grant may well have been executed', async (_, answer) => {
  await using api = await startMtlsServer(steps({ 'execution-result': [answer, granted] }))
  await using client = createClient({ ...api.options, maxRetries: 0 })
  expect(await client.promotion.grant(request, soon)).toEqual({ key, result: 'SUCCESS' })
})

test('a grant that was executed is PENDING where the platform refuses to tell its result', async () => {
  await using api = await startMtlsServer(steps({ 'execution-result': [fail('4010')] }))
  await using client = createClient(api.options)
  expect(await client.promotion.grant(request, soon)).toEqual({ key, result: 'PENDING' })
  expect(stepsOf(api.requests)).toEqual(['get-key', 'execute-promotion', 'execution-result'])
})

test('a refusal of a repeated execution says nothing about the first one, which may still be under way', async () => {
  await using api = await startMtlsServer(
    steps({ 'execute-promotion': [reset, fail('4109')], 'execution-result': [fail('4111')] }),
  )
  await using client = createClient({ ...api.options, ...quick })
  expect(await rejection(client.promotion.grant(request, soon))).toMatchObject({
    code: 'ERR_WAIT_TIMEOUT',
    outcome: 'unknown',
    last: { key },
    cause: { errorCode: '4109' },
  })
})

test('"granted already" from a platform that knows no such grant is nothing to rely on', async () => {
  await using api = await startMtlsServer(
    steps({ 'execute-promotion': [fail('4113')], 'execution-result': [fail('4111')] }),
  )
  await using client = createClient({ ...api.options, ...quick })
  // The connection is there before time begins to run.
  await client.promotion.getKey()
  const error = await rejection(client.promotion.grant({ ...request, key }, { interval: 10, timeout: 1_200 }))
  expect(error).toMatchObject({ outcome: 'unknown', last: { key }, cause: { errorCode: '4113' } })
})

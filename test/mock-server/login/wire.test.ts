import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { bearer, send, tokensOf } from './requests.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

const lastBecause = () => mock.journal.exchanges({ limit: 1 })[0]?.because

describe('bad input', () => {
  test.each([
    ['a missing field', { authorizationCode: 'x' }, [{ field: 'referrer', rejectedValue: null }]],
    ['an empty field', { authorizationCode: 'x', referrer: '' }, [{ field: 'referrer', rejectedValue: '' }]],
    ['a number for a string', { authorizationCode: 'x', referrer: 7 }, [{ field: 'referrer', rejectedValue: 7 }]],
    ['null for a string', { authorizationCode: 'x', referrer: null }, [{ field: 'referrer', rejectedValue: null }]],
    ['an array for the body', [], [{ field: 'body' }]],
    ['two missing fields', {}, [{ field: 'authorizationCode' }, { field: 'referrer' }]],
  ])('%s is answered 400 with errorDetails', async (_name, body, details) => {
    const answer = await send(mock, '/generate-token', { body })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      resultType: 'FAIL',
      success: null,
      error: { errorType: 0, errorCode: 'INVALID_PARAMETER', reason: '요청에 실패했습니다.' },
    })
    expect(answer.body.error.data.errorDetails).toHaveLength(details.length)
    expect(answer.body.error.data.errorDetails).toEqual(
      details.map((detail) => expect.objectContaining({ message: expect.any(String), ...detail })),
    )
    expect(mock.journal.exchanges({ limit: 1 })[0]?.violations.length).toBeGreaterThan(0)
  })

  test('a secret that breaks a rule comes back to nobody, and is hidden in the journal', async () => {
    const answer = await send(mock, '/generate-token', { body: { authorizationCode: 123456, referrer: 'DEFAULT' } })
    expect(answer.status).toBe(400)
    expect(answer.body.error.data.errorDetails).toEqual([{ field: 'authorizationCode', message: expect.any(String) }])
    expect(JSON.stringify(mock.journal.exchanges({ limit: 1 }))).not.toContain('123456')
  })

  test('a rejected value of any length does not make a long answer', async () => {
    const referrer = Array.from({ length: 10_000 }, () => 'x')
    const answer = await send(mock, '/generate-token', { body: { authorizationCode: 'x', referrer } })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body).length).toBeLessThan(2_000)
  })

  test.each([
    ['not JSON', '{"authorizationCode":', undefined, 'not JSON'],
    ['a form', 'authorizationCode=x', 'application/x-www-form-urlencoded', 'send Content-Type: application/json'],
    ['text', '{}', 'text/plain', 'send Content-Type: application/json'],
  ])('a body that is %s is answered 400', async (_name, body, type, because) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
    const answer = await send(mock, '/generate-token', { body, headers })
    expect(answer).toMatchObject({
      status: 400,
      body: { resultType: 'FAIL', error: { errorCode: 'INVALID_PARAMETER' } },
    })
    expect(lastBecause()).toContain(because)
  })

  test('a body over 1 MiB is answered 400, and the mock goes on', async () => {
    const answer = await send(mock, '/generate-token', {
      body: { authorizationCode: 'x'.repeat(1_100_000), referrer: 'D' },
    })
    expect(answer.status).toBe(400)
    expect((await tokensOf(mock)).accessToken).toBeTruthy()
  })

  test('a body nested a hundred thousand levels deep is answered 400', async () => {
    const body = `{"authorizationCode":${'['.repeat(100_000)}${']'.repeat(100_000)},"referrer":"D"}`
    expect((await send(mock, '/generate-token', { body })).status).toBe(400)
  })
})

describe('wire shapes', () => {
  test('a chunked body without Content-Length, with a charset', async () => {
    const { authorizationCode, referrer } = await mock.toss.logIn()
    const answer = await send(mock, '/generate-token', {
      body: { authorizationCode, referrer },
      chunked: true,
      headers: { 'content-type': 'application/json; charset=utf-8' },
    })
    expect(answer.body.resultType).toBe('SUCCESS')
  })

  test.each([
    ['Content-Type and an empty body', { body: '', headers: { 'content-type': 'application/json' } }],
    ['neither Content-Type nor body', {}],
    ['{}', { body: {} }],
  ])('remove-by-access-token with %s', async (_name, shape: { body?: unknown; headers?: Record<string, string> }) => {
    const { accessToken, userKey } = await tokensOf(mock, { profile: {} })
    const headers = { ...bearer(accessToken), ...shape.headers }
    const answer = await send(mock, '/access/remove-by-access-token', { method: 'POST', ...shape, headers })
    expect(answer.body).toEqual({ resultType: 'SUCCESS', success: { userKey } })
  })
})

describe('a path or method that is no operation', () => {
  test.each([
    ['/promotion/get-key', 'a known mistake: the path is /promotion/execute-promotion/get-key'],
    ['/points/grant', 'there is no /points path'],
    ['/iap/order-status', 'there is no /iap path'],
    ['/user/oauth2/access/remove', '/access/remove-by-user-key'],
    ['/user/oauth2/generate-tokens', '(login.generateToken)?'],
    ['/nothing/like/it', 'no operation is near'],
  ])('%s answers 404 as JSON, and the journal says what was meant', async (path, says) => {
    const answer = await send(mock, `/api-partner/v1/apps-in-toss${path}`, { body: {} })
    expect(answer).toMatchObject({ status: 404, contentType: 'application/json; charset=utf-8' })
    expect(answer.body).toMatchObject({ resultType: 'FAIL', success: null, error: { errorCode: 'NOT_FOUND' } })
    expect(lastBecause()).toContain(says)
  })

  test('a path that cannot be decoded answers 400 in the envelope, and is in the journal', async () => {
    const answer = await send(mock, '/api-partner/v1/apps-in-toss/%', { body: {} })
    expect(answer).toMatchObject({ status: 400, contentType: 'application/json; charset=utf-8' })
    expect(answer.body).toMatchObject({ resultType: 'FAIL', success: null, error: { errorCode: 'INVALID_PARAMETER' } })
    expect(lastBecause()).toContain('/api-partner/v1/apps-in-toss/%')
  })

  test('a wrong method answers 405 with the right one', async () => {
    const answer = await send(mock, '/generate-token', { method: 'GET' })
    expect(answer).toMatchObject({ status: 405, body: { resultType: 'FAIL' } })
    expect(answer.headers.allow).toBe('POST')
    expect(lastBecause()).toBe('login.generateToken is POST, not GET')
  })
})

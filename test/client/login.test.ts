import { expect, test } from 'vitest'
import { type BusinessError, createClient, isBusinessError } from '../../client/index.js'
import { fail, rejection, startMtlsServer, success, tokens, user } from './mtls-server.js'

test('generateToken sends code and referrer as JSON over mTLS, and returns the tokens', async () => {
  await using api = await startMtlsServer(() => success(tokens))
  await using client = createClient(api.options)
  expect(await client.login.generateToken({ authorizationCode: 'code', referrer: 'DEFAULT' })).toEqual(tokens)
  const [request] = api.requests
  expect(request?.method).toBe('POST')
  expect(request?.path).toBe('/api-partner/v1/apps-in-toss/user/oauth2/generate-token')
  expect(request?.headers['content-type']).toBe('application/json')
  expect(JSON.parse(request?.body ?? '')).toEqual({ authorizationCode: 'code', referrer: 'DEFAULT' })
  expect(request?.serial).toBe(client.certificate?.serialNumber)
  expect(client.certificate?.appName).toBe('my-mini-app')
})

test('refreshToken, loginMe and the removals reach their operations with what those need', async () => {
  await using api = await startMtlsServer(({ path }) => {
    if (path.endsWith('/refresh-token')) return success(tokens)
    if (path.endsWith('/login-me')) return success(user)
    return success({ userKey: 443731104 })
  })
  await using client = createClient(api.options)
  expect(await client.login.refreshToken({ refreshToken: 'old' })).toEqual(tokens)
  expect(await client.login.loginMe({ accessToken: 'a.b.c' })).toEqual(user)
  expect(await client.login.removeByAccessToken({ accessToken: 'a.b.c' })).toEqual({ userKey: 443731104 })
  expect(await client.login.removeByUserKey({ userKey: 443731104 })).toEqual({ userKey: 443731104 })
  expect(api.requests.map(({ method, path, body }) => [method, path.split('/oauth2')[1], body])).toEqual([
    ['POST', '/refresh-token', '{"refreshToken":"old"}'],
    ['GET', '/login-me', ''],
    ['POST', '/access/remove-by-access-token', '{}'],
    ['POST', '/access/remove-by-user-key', '{"userKey":443731104}'],
  ])
  expect(api.requests.map(({ headers }) => headers.authorization)).toEqual([
    undefined,
    'Bearer a.b.c',
    'Bearer a.b.c',
    undefined,
  ])
})

test('calls one after another share one connection', async () => {
  await using api = await startMtlsServer(() => success(user))
  await using client = createClient(api.options)
  for (let call = 0; call < 5; call++) await client.login.loginMe({ accessToken: 'a.b.c' })
  expect(new Set(api.requests.map(({ connection }) => connection)).size).toBe(1)
})

test('a base URL may have a path, and a slash at its end', async () => {
  await using api = await startMtlsServer(() => success(user))
  await using client = createClient({ ...api.options, baseUrl: `${api.url}/proxy/` })
  await client.login.loginMe({ accessToken: 'a.b.c' })
  expect(api.requests[0]?.path).toBe('/proxy/api-partner/v1/apps-in-toss/user/oauth2/login-me')
})

test('a FAIL envelope becomes a BusinessError with all that it says', async () => {
  await using api = await startMtlsServer(() => fail('4095', '요청이 많아요', { retryAfterSeconds: 17 }))
  await using client = createClient(api.options)
  const error = await rejection<BusinessError>(client.login.refreshToken({ refreshToken: 'x' }))
  expect(isBusinessError(error, '4095')).toBe(true)
  expect(isBusinessError(error, '4050')).toBe(false)
  expect(error).toMatchObject({
    code: 'ERR_BUSINESS_FAILURE',
    name: 'BusinessError',
    operation: 'login.refreshToken',
    resultType: 'FAIL',
    errorCode: '4095',
    errorType: 0,
    reason: '요청이 많아요',
    data: { retryAfterSeconds: 17 },
    httpStatus: 200,
    retryAfterSeconds: 17,
  })
  expect(error.message).toBe('login.refreshToken: 4095 요청이 많아요')
})

test.each([
  ['a code that the contract does not know', fail('9999', '새 코드'), 'FAIL', '9999', '새 코드'],
  [
    'the older names code and message',
    { resultType: 'FAIL', error: { code: 4109, message: '끝' } },
    'FAIL',
    '4109',
    '끝',
  ],
  ['a result type without error', { resultType: 'HTTP_TIMEOUT' }, 'HTTP_TIMEOUT', 'HTTP_TIMEOUT', ''],
  ['a top-level error', { error: 'invalid_grant' }, 'FAIL', 'invalid_grant', ''],
])('%s is a BusinessError as well', async (_, body, resultType, errorCode, reason) => {
  await using api = await startMtlsServer(() => body)
  await using client = createClient(api.options)
  const error = await rejection(client.login.generateToken({ authorizationCode: 'x', referrer: 'DEFAULT' }))
  expect(error).toMatchObject({ code: 'ERR_BUSINESS_FAILURE', resultType, errorCode, reason })
})

test('arguments that break the contract are refused before anything is sent', async () => {
  await using api = await startMtlsServer(() => success(tokens))
  await using client = createClient(api.options)
  const request = { authorizationCode: '' } as { authorizationCode: string; referrer: string }
  const error = await rejection<Error & { fix: string }>(client.login.generateToken(request))
  expect(error).toMatchObject({ code: 'ERR_INVALID_REQUEST' })
  expect(error.message).toContain('login.generateToken: request.body.')
  expect(error.fix).toContain('request.body.referrer')
  expect(error.fix).toContain('request.body.authorizationCode')
  expect(await rejection(client.login.loginMe({ accessToken: '' }))).toMatchObject({ code: 'ERR_INVALID_REQUEST' })
  expect(api.requests).toEqual([])
})

test('errors are recognised across copies of the package', async () => {
  const copy = Object.assign(new Error('x'), {
    [Symbol.for('apps-in-toss-mock.CodedError')]: true,
    code: 'ERR_BUSINESS_FAILURE',
    errorCode: '4050',
  })
  expect(isBusinessError(copy, '4050')).toBe(true)
})

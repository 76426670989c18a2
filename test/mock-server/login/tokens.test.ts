import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { bearer, issueTokenError, send, tokensOf } from './requests.js'

const minute = 60_000
const day = 24 * 60 * minute

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

describe('generate-token', () => {
  test('answers with the documented fields, types and separators, and nothing else', async () => {
    const { authorizationCode, referrer } = await mock.toss.logIn()
    const answer = await send(mock, '/generate-token', { body: { authorizationCode, referrer } })
    expect(answer.status).toBe(200)
    expect(answer.contentType).toBe('application/json; charset=utf-8')
    expect(answer.body).toEqual({
      resultType: 'SUCCESS',
      success: {
        tokenType: 'Bearer',
        accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        refreshToken: expect.stringMatching(/^[\w-]{128}$/),
        expiresIn: 3599,
        scope: 'user_ci user_birthday user_nationality user_name user_phone user_gender',
      },
    })
  })

  test('the access token is an RS256 JWT that verifies against the JWKS of the control port', async () => {
    const { accessToken } = await tokensOf(mock)
    const jwks = (await (await fetch(`${mock.controlUrl}/.well-known/jwks.json`)).json()) as JSONWebKeySet
    const { payload } = await jwtVerify(accessToken, createLocalJWKSet(jwks), { issuer: 'https://cert.toss.im' })
    expect(decodeProtectedHeader(accessToken)).toEqual({ kid: 'cert', alg: 'RS256' })
    expect(payload).toEqual({
      sub: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      aud: expect.stringMatching(/^[0-9a-f]{32}$/),
      nbf: payload.iat,
      scope: ['user_ci', 'user_birthday', 'user_nationality', 'user_name', 'user_phone', 'user_gender'],
      iss: 'https://cert.toss.im',
      iat: expect.any(Number),
      exp: (payload.iat as number) + 3600,
      jti: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    })
  })

  test('a code works once', async () => {
    const { authorizationCode, referrer } = await mock.toss.logIn()
    await send(mock, '/generate-token', { body: { authorizationCode, referrer } })
    const again = await send(mock, '/generate-token', { body: { authorizationCode, referrer } })
    expect(again).toMatchObject({ status: 200, body: issueTokenError })
    expect(mock.journal.exchanges({ limit: 1 })[0]?.because).toContain('used already')
  })

  test('of fifty callers with the same code exactly one gets tokens', async () => {
    const { authorizationCode, referrer } = await mock.toss.logIn()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send(mock, '/generate-token', { body: { authorizationCode, referrer } })),
    )
    expect(answers.filter(({ body }) => body.resultType === 'SUCCESS')).toHaveLength(1)
  })

  test('a code lives 10 minutes on the mock’s clock', async () => {
    const inTime = await mock.toss.logIn()
    mock.clock.advance(10 * minute - 5_000)
    const late = await mock.toss.logIn()
    expect((await send(mock, '/generate-token', { body: inTime })).body.resultType).toBe('SUCCESS')
    mock.clock.advance(10 * minute)
    expect((await send(mock, '/generate-token', { body: late })).body).toEqual(issueTokenError)
    expect(mock.journal.exchanges({ limit: 1 })[0]?.because).toContain('expired at')
  })

  test('an unknown code and another mini-app’s code are refused alike', async () => {
    const other = await mock.tossSide('other-app').logIn()
    for (const authorizationCode of ['mock-auth-5f0c', other.authorizationCode]) {
      const answer = await send(mock, '/generate-token', { body: { authorizationCode, referrer: 'DEFAULT' } })
      expect(answer).toMatchObject({ status: 200, body: issueTokenError })
    }
    const tls = await mock.issueCertificate('other-app')
    expect((await send(mock, '/generate-token', { body: other, tls })).body.resultType).toBe('SUCCESS')
  })

  test('any non-empty referrer will do, and credentials in headers are ignored', async () => {
    const { authorizationCode } = await mock.toss.logIn({ referrer: 'SANDBOX' })
    const headers = { Authorization: 'Basic Y2xpZW50OnNlY3JldA==', 'Idempotency-Key': '1', 'X-App-Key': 'x' }
    const answer = await send(mock, '/generate-token', { headers, body: { authorizationCode, referrer: 'sandbox' } })
    expect(answer.body.resultType).toBe('SUCCESS')
  })
})

describe('refresh-token', () => {
  test('gives new tokens with the same scopes, and the old refresh token dies', async () => {
    const first = await tokensOf(mock, { scopes: ['user_name'] })
    const answer = await send(mock, '/refresh-token', { body: { refreshToken: first.refreshToken } })
    expect(answer.body.success).toMatchObject({ tokenType: 'Bearer', expiresIn: 3599, scope: 'user_name' })
    expect(answer.body.success.refreshToken).not.toBe(first.refreshToken)
    const again = await send(mock, '/refresh-token', { body: { refreshToken: first.refreshToken } })
    expect(again).toMatchObject({ status: 200, body: issueTokenError })
    const me = await send(mock, '/login-me', { headers: bearer(answer.body.success.accessToken) })
    expect(me.body.success.userKey).toBe(first.userKey)
  })

  test('a refresh token lives 14 days', async () => {
    const inTime = await tokensOf(mock)
    mock.clock.advance(14 * day - 5_000)
    const late = await tokensOf(mock)
    expect((await send(mock, '/refresh-token', { body: inTime })).body.resultType).toBe('SUCCESS')
    mock.clock.advance(14 * day)
    expect((await send(mock, '/refresh-token', { body: late })).body).toEqual(issueTokenError)
  })
})

describe('where sources conflict', () => {
  test('variant login.invalidGrant "oauth-error" answers HTTP 400 with a top-level error', async () => {
    await using varied = await startMockServer({
      variants: { 'login.invalidGrant': 'oauth-error' },
      controlPort: false,
    })
    const code = await send(varied, '/generate-token', { body: { authorizationCode: 'x', referrer: 'DEFAULT' } })
    expect(code).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const refresh = await send(varied, '/refresh-token', { body: { refreshToken: 'x' } })
    expect(refresh).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('variant login.invalidToken "oauth-error" answers HTTP 401 with a top-level error', async () => {
    await using varied = await startMockServer({
      variants: { 'login.invalidToken': 'oauth-error' },
      controlPort: false,
    })
    const me = await send(varied, '/login-me', { headers: bearer('x') })
    expect(me).toMatchObject({ status: 401, body: { error: 'invalid_grant' } })
    const removal = await send(varied, '/access/remove-by-access-token', { method: 'POST', headers: bearer('x') })
    expect(removal).toMatchObject({ status: 401, body: { error: 'invalid_grant' } })
  })

  test('an unknown variant is refused with those there are', async () => {
    const started = startMockServer({ variants: { 'login.nothing': 'x' } as never })
    await expect(started).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      fix: expect.stringContaining('login.invalidGrant'),
    })
  })
})

describe('auto-login', () => {
  test('lets an unknown code log the first user in, and a used one not', async () => {
    await using mocked = await startMockServer({ autoLogin: true, controlPort: false })
    const body = { authorizationCode: 'mock-auth-0b9c6f0e', referrer: 'DEFAULT' }
    const answer = await send(mocked, '/generate-token', { body })
    const me = await send(mocked, '/login-me', { headers: bearer(answer.body.success.accessToken) })
    expect(me.body.success.userKey).toBe((await mocked.toss.users.default()).userKey)
    const { authorizationCode } = await mocked.toss.logIn()
    await send(mocked, '/generate-token', { body: { authorizationCode, referrer: 'DEFAULT' } })
    const again = await send(mocked, '/generate-token', { body: { authorizationCode, referrer: 'DEFAULT' } })
    expect(again.body).toEqual(issueTokenError)
  })

  test('is off unless it is asked for', async () => {
    const body = { authorizationCode: 'mock-auth-0b9c6f0e', referrer: 'DEFAULT' }
    expect((await send(mock, '/generate-token', { body })).body).toEqual(issueTokenError)
  })
})

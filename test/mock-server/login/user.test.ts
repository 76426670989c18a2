import { webcrypto } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { bearer, issueTokenError, send, tokensOf } from './requests.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

/** Decrypts with WebCrypto, which shares no code with the mock's cipher. */
async function decrypt(field: string, { key, aad } = mock.decryption): Promise<string> {
  const bytes = Buffer.from(field, 'base64')
  const imported = await webcrypto.subtle.importKey('raw', Buffer.from(key, 'base64'), 'AES-GCM', false, ['decrypt'])
  const plain = await webcrypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytes.subarray(0, 12), additionalData: Buffer.from(aad), tagLength: 128 },
    imported,
    bytes.subarray(12),
  )
  return Buffer.from(plain).toString('utf8')
}

describe('login-me', () => {
  test('answers with the documented fields and nothing else', async () => {
    const { accessToken, userKey } = await tokensOf(mock)
    const answer = await send(mock, '/login-me', { headers: bearer(accessToken) })
    const encrypted = expect.stringMatching(/^[A-Za-z0-9+/]+={0,2}$/)
    expect(answer).toMatchObject({ status: 200, contentType: 'application/json; charset=utf-8' })
    expect(answer.body).toEqual({
      resultType: 'SUCCESS',
      success: {
        userKey,
        scope: 'user_ci,user_birthday,user_nationality,user_name,user_phone,user_gender,user_key',
        agreedTerms: ['terms_tag1', 'terms_tag2'],
        name: encrypted,
        phone: encrypted,
        birthday: encrypted,
        ci: encrypted,
        di: null,
        gender: encrypted,
        nationality: encrypted,
        email: null,
      },
    })
  })

  test('each personal field decrypts to what Toss knows of the user', async () => {
    const { accessToken, userKey } = await tokensOf(mock, {
      profile: { name: '김토스', email: 'kim@example.com' },
      scopes: ['user_name', 'user_phone', 'user_birthday', 'user_gender', 'user_nationality', 'user_ci', 'user_email'],
    })
    const { success } = (await send(mock, '/login-me', { headers: bearer(accessToken) })).body
    const { profile } = await mock.toss.users.get(userKey)
    for (const field of ['name', 'phone', 'birthday', 'gender', 'nationality', 'ci', 'email'] as const) {
      expect(await decrypt(success[field])).toBe(profile[field])
    }
    // A Korean name of three syllables: 12 bytes IV, 9 bytes text, 16 bytes tag.
    expect(Buffer.from(success.name, 'base64')).toHaveLength(37)
    expect(success.name).not.toBe((await send(mock, '/login-me', { headers: bearer(accessToken) })).body.success.name)
  })

  test('a wrong AAD does not decrypt', async () => {
    const { accessToken } = await tokensOf(mock)
    const { success } = (await send(mock, '/login-me', { headers: bearer(accessToken) })).body
    await expect(decrypt(success.name, { ...mock.decryption, aad: 'toss' })).rejects.toThrow()
  })

  test('fields out of scope are null, and agreed terms are those of the login', async () => {
    const { accessToken, scope } = await tokensOf(mock, {
      scopes: ['user_phone', 'user_name'],
      agreedTerms: ['only_this'],
    })
    const { success } = (await send(mock, '/login-me', { headers: bearer(accessToken) })).body
    expect(scope).toBe('user_name user_phone')
    expect(success).toMatchObject({ scope: 'user_name,user_phone,user_key', agreedTerms: ['only_this'] })
    expect(success).toMatchObject({ ci: null, birthday: null, gender: null, nationality: null, email: null, di: null })
    expect(success.name).not.toBeNull()
  })

  test('takes the header in any case, with and without Content-Type, any number of times', async () => {
    const { accessToken } = await tokensOf(mock)
    const shapes = [
      { AUTHORIZATION: `Bearer ${accessToken}` },
      { authorization: `bearer ${accessToken}`, 'Content-Type': 'application/json' },
      { Authorization: `Bearer ${accessToken}`, Host: 'apps-in-toss-api.toss.im' },
    ]
    for (const headers of shapes)
      expect((await send(mock, '/login-me', { headers: headers as never })).body.resultType).toBe('SUCCESS')
  })

  test('an access token lives 1 hour', async () => {
    await using timed = await startMockServer({ controlPort: false })
    const { accessToken } = await tokensOf(timed)
    timed.clock.advance(3_590_000)
    expect((await send(timed, '/login-me', { headers: bearer(accessToken) })).body.resultType).toBe('SUCCESS')
    timed.clock.advance(11_000)
    expect(await send(timed, '/login-me', { headers: bearer(accessToken) })).toMatchObject({
      status: 200,
      body: issueTokenError,
    })
  })

  test.each([
    ['no Authorization header', {}],
    ['an unknown token', bearer('eyJhbGciOiJub25lIn0.e30.x')],
    ['Basic credentials', { authorization: 'Basic abc' }],
  ])('is refused with %s', async (_name, headers) => {
    expect(await send(mock, '/login-me', { headers })).toMatchObject({ status: 200, body: issueTokenError })
  })

  test('another mini-app’s token is refused', async () => {
    const { accessToken } = await tokensOf(mock)
    const tls = await mock.issueCertificate('other-app')
    expect((await send(mock, '/login-me', { headers: bearer(accessToken), tls })).body).toEqual(issueTokenError)
  })
})

describe('removing the link', () => {
  test('by access token: echoes the userKey, and every token of the user dies', async () => {
    const first = await tokensOf(mock, { profile: {} })
    const second = await tokensOf(mock, { userKey: first.userKey })
    const removed = await send(mock, '/access/remove-by-access-token', {
      method: 'POST',
      headers: { ...bearer(second.accessToken), 'content-type': 'application/json' },
      body: '',
    })
    expect(removed.body).toEqual({ resultType: 'SUCCESS', success: { userKey: first.userKey } })
    for (const { accessToken } of [first, second]) {
      expect((await send(mock, '/login-me', { headers: bearer(accessToken) })).body).toEqual(issueTokenError)
    }
    expect((await send(mock, '/refresh-token', { body: { refreshToken: first.refreshToken } })).body).toEqual(
      issueTokenError,
    )
    expect((await mock.toss.users.get(first.userKey)).link).toBeNull()
  })

  test.each([
    ['a number', (userKey: number) => userKey],
    ['a numeric string', String],
  ])('by userKey as %s: echoes the integer', async (_name, as) => {
    const { userKey, accessToken } = await tokensOf(mock, { profile: {} })
    const removed = await send(mock, '/access/remove-by-user-key', { body: { userKey: as(userKey) } })
    expect(removed.body).toEqual({ resultType: 'SUCCESS', success: { userKey } })
    expect((await send(mock, '/login-me', { headers: bearer(accessToken) })).body).toEqual(issueTokenError)
  })

  test('a code issued before the removal is dead, and a new login brings the same userKey back', async () => {
    const { userKey } = await tokensOf(mock, { profile: {} })
    const pending = await mock.toss.logIn({ userKey })
    await send(mock, '/access/remove-by-user-key', { body: { userKey } })
    expect((await send(mock, '/generate-token', { body: pending })).body).toEqual(issueTokenError)
    expect((await tokensOf(mock, { userKey })).userKey).toBe(userKey)
  })

  test.each([1, 999_999_999_999])('an unknown userKey %i is answered USER_KEY_NOT_FOUND', async (userKey) => {
    const answer = await send(mock, '/access/remove-by-user-key', { body: { userKey } })
    expect(answer).toMatchObject({
      status: 200,
      body: { resultType: 'FAIL', success: null, error: { errorCode: 'USER_KEY_NOT_FOUND' } },
    })
  })

  test('with login.removeByUserKey.authorization=required it wants the access token of that user', async () => {
    await using strict = await startMockServer({
      controlPort: false,
      variants: { 'login.removeByUserKey.authorization': 'required' },
    })
    const { userKey, accessToken } = await tokensOf(strict, { profile: {} })
    const other = await tokensOf(strict, { profile: {} })
    const remove = (headers: Record<string, string>) =>
      send(strict, '/access/remove-by-user-key', { headers, body: { userKey } })
    for (const headers of [{}, bearer('no.such.token'), bearer(other.accessToken)]) {
      expect(await remove(headers)).toMatchObject({ status: 401, body: { error: 'invalid_grant' } })
    }
    expect(strict.journal.exchanges().at(-1)?.because).toMatch(/is that of user \d+, not of \d+/)
    expect((await remove(bearer(accessToken))).body).toEqual({ resultType: 'SUCCESS', success: { userKey } })
  })

  test('removing twice is answered USER_KEY_NOT_FOUND', async () => {
    const { userKey } = await tokensOf(mock, { profile: {} })
    await send(mock, '/access/remove-by-user-key', { body: { userKey } })
    const again = await send(mock, '/access/remove-by-user-key', { body: { userKey } })
    expect(again.body.error.errorCode).toBe('USER_KEY_NOT_FOUND')
  })
})

describe('people', () => {
  test.each([
    [{ name: 5 }, 'profile.name must be a string'],
    [{ nmae: '김토스' }, 'profile.nmae is not a field'],
    [{ phone: '010-1234-5678' }, 'profile.phone must be'],
  ])('a profile of %j is refused with the field and the rule', async (profile, message) => {
    const refused = { code: 'ERR_INVALID_OPTION', message: expect.stringContaining(message) }
    await expect(mock.toss.logIn({ profile: profile as object })).rejects.toMatchObject(refused)
    await expect(mock.toss.users.create(profile as object)).rejects.toMatchObject(refused)
  })

  test('a user made without an e-mail address has none', async () => {
    const users = await Promise.all(Array.from({ length: 30 }, () => mock.toss.users.create({ email: null })))
    expect(users.every(({ profile }) => profile.email === null)).toBe(true)
  })

  test('are Korean and plausible', async () => {
    const users = await Promise.all(Array.from({ length: 40 }, () => mock.tossSide('people').users.create()))
    for (const { profile, userKey, anonKey } of users) {
      expect(profile.name).toMatch(/^[가-힣]{2,5}$/)
      expect(profile.phone).toMatch(/^010\d{8}$/)
      expect(profile.birthday).toMatch(/^(19[5-9]\d|200\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/)
      expect(profile.gender).toMatch(/^(MALE|FEMALE)$/)
      expect(profile.ci).toMatch(/^[A-Za-z0-9+/]{86}==$/)
      expect(String(userKey)).toMatch(/^\d{9}$/)
      expect(anonKey.length).toBeLessThanOrEqual(64)
    }
    expect(new Set(users.map(({ userKey }) => userKey)).size).toBe(40)
    expect(new Set(users.map(({ profile }) => profile.name)).size).toBeGreaterThan(20)
  })

  test('are the same for the same seed, and others for another seed or mini-app', async () => {
    const people = async (seed: string, app: string) => {
      await using seeded = await startMockServer({ seed, controlPort: false })
      const side = seeded.tossSide(app)
      const users = [await side.users.create(), await side.users.create()]
      const { authorizationCode } = await side.logIn()
      return { users: users.map(({ userKey, anonKey, profile }) => ({ userKey, anonKey, profile })), authorizationCode }
    }
    const first = await people('a', 'x')
    expect(await people('a', 'x')).toEqual(first)
    expect(await people('b', 'x')).not.toEqual(first)
    expect(await people('a', 'y')).not.toEqual(first)
  })
})

import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { issueTokenError, send, tokensOf } from '../login/requests.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())
beforeEach(() => mock.reset())

// biome-ignore lint/suspicious/noExplicitAny: an answer is judged by the test, not by the compiler
async function control(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const init =
    body === undefined
      ? { method }
      : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`${mock.controlUrl}${path}`, init)
  return { status: answer.status, body: await answer.json() }
}

test('logs a new user in with chosen scopes and terms, and the code works', async () => {
  const login = await control('POST', '/mini-apps/my-mini-app/logins', {
    profile: { name: '박콘솔', phone: '01011112222' },
    scopes: ['user_name'],
    agreedTerms: ['marketing'],
    referrer: 'SANDBOX',
  })
  expect(login).toMatchObject({ status: 201, body: { referrer: 'SANDBOX', userKey: expect.any(Number) } })
  const tokens = await send(mock, '/generate-token', { body: login.body })
  expect(tokens.body.success.scope).toBe('user_name')
  const user = await control('GET', `/mini-apps/my-mini-app/users/${login.body.userKey}`)
  expect(user.body).toMatchObject({
    profile: { name: '박콘솔', phone: '01011112222' },
    link: { agreedTerms: ['marketing'] },
  })
})

test('logs the same default user in when nobody is named, and an existing one by userKey', async () => {
  const first = await control('POST', '/mini-apps/my-mini-app/logins')
  const second = await control('POST', '/mini-apps/my-mini-app/logins', {})
  expect(second.body.userKey).toBe(first.body.userKey)
  const created = await control('POST', '/mini-apps/my-mini-app/users', { gender: 'FEMALE' })
  expect(created).toMatchObject({ status: 201, body: { profile: { gender: 'FEMALE' }, link: null } })
  const third = await control('POST', '/mini-apps/my-mini-app/logins', { userKey: created.body.userKey })
  expect(third.body.userKey).toBe(created.body.userKey)
})

test('lists users in pages', async () => {
  for (let made = 0; made < 3; made++) await control('POST', '/mini-apps/my-mini-app/users', {})
  const all = await control('GET', '/mini-apps/my-mini-app/users')
  const newest = await control('GET', '/mini-apps/my-mini-app/users?first=newest&limit=2')
  const oldest = await control('GET', `/mini-apps/my-mini-app/users?first=newest&after=${newest.body.users[1].userKey}`)
  expect([...newest.body.users, ...oldest.body.users]).toEqual([...all.body.users].reverse())
  expect(all.body.users).toHaveLength(3)
  const first = await control('GET', '/mini-apps/my-mini-app/users?limit=2')
  const rest = await control('GET', `/mini-apps/my-mini-app/users?after=${first.body.users[1].userKey}`)
  expect([...first.body.users, ...rest.body.users]).toEqual(all.body.users)
})

test('advances the clock, and what is dated follows', async () => {
  const { authorizationCode, referrer } = await mock.toss.logIn()
  const before = Date.parse((await control('GET', '/clock')).body.now)
  const moved = await control('POST', '/clock/advance', { seconds: 601 })
  expect(Date.parse(moved.body.now) - before).toBeGreaterThanOrEqual(601_000)
  expect((await send(mock, '/generate-token', { body: { authorizationCode, referrer } })).body).toEqual(issueTokenError)
})

test('freezes the clock and lets it run on', async () => {
  const frozen = await control('POST', '/clock/freeze')
  expect(frozen.body.frozen).toBe(true)
  expect((await control('POST', '/clock/advance', { seconds: 60 })).body.now).toBe(
    new Date(Date.parse(frozen.body.now) + 60_000).toISOString(),
  )
  expect((await control('POST', '/clock/resume')).body).toMatchObject({ frozen: false })
})

test('reset drops users, journal and the advanced clock; of one mini-app only its users', async () => {
  await tokensOf(mock)
  await mock.tossSide('other-app').users.create()
  await control('POST', '/clock/advance', { seconds: 5000 })
  await control('POST', '/mini-apps/my-mini-app/reset')
  expect((await control('GET', '/mini-apps/my-mini-app/users')).body.users).toEqual([])
  expect((await control('GET', '/mini-apps/other-app/users')).body.users).toHaveLength(1)
  await control('POST', '/reset')
  expect((await control('GET', '/mini-apps/other-app/users')).body.users).toEqual([])
  expect((await control('GET', '/journal')).body).toMatchObject({ entries: [] })
  expect((await control('GET', '/clock')).body.aheadBySeconds).toBe(0)
})

test('the journal shows exchanges without secrets or personal data, filters and clears', async () => {
  const { accessToken, refreshToken, userKey } = await tokensOf(mock, { profile: { name: '최비밀' } })
  await send(mock, '/login-me', { headers: { authorization: `Bearer ${accessToken}` } })
  const { body } = await control('GET', '/journal')
  expect(body.entries).toMatchObject([
    {
      kind: 'exchange',
      operation: 'login.generateToken',
      status: 200,
      resultType: 'SUCCESS',
      userKey,
      miniApp: 'my-mini-app',
    },
    { kind: 'exchange', operation: 'login.loginMe', method: 'GET', userKey },
  ])
  const text = JSON.stringify(body)
  for (const secret of [accessToken, refreshToken, '최비밀']) expect(text).not.toContain(secret)
  const filtered = await control('GET', `/journal?operation=login.loginMe&after=${body.entries[0].id}&limit=5`)
  expect(filtered.body.entries).toHaveLength(1)
  const [first, second] = body.entries
  expect((await control('GET', `/journal?before=${second.id}`)).body.entries).toEqual([first])
  const { request: _request, response: _response, ...brief } = second
  expect((await control('GET', '/journal?bodies=false&limit=1')).body.entries).toEqual([brief])
  expect(await control('GET', `/journal/${second.id}`)).toEqual({ status: 200, body: { entry: second } })
  for (const id of ['99999', '0', '-1', 'x', '9'.repeat(40)]) {
    expect(await control('GET', `/journal/${id}`), id).toMatchObject({
      status: 404,
      body: { error: { code: 'ERR_NOT_FOUND' } },
    })
  }
  await control('DELETE', '/journal')
  expect((await control('GET', '/journal')).body.entries).toEqual([])
})

test('issues a certificate for another mini-app, whose world is its own', async () => {
  const issued = await control('POST', '/mini-apps/second-app/certificates')
  expect(issued).toMatchObject({ status: 201, body: { appName: 'second-app' } })
  const tls = { cert: issued.body.cert, key: issued.body.key, ca: mock.clientTls.ca }
  const login = await control('POST', '/mini-apps/second-app/logins', {})
  expect((await send(mock, '/generate-token', { body: login.body, tls })).body.resultType).toBe('SUCCESS')
  expect((await control('GET', '/mini-apps')).body.miniApps).toContain('second-app')
})

test.each([
  ['an unknown field', { foo: 1 }, 'body.foo', 'additionalProperties'],
  ['a wrong type', { userKey: '1' }, 'body.userKey', 'type'],
  ['an unknown scope', { scopes: ['user_nothing'] }, 'body.scopes[0]', 'enum'],
  ['a bad phone number', { profile: { phone: '010-1234-5678' } }, 'body.profile.phone', 'pattern'],
])('%s is answered 400 with field, rule and fix, and changes nothing', async (_name, body, field, rule) => {
  const answer = await control('POST', '/mini-apps/my-mini-app/logins', body)
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: 'ERR_INVALID_OPTION', violations: [{ field, rule }] } },
  })
  expect((await control('GET', '/mini-apps/my-mini-app/users')).body.users).toEqual([])
})

test.each([
  ['POST', '/mini-apps/my-mini-app/logins', { userKey: 5 }, 404, 'ERR_NOT_FOUND'],
  ['POST', '/mini-apps/my-mini-app/logins', { userKey: 5, profile: {} }, 400, 'ERR_INVALID_OPTION'],
  ['GET', '/mini-apps/my-mini-app/users?limit=0', undefined, 400, 'ERR_INVALID_OPTION'],
  ['GET', '/mini-apps/my-mini-app/users?page=2', undefined, 400, 'ERR_INVALID_OPTION'],
  ['GET', '/mini-apps/no%20app/users', undefined, 400, 'ERR_INVALID_OPTION'],
  ['POST', '/clock/advance', { seconds: -1 }, 400, 'ERR_INVALID_OPTION'],
  ['GET', '/nothing', undefined, 404, 'ERR_NOT_FOUND'],
  ['GET', '/%', undefined, 400, 'ERR_INVALID_OPTION'],
])('%s %s with %o is answered %i %s', async (method, path, body, status, code) => {
  const answer = await control(method, path, body)
  expect(answer).toMatchObject({
    status,
    body: { error: { code, message: expect.any(String), fix: expect.any(String) } },
  })
})

test('describes itself in OpenAPI 3.1: every schema compiles, every route answers, every answer fits', async () => {
  const { body: document } = await control('GET', '/control.openapi.json')
  expect(document.openapi).toBe('3.1.0')
  const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } })
  const routes = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, described]) => ({ path, method, described })),
  )
  expect(routes.length).toBeGreaterThan(15)
  for (const { path, method, described } of routes) {
    const [answerOf] = Object.values(described.responses)
    const json = answerOf?.content['application/json']
    // Pages and line-delimited answers are described by their media type alone.
    if (json === undefined) continue
    const validate = ajv.compile(json.schema)
    if (method !== 'get' || path.includes('{')) continue
    const answer = await control('GET', path)
    expect(answer.status, path).toBe(200)
    expect(validate(answer.body), `${path}: ${JSON.stringify(validate.errors)}`).toBe(true)
  }
})

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content: { readonly 'application/json'?: { readonly schema: object } } }>
  >
}

test('serves the partner API’s OpenAPI document, with this mock as its server', async () => {
  const { body } = await control('GET', '/openapi.json')
  expect(body.paths['/api-partner/v1/apps-in-toss/user/oauth2/generate-token'].post.operationId).toBe(
    'login.generateToken',
  )
  expect(JSON.stringify(body.servers)).toContain(mock.baseUrl)
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fixture, loadFixtures, operations } from '../../contracts/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { send, tokensOf } from './login/requests.js'

let mock: MockServer
let fixtures: Fixture[]
beforeAll(async () => {
  mock = await startMockServer()
  fixtures = await loadFixtures()
})
afterAll(() => mock.close())

/** A request that the contract accepts. */
function goodRequest(id: string): { headers: Record<string, string>; body: unknown } {
  const fixture = fixtures.find(
    ({ operation, part, verdict }) => operation === id && part === 'request' && verdict === 'accept',
  )
  if (fixture?.part !== 'request') throw new Error(`${id} has no request fixture`)
  return { headers: (fixture.request.headers ?? {}) as Record<string, string>, body: fixture.request.body }
}

async function call(operation: (typeof operations)[number]) {
  const { headers, body } = goodRequest(operation.id)
  return send(mock, operation.path, { method: operation.method, headers, ...(body !== undefined && { body }) })
}

describe.each(operations)('$id', (operation) => {
  test('answers 4050 while its feature is switched off on the Toss side', async () => {
    await mock.toss.settings.change({ featuresOff: [operation.feature] })
    const answer = await call(operation)
    expect(answer).toMatchObject({
      status: 200,
      body: {
        resultType: 'FAIL',
        success: null,
        error: { errorCode: '4050', reason: '인증서버에 등록된 미니앱이 아닙니다.' },
      },
    })
    await mock.toss.settings.change({ featuresOff: [] })
    expect((await call(operation)).body.error?.errorCode).not.toBe('4050')
  })

  test('answers HTTP 500, INTERNAL_ERROR while its feature is down on the Toss side', async () => {
    await mock.toss.settings.change({ featuresDown: [operation.feature] })
    const answer = await call(operation)
    expect(answer).toMatchObject({
      status: 500,
      body: {
        resultType: 'FAIL',
        error: { errorCode: 'INTERNAL_ERROR', reason: '요청을 처리하는 도중에 문제가 발생했습니다.' },
      },
    })
    await mock.toss.settings.change({ featuresDown: [] })
    expect((await call(operation)).status).not.toBe(500)
  })
})

test('scopes and terms are what a login consents to when it names none', async () => {
  await mock.toss.settings.change({ scopes: ['user_phone'], terms: ['a', 'b', 'c'] })
  const { scope, userKey } = await tokensOf(mock, { profile: {} })
  expect(scope).toBe('user_phone')
  expect((await mock.toss.users.get(userKey)).link?.agreedTerms).toEqual(['a', 'b', 'c'])
})

test('the control port reads and changes them, and refuses a feature that does not exist', async () => {
  const url = `${mock.controlUrl}/mini-apps/third-app/settings`
  const patch = (body: unknown) =>
    fetch(url, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  expect(await (await patch({ featuresOff: ['pay'] })).json()).toMatchObject({
    featuresOff: ['pay'],
    terms: ['terms_tag1', 'terms_tag2'],
  })
  const refused = await patch({ featuresOff: ['payments'] })
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({
    error: { violations: [{ field: 'body.featuresOff[0]', rule: 'enum' }] },
  })
  expect(await (await fetch(url)).json()).toMatchObject({ featuresOff: ['pay'] })
})

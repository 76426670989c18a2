import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ world: { miniApps: { 'my-mini-app': { users: [{ userKey: 5, linked: true }] } } } })
})
afterAll(() => mock.close())
beforeEach(() => mock.reset())

// biome-ignore lint/suspicious/noExplicitAny: an answer is judged by the test, not by the compiler
async function control(method: string, path: string, body?: object): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${mock.controlUrl}${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

test('GET /world gives the whole world, from which another mock starts', async () => {
  mock.clock.freeze()
  await mock.tossSide('other').logIn()
  const { status, body } = await control('GET', '/world')
  expect({ status, format: body.format }).toEqual({ status: 200, format: 'apps-in-toss-mock/world@1' })
  await using second = await startMockServer({ controlPort: false, world: body })
  expect(await second.exportWorld()).toEqual(body)
  expect((await second.tossSide('other').users.list()).length).toBe(1)
})

test('the clock is exported as far ahead as it is, or at its instant', async () => {
  await control('POST', '/clock/advance', { seconds: 60 })
  expect((await control('GET', '/world')).body.clock).toEqual({ aheadBySeconds: 60 })
  const { body } = await control('GET', '/world?clock=instant')
  expect(body.clock).toEqual({ instant: body.snapshot.exportedAt })
  await control('POST', '/clock/freeze')
  const { now } = (await control('GET', '/clock')).body
  expect((await control('GET', '/world?clock=ahead')).body.clock).toEqual({ instant: now, frozen: true })
  expect(await control('GET', '/world?clock=soon')).toMatchObject({
    status: 400,
    body: { error: { code: 'ERR_INVALID_OPTION' } },
  })
})

test('GET /mini-apps/{miniApp}/world gives one mini-app', async () => {
  const { body } = await control('GET', '/mini-apps/my-mini-app/world')
  expect(Object.keys(body.snapshot.miniApps)).toEqual(['my-mini-app'])
  expect(await control('GET', '/mini-apps/nobody/world')).toMatchObject({
    status: 404,
    body: { error: { code: 'ERR_NOT_FOUND' } },
  })
})

test('POST /reset and the reset of a mini-app bring the seed back', async () => {
  for (const path of ['/reset', '/mini-apps/my-mini-app/reset']) {
    await control('POST', '/mini-apps/my-mini-app/users', {})
    await control('POST', path)
    const { body } = await control('GET', '/mini-apps/my-mini-app/users')
    expect(body.users.map(({ userKey }: { userKey: number }) => userKey)).toEqual([5])
  }
})

test('a user may be created with a userKey and an anonymous key, which nobody else has', async () => {
  const keys = { userKey: 443731104, anonKey: 'abc' }
  const created = await control('POST', '/mini-apps/my-mini-app/users', { name: '김토스', ...keys })
  expect(created).toMatchObject({ status: 201, body: { ...keys, profile: { name: '김토스' } } })
  for (const taken of [{ userKey: 443731104 }, { anonKey: 'abc' }]) {
    const { status, body } = await control('POST', '/mini-apps/my-mini-app/users', taken)
    expect({ status, code: body.error.code, fix: body.error.fix }).toEqual({
      status: 409,
      code: 'ERR_CONFLICT',
      fix: 'Choose another one, or leave it out.',
    })
  }
  expect((await control('POST', '/mini-apps/my-mini-app/users', { anonKey: '한글' })).status).toBe(400)
  await expect(mock.toss.users.create({}, { userKey: 0 })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
})

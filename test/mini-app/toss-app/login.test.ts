import { expect, test } from 'vitest'
import { createClient } from '../../../client/index.js'
import { openApp } from './opened.js'

interface Login {
  readonly authorizationCode: string
  readonly referrer: string
}

test.each(['A', 'B'] as const)(
  'protocol %s: the code of appLogin is one that generate-token exchanges',
  async (protocol) => {
    await using mock = await openApp()
    await using client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
    const { userKey, profile } = await mock.toss.users.create({ name: '김토스' })
    const login = (await mock.app.call(protocol, 'appLogin', [])).value as Login
    expect(login.referrer).toBe('DEFAULT')
    const { accessToken } = await client.login.generateToken(login)
    expect(await client.login.loginMe({ accessToken })).toMatchObject({ userKey, name: profile.name })
  },
)

test('the user who holds the phone is the first one, or whoever it is given to', async () => {
  await using mock = await openApp()
  const first = await mock.toss.users.create()
  const second = await mock.toss.users.create()
  const hash = async () => ((await mock.app.call('A', 'getAnonymousKey')).value as { hash: string }).hash
  expect(await hash()).toBe(first.anonKey)
  await mock.app.set({ userKey: second.userKey })
  expect(await hash()).toBe(second.anonKey)
  await expect(mock.app.set({ userKey: 1 })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  await mock.app.set({ userKey: null })
  expect(await hash()).toBe(first.anonKey)
})

test('in the sandbox app the referrer is SANDBOX', async () => {
  await using mock = await openApp()
  await mock.app.set({ environment: 'sandbox' })
  expect((await mock.app.call('A', 'appLogin')).value).toMatchObject({ referrer: 'SANDBOX' })
})

test('the terms are asked for once: who is linked logs in without a screen', async () => {
  await using mock = await openApp()
  await mock.app.set({ answers: 'ask' })
  const first = mock.app.call('B', 'appLogin')
  await expect.poll(() => mock.app.prompts()).toHaveLength(1)
  const [prompt] = await mock.app.prompts()
  expect(prompt).toMatchObject({ kind: 'login', call: 'appLogin', title: 'my-mini-app', failures: [] })
  await mock.app.answer(prompt?.id as string, { decision: 'approve' })
  expect((await first).value).toMatchObject({ referrer: 'DEFAULT' })
  expect((await mock.app.call('B', 'getIsTossLoginIntegratedService')).value).toBe(true)
  expect((await mock.app.call('B', 'appLogin')).value).toMatchObject({ referrer: 'DEFAULT' })
})

test('a user who closes the terms is not logged in', async () => {
  await using mock = await openApp()
  await mock.app.set({ answers: { login: 'cancel' } })
  expect(await mock.app.call('A', 'appLogin')).toEqual({
    error: { name: 'Error', message: 'Login failed', code: 'APP_LOGIN' },
  })
  expect((await mock.app.call('A', 'getIsTossLoginIntegratedService')).value).toBe(false)
  await mock.toss.logIn()
  const { value, warning } = await mock.app.call('A', 'appLogin')
  expect(value).toMatchObject({ referrer: 'DEFAULT' })
  expect(warning).toContain('no terms that could be closed')
})

test('a login can be made to fail with a code, whoever it is', async () => {
  await using mock = await openApp()
  await mock.toss.logIn()
  await mock.app.set({ answers: { login: 'fail:SOMETHING' } })
  expect((await mock.app.call('A', 'appLogin')).error).toMatchObject({ code: 'SOMETHING' })
})

test('nobody who left Toss logs in', async () => {
  await using mock = await openApp()
  const { userKey } = await mock.toss.logIn()
  await mock.app.set({ userKey })
  await mock.toss.unlink(userKey, { referrer: 'WITHDRAWAL_TOSS' })
  const { error, warning } = await mock.app.call('A', 'appLogin')
  expect(error).toMatchObject({ code: 'APP_LOGIN' })
  expect(warning).toContain('left Toss')
})

test('the keys of users who are not logged in are those that verify and exchange know', async () => {
  await using mock = await openApp()
  await using client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl })
  const { hash } = (await mock.app.call('B', 'getAnonymousKey')).value as { hash: string }
  expect(await client.anonymousKey.verify({ anonKey: hash })).toBe(true)
  const { code } = (await mock.app.call('B', 'createAnonymousKeyAuthCode')).value as { code: string }
  expect(await client.anonymousKey.exchange({ code })).toMatchObject({ anonKey: hash })
})

test('data that the user hands over, or does not', async () => {
  await using mock = await openApp()
  const ask = () => mock.app.call('A', 'getConsentedUserData', [{ consentedUserDataKey: 'cud_delivery' }])
  const { profile } = await mock.toss.users.default()
  expect((await ask()).value).toMatchObject({ USER_NAME: profile.name, USER_PHONE: profile.phone })
  await mock.app.set({ answers: { userData: 'cancel' } })
  expect((await ask()).error).toMatchObject({ code: 'CANCELED' })
  await mock.app.set({ answers: { userData: 'fail:TERMS_NOT_SET' } })
  expect((await ask()).error).toMatchObject({ code: 'TERMS_NOT_SET' })
})

test('a permission that the user refuses is denied', async () => {
  await using mock = await openApp()
  await mock.app.set({ answers: { permission: 'cancel' } })
  const permission = [{ name: 'camera', access: 'access' }]
  for (const name of ['getPermission', 'requestPermission', 'openPermissionDialog']) {
    expect((await mock.app.call('A', name, permission)).value).toBe('denied')
  }
})

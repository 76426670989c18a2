import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkCallback, unlinkReferrers } from '../../../contracts/index.js'
import { type PartnerServer, startPartnerServer } from '../partner-server.js'
import { type CallbackReceiver, startCallbackReceiver } from './callback-receiver.js'

const basicAuth = '토스:비밀번호'
let partner: PartnerServer
let receiver: CallbackReceiver

beforeAll(async () => {
  ;[partner, receiver] = await Promise.all([startPartnerServer(), startCallbackReceiver(basicAuth)])
  await partner.mock.toss.callbacks.setUnlink({ url: receiver.url, basicAuth })
})
afterEach(() => {
  receiver.received.length = 0
})
afterAll(async () => {
  await partner[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

/** A user with an access token. */
async function loggedIn(): Promise<{ userKey: number; accessToken: string }> {
  const { userKey, authorizationCode, referrer } = await partner.mock.toss.logIn({ profile: { name: '김토스' } })
  const { success } = await partner.call('login.generateToken', { authorizationCode, referrer })
  return { userKey, accessToken: success.accessToken }
}

/** login-me, of which the partner server's `call` sends no bearer token. */
async function loginMe(accessToken: string) {
  const { createClient } = await import('../../../client/index.js')
  await using client = createClient({ ...partner.mock.clientTls, baseUrl: partner.mock.baseUrl })
  return client.login.loginMe({ accessToken }).then(
    (user) => ({ userKey: user.userKey, errorCode: undefined }),
    (error) => ({ userKey: undefined, errorCode: error.errorCode as string }),
  )
}

describe('the unlink callback', () => {
  it.each(unlinkReferrers)('comes by POST when the user ends the link with %s', async (referrer) => {
    const { userKey } = await partner.user()
    const { user, delivery } = await partner.mock.toss.unlink(userKey, { referrer })
    expect(user.link).toBeNull()
    expect(delivery).toMatchObject({ delivered: true, status: 200, method: 'POST', callback: 'callbacks.unlink' })
    const [sent, ...more] = receiver.received
    expect(more).toEqual([])
    expect(sent?.body).toEqual({ userKey, referrer })
    expect(sent?.headers['content-type']).toBe('application/json')
    expect(sent?.headers.authorization).toBe(`Basic ${Buffer.from(basicAuth).toString('base64')}`)
    expect(checkCallback('callbacks.unlink', sent as NonNullable<typeof sent>)).toEqual([])
  })

  it('comes by GET with the fields in the query, beside those that the URL has', async () => {
    const { callbacks, unlink } = partner.mock.toss
    await callbacks.setUnlink({ url: `${receiver.url}?tenant=1`, method: 'GET', basicAuth })
    const { userKey } = await partner.user()
    const { delivery } = await unlink(userKey)
    await callbacks.setUnlink({ url: receiver.url, basicAuth })
    expect(delivery).toMatchObject({ delivered: true, method: 'GET' })
    expect(receiver.received).toHaveLength(1)
    const { method, url, headers, body } = receiver.received[0] as (typeof receiver.received)[number]
    expect({ method, url, body }).toEqual({
      method: 'GET',
      url: `/toss?tenant=1&userKey=${userKey}&referrer=UNLINK`,
      body: null,
    })
    const query = Object.fromEntries(new URLSearchParams(url.slice(url.indexOf('?'))))
    expect(checkCallback('callbacks.unlink', { method, headers, query })).toEqual([])
  })

  it('stands in the journal without what is secret in its URL', async () => {
    const { callbacks, unlink } = partner.mock.toss
    const secret = 'the-secret-of-the-hook'
    await callbacks.setUnlink({ url: `${receiver.url}/token/${secret}?token=${secret}`, method: 'GET', basicAuth })
    const { userKey } = await partner.user()
    await unlink(userKey)
    await callbacks.setUnlink({ url: receiver.url, basicAuth })
    expect(receiver.received[0]?.url).toContain(`token=${secret}`)
    const entry = partner.mock.journal.callbacks().at(-1)
    expect(JSON.stringify(entry)).not.toContain(secret)
    expect(entry?.url).toContain(`userKey=${userKey}&referrer=UNLINK`)
  })

  it('is not sent for removals by the API', async () => {
    const { userKey } = await partner.user()
    const removed = await partner.call('login.removeByUserKey', { userKey })
    expect(removed.success).toEqual({ userKey })
    await partner.mock.toss.callbacks.settled()
    expect(receiver.received).toEqual([])
    expect(partner.mock.journal.callbacks().filter((entry) => JSON.stringify(entry).includes(String(userKey)))).toEqual(
      [],
    )
  })

  it('kills the tokens, and lets the user log in again', async () => {
    const { userKey, accessToken } = await loggedIn()
    expect(await loginMe(accessToken)).toMatchObject({ userKey })
    await partner.mock.toss.unlink(userKey, { referrer: 'WITHDRAWAL_TERMS' })
    expect(await loginMe(accessToken)).toMatchObject({ errorCode: 'OAUTH_ISSUE_TOKEN_ERROR' })
    expect((await partner.mock.toss.logIn({ userKey })).userKey).toBe(userKey)
  })

  it('is not sent where no URL is set, and the link ends all the same', async () => {
    const { callbacks, unlink, users } = partner.mock.toss
    await callbacks.setUnlink(null)
    const { userKey } = await partner.user()
    expect(await unlink(userKey)).toMatchObject({ delivery: null, user: { link: null } })
    expect((await users.get(userKey)).link).toBeNull()
    await callbacks.setUnlink({ url: receiver.url, basicAuth })
    expect(receiver.received).toEqual([])
  })

  it('is not sent again for a link that has ended', async () => {
    const { userKey } = await partner.user()
    await partner.mock.toss.unlink(userKey)
    await expect(partner.mock.toss.unlink(userKey)).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
      message: `unlink: user ${userKey} is not linked; possible: WITHDRAWAL_TOSS`,
    })
    expect(receiver.received).toHaveLength(1)
  })
})

describe('a user who left Toss', () => {
  it('is USER_NOT_FOUND for login-me, and 4010 by either header', async () => {
    const { userKey, accessToken } = await loggedIn()
    const { anonKey } = await partner.mock.toss.users.get(userKey)
    const { user } = await partner.mock.toss.unlink(userKey, { referrer: 'WITHDRAWAL_TOSS' })
    expect(user.leftTossAt).not.toBeNull()
    expect(await loginMe(accessToken)).toMatchObject({ errorCode: 'USER_NOT_FOUND' })
    const body = { orderId: 'unknown' }
    expect((await partner.call('iap.getOrderStatus', body, { userKey })).errorCode).toBe('4010')
    expect((await partner.call('iap.getOrderStatus', body, { anonKey })).errorCode).toBe('4010')
    expect((await partner.call('login.removeByUserKey', { userKey })).errorCode).toBe('USER_KEY_NOT_FOUND')
  })

  it('can neither log in nor leave again nor buy', async () => {
    const { toss } = partner.mock
    const { userKey } = await partner.user()
    await toss.unlink(userKey, { referrer: 'WITHDRAWAL_TOSS' })
    await expect(toss.logIn({ userKey })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    await expect(toss.unlink(userKey, { referrer: 'WITHDRAWAL_TOSS' })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    await expect(toss.orders.start({ userKey })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
  })

  it('sends no callback when there was no link', async () => {
    const { userKey } = await partner.mock.toss.users.create()
    const left = await partner.mock.toss.unlink(userKey, { referrer: 'WITHDRAWAL_TOSS' })
    expect(left).toMatchObject({ delivery: null })
    expect(receiver.received).toEqual([])
  })

  it('is no longer the user that is meant where none is named', async () => {
    const { toss } = partner.mock
    const first = await toss.users.default()
    if (first.link === null) await toss.logIn({ userKey: first.userKey })
    await toss.unlink(first.userKey, { referrer: 'WITHDRAWAL_TOSS' })
    expect((await toss.users.default()).userKey).not.toBe(first.userKey)
  })
})

describe('bad input', () => {
  it.each([
    ['a URL of another scheme', { url: 'ftp://127.0.0.1/', basicAuth }, 'unlink.url'],
    ['no URL', { url: 'toss', basicAuth }, 'unlink.url'],
    ['user and password in the URL', { url: 'http://a:b@127.0.0.1/', basicAuth }, 'unlink.url'],
    ['an empty Basic value', { url: 'http://127.0.0.1/', basicAuth: '' }, 'unlink.basicAuth'],
    ['another method', { url: 'http://127.0.0.1/', basicAuth, method: 'PUT' }, 'unlink.method'],
  ])('is refused: %s', async (_, options, field) => {
    await expect(partner.mock.toss.callbacks.setUnlink(options as never)).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining(field),
    })
    expect((await partner.mock.toss.callbacks.get()).unlink).toEqual({ url: receiver.url, method: 'POST', basicAuth })
  })

  it('is refused: an unknown user, an unknown referrer', async () => {
    await expect(partner.mock.toss.unlink(1)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    const { userKey } = await partner.user()
    const referrer = 'DELETED' as 'UNLINK'
    await expect(partner.mock.toss.unlink(userKey, { referrer })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })
})

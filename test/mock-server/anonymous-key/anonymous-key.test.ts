import { request } from 'node:https'
import { describe, expect, it } from 'vitest'
import { anonymousKeyOperations, operation } from '../../../contracts/index.js'
import type { MockServer } from '../../../mock-server/index.js'
import { type PartnerServer, type Reply, startPartnerServer } from '../partner-server.js'

describe('verify', () => {
  it('says the string "true" for the key of a user, who need not have logged in', async () => {
    await using partner = await startPartnerServer()
    const { type, hash } = await partner.mock.toss.anonymousKeys.get()
    expect(type).toBe('HASH')
    expect(hash.length).toBeLessThanOrEqual(64)
    const { status, body } = await partner.call('anonymousKey.verify', undefined, { anonKey: hash })
    expect([status, body]).toEqual([200, { resultType: 'SUCCESS', success: 'true' }])
  })

  it.each([
    ['an empty body that is called JSON', { 'content-type': 'application/json' }, ''],
    ['an empty object', { 'content-type': 'application/json; charset=utf-8' }, '{}'],
    ['no body and no content type', {}, ''],
  ])('takes %s, and the header in any case', async (_, headers, body) => {
    await using partner = await startPartnerServer()
    const { hash } = await partner.mock.toss.anonymousKeys.get()
    expect(await post(partner.mock, { 'X-ANON-KEY': hash, ...headers }, body)).toEqual({
      resultType: 'SUCCESS',
      success: 'true',
    })
  })

  it('knows the key of a user who unlinked: it needs no login', async () => {
    await using partner = await startPartnerServer()
    const { userKey, anonKey } = await partner.user()
    await partner.call('login.removeByUserKey', { userKey })
    expect((await partner.call('anonymousKey.verify', undefined, { anonKey })).success).toBe('true')
  })

  it('no longer knows the key of a user who left Toss, nor takes their code', async () => {
    await using partner = await startPartnerServer()
    const { userKey, anonKey } = await partner.user()
    const { code } = await partner.mock.toss.anonymousKeys.createAuthCode({ userKey })
    await partner.mock.toss.unlink(userKey, { referrer: 'WITHDRAWAL_TOSS' })
    expect((await partner.call('anonymousKey.verify', undefined, { anonKey })).errorCode).toBe('4010')
    expect((await partner.call('anonymousKey.exchange', { code })).errorCode).toBe('4011')
    expect(partner.mock.journal.exchanges().map(({ because }) => because)).toEqual([
      'the user of this anonymous key left Toss',
      'the user of the code left Toss',
    ])
  })

  it('answers an unknown key with HTTP 401 where the variant says so', async () => {
    await using partner = await startPartnerServer({ variants: { 'anonymousKey.unknownKey': 'unauthorized' } })
    const reply = await partner.call('anonymousKey.verify', undefined, { anonKey: 'unknown' })
    expect(reply).toMatchObject({ status: 401, errorCode: '4010', body: { resultType: 'FAIL', success: null } })
    expect(partner.mock.journal.exchanges()[0]).toMatchObject({ status: 401, errorCode: '4010' })
    const { anonKey } = await partner.user()
    expect((await partner.call('anonymousKey.verify', undefined, { anonKey })).status).toBe(200)
  })
})

describe('exchange', () => {
  it('gives the key of the user for a code, once', async () => {
    await using partner = await startPartnerServer()
    const { userKey, anonKey } = await partner.user()
    const { code, ...issued } = await partner.mock.toss.anonymousKeys.createAuthCode({ userKey })
    expect(issued).toEqual({ userKey, expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) })
    const first = await partner.call('anonymousKey.exchange', { code })
    expect(first.body).toEqual({ resultType: 'SUCCESS', success: { anonKey } })
    expect((await partner.call('anonymousKey.exchange', { code })).errorCode).toBe('4011')
    expect((await partner.call('anonymousKey.verify', undefined, first.success)).success).toBe('true')
  })

  it('takes a code for 300 seconds on the mock’s clock', async () => {
    await using partner = await startPartnerServer()
    const { clock, toss, journal } = partner.mock
    clock.freeze()
    const [{ code: fresh }, { code: stale }] = [
      await toss.anonymousKeys.createAuthCode(),
      await toss.anonymousKeys.createAuthCode(),
    ]
    clock.advance(299_999)
    expect((await partner.call('anonymousKey.exchange', { code: fresh })).resultType).toBe('SUCCESS')
    clock.advance(1)
    expect((await partner.call('anonymousKey.exchange', { code: stale })).errorCode).toBe('4011')
    expect(journal.exchanges().at(-1)?.because).toMatch(/expired/)
  })

  it('refuses the code of another mini-app', async () => {
    await using partner = await startPartnerServer()
    const { code } = await partner.mock.tossSide('other-app').anonymousKeys.createAuthCode()
    expect((await partner.call('anonymousKey.exchange', { code })).errorCode).toBe('4011')
  })

  it('lets one of 50 callers with the same code through', async () => {
    await using partner = await startPartnerServer()
    const { code } = await partner.mock.toss.anonymousKeys.createAuthCode()
    const replies = await Promise.all(Array.from({ length: 50 }, () => partner.call('anonymousKey.exchange', { code })))
    expect(replies.filter(({ resultType }) => resultType === 'SUCCESS')).toHaveLength(1)
    expect(replies.filter(({ errorCode }) => errorCode === '4011')).toHaveLength(49)
  })
})

describe('an anonymous key', () => {
  it('is the same each time, and another one in another mini-app', async () => {
    await using partner = await startPartnerServer()
    const { anonymousKeys } = partner.mock.toss
    const first = await anonymousKeys.get()
    expect(await anonymousKeys.get({ userKey: first.userKey })).toEqual(first)
    expect((await partner.mock.tossSide('other-app').anonymousKeys.get()).hash).not.toBe(first.hash)
    await expect(anonymousKeys.get({ userKey: 1 })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(anonymousKeys.createAuthCode({ userKey: 1 })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })

  it('is hidden in the journal', async () => {
    await using partner = await startPartnerServer()
    const { code, userKey } = await partner.mock.toss.anonymousKeys.createAuthCode()
    const { success } = await partner.call('anonymousKey.exchange', { code })
    await partner.call('anonymousKey.verify', undefined, success)
    const journal = JSON.stringify(partner.mock.journal.entries())
    expect(journal).toContain(String(userKey))
    expect(journal).not.toContain(success.anonKey)
    expect(journal).not.toContain(code)
  })

  it('and its codes come from the control API as well', async () => {
    await using partner = await startPartnerServer({ controlPort: 0 })
    const { userKey, anonKey } = await partner.user()
    expect(await partner.control('POST', '/anonymous-keys', { userKey })).toMatchObject({
      status: 200,
      body: { type: 'HASH', hash: anonKey, userKey },
    })
    const { status, body } = await partner.control('POST', '/anonymous-key-auth-codes')
    expect(status).toBe(201)
    expect((await partner.call('anonymousKey.exchange', { code: body.code })).success).toEqual({ anonKey })
    expect((await partner.control('POST', '/anonymous-key-auth-codes', { userKey: 1 })).status).toBe(404)
    expect((await partner.control('POST', '/anonymous-keys', { user: 1 })).status).toBe(400)
  })
})

type AnonymousKeyId = (typeof anonymousKeyOperations)[number]['id']

/** Every failure of the contract, but those of the platform as a whole. */
const scenarios: Record<AnonymousKeyId, Record<string, (partner: PartnerServer) => Promise<Reply>>> = {
  'anonymousKey.verify': {
    '4010': (partner) => partner.call('anonymousKey.verify', undefined, { anonKey: 'unknown' }),
    INVALID_PARAMETER: (partner) => partner.call('anonymousKey.verify', []),
  },
  'anonymousKey.exchange': {
    '4011': (partner) => partner.call('anonymousKey.exchange', { code: 'unknown' }),
    INVALID_PARAMETER: (partner) => partner.call('anonymousKey.exchange', { authorizationCode: 'a' }),
  },
}

describe.each(anonymousKeyOperations.map((each) => [each.id, each] as const))('%s', (id, { failures }) => {
  const codes = failures.map(({ code }) => code).filter((code) => !['4095', '4050', 'INTERNAL_ERROR'].includes(code))

  it.each(codes)('answers %s with the reason and status of the contract', async (code) => {
    await using partner = await startPartnerServer()
    const reply = await scenarios[id][code]?.(partner)
    const failure = failures.find((known) => known.code === code)
    expect(reply).toMatchObject({ status: failure?.httpStatus, errorCode: code, error: { reason: failure?.reason } })
  })
})

describe('verify without its header', () => {
  it('is 4010, not 400', async () => {
    await using partner = await startPartnerServer()
    expect(await partner.call('anonymousKey.verify')).toMatchObject({ status: 200, errorCode: '4010' })
  })
})

function post(mock: MockServer, headers: Record<string, string>, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const url = `${mock.baseUrl}${operation('anonymousKey.verify').path}`
    const sent = request(url, { method: 'POST', headers, ...mock.clientTls, agent: false }, async (answer) => {
      let text = ''
      for await (const chunk of answer.setEncoding('utf8')) text += chunk
      resolve(JSON.parse(text))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

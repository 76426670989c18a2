import { describe, expect, it } from 'vitest'
import { type Operation, operation, operations } from '../../../contracts/index.js'
import { createRateLimiter } from '../../../mock-server/partner-side/rate-limit.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
import { flood } from '../../conformance/flood.js'
import { send as sendText } from '../login/requests.js'
import { startPartnerServer } from '../partner-server.js'
import { numbers } from '../world/engines.js'
import { rejectingEngine } from '../world/rejecting-engine.js'

const verify = operation('anonymousKey.verify')
const send = operation('messenger.sendMessage')
const poll = operation('promotion.executionResult')

function floodWith({ mock: { baseUrl, clientTls } }: Awaited<ReturnType<typeof startPartnerServer>>, requests: number) {
  const url = `${baseUrl}${operation('login.loginMe').path}`
  return flood({ url, identity: clientTls, ca: clientTls.ca, requests, timeout: 20_000 })
}

const waitOf = (answer: { body: unknown } | undefined) =>
  (answer?.body as { error: { data: { retryAfterSeconds: number } } } | undefined)?.error.data.retryAfterSeconds

describe('3,000 calls a minute', () => {
  it('are what a mini-app may make; then every operation answers 4095 until the minute is over', async () => {
    await using partner = await startPartnerServer({ rateLimits: true, journalSize: 0 })
    const { clock } = partner.mock
    clock.freeze()
    // A call that cannot even be read is a call.
    const unreadable = { headers: { 'content-type': 'application/json' }, body: 'no JSON' }
    expect((await sendText(partner.mock, verify.path, unreadable)).status).toBe(400)
    await floodWith(partner, 2_998)
    expect((await partner.call('anonymousKey.verify')).errorCode).toBe('4010')

    clock.advance(20_500)
    for (const { id } of operations) {
      const reply = await partner.call(id)
      // Single messages have a limit of their own.
      if (id === 'messenger.sendMessage') expect(reply.errorCode).toBe('INVALID_PARAMETER')
      else
        expect(reply, id).toMatchObject({
          status: 200,
          resultType: 'FAIL',
          errorCode: '4095',
          error: { data: { retryAfterSeconds: 40 } },
        })
    }
    clock.advance(39_500)
    expect((await partner.call('anonymousKey.verify')).errorCode).toBe('4010')
  })

  it('are counted for each mini-app by itself, in a window that begins with the first call', () => {
    const limiter = createRateLimiter()
    for (let call = 0; call < 3000; call++) expect(limiter.countCall(verify, 'a', 1_000 + call)).toBeUndefined()
    expect(waitOf(limiter.countCall(verify, 'a', 5_000))).toBe(56)
    expect(waitOf(limiter.countCall(verify, 'a', 60_999))).toBe(1)
    expect(limiter.countCall(verify, 'b', 5_000)).toBeUndefined()
    expect(limiter.countCall(verify, 'a', 61_000)).toBeUndefined()
  })
})

describe('15,000 single messages a minute', () => {
  const callsOf = (limiter: ReturnType<typeof createRateLimiter>, calls: number, each: Operation, now = 0) =>
    Array.from({ length: calls }, () => waitOf(limiter.countCall(each, 'a', now))).filter(Boolean).length

  it('are counted apart from the calls of the other operations', () => {
    const limiter = createRateLimiter()
    expect(callsOf(limiter, 15_000, send)).toBe(0)
    expect(callsOf(limiter, 1, operation('iap.getOrderStatus'), 1_000)).toBe(0)
    expect(limiter.countCall(send, 'a', 1_000)).toMatchObject({
      errorCode: '4095',
      because: 'mini-app a made more than 15000 calls of messenger.sendMessage in a minute; wait 59 s',
    })
    expect(limiter.countCall(send, 'b', 1_000)).toBeUndefined()
    expect(callsOf(limiter, 1, send, 60_000)).toBe(0)
  })

  it('are none of the test and bulk messages', () => {
    const limiter = createRateLimiter()
    expect(callsOf(limiter, 1_500, operation('messenger.sendTestMessage'))).toBe(0)
    expect(callsOf(limiter, 1_500, operation('messenger.sendBulkMessage'))).toBe(0)
    expect(callsOf(limiter, 1, operation('iap.getOrderStatus'))).toBe(1)
    expect(callsOf(limiter, 1, send)).toBe(0)
  })

  it('are among the 3,000 with the variant messenger.sendLimit=general', async () => {
    const limiter = createRateLimiter('general')
    expect(callsOf(limiter, 3_000, send)).toBe(0)
    expect(callsOf(limiter, 1, operation('iap.getOrderStatus'))).toBe(1)

    await using partner = await startPartnerServer({
      rateLimits: true,
      journalSize: 0,
      variants: { 'messenger.sendLimit': 'general' },
    })
    partner.mock.clock.freeze()
    await floodWith(partner, 3_000)
    expect((await partner.call('messenger.sendMessage')).errorCode).toBe('4095')
  })
})

describe('10 calls a minute', () => {
  it('are what an operation of messages and promotion may get for one user', async () => {
    await using partner = await startPartnerServer({ rateLimits: true })
    const { mock } = partner
    mock.clock.freeze()
    const { userKey, anonKey } = await partner.user()
    const message = { templateSetCode: 'WELCOME_MESSAGE', context: {} }
    for (let call = 0; call < 10; call++) {
      const caller = call % 2 === 0 ? { userKey } : { anonKey }
      expect((await partner.call('messenger.sendMessage', message, caller)).resultType).toBe('SUCCESS')
    }
    mock.clock.advance(45_001)
    for (const caller of [{ userKey }, { anonKey }]) {
      expect(await partner.call('messenger.sendMessage', message, caller)).toMatchObject({
        status: 200,
        errorCode: '4095',
        error: { data: { retryAfterSeconds: 15 } },
      })
    }
    expect(await mock.toss.inbox.list({ userKey })).toHaveLength(10)
    expect(mock.journal.exchanges().at(-1)).toMatchObject({ userKey, because: expect.stringContaining('10 times') })

    const other = await partner.user('이토스')
    expect((await partner.call('messenger.sendMessage', message, { userKey: other.userKey })).resultType).toBe(
      'SUCCESS',
    )
    expect((await partner.call('promotion.getKey', undefined, { userKey })).resultType).toBe('SUCCESS')
    mock.clock.advance(14_999)
    expect((await partner.call('messenger.sendMessage', message, { userKey })).resultType).toBe('SUCCESS')
  })

  it('leave room for a grant of points that is polled ten times', async () => {
    await using partner = await startPartnerServer({ rateLimits: true })
    const { userKey } = await partner.user()
    const { success } = await partner.call('promotion.getKey', undefined, { userKey })
    const grant = { promotionCode: 'WELCOME_POINT', ...success }
    expect(
      (await partner.call('promotion.executePromotion', { ...grant, amount: 1 }, { userKey })).errorCode,
    ).toBeUndefined()
    const polls = Array.from({ length: 11 }, () => partner.call('promotion.executionResult', grant, { userKey }))
    const codes = (await Promise.all(polls)).map(({ errorCode }) => errorCode)
    expect(codes.filter((code) => code === undefined)).toHaveLength(10)
    expect(codes.filter((code) => code === '4095')).toHaveLength(1)
  })

  it('are not counted for bulk messages, logins and payments, nor where no user is named', async () => {
    await using partner = await startPartnerServer({ rateLimits: true })
    const { userKey } = await partner.user()
    const bulk = { templateSetCode: 'WELCOME_MESSAGE', contextList: [{ userKey, context: {} }] }
    for (let call = 0; call < 12; call++) {
      expect((await partner.call('messenger.sendBulkMessage', bulk)).resultType).toBe('SUCCESS')
      expect((await partner.call('promotion.getKey')).resultType).toBe('SUCCESS')
    }
  })

  it('are counted from the first call of the user and operation, and forgotten afterwards', () => {
    const limiter = createRateLimiter()
    const count = (each: typeof send | typeof poll, now: number) => waitOf(limiter.countUserCall(each, 'a', 1, now))
    for (let call = 0; call < 10; call++) expect(count(send, 0)).toBeUndefined()
    expect(count(poll, 30_000)).toBeUndefined()
    expect(count(send, 59_001)).toBe(1)
    expect(count(send, 60_000)).toBeUndefined()
    expect(limiter.countUserCall(verify, 'a', 1, 0)).toBeUndefined()
  })

  it('do not count a call that is done again, and begin anew with the world', async () => {
    const store = createStore({ seed: 's', now: () => 0, engine: rejectingEngine() })
    const limiter = createRateLimiter('own', store.equipment)
    const calls = (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, id) =>
          store.update('a', (world) => {
            world.put(numbers, String(id), id)
            return limiter.countUserCall(send, 'a', 1, 0) === undefined
          }),
        ),
      )
    expect((await calls(12)).filter(Boolean)).toHaveLength(10)
    await store.reset('a')
    expect(await calls(1)).toEqual([true])
  })
})

describe('limits', () => {
  it('are off unless asked for', async () => {
    await using partner = await startPartnerServer()
    const { userKey } = await partner.user()
    for (let call = 0; call < 15; call++) {
      expect((await partner.call('promotion.getKey', undefined, { userKey })).resultType).toBe('SUCCESS')
    }
  })

  it('start anew with a reset', async () => {
    await using partner = await startPartnerServer({ rateLimits: true })
    partner.mock.clock.freeze()
    const codeOfEleventh = async () => {
      const { userKey } = await partner.user()
      const calls = Array.from({ length: 11 }, () => partner.call('promotion.getKey', undefined, { userKey }))
      return (await Promise.all(calls)).map(({ errorCode }) => errorCode).filter(Boolean)
    }
    expect(await codeOfEleventh()).toEqual(['4095'])
    await partner.mock.reset()
    // The same seed makes the same user again.
    expect(await codeOfEleventh()).toEqual(['4095'])
  })
})

import { describe, expect, it } from 'vitest'
import { startPromotionPartner } from './partner.js'

const hour = 3_600_000

describe('a grant of points', () => {
  it('takes a key, an execution and a look at the result, with no set-up at all', async () => {
    await using partner = await startPromotionPartner()
    const key = await partner.key()
    expect(key).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    const executed = await partner.execute({ key, amount: 300 })
    expect(executed.body).toEqual({ resultType: 'SUCCESS', success: { key } })
    expect((await partner.result(key)).body).toEqual({ resultType: 'SUCCESS', success: 'SUCCESS' })
    const { userKey } = partner.someone
    expect(await partner.mock.toss.promotions.get('WELCOME_POINT')).toMatchObject({
      state: 'RUNNING',
      budget: 1_000_000,
      remaining: 999_700,
      pending: 0,
      granted: 300,
    })
    expect(await partner.mock.toss.promotions.grants()).toMatchObject([
      { key, promotionCode: 'WELCOME_POINT', userKey, amount: 300, result: 'SUCCESS' },
    ])
  })

  it('works for a user named by anonymous key, who never logged in', async () => {
    await using partner = await startPromotionPartner()
    const { userKey, anonKey } = await partner.mock.toss.users.create()
    const key = await partner.grant({}, { anonKey })
    expect((await partner.result(key, 'WELCOME_POINT', { anonKey })).success).toBe('SUCCESS')
    expect(await partner.mock.toss.promotions.grants({ userKey })).toMatchObject([{ key, amount: 100 }])
  })

  it('needs no user header after get-key: the key knows its owner', async () => {
    await using partner = await startPromotionPartner()
    const key = await partner.key()
    expect((await partner.execute({ key }, {})).resultType).toBe('SUCCESS')
    expect((await partner.result(key, 'WELCOME_POINT', {})).success).toBe('SUCCESS')
    expect((await partner.mock.toss.promotions.grants())[0]?.userKey).toBe(partner.someone.userKey)
  })

  it('works with a key that was issued without a user header, for whoever the execution names', async () => {
    await using partner = await startPromotionPartner()
    const key = await partner.key({})
    const { anonKey, userKey } = await partner.user('이토스')
    expect((await partner.execute({ key }, { anonKey })).resultType).toBe('SUCCESS')
    expect((await partner.mock.toss.promotions.grants())[0]?.userKey).toBe(userKey)
  })

  it('is PENDING as long as the promotion says, and takes its points from the budget at once', async () => {
    await using partner = await startPromotionPartner()
    const { promotions } = partner.mock.toss
    partner.mock.clock.freeze()
    const { code } = await promotions.create({ budget: 1000, payoutDelaySeconds: 2.5 })
    const key = await partner.grant({ promotionCode: code, amount: 400 })
    expect((await partner.result(key, code)).success).toBe('PENDING')
    expect(await promotions.get(code)).toMatchObject({ remaining: 600, pending: 400, granted: 0 })
    partner.mock.clock.advance(2499)
    expect((await partner.result(key, code)).success).toBe('PENDING')
    partner.mock.clock.advance(1)
    expect((await partner.result(key, code)).success).toBe('SUCCESS')
    expect(await promotions.get(code)).toMatchObject({ remaining: 600, pending: 0, granted: 400 })
  })

  it('that becomes FAILED gives the points back, to the budget and to the limit of the person', async () => {
    await using partner = await startPromotionPartner()
    const { promotions } = partner.mock.toss
    const { code } = await promotions.create({ budget: 500, perUserLimit: 500, payoutDelaySeconds: 60 })
    await promotions.failNext(code, { payouts: 1 })
    const failing = await partner.grant({ promotionCode: code, amount: 500 })
    expect((await partner.execute({ key: await partner.key(), promotionCode: code })).errorCode).toBe('4109')
    partner.mock.clock.advance(60_000)
    expect((await partner.result(failing, code)).success).toBe('FAILED')
    expect(await promotions.get(code)).toMatchObject({ state: 'RUNNING', remaining: 500, pending: 0, granted: 0 })
    const second = await partner.grant({ promotionCode: code, amount: 500 })
    partner.mock.clock.advance(60_000)
    expect((await partner.result(second, code)).success).toBe('SUCCESS')
    expect((await partner.result(failing, code)).success).toBe('FAILED')
  })

  it('that failed gives back before the next execution looks at the budget, whatever was asked in between', async () => {
    await using partner = await startPromotionPartner()
    const { promotions } = partner.mock.toss
    const { code } = await promotions.create({ budget: 300, payoutDelaySeconds: 10 })
    await promotions.failNext(code, { payouts: 3 })
    for (let each = 0; each < 3; each++) await partner.grant({ promotionCode: code })
    await promotions.update(code, { payoutDelaySeconds: 0 })
    partner.mock.clock.advance(10_000)
    for (let each = 0; each < 3; each++) await partner.grant({ promotionCode: code })
    expect(await promotions.get(code)).toMatchObject({ state: 'ENDED', remaining: 0, granted: 300 })
  })

  it('waits for the Toss side where the promotion says so', async () => {
    await using partner = await startPromotionPartner()
    const { promotions } = partner.mock.toss
    const { code } = await promotions.create({ budget: 1000, payoutDelaySeconds: null })
    const [granted, failed] = [
      await partner.grant({ promotionCode: code }),
      await partner.grant({ promotionCode: code }),
    ]
    partner.mock.clock.advance(24 * hour)
    expect((await partner.result(granted, code)).success).toBe('PENDING')
    expect(await promotions.settle(granted, 'SUCCESS')).toMatchObject({ result: 'SUCCESS' })
    expect(await promotions.settle(failed, 'FAILED')).toMatchObject({ result: 'FAILED' })
    expect((await partner.result(granted, code)).success).toBe('SUCCESS')
    expect((await partner.result(failed, code)).success).toBe('FAILED')
    expect(await promotions.get(code)).toMatchObject({ remaining: 900, pending: 0, granted: 100 })
    await expect(promotions.settle(failed, 'SUCCESS')).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
      message: expect.stringContaining('FAILED'),
    })
  })

  it('can be decided early, and its time then changes nothing', async () => {
    await using partner = await startPromotionPartner()
    const { promotions } = partner.mock.toss
    const { code } = await promotions.create({ budget: 1000, payoutDelaySeconds: 60 })
    const keys = [await partner.grant({ promotionCode: code }), await partner.grant({ promotionCode: code })]
    await promotions.settle(keys[1] as string, 'FAILED')
    await promotions.settle(keys[0] as string, 'SUCCESS')
    partner.mock.clock.advance(60_000)
    expect(await promotions.get(code)).toMatchObject({ remaining: 900, pending: 0, granted: 100 })
  })

  it('is not granted twice when its answer is lost: the same key says 4113, and the result is there', async () => {
    await using partner = await startPromotionPartner()
    const key = await partner.grant()
    expect((await partner.execute({ key })).errorCode).toBe('4113')
    expect((await partner.result(key)).success).toBe('SUCCESS')
    expect((await partner.mock.toss.promotions.get('WELCOME_POINT')).granted).toBe(100)
  })
})

describe('the TEST_ twin of a promotion', () => {
  it('answers SUCCESS and grants nothing', async () => {
    await using partner = await startPromotionPartner()
    const promotionCode = 'TEST_WELCOME_POINT'
    const key = await partner.grant({ promotionCode, amount: 5000 })
    expect((await partner.result(key, promotionCode)).success).toBe('SUCCESS')
    const promotion = await partner.mock.toss.promotions.get('WELCOME_POINT')
    expect(promotion).toMatchObject({ remaining: 1_000_000, granted: 0, testedAt: expect.any(String) })
    await partner.grant({ amount: 5000 })
  })

  it('has no part in payouts that are to fail: those are of money', async () => {
    await using partner = await startPromotionPartner()
    await partner.mock.toss.promotions.failNext('WELCOME_POINT', { payouts: 1 })
    const promotionCode = 'TEST_WELCOME_POINT'
    expect((await partner.result(await partner.grant({ promotionCode }), promotionCode)).success).toBe('SUCCESS')
    expect((await partner.result(await partner.grant())).success).toBe('FAILED')
  })

  it('can be called before the promotion is approved, which its own code cannot', async () => {
    await using partner = await startPromotionPartner()
    await partner.mock.toss.promotions.create({ code: 'NEW', budget: 100, approved: false })
    expect((await partner.execute({ key: await partner.key(), promotionCode: 'NEW' })).errorCode).toBe('4109')
    await partner.grant({ promotionCode: 'TEST_NEW' })
    await partner.mock.toss.promotions.approve('NEW')
    await partner.grant({ promotionCode: 'NEW' })
  })

  it('checks the key and the limit for one grant all the same', async () => {
    await using partner = await startPromotionPartner()
    await partner.mock.toss.promotions.create({ code: 'SMALL', budget: 100, perGrantLimit: 10 })
    const promotionCode = 'TEST_SMALL'
    expect((await partner.execute({ key: await partner.key(), promotionCode, amount: 11 })).errorCode).toBe('4114')
    const key = await partner.grant({ promotionCode, amount: 10 })
    expect((await partner.execute({ key, promotionCode, amount: 10 })).errorCode).toBe('4113')
    expect((await partner.result(key, 'SMALL')).errorCode).toBe('4111')
  })

  it('has no promotion of its own', async () => {
    await using partner = await startPromotionPartner()
    const reply = await partner.execute({ key: await partner.key(), promotionCode: 'TEST_NOTHING' })
    expect(reply.errorCode).toBe('4100')
    await expect(partner.mock.toss.promotions.create({ code: 'TEST_X', budget: 1 })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining('code'),
    })
  })
})

describe('50 callers at once', () => {
  it('with one key get the points once', async () => {
    await using partner = await startPromotionPartner()
    const key = await partner.key()
    const replies = await Promise.all(Array.from({ length: 50 }, () => partner.execute({ key })))
    expect(replies.filter(({ resultType }) => resultType === 'SUCCESS')).toHaveLength(1)
    expect(replies.filter(({ errorCode }) => errorCode === '4113')).toHaveLength(49)
    expect((await partner.mock.toss.promotions.get('WELCOME_POINT')).granted).toBe(100)
  })

  it('at the edge of the budget get what there is and not a point more', async () => {
    await using partner = await startPromotionPartner()
    await partner.mock.toss.promotions.create({ code: 'EDGE', budget: 1234, payoutDelaySeconds: 3600 })
    const keys = await Promise.all(Array.from({ length: 50 }, () => partner.key()))
    const replies = await Promise.all(keys.map((key) => partner.execute({ key, promotionCode: 'EDGE' })))
    expect(replies.filter(({ resultType }) => resultType === 'SUCCESS')).toHaveLength(12)
    expect(replies.filter(({ errorCode }) => errorCode === '4112')).toHaveLength(38)
    expect(await partner.mock.toss.promotions.get('EDGE')).toMatchObject({ remaining: 34, pending: 1200, granted: 0 })
    const key = await partner.key()
    expect((await partner.execute({ key, promotionCode: 'EDGE', amount: 35 })).errorCode).toBe('4112')
    expect((await partner.execute({ key, promotionCode: 'EDGE', amount: 34 })).resultType).toBe('SUCCESS')
  })

  it('for one person get no more than that person may have', async () => {
    await using partner = await startPromotionPartner()
    const keys = await Promise.all(Array.from({ length: 50 }, () => partner.key()))
    const replies = await Promise.all(keys.map((key) => partner.execute({ key, amount: 400 })))
    expect(replies.filter(({ resultType }) => resultType === 'SUCCESS')).toHaveLength(12)
    expect(replies.filter(({ errorCode }) => errorCode === '4114')).toHaveLength(38)
  })
})

import { describe, expect, it } from 'vitest'
import { promotionOperations } from '../../../contracts/index.js'
import type { Reply } from '../partner-server.js'
import { type PromotionPartner, startPromotionPartner } from './partner.js'

type PromotionId = (typeof promotionOperations)[number]['id']
type Scenario = (partner: PromotionPartner) => Promise<Reply>

const body = { promotionCode: 'WELCOME_POINT', key: 'no such key', amount: 100 }

/** How each failure comes about that any of the three can meet. */
const onCall = (id: PromotionId) =>
  ({
    '4010': (partner) => partner.call(id, body, { userKey: 1 }),
    INVALID_PARAMETER: (partner) => partner.call(id, [], { userKey: partner.someone.userKey }),
  }) satisfies Record<string, Scenario>

/** Executes with a fresh key a promotion that is made as told. */
const executeOf =
  (create: (promotions: PromotionPartner['mock']['toss']['promotions']) => Promise<unknown>, amount = 100): Scenario =>
  async (partner) => {
    await create(partner.mock.toss.promotions)
    return partner.execute({ key: await partner.key(), promotionCode: 'P', amount })
  }

/** Every failure of the contract, but those of the platform as a whole and those of variants. */
const scenarios: Record<PromotionId, Record<string, Scenario>> = {
  'promotion.getKey': onCall('promotion.getKey'),
  'promotion.executePromotion': {
    ...onCall('promotion.executePromotion'),
    '4100': (partner) => partner.execute({ key: 'no such key', promotionCode: 'UNKNOWN' }),
    '4109': executeOf((promotions) => promotions.create({ code: 'P', budget: 1000, approved: false })),
    '4110': async (partner) => {
      await partner.mock.toss.promotions.failNext('WELCOME_POINT', { executions: 1 })
      return partner.execute({ key: await partner.key() })
    },
    '4112': async (partner) => {
      await partner.mock.toss.promotions.create({ code: 'P', budget: 150 })
      await partner.grant({ promotionCode: 'P' })
      return partner.execute({ key: await partner.key(), promotionCode: 'P' })
    },
    '4113': async (partner) => partner.execute({ key: await partner.grant() }),
    '4114': executeOf((promotions) => promotions.create({ code: 'P', budget: 1000, perGrantLimit: 99 })),
    '4116': executeOf((promotions) => promotions.create({ code: 'P', budget: 99 })),
  },
  'promotion.executionResult': {
    ...onCall('promotion.executionResult'),
    '4100': (partner) => partner.result('no such key', 'UNKNOWN'),
    '4111': (partner) => partner.result('no such key'),
  },
}

/** Rate limits, features that are off and faults of the platform are tested where they live. */
const ofThePlatform = ['4095', '4050', 'INTERNAL_ERROR']
const ofVariants = ['4104', '4105', '4108']

describe.each(promotionOperations.map((operation) => [operation.id, operation] as const))('%s', (id, { failures }) => {
  const codes = failures
    .map(({ code }) => code as string)
    .filter((code) => ![...ofThePlatform, ...ofVariants].includes(code))

  it.each(codes)('answers %s with the reason and status of the contract', async (code) => {
    await using partner = await startPromotionPartner()
    const scenario = scenarios[id][code]
    if (scenario === undefined) throw new Error(`no scenario for ${code}`)
    const reply = await scenario(partner)
    const failure = failures.find((known) => known.code === code)
    expect(reply).toMatchObject({ status: failure?.httpStatus, resultType: 'FAIL', errorCode: code })
    expect(reply.error?.reason).toBe(failure?.reason)
    expect(reply.body.success).toBeNull()
  })
})

describe('execute-promotion', () => {
  it.each([
    ['has not started', { startsAt: '2999-01-01T00:00:00Z' }],
    ['has ended', { endsAt: '2020-01-01T00:00:00+09:00' }],
  ])('answers 4109 while the promotion %s', async (_, dates) => {
    await using partner = await startPromotionPartner()
    await partner.mock.toss.promotions.create({ code: 'P', budget: 1000, ...dates })
    expect((await partner.execute({ key: await partner.key(), promotionCode: 'P' })).errorCode).toBe('4109')
  })

  it('follows the dates on the mock’s clock', async () => {
    await using partner = await startPromotionPartner()
    const { clock, toss } = partner.mock
    clock.freeze()
    const [start, end] = [new Date(clock.now() + 1_000_000), new Date(clock.now() + 2_000_000)]
    await toss.promotions.create({ code: 'P', budget: 1000, startsAt: start, endsAt: end })
    clock.advance(999_999)
    expect((await toss.promotions.get('P')).state).toBe('SCHEDULED')
    clock.set(start)
    await partner.grant({ promotionCode: 'P' })
    clock.set(end)
    expect((await partner.execute({ key: await partner.key(), promotionCode: 'P' })).errorCode).toBe('4109')
    expect((await toss.promotions.get('P')).state).toBe('ENDED')
  })

  it('answers 4110 to so many calls as the Toss side asked for, and the same key works afterwards', async () => {
    await using partner = await startPromotionPartner()
    await partner.mock.toss.promotions.failNext('WELCOME_POINT', { executions: 2 })
    const key = await partner.key()
    expect((await partner.execute({ key })).errorCode).toBe('4110')
    expect((await partner.result(key)).errorCode).toBe('4111')
    expect((await partner.execute({ key })).errorCode).toBe('4110')
    expect((await partner.execute({ key })).resultType).toBe('SUCCESS')
    expect((await partner.mock.toss.promotions.get('WELCOME_POINT')).failNext.executions).toBe(0)
  })

  it('answers 4110 for a key that nobody issued, that is an hour old, or that is another user’s', async () => {
    await using partner = await startPromotionPartner()
    const because = () => partner.mock.journal.exchanges().at(-1)?.because
    expect((await partner.execute({ key: 'made up' })).errorCode).toBe('4110')
    expect(because()).toMatch(/no such key/)

    const other = await partner.user('이토스')
    expect((await partner.execute({ key: await partner.key() }, { userKey: other.userKey })).errorCode).toBe('4110')
    expect(because()).toMatch(/issued to user/)

    partner.mock.clock.freeze()
    const [old, older] = [await partner.key(), await partner.key()]
    partner.mock.clock.advance(3_599_999)
    expect((await partner.execute({ key: old })).resultType).toBe('SUCCESS')
    partner.mock.clock.advance(1)
    expect((await partner.execute({ key: older })).errorCode).toBe('4110')
    expect(because()).toMatch(/expired/)
    expect((await partner.execute({ key: old })).errorCode).toBe('4113')
  })

  it('answers 4010 where nobody said who gets the points, or where that user has unlinked', async () => {
    await using partner = await startPromotionPartner()
    expect((await partner.execute({ key: await partner.key({}) }, {})).errorCode).toBe('4010')
    const key = await partner.key()
    await partner.call('login.removeByUserKey', { userKey: partner.someone.userKey })
    expect((await partner.execute({ key }, {})).errorCode).toBe('4010')
  })

  it('grants nothing to a user who left Toss, however the key was asked for', async () => {
    await using partner = await startPromotionPartner()
    const { userKey, anonKey } = partner.someone
    const key = await partner.key({ anonKey })
    await partner.mock.toss.unlink(userKey, { referrer: 'WITHDRAWAL_TOSS' })
    expect((await partner.execute({ key }, {})).errorCode).toBe('4010')
    const { promotions } = partner.mock.toss
    await expect(promotions.grantFromApp({ promotionCode: 'WELCOME_POINT', amount: 100, userKey })).rejects.toThrow(
      'left Toss',
    )
    expect((await promotions.list())[0]).toMatchObject({ granted: 0, pending: 0 })
  })

  it('answers 4114 when a person would get more than 5,000 points of a promotion in all', async () => {
    await using partner = await startPromotionPartner()
    await partner.grant({ amount: 4999 })
    expect((await partner.execute({ key: await partner.key(), amount: 2 })).errorCode).toBe('4114')
    await partner.grant({ amount: 1 })
    const { userKey } = await partner.user('이토스')
    await partner.grant({ amount: 5000 }, { userKey })
  })

  it('says 400 with the field for an amount that is no positive whole number', async () => {
    await using partner = await startPromotionPartner()
    for (const amount of [0, -1, 1.5, '100', null]) {
      const reply = await partner.call('promotion.executePromotion', { ...body, amount })
      expect(reply).toMatchObject({ status: 400, errorCode: 'INVALID_PARAMETER' })
      expect(reply.error?.data).toMatchObject({ errorDetails: [{ field: 'amount', rejectedValue: amount }] })
    }
  })
})

describe('execution-result', () => {
  it('knows a grant by its own promotion and user only', async () => {
    await using partner = await startPromotionPartner()
    await partner.mock.toss.promotions.create({ code: 'OTHER', budget: 1 })
    const key = await partner.grant()
    expect((await partner.result(key, 'OTHER')).errorCode).toBe('4111')
    const { userKey } = await partner.user('이토스')
    expect((await partner.result(key, 'WELCOME_POINT', { userKey })).errorCode).toBe('4111')
  })

  it('does not know a key that was issued and never executed', async () => {
    await using partner = await startPromotionPartner()
    expect((await partner.result(await partner.key())).errorCode).toBe('4111')
  })
})

describe('a mini-app', () => {
  it('has promotions, keys and grants of its own', async () => {
    await using partner = await startPromotionPartner()
    const key = await partner.grant()
    const other = partner.mock.tossSide('other-app')
    expect(await other.promotions.grants()).toEqual([])
    expect((await other.promotions.get('WELCOME_POINT')).granted).toBe(0)
    await expect(other.promotions.settle(key, 'FAILED')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })
})

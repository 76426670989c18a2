import { describe, expect, it } from 'vitest'
import { startPromotionPartner } from './partner.js'

describe('promotion.userHeader "required"', () => {
  it('answers 4010 to execute-promotion and execution-result without a user header, and get-key does without', async () => {
    await using partner = await startPromotionPartner({ variants: { 'promotion.userHeader': 'required' } })
    const key = await partner.key({})
    expect((await partner.execute({ key }, {})).errorCode).toBe('4010')
    expect((await partner.execute({ key })).resultType).toBe('SUCCESS')
    expect((await partner.result(key, 'WELCOME_POINT', {})).errorCode).toBe('4010')
    expect((await partner.result(key)).success).toBe('SUCCESS')
  })
})

describe('promotion.stateCodes "sdk"', () => {
  it('says 4108, 4109, 4104 and 4105 for what is 4109 in the HTTP API', async () => {
    await using partner = await startPromotionPartner({ variants: { 'promotion.stateCodes': 'sdk' } })
    const { promotions } = partner.mock.toss
    const code = async () => {
      const reply = await partner.execute({ key: await partner.key(), promotionCode: 'P' })
      return [reply.errorCode, reply.error?.reason]
    }
    await promotions.create({ code: 'P', budget: 100, approved: false })
    expect(await code()).toEqual(['4108', '프로모션이 승인되지 않았어요'])
    await promotions.approve('P')
    await promotions.update('P', { startsAt: '2999-01-01T00:00:00Z' })
    expect(await code()).toEqual(['4109', '프로모션이 실행중이 아니에요'])
    await promotions.update('P', { startsAt: null })
    await promotions.stop('P')
    expect(await code()).toEqual(['4104', '프로모션이 중지되었어요'])
    await promotions.resume('P')
    await partner.grant({ promotionCode: 'P' })
    expect(await code()).toEqual(['4105', '프로모션이 종료되었어요'])
  })
})

describe('envelope.errorNames "code-message"', () => {
  const variants = { 'envelope.errorNames': 'code-message' } as const

  it('calls code and text of a failure code and message, on each of the three operations', async () => {
    await using partner = await startPromotionPartner({ variants })
    const error = { code: '4010', message: '인증 정보를 찾을 수 없어요.' }
    const stranger = { userKey: 1 }
    const given = { promotionCode: 'WELCOME_POINT', key: 'k', amount: 1 }
    for (const id of ['promotion.getKey', 'promotion.executePromotion', 'promotion.executionResult'] as const) {
      expect((await partner.call(id, given, stranger)).body).toEqual({ resultType: 'FAIL', success: null, error })
    }
    const { body } = await partner.execute({ key: await partner.key(), promotionCode: 'UNKNOWN' })
    expect(body.error).toEqual({ code: '4100', message: '프로모션 정보를 찾을 수 없어요' })
    expect(partner.mock.journal.exchanges().at(-1)).toMatchObject({ errorCode: '4100' })
  })

  it('leaves successes, HTTP 400 and other operations as they are', async () => {
    await using partner = await startPromotionPartner({ variants })
    expect((await partner.result(await partner.grant())).body).toEqual({ resultType: 'SUCCESS', success: 'SUCCESS' })
    expect(await partner.call('promotion.executePromotion', {})).toMatchObject({
      status: 400,
      errorCode: 'INVALID_PARAMETER',
    })
    expect((await partner.call('anonymousKey.verify')).errorCode).toBe('4010')
  })
})

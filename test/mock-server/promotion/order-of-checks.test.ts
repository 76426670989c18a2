import { expect, it } from 'vitest'
import { startPartnerServer } from '../partner-server.js'

it('execute-promotion answers the first that is wrong, in the order that the contract tells', async () => {
  await using partner = await startPartnerServer()
  const { promotions } = partner.mock.toss
  const { userKey } = await partner.user()
  const caller = { userKey }
  await promotions.create({ code: 'P', budget: 100, perGrantLimit: 50, perUserLimit: 60 })
  await promotions.create({ code: 'Q', budget: 60, perGrantLimit: 50 })
  await promotions.failNext('P', { executions: 1 })
  await promotions.stop('P')
  const freshKey = async () => (await partner.call('promotion.getKey')).success.key
  const used = await freshKey()
  await partner.call('promotion.executePromotion', { promotionCode: 'Q', key: used, amount: 50 }, caller)

  const wrong = { promotionCode: 'UNKNOWN', key: used, amount: 101 }
  const code = async (changes: object, by: { userKey?: number } = caller) =>
    (await partner.call('promotion.executePromotion', { ...wrong, ...changes }, by)).errorCode
  // Each call mends what the one before it was refused for.
  expect([
    await code({ amount: 0 }, { userKey: 1 }),
    await code({}, { userKey: 1 }),
    await code({}),
    await code({ promotionCode: 'P' }, {}),
    await code({ promotionCode: 'P', key: 'never issued' }, {}),
    await code({ promotionCode: 'P', key: await freshKey() }, {}),
    await code({ promotionCode: 'P', key: await freshKey() }),
    await code({ promotionCode: 'P', key: await freshKey() }),
  ]).toEqual(['INVALID_PARAMETER', '4010', '4100', '4113', '4110', '4010', '4110', '4109'])
  await promotions.resume('P')
  expect([
    await code({ promotionCode: 'P', key: await freshKey() }),
    await code({ promotionCode: 'P', key: await freshKey(), amount: 51 }),
    await code({ promotionCode: 'P', key: await freshKey(), amount: 50 }),
  ]).toEqual(['4116', '4114', undefined])
  expect([
    await code({ promotionCode: 'P', key: await freshKey(), amount: 50 }),
    await code({ promotionCode: 'Q', key: await freshKey(), amount: 50 }),
  ]).toEqual(['4114', '4112'])
  expect(partner.mock.journal.exchanges().at(-3)?.because).toMatch(/points of promotion P; at most 60/)
})

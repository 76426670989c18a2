import { expect, it } from 'vitest'
import { createClient } from '../../../client/index.js'
import { startPartnerServer } from '../partner-server.js'

it('the bundled client grants points, waits for the decision, and repeats 4110 with the same key', async () => {
  await using partner = await startPartnerServer()
  const { toss, baseUrl, clientTls } = partner.mock
  await using client = createClient({ ...clientTls, baseUrl, strict: true, retryDelay: 1 })
  const { userKey } = await partner.user()
  const { code } = await toss.promotions.create({ budget: 1000, payoutDelaySeconds: 0.05 })
  await toss.promotions.failNext(code, { executions: 2 })
  const { key, result } = await client.promotion.grant({ userKey, promotionCode: code, amount: 300 }, { interval: 10 })
  expect(result).toBe('SUCCESS')
  expect(await toss.promotions.grants({ userKey })).toMatchObject([{ key, amount: 300, result: 'SUCCESS' }])

  await toss.promotions.failNext(code, { payouts: 1 })
  const failed = await client.promotion.grant({ userKey, promotionCode: code, amount: 300 }, { interval: 10 })
  expect(failed.result).toBe('FAILED')
  expect(await toss.promotions.get(code)).toMatchObject({ granted: 300, remaining: 700 })
})

import { describe, expect, it } from 'vitest'
import { type Answer, makeRequest, startPartner } from './partner.js'

const callers = 50

/** What `callers` calls at the same time were answered, counted. */
async function together(call: (caller: number) => Promise<Answer>): Promise<Record<string, number>> {
  const replies = await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  const counts: Record<string, number> = {}
  for (const { resultType, errorCode = resultType } of replies) counts[errorCode] = (counts[errorCode] ?? 0) + 1
  return counts
}

describe(`${callers} callers at the same time`, () => {
  it('make one payment with an orderNo', async () => {
    await using partner = await startPartner()
    const counts = await together(() => partner.call('pay.makePayment', makeRequest({ orderNo: 'same' })))
    expect(counts).toEqual({ SUCCESS: 1, PAYMENT_EXISTING_PAYMENT: callers - 1 })
  })

  it('execute a payment once, and refund it once', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    const payToken = await partner.make()
    await payments.approve(payToken)
    expect(await together(() => partner.execute(payToken))).toEqual({ SUCCESS: 1, PAY_ALREADY_COMPLETED: callers - 1 })
    expect(await payments.totals()).toEqual({ paid: 25_000, refunded: 0 })
    expect(await together(() => partner.refund(payToken))).toEqual({ SUCCESS: 1, REFUND_ALREADY_REFUNDED: callers - 1 })
    expect(await payments.totals()).toEqual({ paid: 25_000, refunded: 25_000 })
  })

  it('move the money of different payments, each once', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    const tokens = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const payToken = await partner.make({ amount: 10 ** 6 + index })
        await payments.approve(payToken)
        return payToken
      }),
    )
    const tokenOf = (caller: number) => tokens[caller % tokens.length] as string
    const executed = await together((caller) => partner.execute(tokenOf(caller)))
    expect(executed).toEqual({ SUCCESS: 10, PAY_ALREADY_COMPLETED: 40 })
    const mixed = await together((caller) =>
      caller % 2 === 0 ? partner.refund(tokenOf(caller)) : partner.execute(tokenOf(caller)),
    )
    expect(mixed).toEqual({ SUCCESS: 5, REFUND_ALREADY_REFUNDED: 20, PAY_ALREADY_COMPLETED: 25 })
    expect(await payments.totals()).toEqual({ paid: 10_000_045, refunded: 5_000_020 })
  })
})

import { describe, expect, it } from 'vitest'
import { payOperations } from '../../../contracts/index.js'
import { type Answer, makeRequest, otherUser, type Partner, type PayId, startPartner } from './partner.js'

type Scenario = (partner: Partner) => Promise<Answer>

const unknownToken = 'O1NZck9XME8ureeVJVJP67'

/** How each failure of an existing payment comes about that does not depend on what was asked of it. */
const onPayment = (ask: (partner: Partner, payToken: string, changes?: object) => Promise<Answer>) =>
  ({
    TRANSACTION_NOT_FOUND: (partner) => ask(partner, unknownToken),
    async COMMON_INVALID_API_KEY(partner) {
      return ask(partner, await partner.make(), { isTestPayment: false })
    },
    async PAY_UNAUTHORIZED(partner) {
      const payToken = await partner.make({}, await otherUser(partner))
      return ask(partner, payToken)
    },
    async INVALID_PARAMETER(partner) {
      return ask(partner, await partner.make(), { isTestPayment: 'true' })
    },
  }) satisfies Record<string, Scenario>

/** How each failure comes about that any call can meet. */
const onCall = (id: PayId, body: object) =>
  ({
    '4010': (partner) => partner.call(id, body, { userKey: 1 }),
  }) satisfies Record<string, Scenario>

const named = { payToken: unknownToken, isTestPayment: true }

/** Every failure of the contract, but those of the platform as a whole: features off, rate limits, faults. */
const scenarios: Record<PayId, Record<string, Scenario>> = {
  'pay.makePayment': {
    ...onCall('pay.makePayment', makeRequest()),
    INVALID_PARAMETER: (partner) => partner.call('pay.makePayment', makeRequest({ productDesc: ' ' })),
    async PAYMENT_EXISTING_PAYMENT(partner) {
      await partner.make({ orderNo: 'order' })
      return partner.call('pay.makePayment', makeRequest({ orderNo: 'order' }))
    },
    COMMON_INVALID_PARAMETER: (partner) =>
      partner.call('pay.makePayment', makeRequest({ amountTaxable: 20_000, amountVat: 2_000 })),
    async COMMON_INVALID_API_KEY(partner) {
      await partner.mock.toss.payments.setUp({ merchantKey: 'INVALID' })
      return partner.call('pay.makePayment', makeRequest())
    },
    async COMMON_BREAK_TIME_OF_BANK(partner) {
      await partner.mock.toss.payments.setUp({ bankBreak: { seconds: 1800 } })
      return partner.call('pay.makePayment', makeRequest({ enablePayMethods: 'TOSS_MONEY' }))
    },
  },
  'pay.executePayment': {
    ...onCall('pay.executePayment', named),
    ...onPayment((partner, payToken, changes) => partner.execute(payToken, changes)),
    async EXECUTE_PAY_NOT_APPROVED(partner) {
      return partner.execute(await partner.make())
    },
    async PAY_ALREADY_COMPLETED(partner) {
      return partner.execute(await partner.paid())
    },
    async PAY_EXPIRED(partner) {
      const payToken = await partner.make()
      await partner.mock.toss.payments.approve(payToken)
      partner.mock.clock.advance(15 * 60_000)
      return partner.execute(payToken)
    },
    async PAY_ITS_NOT_ABLE_TO_PAY(partner) {
      const payToken = await partner.make()
      await partner.mock.toss.payments.cancel(payToken)
      return partner.execute(payToken)
    },
    async COMMON_INVALID_PARAMETER(partner) {
      const payToken = await partner.make({ orderNo: 'one' })
      return partner.execute(payToken, { orderNo: 'another' })
    },
    async COMMON_BREAK_TIME_OF_BANK(partner) {
      const payToken = await partner.make()
      await partner.mock.toss.payments.approve(payToken)
      await partner.mock.toss.payments.setUp({ bankBreak: { seconds: 1800 } })
      return partner.execute(payToken)
    },
  },
  'pay.refundPayment': {
    ...onCall('pay.refundPayment', { ...named, reason: '단순 변심' }),
    ...onPayment((partner, payToken, changes) => partner.refund(payToken, changes)),
    async TRANSACTION_NOT_COMPLETE(partner) {
      return partner.refund(await partner.make())
    },
    async REFUND_ALREADY_REFUNDED(partner) {
      const payToken = await partner.paid()
      await partner.refund(payToken)
      return partner.refund(payToken)
    },
    async COMMON_REFUND_ERROR(partner) {
      const payToken = await partner.paid()
      await partner.mock.toss.payments.settle(payToken)
      return partner.refund(payToken)
    },
    async COMMON_BREAK_TIME_OF_BANK(partner) {
      const payToken = await partner.paid()
      await partner.mock.toss.payments.setUp({ bankBreak: { seconds: 1800 } })
      return partner.refund(payToken)
    },
  },
  'pay.getPaymentStatus': {
    ...onCall('pay.getPaymentStatus', named),
    ...onPayment((partner, payToken, changes) =>
      partner.call('pay.getPaymentStatus', { payToken, isTestPayment: true, ...changes }),
    ),
  },
}

const ofThePlatform = ['4050', '4095', 'INTERNAL_ERROR']

describe.each(payOperations.map((operation) => [operation.id, operation] as const))('%s', (id, { failures }) => {
  const own = scenarios[id]

  it('has a scenario here for each failure of its contract', () => {
    expect(Object.keys(own).sort()).toEqual(
      failures
        .map(({ code }) => code as string)
        .filter((code) => !ofThePlatform.includes(code))
        .sort(),
    )
  })

  it.each(Object.entries(own))('answers %s as the contract has it', async (code, scenario) => {
    await using partner = await startPartner()
    const reply = await scenario(partner)
    const failure = failures.find((known) => known.code === code)
    expect(reply).toMatchObject({
      status: failure?.httpStatus,
      resultType: 'FAIL',
      errorCode: code,
      success: null,
      error: { errorType: 0, reason: failure?.reason },
    })
    const [entry] = partner.mock.journal.exchanges({ operation: id, limit: 1 })
    expect(entry?.because, 'why, for the developer').toMatch(/\S/)
  })
})

import { describe, expect, it } from 'vitest'
import { type Partner, startPartner } from './partner.js'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Half past twelve in Seoul. */
function stopTheClock({ mock }: Partner): void {
  mock.clock.freeze()
  mock.clock.set(new Date('2045-04-17T03:32:10Z'))
}

describe('execute-payment', () => {
  it('answers a TOSS_MONEY payment with every field of the guide, those of a card null', async () => {
    await using partner = await startPartner()
    stopTheClock(partner)
    const payToken = await partner.make({ orderNo: '20250417-2', amount: 10 })
    await partner.mock.toss.payments.approve(payToken, { bankCode: '092' })
    const { success } = await partner.execute(payToken, { orderNo: '20250417-2' })
    expect(success).toEqual({
      code: 0,
      mode: 'TEST',
      orderNo: '20250417-2',
      amount: 10,
      approvalTime: '2045-04-17 12:32:10',
      stateMsg: '결제 완료',
      discountedAmount: 0,
      paidAmount: 10,
      payMethod: 'TOSS_MONEY',
      payToken,
      transactionId: expect.stringMatching(uuid),
      cardCompanyCode: null,
      cardCompanyName: null,
      cardAuthorizationNo: null,
      spreadOut: null,
      noInterest: null,
      salesCheckLinkUrl: null,
      cardMethodType: null,
      cardNumber: null,
      cardUserType: null,
      cardNum4Print: null,
      cardBinNumber: null,
      cashReceiptMgtKey: null,
      accountBankCode: '092',
      accountBankName: '토스뱅크',
      accountNumber: expect.stringMatching(/^100\*{6}\d{3}$/),
      msg: null,
      errorCode: null,
    })
  })

  it('answers a CARD payment with the card as text, and the account null', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make({ amount: 60_000 })
    await partner.mock.toss.payments.approve(payToken, {
      card: { companyCode: 3 },
      installmentMonths: 3,
      noInterest: true,
      discount: 1_000,
    })
    const { success } = await partner.execute(payToken)
    expect(success).toMatchObject({
      amount: 60_000,
      discountedAmount: 1_000,
      paidAmount: 59_000,
      payMethod: 'CARD',
      cardCompanyCode: '3',
      cardCompanyName: '삼성',
      cardAuthorizationNo: expect.stringMatching(/^\d{8}$/),
      spreadOut: '3',
      noInterest: 'true',
      salesCheckLinkUrl: expect.stringMatching(/^https:\/\/pay\.example\//),
      cardMethodType: 'CREDIT',
      cardNumber: expect.stringMatching(/^\d{8}\*{4}\d{3}\*$/),
      cardUserType: 'PERSONAL',
      cardNum4Print: success.cardNumber?.slice(-4),
      cardBinNumber: success.cardNumber?.slice(0, 6),
      accountBankCode: null,
      accountBankName: null,
      accountNumber: null,
    })
  })

  it('says LIVE for a payment outside the sandbox', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make({ isTestPayment: false })
    await partner.mock.toss.payments.approve(payToken)
    expect((await partner.execute(payToken, { isTestPayment: true })).errorCode).toBe('COMMON_INVALID_API_KEY')
    expect((await partner.execute(payToken, { isTestPayment: false })).success.mode).toBe('LIVE')
  })

  it('moves the money once: a second call is refused, and changes nothing', async () => {
    await using partner = await startPartner()
    const payToken = await partner.paid()
    const before = await partner.status(payToken)
    expect((await partner.execute(payToken)).errorCode).toBe('PAY_ALREADY_COMPLETED')
    expect(await partner.status(payToken)).toEqual(before)
    expect(await partner.mock.toss.payments.totals()).toEqual({ paid: 25_000, refunded: 0 })
  })

  it('leaves an approved payment as it was when it refuses, so that a good call still succeeds', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make()
    await partner.mock.toss.payments.approve(payToken)
    await partner.execute(payToken, { orderNo: 'wrong' })
    await partner.execute(payToken, { isTestPayment: false })
    expect(await partner.mock.toss.payments.totals()).toEqual({ paid: 0, refunded: 0 })
    expect((await partner.execute(payToken)).resultType).toBe('SUCCESS')
  })

  it.each([
    ['approved', true],
    ['not approved', false],
  ])('executes until a moment before 15 minutes are over, and not after: %s', async (_, approved) => {
    await using partner = await startPartner()
    partner.mock.clock.freeze()
    const payToken = await partner.make()
    if (approved) await partner.mock.toss.payments.approve(payToken)
    partner.mock.clock.advance(15 * 60_000 - 1)
    expect((await partner.status(payToken)).payStatus).toBe(approved ? 'PAY_APPROVED' : 'PAY_STANDBY')
    partner.mock.clock.advance(1)
    expect((await partner.status(payToken)).payStatus).toBe('PAY_CANCEL')
    expect((await partner.execute(payToken)).errorCode).toBe('PAY_EXPIRED')
    expect(await partner.mock.toss.payments.get(payToken)).toMatchObject({ cancellation: { by: 'EXPIRY' } })
  })

  it('executes in the last moment', async () => {
    await using partner = await startPartner()
    partner.mock.clock.freeze()
    const payToken = await partner.make()
    await partner.mock.toss.payments.approve(payToken)
    partner.mock.clock.advance(15 * 60_000 - 1)
    expect((await partner.execute(payToken)).resultType).toBe('SUCCESS')
    partner.mock.clock.advance(1)
    expect((await partner.status(payToken)).payStatus).toBe('PAY_COMPLETE')
  })

  it.each(['PAY_CANCEL', 'PAY_PROGRESS', 'REFUND_PROGRESS', 'REFUND_SUCCESS', 'SETTLEMENT_REFUND_COMPLETE'] as const)(
    'refuses a payment that is %s',
    async (status) => {
      await using partner = await startPartner()
      const payToken = await partner.bring(status)
      expect((await partner.execute(payToken)).errorCode).toBe('PAY_ITS_NOT_ABLE_TO_PAY')
      expect((await partner.status(payToken)).payStatus).toBe(status)
    },
  )

  it('calls a settled payment completed', async () => {
    await using partner = await startPartner()
    const payToken = await partner.bring('SETTLEMENT_COMPLETE')
    expect((await partner.execute(payToken)).errorCode).toBe('PAY_ALREADY_COMPLETED')
  })
})

describe('an execution on hold', () => {
  it('answers HTTP_TIMEOUT, moves no money until it is completed, and then moves it once', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make()
    await partner.mock.toss.payments.approve(payToken)
    await partner.mock.toss.payments.hold(payToken)
    expect((await partner.status(payToken)).payStatus).toBe('PAY_APPROVED')

    expect(await partner.execute(payToken)).toMatchObject({ status: 200, resultType: 'HTTP_TIMEOUT', success: null })
    expect(await partner.status(payToken)).toMatchObject({
      payStatus: 'PAY_PROGRESS',
      payMethod: 'TOSS_MONEY',
      paidAmount: 0,
      refundableAmount: 0,
      transactions: [],
      paidTs: null,
    })
    expect(await partner.mock.toss.payments.totals()).toEqual({ paid: 0, refunded: 0 })
    expect((await partner.execute(payToken)).errorCode).toBe('PAY_ITS_NOT_ABLE_TO_PAY')

    await partner.mock.toss.payments.complete(payToken)
    expect(await partner.status(payToken)).toMatchObject({ payStatus: 'PAY_COMPLETE', paidAmount: 25_000 })
    expect((await partner.execute(payToken)).errorCode).toBe('PAY_ALREADY_COMPLETED')
    expect(await partner.mock.toss.payments.totals()).toEqual({ paid: 25_000, refunded: 0 })
  })

  it('does not expire, and can be given up by Toss, not by the user', async () => {
    await using partner = await startPartner()
    const payToken = await partner.bring('PAY_PROGRESS')
    partner.mock.clock.advance(3_600_000)
    expect((await partner.status(payToken)).payStatus).toBe('PAY_PROGRESS')
    await expect(partner.mock.toss.payments.cancel(payToken)).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    await partner.mock.toss.payments.cancel(payToken, { by: 'TOSS' })
    expect((await partner.status(payToken)).payStatus).toBe('PAY_CANCEL')
    expect(await partner.mock.toss.payments.totals()).toEqual({ paid: 0, refunded: 0 })
  })
})

describe('a bank in maintenance', () => {
  it('stops an execution and a refund from its accounts, and lets both succeed when it is over', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    const payToken = await partner.make()
    await payments.approve(payToken, { bankCode: '090' })
    await payments.setUp({ bankBreak: { seconds: 60, bankCodes: ['090'] } })
    expect((await partner.execute(payToken)).errorCode).toBe('COMMON_BREAK_TIME_OF_BANK')
    expect((await partner.status(payToken)).payStatus).toBe('PAY_APPROVED')
    partner.mock.clock.advance(60_000)
    expect((await partner.execute(payToken)).resultType).toBe('SUCCESS')
    await payments.setUp({ bankBreak: { seconds: 60 } })
    expect((await partner.refund(payToken)).errorCode).toBe('COMMON_BREAK_TIME_OF_BANK')
    await payments.setUp({ bankBreak: null })
    expect((await partner.refund(payToken)).resultType).toBe('SUCCESS')
  })

  it('does not concern other banks, cards, or a payment that offers a card', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    await payments.setUp({ bankBreak: { seconds: 60, bankCodes: ['090'] } })
    const otherBank = await partner.make({ enablePayMethods: 'TOSS_MONEY' })
    await payments.approve(otherBank, { bankCode: '004' })
    expect((await partner.execute(otherBank)).resultType).toBe('SUCCESS')
    await payments.setUp({ bankBreak: { seconds: 60 } })
    const card = await partner.make()
    await payments.approve(card, { payMethod: 'CARD' })
    expect((await partner.execute(card)).resultType).toBe('SUCCESS')
    expect((await partner.refund(card)).resultType).toBe('SUCCESS')
  })
})

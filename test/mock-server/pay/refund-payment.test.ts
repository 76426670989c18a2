import { describe, expect, it } from 'vitest'
import { startPartner } from './partner.js'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('refund-payment', () => {
  it('gives the whole amount back, with every field of the guide', async () => {
    await using partner = await startPartner()
    const { mock } = partner
    const payToken = await partner.make()
    await mock.toss.payments.approve(payToken, { bankCode: '092', discount: 1_000, points: 500 })
    const paid = (await partner.execute(payToken)).success
    mock.clock.freeze()
    mock.clock.set(new Date('2045-04-17T15:00:00Z'))
    const { success } = await partner.refund(payToken)
    expect(success).toEqual({
      refundNo: expect.stringMatching(uuid),
      approvalTime: '2045-04-18 00:00:00',
      cashReceiptMgtKey: null,
      refundableAmount: 0,
      discountedAmount: 0,
      paidAmount: 23_500,
      refundedAmount: 25_000,
      refundedDiscountAmount: 1_500,
      refundedPaidAmount: 23_500,
      payToken,
      transactionId: expect.stringMatching(uuid),
      cardMethodType: null,
      cardNumber: null,
      cardUserType: null,
      cardNum4Print: null,
      cardBinNumber: null,
      accountBankCode: '092',
      accountBankName: '토스뱅크',
      accountNumber: paid.accountNumber,
    })
    expect(success.transactionId).not.toBe(paid.transactionId)
    expect(await mock.toss.payments.totals()).toEqual({ paid: 25_000, refunded: 25_000 })
  })

  it('names the card that gets the money back', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make({ enablePayMethods: 'CARD' })
    await partner.mock.toss.payments.approve(payToken)
    const { cardNumber, cardBinNumber, cardNum4Print } = (await partner.execute(payToken)).success
    const card = { cardMethodType: 'CREDIT', cardUserType: 'PERSONAL', cardNumber, cardBinNumber, cardNum4Print }
    expect((await partner.refund(payToken)).success).toMatchObject({ ...card, accountNumber: null })
  })

  it('refunds once: a second call is refused, and changes nothing', async () => {
    await using partner = await startPartner()
    const payToken = await partner.paid()
    await partner.refund(payToken)
    const before = await partner.status(payToken)
    expect((await partner.refund(payToken)).errorCode).toBe('REFUND_ALREADY_REFUNDED')
    expect(await partner.status(payToken)).toEqual(before)
    expect(await partner.mock.toss.payments.totals()).toEqual({ paid: 25_000, refunded: 25_000 })
  })

  it('refunds nothing that was not paid', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    const payToken = await partner.make()
    expect((await partner.refund(payToken)).errorCode).toBe('TRANSACTION_NOT_COMPLETE')
    await payments.approve(payToken)
    expect((await partner.refund(payToken)).errorCode).toBe('TRANSACTION_NOT_COMPLETE')
    await payments.hold(payToken)
    await partner.execute(payToken)
    expect((await partner.refund(payToken)).errorCode).toBe('TRANSACTION_NOT_COMPLETE')
    await payments.cancel(payToken, { by: 'TOSS' })
    expect((await partner.refund(payToken)).errorCode).toBe('COMMON_REFUND_ERROR')
    expect(await payments.totals()).toEqual({ paid: 0, refunded: 0 })
  })

  it('refunds nothing after settlement, of the payment or of its refund', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    const settled = await partner.paid()
    await payments.settle(settled)
    expect((await partner.refund(settled)).errorCode).toBe('COMMON_REFUND_ERROR')
    const refunded = await partner.paid()
    await partner.refund(refunded)
    await payments.settle(refunded)
    expect((await partner.refund(refunded)).errorCode).toBe('REFUND_ALREADY_REFUNDED')
  })

  it.each([
    ['Hangul, spaces and every special character', '단순 변심_-:.^@()[]#/!%?&', 200],
    ['55 characters', '가'.repeat(55), 200],
    ['56 characters', '가'.repeat(56), 400],
    ['another character', '변심;', 400],
    ['an empty text', '', 400],
    ['nothing', undefined, 400],
  ])('judges the reason: %s', async (_, reason, status) => {
    await using partner = await startPartner()
    const payToken = await partner.paid()
    expect((await partner.refund(payToken, { reason })).status).toBe(status)
    if (status === 200) expect(await partner.mock.toss.payments.get(payToken)).toMatchObject({ refundReason: reason })
  })

  it('ignores an amount: it is the whole payment or nothing', async () => {
    await using partner = await startPartner()
    const payToken = await partner.paid()
    expect((await partner.refund(payToken, { amount: 1 })).success.refundedAmount).toBe(25_000)
  })
})

describe('a refund on hold', () => {
  it('answers HTTP_TIMEOUT, and gives the money back when it is completed', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    const payToken = await partner.paid()
    await payments.hold(payToken)
    expect(await partner.refund(payToken)).toMatchObject({ status: 200, resultType: 'HTTP_TIMEOUT', success: null })
    expect(await partner.status(payToken)).toMatchObject({
      payStatus: 'REFUND_PROGRESS',
      refundableAmount: 0,
      transactions: [{ stepType: 'PAY' }],
    })
    expect(await payments.totals()).toEqual({ paid: 25_000, refunded: 0 })
    expect((await partner.refund(payToken)).errorCode).toBe('COMMON_REFUND_ERROR')
    expect(await payments.complete(payToken)).toMatchObject({ status: 'REFUND_SUCCESS', refundReason: '단순 변심' })
    expect(await payments.totals()).toEqual({ paid: 25_000, refunded: 25_000 })
    expect((await partner.refund(payToken)).errorCode).toBe('REFUND_ALREADY_REFUNDED')
  })
})

describe('a cash receipt', () => {
  it('is issued where the payment offers one and the user wants it, and cancelled with the refund', async () => {
    await using partner = await startPartner()
    const payToken = await partner.paid({ cashReceipt: true, cashReceiptTradeOption: 'CULTURE' })
    const { execution } = await partner.mock.toss.payments.get(payToken)
    expect(execution?.cashReceiptMgtKey).toMatch(/^\d{12}$/)
    const { cashReceiptMgtKey } = (await partner.refund(payToken)).success
    expect(cashReceiptMgtKey).toMatch(/^\d{12}$/)
    expect(cashReceiptMgtKey).not.toBe(execution?.cashReceiptMgtKey)
  })

  it('is not issued for a card, or to a user who does not want it', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    for (const options of [{ payMethod: 'CARD' as const }, { cashReceipt: false }]) {
      const payToken = await partner.make({ cashReceipt: true })
      await payments.approve(payToken, options)
      expect((await partner.execute(payToken)).success.cashReceiptMgtKey).toBeNull()
    }
  })
})

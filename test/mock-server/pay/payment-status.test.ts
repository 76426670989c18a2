import { describe, expect, it } from 'vitest'
import { startPartner } from './partner.js'

describe('get-payment-status', () => {
  it('tells of a payment in full: made, paid by card with a discount and points, refunded', async () => {
    await using partner = await startPartner()
    const { clock, toss } = partner.mock
    clock.freeze()
    clock.set(new Date('2045-12-31T14:59:58Z'))
    const payToken = await partner.make({ orderNo: 'order-1', amount: 60_000 })
    const made = await partner.status(payToken)
    expect(made).toEqual({
      mode: 'TEST',
      payToken,
      orderNo: 'order-1',
      payStatus: 'PAY_STANDBY',
      payMethod: null,
      amount: 60_000,
      discountedAmount: 0,
      discountAmountV2: 0,
      paidPointV2: 0,
      paidAmount: 0,
      refundableAmount: 0,
      amountTaxable: 54_545,
      amountTaxFree: 0,
      amountVat: 5_455,
      amountServiceFee: 0,
      disposableCupDeposit: 0,
      accountBankCode: null,
      accountBankName: null,
      accountNumber: null,
      card: null,
      transactions: [],
      createdTs: '2045-12-31 23:59:58',
      paidTs: null,
    })

    await toss.payments.approve(payToken, { installmentMonths: 12, noInterest: true, discount: 3_000, points: 2_000 })
    expect(await partner.status(payToken)).toEqual({ ...made, payStatus: 'PAY_APPROVED', payMethod: 'CARD' })

    clock.advance(2_000)
    const executed = (await partner.execute(payToken)).success
    const pay = {
      stepType: 'PAY',
      transactionId: executed.transactionId,
      paidAmount: 55_000,
      transactionAmount: 60_000,
      discountedAmount: 5_000,
      pointAmount: 2_000,
      regTs: '2046-01-01 00:00:00',
    }
    const paid = {
      ...made,
      payStatus: 'PAY_COMPLETE',
      payMethod: 'CARD',
      discountedAmount: 5_000,
      discountAmountV2: 3_000,
      paidPointV2: 2_000,
      paidAmount: 55_000,
      refundableAmount: 60_000,
      card: {
        noInterest: true,
        spreadOut: 12,
        cardAuthorizationNo: executed.cardAuthorizationNo,
        cardMethodType: 'CREDIT',
        cardUserType: 'PERSONAL',
        cardNumber: executed.cardNumber,
        cardBinNumber: executed.cardBinNumber,
        cardNum4Print: executed.cardNum4Print,
        salesCheckLinkUrl: executed.salesCheckLinkUrl,
        cardCompanyName: executed.cardCompanyName,
        cardCompanyCode: Number(executed.cardCompanyCode),
      },
      transactions: [pay],
      paidTs: '2046-01-01 00:00:00',
    }
    expect(await partner.status(payToken)).toEqual(paid)

    clock.advance(60_000)
    const refunded = (await partner.refund(payToken)).success
    const refund = {
      ...pay,
      stepType: 'REFUND',
      transactionId: refunded.transactionId,
      transactionAmount: -60_000,
      regTs: '2046-01-01 00:01:00',
    }
    const back = { ...paid, payStatus: 'REFUND_SUCCESS', refundableAmount: 0, transactions: [pay, refund] }
    expect(await partner.status(payToken)).toEqual(back)

    await toss.payments.settle(payToken)
    expect(await partner.status(payToken)).toEqual({ ...back, payStatus: 'SETTLEMENT_REFUND_COMPLETE' })
  })

  it('finds a payment by orderNo, by payToken, and by payToken where the two differ', async () => {
    await using partner = await startPartner()
    const one = await partner.make({ orderNo: 'one' })
    const two = await partner.make({ orderNo: 'two' })
    const ask = async (body: object) => {
      const { success, errorCode } = await partner.call('pay.getPaymentStatus', { isTestPayment: true, ...body })
      return errorCode ?? success.payToken
    }
    expect(await ask({ orderNo: 'one' })).toBe(one)
    expect(await ask({ payToken: two })).toBe(two)
    expect(await ask({ payToken: two, orderNo: 'two' })).toBe(two)
    expect(await ask({ payToken: two, orderNo: 'one' })).toBe(two)
    expect(await ask({ orderNo: 'three' })).toBe('TRANSACTION_NOT_FOUND')
    expect(await ask({ payToken: 'unknown', orderNo: 'one' })).toBe('TRANSACTION_NOT_FOUND')
    expect(await ask({})).toBe('INVALID_PARAMETER')
  })

  it('tells of a settled payment that nothing can be refunded', async () => {
    await using partner = await startPartner()
    const payToken = await partner.paid()
    await partner.mock.toss.payments.settle(payToken)
    expect(await partner.status(payToken)).toMatchObject({
      payStatus: 'SETTLEMENT_COMPLETE',
      paidAmount: 25_000,
      refundableAmount: 0,
    })
  })

  it('changes nothing', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make()
    partner.mock.clock.freeze()
    const before = await partner.mock.toss.payments.get(payToken)
    await partner.status(payToken)
    expect(await partner.mock.toss.payments.get(payToken)).toEqual(before)
  })
})

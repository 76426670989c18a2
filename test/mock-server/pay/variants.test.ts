import { describe, expect, it } from 'vitest'
import { makeRequest, startPartner } from './partner.js'

describe('pay.isTestPayment = true-is-live', () => {
  it('turns mode around', async () => {
    await using partner = await startPartner({ variants: { 'pay.isTestPayment': 'true-is-live' } })
    const payToken = await partner.make({ isTestPayment: true })
    expect((await partner.status(payToken)).mode).toBe('LIVE')
    await partner.mock.toss.payments.approve(payToken)
    expect((await partner.execute(payToken, { isTestPayment: false })).errorCode).toBe('COMMON_INVALID_API_KEY')
    expect((await partner.execute(payToken)).success.mode).toBe('LIVE')
  })
})

describe('pay.refundReason = optional', () => {
  it('refunds without a reason, and still judges one that is sent', async () => {
    await using partner = await startPartner({ variants: { 'pay.refundReason': 'optional' } })
    const payToken = await partner.paid()
    expect((await partner.refund(payToken, { reason: ';' })).errorCode).toBe('INVALID_PARAMETER')
    expect((await partner.refund(payToken, { reason: undefined })).resultType).toBe('SUCCESS')
    expect(await partner.mock.toss.payments.get(payToken)).toMatchObject({ refundReason: null })
  })
})

describe('pay.orderNoReuse = until-approved', () => {
  const variants = { 'pay.orderNoReuse': 'until-approved' } as const

  it('gives an orderNo to a new payment while the user has not approved the old one, which is cancelled', async () => {
    await using partner = await startPartner({ variants })
    const { payments } = partner.mock.toss
    const first = await partner.make({ orderNo: 'again' })
    const second = await partner.make({ orderNo: 'again' })
    expect(await payments.get('again')).toMatchObject({ payToken: second })
    expect(await payments.get(first)).toMatchObject({ status: 'PAY_CANCEL', cancellation: { by: 'NEW_PAYMENT' } })
    await expect(payments.approve(first)).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    expect((await partner.execute(first)).errorCode).toBe('PAY_ITS_NOT_ABLE_TO_PAY')
    await payments.approve(second)
    expect((await partner.execute(second)).resultType).toBe('SUCCESS')
  })

  it('does so too where the old one was cancelled or expired before it was approved', async () => {
    await using partner = await startPartner({ variants })
    const cancelled = await partner.make({ orderNo: 'again' })
    await partner.mock.toss.payments.cancel(cancelled)
    const expired = await partner.make({ orderNo: 'again' })
    partner.mock.clock.advance(15 * 60_000)
    await partner.make({ orderNo: 'again' })
    expect(await partner.mock.toss.payments.get(cancelled)).toMatchObject({ cancellation: { by: 'USER' } })
    expect(await partner.mock.toss.payments.get(expired)).toMatchObject({ cancellation: { by: 'EXPIRY' } })
  })

  it.each(['approved', 'cancelled after that', 'expired after that'])('never does once it was %s', async (what) => {
    await using partner = await startPartner({ variants })
    const { clock, toss } = partner.mock
    const payToken = await partner.make({ orderNo: 'again' })
    await toss.payments.approve(payToken)
    if (what.startsWith('cancelled')) await toss.payments.cancel(payToken)
    if (what.startsWith('expired')) clock.advance(15 * 60_000)
    const refused = await partner.call('pay.makePayment', makeRequest({ orderNo: 'again' }))
    expect(refused.errorCode).toBe('PAYMENT_EXISTING_PAYMENT')
  })
})

describe('null in an optional field', () => {
  const nulls = {
    amountTaxable: null,
    amountVat: null,
    amountServiceFee: null,
    enablePayMethods: null,
    cashReceipt: null,
    cashReceiptTradeOption: null,
    installment: null,
  }

  it('is the same as to leave it out, as JVM clients mean it', async () => {
    await using partner = await startPartner()
    const made = await partner.call('pay.makePayment', { ...makeRequest(), ...nulls })
    expect(made.resultType).toBe('SUCCESS')
    const { payToken } = made.success
    const seen = await partner.call('pay.getPaymentStatus', { payToken, orderNo: null, isTestPayment: true })
    expect(seen.success).toMatchObject({ amountTaxable: 22_727, amountVat: 2_273, amountServiceFee: 0 })
    await partner.mock.toss.payments.approve(payToken)
    expect((await partner.execute(payToken, { orderNo: null })).resultType).toBe('SUCCESS')
    expect(partner.mock.journal.exchanges().flatMap(({ violations }) => violations)).toEqual([])
    const neither = { payToken: null, orderNo: null, isTestPayment: true }
    expect((await partner.call('pay.getPaymentStatus', neither)).errorCode).toBe('INVALID_PARAMETER')
    expect((await partner.call('pay.makePayment', { ...makeRequest(), amountTaxFree: null })).errorCode).toBe(
      'INVALID_PARAMETER',
    )
  })

  it('is INVALID_PARAMETER with pay.nullFields = refused, but where the guide allows it', async () => {
    await using partner = await startPartner({ variants: { 'pay.nullFields': 'refused' } })
    const refused = await partner.call('pay.makePayment', { ...makeRequest(), ...nulls })
    expect(refused.errorCode).toBe('INVALID_PARAMETER')
    const fields = partner.mock.journal
      .exchanges()
      .at(-1)
      ?.violations.map(({ field }) => field)
    expect([...new Set(fields)].map((field) => field.replace('request.body.', ''))).toEqual([
      'amountTaxable',
      'amountVat',
      'amountServiceFee',
      'cashReceiptTradeOption',
      'installment',
    ])
    const allowed = { ...makeRequest(), enablePayMethods: null, cashReceipt: null }
    expect((await partner.call('pay.makePayment', allowed)).resultType).toBe('SUCCESS')
  })
})

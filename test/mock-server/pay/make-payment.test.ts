import { describe, expect, it } from 'vitest'
import { makeRequest, otherUser, startPartner } from './partner.js'

describe('make-payment', () => {
  it('gives a payToken of 22 letters and digits, and a payment that waits for its user', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make({ orderNo: '20250417-2' })
    expect(payToken).toMatch(/^[A-Za-z0-9]{22}$/)
    expect(await partner.status(payToken)).toMatchObject({
      orderNo: '20250417-2',
      payStatus: 'PAY_STANDBY',
      mode: 'TEST',
    })
    expect(await partner.make()).not.toBe(payToken)
  })

  it.each([
    ['nothing but what is required', { amount: 25_000 }, [22_727, 0, 2_273, 0]],
    ['amountTaxable without amountVat', { amount: 25_000, amountTaxable: 25_000 }, [22_727, 0, 2_273, 0]],
    ['a VAT that rounds up', { amount: 12 }, [10, 0, 2, 0]],
    ['nothing to tax', { amount: 10, amountTaxFree: 10 }, [0, 10, 0, 0]],
    [
      'a service charge',
      { amount: 30_000, amountTaxFree: 4_000, amountServiceFee: 1_000 },
      [22_727, 4_000, 2_273, 1_000],
    ],
  ])('fills the amounts in: %s', async (_, amounts, [amountTaxable, amountTaxFree, amountVat, amountServiceFee]) => {
    await using partner = await startPartner()
    const payToken = await partner.make(amounts)
    const { amount } = amounts
    const expected = { amount, amountTaxable, amountTaxFree, amountVat, amountServiceFee }
    expect(await partner.status(payToken)).toMatchObject(expected)
  })

  it.each([
    ['orderNo', 'an empty text', { orderNo: '' }],
    ['orderNo', '51 characters', { orderNo: 'a'.repeat(51) }],
    ['orderNo', 'a space', { orderNo: 'order 1' }],
    ['orderNo', 'Hangul', { orderNo: '주문' }],
    ['productDesc', 'an empty text', { productDesc: '' }],
    ['productDesc', 'blanks', { productDesc: ' \t ' }],
    ['productDesc', 'a backslash', { productDesc: 'a\\b' }],
    ['productDesc', 'a double quote', { productDesc: 'a"b' }],
    ['productDesc', '256 characters', { productDesc: '가'.repeat(256) }],
    ['amount', 'nothing to pay', { amount: 0 }],
    ['amount', 'text', { amount: '25000' }],
    ['amount', 'a fraction', { amount: 1.5 }],
    ['amount', 'more than 32 bits', { amount: 2 ** 31 }],
    ['amountTaxFree', 'nothing', { amountTaxFree: undefined }],
    ['amountTaxFree', 'a negative amount', { amountTaxFree: -1 }],
    ['enablePayMethods', 'an unknown method', { enablePayMethods: 'TOSS_POINT' }],
    ['cashReceipt', 'text', { cashReceipt: 'true' }],
    ['cashReceiptTradeOption', 'lower case', { cashReceiptTradeOption: 'general' }],
    ['installment', 'a boolean', { installment: true }],
    ['isTestPayment', 'nothing', { isTestPayment: undefined }],
  ])('answers 400 and names %s for %s in it', async (field, _, changes) => {
    await using partner = await startPartner()
    const { status, errorCode, error } = await partner.call('pay.makePayment', makeRequest(changes))
    expect({ status, errorCode }).toEqual({ status: 400, errorCode: 'INVALID_PARAMETER' })
    const { errorDetails = [] } = (error?.data ?? {}) as { errorDetails?: { field: string }[] }
    expect([...new Set(errorDetails.map((detail) => detail.field))]).toEqual([field])
    expect(await partner.mock.toss.payments.list()).toEqual([])
  })

  it('takes an orderNo of 50 characters and every special one, and a productDesc of 255 characters', async () => {
    await using partner = await startPartner()
    const orderNo = `_-:.^@${'a'.repeat(44)}`
    const payToken = await partner.make({ orderNo, productDesc: '가'.repeat(255) })
    expect(await partner.mock.toss.payments.get(orderNo)).toMatchObject({ payToken, productDesc: '가'.repeat(255) })
  })

  it.each([
    ['more than the amount', { amountTaxable: 25_000, amountVat: 2_500 }],
    ['less than the amount', { amountTaxable: 20_000, amountVat: 2_000 }],
    ['a tax-free part above the amount', { amountTaxFree: 25_001 }],
  ])('refuses parts that make %s, and keeps the orderNo free', async (_, changes) => {
    await using partner = await startPartner()
    const refused = await partner.call('pay.makePayment', makeRequest(changes))
    expect(refused.errorCode).toBe('COMMON_INVALID_PARAMETER')
    const [entry] = partner.mock.journal.exchanges({ limit: 1 })
    expect(entry?.because).toContain('do not add up to 25000')
    await partner.make({ orderNo: 'order' })
  })

  it('refuses an orderNo that was used, in the sandbox or live, by this user or another, cancelled or expired', async () => {
    await using partner = await startPartner()
    const again = (changes = {}, caller = {}) =>
      partner.call('pay.makePayment', makeRequest({ orderNo: 'used', ...changes }), caller)
    const payToken = await partner.make({ orderNo: 'used' })
    expect((await again()).errorCode).toBe('PAYMENT_EXISTING_PAYMENT')
    expect((await again({ isTestPayment: false })).errorCode).toBe('PAYMENT_EXISTING_PAYMENT')
    expect((await again({}, await otherUser(partner))).errorCode).toBe('PAYMENT_EXISTING_PAYMENT')
    await partner.mock.toss.payments.cancel(payToken)
    expect((await again()).errorCode).toBe('PAYMENT_EXISTING_PAYMENT')
    partner.mock.clock.advance(3_600_000)
    expect((await again()).errorCode).toBe('PAYMENT_EXISTING_PAYMENT')
    await partner.make({ orderNo: 'USED' })
  })

  it('gives the same tokens for the same seed, and others for another', async () => {
    const first = async (seed: string) => {
      await using partner = await startPartner({ seed })
      return partner.make()
    }
    expect(await first('one')).toBe(await first('one'))
    expect(await first('one')).not.toBe(await first('two'))
  })
})

describe('the user of a payment', () => {
  it('can be named by anonymous key, without ever logging in, and is the same by userKey', async () => {
    await using partner = await startPartner()
    const { anonKey, userKey } = await partner.mock.toss.users.create({ name: '박토스' })
    const payToken = await partner.make({}, { anonKey })
    expect(await partner.mock.toss.payments.get(payToken)).toMatchObject({ userKey })
    const body = { payToken, isTestPayment: true }
    expect((await partner.call('pay.getPaymentStatus', body, { anonKey })).resultType).toBe('SUCCESS')
    expect((await partner.call('pay.getPaymentStatus', body, { userKey })).errorCode).toBe('4010')
    await partner.mock.toss.logIn({ userKey })
    expect((await partner.call('pay.getPaymentStatus', body, { userKey })).resultType).toBe('SUCCESS')
  })

  it.each([
    ['none', {}],
    ['both', { 'x-toss-user-key': '1', 'x-anon-key': 'a' }],
    ['x-user-key', { 'x-user-key': '1' }],
  ])('must be named by exactly one header: %s', async (_, headers) => {
    await using partner = await startPartner()
    expect((await partner.call('pay.makePayment', makeRequest(), { headers })).errorCode).toBe('4010')
  })
})

describe('the payments of a mini-app', () => {
  it('are its own: another one can use the same orderNo, and does not know its payTokens', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make({ orderNo: 'shared' })
    const other = partner.mock.tossSide('other-mini-app')
    expect(await other.payments.list()).toEqual([])
    await expect(other.payments.get(payToken)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(other.payments.approve('shared')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })
})

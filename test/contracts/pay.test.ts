import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { banks, cardCompanies, checkRequest, payAmounts, payStatuses } from '../../contracts/index.js'

describe('payAmounts', () => {
  it('works out tax as the public Toss Pay sample has it', () => {
    const sample = { amount: 25_000, amountTaxFree: 0, amountTaxable: 22_727, amountVat: 2_273, amountServiceFee: 0 }
    expect(payAmounts(sample)).toEqual(sample)
    expect(payAmounts({ amount: 25_000, amountTaxFree: 0 })).toEqual(sample)
    expect(payAmounts({ amount: 25_000, amountTaxFree: 0, amountTaxable: 25_000 })).toEqual(sample)
    expect(payAmounts({ amount: 25_000, amountTaxFree: 0, amountVat: 2_273 })).toEqual(sample)
  })

  it('rounds the VAT up', () => {
    expect(payAmounts({ amount: 10, amountTaxFree: 0 })).toMatchObject({ amountTaxable: 9, amountVat: 1 })
    expect(payAmounts({ amount: 12, amountTaxFree: 0 })).toMatchObject({ amountTaxable: 10, amountVat: 2 })
  })

  it('leaves out what is tax-free and the service charge', () => {
    expect(payAmounts({ amount: 30_000, amountTaxFree: 30_000 })).toMatchObject({ amountTaxable: 0, amountVat: 0 })
    expect(payAmounts({ amount: 30_000, amountTaxFree: 4_000, amountServiceFee: 1_000 })).toMatchObject({
      amountTaxable: 22_727,
      amountVat: 2_273,
    })
  })

  it.each([
    ['more tax-free than there is', { amount: 10, amountTaxFree: 11 }],
    ['parts that exceed the amount', { amount: 10, amountTaxFree: 0, amountTaxable: 10, amountVat: 1 }],
    ['parts that fall short of it', { amount: 10, amountTaxFree: 0, amountTaxable: 8, amountVat: 1 }],
    ['a taxable part without VAT that falls short', { amount: 10, amountTaxFree: 0, amountTaxable: 9 }],
    ['more VAT than there is', { amount: 10, amountTaxFree: 0, amountVat: 11 }],
    ['a service charge above the amount', { amount: 10, amountTaxFree: 5, amountServiceFee: 6 }],
  ])('refuses %s', (_, request) => {
    expect(payAmounts(request)).toBeNull()
  })

  it('never makes or loses a won, and never gives a negative part', () => {
    const won = fc.nat({ max: 10_000_000 })
    const maybe = fc.option(won, { nil: undefined })
    fc.assert(
      fc.property(
        won,
        won,
        maybe,
        maybe,
        maybe,
        (amount, amountTaxFree, amountTaxable, amountVat, amountServiceFee) => {
          const amounts = payAmounts({ amount, amountTaxFree, amountTaxable, amountVat, amountServiceFee })
          if (amounts === null) return
          const { amount: whole, ...parts } = amounts
          expect(whole).toBe(amount)
          expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(amount)
          expect(Math.min(...Object.values(parts))).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })

  it('gives an answer that, sent back in full, means the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.nat({ max: 10_000_000 }), (amount, taxFree) => {
        const amounts = payAmounts({ amount, amountTaxFree: Math.min(amount, taxFree) })
        expect(amounts).not.toBeNull()
        if (amounts !== null) expect(payAmounts(amounts)).toEqual(amounts)
      }),
    )
  })
})

describe('the tables of Toss Pay', () => {
  it('have each bank and each card company once', () => {
    expect(new Set(banks.map(({ code }) => code)).size).toBe(banks.length)
    expect(banks.filter(({ code }) => !/^\d{3}$/.test(code))).toEqual([])
    expect(new Set(cardCompanies.map(({ code }) => code)).size).toBe(cardCompanies.length)
    expect(new Set(cardCompanies.map(({ name }) => name)).size).toBe(cardCompanies.length)
  })

  it('name the account of the published sample', () => {
    expect(banks).toContainEqual({ code: '092', name: '토스뱅크' })
  })

  it('know nine statuses', () => {
    expect(new Set(payStatuses).size).toBe(9)
  })
})

describe('the patterns of Toss Pay', () => {
  const body = { orderNo: 'a', productDesc: 'a', amount: 1, amountTaxFree: 0, isTestPayment: true }
  const headers = { 'x-toss-user-key': '1' }

  it('take every character that the guide allows in an orderNo, and no other printable one', () => {
    const allowed: string[] = []
    for (let code = 0x20; code < 0x7f; code++) {
      const orderNo = String.fromCharCode(code)
      if (checkRequest('pay.makePayment', { headers, body: { ...body, orderNo } }).length === 0) allowed.push(orderNo)
    }
    expect(allowed.join('')).toBe('-.0123456789:@ABCDEFGHIJKLMNOPQRSTUVWXYZ^_abcdefghijklmnopqrstuvwxyz')
  })

  it('take 255 Korean characters as productDesc, an emoji counted as one', () => {
    const productDesc = `${'가'.repeat(254)}🎁`
    expect(checkRequest('pay.makePayment', { headers, body: { ...body, productDesc } })).toEqual([])
  })

  it('judge a megabyte of text at once', () => {
    // Minutes, where an expression tries every way to match it.
    for (const productDesc of [' '.repeat(1_000_000), `${'a '.repeat(500_000)}"`]) {
      expect(checkRequest('pay.makePayment', { headers, body: { ...body, productDesc } })).not.toEqual([])
    }
    const reason = `${'가 '.repeat(500_000)}$`
    const refund = { payToken: 'a', reason, isTestPayment: true }
    expect(checkRequest('pay.refundPayment', { headers, body: refund })).not.toEqual([])
  })
})

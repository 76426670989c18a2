import { describe, expect, it } from 'vitest'
import { banks, cardCompanies, payStatuses } from '../../../contracts/index.js'
import { payArrows } from '../../../mock-server/world/payment-states.js'
import { startPartner } from './partner.js'

describe('approve', () => {
  it('takes a payToken or an orderNo, and the first account by default', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    await partner.make({ orderNo: 'mine' })
    const approved = await payments.approve('mine')
    const { accounts } = await payments.wallet(partner.userKey)
    expect(approved).toMatchObject({
      status: 'PAY_APPROVED',
      approval: { means: { payMethod: 'TOSS_MONEY', account: accounts[0] }, discount: 0, points: 0 },
    })
  })

  it.each([
    ['what is offered', { enablePayMethods: 'CARD' as const }, {}, 'CARD'],
    ['a card where instalments are wanted', {}, { installmentMonths: 2 }, 'CARD'],
    ['an account where a bank is named', {}, { bankCode: '088' }, 'TOSS_MONEY'],
    ['what is named', {}, { payMethod: 'CARD' as const }, 'CARD'],
  ])('pays by %s', async (_, order, options, payMethod) => {
    await using partner = await startPartner()
    const payToken = await partner.make({ amount: 50_000, ...order })
    expect(await partner.mock.toss.payments.approve(payToken, options)).toMatchObject({
      approval: { means: { payMethod } },
    })
  })

  it('takes a credit card for instalments, also where the user has a check card of that company', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    const { cards } = await payments.wallet(partner.userKey)
    for (const { code: companyCode } of cardCompanies) {
      const payToken = await partner.make({ amount: 50_000 })
      expect(await payments.approve(payToken, { card: { companyCode }, installmentMonths: 3 })).toMatchObject({
        approval: { means: { card: { companyCode, methodType: 'CREDIT' } } },
      })
    }
    expect(cards.map(({ methodType }) => methodType)).toContain('CHECK')
  })

  it.each([
    ['payMethod', { enablePayMethods: 'CARD' as const }, { payMethod: 'TOSS_MONEY' as const }],
    ['payMethod', {}, { payMethod: 'CASH' as never }],
    ['bankCode', {}, { bankCode: '999' }],
    ['bankCode', {}, { payMethod: 'CARD' as const, bankCode: '092' }],
    ['card', {}, { payMethod: 'TOSS_MONEY' as const, card: {} }],
    ['card.companyCode', {}, { card: { companyCode: 9 } }],
    ['card.methodType', {}, { card: { methodType: 'DEBIT' as never } }],
    ['card.userType', {}, { card: { userType: 'FAMILY' as never } }],
    ['installmentMonths', {}, { installmentMonths: 1 }],
    ['installmentMonths', {}, { installmentMonths: 25 }],
    ['installmentMonths', { amount: 49_999 }, { installmentMonths: 3 }],
    ['installmentMonths', { installment: 'NOT_USE' as const }, { installmentMonths: 3 }],
    ['installmentMonths', {}, { installmentMonths: 3, card: { methodType: 'CHECK' as const } }],
    ['noInterest', {}, { payMethod: 'CARD' as const, noInterest: true }],
    ['discount', {}, { discount: -1 }],
    ['points', {}, { points: 0.5 }],
    ['discount', {}, { discount: 40_000, points: 20_001 }],
    ['cashReceipt', {}, { cashReceipt: true }],
    ['cashReceipt', { cashReceipt: true }, { cashReceipt: true, payMethod: 'CARD' as const }],
  ])('refuses a choice that the app would not offer, and names %s: %j %j', async (option, order, options) => {
    await using partner = await startPartner()
    const payToken = await partner.make({ amount: 60_000, ...order })
    const refused = partner.mock.toss.payments.approve(payToken, options)
    await expect(refused).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
    await expect(refused).rejects.toThrow(new RegExp(`^${option.replace('.', '\\.')} `))
    expect((await partner.status(payToken)).payStatus).toBe('PAY_STANDBY')
  })

  it('refuses a user who left Toss', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make()
    await partner.mock.toss.unlink(partner.userKey, { referrer: 'WITHDRAWAL_TOSS' })
    await expect(partner.mock.toss.payments.approve(payToken)).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    expect((await partner.execute(payToken)).errorCode).toBe('4010')
  })

  it('lets discount and points pay everything', async () => {
    await using partner = await startPartner()
    const payToken = await partner.make()
    await partner.mock.toss.payments.approve(payToken, { discount: 20_000, points: 5_000 })
    expect((await partner.execute(payToken)).success).toMatchObject({ discountedAmount: 25_000, paidAmount: 0 })
  })
})

describe('a user’s wallet', () => {
  it('has accounts and cards of the published tables, masked, and stays the same', async () => {
    await using partner = await startPartner()
    const { users, payments } = partner.mock.toss
    const names = new Map<string | number, string>([
      ...banks.map(({ code, name }) => [code, name] as const),
      ...cardCompanies.map(({ code, name }) => [code, name] as const),
    ])
    const seen = new Set<string>()
    for (let person = 0; person < 30; person++) {
      const { userKey } = await users.create()
      const wallet = await payments.wallet(userKey)
      expect(await payments.wallet(userKey)).toEqual(wallet)
      for (const { bankCode, bankName, accountNumber } of wallet.accounts) {
        expect(bankName).toBe(names.get(bankCode))
        expect(accountNumber).toMatch(/^\d{3}\*{6,8}\d{3}$/)
      }
      for (const card of wallet.cards) {
        expect(card.companyName).toBe(names.get(card.companyCode))
        expect(card.number).toMatch(/^[459]\d{7}\*{4}\d{3}\*$/)
      }
      expect(wallet.cards[0]).toMatchObject({ methodType: 'CREDIT', userType: 'PERSONAL' })
      seen.add(JSON.stringify(wallet))
    }
    expect(seen.size).toBe(30)
  })

  it('follows from the seed', async () => {
    const wallet = async (seed: string) => {
      await using partner = await startPartner({ seed })
      return partner.mock.toss.payments.wallet(partner.userKey)
    }
    expect(await wallet('one')).toEqual(await wallet('one'))
    expect(await wallet('one')).not.toEqual(await wallet('two'))
  })

  it('uses the same account and card each time, also those that were asked for by name', async () => {
    await using partner = await startPartner()
    const pay = async (options: object) => {
      const payToken = await partner.make()
      await partner.mock.toss.payments.approve(payToken, options)
      const { accountNumber, cardNumber } = (await partner.execute(payToken)).success
      return accountNumber ?? cardNumber
    }
    for (const options of [
      {},
      { bankCode: '007' },
      { bankCode: '888' },
      { payMethod: 'CARD' },
      { card: { companyCode: 10, methodType: 'PREPAYMENT', userType: 'CORP_COMPANY' } },
    ]) {
      expect(await pay(options)).toBe(await pay(options))
    }
  })

  it('belongs to a user that the mini-app knows', async () => {
    await using partner = await startPartner()
    await expect(partner.mock.toss.payments.wallet(1)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })
})

describe('the steps of the Toss side', () => {
  const all = ['approve', 'cancel', 'hold', 'complete', 'settle'] as const
  const possible: Record<string, readonly string[]> = {
    PAY_STANDBY: ['approve', 'cancel', 'hold'],
    PAY_APPROVED: ['cancel', 'hold'],
    PAY_PROGRESS: ['complete'],
    PAY_CANCEL: [],
    PAY_COMPLETE: ['hold', 'settle'],
    REFUND_PROGRESS: ['complete'],
    REFUND_SUCCESS: ['settle'],
    SETTLEMENT_COMPLETE: [],
    SETTLEMENT_REFUND_COMPLETE: [],
  }

  it.each(payStatuses)('are possible in %s as drawn, and refused otherwise with what is possible', async (status) => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    for (const step of all) {
      const payToken = await partner.bring(status)
      if (possible[status]?.includes(step)) {
        const { status: after } = await payments[step](payToken)
        expect([status, ...payArrows[status]]).toContain(after)
      } else {
        await expect(payments[step](payToken)).rejects.toMatchObject({
          code: 'ERR_CONFLICT',
          message: expect.stringMatching(
            new RegExp(`^${step}: the payment of order \\S+ is ${status}.*(possible: |final)`),
          ),
        })
        expect((await payments.get(payToken)).status).toBe(status)
      }
    }
  })

  it('name a payment that is not there', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    for (const ask of [payments.get, ...all.map((step) => payments[step])]) {
      await expect(ask('nothing')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    }
  })

  it('say who cancelled', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    expect(await payments.cancel(await partner.make())).toMatchObject({ cancellation: { by: 'USER' } })
    expect(await payments.cancel(await partner.make(), { by: 'TOSS' })).toMatchObject({ cancellation: { by: 'TOSS' } })
    const refused = payments.cancel(await partner.make(), { by: 'PARTNER' as never })
    await expect(refused).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })

  it('list payments in the order of their creation, page by page, as they are now', async () => {
    await using partner = await startPartner()
    const tokens: string[] = []
    for (let count = 0; count < 5; count++) tokens.push(await partner.make())
    const { clock, toss } = partner.mock
    await toss.payments.approve(tokens[0] as string)
    const page = await toss.payments.list({ after: tokens[1] as string, limit: 2 })
    expect(page.map(({ payToken }) => payToken)).toEqual(tokens.slice(2, 4))
    clock.advance(15 * 60_000)
    expect((await toss.payments.list()).map(({ status }) => status)).toEqual(Array(5).fill('PAY_CANCEL'))
  })
})

describe('the settings', () => {
  it('make every operation refuse an invalid merchant key, and are good again when it is', async () => {
    await using partner = await startPartner()
    const { payments } = partner.mock.toss
    const payToken = await partner.paid()
    await payments.setUp({ merchantKey: 'INVALID' })
    expect((await partner.refund(payToken)).errorCode).toBe('COMMON_INVALID_API_KEY')
    expect((await partner.execute(payToken)).errorCode).toBe('COMMON_INVALID_API_KEY')
    await payments.setUp({ bankBreak: { seconds: 60, bankCodes: ['092'] } })
    expect(await payments.settings()).toMatchObject({ merchantKey: 'INVALID', bankBreak: { bankCodes: ['092'] } })
    await payments.setUp({ merchantKey: 'VALID' })
    partner.mock.clock.advance(60_000)
    expect(await payments.settings()).toEqual({ merchantKey: 'VALID', bankBreak: null })
    expect((await partner.status(payToken)).payStatus).toBe('PAY_COMPLETE')
  })

  it.each([
    ['merchantKey', { merchantKey: 'WRONG' as never }],
    ['bankBreak.seconds', { bankBreak: { seconds: 0 } }],
    ['bankBreak.seconds', { bankBreak: { seconds: 0.5 } }],
    ['bankBreak.bankCodes', { bankBreak: { seconds: 1, bankCodes: ['92'] } }],
  ])('refuse a wrong %s', async (option, change) => {
    await using partner = await startPartner()
    await expect(partner.mock.toss.payments.setUp(change)).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining(option),
    })
  })
})

describe('autoApprove', () => {
  it('approves each payment as it is made, by what it offers', async () => {
    await using partner = await startPartner({ autoApprove: true })
    expect((await partner.execute(await partner.make())).success.payMethod).toBe('TOSS_MONEY')
    const card = await partner.make({ enablePayMethods: 'CARD' })
    expect((await partner.status(card)).payStatus).toBe('PAY_APPROVED')
    expect((await partner.execute(card)).success.payMethod).toBe('CARD')
  })

  it('is off by default', async () => {
    await using partner = await startPartner()
    expect((await partner.status(await partner.make())).payStatus).toBe('PAY_STANDBY')
  })
})

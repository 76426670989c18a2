import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkValue } from '../../../contracts/index.js'
import { controlRoutes } from '../../../mock-server/control/routes.js'
import { type Partner, startPartner } from './partner.js'

const payRoutes = controlRoutes.filter(({ tag }) => tag === 'pay')

let partner: Partner

beforeAll(async () => {
  partner = await startPartner({ controlPort: 0 })
})
afterAll(async () => {
  await partner[Symbol.asyncDispose]()
})

/** Calls a route, and checks its answer against its own description. */
async function control(operationId: string, { payment = '', query = '', body }: Parameters = {}) {
  const route = payRoutes.find((known) => known.operationId === operationId)
  if (route === undefined) throw new Error(`there is no route ${operationId}`)
  const path = route.path
    .replace('{miniApp}', partner.mock.appName)
    .replace('{payment}', encodeURIComponent(payment))
    .replace('{userKey}', String(partner.userKey))
  const response = await fetch(`${partner.mock.controlUrl}${path}${query}`, {
    method: route.method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into it
  const answer = (await response.json()) as any
  if (response.ok) expect(checkValue(route.answer, answer, 'answer')).toEqual([])
  return { status: response.status, answer }
}

interface Parameters {
  readonly payment?: string
  readonly query?: string
  readonly body?: unknown
}

describe('the control routes of Toss Pay', () => {
  it('approve, hold, complete and settle a payment, by payToken or orderNo', async () => {
    const payToken = await partner.make({ orderNo: 'a:1.^@b', amount: 60_000 })
    const body = { card: { companyCode: 3 }, installmentMonths: 3 }
    const approved = await control('approvePayment', { payment: 'a:1.^@b', body })
    expect(approved).toMatchObject({ status: 200, answer: { payToken, status: 'PAY_APPROVED' } })
    expect((await control('holdPayment', { payment: payToken })).answer.onHold).toBe(true)
    await partner.execute(payToken)
    expect((await control('completePayment', { payment: payToken })).answer.status).toBe('PAY_COMPLETE')
    expect((await control('settlePayment', { payment: payToken })).answer.status).toBe('SETTLEMENT_COMPLETE')
    expect((await control('getPayment', { payment: payToken })).answer.approval.means.card.companyName).toBe('삼성')
  })

  it('approve without a body, cancel, and refund a payment by hold and complete', async () => {
    const cancelled = await partner.make()
    const cancel = await control('cancelPayment', { payment: cancelled, body: { by: 'TOSS' } })
    expect(cancel.answer.cancellation.by).toBe('TOSS')
    const payToken = await partner.make()
    await control('approvePayment', { payment: payToken })
    await partner.execute(payToken)
    await control('holdPayment', { payment: payToken })
    await partner.refund(payToken)
    expect((await control('completePayment', { payment: payToken })).answer.status).toBe('REFUND_SUCCESS')
  })

  it('list payments, and say what was paid and refunded', async () => {
    const before = (await control('getPaymentTotals')).answer
    const payToken = await partner.paid()
    await partner.refund(payToken)
    expect((await control('getPaymentTotals')).answer).toEqual({
      paid: before.paid + 25_000,
      refunded: before.refunded + 25_000,
    })
    const { payments } = (await control('listPayments', { query: '?limit=1000' })).answer
    expect(payments.at(-1)).toMatchObject({ payToken, status: 'REFUND_SUCCESS' })
    const after = await control('listPayments', { query: `?limit=1&after=${payments.at(-2).payToken}` })
    expect(after.answer.payments).toEqual([payments.at(-1)])
  })

  it('change the settings', async () => {
    const set = await control('setUpPayments', { body: { merchantKey: 'INVALID', bankBreak: { seconds: 60 } } })
    expect(set.answer).toMatchObject({ merchantKey: 'INVALID', bankBreak: { bankCodes: null } })
    expect((await control('getPaymentSettings')).answer).toEqual(set.answer)
    await control('setUpPayments', { body: { merchantKey: 'VALID', bankBreak: null } })
    expect((await control('getPaymentSettings')).answer).toEqual({ merchantKey: 'VALID', bankBreak: null })
  })

  it('show a user’s accounts and cards', async () => {
    const { answer } = await control('getWallet')
    expect(answer).toEqual(await partner.mock.toss.payments.wallet(partner.userKey))
  })

  it('answer 404 for an unknown payment, 409 for an impossible step, 400 for a bad body', async () => {
    expect(await control('getPayment', { payment: 'nothing' })).toMatchObject({
      status: 404,
      answer: { error: { code: 'ERR_NOT_FOUND' } },
    })
    const payment = await partner.make()
    expect(await control('settlePayment', { payment })).toMatchObject({
      status: 409,
      answer: { error: { code: 'ERR_CONFLICT', message: expect.stringContaining('possible: approve, cancel, hold') } },
    })
    expect(await control('approvePayment', { payment, body: { bankCode: '999' } })).toMatchObject({
      status: 400,
      answer: { error: { code: 'ERR_INVALID_OPTION', violations: [{ field: 'body.bankCode', rule: 'enum' }] } },
    })
    expect((await control('holdPayment', { payment, body: { now: true } })).status).toBe(400)
  })
})

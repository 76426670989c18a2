import { randomUUID } from 'node:crypto'
import { seenFields } from '../../verify/notebook.js'
import type { Answer } from '../../verify/read-answer.js'
import { caller, order, payOperations, sandbox } from './pay-caller.js'
import { type Stage, take } from './stage.js'

const { make, status } = payOperations

/** make-payment. */
export async function makeLife(stage: Stage): Promise<void> {
  const { app, notebook } = stage
  const user = await app.user()
  const by = caller(stage, user)
  const made = await by.tryToMake()
  notebook.success(made)
  const payToken = take(made, 'payToken')
  const standing = await by.status(payToken)
  const standby = { payStatus: 'PAY_STANDBY', transactions: [], payMethod: null, paidTs: null, amount: 1000 }
  notebook.success(standing, [`${make}/payment.standby`], standby)
  noteFields(standing, stage, ['payMethod', 'transactions', 'createdTs', 'paidTs'])
  const isTest = (standing.success as { mode?: unknown } | undefined)?.mode === 'TEST'
  for (const operation of [make, status]) {
    notebook.shows('pay.isTestPayment', isTest ? 'true-is-sandbox' : 'true-is-live', operation)
  }

  const orderNo = `verify-${randomUUID()}`
  const first = await by.make({ orderNo })
  const early = await by.tryToMake({ orderNo })
  const isReusable = early.resultType === 'SUCCESS'
  if (!isReusable) notebook.failure(early, 'PAYMENT_EXISTING_PAYMENT')
  notebook.shows('pay.orderNoReuse', isReusable ? 'until-approved' : 'never', make)
  await by.toss(isReusable ? take(early, 'payToken') : first, 'approve')
  notebook.failure(await by.tryToMake({ orderNo }), 'PAYMENT_EXISTING_PAYMENT')

  const parts = [`${make}/amount.parts`]
  notebook.failure(await by.tryToMake({ amountTaxable: 900, amountVat: 99 }), 'COMMON_INVALID_PARAMETER', parts)
  const whole = { amountTaxFree: 100, amountTaxable: 700, amountVat: 70, amountServiceFee: 130 }
  const sum = await by.status(await by.make(whole))
  notebook.success(sum, parts, whole)
  const filled = await by.status(await by.make({ amount: 25_000, amountTaxable: 25_000 }))
  notebook.success(filled, [`${make}/amountVat.filledIn`], { amountTaxable: 22_727, amountVat: 2_273 })
  const most = 2_147_483_647
  const large = await by.tryToMake({ amount: most + 1 })
  const amounts = ['amount', 'amountTaxFree', 'amountTaxable', 'amountVat', 'amountServiceFee']
  notebook.failure(large, 'INVALID_PARAMETER', [`${make}/request.amount`])
  for (const name of amounts.slice(1)) {
    notebook.failure(await by.tryToMake({ [name]: most + 1 }), 'INVALID_PARAMETER', [`${make}/request.${name}`])
  }
  notebook.success(await by.tryToMake({ amount: most }), [`${make}/request.amount`])

  await app.toss.patch('/payment-settings', { bankBreak: { seconds: 60 } })
  notebook.failure(await by.tryToMake({ enablePayMethods: 'TOSS_MONEY' }), 'COMMON_BREAK_TIME_OF_BANK')
  await app.toss.patch('/payment-settings', { bankBreak: null })
  notebook.failure(await app.call(make, { json: order() }), '4010')

  const anonymous = { headers: { 'x-anon-key': user.anonKey }, json: order() }
  notebook.success(await app.call(make, anonymous))
  const both = { headers: { ...user.by, 'x-anon-key': user.anonKey }, json: order() }
  notebook.failure(await app.call(make, both), '4010', ['http/one-user-header'])
}

/** get-payment-status. */
export async function statusLife(stage: Stage): Promise<void> {
  const { app, notebook } = stage
  const [user, somebody] = [await app.user(), await app.user()]
  const by = caller(stage, user)
  const arrows = [`${status}/status.arrows`]
  const orderNo = `verify-${randomUUID()}`
  const payToken = await by.make({ orderNo })
  notebook.failure(await by.status('verifynosuchpayment'), 'TRANSACTION_NOT_FOUND')
  notebook.failure(await caller(stage, somebody).status(payToken), 'PAY_UNAUTHORIZED')
  notebook.failure(await by.status(payToken, { isTestPayment: false }), 'COMMON_INVALID_API_KEY')
  notebook.failure(await app.call(status, { json: { payToken, ...sandbox } }), '4010')
  const another = `verify-${randomUUID()}`
  await by.make({ orderNo: another })
  notebook.success(await by.status(payToken, { orderNo: another }), [`${status}/status.payTokenFirst`], { orderNo })

  notebook.success(await by.status(payToken), arrows, { payStatus: 'PAY_STANDBY' })
  await by.toss(payToken, 'approve')
  notebook.success(await by.status(payToken), arrows, { payStatus: 'PAY_APPROVED' })
  await by.execute(payToken)
  const complete = await by.status(payToken)
  notebook.success(complete, arrows, { payStatus: 'PAY_COMPLETE', refundableAmount: 1000 })
  noteFields(complete, stage, ['payMethod', 'createdTs', 'paidTs'])
  await by.toss(payToken, 'settle')
  notebook.success(await by.status(payToken), arrows, { payStatus: 'SETTLEMENT_COMPLETE' })
  const cancelled = await by.make()
  await by.toss(cancelled, 'approve')
  await by.toss(cancelled, 'cancel')
  notebook.success(await by.status(cancelled), arrows, { payStatus: 'PAY_CANCEL' })
}

/** What is only assumed of fields of get-payment-status: the values that came. */
function noteFields(answer: Answer, { notebook }: Stage, names: readonly string[]): void {
  for (const name of names) {
    const own = answer.differences.filter(({ field }) => field.startsWith(`response.body.success.${name}`))
    notebook.note(`${status}/success.${name}`, seenFields(answer, [name]), own)
  }
}

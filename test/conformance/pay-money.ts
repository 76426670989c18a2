import type { Answer } from '../../verify/read-answer.js'
import { caller, payOperations, reason, sandbox } from './pay-caller.js'
import type { Stage } from './stage.js'

const { execute, refund, status } = payOperations

/** execute-payment. */
export async function executeLife(stage: Stage): Promise<void> {
  const { app, notebook } = stage
  const [user, somebody] = [await app.user(), await app.user()]
  const by = caller(stage, user)
  const byOther = caller(stage, somebody)
  const order = [`${execute}/execution.orderOfChecks`]
  const payToken = await by.make()

  notebook.failure(await by.execute('verifynosuchpayment'), 'TRANSACTION_NOT_FOUND')
  const allWrong = { isTestPayment: false, orderNo: 'another' }
  notebook.failure(await byOther.execute(payToken, allWrong), 'PAY_UNAUTHORIZED', order)
  notebook.failure(await by.execute(payToken, allWrong), 'COMMON_INVALID_API_KEY', order)
  notebook.failure(await by.execute(payToken, { orderNo: 'another' }), 'COMMON_INVALID_PARAMETER', order)
  notebook.failure(await by.execute(payToken), 'EXECUTE_PAY_NOT_APPROVED', order)
  await app.toss.patch('/payment-settings', { merchantKey: 'INVALID' })
  notebook.failure(await by.execute('verifynosuchpayment'), 'COMMON_INVALID_API_KEY', order)
  notebook.failure(await by.tryToMake(), 'COMMON_INVALID_API_KEY')
  notebook.failure(await by.refund(payToken), 'COMMON_INVALID_API_KEY')
  notebook.failure(await by.status(payToken), 'COMMON_INVALID_API_KEY')
  await app.toss.patch('/payment-settings', { merchantKey: 'VALID' })

  await by.toss(payToken, 'approve', { payMethod: 'TOSS_MONEY', bankCode: '088' })
  await app.toss.patch('/payment-settings', { bankBreak: { seconds: 60, bankCodes: ['088'] } })
  notebook.failure(await by.execute(payToken), 'COMMON_BREAK_TIME_OF_BANK', order)
  await app.toss.patch('/payment-settings', { bankBreak: null })
  const executed = await by.execute(payToken)
  const completed = [`${execute}/payment.completed`]
  const byMethod = [`${execute}/payment.fieldsByMethod`]
  notebook.success(executed, [...completed, ...byMethod], {
    code: 0,
    amount: 1000,
    paidAmount: 1000,
    payMethod: 'TOSS_MONEY',
    accountBankCode: '088',
    cardCompanyCode: null,
    cardNumber: null,
  })
  notebook.success(await by.status(payToken), completed, { payStatus: 'PAY_COMPLETE', paidAmount: 1000, card: null })
  notebook.failure(await by.execute(payToken), 'PAY_ALREADY_COMPLETED')

  const { executed: withCard } = await by.paid({ card: { companyCode: 3 } })
  notebook.success(withCard, byMethod, {
    payMethod: 'CARD',
    cardCompanyCode: '3',
    accountNumber: null,
    accountBankCode: null,
  })

  const cancelled = await by.make()
  await by.toss(cancelled, 'cancel')
  notebook.failure(await by.execute(cancelled), 'PAY_ITS_NOT_ABLE_TO_PAY')

  const twice = await by.make()
  await by.toss(twice, 'approve')
  const answers = await Promise.all([by.execute(twice), by.execute(twice), by.execute(twice)])
  onlyOne(answers, stage, `${execute}/execution.once`)

  const held = await by.make()
  await by.toss(held, 'approve')
  await by.toss(held, 'hold')
  const inProgress = `${execute}/execution.inProgress`
  timedOut(await by.execute(held), stage, inProgress)
  notebook.success(await by.status(held), [inProgress, `${status}/status.arrows`], { payStatus: 'PAY_PROGRESS' })
  await by.toss(held, 'complete')
  notebook.success(await by.status(held), [inProgress], { payStatus: 'PAY_COMPLETE' })
  notebook.failure(await app.call(execute, { json: { payToken, ...sandbox } }), '4010')
}

/** refund-payment. */
export async function refundLife(stage: Stage): Promise<void> {
  const { app, notebook } = stage
  const [user, somebody] = [await app.user(), await app.user()]
  const by = caller(stage, user)
  const { payToken } = await by.paid({ payMethod: 'TOSS_MONEY', bankCode: '088' })

  notebook.failure(await by.refund('verifynosuchpayment'), 'TRANSACTION_NOT_FOUND')
  notebook.failure(await caller(stage, somebody).refund(payToken), 'PAY_UNAUTHORIZED')
  notebook.failure(await by.refund(payToken, { isTestPayment: false }), 'COMMON_INVALID_API_KEY')
  notebook.failure(await by.refund(await by.make()), 'TRANSACTION_NOT_COMPLETE')
  await app.toss.patch('/payment-settings', { bankBreak: { seconds: 60, bankCodes: ['088'] } })
  notebook.failure(await by.refund(payToken), 'COMMON_BREAK_TIME_OF_BANK')
  await app.toss.patch('/payment-settings', { bankBreak: null })

  const arrows = `${refund}/refund.arrows`
  const amounts = { refundedAmount: 1000, refundableAmount: 0, refundedPaidAmount: 1000 }
  const space = `${refund}/request.reason`
  const answer = await by.refund(payToken)
  notebook.success(answer, [`${refund}/refund.full`, space], amounts)
  noteNulls(answer, stage, `${refund}/refund.nullFields`)
  const refunded = await by.status(payToken)
  notebook.success(refunded, [arrows], { payStatus: 'REFUND_SUCCESS' })
  noteNulls(refunded, stage, `${status}/status.nullFields`)
  const { transactions: steps = [] } = (refunded.success ?? {}) as {
    transactions?: { stepType?: string; regTs?: string }[]
  }
  notebook.note(
    `${status}/success.transactions[].regTs`,
    `regTs ${JSON.stringify(steps[0]?.regTs)}`,
    refunded.differences,
  )
  const seen = steps.map(({ stepType }) => stepType).join(', ')
  const rule = { field: 'response.body.success.transactions', expected: 'PAY, REFUND', holds: seen === 'PAY, REFUND' }
  notebook.holds(`${status}/success.transactions`, seen, rule)
  notebook.failure(await by.refund(payToken), 'REFUND_ALREADY_REFUNDED')
  await by.toss(payToken, 'settle')
  notebook.success(await by.status(payToken), [arrows], { payStatus: 'SETTLEMENT_REFUND_COMPLETE' })

  const cancelled = await by.make()
  await by.toss(cancelled, 'cancel')
  notebook.failure(await by.refund(cancelled), 'COMMON_REFUND_ERROR')

  const { payToken: twice } = await by.paid()
  const answers = await Promise.all([by.refund(twice), by.refund(twice), by.refund(twice)])
  onlyOne(answers, stage, `${refund}/refund.once`)

  const { payToken: held } = await by.paid()
  await by.toss(held, 'hold')
  const inProgress = `${refund}/refund.inProgress`
  timedOut(await by.refund(held), stage, inProgress)
  notebook.success(await by.status(held), [inProgress, arrows], { payStatus: 'REFUND_PROGRESS' })
  await by.toss(held, 'complete')
  notebook.success(await by.status(held), [inProgress], { payStatus: 'REFUND_SUCCESS' })
  notebook.failure(await app.call(refund, { json: { payToken, reason, ...sandbox } }), '4010')
  notebook.failure(await by.refund(payToken, { reason: '<script>' }), 'INVALID_PARAMETER')
}

/** Which fields that may be null are left out. */
function noteNulls({ leftOut }: Answer, { notebook }: Stage, id: string): void {
  const seen = leftOut.length === 0 ? 'every field is there' : `without ${leftOut.join(', ')}`
  notebook.holds(id, seen, { field: id, expected: 'null where a field does not apply', holds: leftOut.length === 0 })
}

/** Of calls at the same time exactly one succeeded. */
function onlyOne(answers: readonly Answer[], { notebook }: Stage, id: string): void {
  const succeeded = answers.filter(({ resultType }) => resultType === 'SUCCESS').length
  const seen = `${succeeded} of ${answers.length} calls at the same time succeeded`
  notebook.holds(id, seen, { field: id, expected: 'exactly one succeeds', holds: succeeded === 1 })
}

/** The call timed out inside of Toss, and the answer says so. */
function timedOut(answer: Answer, { notebook }: Stage, id: string): void {
  const holds = answer.resultType === 'HTTP_TIMEOUT'
  notebook.note(id, answer.seen, answer.differences)
  notebook.holds(id, answer.seen, { field: 'response.body.resultType', expected: 'HTTP_TIMEOUT', holds })
}

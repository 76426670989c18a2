import type { PayStatus } from '../../../contracts/index.js'
import { bankBreakAt, paySettingsAt } from '../../world/pay-settings.js'
import { paymentByOrderNo } from '../../world/payment-states.js'
import type { Payment } from '../../world/shapes/pay.js'
import type { View } from '../../world/store.js'
import type { Call, Surroundings } from './handler.js'

/** The merchant key of the mini-app. */
export function refuseKey(world: View, now: number) {
  if (paySettingsAt(world, now).merchantKey === 'VALID') return undefined
  return refuse('COMMON_INVALID_API_KEY', "the Toss side set the mini-app's merchant key to INVALID")
}

/** An orderNo names one payment. */
export function refuseUsedOrderNo(world: View, orderNo: string, given: { now: number; surroundings: Surroundings }) {
  const earlier = paymentByOrderNo(world, orderNo, given.now)
  if (earlier === undefined) return undefined
  const untilApproved = given.surroundings.variant('pay.orderNoReuse') === 'until-approved'
  if (untilApproved && earlier.approval === null) return undefined
  const what = earlier.approval === null ? 'made' : 'approved'
  return refuse('PAYMENT_EXISTING_PAYMENT', `orderNo ${orderNo} was used: a payment with it was ${what} before`)
}

/** Says of amounts that do not add up what they are. */
export function wrongSum(body: Call<'pay.makePayment'>['body']): string {
  const { amount, amountTaxFree, amountTaxable, amountVat, amountServiceFee } = body
  const parts = { amountTaxFree, amountTaxable, amountVat, amountServiceFee }
  const sent = Object.entries(parts).map(([name, value]) => `${name} ${value ?? 'left out'}`)
  return `the amounts do not add up to ${amount}: ${sent.join(', ')}`
}

/** make-payment, where Toss Money is the only means. */
export function refuseInBreakOfAll(world: View, now: number) {
  const bankBreak = bankBreakAt(world, now)
  if (bankBreak === null) return undefined
  return refuse('COMMON_BREAK_TIME_OF_BANK', `every bank is in maintenance until ${iso(bankBreak.until)}`)
}

/** The bank of an approved payment. A card needs none. */
export function refuseInBreak(world: View, { approval }: Payment, now: number) {
  if (approval?.means.payMethod !== 'TOSS_MONEY') return undefined
  const { bankCode, bankName } = approval.means.account
  const bankBreak = bankBreakAt(world, now, bankCode)
  if (bankBreak === null) return undefined
  return refuse('COMMON_BREAK_TIME_OF_BANK', `${bankName} is in maintenance until ${iso(bankBreak.until)}`)
}

/** execute-payment of a payment that is not PAY_APPROVED. */
export function refuseExecution({ orderNo, status, cancellation, createdAt }: Payment) {
  const state = `the payment of order ${orderNo} is ${status}`
  switch (status) {
    case 'PAY_STANDBY':
      return refuse('EXECUTE_PAY_NOT_APPROVED', `${state}: the user has not approved it in checkoutPayment`)
    case 'PAY_COMPLETE':
    case 'SETTLEMENT_COMPLETE':
      return refuse('PAY_ALREADY_COMPLETED', `${state}: it was executed before`)
    case 'PAY_CANCEL':
      if (cancellation?.by === 'EXPIRY') {
        return refuse('PAY_EXPIRED', `${state}: it was made at ${iso(createdAt)}, and waits 15 minutes`)
      }
      return refuse('PAY_ITS_NOT_ABLE_TO_PAY', `${state}: cancelled by ${cancellation?.by}`)
    default:
      return refuse('PAY_ITS_NOT_ABLE_TO_PAY', state)
  }
}

/** refund-payment of a payment that is not PAY_COMPLETE. */
export function refuseRefund({ orderNo, status }: Payment) {
  const state = `the payment of order ${orderNo} is ${status}`
  const notYet: readonly PayStatus[] = ['PAY_STANDBY', 'PAY_APPROVED', 'PAY_PROGRESS']
  const before: readonly PayStatus[] = ['REFUND_SUCCESS', 'SETTLEMENT_REFUND_COMPLETE']
  if (notYet.includes(status)) return refuse('TRANSACTION_NOT_COMPLETE', `${state}: nothing was paid yet`)
  if (before.includes(status)) return refuse('REFUND_ALREADY_REFUNDED', `${state}: it was refunded before`)
  return refuse('COMMON_REFUND_ERROR', state)
}

/** `because` is for log and journal. */
export function refuse<Code extends string>(code: Code, because: string) {
  return { kind: 'failure', code, because } as const
}

const iso = (instant: number) => new Date(instant).toISOString()

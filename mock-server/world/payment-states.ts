import type { PayStatus } from '../../contracts/index.js'
import type { Payment, PayTotals } from './shapes/pay.js'
import type { View } from './store.js'

/** From which status a payment can go to which. The names are documented, the arrows assumed. */
export const payArrows: Readonly<Record<PayStatus, readonly PayStatus[]>> = {
  PAY_STANDBY: ['PAY_APPROVED', 'PAY_CANCEL'],
  PAY_APPROVED: ['PAY_PROGRESS', 'PAY_CANCEL'],
  PAY_PROGRESS: ['PAY_COMPLETE', 'PAY_CANCEL'],
  PAY_CANCEL: [],
  PAY_COMPLETE: ['REFUND_PROGRESS', 'SETTLEMENT_COMPLETE'],
  REFUND_PROGRESS: ['REFUND_SUCCESS'],
  REFUND_SUCCESS: ['SETTLEMENT_REFUND_COMPLETE'],
  SETTLEMENT_COMPLETE: [],
  SETTLEMENT_REFUND_COMPLETE: [],
}

/** How long a payment waits for its execution, in milliseconds. Assumed: the default of the public Toss Pay guide. */
export const paymentLifetime = 15 * 60_000

/** The payment as it is at `now`: one that was not executed in time is cancelled. */
export function paymentAt(payment: Payment, now: number): Payment {
  const waiting = payment.status === 'PAY_STANDBY' || payment.status === 'PAY_APPROVED'
  if (!waiting || now < payment.expiresAt) return payment
  return { ...payment, status: 'PAY_CANCEL', cancellation: { at: payment.expiresAt, by: 'EXPIRY' } }
}

/** The payment with this payToken, as it is at `now`. */
export function paymentByToken(view: View, payToken: string, now: number): Payment | undefined {
  const payment = view.get('payment', payToken)
  return payment && paymentAt(payment, now)
}

/** The payment that the orderNo belongs to, as it is at `now`. */
export function paymentByOrderNo(view: View, orderNo: string, now: number): Payment | undefined {
  const payment = view.find('payment', 'orderNo', orderNo)
  return payment && paymentAt(payment, now)
}

/** What was paid and refunded so far. */
export function payTotalsOf(view: View): PayTotals {
  return { paid: view.total('payment', 'paid'), refunded: view.total('payment', 'refunded') }
}

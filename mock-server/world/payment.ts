import type { PayAmounts, PayStatus } from '../../contracts/index.js'
import type { PaymentMeans } from './pay-means.js'
import type { View } from './store.js'

/** How long a payment waits for its execution, in milliseconds. Assumed: the default of the public Toss Pay guide. */
export const paymentLifetime = 15 * 60_000

/** What the mini-app's server asked for in make-payment. */
export interface PaymentOrder {
  readonly orderNo: string
  readonly productDesc: string
  /** In won, with everything that the request left out filled in. */
  readonly amounts: PayAmounts
  /** The only way to pay that is offered; null: both. */
  readonly enablePayMethods: PaymentMeans['payMethod'] | null
  /** Whether the user may pay by instalments; null: not said, which counts as yes. */
  readonly installment: 'USE' | 'NOT_USE' | null
  /** Whether the user may ask for a cash receipt. */
  readonly cashReceipt: boolean
  readonly cashReceiptTradeOption: 'GENERAL' | 'CULTURE' | 'PUBLIC_TP' | null
  readonly mode: 'LIVE' | 'TEST'
}

/** What the user chose in the Toss app. */
export interface Approval {
  readonly at: number
  readonly means: PaymentMeans
  /** Won that an instant discount takes off. */
  readonly discount: number
  /** Won that Toss points pay. */
  readonly points: number
  /** Whether the user asked for a cash receipt. */
  readonly cashReceipt: boolean
}

/** The moment the money left the account or card. */
export interface Execution {
  readonly at: number
  readonly transactionId: string
  /** Null where no card was used. */
  readonly cardAuthorizationNo: string | null
  readonly cashReceiptMgtKey: string | null
}

/** The moment the money came back. */
export interface Refund {
  readonly at: number
  readonly refundNo: string
  readonly transactionId: string
  readonly cashReceiptMgtKey: string | null
}

/** Why a payment will not be made any more. */
export interface Cancellation {
  readonly at: number
  /** `EXPIRY`: not executed in time. `NEW_PAYMENT`: another payment took its orderNo over (variant pay.orderNoReuse). */
  readonly by: 'USER' | 'TOSS' | 'EXPIRY' | 'NEW_PAYMENT'
}

/** One payment. All instants are milliseconds since 1970 on the mock's clock. */
export interface Payment extends PaymentOrder {
  readonly payToken: string
  readonly userKey: number
  readonly status: PayStatus
  /** Whether the next execution or refund stays in progress until the Toss side completes it. */
  readonly onHold: boolean
  readonly createdAt: number
  readonly expiresAt: number
  readonly approval: Approval | null
  readonly cancellation: Cancellation | null
  readonly execution: Execution | null
  /** As refund-payment gave it; null before, and where it was left out. */
  readonly refundReason: string | null
  readonly refund: Refund | null
  readonly settledAt: number | null
}

/** The money of one mini-app, in won. */
export interface PayTotals {
  /** The amounts of all payments that were ever executed. */
  readonly paid: number
  /** The amounts of all that were refunded, which `paid` still contains. */
  readonly refunded: number
}

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
  const payToken = view.get('payTokenOfOrder', orderNo)
  return payToken === undefined ? undefined : paymentByToken(view, payToken, now)
}

/** What was paid and refunded so far. */
export function payTotalsOf(view: View): PayTotals {
  return view.get('payTotals', 'self') ?? { paid: 0, refunded: 0 }
}

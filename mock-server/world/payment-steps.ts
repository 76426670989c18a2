import type { PayStatus } from '../../contracts/index.js'
import { payArrows, paymentByOrderNo, paymentLifetime } from './payment-states.js'
import type { Random } from './random.js'
import type { Approval, Cancellation, Payment, PaymentOrder } from './shapes/pay.js'
import type { Transaction } from './store.js'

/** Makes a payment; an earlier one with the same orderNo loses it, and is cancelled where it was still waiting. */
export function makePayment(transaction: Transaction, order: PaymentOrder & { userKey: number }, now: number): Payment {
  const earlier = paymentByOrderNo(transaction, order.orderNo, now)
  if (earlier?.status === 'PAY_STANDBY') cancelPayment(transaction, earlier, { at: now, by: 'NEW_PAYMENT' })
  const payment: Payment = {
    ...order,
    payToken: payToken(transaction.random),
    status: 'PAY_STANDBY',
    onHold: false,
    createdAt: now,
    expiresAt: now + paymentLifetime,
    approval: null,
    cancellation: null,
    execution: null,
    refundReason: null,
    refund: null,
    settledAt: null,
  }
  return putPayment(transaction, payment)
}

/** The user authenticates and chooses how to pay. */
export function approvePayment(transaction: Transaction, payment: Payment, approval: Approval): Payment {
  return putPayment(transaction, moved(payment, 'PAY_APPROVED', { approval }))
}

/** The payment will not be made any more. */
export function cancelPayment(transaction: Transaction, payment: Payment, cancellation: Cancellation): Payment {
  return putPayment(transaction, moved(payment, 'PAY_CANCEL', { cancellation, onHold: false }))
}

/** The next execution or refund will stay in progress until it is completed. */
export function holdPayment(transaction: Transaction, payment: Payment): Payment {
  return putPayment(transaction, { ...payment, onHold: true })
}

/** Executes an approved payment: to PAY_COMPLETE, or to PAY_PROGRESS where it is on hold. */
export function executePayment(transaction: Transaction, payment: Payment, now: number): Payment {
  const started = moved(payment, 'PAY_PROGRESS', { onHold: false })
  return payment.onHold ? putPayment(transaction, started) : completeExecution(transaction, started, now)
}

/** The money of an execution in progress moves. */
export function completeExecution(transaction: Transaction, payment: Payment, now: number): Payment {
  const { random } = transaction
  const execution = {
    at: now,
    transactionId: random.uuid(),
    cardAuthorizationNo: payment.approval?.means.payMethod === 'CARD' ? digits(random, 8) : null,
    cashReceiptMgtKey: payment.approval?.cashReceipt === true ? digits(random, 12) : null,
  }
  return putPayment(transaction, moved(payment, 'PAY_COMPLETE', { execution }))
}

/** Refunds a completed payment: to REFUND_SUCCESS, or to REFUND_PROGRESS where it is on hold. */
export function refundPayment(
  transaction: Transaction,
  payment: Payment,
  { reason, now }: { reason: string | null; now: number },
): Payment {
  const started = moved(payment, 'REFUND_PROGRESS', { onHold: false, refundReason: reason })
  return payment.onHold ? putPayment(transaction, started) : completeRefund(transaction, started, now)
}

/** The money of a refund in progress moves. */
export function completeRefund(transaction: Transaction, payment: Payment, now: number): Payment {
  const { random } = transaction
  const refund = {
    at: now,
    refundNo: random.uuid(),
    transactionId: random.uuid(),
    cashReceiptMgtKey: payment.execution?.cashReceiptMgtKey == null ? null : digits(random, 12),
  }
  return putPayment(transaction, moved(payment, 'REFUND_SUCCESS', { refund }))
}

/** Toss settles the payment, or its refund, with the merchant. */
export function settlePayment(transaction: Transaction, payment: Payment, now: number): Payment {
  const to = payment.status === 'REFUND_SUCCESS' ? 'SETTLEMENT_REFUND_COMPLETE' : 'SETTLEMENT_COMPLETE'
  return putPayment(transaction, moved(payment, to, { onHold: false, settledAt: now }))
}

function moved(payment: Payment, status: PayStatus, changes: Partial<Payment>): Payment {
  if (!payArrows[payment.status].includes(status)) {
    throw new Error(`a payment cannot go from ${payment.status} to ${status}`)
  }
  return { ...payment, ...changes, status }
}

function putPayment(transaction: Transaction, payment: Payment): Payment {
  transaction.put('payment', payment.payToken, payment)
  return payment
}

const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** 22 letters and digits, as in the guide's sample. */
function payToken(random: Random): string {
  return Array.from(random.bytes(22), (byte) => base62[byte % base62.length]).join('')
}

function digits(random: Random, length: number): string {
  return String(random.integer(0, 10 ** length - 1)).padStart(length, '0')
}

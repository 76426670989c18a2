import { type OperationId, payAmounts, type RequestBodyOf, wrongEnvironment } from '../../../contracts/index.js'
import { ownerHint } from '../../world/owner-hint.js'
import { paymentByOrderNo, paymentByToken } from '../../world/payment-states.js'
import { executePayment, makePayment, refundPayment } from '../../world/payment-steps.js'
import type { User } from '../../world/shapes/login.js'
import type { Payment, PaymentOrder } from '../../world/shapes/pay.js'
import type { View } from '../../world/store.js'
import type { Call, Handlers, Surroundings } from './handler.js'
import { executedPayload, refundedPayload, statusPayload } from './pay-payloads.js'
import {
  refuse,
  refuseExecution,
  refuseInBreak,
  refuseInBreakOfAll,
  refuseKey,
  refuseRefund,
  refuseUsedOrderNo,
  wrongSum,
} from './pay-refusals.js'

type PayId = Extract<OperationId, `pay.${string}`>

/** Serves Toss Pay. Every call names a user, and the pipeline refuses those that do not: `user` is always there. */
export const payHandlers: Handlers<PayId> = {
  'pay.makePayment'({ world, body, user, now, surroundings, afterwards }) {
    const unusable = refuseKey(world, now)
    if (unusable !== undefined) return unusable
    const amounts = payAmounts(body)
    if (amounts === null) return refuse('COMMON_INVALID_PARAMETER', wrongSum(body))
    const used = refuseUsedOrderNo(world, body.orderNo, { now, surroundings })
    if (used !== undefined) return used
    const closed = body.enablePayMethods === 'TOSS_MONEY' ? refuseInBreakOfAll(world, now) : undefined
    if (closed !== undefined) return closed
    const mode = modeOf(body.isTestPayment, surroundings)
    const order = orderOf(body, { userKey: (user as User).userKey, amounts, mode })
    const payment = makePayment(world, order, now)
    surroundings.autoApprove?.({ world, now, afterwards }, payment)
    return { kind: 'success', success: { payToken: payment.payToken } }
  },

  'pay.executePayment'(call) {
    const { world, body, now } = call
    const found = findPayment(call, paymentByToken(world, body.payToken, now))
    if ('kind' in found) return found
    if (body.orderNo !== undefined && body.orderNo !== found.orderNo) {
      const because = `orderNo is ${body.orderNo}, and the payment was made with ${found.orderNo}`
      return refuse('COMMON_INVALID_PARAMETER', because)
    }
    if (found.status !== 'PAY_APPROVED') return refuseExecution(found)
    const closed = refuseInBreak(world, found, now)
    if (closed !== undefined) return closed
    const payment = executePayment(world, found, now)
    if (payment.status === 'PAY_PROGRESS') return inProgress(payment)
    return { kind: 'success', success: executedPayload(payment) }
  },

  'pay.refundPayment'(call) {
    const { world, body, now } = call
    const found = findPayment(call, paymentByToken(world, body.payToken, now))
    if ('kind' in found) return found
    if (found.status !== 'PAY_COMPLETE') return refuseRefund(found)
    const closed = refuseInBreak(world, found, now)
    if (closed !== undefined) return closed
    // Optional under the variant pay.refundReason.
    const { reason = null }: { reason?: string | null } = body
    const payment = refundPayment(world, found, { reason, now })
    if (payment.status === 'REFUND_PROGRESS') return inProgress(payment)
    return { kind: 'success', success: refundedPayload(payment) }
  },

  'pay.getPaymentStatus'(call) {
    const { world, body, now } = call
    const { payToken, orderNo } = body as { payToken?: string; orderNo?: string }
    const named =
      payToken === undefined ? paymentByOrderNo(world, orderNo as string, now) : paymentByToken(world, payToken, now)
    const found = findPayment(call, named)
    return 'kind' in found ? found : { kind: 'success', success: statusPayload(found) }
  },
}

/** What make-payment asks for, with everything that was left out filled in. */
export function orderOf(
  body: RequestBodyOf<'pay.makePayment'>,
  given: Pick<Payment, 'userKey' | 'amounts' | 'mode'>,
): PaymentOrder & { userKey: number } {
  return {
    ...given,
    orderNo: body.orderNo,
    productDesc: body.productDesc,
    enablePayMethods: body.enablePayMethods ?? null,
    installment: body.installment ?? null,
    cashReceipt: body.cashReceipt ?? false,
    cashReceiptTradeOption: body.cashReceiptTradeOption ?? null,
  }
}

/** A call of any operation on an existing payment. */
type CallOnPayment = Pick<Call<PayId, View>, 'world' | 'user' | 'now' | 'surroundings'> & {
  readonly body: { readonly isTestPayment: boolean; readonly payToken?: string; readonly orderNo?: string }
}

/** What every operation on an existing payment checks first: the key, that it exists, whose it is, test or live. */
function findPayment({ world, body, user, now, surroundings }: CallOnPayment, payment: Payment | undefined) {
  const unusable = refuseKey(world, now)
  if (unusable !== undefined) return unusable
  if (payment === undefined) {
    const { payToken = '', orderNo = '' }: { payToken?: string; orderNo?: string } = body
    const whose = ownerHint(world, 'payment', payToken) || ownerHint(world, 'payment', orderNo, 'orderNo')
    return refuse(
      'TRANSACTION_NOT_FOUND',
      `no payment of this mini-app has the payToken or orderNo that was sent${whose}`,
    )
  }
  if (payment.userKey !== user?.userKey) {
    const because = `the payment of order ${payment.orderNo} is that of user ${payment.userKey}, not of ${user?.userKey}`
    return refuse('PAY_UNAUTHORIZED', because)
  }
  if (payment.mode !== modeOf(body.isTestPayment, surroundings)) {
    const because = `isTestPayment is ${body.isTestPayment}, and the payment was made with ${!body.isTestPayment}`
    return { ...refuse('COMMON_INVALID_API_KEY', because), violations: [otherEnvironment(body.isTestPayment)] }
  }
  return payment
}

function otherEnvironment(value: boolean) {
  const field = 'request.body.isTestPayment'
  const message = `${field} must be that of make-payment (const), and is ${value}: send ${!value} in every later call for this payment.`
  const { provenance } = wrongEnvironment
  return { field, rule: 'const', message, expected: String(!value), value, provenance }
}

/** Toss has not finished: the call times out, and the status tells how it went. */
function inProgress({ orderNo, status }: Payment) {
  const because = `the payment of order ${orderNo} was put on hold: it is ${status} until the Toss side completes it`
  const body = { resultType: 'HTTP_TIMEOUT', success: null, error: null }
  return { kind: 'raw', status: 200, body, resultType: body.resultType, because } as const
}

function modeOf(isTestPayment: boolean, { variant }: Surroundings): 'TEST' | 'LIVE' {
  return isTestPayment === (variant('pay.isTestPayment') === 'true-is-sandbox') ? 'TEST' : 'LIVE'
}

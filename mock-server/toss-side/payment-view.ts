import type { PayStatus } from '../../contracts/index.js'
import { list, type Of, object, saying, word } from '../world/shape.js'
import { type Payment, paymentShape } from '../world/shapes/pay.js'

/** What the Toss side can do to a payment. */
export type PaymentStep = (typeof paymentSteps)[number]
export const paymentSteps = ['approve', 'cancel', 'hold', 'complete', 'settle'] as const

/** In which status which step is possible; `cancel` of an execution in progress is for Toss only. */
export const stepsOfStatus: Readonly<Record<PayStatus, readonly PaymentStep[]>> = {
  PAY_STANDBY: ['approve', 'cancel', 'hold'],
  PAY_APPROVED: ['cancel', 'hold'],
  PAY_PROGRESS: ['complete', 'cancel'],
  PAY_CANCEL: [],
  PAY_COMPLETE: ['hold', 'settle'],
  REFUND_PROGRESS: ['complete'],
  REFUND_SUCCESS: ['settle'],
  SETTLEMENT_COMPLETE: [],
  SETTLEMENT_REFUND_COMPLETE: [],
}

/** A payment as a test looks at it. */
export type PaymentView = Of<typeof paymentViewShape>
export const paymentViewShape = object({
  ...paymentShape.properties,
  /** The steps that its status allows. */
  possible: saying(list(word(...paymentSteps)), 'The steps that its status allows.'),
})

/** The payment with what can be done to it. */
export function viewOfPayment(payment: Payment): PaymentView {
  return { ...payment, possible: stepsOfStatus[payment.status] }
}

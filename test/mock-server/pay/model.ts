import type { PayStatus } from '../../../contracts/index.js'

const lifetime = 15 * 60_000

/** One payment as a merchant would keep it in mind. */
export interface ModelPayment {
  status: PayStatus
  readonly orderNo: string
  readonly amount: number
  readonly owner: number
  readonly isTestPayment: boolean
  readonly expiresAt: number
  expired: boolean
  held: boolean
}

/** What the Toss side can do to a payment. */
export type ModelStep = 'approve' | 'cancel' | 'hold' | 'complete' | 'settle'

/** Who calls, and as what. */
export interface ModelCall {
  readonly user: number
  readonly isTestPayment: boolean
}

/** Toss Pay, small enough to be seen through: what each call must be answered, and what becomes of the money. */
export function createPayModel() {
  const payments: ModelPayment[] = []
  const used = new Set<string>()
  const money = { paid: 0, refunded: 0 }
  let now = 0

  /** The money of what is in progress moves, unless it is held. */
  function finish(payment: ModelPayment): string {
    if (payment.held) {
      payment.held = false
      return 'HTTP_TIMEOUT'
    }
    if (payment.status === 'PAY_PROGRESS') {
      payment.status = 'PAY_COMPLETE'
      money.paid += payment.amount
    } else {
      payment.status = 'REFUND_SUCCESS'
      money.refunded += payment.amount
    }
    return 'SUCCESS'
  }

  return {
    payments,
    money,

    advance(milliseconds: number): void {
      now += milliseconds
      for (const payment of payments) {
        if ((payment.status === 'PAY_STANDBY' || payment.status === 'PAY_APPROVED') && now >= payment.expiresAt) {
          payment.status = 'PAY_CANCEL'
          payment.expired = true
        }
      }
    },

    make(order: { orderNo: string; amount: number; taxFree: number } & ModelCall): string {
      if (order.taxFree > order.amount) return 'COMMON_INVALID_PARAMETER'
      if (used.has(order.orderNo)) return 'PAYMENT_EXISTING_PAYMENT'
      used.add(order.orderNo)
      const { orderNo, amount, user: owner, isTestPayment } = order
      const rest = { expiresAt: now + lifetime, expired: false, held: false }
      payments.push({ status: 'PAY_STANDBY', orderNo, amount, owner, isTestPayment, ...rest })
      return 'SUCCESS'
    },

    execute(payment: ModelPayment, call: ModelCall): string {
      const refused = refuseStranger(payment, call)
      if (refused !== undefined) return refused
      if (payment.status === 'PAY_STANDBY') return 'EXECUTE_PAY_NOT_APPROVED'
      if (payment.expired) return 'PAY_EXPIRED'
      if (payment.status === 'PAY_COMPLETE' || payment.status === 'SETTLEMENT_COMPLETE') return 'PAY_ALREADY_COMPLETED'
      if (payment.status !== 'PAY_APPROVED') return 'PAY_ITS_NOT_ABLE_TO_PAY'
      payment.status = 'PAY_PROGRESS'
      return finish(payment)
    },

    refund(payment: ModelPayment, call: ModelCall): string {
      const refused = refuseStranger(payment, call)
      if (refused !== undefined) return refused
      if (['PAY_STANDBY', 'PAY_APPROVED', 'PAY_PROGRESS'].includes(payment.status)) return 'TRANSACTION_NOT_COMPLETE'
      if (['REFUND_SUCCESS', 'SETTLEMENT_REFUND_COMPLETE'].includes(payment.status)) return 'REFUND_ALREADY_REFUNDED'
      if (payment.status !== 'PAY_COMPLETE') return 'COMMON_REFUND_ERROR'
      payment.status = 'REFUND_PROGRESS'
      return finish(payment)
    },

    status(payment: ModelPayment, call: ModelCall): string {
      return refuseStranger(payment, call) ?? payment.status
    },

    /** What the Toss side does; whether it can. */
    step(payment: ModelPayment, step: ModelStep, by: 'USER' | 'TOSS'): boolean {
      const { status } = payment
      const waiting = status === 'PAY_STANDBY' || status === 'PAY_APPROVED'
      if (step === 'approve' && status === 'PAY_STANDBY') payment.status = 'PAY_APPROVED'
      else if (step === 'cancel' && waiting) payment.status = 'PAY_CANCEL'
      else if (step === 'cancel' && status === 'PAY_PROGRESS' && by === 'TOSS') payment.status = 'PAY_CANCEL'
      else if (step === 'hold' && (waiting || status === 'PAY_COMPLETE')) payment.held = true
      else if (step === 'complete' && status.endsWith('_PROGRESS')) finish(payment)
      else if (step === 'settle' && status === 'PAY_COMPLETE') payment.status = 'SETTLEMENT_COMPLETE'
      else if (step === 'settle' && status === 'REFUND_SUCCESS') payment.status = 'SETTLEMENT_REFUND_COMPLETE'
      else return false
      return true
    },
  }
}

function refuseStranger(payment: ModelPayment, { user, isTestPayment }: ModelCall): string | undefined {
  if (payment.owner !== user) return 'PAY_UNAUTHORIZED'
  return payment.isTestPayment === isTestPayment ? undefined : 'COMMON_INVALID_API_KEY'
}

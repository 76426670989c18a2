import { randomUUID } from 'node:crypto'
import type { OperationId } from '../../contracts/index.js'
import { type Person, type Stage, take } from './stage.js'

/** The operations of Toss Pay. */
export const payOperations = {
  make: 'pay.makePayment',
  execute: 'pay.executePayment',
  refund: 'pay.refundPayment',
  status: 'pay.getPaymentStatus',
} as const

const { make, execute, refund, status } = payOperations

/** In the sandbox. */
export const sandbox = { isTestPayment: true }

/** Why a payment is refunded; with a space, which is only assumed to be allowed. */
export const reason = '단순 변심'

/** What a payment is made with; `changes` take the place of fields. */
export function order(changes: object = {}): Record<string, unknown> {
  return {
    orderNo: `verify-${randomUUID()}`,
    productDesc: '확인용 상품',
    amount: 1000,
    amountTaxFree: 0,
    ...sandbox,
    ...changes,
  }
}

/** Calls in the name of a user. */
export function caller({ app }: Stage, user: Person) {
  const call = (operation: OperationId, json: object) => app.call(operation, { headers: user.by, json })
  return {
    make: async (changes: object = {}) => take(await call(make, order(changes)), 'payToken'),
    tryToMake: (changes: object = {}) => call(make, order(changes)),
    execute: (payToken: string, changes: object = {}) => call(execute, { payToken, ...sandbox, ...changes }),
    refund: (payToken: string, changes: object = {}) => call(refund, { payToken, reason, ...sandbox, ...changes }),
    status: (payToken: string, changes: object = {}) => call(status, { payToken, ...sandbox, ...changes }),
    toss: (payToken: string, step: string, options: object = {}) =>
      app.toss.post(`/payments/${payToken}/${step}`, options),
    /** A payment that was executed. */
    async paid(options: object = {}, changes: object = {}) {
      const payToken = take(await call(make, order(changes)), 'payToken')
      await app.toss.post(`/payments/${payToken}/approve`, options)
      const executed = await call(execute, { payToken, ...sandbox })
      take(executed, 'transactionId')
      return { payToken, executed }
    },
  }
}

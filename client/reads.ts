import type { OperationId } from '../contracts/index.js'

/** Operations that change nothing, so that repeating them is always safe. */
const reads: ReadonlySet<OperationId> = new Set<OperationId>([
  'login.loginMe',
  'anonymousKey.verify',
  'pay.getPaymentStatus',
  'iap.getOrderStatus',
  'promotion.executionResult',
])

/** Whether the operation only reads. */
export function isRead(id: OperationId): boolean {
  return reads.has(id)
}

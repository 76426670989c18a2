import type { Order } from './shapes/purchase.js'
import type { View } from './store.js'

/** How many orders the SDK's getCompletedOrRefundedOrders gives at once. Documented. */
export const orderPageSize = 50

/** The user's orders that are paid and not granted, oldest first. */
export function pendingOrders(view: View, userKey: number): Order[] {
  return [...view.ranked('order', 'pendingOf', userKey)]
}

/** A page of the user's orders that were granted or refunded. */
export interface OrderPage {
  readonly orders: Order[]
  /** The place of the last of them, where more come after it. */
  readonly next: number | null
}

/** The user's orders that were granted or refunded, newest payment first; those before `place` where one is given. */
export function settledOrders(view: View, userKey: number, place?: number): OrderPage {
  const paid = view.ranked('order', 'paidBy', userKey)
  const found: Order[] = []
  for (let at = Math.min(place ?? paid.size, paid.size) - 1; at >= 0; at--) {
    const order = paid.at(at)
    if (order === undefined || order.state === 'PAYMENT_COMPLETED') continue
    if (found.length === orderPageSize) return { orders: found, next: at + 1 }
    found.push(order)
  }
  return { orders: found, next: null }
}

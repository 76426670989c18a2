import { type OrderStatus, orderStatuses } from '../../contracts/index.js'
import { instant, type Of, object, orNull, saying, word } from './shape.js'
import { type Order, type OrderState, orderShape } from './shapes/purchase.js'
import type { View } from './store.js'

/** How long the mini-app's processProductGrant has to answer, in milliseconds. Documented. */
export const grantTimeout = 30_000

/**
 * From which state an order can go to which. That a paid order goes to PURCHASED by the grant is documented, as are the
 * names; the other arrows are read from their meaning (assumed).
 */
export const orderArrows: Readonly<Record<OrderState, readonly OrderState[]>> = {
  ORDER_IN_PROGRESS: ['PAYMENT_COMPLETED', 'FAILED'],
  PAYMENT_COMPLETED: ['PURCHASED', 'REFUNDED'],
  PURCHASED: ['REFUNDED'],
  FAILED: [],
  REFUNDED: [],
}

/** What became of the grant of a paid order. */
export type GrantState = (typeof grantStates)[number]
const grantStates = ['WAITING', 'REFUSED', 'TIMED_OUT', 'GRANTED'] as const

/** An order as a test looks at it. */
export interface OrderView extends Of<typeof orderViewShape> {}
export const orderViewShape = object({
  ...orderShape.properties,
  /** What get-order-status says of it now, in the words of 2026. */
  status: saying(word(...orderStatuses), 'What get-order-status says now, in the words of 2026.'),
  /** Null before the payment, and for an order that failed or was refunded. */
  grant: saying(orNull(word(...grantStates)), 'What became of the grant of a paid order.'),
  /** Until when processProductGrant can answer; null before the payment. */
  grantDeadline: orNull(instant),
})

/** The order with this id. */
export function orderById(view: View, orderId: string): Order | undefined {
  return view.get('order', orderId)
}

/** The order with what `now` makes of it. */
export function viewOfOrder(order: Order, now: number): OrderView {
  return {
    ...order,
    status: statusOfOrder(order, now).status,
    grant: grantOf(order, now),
    grantDeadline: order.paidAt === null ? null : order.paidAt + grantTimeout,
  }
}

/** What get-order-status shows, in the words of 2026, and since when. */
export function statusOfOrder(
  order: Order,
  now: number,
): { status: Exclude<OrderStatus, 'MINIAPP_MISMATCH'>; since: number } {
  if (order.faultSince !== null) return { status: 'ERROR', since: order.faultSince }
  if (now < order.hiddenUntil) return { status: 'NOT_FOUND', since: order.createdAt }
  if (order.state === 'PAYMENT_COMPLETED' && now < order.paymentHiddenUntil) {
    return { status: 'ORDER_IN_PROGRESS', since: order.createdAt }
  }
  return { status: order.state, since: order.stateSince }
}

/** What became of the grant. */
export function grantOf(order: Order, now: number): GrantState | null {
  if (order.state === 'PURCHASED') return 'GRANTED'
  if (order.state !== 'PAYMENT_COMPLETED' || order.paidAt === null) return null
  if (order.grantAnswer === false) return 'REFUSED'
  return now < order.paidAt + grantTimeout ? 'WAITING' : 'TIMED_OUT'
}

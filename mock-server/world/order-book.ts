import type { Buyer, Order } from './shapes/purchase.js'
import type { Transaction, View } from './store.js'

/** How many orders the SDK's getCompletedOrRefundedOrders gives at once. Documented. */
export const orderPageSize = 50

const nobody: Buyer = { paid: 0, firstPending: 0 }

/** Puts an order at the end of the user's paid orders, and says which place that is. */
export function appendPaidOrder(transaction: Transaction, { orderId, userKey }: Order): number {
  const buyer = buyerOf(transaction, userKey)
  transaction.put('paidOrder', placeId(userKey, buyer.paid), orderId)
  transaction.put('buyer', String(userKey), { ...buyer, paid: buyer.paid + 1 })
  return buyer.paid
}

/** Moves the beginning of the user's pending orders past those that are settled. */
export function skipSettledOrders(transaction: Transaction, userKey: number): void {
  const buyer = buyerOf(transaction, userKey)
  let { firstPending } = buyer
  while (firstPending < buyer.paid && !isPending(orderAt(transaction, userKey, firstPending))) firstPending++
  if (firstPending !== buyer.firstPending) transaction.put('buyer', String(userKey), { ...buyer, firstPending })
}

/** The user's orders that are paid and not granted, oldest first. */
export function pendingOrders(view: View, userKey: number): Order[] {
  const { paid, firstPending } = buyerOf(view, userKey)
  const found: Order[] = []
  for (let place = firstPending; place < paid; place++) {
    const order = orderAt(view, userKey, place)
    if (isPending(order)) found.push(order)
  }
  return found
}

/** A page of the user's orders that were granted or refunded. */
export interface OrderPage {
  readonly orders: Order[]
  /** The place of the last of them, where more come after it. */
  readonly next: number | null
}

/** The user's orders that were granted or refunded, newest payment first; those before `place` where one is given. */
export function settledOrders(view: View, userKey: number, place?: number): OrderPage {
  const { paid } = buyerOf(view, userKey)
  const found: Order[] = []
  for (let at = Math.min(place ?? paid, paid) - 1; at >= 0; at--) {
    const order = orderAt(view, userKey, at)
    if (order === undefined || isPending(order)) continue
    if (found.length === orderPageSize) return { orders: found, next: at + 1 }
    found.push(order)
  }
  return { orders: found, next: null }
}

function buyerOf(view: View, userKey: number): Buyer {
  return view.get('buyer', String(userKey)) ?? nobody
}

function orderAt(view: View, userKey: number, place: number): Order | undefined {
  const orderId = view.get('paidOrder', placeId(userKey, place))
  return orderId === undefined ? undefined : view.get('order', orderId)
}

function isPending(order: Order | undefined): order is Order {
  return order?.state === 'PAYMENT_COMPLETED'
}

function placeId(userKey: number, place: number): string {
  return `${userKey} ${place}`
}

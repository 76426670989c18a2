import type { PurchaseErrorCode } from '../../contracts/index.js'
import { ownership } from './indexes.js'
import { orderArrows, orderById } from './order-states.js'
import type { Order, OrderState, Product } from './shapes/purchase.js'
import type { Transaction, View } from './store.js'

/** Starts an order: the user sees the payment screen. */
export function startOrder(
  transaction: Transaction,
  product: Product,
  given: { orderId?: string | undefined; userKey: number; now: number; notFoundFor: number },
): Order {
  const { userKey, now, notFoundFor } = given
  const order: Order = {
    orderId: given.orderId ?? transaction.random.timedUuid(now),
    sku: product.sku,
    productType: product.type,
    userKey,
    amount: product.amount,
    state: 'ORDER_IN_PROGRESS',
    stateSince: now,
    createdAt: now,
    paidAt: null,
    grantAnswer: null,
    grantedAt: null,
    refundedAt: null,
    failure: null,
    hiddenUntil: now + notFoundFor,
    paymentHiddenUntil: now,
    faultSince: null,
    place: null,
  }
  return putOrder(transaction, order)
}

/** The user's order that keeps them from buying the product again: one in progress, or one that gave it to them. */
export function orderThatOwns(view: View, userKey: number, sku: string): Order | undefined {
  const key = ownership({ userKey, sku })
  const subscription = view.find('subscription', 'owned', key)
  return subscription === undefined ? view.find('order', 'owned', key) : orderById(view, subscription.orderId)
}

/** The user pays. */
export function payOrder(
  transaction: Transaction,
  order: Order,
  { now, inProgressFor }: { now: number; inProgressFor: number },
): Order {
  const place = transaction.ranked('order', 'paidBy', order.userKey).size
  return putOrder(
    transaction,
    moved(order, 'PAYMENT_COMPLETED', now, { paidAt: now, paymentHiddenUntil: now + inProgressFor, place }),
  )
}

/** The mini-app's processProductGrant answers in time. */
export function answerGrant(transaction: Transaction, order: Order, granted: boolean, now: number): Order {
  return granted
    ? grantOrder(transaction, { ...order, grantAnswer: true }, now)
    : putOrder(transaction, { ...order, grantAnswer: false })
}

/** The product was given to the user. */
export function grantOrder(transaction: Transaction, order: Order, now: number): Order {
  return putOrder(transaction, moved(order, 'PURCHASED', now, { grantedAt: now }))
}

/** The purchase ends without a payment. */
export function failOrder(transaction: Transaction, order: Order, failure: PurchaseErrorCode, now: number): Order {
  return putOrder(transaction, moved(order, 'FAILED', now, { failure }))
}

/** The user gets the money back. */
export function refundOrder(transaction: Transaction, order: Order, now: number): Order {
  return putOrder(transaction, moved(order, 'REFUNDED', now, { refundedAt: now }))
}

/** The store's side cannot be asked about the order, or can again. */
export function setFault(transaction: Transaction, order: Order, faultSince: number | null): Order {
  return putOrder(transaction, { ...order, faultSince })
}

function moved(order: Order, state: OrderState, now: number, changes: Partial<Order>): Order {
  if (!orderArrows[order.state].includes(state)) throw new Error(`an order cannot go from ${order.state} to ${state}`)
  return { ...order, ...changes, state, stateSince: now }
}

function putOrder(transaction: Transaction, order: Order): Order {
  transaction.put('order', order.orderId, order)
  return order
}

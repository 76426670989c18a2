import { invalidOption } from '../../world/checks/option-check.js'
import { koreanTime } from '../../world/korean-time.js'
import { pendingOrders, settledOrders } from '../../world/order-lists.js'
import { orderById } from '../../world/order-states.js'
import { grantOrder } from '../../world/order-steps.js'
import { list, name, type Of, object, options, orNull, saying, text, truth, userKey, word } from '../../world/shape.js'
import type { Order } from '../../world/shapes/purchase.js'
import type { Transaction, View } from '../../world/store.js'
import { command, type SideOf } from '../command.js'
import type { TossSideContext } from '../context.js'
import { buyerIfAny } from '../order-start.js'

/** In whose app the SDK runs; by default the mini-app's first user. */
export interface SdkUser extends Of<typeof sdkUser> {}
const sdkUser = options({ userKey: saying(userKey, 'By default the mini-app’s first user.') })

/** Which page of a user's orders. */
const sdkOrdersQuery = options({
  ...sdkUser.properties,
  key: saying(orNull(text), 'nextKey of the page before.'),
})

/** An order that waits for its grant, as the SDK shows it. Documented (SDK types). */
export interface PendingOrder extends Of<typeof pendingOrderShape> {}
const pendingOrderShape = object({
  orderId: name,
  sku: name,
  /** Korean time without a zone (assumed). The SDK's types say that it may be missing; here it is always there. */
  paymentCompletedDate: text,
})

/** A page of orders that were granted or refunded, as the SDK shows it. Documented (SDK types). */
export interface CompletedOrRefundedOrders extends Of<typeof settledOrdersShape> {}
const settledOrdersShape = object({
  hasNext: truth,
  /** `key` for the next page; null on the last one. */
  nextKey: orNull(text),
  orders: list(
    object({
      orderId: name,
      sku: name,
      status: word('COMPLETED', 'REFUNDED'),
      /** When it was paid, or refunded; Korean time without a zone (assumed). */
      date: text,
    }),
  ),
})

/** What the SDK's methods about orders give to the mini-app in a user's Toss app. */
export type SdkOrdersSide = SideOf<typeof sdkOrderCommands>
export const sdkOrderCommands = {
  /** getPendingOrders: paid and not granted, oldest first. Throws `ERR_NOT_FOUND` for an unknown userKey. */
  getPendingOrders: command({
    at: 'GET sdk/pending-orders',
    id: 'getPendingOrders',
    says: 'What the SDK’s getPendingOrders gives in a user’s Toss app',
    takes: sdkUser,
    gives: object({ orders: list(pendingOrderShape) }),
    do: (context, user: SdkUser = {}) =>
      forUser(
        context,
        user.userKey,
        (world, userKey) => ({ orders: pendingOrders(world, userKey).map(pendingOrder) }),
        { orders: [] },
      ),
  }),
  /** getCompletedOrRefundedOrders: 50 a page, newest payment first (assumed). Throws `ERR_NOT_FOUND` and `ERR_INVALID_OPTION`. */
  getCompletedOrRefundedOrders: command({
    at: 'GET sdk/completed-or-refunded-orders',
    id: 'getCompletedOrRefundedOrders',
    says: 'What the SDK’s getCompletedOrRefundedOrders gives in a user’s Toss app: 50 a page',
    takes: sdkOrdersQuery,
    gives: settledOrdersShape,
    do: async (context, { userKey: named, key }: Of<typeof sdkOrdersQuery> = {}) => {
      const place = placeOf(key)
      const work = (world: View, userKey: number) => {
        const { orders, next } = settledOrders(world, userKey, place)
        const nextKey = next === null ? null : String(next)
        return { hasNext: next !== null, nextKey, orders: orders.map(settledOrder) }
      }
      return forUser(context, named, work, { hasNext: false, nextKey: null, orders: [] })
    },
  }),
}

/** Nothing is made: where nobody is named, and the mini-app has no user, nobody has an order. */
function forUser<Result>(
  { read }: TossSideContext,
  named: number | undefined,
  work: (world: View, userKey: number) => Result,
  ofNobody: Result,
): Promise<Result> {
  return read((world) => {
    const user = buyerIfAny(world, named)
    return user === undefined ? ofNobody : work(world, user.userKey)
  })
}

/**
 * completeProductGrant: PAYMENT_COMPLETED → PURCHASED. True when the order is granted afterwards, so again for one that was
 * granted before; false for any other order, an unknown one included (assumed).
 */
export function completeGrant(world: Transaction, orderId: string, now: number): boolean {
  const order = orderById(world, orderId)
  if (order?.state === 'PAYMENT_COMPLETED') grantOrder(world, order, now)
  return order?.state === 'PAYMENT_COMPLETED' || order?.state === 'PURCHASED'
}

function pendingOrder({ orderId, sku, paidAt }: Order): PendingOrder {
  return { orderId, sku, paymentCompletedDate: koreanTime(paidAt ?? 0) }
}

function settledOrder({ orderId, sku, paidAt, refundedAt }: Order) {
  const date = koreanTime(refundedAt ?? paidAt ?? 0)
  return { orderId, sku, status: refundedAt === null ? ('COMPLETED' as const) : ('REFUNDED' as const), date }
}

function placeOf(key: string | null | undefined): number | undefined {
  if (key === undefined || key === null) return undefined
  if (/^[0-9]{1,15}$/.test(key)) return Number(key)
  throw invalidOption(`key must be the nextKey of an earlier page, and is ${JSON.stringify(key)}`)
}

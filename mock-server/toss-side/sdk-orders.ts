import { koreanTime } from '../world/korean-time.js'
import { orderById } from '../world/order.js'
import { pendingOrders, settledOrders } from '../world/order-book.js'
import { grantOrder } from '../world/order-life.js'
import type { Order } from '../world/shapes/purchase.js'
import type { Transaction } from '../world/store.js'
import type { TossSideContext } from './context.js'
import { invalidOption } from './option-check.js'
import { buyerOf } from './order-start.js'

/** In whose app the SDK runs; by default the mini-app's first user. */
export interface SdkUser {
  readonly userKey?: number
}

/** An order that waits for its grant, as the SDK shows it. Documented (SDK types). */
export interface PendingOrder {
  readonly orderId: string
  readonly sku: string
  /** Korean time without a zone (assumed). */
  readonly paymentCompletedDate?: string
}

/** A page of orders that were granted or refunded, as the SDK shows it. Documented (SDK types). */
export interface CompletedOrRefundedOrders {
  readonly hasNext: boolean
  /** `key` for the next page; null on the last one. */
  readonly nextKey: string | null
  readonly orders: {
    readonly orderId: string
    readonly sku: string
    readonly status: 'COMPLETED' | 'REFUNDED'
    /** Of the payment, or of the refund; Korean time without a zone (assumed). */
    readonly date: string
  }[]
}

/** What the SDK's methods about orders give to the mini-app in a user's Toss app. */
export interface SdkOrdersSide {
  /** getPendingOrders: paid and not granted, oldest first. Throws `ERR_NOT_FOUND` for an unknown userKey. */
  getPendingOrders(user?: SdkUser): Promise<{ orders: PendingOrder[] }>
  /** getCompletedOrRefundedOrders: 50 a page, newest payment first (assumed). Throws `ERR_NOT_FOUND` and `ERR_INVALID_OPTION`. */
  getCompletedOrRefundedOrders(query?: SdkUser & { readonly key?: string | null }): Promise<CompletedOrRefundedOrders>
  /**
   * completeProductGrant: PAYMENT_COMPLETED → PURCHASED. True when the order is granted afterwards, so again for one that was
   * granted before; false for any other order, an unknown one included (assumed).
   */
  completeProductGrant(orderId: string): Promise<boolean>
}

/** The SDK's view of orders. */
export function createSdkOrdersSide({ update, clock, people }: TossSideContext): SdkOrdersSide {
  async function forUser<Result>(user: SdkUser, work: (world: Transaction, userKey: number) => Result) {
    const maker = await people()
    return update((world) => work(world, buyerOf(world, maker, clock.now(), user).userKey))
  }

  return {
    getPendingOrders: (user = {}) =>
      forUser(user, (world, userKey) => ({ orders: pendingOrders(world, userKey).map(pendingOrder) })),
    async getCompletedOrRefundedOrders({ userKey: named, key } = {}) {
      const place = placeOf(key)
      return forUser(named === undefined ? {} : { userKey: named }, (world, userKey) => {
        const { orders, next } = settledOrders(world, userKey, place)
        const nextKey = next === null ? null : String(next)
        return { hasNext: next !== null, nextKey, orders: orders.map(settledOrder) }
      })
    },
    completeProductGrant: (orderId) =>
      update((world) => {
        const order = orderById(world, orderId)
        if (order?.state === 'PAYMENT_COMPLETED') grantOrder(world, order, clock.now())
        return order?.state === 'PAYMENT_COMPLETED' || order?.state === 'PURCHASED'
      }),
  }
}

function pendingOrder({ orderId, sku, paidAt }: Order): PendingOrder {
  return { orderId, sku, ...(paidAt !== null && { paymentCompletedDate: koreanTime(paidAt) }) }
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

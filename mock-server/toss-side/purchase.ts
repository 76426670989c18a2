import type { PurchaseErrorCode } from '../../contracts/index.js'
import { isCodedError } from '../../errors/index.js'
import type { Clock } from '../clock.js'
import type { OrderView } from '../world/order.js'
import { displayAmount } from '../world/product.js'
import { subscriptionByOrder } from '../world/subscription.js'
import type { TossSideContext } from './context.js'
import type { OrdersSide, PayOptions, StartOptions } from './orders.js'
import { knownProduct } from './products.js'

/** What the SDK hands to the mini-app's processProductGrant. */
export interface GrantRequest {
  readonly orderId: string
  /** Of a subscription only. */
  readonly subscriptionId?: string
}

/** A whole purchase. */
export interface PurchaseOptions extends StartOptions, PayOptions {
  /**
   * What the mini-app's processProductGrant does: answers true (default) or false, does not answer, or is called as the
   * SDK calls it. One that throws counts as false (assumed).
   */
  readonly processProductGrant?: boolean | 'no-answer' | ((request: GrantRequest) => boolean | Promise<boolean>)
}

/** What the SDK tells the mini-app at the end. The fields of `data` are documented (SDK types). */
export type PurchaseEvent =
  | {
      readonly type: 'success'
      readonly data: {
        readonly orderId: string
        readonly displayName: string
        readonly displayAmount: string
        readonly amount: number
        readonly currency: 'KRW'
        readonly fraction: number
        readonly miniAppIconUrl: string
      }
    }
  | { readonly type: 'error'; readonly code: PurchaseErrorCode }

/** The order and the event of a purchase. */
export interface Purchase {
  readonly order: OrderView
  readonly event: PurchaseEvent
}

/** The SDK's createOneTimePurchaseOrder and createSubscriptionPurchaseOrder from beginning to end. */
export interface PurchaseSide {
  /**
   * The user buys: the order is started and paid, then the mini-app is asked to grant it. A function has 30 seconds on the
   * mock's clock. The event is PRODUCT_NOT_GRANTED_BY_PARTNER where it does not answer true in time (assumed).
   *
   * @throws CodedError as `start` does
   * @example
   * ```ts
   * const { order, event } = await mock.toss.orders.purchase({
   *   processProductGrant: ({ orderId }) => myBackend.grant(orderId),
   * })
   * ```
   */
  purchase(options?: PurchaseOptions): Promise<Purchase>
}

/** The whole purchase, made of the steps of `orders`. */
export function createPurchase(
  { read, update, clock, miniApp }: TossSideContext,
  orders: Pick<OrdersSide, 'start' | 'pay' | 'answerGrant' | 'get'>,
): PurchaseSide {
  return {
    async purchase(options = {}) {
      const { processProductGrant = true, inProgressForSeconds = 0, ...startOptions } = options
      const { orderId, sku } = await orders.start(startOptions)
      const paid = await orders.pay(orderId, { inProgressForSeconds })
      const subscription = await read((world) => subscriptionByOrder(world, orderId))
      const request = { orderId, ...(subscription && { subscriptionId: subscription.subscriptionId }) }
      const answer = await answerOf(processProductGrant, request, { clock, deadline: paid.grantDeadline ?? 0 })
      if (answer !== undefined) {
        await orders.answerGrant(orderId, answer).catch((error) => {
          // Too late, or the order was completed or refunded meanwhile: the order says which.
          if (!isCodedError(error, 'ERR_CONFLICT')) throw error
        })
      }
      const order = await orders.get(orderId)
      if (order.state !== 'PURCHASED')
        return { order, event: { type: 'error', code: 'PRODUCT_NOT_GRANTED_BY_PARTNER' } }
      const { displayName } = await update((world) => knownProduct(world, sku))
      const data = {
        orderId,
        displayName,
        displayAmount: displayAmount(order.amount),
        amount: order.amount,
        currency: 'KRW' as const,
        fraction: 0,
        miniAppIconUrl: `https://example.com/${miniApp}.png`,
      }
      return { order, event: { type: 'success', data } }
    },
  }
}

/** What processProductGrant answered before `deadline`; undefined: nothing. */
async function answerOf(
  grant: NonNullable<PurchaseOptions['processProductGrant']>,
  request: GrantRequest,
  time: { clock: Clock; deadline: number },
): Promise<boolean | undefined> {
  if (grant === 'no-answer') return undefined
  if (typeof grant === 'boolean') return grant
  const answer = Promise.resolve()
    .then(() => grant(request))
    .then(
      (granted) => granted === true,
      () => false,
    )
  const passing = passed(time)
  try {
    return await Promise.race([answer, passing.promise])
  } finally {
    passing.stop()
  }
}

/** Resolves when the mock's clock has reached `deadline`, by itself or because it was moved. */
function passed({ clock, deadline }: { clock: Clock; deadline: number }) {
  let timer: NodeJS.Timeout | undefined
  let stopListening = () => {}
  const promise = new Promise<undefined>((resolve) => {
    const look = () => {
      clearTimeout(timer)
      const left = deadline - clock.now()
      if (left <= 0) resolve(undefined)
      else timer = setTimeout(look, clock.state.frozen ? 1_000 : left)
    }
    stopListening = clock.onMove(look)
    look()
  })
  const stop = () => {
    clearTimeout(timer)
    stopListening()
  }
  return { promise, stop }
}

import { type PurchaseErrorCode, purchaseErrors } from '../../../contracts/index.js'
import { isCodedError } from '../../../errors/index.js'
import type { Clock } from '../../world/clock.js'
import { displayAmount } from '../../world/product.js'
import { either, type Of, object, options, type Shape, text, won, word } from '../../world/shape.js'
import { subscriptionByOrder } from '../../world/subscription-states.js'
import { command, type SideOf, sideOf } from '../command.js'
import type { TossSideContext } from '../context.js'
import { startShape } from '../order-start.js'
import { orderViewShape } from '../order-view.js'
import { passed } from '../until-clock-reaches.js'
import { orderCommands, payShape } from './orders.js'
import { knownProduct } from './products.js'
import type { sdkOrderCommands } from './sdk-orders.js'

/** What the SDK hands to the mini-app's processProductGrant. */
export interface GrantRequest {
  readonly orderId: string
  /** Of a subscription only. */
  readonly subscriptionId?: string
}

type ProcessProductGrant = boolean | 'no-answer' | ((request: GrantRequest) => boolean | Promise<boolean>)

/** Over HTTP a function cannot be handed over. */
const processProductGrant: Shape<ProcessProductGrant> = {
  enum: [true, false, 'no-answer'],
  description: 'Default true.',
}

/** A whole purchase. */
export interface PurchaseOptions extends Of<typeof purchaseOptions> {}
export const purchaseOptions = options({
  ...startShape.properties,
  ...payShape.properties,
  /**
   * What the mini-app's processProductGrant does: answers true (default) or false, does not answer, or is called as the
   * SDK calls it. One that throws counts as false (assumed).
   */
  processProductGrant,
})

/** What the SDK tells the mini-app at the end. The fields of `data` are documented (SDK types). */
export type PurchaseEvent = Of<typeof purchaseEvent>
const purchaseEvent = either(
  object({
    type: word('success'),
    data: object({
      orderId: text,
      displayName: text,
      displayAmount: text,
      amount: won,
      currency: word('KRW'),
      fraction: won,
      miniAppIconUrl: text,
    }),
  }),
  object({ type: word('error'), code: word(...(Object.keys(purchaseErrors) as PurchaseErrorCode[])) }),
)

/** The order and the event of a purchase. */
export interface Purchase extends Of<typeof purchaseShape> {}
export const purchaseShape = object({ order: orderViewShape, event: purchaseEvent })

/** What is done about orders, step by step and as a whole. */
export type OrdersSide = SideOf<typeof orderCommands & typeof purchaseCommands & typeof sdkOrderCommands>

/** The SDK's createOneTimePurchaseOrder and createSubscriptionPurchaseOrder from beginning to end. */
export type PurchaseSide = SideOf<typeof purchaseCommands>
export const purchaseCommands = {
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
  purchase: command({
    at: 'POST purchases',
    id: 'purchase',
    says: 'A whole purchase: start, payment, and what processProductGrant answers',
    takes: purchaseOptions,
    gives: purchaseShape,
    status: 201,
    do: (context, options: PurchaseOptions = {}) => purchase(context, options),
  }),
}

/** A whole purchase, made of the steps of the order. */
export async function purchase(context: TossSideContext, options: PurchaseOptions): Promise<Purchase> {
  const { read, update, clock, miniApp } = context
  const orders = sideOf(orderCommands, context)
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
  if (order.state !== 'PURCHASED') return { order, event: { type: 'error', code: 'PRODUCT_NOT_GRANTED_BY_PARTNER' } }
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

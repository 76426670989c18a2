import type { PurchaseErrorCode } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import { type OrderView, orderById, viewOfOrder } from '../world/order.js'
import { answerGrant, failOrder, payOrder, refundOrder, setFault } from '../world/order-life.js'
import type { Order, OrderState } from '../world/shapes/purchase.js'
import type { Page, Transaction, View } from '../world/store.js'
import { type SubscriptionChange, subscriptionArrows, subscriptionByOrder } from '../world/subscription.js'
import { createSubscription, keepSubscription, stepSubscription } from '../world/subscription-life.js'
import type { TossSideContext } from './context.js'
import { checkOptions, invalidOption } from './option-check.js'
import { start } from './order-start.js'
import { knownProduct } from './products.js'
import { createPurchase, type PurchaseSide } from './purchase.js'
import { createSdkOrdersSide, type SdkOrdersSide } from './sdk-orders.js'
import { announcing } from './subscription-webhook.js'

/** What is bought, and by whom. */
export interface StartOptions {
  /** By default the first product on sale that is not a subscription. */
  readonly sku?: string
  /** By default the mini-app's first user, made when there is none. No login is needed. */
  readonly userKey?: number
  /** By default a made-up UUID of version 7, as production's are. */
  readonly orderId?: string
  /** For so long get-order-status answers NOT_FOUND, as production was seen to do for a moment; default 0. */
  readonly notFoundForSeconds?: number
}

/** How the payment comes in. */
export interface PayOptions {
  /** For so long get-order-status still answers ORDER_IN_PROGRESS, as production was seen to do; default 0. */
  readonly inProgressForSeconds?: number
}

/** Why a purchase ends without a payment. */
export interface FailOptions {
  /** What the SDK tells the mini-app, default INTERNAL_ERROR. */
  readonly error?: FailError
}

/** What can go wrong between the start of an order and its payment. */
export const failErrors = [
  'NETWORK_ERROR',
  'INVALID_USER_ENVIRONMENT',
  'APP_MARKET_VERIFICATION_FAILED',
  'TOSS_SERVER_VERIFICATION_FAILED',
  'INTERNAL_ERROR',
  'KOREAN_ACCOUNT_ONLY',
  'USER_CANCELED',
] as const satisfies readonly PurchaseErrorCode[]

/** One of {@link failErrors}. */
export type FailError = (typeof failErrors)[number]

/**
 * What user, app store and mini-app do about orders. Every method that takes an orderId throws CodedError `ERR_NOT_FOUND`
 * for one that the mini-app does not have, and `ERR_CONFLICT` for a step that its state does not allow.
 */
export interface OrdersSide extends PurchaseSide, SdkOrdersSide {
  /**
   * The user sees the payment screen: ORDER_IN_PROGRESS.
   *
   * @throws CodedError `ERR_NOT_FOUND` naming INVALID_PRODUCT_ID; `ERR_CONFLICT` naming ITEM_ALREADY_OWNED or
   * PAYMENT_PENDING; `ERR_INVALID_OPTION`
   */
  start(options?: StartOptions): Promise<OrderView>
  /** The user pays: ORDER_IN_PROGRESS → PAYMENT_COMPLETED. The mini-app has 30 seconds to grant. Begins a subscription. */
  pay(orderId: string, options?: PayOptions): Promise<OrderView>
  /** The mini-app's processProductGrant answers: true leads to PURCHASED, false leaves the order to completeProductGrant. */
  answerGrant(orderId: string, granted: boolean): Promise<OrderView>
  /** ORDER_IN_PROGRESS → FAILED. */
  fail(orderId: string, options?: FailOptions): Promise<OrderView>
  /** PAYMENT_COMPLETED or PURCHASED → REFUNDED. Revokes a subscription. */
  refund(orderId: string): Promise<OrderView>
  /** The app store cannot be asked about the order, or can again: get-order-status answers ERROR meanwhile. */
  setProviderFault(orderId: string, isFaulty: boolean): Promise<OrderView>
  /** The order as it is now. */
  get(orderId: string): Promise<OrderView>
  /** In the order of their creation, 100 unless told; `after` is an orderId. */
  list(page?: Page): Promise<OrderView[]>
}

/** What a step does to an order, and to the subscription that hangs on it. */
interface Stepped {
  readonly order: Order
  readonly changes?: readonly SubscriptionChange[]
}

type Step = (world: Transaction, order: Order, now: number) => Stepped

/** What the steps are called, and from which states they start. */
const steps = {
  pay: ['ORDER_IN_PROGRESS'],
  fail: ['ORDER_IN_PROGRESS'],
  answerGrant: ['PAYMENT_COMPLETED'],
  completeProductGrant: ['PAYMENT_COMPLETED'],
  refund: ['PAYMENT_COMPLETED', 'PURCHASED'],
} as const satisfies Record<string, readonly OrderState[]>

/** The orders' part of the Toss side. */
export function createOrdersSide(context: TossSideContext): OrdersSide {
  const { read, update, clock, people } = context

  /** A step that may concern a subscription, and is told to the webhook then. */
  async function take(name: keyof typeof steps, orderId: string, step: Step): Promise<OrderView> {
    const { result } = await announcing(context, (world, now) => {
      const order = knownOrder(world, orderId)
      if (!(steps[name] as readonly OrderState[]).includes(order.state)) throw impossible(name, order, now)
      const { order: after, changes = [] } = step(world, order, now)
      return { result: viewOfOrder(after, now), changes }
    })
    return result
  }

  const side: Omit<OrdersSide, keyof PurchaseSide | keyof SdkOrdersSide> = {
    async start(options = {}) {
      const maker = await people()
      return update((world) => viewOfOrder(start(world, maker, clock.now(), options), clock.now()))
    },
    async pay(orderId, { inProgressForSeconds = 0 } = {}) {
      checkSeconds(inProgressForSeconds, 'inProgressForSeconds')
      return take('pay', orderId, (world, order, now) => {
        const paid = payOrder(world, order, { now, inProgressFor: inProgressForSeconds * 1000 })
        if (order.productType !== 'SUBSCRIPTION') return { order: paid }
        const { change } = createSubscription(world, paid, knownProduct(world, order.sku), now)
        return { order: paid, changes: [change] }
      })
    },
    async answerGrant(orderId, granted) {
      checkOptions({ type: 'boolean' }, granted, 'granted')
      return take('answerGrant', orderId, (world, order, now) => {
        if (viewOfOrder(order, now).grant !== 'WAITING') throw impossible('answerGrant', order, now)
        return { order: answerGrant(world, order, granted, now) }
      })
    },
    async fail(orderId, { error = 'INTERNAL_ERROR' } = {}) {
      if (!failErrors.includes(error)) {
        throw invalidOption(
          `error: ${JSON.stringify(error)} cannot end an order`,
          `Choose among ${failErrors.join(', ')}.`,
        )
      }
      return take('fail', orderId, (world, order, now) => ({ order: failOrder(world, order, error, now) }))
    },
    refund: (orderId) =>
      take('refund', orderId, (world, order, now) => ({
        order: refundOrder(world, order, now),
        changes: revoke(world, orderId, now),
      })),
    async setProviderFault(orderId, isFaulty) {
      checkOptions({ type: 'boolean' }, isFaulty, 'isFaulty')
      return update((world) => {
        const now = clock.now()
        const order = knownOrder(world, orderId)
        return viewOfOrder(setFault(world, order, isFaulty ? (order.faultSince ?? now) : null), now)
      })
    },
    get: (orderId) => read((world) => viewOfOrder(knownOrder(world, orderId), clock.now())),
    list: (page) => read((world) => world.list('order', page).map((order) => viewOfOrder(order, clock.now()))),
  }
  return {
    ...side,
    ...createPurchase(context, side),
    ...createSdkOrdersSide(context),
  }
}

/** The order with this id, or `ERR_NOT_FOUND`. */
export function knownOrder(world: View, orderId: string): Order {
  const order = orderById(world, orderId)
  if (order === undefined) {
    throw new CodedError('ERR_NOT_FOUND', `orderId: this mini-app has no order ${orderId}`, {
      fix: 'List the orders to see which there are, or start one.',
    })
  }
  return order
}

/** Checks a length of time. */
export function checkSeconds(seconds: number, field: string): void {
  checkOptions({ type: 'number', minimum: 0, maximum: 86_400 }, seconds, field)
}

/** A refunded subscription is over at once; one that is over already stays as it is. */
function revoke(world: Transaction, orderId: string, now: number): SubscriptionChange[] {
  const subscription = subscriptionByOrder(world, orderId)
  if (subscription === undefined || !subscriptionArrows.REVOKED.includes(subscription.status)) return []
  const { subscription: revoked, change } = stepSubscription(subscription, 'REVOKED', now)
  keepSubscription(world, revoked)
  return [change]
}

function impossible(step: keyof typeof steps, order: Order, now: number): CodedError {
  const { orderId, state } = order
  const { grant } = viewOfOrder(order, now)
  const possible = Object.entries(steps)
    .filter(([name, from]) => (from as readonly OrderState[]).includes(state) && name !== step)
    .map(([name]) => name)
    .filter((name) => name !== 'answerGrant' || grant === 'WAITING')
  const why = {
    TIMED_OUT: ' and processProductGrant did not answer within 30 seconds',
    REFUSED: ' and processProductGrant answered false',
    WAITING: '',
    GRANTED: '',
  }[grant ?? 'WAITING']
  const rest = possible.length === 0 ? 'that is final' : `possible: ${possible.join(', ')}`
  return new CodedError('ERR_CONFLICT', `${step}: order ${orderId} is ${state}${why}; ${rest}`)
}

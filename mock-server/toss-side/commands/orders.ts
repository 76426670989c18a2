import type { PurchaseErrorCode } from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'
import { checkOptions } from '../../world/checks/option-check.js'
import { orderById } from '../../world/order-states.js'
import { answerGrant, failOrder, payOrder, refundOrder, setFault } from '../../world/order-steps.js'
import { list, type Of, options, type Shape, saying, truth, word } from '../../world/shape.js'
import type { Order, OrderState } from '../../world/shapes/purchase.js'
import type { Page, Transaction, View } from '../../world/store.js'
import { type SubscriptionChange, subscriptionArrows, subscriptionByOrder } from '../../world/subscription-states.js'
import { createSubscription, keepSubscription, stepSubscription } from '../../world/subscription-steps.js'
import { command } from '../command.js'
import type { TossSideContext } from '../context.js'
import { pageOf } from '../list-page.js'
import { type StartOptions, secondsOfDay, start, startShape } from '../order-start.js'
import { type OrderStep, type OrderView, orderSteps, orderViewShape, viewOfOrder } from '../order-view.js'
import { announcing } from '../subscription-webhook.js'
import { knownProduct } from './products.js'
import { completeGrant } from './sdk-orders.js'

/** How the payment comes in. */
export interface PayOptions extends Of<typeof payShape> {}
export const payShape = options({
  /** For so long get-order-status still answers ORDER_IN_PROGRESS, as production was seen to do; default 0. */
  inProgressForSeconds: saying(secondsOfDay, 'How long get-order-status hides the payment.'),
})

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

/** Why a purchase ends without a payment. */
export interface FailOptions extends Of<typeof failShape> {}
export const failShape = options({
  /** What the SDK tells the mini-app, default INTERNAL_ERROR. */
  error: word(...failErrors),
})

const grantAnswer = options({ granted: truth }, ['granted'])
const providerFault = options({ isFaulty: truth }, ['isFaulty'])

/** What a step does to an order, and to the subscription that hangs on it. */
interface Stepped {
  readonly order: Order
  readonly changes?: readonly SubscriptionChange[]
}

type Step = (world: Transaction, order: Order, now: number) => Stepped

/** A step that may concern a subscription, and is told to the webhook then. */
async function take(context: TossSideContext, name: OrderStep, orderId: string, step: Step): Promise<OrderView> {
  const { result } = await announcing(context, (world, now) => {
    const order = knownOrder(world, orderId)
    if (!(orderSteps[name] as readonly OrderState[]).includes(order.state)) throw impossible(name, order, now)
    const { order: after, changes = [] } = step(world, order, now)
    return { result: viewOfOrder(after, now), changes }
  })
  return result
}

/**
 * What user, app store and mini-app do about orders. Every method that takes an orderId throws CodedError `ERR_NOT_FOUND`
 * for one that the mini-app does not have, and `ERR_CONFLICT` for a step that its state does not allow.
 */
export const orderCommands = {
  /** In the order of their creation, 100 by default; `after` is an orderId. */
  list: command({
    at: 'GET orders',
    id: 'listOrders',
    says: 'The orders, in the order of their creation',
    takes: pageOf('An orderId: only those that come after this order.'),
    gives: list(orderViewShape),
    under: 'orders',
    do: ({ read, clock }, page?: Page) =>
      read((world) => world.list('order', page).map((order) => viewOfOrder(order, clock.now()))),
  }),
  /**
   * The user sees the payment screen: ORDER_IN_PROGRESS.
   *
   * @throws CodedError `ERR_NOT_FOUND` naming INVALID_PRODUCT_ID; `ERR_CONFLICT` naming ITEM_ALREADY_OWNED or
   * PAYMENT_PENDING; `ERR_INVALID_OPTION`
   */
  start: command({
    at: 'POST orders',
    id: 'startOrder',
    says: 'A user begins to buy: ORDER_IN_PROGRESS',
    takes: startShape,
    named: 'order',
    gives: orderViewShape,
    status: 201,
    do: async ({ update, people, clock }, order: StartOptions = {}) => {
      const maker = await people()
      return update((world) => viewOfOrder(start(world, maker, clock.now(), order), clock.now()))
    },
  }),
  /** The order as it is now. */
  get: command({
    at: 'GET orders/{orderId}',
    id: 'getOrder',
    says: 'One order',
    gives: orderViewShape,
    do: ({ read, clock }, orderId: string) => read((world) => viewOfOrder(knownOrder(world, orderId), clock.now())),
  }),
  /** The user pays: ORDER_IN_PROGRESS → PAYMENT_COMPLETED. The mini-app has 30 seconds to grant. Begins a subscription. */
  pay: command({
    at: 'POST orders/{orderId}/pay',
    id: 'payOrder',
    possibleAs: 'pay' satisfies OrderStep,
    says: 'The user pays: PAYMENT_COMPLETED; begins a subscription',
    takes: payShape,
    gives: orderViewShape,
    do: (context, orderId: string, { inProgressForSeconds = 0 }: PayOptions = {}) =>
      take(context, 'pay', orderId, (world, order, now) => {
        const paid = payOrder(world, order, { now, inProgressFor: inProgressForSeconds * 1000 })
        if (order.productType !== 'SUBSCRIPTION') return { order: paid }
        const { change } = createSubscription(world, paid, knownProduct(world, order.sku), now)
        return { order: paid, changes: [change] }
      }),
  }),
  /** The mini-app's processProductGrant answers: true leads to PURCHASED, false leaves the order to completeProductGrant. */
  answerGrant: command({
    at: 'POST orders/{orderId}/grant',
    id: 'answerGrant',
    possibleAs: 'answerGrant' satisfies OrderStep,
    says: 'The mini-app’s processProductGrant answers, within 30 seconds',
    takes: grantAnswer,
    spread: ({ granted }: Of<typeof grantAnswer>) => [granted],
    gives: orderViewShape,
    do: async (context, orderId: string, granted: boolean) => {
      checkOptions(truth, granted, 'granted')
      return take(context, 'answerGrant', orderId, (world, order, now) => {
        if (viewOfOrder(order, now).grant !== 'WAITING') throw impossible('answerGrant', order, now)
        return { order: answerGrant(world, order, granted, now) }
      })
    },
  }),
  /** ORDER_IN_PROGRESS → FAILED. */
  fail: command({
    at: 'POST orders/{orderId}/fail',
    id: 'failOrder',
    possibleAs: 'fail' satisfies OrderStep,
    says: 'The purchase ends without a payment: FAILED',
    takes: failShape,
    gives: orderViewShape,
    do: (context, orderId: string, { error = 'INTERNAL_ERROR' }: FailOptions = {}) =>
      take(context, 'fail', orderId, (world, order, now) => ({ order: failOrder(world, order, error, now) })),
  }),
  /** PAYMENT_COMPLETED or PURCHASED → REFUNDED. Revokes a subscription. */
  refund: command({
    at: 'POST orders/{orderId}/refund',
    id: 'refundOrder',
    possibleAs: 'refund' satisfies OrderStep,
    says: 'The user gets the money back: REFUNDED; revokes a subscription',
    gives: orderViewShape,
    do: (context, orderId: string) =>
      take(context, 'refund', orderId, (world, order, now) => ({
        order: refundOrder(world, order, now),
        changes: revoke(world, orderId, now),
      })),
  }),
  /** The app store cannot be asked about the order, or can again: get-order-status answers ERROR meanwhile. */
  setProviderFault: command({
    at: 'POST orders/{orderId}/provider-fault',
    id: 'setProviderFault',
    says: 'The app store cannot be asked about the order (ERROR), or can again',
    takes: providerFault,
    spread: ({ isFaulty }: Of<typeof providerFault>) => [isFaulty],
    gives: orderViewShape,
    do: async ({ update, clock }, orderId: string, isFaulty: boolean) => {
      checkOptions(truth, isFaulty, 'isFaulty')
      return update((world) => {
        const now = clock.now()
        const order = knownOrder(world, orderId)
        return viewOfOrder(setFault(world, order, isFaulty ? (order.faultSince ?? now) : null), now)
      })
    },
  }),
  /**
   * completeProductGrant: PAYMENT_COMPLETED → PURCHASED. True when the order is granted afterwards, so again for one that was
   * granted before; false for any other order, an unknown one included (assumed).
   */
  completeProductGrant: command({
    at: 'POST orders/{orderId}/complete-product-grant',
    id: 'completeProductGrant',
    possibleAs: 'completeProductGrant' satisfies OrderStep,
    says: 'The SDK’s completeProductGrant',
    gives: truth as Shape<boolean>,
    under: 'completed',
    do: ({ update, clock }, orderId: string) => update((world) => completeGrant(world, orderId, clock.now())),
  }),
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

/** A refunded subscription is over at once; one that is over already stays as it is. */
function revoke(world: Transaction, orderId: string, now: number): SubscriptionChange[] {
  const subscription = subscriptionByOrder(world, orderId)
  if (subscription === undefined || !subscriptionArrows.REVOKED.includes(subscription.status)) return []
  const { subscription: revoked, change } = stepSubscription(subscription, 'REVOKED', now)
  keepSubscription(world, revoked)
  return [change]
}

function impossible(step: OrderStep, order: Order, now: number): CodedError {
  const { orderId, state } = order
  const { grant, possible: all } = viewOfOrder(order, now)
  const possible = all.filter((name) => name !== step)
  const why = {
    TIMED_OUT: ' and processProductGrant did not answer within 30 seconds',
    REFUSED: ' and processProductGrant answered false',
    WAITING: '',
    GRANTED: '',
  }[grant ?? 'WAITING']
  const rest = possible.length === 0 ? 'that is final' : `possible: ${possible.join(', ')}`
  return new CodedError('ERR_CONFLICT', `${step}: order ${orderId} is ${state}${why}; ${rest}`)
}

import {
  type SubscriptionChangeReason,
  subscriptionChangeReasons,
  subscriptionStatuses,
} from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'
import { checkOptions } from '../../world/checks/option-check.js'
import { koreanTime } from '../../world/korean-time.js'
import { orderById } from '../../world/order-states.js'
import { orderThatOwns, refundOrder } from '../../world/order-steps.js'
import { between, count, list, type Of, object, options, orNull, saying, text, truth, word } from '../../world/shape.js'
import {
  type EventDisorder,
  eventDisorderShape,
  type Subscription,
  subscriptionShape,
} from '../../world/shapes/subscription.js'
import type { Page, Transaction, View } from '../../world/store.js'
import { askForDisorder } from '../../world/subscription-events.js'
import { isAccessGranted, obstacleTo, possibleChanges, subscriptionByOrder } from '../../world/subscription-states.js'
import { type Changed, extendSubscription, keepSubscription, stepSubscription } from '../../world/subscription-steps.js'
import { deliveryShape } from '../callbacks/delivery-shape.js'
import { command, type SideOf } from '../command.js'
import type { TossSideContext } from '../context.js'
import { pageOf } from '../list-page.js'
import { announcing } from '../subscription-webhook.js'
import { firstProduct, knownProduct } from './products.js'
import { type PurchaseOptions, purchase, purchaseOptions, purchaseShape } from './purchase.js'

/** What can be asked for of the next event. */
export const eventDisorderOptions = options(eventDisorderShape.properties)

/** A subscription as a test looks at it. */
export interface SubscriptionView extends Of<typeof subscriptionView> {}
const viewFields = {
  ...subscriptionShape.properties,
  accessGranted: truth,
  /** The changes that are possible now. */
  possible: list(word(...subscriptionChangeReasons)),
}
const subscriptionView = object(viewFields)

/** A subscription after a change. */
export interface SubscriptionChanged extends Of<typeof subscriptionChanged> {}
const subscriptionChanged = object({
  subscription: subscriptionView,
  /** How the partner took the webhook; null where none was sent: no webhook is set. */
  delivery: saying(orNull(deliveryShape), 'How the partner answered; null where nothing was sent.'),
})

/** What the SDK's getSubscriptionInfo gives. Documented (SDK types). */
export interface SubscriptionInfo extends Of<typeof subscriptionInfo> {}
const subscriptionInfo = object({
  subscription: object({
    catalogId: count,
    status: word(...subscriptionStatuses),
    /** Korean time without a zone (assumed). */
    expiresAt: orNull(text),
    isAutoRenew: truth,
    gracePeriodExpiresAt: orNull(text),
    isAccessible: truth,
  }),
})

const extension = options({ days: between(1, 365) }, ['days'])
const paymentFailing = options({ paymentFails: truth }, ['paymentFails'])

async function change(
  context: TossSideContext,
  orderId: string,
  reason: SubscriptionChangeReason,
  work: (world: Transaction, subscription: Subscription, now: number) => Changed,
): Promise<SubscriptionChanged> {
  const { result, delivery } = await announcing(context, (world, now) => {
    const before = knownSubscription(world, orderId)
    checkChange(world, before, reason)
    const { subscription, change: made } = work(world, before, now)
    keepSubscription(world, subscription)
    return { result: viewOf(subscription), changes: [made] }
  })
  return { subscription: result, delivery }
}

const taking = (
  path: string,
  id: string,
  says: string,
  reason: Exclude<SubscriptionChangeReason, 'CREATED' | 'EXTENDED'>,
) =>
  command({
    at: `POST subscriptions/{orderId}/${path}`,
    id,
    says,
    possibleAs: reason,
    gives: subscriptionChanged,
    do: (context, orderId: string) =>
      change(context, orderId, reason, (_world, subscription, now) => stepSubscription(subscription, reason, now)),
  })

async function look<Result>(context: TossSideContext, work: (world: Transaction) => Result): Promise<Result> {
  return (await announcing(context, (world) => ({ result: work(world), changes: [] }))).result
}

/**
 * The life of subscriptions. Each change is sent to the webhook before the method resolves. Every method that takes an
 * orderId (that of the order that began the subscription) throws CodedError `ERR_NOT_FOUND` for one that has no
 * subscription, and `ERR_CONFLICT` for a change that its status does not allow.
 *
 * With the mock's clock a subscription renews, expires, or goes through grace period and hold by itself.
 */
export type SubscriptionsSide = SideOf<typeof subscriptionCommands>
export const subscriptionCommands = {
  /** In the order of their creation, 100 by default; `after` is an orderId. */
  list: command({
    at: 'GET subscriptions',
    id: 'listSubscriptions',
    says: 'The subscriptions, in the order of their creation',
    takes: pageOf('An orderId: only those that come after this one.'),
    gives: list(subscriptionView),
    under: 'subscriptions',
    do: (context, page?: Page) => look(context, (world) => world.list('subscription', page).map(viewOf)),
  }),
  /**
   * A user subscribes: a whole purchase of a subscription product, by default the first one on sale.
   *
   * @throws CodedError as `orders.purchase` does
   */
  create: command({
    at: 'POST subscriptions',
    id: 'createSubscription',
    says: 'A user subscribes: a whole purchase of a subscription product',
    takes: purchaseOptions,
    gives: object({ ...viewFields, purchase: purchaseShape }),
    status: 201,
    do: async (context, options: PurchaseOptions = {}) => {
      const sku = await context.read((world) =>
        options.sku === undefined
          ? firstProduct(world, ['SUBSCRIPTION']).sku
          : knownSubscriptionProduct(world, options.sku),
      )
      const bought = await purchase(context, { ...options, sku })
      const subscription = await look(context, (world) => knownSubscription(world, bought.order.orderId))
      return { ...viewOf(subscription), purchase: bought }
    },
  }),
  get: command({
    at: 'GET subscriptions/{orderId}',
    id: 'getSubscription',
    says: 'One subscription',
    gives: subscriptionView,
    do: (context, orderId: string) => look(context, (world) => viewOf(knownSubscription(world, orderId))),
  }),
  /** The next period is paid, before the last one is over. RENEWED. */
  renew: taking('renew', 'renewSubscription', 'The next period is paid: RENEWED', 'RENEWED'),
  /** A renewal payment failed; the user keeps access for 7 days. ENTERED_GRACE_PERIOD. */
  enterGracePeriod: taking(
    'enter-grace-period',
    'enterGracePeriod',
    'A renewal payment failed: ENTERED_GRACE_PERIOD',
    'ENTERED_GRACE_PERIOD',
  ),
  /** No access until it is paid, for 30 days at most. ON_HOLD. */
  hold: taking('hold', 'holdSubscription', 'No access until it is paid: ON_HOLD', 'ON_HOLD'),
  /** The user pauses it. PAUSED. */
  pause: taking('pause', 'pauseSubscription', 'The user pauses it: PAUSED', 'PAUSED'),
  /** Back to ACTIVE from grace period, hold or pause. RECOVERED. */
  recover: taking('recover', 'recoverSubscription', 'Back from grace period, hold or pause: RECOVERED', 'RECOVERED'),
  /** A cancelled one goes on, an expired one begins again. RESTARTED. */
  restart: taking('restart', 'restartSubscription', 'A cancelled or expired one goes on: RESTARTED', 'RESTARTED'),
  /** The user cancels: ACTIVE until the paid period is over. AUTO_RENEW_DISABLED. */
  cancelAutoRenewal: taking(
    'cancel-auto-renewal',
    'cancelAutoRenewal',
    'The user cancels: AUTO_RENEW_DISABLED',
    'AUTO_RENEW_DISABLED',
  ),
  /** The user takes the cancellation back. AUTO_RENEW_ENABLED. */
  enableAutoRenewal: taking(
    'enable-auto-renewal',
    'enableAutoRenewal',
    'The cancellation is taken back: AUTO_RENEW_ENABLED',
    'AUTO_RENEW_ENABLED',
  ),
  /** The paid period lasts so many days longer. EXTENDED. Throws `ERR_INVALID_OPTION` for less than 1 or more than 365. */
  extend: command({
    at: 'POST subscriptions/{orderId}/extend',
    id: 'extendSubscription',
    possibleAs: 'EXTENDED' satisfies SubscriptionChangeReason,
    says: 'The paid period lasts longer: EXTENDED',
    takes: extension,
    gives: subscriptionChanged,
    do: (context, orderId: string, { days }: Of<typeof extension>) =>
      change(context, orderId, 'EXTENDED', (_world, subscription, now) =>
        extendSubscription(subscription, { by: days * 86_400_000, at: now }),
      ),
  }),
  /** It ends now. EXPIRED. */
  expire: taking('expire', 'expireSubscription', 'It ends now: EXPIRED', 'EXPIRED'),
  /** It ends now, and the order is refunded (assumed). REVOKED. */
  revoke: command({
    at: 'POST subscriptions/{orderId}/revoke',
    id: 'revokeSubscription',
    possibleAs: 'REVOKED' satisfies SubscriptionChangeReason,
    says: 'It ends now, and the order is refunded: REVOKED',
    gives: subscriptionChanged,
    do: (context, orderId: string) =>
      change(context, orderId, 'REVOKED', (world, subscription, now) => {
        const order = orderById(world, orderId)
        if (order !== undefined && order.state !== 'REFUNDED') refundOrder(world, order, now)
        return stepSubscription(subscription, 'REVOKED', now)
      }),
  }),
  /**
   * How the next event of the subscription is sent, once: a webhook may repeat events, and bring them in another order. Takes the
   * place of what was asked before.
   *
   * @example
   * ```ts
   * await mock.toss.subscriptions.disturbNextEvent(orderId, { holdBack: true })
   * await mock.toss.subscriptions.cancelAutoRenewal(orderId) // nothing is sent
   * await mock.toss.subscriptions.enableAutoRenewal(orderId) // AUTO_RENEW_ENABLED, then AUTO_RENEW_DISABLED, which is older
   * ```
   */
  disturbNextEvent: command({
    at: 'POST subscriptions/{orderId}/next-event',
    id: 'disturbNextEvent',
    says: 'How the next event is sent, once: twice, after the one that follows it, with the time of the one before it …',
    takes: eventDisorderOptions,
    named: 'disorder',
    gives: subscriptionView,
    do: (context, orderId: string, disorder: Partial<EventDisorder>) =>
      look(context, (world) => {
        const subscription = knownSubscription(world, orderId)
        askForDisorder(world, orderId, disorder)
        return viewOf(subscription)
      }),
  }),
  /** Whether the next renewal payments fail; by default they do not. */
  setPaymentFails: command({
    at: 'PATCH subscriptions/{orderId}',
    id: 'updateSubscription',
    says: 'Whether the next renewal payments fail',
    takes: paymentFailing,
    spread: ({ paymentFails }: Of<typeof paymentFailing>) => [paymentFails],
    gives: subscriptionView,
    do: async (context, orderId: string, fails: boolean) => {
      checkOptions(truth, fails, 'fails')
      return look(context, (world) =>
        viewOf(keepSubscription(world, { ...knownSubscription(world, orderId), paymentFails: fails })),
      )
    },
  }),
  /** What the SDK's getSubscriptionInfo gives. */
  getSubscriptionInfo: command({
    at: 'GET sdk/subscription-info/{orderId}',
    id: 'getSubscriptionInfo',
    says: 'What the SDK’s getSubscriptionInfo gives',
    gives: subscriptionInfo,
    do: (context, orderId: string) => look(context, (world) => infoOf(knownSubscription(world, orderId))),
  }),
}

function viewOf(subscription: Subscription): SubscriptionView {
  return {
    ...subscription,
    accessGranted: isAccessGranted(subscription),
    possible: possibleChanges(subscription),
  }
}

function infoOf(subscription: Subscription): SubscriptionInfo {
  const { catalogId, status, expiresAt, autoRenew, unpaidUntil } = subscription
  return {
    subscription: {
      catalogId,
      status,
      expiresAt: koreanTime(expiresAt),
      isAutoRenew: autoRenew,
      gracePeriodExpiresAt: status === 'IN_GRACE_PERIOD' && unpaidUntil !== null ? koreanTime(unpaidUntil) : null,
      isAccessible: isAccessGranted(subscription),
    },
  }
}

function knownSubscription(world: View, orderId: string): Subscription {
  const subscription = subscriptionByOrder(world, orderId)
  if (subscription === undefined) {
    throw new CodedError('ERR_NOT_FOUND', `orderId: this mini-app has no subscription that order ${orderId} began`, {
      fix: 'List the subscriptions to see which there are, or create one.',
    })
  }
  return subscription
}

function knownSubscriptionProduct(world: View, sku: string): string {
  const { type } = knownProduct(world, sku)
  if (type === 'SUBSCRIPTION') return sku
  throw new CodedError('ERR_INVALID_OPTION', `sku: ${sku} is ${type}, not SUBSCRIPTION`, {
    fix: 'Choose a subscription product, or buy this one with orders.purchase.',
  })
}

function checkChange(world: View, subscription: Subscription, reason: SubscriptionChangeReason): void {
  const { orderId, userKey, sku, status } = subscription
  const obstacle = obstacleTo(reason, subscription)
  if (obstacle !== undefined) {
    const possible = possibleChanges(subscription)
    const rest = possible.length === 0 ? 'that is final' : `possible: ${possible.join(', ')}`
    throw new CodedError('ERR_CONFLICT', `${reason}: ${obstacle} (subscription of order ${orderId}); ${rest}`)
  }
  const owning = status === 'EXPIRED' ? orderThatOwns(world, userKey, sku) : undefined
  if (owning !== undefined) {
    throw new CodedError('ERR_CONFLICT', `ITEM_ALREADY_OWNED: user ${userKey} has ${sku} by order ${owning.orderId}`)
  }
}

import type { SubscriptionChangeReason } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { CallbackDelivery } from '../callbacks/sender.js'
import { koreanTime } from '../world/korean-time.js'
import { orderById } from '../world/order.js'
import { orderThatOwns, refundOrder } from '../world/order-life.js'
import { options as optional } from '../world/shape.js'
import { type EventDisorder, eventDisorderShape, type Subscription } from '../world/shapes/subscription.js'
import type { Page, Transaction, View } from '../world/store.js'
import { isAccessGranted, obstacleTo, possibleChanges, subscriptionByOrder } from '../world/subscription.js'
import { askForDisorder } from '../world/subscription-events.js'
import { type Changed, extendSubscription, keepSubscription, stepSubscription } from '../world/subscription-life.js'
import type { TossSideContext } from './context.js'
import { checkOptions } from './option-check.js'
import type { OrdersSide } from './orders.js'
import { firstProduct, knownProduct } from './products.js'
import type { Purchase, PurchaseOptions } from './purchase.js'
import { announcing } from './subscription-webhook.js'

/** What can be asked for of the next event. */
export const eventDisorderOptions = optional(eventDisorderShape.properties)

/** A subscription as a test looks at it. */
export interface SubscriptionView extends Subscription {
  readonly accessGranted: boolean
  /** The changes that are possible now. */
  readonly possible: readonly SubscriptionChangeReason[]
}

/** A subscription after a change. */
export interface SubscriptionChanged {
  readonly subscription: SubscriptionView
  /** How the partner took the webhook; null where none was sent: no webhook is set. */
  readonly delivery: CallbackDelivery | null
}

/** What the SDK's getSubscriptionInfo gives. Documented (SDK types). */
export interface SubscriptionInfo {
  readonly subscription: {
    readonly catalogId: number
    readonly status: Subscription['status']
    /** Korean time without a zone (assumed). */
    readonly expiresAt: string | null
    readonly isAutoRenew: boolean
    readonly gracePeriodExpiresAt: string | null
    readonly isAccessible: boolean
  }
}

/**
 * The life of subscriptions. Each change is sent to the webhook before the method resolves. Every method that takes an
 * orderId (that of the order that began the subscription) throws CodedError `ERR_NOT_FOUND` for one that has no
 * subscription, and `ERR_CONFLICT` for a change that its status does not allow.
 *
 * With the mock's clock a subscription renews, expires, or goes through grace period and hold by itself.
 */
export interface SubscriptionsSide {
  /**
   * A user subscribes: a whole purchase of a subscription product, by default the first one on sale.
   *
   * @throws CodedError as `orders.purchase` does
   */
  create(options?: PurchaseOptions): Promise<SubscriptionView & { readonly purchase: Purchase }>
  /** The next period is paid, before the last one is over. RENEWED. */
  renew(orderId: string): Promise<SubscriptionChanged>
  /** A renewal payment failed; the user keeps access for 7 days. ENTERED_GRACE_PERIOD. */
  enterGracePeriod(orderId: string): Promise<SubscriptionChanged>
  /** No access until it is paid, for 30 days at most. ON_HOLD. */
  hold(orderId: string): Promise<SubscriptionChanged>
  /** The user pauses it. PAUSED. */
  pause(orderId: string): Promise<SubscriptionChanged>
  /** Back to ACTIVE from grace period, hold or pause. RECOVERED. */
  recover(orderId: string): Promise<SubscriptionChanged>
  /** A cancelled one goes on, an expired one begins again. RESTARTED. */
  restart(orderId: string): Promise<SubscriptionChanged>
  /** The user cancels: ACTIVE until the paid period is over. AUTO_RENEW_DISABLED. */
  cancelAutoRenewal(orderId: string): Promise<SubscriptionChanged>
  /** The user takes the cancellation back. AUTO_RENEW_ENABLED. */
  enableAutoRenewal(orderId: string): Promise<SubscriptionChanged>
  /** The paid period lasts so many days longer. EXTENDED. Throws `ERR_INVALID_OPTION` for less than 1 or more than 365. */
  extend(orderId: string, options: { readonly days: number }): Promise<SubscriptionChanged>
  /** It ends now. EXPIRED. */
  expire(orderId: string): Promise<SubscriptionChanged>
  /** It ends now, and the order is refunded (assumed). REVOKED. */
  revoke(orderId: string): Promise<SubscriptionChanged>
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
  disturbNextEvent(orderId: string, disorder: Partial<EventDisorder>): Promise<SubscriptionView>
  /** Whether the next renewal payments fail; by default they do not. */
  setPaymentFails(orderId: string, fails: boolean): Promise<SubscriptionView>
  get(orderId: string): Promise<SubscriptionView>
  /** In the order of their creation, 100 unless told; `after` is an orderId. */
  list(page?: Page): Promise<SubscriptionView[]>
  /** What the SDK's getSubscriptionInfo gives. */
  getSubscriptionInfo(orderId: string): Promise<SubscriptionInfo>
}

/** The subscriptions' part of the Toss side. */
export function createSubscriptionsSide(context: TossSideContext, orders: OrdersSide): SubscriptionsSide {
  const { update } = context

  async function change(
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

  const taking = (reason: Exclude<SubscriptionChangeReason, 'CREATED' | 'EXTENDED'>) => (orderId: string) =>
    change(orderId, reason, (_world, subscription, now) => stepSubscription(subscription, reason, now))

  const look = async <Result>(work: (world: Transaction) => Result): Promise<Result> =>
    (await announcing(context, (world) => ({ result: work(world), changes: [] }))).result

  return {
    async create(options = {}) {
      const sku = await update((world) =>
        options.sku === undefined
          ? firstProduct(world, ['SUBSCRIPTION']).sku
          : knownSubscriptionProduct(world, options.sku),
      )
      const purchase = await orders.purchase({ ...options, sku })
      const subscription = await look((world) => knownSubscription(world, purchase.order.orderId))
      return { ...viewOf(subscription), purchase }
    },
    renew: taking('RENEWED'),
    enterGracePeriod: taking('ENTERED_GRACE_PERIOD'),
    hold: taking('ON_HOLD'),
    pause: taking('PAUSED'),
    recover: taking('RECOVERED'),
    restart: taking('RESTARTED'),
    cancelAutoRenewal: taking('AUTO_RENEW_DISABLED'),
    enableAutoRenewal: taking('AUTO_RENEW_ENABLED'),
    async extend(orderId, { days }) {
      checkOptions({ type: 'integer', minimum: 1, maximum: 365 }, days, 'days')
      return change(orderId, 'EXTENDED', (_world, subscription, now) =>
        extendSubscription(subscription, { by: days * 86_400_000, at: now }),
      )
    },
    expire: taking('EXPIRED'),
    revoke: (orderId) =>
      change(orderId, 'REVOKED', (world, subscription, now) => {
        const order = orderById(world, orderId)
        if (order !== undefined && order.state !== 'REFUNDED') refundOrder(world, order, now)
        return stepSubscription(subscription, 'REVOKED', now)
      }),
    async disturbNextEvent(orderId, disorder) {
      checkOptions(eventDisorderOptions, disorder, 'disorder')
      return look((world) => {
        const subscription = knownSubscription(world, orderId)
        askForDisorder(world, orderId, disorder)
        return viewOf(subscription)
      })
    },
    async setPaymentFails(orderId, fails) {
      checkOptions({ type: 'boolean' }, fails, 'fails')
      return look((world) =>
        viewOf(keepSubscription(world, { ...knownSubscription(world, orderId), paymentFails: fails })),
      )
    },
    get: (orderId) => look((world) => viewOf(knownSubscription(world, orderId))),
    list: (page) => look((world) => world.list('subscription', page).map(viewOf)),
    getSubscriptionInfo: (orderId) => look((world) => infoOf(knownSubscription(world, orderId))),
  }
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

function knownSubscriptionProduct(world: Transaction, sku: string): string {
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

import type { SubscriptionChangeReason, SubscriptionStatus } from '../../contracts/index.js'
import type { Order, Product } from './shapes/purchase.js'
import type { Subscription } from './shapes/subscription.js'
import type { Transaction } from './store.js'
import {
  endOfPeriods,
  type SubscriptionChange,
  stateOf,
  subscriptionArrows,
  unpaidPeriods,
} from './subscription-states.js'

/** A subscription after a change, and the change. */
export interface Changed {
  readonly subscription: Subscription
  readonly change: SubscriptionChange
}

/** The payment of an order for a subscription begins the subscription. */
export function createSubscription(transaction: Transaction, order: Order, product: Product, now: number): Changed {
  const renewalCycle = product.renewalCycle ?? 'MONTHLY'
  const subscription: Subscription = {
    orderId: order.orderId,
    subscriptionId: transaction.random.uuid(),
    catalogId: transaction.random.integer(1, 99_999),
    sku: order.sku,
    userKey: order.userKey,
    renewalCycle,
    status: 'ACTIVE',
    autoRenew: true,
    anchor: now,
    periods: 1,
    expiresAt: endOfPeriods(now, renewalCycle, 1),
    unpaidUntil: null,
    paymentFails: false,
    createdAt: now,
  }
  keepSubscription(transaction, subscription)
  const current = { ...stateOf(subscription), expiresAt: null }
  return {
    subscription,
    change: { orderId: order.orderId, sku: order.sku, reason: 'CREATED', at: now, previous: null, current },
  }
}

/** What each change does. The caller has made sure that it is possible. */
const effects: Readonly<
  Record<Exclude<SubscriptionChangeReason, 'CREATED' | 'EXTENDED'>, (s: Subscription, at: number) => Subscription>
> = {
  RENEWED: (s) => ({ ...s, ...periodsMore(s, 1) }),
  ENTERED_GRACE_PERIOD: (s, at) => to('IN_GRACE_PERIOD', s, at + unpaidPeriods.grace),
  ON_HOLD: (s, at) => to('ON_HOLD', s, at + unpaidPeriods.hold),
  PAUSED: (s) => to('PAUSED', s),
  RECOVERED: (s, at) => to('ACTIVE', { ...s, ...paidFrom(s, at), paymentFails: false }),
  RESTARTED: (s, at) => to('ACTIVE', { ...s, ...paidFrom(s, at), autoRenew: true, paymentFails: false }),
  AUTO_RENEW_DISABLED: (s) => ({ ...s, autoRenew: false }),
  AUTO_RENEW_ENABLED: (s) => ({ ...s, autoRenew: true }),
  EXPIRED: (s) => to('EXPIRED', { ...s, autoRenew: false }),
  REVOKED: (s) => to('REVOKED', { ...s, autoRenew: false }),
}

/** What each change does, for one that is possible. Nothing is kept yet. */
export function stepSubscription(subscription: Subscription, reason: keyof typeof effects, at: number): Changed {
  if (!subscriptionArrows[reason].includes(subscription.status)) {
    throw new Error(`a subscription that is ${subscription.status} cannot take ${reason}`)
  }
  return changed(subscription, effects[reason](subscription, at), reason, at)
}

/** The paid period ends later, without a payment. Nothing is kept yet. */
export function extendSubscription(subscription: Subscription, { by, at }: { by: number; at: number }): Changed {
  const expiresAt = subscription.expiresAt + by
  return changed(subscription, { ...subscription, anchor: expiresAt, periods: 0, expiresAt }, 'EXTENDED', at)
}

/** More paid periods, counted from the same day of the month. */
export function periodsMore(subscription: Subscription, more: number): Pick<Subscription, 'periods' | 'expiresAt'> {
  const { anchor, renewalCycle } = subscription
  const periods = subscription.periods + more
  return { periods, expiresAt: endOfPeriods(anchor, renewalCycle, periods) }
}

/** Keeps a subscription as it is now. */
export function keepSubscription(transaction: Transaction, subscription: Subscription): Subscription {
  transaction.put('subscription', subscription.orderId, subscription)
  return subscription
}

/** One paid period from `at` on; where the last one is not over yet, it stays. */
function paidFrom(s: Subscription, at: number): Pick<Subscription, 'anchor' | 'periods' | 'expiresAt'> {
  if (s.expiresAt > at) return s
  return { anchor: at, periods: 1, expiresAt: endOfPeriods(at, s.renewalCycle, 1) }
}

function to(status: SubscriptionStatus, subscription: Subscription, unpaidUntil: number | null = null): Subscription {
  return { ...subscription, status, unpaidUntil }
}

function changed(before: Subscription, after: Subscription, reason: SubscriptionChangeReason, at: number): Changed {
  const { orderId, sku } = after
  const change = { orderId, sku, reason, at, previous: stateOf(before), current: stateOf(after) }
  return { subscription: after, change }
}

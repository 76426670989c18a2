import { dueAt, type Subscription } from './shapes/subscription.js'
import type { Transaction, View } from './store.js'
import { type SubscriptionChange, stateOf } from './subscription-states.js'
import { type Changed, keepSubscription, periodsMore, stepSubscription } from './subscription-steps.js'

const day = 86_400_000

/** After so many changes of one subscription in one leap of the clock, many renewals become one. */
const changesPerLeap = 1_000

const longestPeriod = { WEEKLY: 7 * day, MONTHLY: 31 * day, YEARLY: 366 * day } as const

/**
 * What the passing of time did to the mini-app's subscriptions up to `now`, each change at its own instant, in the order
 * in which they happened: renewed, or, where the payment fails, into the grace period, on hold and expired; a cancelled
 * one expires. Whoever looks at subscriptions calls this first, so that nobody sees one that is out of date.
 */
export function settleSubscriptions(transaction: Transaction, now: number): SubscriptionChange[] {
  const changes: SubscriptionChange[] = []
  for (let next = nextDue(transaction, now); next !== undefined; next = nextDue(transaction, now)) {
    changes.push(...settle(transaction, next, now))
  }
  return changes.sort((a, b) => a.at - b.at)
}

/** Whether anything is due; costs the same however many subscriptions there are. */
export function isAnythingDue(view: View, now: number): boolean {
  return nextDue(view, now) !== undefined
}

function nextDue(view: View, now: number): Subscription | undefined {
  const first = view.ranked('subscription', 'due').at(0)
  const due = first === undefined ? null : dueAt(first)
  return due !== null && due <= now ? first : undefined
}

function settle(transaction: Transaction, subscription: Subscription, now: number): SubscriptionChange[] {
  const changes: SubscriptionChange[] = []
  let current = subscription
  for (let due = dueAt(current); due !== null && due <= now; due = dueAt(current)) {
    const { subscription: after, change } = passDate(current, due)
    const { status, expiresAt } = after
    const periods = Math.floor((now - expiresAt) / longestPeriod[after.renewalCycle])
    if (changes.length < changesPerLeap || status !== 'ACTIVE' || periods < 1) {
      changes.push(change)
      current = after
    } else {
      current = { ...after, ...periodsMore(after, periods) }
      changes.push({ ...change, current: stateOf(current) })
    }
  }
  keepSubscription(transaction, current)
  return changes
}

/** What happens at the end of a paid period, of the grace period, of the hold. */
function passDate(subscription: Subscription, at: number): Changed {
  const { status, autoRenew, paymentFails } = subscription
  if (status === 'IN_GRACE_PERIOD') return stepSubscription(subscription, 'ON_HOLD', at)
  if (status === 'ON_HOLD' || !autoRenew) return stepSubscription(subscription, 'EXPIRED', at)
  return stepSubscription(subscription, paymentFails ? 'ENTERED_GRACE_PERIOD' : 'RENEWED', at)
}

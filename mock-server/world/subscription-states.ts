import type { SubscriptionChangeReason, SubscriptionStatus } from '../../contracts/index.js'
import { addKoreanMonths } from './korean-time.js'
import type { RenewalCycle } from './shapes/purchase.js'
import type { Subscription, SubscriptionState } from './shapes/subscription.js'
import type { View } from './store.js'

const day = 86_400_000

/** How long a subscription may go unpaid, in milliseconds: first with access, then without. Assumed. */
export const unpaidPeriods = { grace: 7 * day, hold: 30 * day } as const

/** One step in the life of a subscription. */
export interface SubscriptionChange {
  readonly orderId: string
  readonly sku: string
  readonly reason: SubscriptionChangeReason
  readonly at: number
  readonly previous: SubscriptionState | null
  readonly current: SubscriptionState
}

/** From which status a change can start. Assumed, after the notifications of the two app stores. */
export const subscriptionArrows: Readonly<Record<SubscriptionChangeReason, readonly SubscriptionStatus[]>> = {
  CREATED: [],
  RENEWED: ['ACTIVE'],
  EXTENDED: ['ACTIVE'],
  ENTERED_GRACE_PERIOD: ['ACTIVE'],
  ON_HOLD: ['ACTIVE', 'IN_GRACE_PERIOD'],
  PAUSED: ['ACTIVE'],
  RECOVERED: ['IN_GRACE_PERIOD', 'ON_HOLD', 'PAUSED'],
  AUTO_RENEW_DISABLED: ['ACTIVE', 'IN_GRACE_PERIOD', 'ON_HOLD', 'PAUSED'],
  AUTO_RENEW_ENABLED: ['ACTIVE', 'IN_GRACE_PERIOD', 'ON_HOLD', 'PAUSED'],
  RESTARTED: ['ACTIVE', 'EXPIRED'],
  EXPIRED: ['ACTIVE', 'IN_GRACE_PERIOD', 'ON_HOLD', 'PAUSED'],
  REVOKED: ['ACTIVE', 'IN_GRACE_PERIOD', 'ON_HOLD', 'PAUSED'],
}

/** Why a change is not possible now; undefined where it is. */
export function obstacleTo(reason: SubscriptionChangeReason, subscription: Subscription): string | undefined {
  const { status, autoRenew } = subscription
  if (!subscriptionArrows[reason].includes(status)) return `it is ${status}`
  const isCancelled = 'its auto-renewal is switched off'
  const isRenewing = 'its auto-renewal is switched on'
  if ((reason === 'RENEWED' || reason === 'ENTERED_GRACE_PERIOD') && !autoRenew) return isCancelled
  if (reason === 'AUTO_RENEW_DISABLED' && !autoRenew) return isCancelled
  if (reason === 'AUTO_RENEW_ENABLED' && autoRenew) return isRenewing
  if (reason === 'RESTARTED' && status === 'ACTIVE' && autoRenew) return isRenewing
  return undefined
}

/** What is possible with the subscription now. */
export function possibleChanges(subscription: Subscription): SubscriptionChangeReason[] {
  const reasons = Object.keys(subscriptionArrows) as SubscriptionChangeReason[]
  return reasons.filter((reason) => obstacleTo(reason, subscription) === undefined)
}

/** The subscription that this order began. */
export function subscriptionByOrder(view: View, orderId: string): Subscription | undefined {
  return view.get('subscription', orderId)
}

/** Whether the user may use what was subscribed to. Assumed. */
export function isAccessGranted({ status }: Pick<Subscription, 'status'>): boolean {
  return status === 'ACTIVE' || status === 'IN_GRACE_PERIOD'
}

/** What the webhook says of it. */
export function stateOf(subscription: Subscription): SubscriptionState {
  const { status, expiresAt, autoRenew } = subscription
  return { status, accessGranted: isAccessGranted(subscription), expiresAt, autoRenew }
}

/** When `periods` periods after `anchor` have passed. */
export function endOfPeriods(anchor: number, cycle: RenewalCycle, periods: number): number {
  if (cycle === 'WEEKLY') return anchor + periods * 7 * day
  return addKoreanMonths(anchor, cycle === 'MONTHLY' ? periods : 12 * periods)
}

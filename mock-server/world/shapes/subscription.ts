import { subscriptionChangeReasons, subscriptionStatuses } from '../../../contracts/index.js'
import { count, instant, list, name, type Of, object, orNull, saying, truth, userKey, word } from '../shape.js'
import { renewalCycles } from './purchase.js'

/** One subscription. All instants are milliseconds since 1970 on the mock's clock. */
export interface Subscription extends Of<typeof subscriptionShape> {}
export const subscriptionShape = object({
  /** The order that began it; its renewals keep it. */
  orderId: saying(name, 'The order that began it.'),
  subscriptionId: name,
  catalogId: count,
  sku: name,
  userKey,
  renewalCycle: word(...renewalCycles),
  status: word(...subscriptionStatuses),
  /** Whether it renews by itself at the end of the paid period. */
  autoRenew: truth,
  /** The paid periods are counted from here. */
  anchor: instant,
  /** How many periods since `anchor` are paid. */
  periods: saying(count, 'How many periods since `anchor` are paid.'),
  /** When the paid period ends. */
  expiresAt: instant,
  /** When the grace period or the hold ends; null where it is in neither. */
  unpaidUntil: saying(orNull(instant), 'When the grace period or the hold ends.'),
  /** Whether the next renewal payment will fail. */
  paymentFails: saying(truth, 'Whether the next renewal payment will fail.'),
  createdAt: instant,
})

/** What the webhook says of one state of a subscription. */
export interface SubscriptionState extends Of<typeof subscriptionStateShape> {}
export const subscriptionStateShape = object({
  status: word(...subscriptionStatuses),
  accessGranted: truth,
  /** Null in CREATED. */
  expiresAt: orNull(instant),
  autoRenew: truth,
})

/** An event of the webhook that waits for the one after it. */
export interface HeldEvent extends Of<typeof heldEventShape> {}
export const heldEventShape = object({
  orderId: name,
  sku: name,
  reason: word(...subscriptionChangeReasons),
  at: instant,
  previous: orNull(subscriptionStateShape),
  current: subscriptionStateShape,
})

/** How one event is sent differently from the others. */
export interface EventDisorder extends Of<typeof eventDisorderShape> {}
export const eventDisorderShape = object({
  /** It is sent twice, the same both times. */
  repeat: truth,
  /** It is sent after the one that follows it. */
  holdBack: truth,
  /** It has the moment of the one before it. */
  sameTime: truth,
  /** It does not have the state before. */
  withoutPrevious: truth,
  /** Its expiresAt is null. */
  withoutExpiresAt: truth,
})

/** What the webhook has told of a subscription, and how it will go on. */
export interface EventTrail extends Of<typeof eventTrailShape> {}
export const eventTrailShape = object({
  orderId: name,
  /** What the last event said as occurredAt; null before the first. */
  lastAt: orNull(instant),
  /** How the next event is sent. */
  next: eventDisorderShape,
  /** Events that were held back. */
  held: list(heldEventShape),
})

/** When something will happen to it by itself; null where nothing will. */
export function dueAt({ status, expiresAt, unpaidUntil }: Subscription): number | null {
  return status === 'ACTIVE' ? expiresAt : unpaidUntil
}

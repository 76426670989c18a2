import { subscriptionStatuses } from '../../../contracts/index.js'
import { count, instant, name, type Of, object, orNull, truth, userKey, word } from '../shape.js'
import { renewalCycles } from './purchase.js'

/** One subscription. All instants are milliseconds since 1970 on the mock's clock. */
export type Subscription = Of<typeof subscriptionShape>
export const subscriptionShape = object({
  /** The order that began it; its renewals keep it. */
  orderId: name,
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
  periods: count,
  /** When the paid period ends. */
  expiresAt: instant,
  /** When the grace period or the hold ends; null where it is in neither. */
  unpaidUntil: orNull(instant),
  /** Whether the next renewal payment will fail. */
  paymentFails: truth,
  createdAt: instant,
})

/** When something will happen to a subscription by itself. */
export type ScheduledChange = Of<typeof scheduledChangeShape>
export const scheduledChangeShape = object({
  orderId: name,
  dueAt: instant,
})

/** The earliest instant at which any subscription changes by itself; it may be too early, never too late. */
export type Schedule = Of<typeof scheduleShape>
export const scheduleShape = object({
  nextDueAt: instant,
})

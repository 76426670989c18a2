import type { EventDisorder, EventTrail, HeldEvent } from './shapes/subscription.js'
import type { Transaction } from './store.js'
import type { SubscriptionChange } from './subscription-states.js'

/** An event to send now: a change, at the moment that the webhook says. */
export interface OutgoingEvent {
  readonly event: SubscriptionChange
  /** It was held back, and comes after one that is newer. */
  readonly isLate: boolean
}

const second = 1_000
const asUsual: EventDisorder = {
  repeat: false,
  holdBack: false,
  sameTime: false,
  withoutPrevious: false,
  withoutExpiresAt: false,
}

/**
 * The events that these changes lead to, in the order in which they are sent. Receivers order them by `occurredAt`, which has whole
 * seconds: of one subscription each is at a later second than the one before, also where changes follow each other faster.
 */
export function takeEvents(transaction: Transaction, changes: readonly SubscriptionChange[]): OutgoingEvent[] {
  return changes.flatMap((change) => {
    const trail = trailOf(transaction, change.orderId)
    const { next, lastAt, held } = trail
    const at = next.sameTime && lastAt !== null ? lastAt : laterSecond(change.at, lastAt)
    const event: HeldEvent = {
      ...change,
      at,
      previous: next.withoutPrevious ? null : change.previous,
      current: next.withoutExpiresAt ? { ...change.current, expiresAt: null } : change.current,
    }
    const isHeld = next.holdBack
    keepTrail(transaction, { ...trail, lastAt: at, next: asUsual, held: isHeld ? [...held, event] : [] })
    if (isHeld) return []
    const sent = { event, isLate: false }
    return [sent, ...(next.repeat ? [sent] : []), ...held.map((late) => ({ event: late, isLate: true }))]
  })
}

/** How the next event of the subscription is sent, besides being as usual. */
export function askForDisorder(transaction: Transaction, orderId: string, asked: Partial<EventDisorder>): void {
  keepTrail(transaction, { ...trailOf(transaction, orderId), next: { ...asUsual, ...asked } })
}

function laterSecond(at: number, lastAt: number | null): number {
  const whole = Math.floor(at / second) * second
  return lastAt === null ? whole : Math.max(whole, lastAt + second)
}

function trailOf(transaction: Transaction, orderId: string): EventTrail {
  return transaction.get('eventTrail', orderId) ?? { orderId, lastAt: null, next: asUsual, held: [] }
}

function keepTrail(transaction: Transaction, trail: EventTrail): void {
  transaction.put('eventTrail', trail.orderId, trail)
}

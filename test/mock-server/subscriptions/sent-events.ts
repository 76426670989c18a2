import type { SubscriptionChangeReason, SubscriptionStatus } from '../../../contracts/index.js'
import type { CallbackReceiver } from '../callbacks/callback-receiver.js'

interface SentState {
  readonly status: SubscriptionStatus
  readonly accessGranted: boolean
  readonly expiresAt: string | null
  readonly autoRenew: boolean
}

/** A subscription event as it arrived, without the two fields that are always the same. */
export interface SentEvent {
  readonly occurredAt: string
  readonly orderId: string
  readonly sku: string
  readonly changeReason: SubscriptionChangeReason
  readonly subscription: { readonly previous?: SentState; readonly current: SentState }
}

/** The changes that arrived, in the order of their arrival. */
export function sentEvents({ received }: Pick<CallbackReceiver, 'received'>): SentEvent[] {
  return received
    .map(({ body }) => body as { eventType: string; eventVersion: string } & SentEvent)
    .filter(({ eventType }) => eventType === 'subscription.status_changed')
    .map(({ eventType: _type, eventVersion: _version, ...event }) => event)
}

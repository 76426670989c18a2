import { callbackSettingsOf } from '../world/callback-settings.js'
import type { WebhookSettings } from '../world/shapes/mini-app.js'
import type { Transaction } from '../world/store.js'
import { type OutgoingEvent, takeEvents } from '../world/subscription-events.js'
import { isAnythingDue, settleSubscriptions } from '../world/subscription-renewal.js'
import type { SubscriptionChange } from '../world/subscription-states.js'
import { subscriptionMessage } from './callbacks/callback-requests.js'
import type { CallbackDelivery } from './callbacks/delivery-shape.js'
import type { Place } from './callbacks/lanes.js'
import type { TossSideContext } from './context.js'

/** The result of some work on subscriptions, and the changes that it made, which are still to be told. */
export interface SubscriptionWork<Result> {
  readonly result: Result
  readonly changes: readonly SubscriptionChange[]
}

/** What was done, and what became of telling the partner; null where nothing was sent: no webhook is set. */
export interface Announced<Result> {
  readonly result: Result
  /** That of the last change. */
  readonly delivery: CallbackDelivery | null
}

/**
 * Brings the mini-app's subscriptions up to date, does the work in the same transaction, then sends each change to the
 * webhook. Resolves when the last of them is answered, or known not to be.
 */
export async function announcing<Result>(
  context: TossSideContext,
  work: (world: Transaction, now: number) => SubscriptionWork<Result>,
): Promise<Announced<Result>> {
  const { result, events, settings, places } = await context.update((world) => {
    const now = context.clock.now()
    const passed = settleSubscriptions(world, now)
    const { subscription: settings } = callbackSettingsOf(world)
    const told = (of: readonly SubscriptionChange[]) => (settings === null ? [] : takeEvents(world, of))
    const earlier = told(passed)
    const { result, changes } = work(world, now)
    const events = [...earlier, ...told(changes)]
    const places = events.map(() => context.callbacks.placeFor(context.miniApp, 'callbacks.subscription'))
    return { result, events, settings, places }
  })
  return { result, delivery: await announce(context, settings, events, places) }
}

/** What the passing of time did to the subscriptions of every mini-app, told to the partners. */
export async function settleEverySubscription(given: {
  miniApps: () => Promise<string[]>
  contextOf: (miniApp: string) => TossSideContext
}): Promise<void> {
  const contexts = (await given.miniApps()).map(given.contextOf)
  await Promise.all(
    contexts.map(async (context) => {
      const isDue = await context.read((world) => isAnythingDue(world, context.clock.now()))
      if (isDue) await announcing(context, () => ({ result: undefined, changes: [] }))
    }),
  )
}

async function announce(
  { callbacks, miniApp, variant }: TossSideContext,
  settings: WebhookSettings | null,
  events: readonly OutgoingEvent[],
  places: readonly (Place | undefined)[],
): Promise<CallbackDelivery | null> {
  if (settings === null) return null
  const authorization = variant('callbacks.webhookAuthorization')
  const deliveries = await Promise.all(
    events.map(({ event }, index) =>
      callbacks.send({
        miniApp,
        callback: 'callbacks.subscription',
        request: subscriptionMessage(settings, event, authorization),
        place: places[index],
      }),
    ),
  )
  return deliveries[events.findLastIndex(({ isLate }) => !isLate)] ?? null
}

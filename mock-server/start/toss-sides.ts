import { checkAppName } from '../../ca/index.js'
import { createPhones, type Phones } from '../toss-side/app/phone.js'
import { createLanes } from '../toss-side/callbacks/lanes.js'
import { type CallbackSender, createCallbackSender } from '../toss-side/callbacks/sender.js'
import { type TossSideContext, tossSideContext } from '../toss-side/context.js'
import { createTossSide, type TossSide } from '../toss-side/index.js'
import { settleEverySubscription } from '../toss-side/subscription-webhook.js'
import { loadPeopleMaker } from '../world/made-up-people.js'
import type { Foundation, PartnerSide } from './partner-side.js'

/** The Toss sides of all mini-apps, and what they share. */
export interface TossSides {
  readonly callbacks: CallbackSender
  readonly phones: Phones
  /** What the commands of a mini-app's Toss side work with. */
  contextOf(miniApp: string): TossSideContext
  of(miniApp: string): TossSide
}

/** Milliseconds beyond the time that a partner has: for so long who is to send a callback may say nothing. */
const lanePatience = 5_000

/** Makes the Toss sides; subscriptions renew as the clock moves. */
export function createTossSides(foundation: Foundation, partner: PartnerSide): TossSides {
  const { resolved, variants, store, isShared, clock, journal, log } = foundation
  const callbacks = createCallbackSender({
    journal,
    log,
    timeout: resolved.callbackTimeout,
    allowedHosts: resolved.callbackAllowHosts,
    redact: resolved.redact || isShared,
    variants: variants.choices,
    lanes: isShared ? createLanes(store, resolved.callbackTimeout + lanePatience) : undefined,
  })
  const phones = createPhones({ clock, log, redact: resolved.redact })
  const contextOf = (miniApp: string) =>
    tossSideContext({
      miniApp: checkAppName(miniApp),
      store,
      clock,
      callbacks,
      faults: partner.faults,
      certificates: partner.certificates.of(miniApp),
      phone: phones.of(miniApp),
      variant: variants.of,
      people: loadPeopleMaker,
    })
  clock.onMove(() => callbacks.track(undefined, settleEverySubscription({ miniApps: store.miniApps, contextOf })))
  return { callbacks, phones, contextOf, of: (miniApp) => createTossSide(contextOf(miniApp)) }
}

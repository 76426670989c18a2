import { createRulesInForce, type RulesInForce } from '../partner-side/faults/rules-in-force.js'
import type { VariantSelection } from '../partner-side/variants.js'
import type { Clock } from '../world/clock.js'
import type { PeopleMaker } from '../world/made-up-people.js'
import type { Store, Transaction, View } from '../world/store.js'
import { createPhone, type Phone } from './app/phone.js'
import type { CallbackSender } from './callbacks/sender.js'
import type { MiniAppCertificates } from './certificates/mini-app-certificates.js'
import { noCertificates } from './certificates/no-certificates.js'

/** What the Toss side of one mini-app works with. */
export interface TossSideContext {
  readonly miniApp: string
  readonly clock: Clock
  read<Result>(work: (view: View) => Result): Promise<Result>
  update<Result>(work: (transaction: Transaction) => Result): Promise<Result>
  readonly callbacks: CallbackSender
  readonly faults: RulesInForce
  readonly certificates: MiniAppCertificates
  /** On which the mini-app runs. */
  readonly phone: Phone
  /** The chosen option of a variant. */
  readonly variant: VariantSelection['of']
  /** Loads the made-up people when first needed. */
  people(): Promise<PeopleMaker>
}

/** The context of one mini-app. */
export function tossSideContext(given: {
  miniApp: string
  store: Store
  clock: Clock
  callbacks: CallbackSender
  variant: VariantSelection['of']
  people: () => Promise<PeopleMaker>
  /** By default a set of rules of its own, in which no rule is. */
  faults?: RulesInForce
  /** Absent where no server stands behind the mini-app. */
  certificates?: MiniAppCertificates
  /** By default a new one, which no page uses. */
  phone?: Phone
}): TossSideContext {
  const { miniApp, store, clock, callbacks, variant, people, phone = createPhone({ miniApp, clock }) } = given
  const { faults = createRulesInForce({ seed: miniApp, now: clock.now }), certificates = noCertificates } = given
  return {
    miniApp,
    clock,
    callbacks,
    faults,
    certificates,
    phone,
    variant,
    people,
    read: (work) => store.read(miniApp, work),
    update: (work) => store.update(miniApp, work),
  }
}

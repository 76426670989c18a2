import { type SideOf, sideOf } from '../command.js'
import { anonymousKeyCommands } from '../commands/anonymous-key.js'
import { loginCommands } from '../commands/login.js'
import { orderCommands } from '../commands/orders.js'
import { paymentCommands } from '../commands/pay.js'
import { productCommands, productListCommands } from '../commands/products.js'
import { promotionCommands } from '../commands/promotions.js'
import { sdkOrderCommands } from '../commands/sdk-orders.js'
import { subscriptionCommands } from '../commands/subscriptions.js'
import { userCommands } from '../commands/users.js'
import type { TossSideContext } from '../context.js'
import type { Phone } from './phone.js'
import { type Decision, failureIn, type Question, throwFailure } from './prompts.js'
import type { Protocol } from './protocol.js'

const productRows = { ...productCommands, ...productListCommands }
const orderRows = { ...orderCommands, ...sdkOrderCommands }

/** What the calls of a mini-app work with. */
export interface AppWork {
  readonly context: TossSideContext
  readonly phone: Phone
  readonly protocol: Protocol
  /** The call’s name on the wire. */
  readonly name: string
  /** The page’s own name for the call. */
  readonly callId: string | undefined
  readonly logIn: SideOf<typeof loginCommands>['logIn']
  readonly users: SideOf<typeof userCommands>
  readonly anonymousKeys: SideOf<typeof anonymousKeyCommands>
  readonly payments: SideOf<typeof paymentCommands>
  readonly products: SideOf<typeof productRows>
  readonly orders: SideOf<typeof orderRows>
  readonly subscriptions: SideOf<typeof subscriptionCommands>
  readonly promotions: SideOf<typeof promotionCommands>
  /** The user who holds the phone. */
  user(): Promise<number>
  /**
   * What the user does: as the settings say, or as somebody decides now.
   *
   * @throws AppFailure where that is `fail:CODE`
   */
  decide(question: Omit<Question, 'call' | 'userKey'>): Promise<Decision>
  /** Tells the developer of the page. */
  warn(text: string): void
}

/** What one call works with. */
export function appWork(
  context: TossSideContext,
  given: Pick<AppWork, 'protocol' | 'name' | 'callId' | 'warn'>,
): AppWork {
  const { phone } = context
  const users = sideOf(userCommands, context)
  const work: AppWork = {
    ...given,
    context,
    phone,
    ...sideOf(loginCommands, context),
    users,
    anonymousKeys: sideOf(anonymousKeyCommands, context),
    payments: sideOf(paymentCommands, context),
    products: sideOf(productRows, context),
    orders: sideOf(orderRows, context),
    subscriptions: sideOf(subscriptionCommands, context),
    promotions: sideOf(promotionCommands, context),
    user: async () => phone.settings.userKey ?? (await users.default()).userKey,
    async decide(question) {
      const answer = phone.settings.answers[question.kind]
      const decision: Decision =
        answer === 'ask'
          ? await phone.prompts.ask({ ...question, call: given.name, userKey: await work.user() })
          : { decision: answer as Decision['decision'] }
      if (question.closing !== undefined && failureIn(decision.decision) === question.closing) {
        return { decision: 'cancel' }
      }
      throwFailure(decision.decision)
      return decision
    },
  }
  return work
}

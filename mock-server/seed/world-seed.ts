import type { ExecutionResult, PayStatus, RequestBodyOf, SubscriptionStatus } from '../../contracts/index.js'
import type { FaultRule } from '../partner-side/faults/fault-rule.js'
import type { UnlinkCallbackOptions, WebhookOptions } from '../toss-side/callbacks.js'
import type { LogInOptions } from '../toss-side/login.js'
import type { StartOptions } from '../toss-side/order-start.js'
import type { FailOptions, PayOptions } from '../toss-side/orders.js'
import type { PaySetUp } from '../toss-side/pay.js'
import type { ApproveOptions } from '../toss-side/pay-approval.js'
import type { PromotionFaults, PromotionOptions } from '../toss-side/promotion-options.js'
import type { TemplateOptions } from '../toss-side/templates.js'
import type { UserSettings } from '../toss-side/users.js'
import type { GrantState } from '../world/order.js'
import type { NewProduct } from '../world/product.js'
import type { PromotionState } from '../world/promotion.js'
import type { Profile } from '../world/shapes/login.js'
import type { MiniApp } from '../world/shapes/mini-app.js'
import type { OrderState } from '../world/shapes/purchase.js'
import type { WorldDump } from '../world/store.js'
import type { UserKeys } from '../world/user.js'

/** The format of seed files and exports. The number goes up when an older version could not read the file. */
export const worldFormat = 'apps-in-toss-mock/world@1'

/** A whole world: what a seed file says, and what an export gives. Everything is optional. */
export interface WorldSeed {
  /** Where an editor finds the JSON Schema of this file; the mock does not look at it. */
  readonly $schema?: string
  /** Required beside `snapshot`. */
  readonly format?: typeof worldFormat
  readonly clock?: ClockSeed
  /** What goes wrong for every mini-app; added again by each reset. */
  readonly faults?: readonly FaultRule[]
  /** Mini-apps to set up, by appName. */
  readonly miniApps?: Readonly<Record<string, MiniAppSeed>>
  /** Mini-apps as an export found them. No mini-app is both here and in `miniApps`. */
  readonly snapshot?: WorldSnapshot
}

/** Where the mock's clock starts; at real time unless told. */
export interface ClockSeed {
  /** ISO 8601. Not together with `aheadBySeconds`. */
  readonly instant?: string
  /** How far the clock is ahead of real time; negative: behind. */
  readonly aheadBySeconds?: number
  /** Whether it stands still; default false. */
  readonly frozen?: boolean
}

/** Every entity of some mini-apps, bit by bit. */
export interface WorldSnapshot {
  /** ISO 8601, on the clock of the mock that was exported. */
  readonly exportedAt: string
  readonly miniApps: Readonly<Record<string, WorldDump>>
}

/** One mini-app: what is set up in the console, its users, and what they did. */
export interface MiniAppSeed {
  readonly settings?: Partial<MiniApp>
  readonly callbacks?: CallbacksSeed
  readonly paymentSettings?: PaySetUp
  /** The only products; without it the mini-app has the four that every one has. */
  readonly products?: readonly ProductSeed[]
  readonly templates?: readonly TemplateSeed[]
  readonly promotions?: readonly PromotionSeed[]
  readonly users?: readonly UserSeed[]
  readonly payments?: readonly PaymentSeed[]
  readonly orders?: readonly OrderSeed[]
  readonly subscriptions?: readonly SubscriptionSeed[]
  readonly grants?: readonly GrantSeed[]
  readonly messages?: readonly MessageSeed[]
  /** What goes wrong with its calls; no part of its world, and added again by each reset. */
  readonly faults?: readonly FaultSeed[]
}

/** A rule of a mini-app, which may name the user by the `id` in this file. */
export interface FaultSeed extends FaultRule {
  /** The `id` of a user of this file who has a `userKey` there. Not together with `userKey`. */
  readonly user?: string
}

/** Where callbacks go. Nobody is asked and nothing is sent while the world is made. */
export interface CallbacksSeed {
  readonly unlink?: UnlinkCallbackOptions
  readonly subscription?: Omit<WebhookOptions, 'verify'>
}

/** A product. */
export interface ProductSeed extends NewProduct {
  /** How orders and subscriptions of this file call it. */
  readonly id?: string
}

/** A template set; of `WELCOME_MESSAGE`, what changes. */
export type TemplateSeed = Pick<TemplateOptions, 'templateSetCode'> & Partial<TemplateOptions>

/** A promotion; of `WELCOME_POINT`, what changes. */
export type PromotionSeed = Partial<PromotionOptions> & {
  readonly code: string
  /** What it must be in the end; STOPPED and ENDED are brought about. */
  readonly state?: PromotionState
  readonly failNext?: PromotionFaults
}

/** A user; what is left out is made up. */
export interface UserSeed extends UserKeys, UserSettings {
  /** How the rest of this file calls the user. */
  readonly id?: string
  readonly profile?: Partial<Profile>
  /** Whether the user has consented to the mini-app; default false, and true with `link`. */
  readonly linked?: boolean
  /** What the user consented to; by default all that the mini-app asks for. */
  readonly link?: Pick<LogInOptions, 'scopes' | 'agreedTerms'>
  /** Whether the user left Toss in the end. */
  readonly leftToss?: boolean
}

/** Whose it is: neither is the mini-app's first user. */
export interface OfUser {
  /** The `id` of a user of this file. Not together with `userKey`. */
  readonly user?: string
  /** The `userKey` of a user of this file. */
  readonly userKey?: number
}

/** When it was; now unless told. */
export interface Dated {
  /** ISO 8601. Not together with `secondsAgo`. */
  readonly at?: string
  /** So long before the instant at which the world is made. */
  readonly secondsAgo?: number
}

/** What is bought: by default the first product on sale of the fitting kind. */
export interface OfProduct {
  /** The `id` of a product of this file. Not together with `sku`. */
  readonly product?: string
  readonly sku?: string
}

type MakePayment = RequestBodyOf<'pay.makePayment'>

/** A payment: the body of make-payment, of which only orderNo and amount must be given, and how far it got. */
export interface PaymentSeed extends OfUser, Dated, Partial<MakePayment> {
  readonly orderNo: string
  readonly amount: number
  readonly status: PayStatus
  /** What the user chose in checkoutPayment. */
  readonly approve?: ApproveOptions
  /** Of PAY_CANCEL; `USER` unless told. `EXPIRY`: it was made 15 minutes ago or more. */
  readonly cancelledBy?: 'USER' | 'TOSS' | 'EXPIRY'
  /** Of refunds. */
  readonly refundReason?: string
}

/** A one-off order. */
export interface OrderSeed extends OfUser, Dated, OfProduct, Omit<StartOptions, 'userKey' | 'sku'>, PayOptions {
  readonly status: OrderState
  /** Of PAYMENT_COMPLETED. `TIMED_OUT`: it was paid 30 seconds ago or more. */
  readonly grant?: Exclude<GrantState, 'GRANTED'>
  /** Of FAILED. */
  readonly error?: FailOptions['error']
  /** Whether get-order-status answers ERROR. */
  readonly providerFault?: boolean
}

/** A subscription, and the order that began it. Since then it renewed by itself, or not, as time went by. */
export interface SubscriptionSeed extends OfUser, Dated, OfProduct {
  readonly orderId?: string
  readonly status: SubscriptionStatus
  /** False: the user cancelled. */
  readonly autoRenew?: boolean
  /** Whether the next renewal payments fail. */
  readonly paymentFails?: boolean
}

/** Points of a promotion that a user has got, or waits for. */
export interface GrantSeed extends OfUser, Dated {
  /** With `TEST_` for its twin that grants nothing. */
  readonly promotionCode: string
  readonly amount: number
  readonly result: ExecutionResult
}

/** A message that a user has got. */
export interface MessageSeed extends OfUser, Dated {
  readonly templateSetCode: string
  readonly context?: Readonly<Record<string, string | number | boolean>>
}

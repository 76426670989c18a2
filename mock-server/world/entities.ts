import type { AnonymousKeyCode } from './anonymous-key.js'
import type { CallbackSettings } from './callback-settings.js'
import type { Grant } from './grant.js'
import type { AccessToken, AuthorizationCode, RefreshToken } from './login.js'
import type { Message } from './message.js'
import type { MiniApp } from './mini-app.js'
import type { Order } from './order.js'
import type { Buyer } from './order-book.js'
import type { PaySettings } from './pay-settings.js'
import type { Payment, PayTotals } from './payment.js'
import type { PayoutQueue } from './payout.js'
import type { Product, ProductCatalogue } from './product.js'
import type { Promotion } from './promotion.js'
import type { PromotionKey } from './promotion-key.js'
import type { Subscription } from './subscription.js'
import type { Schedule, ScheduledChange } from './subscription-schedule.js'
import type { Template } from './template.js'
import type { User } from './user.js'

/** Every kind of thing that a mini-app's world holds, by name. Each is plain JSON. */
export interface Entities {
  /** One, with id `self`. */
  miniApp: MiniApp
  /** By userKey in decimal. */
  user: User
  /** The userKey behind an anonymous key. */
  anonKey: number
  authorizationCode: AuthorizationCode
  accessToken: AccessToken
  refreshToken: RefreshToken
  anonymousKeyCode: AnonymousKeyCode
  /** By templateSetCode. */
  template: Template
  message: Message
  /** The ids of a user's last messages, by userKey. */
  inbox: readonly string[]
  promotion: Promotion
  promotionKey: PromotionKey
  /** By the key it was executed with. */
  grant: Grant
  /** The points of a promotion that a user has, by code and userKey. */
  grantTotal: number
  /** The undecided grants of a promotion with the same delay and outcome, by all three. */
  payoutQueue: PayoutQueue
  /** The key of the grant at a place of such a queue. */
  payout: string
  /** By payToken. */
  payment: Payment
  /** The payToken behind an orderNo. */
  payTokenOfOrder: string
  /** One, with id `self`. */
  payTotals: PayTotals
  /** One, with id `self`. */
  paySettings: PaySettings
  /** By SKU. */
  product: Product
  /** One, with id `self`. */
  productCatalogue: ProductCatalogue
  /** By orderId, which no other mini-app has. */
  order: Order
  /** By userKey. */
  buyer: Buyer
  /** The orderId at a place among a user's paid orders, by userKey and place. */
  paidOrder: string
  /** The orderId by which a user has a product that one can have only once, by userKey and SKU. */
  ownedProduct: string
  /** By the orderId that began it. */
  subscription: Subscription
  /** By the orderId of the subscription. */
  scheduledChange: ScheduledChange
  /** One, with id `self`. */
  schedule: Schedule
  /** One, with id `self`. */
  callbackSettings: CallbackSettings
}

/** The name of a kind of entity. */
export type EntityKind = keyof Entities

import { count, list, name, type Of, userKey } from './shape.js'
import {
  accessTokenShape,
  anonymousKeyCodeShape,
  authorizationCodeShape,
  refreshTokenShape,
  userShape,
} from './shapes/login.js'
import { messageShape, templateShape } from './shapes/message.js'
import { callbackSettingsShape, miniAppShape } from './shapes/mini-app.js'
import { paymentShape, paySettingsShape, payTotalsShape } from './shapes/pay.js'
import { grantShape, payoutQueueShape, promotionKeyShape, promotionShape } from './shapes/promotion.js'
import { buyerShape, orderShape, productCatalogueShape, productShape } from './shapes/purchase.js'
import { eventTrailShape, scheduledChangeShape, scheduleShape, subscriptionShape } from './shapes/subscription.js'

/** Every kind of thing that a mini-app's world holds, by name. Each is plain JSON. */
export const entityShapes = {
  /** One, with id `self`. */
  miniApp: miniAppShape,
  /** By userKey in decimal. */
  user: userShape,
  /** The userKey behind an anonymous key. */
  anonKey: userKey,
  authorizationCode: authorizationCodeShape,
  accessToken: accessTokenShape,
  refreshToken: refreshTokenShape,
  anonymousKeyCode: anonymousKeyCodeShape,
  /** By templateSetCode. */
  template: templateShape,
  message: messageShape,
  /** The ids of a user's last messages, by userKey. */
  inbox: list(name),
  promotion: promotionShape,
  promotionKey: promotionKeyShape,
  /** By the key it was executed with. */
  grant: grantShape,
  /** The points of a promotion that a user has, by code and userKey. */
  grantTotal: count,
  /** The undecided grants of a promotion with the same delay and outcome, by all three. */
  payoutQueue: payoutQueueShape,
  /** The key of the grant at a place of such a queue. */
  payout: name,
  /** By payToken. */
  payment: paymentShape,
  /** The payToken behind an orderNo. */
  payTokenOfOrder: name,
  /** One, with id `self`. */
  payTotals: payTotalsShape,
  /** One, with id `self`. */
  paySettings: paySettingsShape,
  /** By SKU. */
  product: productShape,
  /** One, with id `self`. */
  productCatalogue: productCatalogueShape,
  /** By orderId, which no other mini-app has. */
  order: orderShape,
  /** By userKey. */
  buyer: buyerShape,
  /** The orderId at a place among a user's paid orders, by userKey and place. */
  paidOrder: name,
  /** The orderId by which a user has a product that one can have only once, by userKey and SKU. */
  ownedProduct: name,
  /** By the orderId that began it. */
  subscription: subscriptionShape,
  /** By the orderId of the subscription. */
  eventTrail: eventTrailShape,
  /** By the orderId of the subscription. */
  scheduledChange: scheduledChangeShape,
  /** One, with id `self`. */
  schedule: scheduleShape,
  /** One, with id `self`. */
  callbackSettings: callbackSettingsShape,
}

/** The entities of a mini-app, by kind. */
export type Entities = { readonly [Kind in keyof typeof entityShapes]: Of<(typeof entityShapes)[Kind]> }

/** The name of a kind of entity. */
export type EntityKind = keyof Entities

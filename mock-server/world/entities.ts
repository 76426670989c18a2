import type { Of } from './shape.js'
import {
  accessTokenShape,
  anonymousKeyCodeShape,
  authorizationCodeShape,
  refreshTokenShape,
  userShape,
} from './shapes/login.js'
import { messageShape, templateShape } from './shapes/message.js'
import { callbackSettingsShape, miniAppShape } from './shapes/mini-app.js'
import { paymentShape, paySettingsShape } from './shapes/pay.js'
import { grantShape, promotionKeyShape, promotionShape } from './shapes/promotion.js'
import { orderShape, productCatalogueShape, productShape } from './shapes/purchase.js'
import { eventTrailShape, subscriptionShape } from './shapes/subscription.js'

/** Every kind of thing that a mini-app's world holds, by name. Each is plain JSON. */
export const entityShapes = {
  /** One, with id `self`. */
  miniApp: miniAppShape,
  /** By userKey in decimal. */
  user: userShape,
  authorizationCode: authorizationCodeShape,
  accessToken: accessTokenShape,
  refreshToken: refreshTokenShape,
  anonymousKeyCode: anonymousKeyCodeShape,
  /** By templateSetCode. */
  template: templateShape,
  message: messageShape,
  promotion: promotionShape,
  promotionKey: promotionKeyShape,
  /** By the key it was executed with. */
  grant: grantShape,
  /** By payToken. */
  payment: paymentShape,
  /** One, with id `self`. */
  paySettings: paySettingsShape,
  /** By SKU. */
  product: productShape,
  /** One, with id `self`. */
  productCatalogue: productCatalogueShape,
  /** By orderId, which no other mini-app has. */
  order: orderShape,
  /** By the orderId that began it. */
  subscription: subscriptionShape,
  /** By the orderId of the subscription. */
  eventTrail: eventTrailShape,
  /** One, with id `self`. */
  callbackSettings: callbackSettingsShape,
}

/** The entities of a mini-app, by kind. */
export type Entities = { readonly [Kind in keyof typeof entityShapes]: Of<(typeof entityShapes)[Kind]> }

/** The name of a kind of entity. */
export type EntityKind = keyof Entities

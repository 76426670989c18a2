import type { Entities, EntityKind } from '../entities.js'

/** An entity that another one needs. */
export interface EntityLink {
  readonly kind: EntityKind
  readonly id: string
}

const ofUser = (userKey: number): EntityLink => ({ kind: 'user', id: String(userKey) })
const ofOrder = (id: string): EntityLink => ({ kind: 'order', id })

/** Where the id is one of the entity's own fields, and the only id that it can have. */
export const idOfEntity: { readonly [Kind in EntityKind]?: (entity: Entities[Kind]) => string } = {
  miniApp: () => 'self',
  user: ({ userKey }) => String(userKey),
  authorizationCode: ({ code }) => code,
  accessToken: ({ token }) => token,
  refreshToken: ({ token }) => token,
  anonymousKeyCode: ({ code }) => code,
  callbackSettings: () => 'self',
  template: ({ templateSetCode }) => templateSetCode,
  message: ({ id }) => id,
  promotion: ({ code }) => code,
  promotionKey: ({ key }) => key,
  grant: ({ key }) => key,
  payment: ({ payToken }) => payToken,
  paySettings: () => 'self',
  product: ({ sku }) => sku,
  productCatalogue: () => 'self',
  order: ({ orderId }) => orderId,
  subscription: ({ orderId }) => orderId,
  eventTrail: ({ orderId }) => orderId,
}

/** The entities without which one of this kind makes no sense. */
export const linksOfEntity: { readonly [Kind in EntityKind]?: (entity: Entities[Kind], id: string) => EntityLink[] } = {
  authorizationCode: ({ userKey }) => [ofUser(userKey)],
  accessToken: ({ userKey }) => [ofUser(userKey)],
  refreshToken: ({ userKey }) => [ofUser(userKey)],
  anonymousKeyCode: ({ userKey }) => [ofUser(userKey)],
  message: ({ userKey }) => [ofUser(userKey)],
  grant: ({ userKey }) => [ofUser(userKey)],
  payment: ({ userKey }) => [ofUser(userKey)],
  productCatalogue: ({ skus }) => skus.map((id): EntityLink => ({ kind: 'product', id })),
  order: ({ userKey, sku }) => [ofUser(userKey), { kind: 'product', id: sku }],
  subscription: ({ orderId, userKey }) => [ofOrder(orderId), ofUser(userKey)],
  eventTrail: ({ orderId }) => [{ kind: 'subscription', id: orderId }],
}

import { type OrderStatus, type PurchaseErrorCode, purchaseErrors } from '../../../contracts/index.js'
import {
  anything,
  count,
  instant,
  list,
  name,
  type Of,
  object,
  orNull,
  saying,
  text,
  truth,
  userKey,
  won,
  word,
} from '../shape.js'

/** The kinds of products. Documented (SDK types). */
export const productTypes = ['CONSUMABLE', 'NON_CONSUMABLE', 'SUBSCRIPTION'] as const

/** One kind of product. */
export type ProductType = (typeof productTypes)[number]

/** How often a subscription renews. Documented (SDK types). */
export const renewalCycles = ['WEEKLY', 'MONTHLY', 'YEARLY'] as const

/** How often a subscription renews. */
export type RenewalCycle = (typeof renewalCycles)[number]

/** Where an order stands, in the words of 2026. */
export const orderStates = [
  'ORDER_IN_PROGRESS',
  'PAYMENT_COMPLETED',
  'PURCHASED',
  'FAILED',
  'REFUNDED',
] as const satisfies readonly OrderStatus[]

/** Where an order stands, in the words of 2026. */
export type OrderState = (typeof orderStates)[number]

const failures = Object.keys(purchaseErrors) as PurchaseErrorCode[]

/** Something that the mini-app sells, as it is set up in the console. */
export interface Product extends Of<typeof productShape> {}
export const productShape = object({
  /** `ait.<10 digits>.<8 hex>.<10 hex>.<10 digits>`. */
  sku: name,
  type: word(...productTypes),
  displayName: text,
  description: text,
  iconUrl: text,
  /** In won. */
  amount: won,
  /** Null for what is not a subscription. */
  renewalCycle: orNull(word(...renewalCycles)),
  /** Offers of a subscription, handed on to the SDK as they are; their effect on the price is not imitated. */
  offers: list(anything),
  /** A product that is not on sale is hidden from the SDK and cannot be bought. */
  onSale: truth,
})

/** The mini-app's list of products. */
export interface ProductCatalogue extends Of<typeof productCatalogueShape> {}
export const productCatalogueShape = object({
  /** The parts that all SKUs of the mini-app share. */
  skuPrefix: name,
  /** In the order in which they were added. */
  skus: list(name),
  /** The number in the next SKU. */
  nextNumber: count,
})

/** One order. All instants are milliseconds since 1970 on the mock's clock. */
export interface Order extends Of<typeof orderShape> {}
export const orderShape = object({
  orderId: name,
  sku: name,
  productType: word(...productTypes),
  userKey,
  /** In won, as the product cost when the order was started. */
  amount: won,
  state: saying(word(...orderStates), 'Where the order really stands.'),
  /** Since when it is in that state. */
  stateSince: instant,
  createdAt: instant,
  paidAt: orNull(instant),
  /** What processProductGrant answered in time; null: nothing yet, or nothing in time. */
  grantAnswer: saying(orNull(truth), 'What processProductGrant answered in time.'),
  grantedAt: orNull(instant),
  refundedAt: orNull(instant),
  /** What the SDK told the mini-app; null unless the order failed. */
  failure: orNull(word(...failures)),
  /** Until then get-order-status does not find the order. */
  hiddenUntil: instant,
  /** Until then get-order-status does not show the payment. */
  paymentHiddenUntil: instant,
  /** Since when the store's side cannot be asked about the order; null: it can. */
  faultSince: orNull(instant),
  /** Its place among the user's paid orders; null before the payment. */
  place: saying(orNull(count), 'Its place among the user’s paid orders.'),
})

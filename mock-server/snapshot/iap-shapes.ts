import { type PurchaseErrorCode, purchaseErrors, subscriptionStatuses } from '../../contracts/index.js'
import { type Order, type OrderState, orderArrows } from '../world/order.js'
import type { Buyer } from '../world/order-book.js'
import { type Product, type ProductCatalogue, productTypes, renewalCycles } from '../world/product.js'
import type { Subscription } from '../world/subscription.js'
import type { Schedule, ScheduledChange } from '../world/subscription-schedule.js'
import { anything, count, instant, list, name, object, orNull, text, truth, userKey, word } from './shape.js'

const orderStates = Object.keys(orderArrows) as OrderState[]
const failures = Object.keys(purchaseErrors) as PurchaseErrorCode[]

/** Products, orders and subscriptions. */
export const iapShapes = {
  product: object<Product>({
    sku: name,
    type: word(...productTypes),
    displayName: text,
    description: text,
    iconUrl: text,
    amount: count,
    renewalCycle: orNull(word(...renewalCycles)),
    offers: list(anything),
    onSale: truth,
  }),
  productCatalogue: object<ProductCatalogue>({ skuPrefix: name, skus: list(name), nextNumber: count }),
  order: object<Order>({
    orderId: name,
    sku: name,
    productType: word(...productTypes),
    userKey,
    amount: count,
    state: word(...orderStates),
    stateSince: instant,
    createdAt: instant,
    paidAt: orNull(instant),
    grantAnswer: orNull(truth),
    grantedAt: orNull(instant),
    refundedAt: orNull(instant),
    failure: orNull(word(...failures)),
    hiddenUntil: instant,
    paymentHiddenUntil: instant,
    faultSince: orNull(instant),
    place: orNull(count),
  }),
  buyer: object<Buyer>({ paid: count, firstPending: count }),
  paidOrder: name,
  ownedProduct: name,
  subscription: object<Subscription>({
    orderId: name,
    subscriptionId: name,
    catalogId: count,
    sku: name,
    userKey,
    renewalCycle: word(...renewalCycles),
    status: word(...subscriptionStatuses),
    autoRenew: truth,
    anchor: instant,
    periods: count,
    expiresAt: instant,
    unpaidUntil: orNull(instant),
    paymentFails: truth,
    createdAt: instant,
  }),
  scheduledChange: object<ScheduledChange>({ orderId: name, dueAt: instant }),
  schedule: object<Schedule>({ nextDueAt: instant }),
}

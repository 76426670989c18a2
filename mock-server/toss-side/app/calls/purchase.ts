import { redactValue } from '../../../../contracts/index.js'
import { isCodedError } from '../../../../errors/index.js'
import { name, orNull, text } from '../../../world/shape.js'
import { given as fields } from '../arguments.js'
import { withIcon } from '../icons.js'
import { json } from '../protocol.js'
import { buyFrom, legacyPurchase } from '../purchase-flow.js'
import { call, event } from '../row.js'

/** Whatever a page answered, as a warning has room for it. */
const inShort = (value: unknown) => JSON.stringify(redactValue(value))?.slice(0, 100) ?? 'undefined'

/** In-app purchase in the app. */
export const purchaseCalls = {
  iapGetProductItemList: call({
    known: 'run',
    says: 'the products on sale',
    async do({ products }) {
      const list = (await products.getProductItemList()).products
      return { products: list.map((product) => withIcon(product)) }
    },
  }),
  requestOneTimePurchase: event({
    known: 'run',
    says: 'a purchase: the order, the payment, then the page’s processProductGrant within 30 seconds',
    takes: fields({ sku: name }, ['sku']),
    do: (work, { sku }) => buyFrom(work, { sku }),
  }),
  requestSubscriptionPurchase: event({
    known: 'run',
    says: 'the same for a subscription, which begins with the payment',
    takes: fields({ sku: name, offerId: orNull(text) }, ['sku']),
    do: (work, { sku, offerId }) => buyFrom(work, { sku, offerId: offerId ?? null }),
  }),
  processProductGrant: call({
    known: 'run',
    says: 'what the page’s processProductGrant answered; true within 30 seconds makes the order PURCHASED',
    takes: fields({ orderId: name, isProductGranted: json }, ['orderId']),
    async do({ phone, callId, orders, warn }, { orderId, isProductGranted }) {
      // That anything but true is no grant is assumed.
      if (typeof isProductGranted !== 'boolean') {
        warn(
          `processProductGrant answered ${inShort(isProductGranted)} for order ${orderId}: only true grants (assumed)`,
        )
      }
      const waiting = phone.grants.get(orderId)
      if (waiting !== undefined) return waiting(isProductGranted === true, callId)
      // That a late answer is taken without a word is assumed.
      const { state, grant } = await orders.get(orderId)
      warn(`processProductGrant: order ${orderId} waits for no grant any more (${grant ?? state}); nothing changes`)
    },
  }),
  iapCreateOneTimePurchaseOrder: call({
    known: 'run',
    says: 'the purchase of apps before 5.232.0: paid is PURCHASED (assumed)',
    takes: fields({ productId: name }, ['productId']),
    do: (work, { productId }) => legacyPurchase(work, productId),
  }),
  getPendingOrders: call({
    known: 'run',
    says: 'the user’s orders that are paid and not granted',
    do: async ({ orders, user }) => orders.getPendingOrders({ userKey: await user() }),
  }),
  getCompletedOrRefundedOrders: call({
    known: 'run',
    says: 'the user’s orders that were granted or refunded, 50 a page; SDK 3.3.0 drops the key of the next page',
    takes: fields({ key: orNull(text) }),
    do: async ({ orders, user }, { key }) =>
      orders.getCompletedOrRefundedOrders({ userKey: await user(), ...(key !== undefined && { key }) }),
  }),
  completeProductGrant: call({
    known: 'run',
    says: 'grants a paid order later; true where it is granted',
    takes: fields({ orderId: name }, ['orderId']),
    A: { args: 'wrapped' },
    do: ({ orders }, { orderId }) => orders.completeProductGrant(orderId),
  }),
  getSubscriptionInfo: call({
    known: 'run',
    says: 'where a subscription stands; {} where the order began none (told by a report)',
    takes: fields({ orderId: name }, ['orderId']),
    A: { args: 'wrapped' },
    B: { args: 'wrapped' },
    do: ({ subscriptions }, { orderId }) =>
      subscriptions.getSubscriptionInfo(orderId).catch((error: unknown) => {
        if (isCodedError(error, 'ERR_NOT_FOUND')) return {}
        throw error
      }),
  }),
}

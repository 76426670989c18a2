import {
  type JsonSchema,
  orderStatuses,
  purchaseErrors,
  subscriptionChangeReasons,
  subscriptionStatuses,
} from '../../contracts/index.js'
import { newProductSchema } from '../toss-side/products.js'
import { productTypes, renewalCycles } from '../world/shapes/purchase.js'
import { answerOf, userKeySchema } from './schemas.js'

const instant = { type: 'integer', description: 'Milliseconds since 1970, on the mock’s clock.' } as const
const maybeInstant = { ...instant, type: ['integer', 'null'] } as const

/** A product, as the console has it. */
export const productSchema = {
  ...newProductSchema,
  required: ['sku', 'type', 'displayName', 'description', 'iconUrl', 'amount', 'renewalCycle', 'offers', 'onSale'],
} as const satisfies JsonSchema

/** An order, with what get-order-status says of it now. */
export const orderSchema = answerOf({
  orderId: { type: 'string' },
  sku: { type: 'string' },
  productType: { type: 'string', enum: productTypes },
  userKey: userKeySchema,
  amount: { type: 'integer', description: 'Won.' },
  state: {
    type: 'string',
    enum: ['ORDER_IN_PROGRESS', 'PAYMENT_COMPLETED', 'PURCHASED', 'FAILED', 'REFUNDED'],
    description: 'Where the order really stands.',
  },
  stateSince: instant,
  status: {
    type: 'string',
    enum: orderStatuses,
    description: 'What get-order-status says now, in the words of 2026.',
  },
  grant: {
    type: ['string', 'null'],
    enum: ['WAITING', 'REFUSED', 'TIMED_OUT', 'GRANTED', null],
    description: 'What became of the grant of a paid order.',
  },
  grantDeadline: maybeInstant,
  grantAnswer: { type: ['boolean', 'null'], description: 'What processProductGrant answered in time.' },
  createdAt: instant,
  paidAt: maybeInstant,
  grantedAt: maybeInstant,
  refundedAt: maybeInstant,
  failure: { type: ['string', 'null'], enum: [...Object.keys(purchaseErrors), null] },
  hiddenUntil: instant,
  paymentHiddenUntil: instant,
  faultSince: maybeInstant,
  place: { type: ['integer', 'null'], description: 'Its place among the user’s paid orders.' },
})

/** An order and what the SDK told the mini-app. */
export const purchaseSchema = answerOf({
  order: orderSchema,
  event: answerOf(
    {
      type: { type: 'string', enum: ['success', 'error'] },
      data: answerOf({
        orderId: { type: 'string' },
        displayName: { type: 'string' },
        displayAmount: { type: 'string' },
        amount: { type: 'integer', description: 'Won.' },
        currency: { type: 'string' },
        fraction: { type: 'integer' },
        miniAppIconUrl: { type: 'string' },
      }),
      code: { type: 'string', enum: Object.keys(purchaseErrors) },
    },
    ['data', 'code'],
  ),
})

/** A product as the SDK shows it. */
export const productListItemSchema = answerOf(
  {
    sku: { type: 'string' },
    type: { type: 'string', enum: productTypes },
    displayName: { type: 'string' },
    displayAmount: { type: 'string' },
    iconUrl: { type: 'string' },
    description: { type: 'string' },
    renewalCycle: { type: 'string', enum: renewalCycles, description: 'Of subscriptions only.' },
    offers: { type: 'array', items: { type: 'object' }, description: 'Of subscriptions that have any.' },
  },
  ['renewalCycle', 'offers'],
)

/** An order that waits for its grant, as the SDK shows it. */
export const pendingOrderSchema = answerOf({
  orderId: { type: 'string' },
  sku: { type: 'string' },
  paymentCompletedDate: { type: 'string' },
})

/** An order that was granted or refunded, as the SDK shows it. */
export const settledOrderSchema = answerOf({
  orderId: { type: 'string' },
  sku: { type: 'string' },
  status: { type: 'string', enum: ['COMPLETED', 'REFUNDED'] },
  date: { type: 'string' },
})

/** What the SDK's getSubscriptionInfo gives. */
export const subscriptionInfoSchema = answerOf({
  catalogId: { type: 'integer' },
  status: { type: 'string', enum: subscriptionStatuses },
  expiresAt: { type: ['string', 'null'] },
  isAutoRenew: { type: 'boolean' },
  gracePeriodExpiresAt: { type: ['string', 'null'] },
  isAccessible: { type: 'boolean' },
})

/** A subscription. */
export const subscriptionSchema = answerOf({
  orderId: { type: 'string', description: 'The order that began it.' },
  subscriptionId: { type: 'string' },
  catalogId: { type: 'integer' },
  sku: { type: 'string' },
  userKey: userKeySchema,
  renewalCycle: { type: 'string', enum: renewalCycles },
  status: { type: 'string', enum: subscriptionStatuses },
  accessGranted: { type: 'boolean' },
  autoRenew: { type: 'boolean' },
  expiresAt: instant,
  unpaidUntil: { ...maybeInstant, description: 'When the grace period or the hold ends.' },
  paymentFails: { type: 'boolean', description: 'Whether the next renewal payment will fail.' },
  anchor: instant,
  periods: { type: 'integer', description: 'How many periods since `anchor` are paid.' },
  createdAt: instant,
  possible: { type: 'array', items: { type: 'string', enum: subscriptionChangeReasons } },
})

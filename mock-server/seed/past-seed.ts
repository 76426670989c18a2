import {
  executionResults,
  type OperationId,
  operation,
  payStatuses,
  type RequestBodyOf,
  subscriptionStatuses,
} from '../../contracts/index.js'
import { failShape, type PayOptions, payShape } from '../toss-side/commands/orders.js'
import { newProductShape } from '../toss-side/commands/products.js'
import { type StartOptions, startShape } from '../toss-side/order-start.js'
import { type ApproveOptions, approveShape } from '../toss-side/pay-approval.js'
import {
  joined,
  moment,
  type Of,
  options,
  type Shape,
  saying,
  sayingEach,
  truth,
  userKey,
  word,
} from '../world/shape.js'
import { orderStates } from '../world/shapes/purchase.js'
import { id } from './console-seed.js'

/** The fields of an operation's request body, as the contract has them. */
function requestOf<Id extends OperationId>(
  id: Id,
): { readonly [Field in keyof RequestBodyOf<Id>]-?: Shape<RequestBodyOf<Id>[Field]> } {
  return (operation(id).request as { schema: Shape<unknown> }).schema.properties as never
}

/** Whose it is: neither is the mini-app's first user. */
export interface OfUser extends Of<typeof ofUser> {}
const ofUser = options({
  /** The `id` of a user of this file. Not together with `userKey`. */
  user: saying(id, 'The id of a user of this file; by default the mini-app’s first user.'),
  /** The `userKey` of a user of this file. */
  userKey: saying(userKey, 'The userKey of a user of this file, instead of the id.'),
})

const secondsAgo: Shape<number> = { type: 'number', minimum: 0, maximum: 315_576_000 }

/** When it was; now by default. */
export interface Dated extends Of<typeof dated> {}
const dated = options({
  /** ISO 8601. Not together with `secondsAgo`. */
  at: saying(moment, 'When it was, ISO 8601; now by default.'),
  /** So long before the instant at which the world is made. */
  secondsAgo: saying(secondsAgo, 'When it was: so long before the instant at which the world is made.'),
})

/** What is bought: by default the first product on sale of the fitting kind. */
export interface OfProduct extends Of<typeof ofProduct> {}
const ofProduct = options({
  /** The `id` of a product of this file. Not together with `sku`. */
  product: saying(id, 'The id of a product of this file; by default the first on sale of the fitting kind.'),
  sku: saying(newProductShape.properties.sku, 'Its SKU, instead of the id.'),
})

const { orderNo, amount, ...others } = requestOf('pay.makePayment')
const ofPayment = options(
  {
    orderNo,
    amount,
    ...sayingEach(others, {
      productDesc: 'What is bought; 테스트 상품 by default.',
      amountTaxFree: 'Won; 0 by default.',
      isTestPayment: 'As make-payment has it: whether it is of the sandbox app; default true.',
    }),
    status: saying(word(...payStatuses), 'How far it got.'),
    /** What the user chose in checkoutPayment. */
    approve: saying<Shape<ApproveOptions>>(approveShape, 'What the user chose in checkoutPayment.'),
    /** Of PAY_CANCEL; `USER` by default. `EXPIRY`: it was made 15 minutes ago or more. */
    cancelledBy: saying(
      word('USER', 'TOSS', 'EXPIRY'),
      'Of PAY_CANCEL; USER by default. EXPIRY: it was made 15 minutes ago or more.',
    ),
    /** Of refunds. */
    refundReason: saying(requestOf('pay.refundPayment').reason, 'Of a refund.'),
  },
  ['orderNo', 'amount', 'status'],
)

/** A payment: the body of make-payment, of which only orderNo and amount must be given, and how far it got. */
export interface PaymentSeed extends OfUser, Dated, Of<typeof ofPayment> {}
export const paymentSeed: Shape<PaymentSeed> = joined(ofUser, dated, ofPayment)

const ofOrder = options(
  {
    orderId: startShape.properties.orderId,
    status: saying(word(...orderStates), 'How far it got.'),
    /** Of PAYMENT_COMPLETED. `TIMED_OUT`: it was paid 30 seconds ago or more. */
    grant: saying(
      word('WAITING', 'REFUSED', 'TIMED_OUT'),
      'Of PAYMENT_COMPLETED. TIMED_OUT: it was paid 30 seconds ago or more.',
    ),
    /** Of FAILED. */
    error: saying(failShape.properties.error, 'Of FAILED; INTERNAL_ERROR by default.'),
    /** Whether get-order-status answers ERROR. */
    providerFault: saying(truth, 'Whether get-order-status answers ERROR.'),
    notFoundForSeconds: startShape.properties.notFoundForSeconds,
  },
  ['status'],
)

/** A one-off order. */
export interface OrderSeed
  extends OfUser,
    Dated,
    OfProduct,
    Pick<StartOptions, 'orderId' | 'notFoundForSeconds'>,
    PayOptions,
    Of<typeof ofOrder> {}
export const orderSeed: Shape<OrderSeed> = joined(joined(ofUser, dated), ofProduct, ofOrder, payShape)

const ofSubscription = options(
  {
    orderId: saying(
      startShape.properties.orderId,
      'Of the order that began it; by default a made-up UUID of version 7.',
    ),
    status: saying(word(...subscriptionStatuses), 'What it is now.'),
    /** False: the user cancelled. */
    autoRenew: saying(truth, 'False: the user cancelled; default true where the status allows it.'),
    /** Whether the next renewal payments fail. */
    paymentFails: saying(truth, 'Whether the next renewal payments fail; default false.'),
  },
  ['status'],
)

/** A subscription, and the order that began it. Since then it renewed by itself, or not, as time went by. */
export interface SubscriptionSeed extends OfUser, Dated, OfProduct, Of<typeof ofSubscription> {}
export const subscriptionSeed: Shape<SubscriptionSeed> = joined(ofUser, dated, ofProduct, ofSubscription)

const grantRequest = requestOf('promotion.executePromotion')
const ofGrant = options(
  {
    /** With `TEST_` for its twin that grants nothing. */
    promotionCode: saying(grantRequest.promotionCode, 'With TEST_ for the twin that grants nothing.'),
    amount: grantRequest.amount,
    result: saying(word(...executionResults), 'What execution-result answers in the end.'),
  },
  ['promotionCode', 'amount', 'result'],
)

/** Points of a promotion that a user has got, or waits for. */
export interface GrantSeed extends OfUser, Dated, Of<typeof ofGrant> {}
export const grantSeed: Shape<GrantSeed> = joined(ofUser, dated, ofGrant)

const { templateSetCode, context } = requestOf('messenger.sendMessage')
const ofMessage = options({ templateSetCode, context }, ['templateSetCode'])

/** A message that a user has got. */
export interface MessageSeed extends OfUser, Dated, Of<typeof ofMessage> {}
export const messageSeed: Shape<MessageSeed> = joined(ofUser, dated, ofMessage)

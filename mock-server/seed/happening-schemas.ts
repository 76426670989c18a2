import {
  executionResults,
  type JsonSchema,
  type OperationId,
  operation,
  payStatuses,
  type RequestBodyOf,
  subscriptionStatuses,
} from '../../contracts/index.js'
import { startShape } from '../toss-side/order-start.js'
import { failErrors } from '../toss-side/orders.js'
import { approveShape } from '../toss-side/pay-approval.js'
import { newProductShape } from '../toss-side/products.js'
import { orderArrows } from '../world/order.js'
import { describe, id, shapeOf, told, truth } from './schema-parts.js'
import type { GrantSeed, MessageSeed, OrderSeed, PaymentSeed, SubscriptionSeed } from './world-seed.js'

/** The fields of an operation's request body, as the contract has them. */
function requestOf<Id extends OperationId>(id: Id): { readonly [Field in keyof RequestBodyOf<Id>]-?: JsonSchema } {
  return (operation(id).request as { schema: JsonSchema }).schema.properties as never
}

const dated = {
  at: { type: 'string', format: 'date-time', description: 'When it was, ISO 8601; now unless told.' },
  secondsAgo: {
    type: 'number',
    minimum: 0,
    maximum: 315_576_000,
    description: 'When it was: so long before the instant at which the world is made.',
  },
} as const satisfies Record<string, JsonSchema>

const ofUser = {
  user: describe(id, 'The id of a user of this file; by default the mini-app’s first user.'),
  userKey: { type: 'integer', minimum: 1, description: 'The userKey of a user of this file, instead of the id.' },
} as const satisfies Record<string, JsonSchema>

const ofProduct = {
  product: describe(id, 'The id of a product of this file; by default the first on sale of the fitting kind.'),
  sku: { ...newProductShape.properties.sku, description: 'Its SKU, instead of the id.' },
} as const satisfies Record<string, JsonSchema>

const { orderId, notFoundForSeconds } = startShape.properties

const { orderNo, amount, ...rest } = requestOf('pay.makePayment')

/** A payment. */
export const payment = shapeOf<PaymentSeed>(
  {
    ...ofUser,
    ...dated,
    orderNo,
    amount,
    ...rest,
    productDesc: describe(rest.productDesc, 'What is bought; 테스트 상품 unless told.'),
    amountTaxFree: describe(rest.amountTaxFree, 'Won; 0 unless told.'),
    isTestPayment: describe(
      rest.isTestPayment,
      'As make-payment has it: whether it is of the sandbox app; default true.',
    ),
    status: { type: 'string', enum: payStatuses, description: 'How far it got.' },
    approve: {
      ...approveShape,
      description: 'What the user chose in checkoutPayment.',
      properties: told(approveShape.properties, {
        payMethod: 'By default what the others imply, else what the payment offers, else TOSS_MONEY.',
        bankCode: 'TOSS_MONEY: the bank of the account; the user’s first unless told.',
        card: 'CARD: what the card must be like; the user’s first unless told.',
        installmentMonths: 'CARD: 2 to 24 months, from 50,000 won on; 0, the default: at once.',
        noInterest: 'Whether the instalments are free of interest; default false.',
        discount: 'Won that an instant discount takes off.',
        points: 'Won that Toss points pay.',
        cashReceipt: 'TOSS_MONEY: whether the user asks for a cash receipt; where one is offered unless told.',
      }),
    },
    cancelledBy: {
      type: 'string',
      enum: ['USER', 'TOSS', 'EXPIRY'],
      description: 'Of PAY_CANCEL; USER unless told. EXPIRY: it was made 15 minutes ago or more.',
    },
    refundReason: describe(requestOf('pay.refundPayment').reason, 'Of a refund.'),
  },
  ['orderNo', 'amount', 'status'],
)

/** A one-off order. */
export const order = shapeOf<OrderSeed>(
  {
    ...ofUser,
    ...dated,
    ...ofProduct,
    orderId,
    status: { type: 'string', enum: Object.keys(orderArrows), description: 'How far it got.' },
    grant: {
      type: 'string',
      enum: ['WAITING', 'REFUSED', 'TIMED_OUT'],
      description: 'Of PAYMENT_COMPLETED. TIMED_OUT: it was paid 30 seconds ago or more.',
    },
    error: { type: 'string', enum: failErrors, description: 'Of FAILED; INTERNAL_ERROR unless told.' },
    providerFault: truth('Whether get-order-status answers ERROR.'),
    notFoundForSeconds: describe(notFoundForSeconds, 'How long get-order-status answers NOT_FOUND.'),
    inProgressForSeconds: describe(notFoundForSeconds, 'How long get-order-status hides the payment.'),
  },
  ['status'],
)

/** A subscription. */
export const subscription = shapeOf<SubscriptionSeed>(
  {
    ...ofUser,
    ...dated,
    ...ofProduct,
    orderId: describe(orderId, 'Of the order that began it; by default a made-up UUID of version 7.'),
    status: { type: 'string', enum: subscriptionStatuses, description: 'What it is now.' },
    autoRenew: truth('False: the user cancelled; default true where the status allows it.'),
    paymentFails: truth('Whether the next renewal payments fail; default false.'),
  },
  ['status'],
)

const grantRequest = requestOf('promotion.executePromotion')

/** A grant of points. */
export const grant = shapeOf<GrantSeed>(
  {
    ...ofUser,
    ...dated,
    promotionCode: describe(grantRequest.promotionCode, 'With TEST_ for the twin that grants nothing.'),
    amount: grantRequest.amount,
    result: { type: 'string', enum: executionResults, description: 'What execution-result answers in the end.' },
  },
  ['promotionCode', 'amount', 'result'],
)

const messageRequest = requestOf('messenger.sendMessage')

/** A message. */
export const message = shapeOf<MessageSeed>(
  {
    ...ofUser,
    ...dated,
    templateSetCode: messageRequest.templateSetCode,
    context: messageRequest.context,
  },
  ['templateSetCode'],
)

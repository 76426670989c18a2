import type { JsonSchema } from '../../contracts/index.js'
import { startSchema } from '../toss-side/order-start.js'
import {
  type FailOptions,
  failErrors,
  type OrdersSide,
  type PayOptions,
  type StartOptions,
} from '../toss-side/orders.js'
import { mostProducts, newProductSchema } from '../toss-side/products.js'
import type { PurchaseOptions } from '../toss-side/purchase.js'
import type { NewProduct } from '../world/product.js'
import type { Page } from '../world/store.js'
import {
  orderSchema,
  pendingOrderSchema,
  productListItemSchema,
  productSchema,
  purchaseSchema,
  settledOrderSchema,
} from './iap-schemas.js'
import type { ControlRequest, ControlRoute, ControlSurroundings } from './route.js'
import { listOf } from './schemas.js'

const tag = 'iap'
const nothing = { type: 'object', additionalProperties: false } as const satisfies JsonSchema
const seconds = { type: 'number', minimum: 0, maximum: 86_400 } as const
const ofUser = {
  userKey: { type: 'integer', minimum: 1, description: 'By default the mini-app’s first user.' },
} as const

/** Products and orders: what the console, the user, the app store and the SDK do. */
export const iapRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/products',
    operationId: 'listProducts',
    summary: 'The products; a mini-app nobody has set up has four',
    tag,
    answer: listOf('products', productSchema),
    handle: async (request, surroundings) => ({ products: await side(request, surroundings).products.list() }),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/products',
    operationId: 'createProduct',
    summary: 'Add a product, or take the place of the one with the same SKU',
    tag,
    body: newProductSchema,
    answer: productSchema,
    status: 201,
    handle: (request, surroundings) => side(request, surroundings).products.create(request.body as NewProduct),
  },
  {
    method: 'PUT',
    path: '/mini-apps/{miniApp}/products',
    operationId: 'replaceProducts',
    summary: 'Make these the only products',
    tag,
    body: {
      type: 'object',
      properties: { products: { type: 'array', items: newProductSchema, maxItems: mostProducts } },
      required: ['products'],
      additionalProperties: false,
    },
    answer: listOf('products', productSchema),
    async handle(request, surroundings) {
      const { products } = request.body as { products: NewProduct[] }
      return { products: await side(request, surroundings).products.replace(products) }
    },
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/products/{sku}',
    operationId: 'getProduct',
    summary: 'One product',
    tag,
    answer: productSchema,
    handle: (request, surroundings) => side(request, surroundings).products.get(request.path.sku as string),
  },
  {
    method: 'PATCH',
    path: '/mini-apps/{miniApp}/products/{sku}',
    operationId: 'updateProduct',
    summary: 'Take a product off sale, or put it back',
    tag,
    body: {
      type: 'object',
      properties: { onSale: { type: 'boolean' } },
      required: ['onSale'],
      additionalProperties: false,
    },
    answer: productSchema,
    handle: (request, surroundings) =>
      side(request, surroundings).products.setOnSale(
        request.path.sku as string,
        (request.body as { onSale: boolean }).onSale,
      ),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/orders',
    operationId: 'listOrders',
    summary: 'The orders, in the order of their creation',
    tag,
    query: {
      type: 'object',
      properties: {
        limit: { type: 'integer', minimum: 1, maximum: 1000, description: '100 unless told.' },
        after: { type: 'string', description: 'An orderId: only those created after this order.' },
      },
    },
    answer: listOf('orders', orderSchema),
    handle: async (request, surroundings) => ({
      orders: await side(request, surroundings).orders.list(request.query as Page),
    }),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/orders',
    operationId: 'startOrder',
    summary: 'A user begins to buy: ORDER_IN_PROGRESS',
    tag,
    body: startSchema,
    answer: orderSchema,
    status: 201,
    handle: (request, surroundings) => side(request, surroundings).orders.start(request.body as StartOptions),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/orders/{orderId}',
    operationId: 'getOrder',
    summary: 'One order',
    tag,
    answer: orderSchema,
    handle: (request, surroundings) => side(request, surroundings).orders.get(request.path.orderId as string),
  },
  step({
    name: 'pay',
    operationId: 'payOrder',
    summary: 'The user pays: PAYMENT_COMPLETED; begins a subscription',
    body: { type: 'object', properties: { inProgressForSeconds: seconds }, additionalProperties: false },
    take: (orders, orderId, body) => orders.pay(orderId, body as PayOptions),
  }),
  step({
    name: 'grant',
    operationId: 'answerGrant',
    summary: 'The mini-app’s processProductGrant answers, within 30 seconds',
    body: {
      type: 'object',
      properties: { granted: { type: 'boolean' } },
      required: ['granted'],
      additionalProperties: false,
    },
    take: (orders, orderId, body) => orders.answerGrant(orderId, (body as { granted: boolean }).granted),
  }),
  step({
    name: 'fail',
    operationId: 'failOrder',
    summary: 'The purchase ends without a payment: FAILED',
    body: { type: 'object', properties: { error: { type: 'string', enum: failErrors } }, additionalProperties: false },
    take: (orders, orderId, body) => orders.fail(orderId, body as FailOptions),
  }),
  step({
    name: 'refund',
    operationId: 'refundOrder',
    summary: 'The user gets the money back: REFUNDED; revokes a subscription',
    take: (orders, orderId) => orders.refund(orderId),
  }),
  step({
    name: 'provider-fault',
    operationId: 'setProviderFault',
    summary: 'The app store cannot be asked about the order (ERROR), or can again',
    body: {
      type: 'object',
      properties: { isFaulty: { type: 'boolean' } },
      required: ['isFaulty'],
      additionalProperties: false,
    },
    take: (orders, orderId, body) => orders.setProviderFault(orderId, (body as { isFaulty: boolean }).isFaulty),
  }),
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/orders/{orderId}/complete-product-grant',
    operationId: 'completeProductGrant',
    summary: 'The SDK’s completeProductGrant',
    tag,
    body: nothing,
    answer: { type: 'object', properties: { completed: { type: 'boolean' } }, required: ['completed'] },
    handle: async (request, surroundings) => ({
      completed: await side(request, surroundings).orders.completeProductGrant(request.path.orderId as string),
    }),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/purchases',
    operationId: 'purchase',
    summary: 'A whole purchase: start, payment, and what processProductGrant answers',
    tag,
    body: {
      ...startSchema,
      properties: {
        ...startSchema.properties,
        inProgressForSeconds: seconds,
        processProductGrant: { enum: [true, false, 'no-answer'], description: 'Default true.' },
      },
    },
    answer: purchaseSchema,
    status: 201,
    handle: (request, surroundings) => side(request, surroundings).orders.purchase(request.body as PurchaseOptions),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/sdk/product-item-list',
    operationId: 'getProductItemList',
    summary: 'What the SDK’s getProductItemList gives',
    tag,
    answer: listOf('products', productListItemSchema),
    handle: (request, surroundings) => side(request, surroundings).products.getProductItemList(),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/sdk/pending-orders',
    operationId: 'getPendingOrders',
    summary: 'What the SDK’s getPendingOrders gives in a user’s Toss app',
    tag,
    query: { type: 'object', properties: ofUser },
    answer: listOf('orders', pendingOrderSchema),
    handle: (request, surroundings) => side(request, surroundings).orders.getPendingOrders(request.query),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/sdk/completed-or-refunded-orders',
    operationId: 'getCompletedOrRefundedOrders',
    summary: 'What the SDK’s getCompletedOrRefundedOrders gives in a user’s Toss app: 50 a page',
    tag,
    query: {
      type: 'object',
      properties: { ...ofUser, key: { type: 'string', description: 'nextKey of the page before.' } },
    },
    answer: {
      type: 'object',
      properties: {
        hasNext: { type: 'boolean' },
        nextKey: { type: ['string', 'null'] },
        orders: { type: 'array', items: settledOrderSchema },
      },
      required: ['hasNext', 'nextKey', 'orders'],
    },
    handle: (request, surroundings) => side(request, surroundings).orders.getCompletedOrRefundedOrders(request.query),
  },
]

function step(given: {
  name: string
  operationId: string
  summary: string
  body?: JsonSchema
  take: (orders: OrdersSide, orderId: string, body: unknown) => unknown
}): ControlRoute {
  const { name, operationId, summary, body = nothing, take } = given
  return {
    method: 'POST',
    path: `/mini-apps/{miniApp}/orders/{orderId}/${name}`,
    operationId,
    summary,
    tag,
    body,
    answer: orderSchema,
    handle: (request, surroundings) =>
      take(side(request, surroundings).orders, request.path.orderId as string, request.body),
  }
}

const side = ({ path }: ControlRequest, { tossSide }: ControlSurroundings) => tossSide(path.miniApp as string)

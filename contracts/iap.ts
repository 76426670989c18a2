import { internalError, invalidParameter, notRegistered, rateLimited, userNotIdentified } from './failures.js'
import { bodyOf, type Failure, type Operation, type Variant } from './operation.js'
import { assumed, assuming, documented, observed, type Provenance, reliedOn } from './provenance.js'
import { closed } from './schema.js'
import { anonymousKeyHeader, oneOfTwo } from './user-headers.js'

const guide = 'in-app purchase guide'

/** When what is known of this operation was last looked through. */
const revised = '2026-12-01'

const statusesOfOrder = ['PURCHASED', 'PAYMENT_COMPLETED', 'ORDER_IN_PROGRESS', 'FAILED', 'REFUNDED'] as const

/** Statuses of an order that was found. */
export type StatusOfOrder = (typeof statusesOfOrder)[number]

/** Statuses that say nothing of the order itself: `sku` and `statusDeterminedAt` are left out with them. */
export const statusesWithoutOrder = ['NOT_FOUND', 'MINIAPP_MISMATCH', 'ERROR'] as const

/** Every status that get-order-status can answer with, each in a SUCCESS envelope. */
export const orderStatuses = [...statusesOfOrder, ...statusesWithoutOrder] as const

/** One status of an order. */
export type OrderStatus = (typeof orderStatuses)[number]

const sdkTypes = 'SDK types'

/** How the SDK tells a mini-app that a purchase did not work. */
export const purchaseErrors = {
  INVALID_PRODUCT_ID: documented(sdkTypes),
  PAYMENT_PENDING: documented(sdkTypes),
  NETWORK_ERROR: documented(sdkTypes),
  INVALID_USER_ENVIRONMENT: documented(sdkTypes),
  ITEM_ALREADY_OWNED: documented(sdkTypes),
  APP_MARKET_VERIFICATION_FAILED: documented(sdkTypes),
  TOSS_SERVER_VERIFICATION_FAILED: documented(sdkTypes),
  INTERNAL_ERROR: documented(sdkTypes),
  KOREAN_ACCOUNT_ONLY: documented(sdkTypes),
  USER_CANCELED: documented(sdkTypes),
  PRODUCT_NOT_GRANTED_BY_PARTNER: documented(sdkTypes),
} as const satisfies Record<string, Provenance>

/** How the SDK tells a mini-app that a purchase did not work. */
export type PurchaseErrorCode = keyof typeof purchaseErrors

/** The shape of a product id: `ait.<10 digits>.<8 hex>.<10 hex>.<10 digits>`. */
export const skuPattern = '^ait\\.[0-9]{10}\\.[0-9a-f]{8}\\.[0-9a-f]{10}\\.[0-9]{10}$'

const staleUser = {
  ...userNotIdentified,
  when: 'The user header is sent, and names an unknown or unlinked user.',
} as const satisfies Failure

const getOrderStatus = {
  id: 'iap.getOrderStatus',
  feature: 'iap',
  title: 'Read the status of an order',
  titleKo: '주문 상태 조회하기',
  host: 'api',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/order/get-order-status',
  user: 'optional-key',
  effect: 'read',
  headers: [
    {
      ...oneOfTwo('optional-key', anonymousKeyHeader),
      provenance: assumed('published for promotion, messages and pay; no reason why not here', revised),
    },
  ],
  request: bodyOf(documented(guide), {
    orderId: {
      type: 'string',
      description: 'The uuid that the SDK gave when the order was made. Any other string is an unknown order.',
      minLength: 1,
      examples: ['13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0'],
      'x-provenance': assuming(documented(guide), 'that other strings are NOT_FOUND rather than 400'),
    },
  }),
  success: {
    schema: {
      ...closed(
        {
          orderId: {
            type: 'string',
            description: 'The orderId that was asked for.',
            minLength: 1,
            'x-provenance': documented(guide),
          },
          sku: {
            type: ['string', 'null'],
            description: `The product. Left out, null or empty with ${statusesWithoutOrder.join(', ')}; never null otherwise.`,
            pattern: '^(ait\\.[0-9]{10}\\.[0-9a-f]{8}\\.[0-9a-f]{10}\\.[0-9]{10})?$',
            examples: ['ait.0000010000.af647449.3bd55cfd00.0000000475'],
            'x-provenance': observed('the shape in the sample and in captures; strict clients need a string'),
          },
          status: {
            type: 'string',
            enum: orderStatuses,
            'x-provenance': documented(guide),
          },
          statusDeterminedAt: {
            type: ['string', 'null'],
            description: `When the order got this status, Korean time without a zone; of REFUNDED when the refund was done. Left out, null or empty with ${statusesWithoutOrder.join(', ')}; never null otherwise.`,
            pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})?$',
            examples: ['2025-09-12T16:57:12'],
            'x-provenance': documented(`${guide}: sample`),
          },
          reason: {
            type: 'string',
            description: 'The status in words; empty when unknown, never null.',
            examples: ['결제가 완료되었어요.'],
            'x-provenance': documented(guide),
          },
        },
        ['sku', 'statusDeterminedAt'],
      ),
      if: { type: 'object', properties: { status: { type: 'string', enum: statusesOfOrder } }, required: ['status'] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: {
        properties: { sku: { type: 'string' }, statusDeterminedAt: { type: 'string' } },
        required: ['sku', 'statusDeterminedAt'],
      },
    },
    provenance: reliedOn('strict clients fail on a null sku, statusDeterminedAt or reason of an order that is found'),
  },
  example: {
    body: { orderId: '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0' },
    success: {
      orderId: '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0',
      sku: 'ait.0000010000.af647449.3bd55cfd00.0000000475',
      statusDeterminedAt: '2025-09-12T16:57:12',
      status: 'PAYMENT_COMPLETED',
      reason: '결제가 완료되었어요.',
    },
  },
  failures: [staleUser, invalidParameter, internalError, notRegistered, rateLimited],
  behaviours: [
    {
      id: 'orderStatus.alwaysSuccess',
      text: 'NOT_FOUND, MINIAPP_MISMATCH and ERROR come in SUCCESS envelopes with HTTP 200.',
      provenance: documented(guide),
    },
    {
      id: 'orderStatus.lag',
      text: 'Just after the purchase ORDER_IN_PROGRESS or NOT_FOUND may show for a moment.',
      provenance: observed('public reports'),
    },
    {
      id: 'orderStatus.arrows',
      text: 'ORDER_IN_PROGRESS → PAYMENT_COMPLETED → PURCHASED → REFUNDED; ORDER_IN_PROGRESS → FAILED; PAYMENT_COMPLETED → REFUNDED.',
      provenance: assumed('the names are documented, the arrows between them are read from their meaning'),
    },
    {
      id: 'orderStatus.unknown',
      text: 'NOT_FOUND, MINIAPP_MISMATCH and ERROR come without sku and statusDeterminedAt.',
      provenance: documented(`${guide}, second hand: two projects`, revised),
    },
    {
      id: 'orderStatus.unknownReason',
      text: 'The reason of NOT_FOUND and ERROR is empty.',
      provenance: assumed('the texts are unpublished; strict clients need a string'),
    },
    {
      id: 'orderStatus.owner',
      text: 'With x-toss-user-key only the orders of that user are found; without it those of the whole mini-app.',
      provenance: documented(`${guide}, second hand: two partner excerpts and the official example's comment`, revised),
    },
    {
      id: 'orderStatus.notOwner',
      text: 'The order of another user is NOT_FOUND, and x-anon-key limits what is found as x-toss-user-key does.',
      provenance: assumed(
        'that only the orders of the user are found says no more; what is answered is unpublished',
        revised,
      ),
    },
    {
      id: 'orderStatus.koreanTime',
      text: 'statusDeterminedAt is Korean time, always; of REFUNDED it is when the refund was done.',
      provenance: documented(`${guide}, second hand`, revised),
    },
    {
      id: 'orderStatus.orderIds',
      text: 'Order ids are UUIDs of version 7: they begin with the time of the order.',
      provenance: documented(`${guide}, second hand`, revised),
    },
    { id: 'orderStatus.noAmount', text: 'The answer carries no amount.', provenance: documented(guide) },
    { id: 'orderStatus.postOnly', text: 'GET is answered with HTTP 405.', provenance: observed('public report') },
  ],
  limits: [
    {
      id: 'grant.timeout',
      text: "The SDK's processProductGrant has 30 seconds to answer true; the order then waits for completeProductGrant.",
      provenance: documented(guide),
    },
  ],
  provenance: documented(guide),
} as const satisfies Operation

/** The one operation of in-app purchase. */
export const iapOperations = [getOrderStatus] as const

/** Where sources about in-app purchase conflict. */
export const iapVariants = [
  {
    id: 'iap.paidStatusMeaning',
    title: 'What PURCHASED and PAYMENT_COMPLETED mean',
    operations: ['iap.getOrderStatus'],
    options: {
      '2026': {
        text: 'PAYMENT_COMPLETED: paid, the grant is pending or failed. PURCHASED: paid and granted.',
        provenance: documented(guide),
      },
      '2025': {
        text: 'PAYMENT_COMPLETED: paid and granted. PURCHASED: paid with SDK 1.1.2 or older.',
        provenance: documented(guide, '2025-10'),
      },
    },
    default: '2026',
  },
  {
    id: 'iap.userHeader',
    title: 'Whether get-order-status needs a user header',
    operations: ['iap.getOrderStatus'],
    options: {
      optional: {
        text: 'x-toss-user-key may be left out.',
        provenance: documented(guide, '2026-08'),
      },
      required: {
        text: 'x-toss-user-key is required; without it the answer is 4010.',
        user: 'key',
        provenance: assuming(documented(guide, '2025-10'), 'the answer to a missing header'),
      },
    },
    default: 'optional',
  },
  {
    id: 'iap.orderOwner',
    title: 'Which orders a user header finds',
    operations: ['iap.getOrderStatus'],
    options: {
      user: {
        text: 'Only those of the user whom the header names; any other is NOT_FOUND.',
        provenance: assuming(documented(`${guide}, second hand`, revised), 'that the answer is NOT_FOUND'),
      },
      'mini-app': {
        text: 'Those of every user of the mini-app: the header is not compared with the buyer.',
        provenance: assumed('the header became optional in 2026, so that it need not be what finds the order'),
      },
    },
    default: 'user',
  },
  {
    id: 'iap.unknownFields',
    title:
      'What sku and statusDeterminedAt are where an order is not found, of another mini-app, or cannot be asked about',
    operations: ['iap.getOrderStatus'],
    options: {
      absent: {
        text: 'NOT_FOUND, MINIAPP_MISMATCH and ERROR come without both fields.',
        provenance: documented(`${guide}, second hand: two projects`, revised),
      },
      empty: {
        text: 'Both are "".',
        provenance: assumed('how a server writes fields that it always writes, where a reader needs strings', revised),
      },
      null: {
        text: 'Both are null.',
        provenance: assumed('how a server writes fields that it always writes', revised),
      },
    },
    default: 'absent',
  },
] as const satisfies readonly Variant[]

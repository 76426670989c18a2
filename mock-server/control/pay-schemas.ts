import { banks, cardCompanies, type JsonSchema, payMethods, payStatuses } from '../../contracts/index.js'
import { cardMethodTypes, cardUserTypes } from '../world/shapes/pay.js'
import { userKeySchema } from './schemas.js'

const won = { type: 'integer', minimum: 0, description: 'Won.' } as const
const instant = { type: 'integer', description: 'Milliseconds since 1970, on the mock’s clock.' } as const
const instantOrNull = { ...instant, type: ['integer', 'null'] } as const
const textOrNull = { type: ['string', 'null'] } as const
const bankCode = { type: 'string', enum: banks.map(({ code }) => code) } as const satisfies JsonSchema

function everyOf(properties: Record<string, JsonSchema>, rest: JsonSchema = {}): JsonSchema {
  return { type: 'object', ...rest, properties, required: Object.keys(properties) }
}

function orNull(schema: JsonSchema): JsonSchema {
  return { ...schema, type: ['object', 'null'] }
}

const cardTraits = {
  companyCode: { type: 'integer', enum: cardCompanies.map(({ code }) => code) },
  methodType: { type: 'string', enum: cardMethodTypes },
  userType: { type: 'string', enum: cardUserTypes },
} as const satisfies Record<string, JsonSchema>

const cardSchema = everyOf({
  ...cardTraits,
  companyName: { type: 'string' },
  number: { type: 'string', description: 'Partly masked.' },
  bin: { type: 'string' },
  last4: { type: 'string', description: 'Partly masked.' },
})

const accountSchema = everyOf({
  bankCode,
  bankName: { type: 'string' },
  accountNumber: { type: 'string', description: 'Partly masked.' },
})

/** The accounts and cards of a user. */
export const walletSchema = everyOf({
  accounts: { type: 'array', items: accountSchema },
  cards: { type: 'array', items: cardSchema },
})

const meansSchema = {
  oneOf: [
    everyOf({ payMethod: { const: 'TOSS_MONEY' }, account: accountSchema }),
    everyOf({
      payMethod: { const: 'CARD' },
      card: cardSchema,
      installmentMonths: { type: 'integer', minimum: 0, description: '0: paid at once.' },
      noInterest: { type: 'boolean' },
    }),
  ],
} as const satisfies JsonSchema

const approvalSchema = everyOf({
  at: instant,
  means: meansSchema,
  discount: won,
  points: won,
  cashReceipt: { type: 'boolean' },
})

const cancellationSchema = everyOf({
  at: instant,
  by: { type: 'string', enum: ['USER', 'TOSS', 'EXPIRY', 'NEW_PAYMENT'] },
})

const executionSchema = everyOf({
  at: instant,
  transactionId: { type: 'string' },
  cardAuthorizationNo: textOrNull,
  cashReceiptMgtKey: textOrNull,
})

const refundSchema = everyOf({
  at: instant,
  refundNo: { type: 'string' },
  transactionId: { type: 'string' },
  cashReceiptMgtKey: textOrNull,
})

/** A payment as the Toss side sees it. */
export const paymentSchema = everyOf({
  payToken: { type: 'string' },
  orderNo: { type: 'string' },
  userKey: userKeySchema,
  productDesc: { type: 'string' },
  amounts: everyOf({ amount: won, amountTaxFree: won, amountTaxable: won, amountVat: won, amountServiceFee: won }),
  enablePayMethods: { type: ['string', 'null'], enum: [...payMethods, null] },
  installment: { type: ['string', 'null'], enum: ['USE', 'NOT_USE', null] },
  cashReceipt: { type: 'boolean' },
  cashReceiptTradeOption: { type: ['string', 'null'], enum: ['GENERAL', 'CULTURE', 'PUBLIC_TP', null] },
  mode: { type: 'string', enum: ['LIVE', 'TEST'] },
  status: { type: 'string', enum: payStatuses },
  onHold: { type: 'boolean', description: 'Whether the next execution or refund stays in progress.' },
  createdAt: instant,
  expiresAt: instant,
  approval: orNull(approvalSchema),
  cancellation: orNull(cancellationSchema),
  execution: orNull(executionSchema),
  refundReason: textOrNull,
  refund: orNull(refundSchema),
  settledAt: instantOrNull,
})

/** What was paid and refunded so far. */
export const payTotalsSchema = everyOf({ paid: won, refunded: won })

/** The merchant key and the banks' maintenance window. */
export const paySettingsSchema = everyOf({
  merchantKey: { type: 'string', enum: ['VALID', 'INVALID'] },
  bankBreak: orNull(
    everyOf({
      from: instant,
      until: instant,
      bankCodes: { type: ['array', 'null'], items: bankCode, description: 'Null: every bank.' },
    }),
  ),
})

/** What the user chooses in checkoutPayment. */
export const approveSchema = {
  type: 'object',
  properties: {
    payMethod: { type: 'string', enum: payMethods },
    bankCode,
    card: { type: 'object', properties: cardTraits, additionalProperties: false },
    installmentMonths: { type: 'integer', minimum: 0, maximum: 24 },
    noInterest: { type: 'boolean' },
    discount: won,
    points: won,
    cashReceipt: { type: 'boolean' },
  },
  additionalProperties: false,
} as const satisfies JsonSchema

/** What to change about Toss Pay and the banks. */
export const paySetUpSchema = {
  type: 'object',
  properties: {
    merchantKey: { type: 'string', enum: ['VALID', 'INVALID'] },
    bankBreak: {
      type: ['object', 'null'],
      description: 'A maintenance window that begins now; null ends it.',
      properties: {
        seconds: { type: 'integer', minimum: 1, maximum: 366 * 86_400 },
        bankCodes: { type: 'array', items: bankCode, description: 'Only these banks; all without.' },
      },
      required: ['seconds'],
      additionalProperties: false,
    },
  },
  additionalProperties: false,
} as const satisfies JsonSchema

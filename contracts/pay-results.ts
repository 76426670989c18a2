import {
  accountFields,
  cardFields,
  executedCardFields,
  money,
  orderNo,
  payMethods,
  payToken,
  timestamp,
} from './pay-fields.js'
import { assumed, assuming, documented } from './provenance.js'
import { closed } from './schema.js'

const guide = 'Toss Pay guide'

/** Every status of a payment. */
export const payStatuses = [
  'PAY_STANDBY',
  'PAY_APPROVED',
  'PAY_CANCEL',
  'PAY_PROGRESS',
  'PAY_COMPLETE',
  'REFUND_PROGRESS',
  'REFUND_SUCCESS',
  'SETTLEMENT_COMPLETE',
  'SETTLEMENT_REFUND_COMPLETE',
] as const

/** One status of a payment. */
export type PayStatus = (typeof payStatuses)[number]

const cashReceiptMgtKey = {
  type: ['string', 'null'],
  description: 'Number of the cash receipt; null where none was issued.',
  'x-sensitive': true,
  'x-provenance': documented(guide),
} as const

/** The payload of execute-payment: what does not apply is null. */
export const executedPayment = closed({
  code: { type: 'integer', description: '0: success.', const: 0, 'x-provenance': documented(`${guide}: sample`) },
  mode: { type: 'string', enum: ['LIVE', 'TEST'], 'x-provenance': documented(guide) },
  orderNo,
  amount: money('The whole price.'),
  approvalTime: timestamp('When it was executed.'),
  stateMsg: {
    type: 'string',
    description: 'The outcome in words.',
    examples: ['결제 완료'],
    'x-provenance': documented(guide),
  },
  discountedAmount: money('Discounts and Toss points together; 0 without.'),
  paidAmount: money('What the means of payment paid: amount without discountedAmount.'),
  payMethod: { type: 'string', enum: payMethods, 'x-provenance': documented(guide) },
  payToken,
  transactionId: {
    type: 'string',
    description: 'Unique per transaction; what accounts are settled by.',
    format: 'uuid',
    'x-provenance': documented(`${guide}: sample`),
  },
  ...executedCardFields,
  ...cardFields,
  cashReceiptMgtKey,
  ...accountFields,
  msg: { type: ['string', 'null'], description: 'Null on success.', 'x-provenance': documented(guide) },
  errorCode: { type: ['string', 'null'], description: 'Null on success.', 'x-provenance': documented(guide) },
})

const exampleAccount = { accountBankCode: '092', accountBankName: '토스뱅크', accountNumber: '100******094' } as const

/** The sample of the guide: paid from an account. */
export const executedExample = {
  code: 0,
  mode: 'TEST',
  orderNo: '20250417-2',
  amount: 10,
  approvalTime: '2025-04-17 12:32:10',
  stateMsg: '결제 완료',
  discountedAmount: 0,
  paidAmount: 10,
  payMethod: 'TOSS_MONEY',
  payToken: 'O1NZck9XME8ureeVJVJP67',
  transactionId: '45a77cf4-5577-4d5c-8827-4d4dd328bf12',
  ...exampleAccount,
} as const

/** The payload of refund-payment. */
export const refundedPayment = closed({
  refundNo: { type: 'string', minLength: 1, 'x-provenance': documented(guide) },
  approvalTime: timestamp('When it was refunded.'),
  cashReceiptMgtKey,
  refundableAmount: money('What can still be refunded: 0 after a full refund.'),
  discountedAmount: money('Discounts that remain.'),
  paidAmount: money('What the means of payment paid.'),
  refundedAmount: money('What was refunded.'),
  refundedDiscountAmount: money('The part of it that were discounts.'),
  refundedPaidAmount: money('The part of it that the means of payment gets back.'),
  payToken,
  transactionId: {
    type: 'string',
    description: 'Of the refund; differs from that of the payment.',
    format: 'uuid',
    'x-provenance': documented(guide),
  },
  ...cardFields,
  ...accountFields,
})

/** The same payment, refunded. */
export const refundedExample = {
  refundNo: 'cc92a9ef-8a81-4938-9da9-ff8a78ae29b8',
  approvalTime: '2025-04-18 09:00:00',
  refundableAmount: 0,
  discountedAmount: 0,
  paidAmount: 10,
  refundedAmount: 10,
  refundedDiscountAmount: 0,
  refundedPaidAmount: 10,
  payToken: 'O1NZck9XME8ureeVJVJP67',
  transactionId: '0f8f4f5b-2f0e-4d5e-9d3c-0c8b1f7f2a11',
  ...exampleAccount,
} as const

/** The payload of get-payment-status. */
export const paymentStatus = closed({
  mode: { type: 'string', enum: ['LIVE', 'TEST'], 'x-provenance': documented(guide) },
  payToken,
  orderNo,
  payStatus: { type: 'string', enum: payStatuses, 'x-provenance': documented(guide) },
  payMethod: {
    type: ['string', 'null'],
    description: 'Null until the user chose one.',
    enum: [...payMethods, null],
    'x-provenance': assuming(documented(guide), 'that it is null until then'),
  },
  amount: money('The whole price.'),
  discountedAmount: money('Discounts and Toss points together.'),
  discountAmountV2: money('Instant discount.'),
  paidPointV2: money('Toss points.'),
  paidAmount: money('What the means of payment paid.'),
  refundableAmount: money('What can be refunded.'),
  amountTaxable: money('The taxed part, without VAT.'),
  amountTaxFree: money('The part without tax.'),
  amountVat: money('The VAT.'),
  amountServiceFee: money('The service charge.'),
  disposableCupDeposit: money('Deposit on disposable cups.'),
  ...accountFields,
  card: {
    type: ['object', 'null'],
    description: 'Of a CARD payment; null otherwise.',
    properties: {
      noInterest: {
        type: 'boolean',
        description: 'Whether instalments are free of interest.',
        'x-provenance': documented(guide),
      },
      spreadOut: {
        type: 'integer',
        description: 'Months of instalments; 0: paid at once.',
        minimum: 0,
        maximum: 99,
        'x-provenance': documented(guide),
      },
      cardAuthorizationNo: executedCardFields.cardAuthorizationNo,
      ...cardFields,
      salesCheckLinkUrl: executedCardFields.salesCheckLinkUrl,
      cardCompanyName: executedCardFields.cardCompanyName,
      cardCompanyCode: {
        type: 'integer',
        description: 'Code of the card company; here a number, in execute-payment a string.',
        minimum: 1,
        maximum: 99,
        'x-provenance': documented(guide),
      },
    },
    required: [
      'noInterest',
      'spreadOut',
      'cardAuthorizationNo',
      'cardMethodType',
      'cardUserType',
      'cardNumber',
      'cardBinNumber',
      'cardNum4Print',
      'salesCheckLinkUrl',
      'cardCompanyName',
      'cardCompanyCode',
    ],
    additionalProperties: false,
    'x-provenance': documented(guide),
  },
  transactions: {
    type: 'array',
    description: 'What happened to the money, oldest first; empty before execution.',
    items: closed({
      stepType: { type: 'string', enum: ['PAY', 'REFUND'], 'x-provenance': documented(guide) },
      transactionId: { type: 'string', format: 'uuid', 'x-provenance': documented(guide) },
      paidAmount: money('The part of the means of payment.'),
      transactionAmount: {
        type: 'integer',
        description: 'Won; negative for REFUND.',
        'x-provenance': documented(guide),
      },
      discountedAmount: money('Discounts and points together.'),
      pointAmount: money('Toss points.'),
      regTs: timestamp('When.', assumed('the guide gives no format; that of approvalTime is taken')),
    }),
    'x-provenance': assuming(documented(guide), 'the order and that it starts empty'),
  },
  createdTs: timestamp('When it was made.', assumed('the guide gives no format; that of approvalTime is taken')),
  paidTs: {
    ...timestamp('When it was executed; null before.', assumed('format and null: the guide says neither')),
    type: ['string', 'null'],
  },
})

/** Paid from an account. */
export const statusExample = {
  mode: 'TEST',
  payToken: 'O1NZck9XME8ureeVJVJP67',
  orderNo: '20250417-2',
  payStatus: 'PAY_COMPLETE',
  payMethod: 'TOSS_MONEY',
  amount: 25_000,
  discountedAmount: 0,
  discountAmountV2: 0,
  paidPointV2: 0,
  paidAmount: 25_000,
  refundableAmount: 25_000,
  amountTaxable: 22_727,
  amountTaxFree: 0,
  amountVat: 2_273,
  amountServiceFee: 0,
  disposableCupDeposit: 0,
  ...exampleAccount,
  transactions: [
    {
      stepType: 'PAY',
      transactionId: '45a77cf4-5577-4d5c-8827-4d4dd328bf12',
      paidAmount: 25_000,
      transactionAmount: 25_000,
      discountedAmount: 0,
      pointAmount: 0,
      regTs: '2025-04-17 12:32:10',
    },
  ],
  createdTs: '2025-04-17 12:30:00',
  paidTs: '2025-04-17 12:32:10',
} as const

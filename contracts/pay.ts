import { internalError, invalidParameter, notRegistered, rateLimited, userNotIdentified } from './failures.js'
import { bodyOf, type Operation, type Variant } from './operation.js'
import {
  alreadyExecuted,
  alreadyRefunded,
  bankBreakTime,
  existingPayment,
  expired,
  inconsistentValues,
  invalidApiKey,
  notApproved,
  notCompleted,
  notExecutable,
  notOwnPayment,
  notRefundable,
  paymentNotFound,
  wrongEnvironment,
  wrongOrderNo,
} from './pay-failures.js'
import { isTestPayment, orderNo, payMethods, payToken, requestedMoney, sameIsTestPayment } from './pay-fields.js'
import {
  executedExample,
  executedPayment,
  paymentStatus,
  refundedExample,
  refundedPayment,
  statusExample,
} from './pay-results.js'
import { assumed, assuming, documented } from './provenance.js'
import { closed } from './schema.js'

const guide = 'Toss Pay guide'
const publicGuide = 'public Toss Pay guide'

/** What every operation of Toss Pay can answer, whatever the payment's status. */
const anyOperation = [userNotIdentified, invalidParameter, internalError, notRegistered, rateLimited] as const

const makePayment = {
  id: 'pay.makePayment',
  feature: 'pay',
  title: 'Make a payment',
  titleKo: '결제 생성하기',
  host: 'pay',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/pay/make-payment',
  user: 'key',
  effect: 'write',
  headers: [],
  request: bodyOf(
    documented(guide),
    {
      orderNo,
      productDesc: {
        type: 'string',
        description: 'What is paid for. Not blank, without backslash and double quote.',
        maxLength: 255,
        // The length stands in the pattern as well, so that a long text cannot make it slow.
        pattern: '^(?=\\s*\\S)[^\\\\"]{1,255}$',
        'x-provenance': documented(guide),
      },
      amount: requestedMoney('The whole price; at least 1, which follows from its meaning.', 1),
      amountTaxFree: requestedMoney('The part without tax; 0 for ordinary goods.'),
      amountTaxable: requestedMoney('The taxed part. Left out: all that is not tax-free, worked out by Toss.'),
      amountVat: requestedMoney('The VAT. Left out: one eleventh of amountTaxable, rounded up.'),
      amountServiceFee: requestedMoney('The service charge.'),
      enablePayMethods: {
        type: ['string', 'null'],
        description: 'The only way to pay that is offered; null or absent: both.',
        enum: [...payMethods, null],
        'x-provenance': documented(`${guide}; of any other value the 2025 guide says that both are offered`),
      },
      cashReceipt: {
        type: ['boolean', 'null'],
        description: 'Whether the user may ask for a cash receipt (현금영수증); absent or null counts as false.',
        'x-provenance': documented(guide),
      },
      cashReceiptTradeOption: {
        type: 'string',
        description: 'Ordinary, culture, or public transport.',
        enum: ['GENERAL', 'CULTURE', 'PUBLIC_TP'],
        'x-provenance': documented(guide),
      },
      installment: {
        type: 'string',
        description: 'Whether the user may pay by instalments.',
        enum: ['USE', 'NOT_USE'],
        'x-provenance': documented(guide),
      },
      isTestPayment,
    },
    [
      'amountTaxable',
      'amountVat',
      'amountServiceFee',
      'enablePayMethods',
      'cashReceipt',
      'cashReceiptTradeOption',
      'installment',
    ],
  ),
  success: {
    schema: closed({ payToken }),
    provenance: documented(guide),
  },
  example: {
    body: { orderNo: 'test-20250417-3', productDesc: 'test02', amount: 10, amountTaxFree: 0, isTestPayment: true },
    success: { payToken: 'O1NZck9XME8ureeVJVJP67' },
  },
  failures: [existingPayment, inconsistentValues, invalidApiKey, bankBreakTime, ...anyOperation],
  behaviours: [
    {
      id: 'payment.standby',
      text: 'The payment starts as PAY_STANDBY, and no money moves until execute-payment.',
      provenance: documented(guide),
    },
    {
      id: 'amount.parts',
      text: 'amount = amountTaxFree + amountTaxable + amountVat + amountServiceFee, once what is left out is filled in.',
      provenance: assumed(`the sample of the ${publicGuide} adds up so; no rule is published`),
    },
    {
      id: 'amountVat.filledIn',
      text: 'amountVat left out is amountTaxable ÷ 11 rounded up, and amountTaxable then contains it.',
      provenance: assuming(documented(`${guide}: the formula`), 'that amountTaxable contains the VAT then'),
    },
  ],
  limits: [
    {
      id: 'payToken.lifetime',
      text: 'A payment that is not executed within 15 minutes expires: PAY_EXPIRED on execution, PAY_CANCEL as status.',
      provenance: assumed(`unpublished for this API; 15 minutes is the default of the ${publicGuide}`),
    },
  ],
  provenance: documented(guide),
} as const satisfies Operation

const executePayment = {
  id: 'pay.executePayment',
  feature: 'pay',
  title: 'Execute a payment that the user approved',
  titleKo: '결제 실행하기',
  host: 'pay',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/pay/execute-payment',
  user: 'key',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide), { payToken, orderNo, isTestPayment: sameIsTestPayment }, ['orderNo']),
  success: { schema: executedPayment, provenance: documented(guide) },
  example: { body: { payToken: 'O1NZck9XME8ureeVJVJP67', isTestPayment: true }, success: executedExample },
  failures: [
    paymentNotFound,
    notOwnPayment,
    notApproved,
    alreadyExecuted,
    expired,
    notExecutable,
    wrongEnvironment,
    wrongOrderNo,
    bankBreakTime,
    ...anyOperation,
  ],
  behaviours: [
    {
      id: 'payment.completed',
      text: 'PAY_APPROVED → PAY_PROGRESS → PAY_COMPLETE: the money leaves the account or card now.',
      provenance: assumed('the names are documented, the arrows between them are not'),
    },
    {
      id: 'execution.once',
      text: 'A payment is executed at most once, even when two calls come at the same time.',
      provenance: assumed('what else it could mean is not published'),
    },
    {
      id: 'execution.inProgress',
      text: 'Where Toss does not finish in time the call answers HTTP_TIMEOUT, and the payment is PAY_PROGRESS until it is PAY_COMPLETE or PAY_CANCEL; get-payment-status tells.',
      provenance: assumed('the result type and the status are documented, how they belong together is not'),
    },
    {
      id: 'execution.orderOfChecks',
      text: 'Merchant key, existence, owner, test or live, orderNo, status, bank: the first that is wrong is answered.',
      provenance: assumed('no order is published'),
    },
    {
      id: 'payment.fieldsByMethod',
      text: 'TOSS_MONEY fills the account fields and leaves the card fields null; CARD the other way round.',
      provenance: documented(`${guide}: sample and field notes`),
    },
  ],
  limits: [],
  provenance: documented(guide),
} as const satisfies Operation

/** A reader that takes a field that is left out for null is right either way: so does the client. */
const notLeftOut = 'that the others are null as well, and not left out'

const refundPayment = {
  id: 'pay.refundPayment',
  feature: 'pay',
  title: 'Refund a payment in full',
  titleKo: '결제 환불하기',
  host: 'pay',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/pay/refund-payment',
  user: 'key',
  effect: 'write',
  headers: [],
  request: bodyOf(documented(guide), {
    payToken,
    reason: {
      type: 'string',
      description: 'Hangul, letters, digits, spaces and _-:.^@()[]#/!%?&.',
      maxLength: 55,
      pattern: '^[가-힣ㄱ-ㅎㅏ-ㅣA-Za-z0-9 _:.^@()\\[\\]#/!%?&-]{1,55}$',
      examples: ['단순 변심'],
      'x-provenance': assuming(documented(guide), 'that a space is allowed: the list does not name it'),
    },
    isTestPayment: sameIsTestPayment,
  }),
  success: { schema: refundedPayment, provenance: documented(guide) },
  example: {
    body: { payToken: 'O1NZck9XME8ureeVJVJP67', reason: '단순 변심', isTestPayment: true },
    success: refundedExample,
  },
  failures: [
    paymentNotFound,
    notOwnPayment,
    notCompleted,
    alreadyRefunded,
    notRefundable,
    wrongEnvironment,
    bankBreakTime,
    ...anyOperation,
  ],
  behaviours: [
    {
      id: 'refund.full',
      text: 'The request has no amount: the whole payment is refunded.',
      provenance: documented(guide),
    },
    {
      id: 'refund.nullFields',
      text: 'Every field of card and account is there; those that do not apply are null.',
      provenance: assuming(documented(`${guide}: card and account fields as in execute-payment`), notLeftOut),
    },
    {
      id: 'refund.arrows',
      text: 'PAY_COMPLETE → REFUND_PROGRESS → REFUND_SUCCESS → SETTLEMENT_REFUND_COMPLETE.',
      provenance: assumed('the names are documented, the arrows between them are not'),
    },
    {
      id: 'refund.inProgress',
      text: 'Where Toss does not finish in time the call answers HTTP_TIMEOUT, and the payment is REFUND_PROGRESS until it is REFUND_SUCCESS; get-payment-status tells.',
      provenance: assumed('the result type and the status are documented, how they belong together is not'),
    },
    {
      id: 'refund.once',
      text: 'A payment is refunded at most once, even when two calls come at the same time.',
      provenance: assumed('what else it could mean is not published'),
    },
  ],
  limits: [],
  provenance: documented(guide),
} as const satisfies Operation

const getPaymentStatus = {
  id: 'pay.getPaymentStatus',
  feature: 'pay',
  title: 'Read the status of a payment',
  titleKo: '결제 상태 조회하기',
  host: 'pay',
  method: 'POST',
  path: '/api-partner/v1/apps-in-toss/pay/get-payment-status',
  user: 'key',
  effect: 'read',
  headers: [],
  request: {
    schema: {
      type: 'object',
      properties: { payToken, orderNo, isTestPayment: sameIsTestPayment },
      required: ['isTestPayment'],
      anyOf: [{ required: ['payToken'] }, { required: ['orderNo'] }],
    },
    required: true,
    provenance: documented(`${guide}: both; the reference: at least one of payToken and orderNo`),
  },
  success: { schema: paymentStatus, provenance: documented(guide) },
  example: { body: { payToken: 'O1NZck9XME8ureeVJVJP67', isTestPayment: true }, success: statusExample },
  failures: [paymentNotFound, notOwnPayment, wrongEnvironment, ...anyOperation],
  behaviours: [
    {
      id: 'status.payTokenFirst',
      text: 'Where payToken and orderNo name different payments, that of payToken is answered.',
      provenance: assumed(`so in the ${publicGuide}; unpublished for this API`),
    },
    {
      id: 'status.nullFields',
      text: 'Every field of the payment is there; those that do not apply are null.',
      provenance: assuming(documented(`${guide}: card is null where none was used`), notLeftOut),
    },
    {
      id: 'status.arrows',
      text: 'PAY_STANDBY → PAY_APPROVED → PAY_PROGRESS → PAY_COMPLETE → SETTLEMENT_COMPLETE; PAY_STANDBY, PAY_APPROVED or PAY_PROGRESS → PAY_CANCEL.',
      provenance: assumed('the names are documented, the arrows between them are not'),
    },
  ],
  limits: [],
  provenance: documented(guide),
} as const satisfies Operation

/** The four operations of Toss Pay. Recurring billing is among those that are known and not mocked (`not-mocked.ts`). */
export const payOperations = [makePayment, executePayment, refundPayment, getPaymentStatus] as const

const everyPayOperation = [
  'pay.makePayment',
  'pay.executePayment',
  'pay.refundPayment',
  'pay.getPaymentStatus',
] as const

/** Where sources about Toss Pay conflict. */
export const payVariants = [
  {
    id: 'pay.isTestPayment',
    title: 'What isTestPayment: true means',
    operations: everyPayOperation,
    options: {
      'true-is-sandbox': {
        text: 'true: the sandbox app, mode TEST. false: the live app, mode LIVE.',
        provenance: documented(guide),
      },
      'true-is-live': {
        text: 'true: the live app, mode LIVE. false: the sandbox app, mode TEST.',
        provenance: documented('2025 API reference', '2025-11'),
      },
    },
    default: 'true-is-sandbox',
  },
  {
    id: 'pay.refundReason',
    title: 'Whether refund-payment needs a reason',
    operations: ['pay.refundPayment'],
    options: {
      required: { text: 'reason is required.', provenance: documented(guide) },
      optional: {
        text: 'reason may be left out.',
        request: { ...refundPayment.request.schema, required: ['payToken', 'isTestPayment'] },
        provenance: documented('2025 API reference', '2025-11'),
      },
    },
    default: 'required',
  },
  {
    id: 'pay.nullFields',
    title: 'What null in an optional field of a request means',
    operations: everyPayOperation,
    options: {
      'left-out': {
        text: 'The same as to leave the field out.',
        provenance: assumed(
          'JVM clients write null for what was not set; that production takes it is unpublished, and usual where requests are read by a JVM',
          '2026-12-01',
        ),
      },
      refused: {
        text: 'HTTP 400, INVALID_PARAMETER, but for enablePayMethods and cashReceipt, where the guide allows it.',
        provenance: assumed(
          'the guide gives these fields types without null; what production answers is unpublished',
          '2026-12-01',
        ),
      },
    },
    default: 'left-out',
  },
  {
    id: 'pay.orderNoReuse',
    title: 'Whether an orderNo can be used again before the user approved the payment',
    operations: ['pay.makePayment'],
    options: {
      never: {
        text: 'An orderNo is used once: PAYMENT_EXISTING_PAYMENT.',
        provenance: documented(
          `${guide}: unique each time, else make-payment fails; second hand: not again for two years`,
          '2026-12-01',
        ),
      },
      'until-approved': {
        text: 'An orderNo can be used again as long as no payment with it was approved; the one that waits is then PAY_CANCEL.',
        provenance: assuming(
          documented(`${guide}: not reusable once the buyer authenticated`),
          'what becomes of the one that waits',
        ),
      },
    },
    default: 'never',
  },
] as const satisfies readonly Variant[]

import { type Failure, failing } from './operation.js'
import { assumed, assuming, documented } from './provenance.js'

const guide = 'Toss Pay guide (Apps in Toss): error codes'
const revised = '2026-12-01'
const publicGuide = 'public Toss Pay error guide'

/** A failure of the public Toss Pay API, which the partner API may pass on. */
function ofPublicGuide<const Code extends string>(code: Code, reason: string, when: string) {
  const provenance = assumed(`code and text of the ${publicGuide}; what the partner API answers is unpublished`)
  return failing(code, reason, { when, provenance })
}

/** The orderNo has been used. */
export const existingPayment = failing('PAYMENT_EXISTING_PAYMENT', '이미 존재하는 결제예요.', {
  next: 'look-up',
  when: 'The orderNo was used for an earlier payment of this mini-app, test or live.',
  provenance: assuming(
    documented(`${guide}; second hand: it may not be used again for two years`, revised),
    'that it never may here',
  ),
})

/** The mini-app's Toss Pay key does not fit. */
export const invalidApiKey = failing('COMMON_INVALID_API_KEY', '바르지 않은 apiKey 입니다.', {
  when: "The mini-app's Toss Pay merchant key is missing or wrong.",
  provenance: documented(guide),
})

/** Test and live are mixed. */
export const wrongEnvironment = {
  ...invalidApiKey,
  when: 'isTestPayment is not that of make-payment, or the merchant key is missing or wrong.',
  provenance: assuming(
    documented(
      `${guide}, second hand: that isTestPayment of every later call must be that of make-payment, and a sandbox payToken is worth nothing live`,
      revised,
    ),
    'the code',
  ),
} as const satisfies Failure

/** The banks are closed. */
export const bankBreakTime = failing(
  'COMMON_BREAK_TIME_OF_BANK',
  '지금은 은행 점검 시간입니다. 점검이 끝난 후 사용해주세요.',
  {
    when: 'The bank of the account is in its maintenance window; in make-payment, every bank is and only TOSS_MONEY is offered.',
    provenance: assuming(documented(guide), 'which calls it stops'),
  },
)

/** Values that are well-formed one by one and wrong together. */
export const inconsistentValues = failing('COMMON_INVALID_PARAMETER', '요청한 값이 바르지 않습니다.', {
  when: 'The amounts do not add up: amount = amountTaxFree + amountTaxable + amountVat + amountServiceFee.',
  provenance: assumed(`code and text of the ${publicGuide}; that the partner API passes it on is unpublished`),
})

/** The orderNo does not belong to the payToken. */
export const wrongOrderNo = {
  ...inconsistentValues,
  when: 'orderNo is sent, and is not the one that the payToken was made with.',
} as const satisfies Failure

/** No such payment. */
export const paymentNotFound = ofPublicGuide(
  'TRANSACTION_NOT_FOUND',
  '존재하지 않는 거래내역 입니다.',
  'No payment of this mini-app has the payToken or orderNo.',
)

/** Somebody else's payment. */
export const notOwnPayment = ofPublicGuide(
  'PAY_UNAUTHORIZED',
  '본인의 결제가 아닙니다.',
  'The user in the header is not the one that the payment was made for.',
)

/** The user has not confirmed the payment in the app. */
export const notApproved = ofPublicGuide(
  'EXECUTE_PAY_NOT_APPROVED',
  '승인 되지 않은 결제 입니다.',
  'The payment is PAY_STANDBY: checkoutPayment has not succeeded.',
)

/** Executed before. */
export const alreadyExecuted = {
  ...ofPublicGuide(
    'PAY_ALREADY_COMPLETED',
    '이미 완료된 결제입니다.',
    'The payment is PAY_COMPLETE or SETTLEMENT_COMPLETE: it was executed before.',
  ),
  next: 'look-up',
} as const satisfies Failure

/** Too late. */
export const expired = ofPublicGuide(
  'PAY_EXPIRED',
  '결제 기한이 만료되었습니다.',
  'More than 15 minutes passed since make-payment.',
)

/** Cancelled, refunded, or under way. */
export const notExecutable = {
  ...ofPublicGuide(
    'PAY_ITS_NOT_ABLE_TO_PAY',
    '결제를 진행 할 수 없는 상태 입니다.',
    'The payment was cancelled before it expired, is PAY_PROGRESS, or is being or has been refunded.',
  ),
  next: 'look-up',
} as const satisfies Failure

/** Nothing has been paid yet. */
export const notCompleted = ofPublicGuide(
  'TRANSACTION_NOT_COMPLETE',
  '거래가 완료되지 않았습니다.',
  'The payment is PAY_STANDBY, PAY_APPROVED or PAY_PROGRESS: there is nothing to refund yet.',
)

/** Refunded before. */
export const alreadyRefunded = {
  ...ofPublicGuide(
    'REFUND_ALREADY_REFUNDED',
    '이미 환불 되었습니다.',
    'The payment is REFUND_SUCCESS or SETTLEMENT_REFUND_COMPLETE.',
  ),
  next: 'look-up',
} as const satisfies Failure

/** A payment that cannot be refunded any more, or at all. */
export const notRefundable = failing('COMMON_REFUND_ERROR', '환불이 불가능한 상태입니다.', {
  next: 'look-up',
  when: 'The payment is PAY_CANCEL, REFUND_PROGRESS or SETTLEMENT_COMPLETE.',
  provenance: assumed(`code, text and "no refund after settlement" of the ${publicGuide}; unpublished for this API`),
})

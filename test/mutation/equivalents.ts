import type { Kind } from './exchange-mutants.js'

/** Mutants that are as good as what they come from: the contract allows them, for a reason. */
export interface Equivalent {
  readonly reason: string
  readonly kinds: readonly Kind[]
  /** `<operation> <field>`; `*` for every operation, `pay.*` for those of a feature. */
  readonly fields: readonly string[]
  /** Only mutants of fixtures whose name ends so; without it, of all but answers of variants. */
  readonly origins?: readonly string[]
  /** Only mutants with one of these changes, such as another status or result type. */
  readonly changes?: readonly string[]
}

const wrongText = ['a text that is too long', 'a text of other characters'] as const
const anyText = ['a text that is empty', ...wrongText] as const

const otherStatus = ['/variant-4010-401', '/variant-4050-403'] as const
const olderPayload = ['/variant-result', '/variant-result-push-off'] as const
const timeouts = ['/http-timeout'] as const

/** Every equivalent mutant that is known, with the reason why no check can or should find it. */
export const equivalents: readonly Equivalent[] = [
  {
    reason: 'Requests may hold more than the operation reads; so may what Toss sends to the partner.',
    kinds: ['a field that does not exist'],
    fields: [
      '* request.body.madeUp',
      'messenger.sendBulkMessage request.body.contextList[].madeUp',
      'callbacks.unlink request.query.madeUp',
      'callbacks.subscription request.body.subscription.madeUp',
      'callbacks.subscription request.body.subscription.current.madeUp',
    ],
  },
  {
    reason: 'Only payloads are known to be closed sets: an envelope with more in it is still one.',
    kinds: ['a field that does not exist'],
    fields: [
      '* response.body.madeUp',
      '* response.body.error.madeUp',
      '* response.body.error.data.madeUp',
      '* response.body.error.data.errorDetails[].madeUp',
    ],
  },
  {
    reason: 'The variables of a template are anything: any names, and strings, numbers or booleans.',
    kinds: ['a field that does not exist'],
    fields: [
      'messenger.sendMessage request.body.context.madeUp',
      'messenger.sendTestMessage request.body.context.madeUp',
      'messenger.sendBulkMessage request.body.contextList[].context.madeUp',
    ],
  },
  {
    reason: 'The variables of a template are anything: any names, and strings, numbers or booleans.',
    kinds: ['a field is dropped', 'a number for a string', ...anyText],
    fields: [
      'messenger.sendMessage request.body.context.productName',
      'messenger.sendMessage request.body.context.userName',
      'messenger.sendTestMessage request.body.context.productName',
      'messenger.sendBulkMessage request.body.contextList[].context.productName',
    ],
  },
  {
    reason: 'The variables of a template are anything: any names, and strings, numbers or booleans.',
    kinds: [
      'a field is dropped',
      'a string for a number',
      'a number below zero',
      'a number with a fraction',
      'a number that is too large',
    ],
    fields: [
      'messenger.sendMessage request.body.context.count',
      'messenger.sendTestMessage request.body.context.count',
      'messenger.sendBulkMessage request.body.contextList[].context.count',
    ],
  },
  {
    reason: 'The variables of a template are anything: any names, and strings, numbers or booleans.',
    kinds: ['a field is dropped', 'a string for true or false'],
    fields: [
      'messenger.sendMessage request.body.context.vip',
      'messenger.sendTestMessage request.body.context.vip',
      'messenger.sendBulkMessage request.body.contextList[].context.vip',
    ],
  },
  {
    reason: 'The guide lists it as optional.',
    kinds: ['a field is dropped'],
    fields: [
      'pay.makePayment request.body.amountServiceFee',
      'pay.makePayment request.body.amountTaxable',
      'pay.makePayment request.body.amountVat',
      'pay.makePayment request.body.cashReceipt',
      'pay.makePayment request.body.cashReceiptTradeOption',
      'pay.makePayment request.body.enablePayMethods',
      'pay.makePayment request.body.installment',
      'pay.executePayment request.body.orderNo',
    ],
  },
  {
    reason: 'Null and left out are the same.',
    kinds: ['a field is dropped'],
    fields: ['pay.getPaymentStatus request.body.orderNo'],
    origins: ['/request-jvm-null'],
  },
  {
    reason: 'One of payToken and orderNo is enough.',
    kinds: ['a field is dropped'],
    fields: ['pay.getPaymentStatus request.body.orderNo', 'pay.getPaymentStatus request.body.payToken'],
    origins: ['/request-both'],
  },
  {
    reason: 'Null means the same as leaving it out.',
    kinds: ['null for a value'],
    fields: [
      ...[
        'amountServiceFee',
        'amountTaxable',
        'amountVat',
        'cashReceipt',
        'cashReceiptTradeOption',
        'enablePayMethods',
        'installment',
      ].map((name) => `pay.makePayment request.body.${name}`),
      'pay.executePayment request.body.orderNo',
    ],
  },
  {
    reason: 'One of payToken and orderNo is enough.',
    kinds: ['null for a value'],
    fields: ['pay.getPaymentStatus request.body.orderNo', 'pay.getPaymentStatus request.body.payToken'],
    origins: ['/request-both'],
  },
  {
    reason: 'A field that the operation does not read.',
    kinds: ['a field is dropped', 'a number for a string', 'null for a value', ...anyText],
    fields: ['login.generateToken request.body.clientVersion'],
  },
  {
    reason: 'Any non-empty string is accepted: live clients send others than the documented two.',
    kinds: ['a value outside the enumeration', ...wrongText],
    fields: ['login.generateToken request.body.referrer'],
  },
  {
    reason: 'A name or handle of somebody’s making, of no published form: a wrong one is unknown, not malformed.',
    kinds: wrongText,
    fields: [
      'login.generateToken request.body.authorizationCode',
      'login.refreshToken request.body.refreshToken',
      'anonymousKey.exchange request.body.code',
      'iap.getOrderStatus request.body.orderId',
      'messenger.* request.body.templateSetCode',
      'promotion.executePromotion request.body.key',
      'promotion.executionResult request.body.key',
      'promotion.executePromotion request.body.promotionCode',
      'promotion.executionResult request.body.promotionCode',
      'callbacks.subscription request.body.orderId',
      'callbacks.subscription request.body.sku',
      'login.generateToken response.body.success.refreshToken',
      'login.refreshToken response.body.success.refreshToken',
      'pay.refundPayment response.body.success.refundNo',
      'iap.getOrderStatus response.body.success.orderId',
      'messenger.* response.body.success.detail.sentPush[].contentId',
      'messenger.* response.body.success.detail.sentInbox[].contentId',
      'messenger.sendMessage response.body.success.fail.sentPush[].contentId',
      'messenger.sendTestMessage response.body.success.fail.sentPush[].contentId',
    ],
  },
  {
    reason: 'A name or handle of a published length, and of no published characters.',
    kinds: ['a text of other characters'],
    fields: [
      'pay.executePayment request.body.payToken',
      'pay.refundPayment request.body.payToken',
      'pay.getPaymentStatus request.body.payToken',
      'pay.* response.body.success.payToken',
      'anonymousKey.exchange response.body.success.anonKey',
      'messenger.sendBulkMessage request.body.contextList[].anonKey',
    ],
  },
  {
    reason: 'A code of somebody’s making may look like a constant.',
    kinds: ['a value outside the enumeration'],
    fields: [
      'promotion.executePromotion request.body.promotionCode',
      'promotion.executionResult request.body.promotionCode',
    ],
  },
  {
    reason: 'A string of digits is taken for a number, and the other way round.',
    kinds: ['a number for a string', 'a string for a number'],
    fields: [
      'login.removeByUserKey request.body.userKey',
      'messenger.sendBulkMessage request.body.contextList[].userKey',
    ],
  },
  {
    reason: 'Text for people: no rule is published, and where nothing is known it is empty.',
    kinds: anyText,
    fields: [
      '* response.body.error.reason',
      '* response.body.error.data.errorDetails[].field',
      '* response.body.error.data.errorDetails[].message',
      'login.loginMe response.body.success.agreedTerms[]',
      'iap.getOrderStatus response.body.success.reason',
      'pay.executePayment response.body.success.stateMsg',
      'pay.* response.body.success.accountBankName',
      'pay.executePayment response.body.success.cardCompanyName',
      'pay.getPaymentStatus response.body.success.card.cardCompanyName',
    ],
  },
  {
    reason: 'Why a message did not arrive, in words of no published form.',
    kinds: wrongText,
    fields: ['messenger.* response.body.success.fail.sentPush[].reachedFailReason'],
  },
  {
    reason: 'Masked, or of another company: what stands there has no published form.',
    kinds: anyText,
    fields: [
      'pay.* response.body.success.accountNumber',
      'pay.executePayment response.body.success.cardNumber',
      'pay.refundPayment response.body.success.cardNumber',
      'pay.executePayment response.body.success.cardNum4Print',
      'pay.refundPayment response.body.success.cardNum4Print',
      'pay.executePayment response.body.success.cardBinNumber',
      'pay.refundPayment response.body.success.cardBinNumber',
      'pay.executePayment response.body.success.cardAuthorizationNo',
      'pay.executePayment response.body.success.salesCheckLinkUrl',
      'pay.getPaymentStatus response.body.success.card.cardNumber',
      'pay.getPaymentStatus response.body.success.card.cardNum4Print',
      'pay.getPaymentStatus response.body.success.card.cardBinNumber',
      'pay.getPaymentStatus response.body.success.card.cardAuthorizationNo',
      'pay.getPaymentStatus response.body.success.card.salesCheckLinkUrl',
    ],
  },
  {
    reason: 'Empty where nothing is known, or nothing was granted.',
    kinds: ['a text that is empty'],
    fields: [
      'login.generateToken response.body.success.scope',
      'login.refreshToken response.body.success.scope',
      'login.loginMe response.body.success.scope',
      'iap.getOrderStatus response.body.success.sku',
      'iap.getOrderStatus response.body.success.statusDeterminedAt',
    ],
  },
  {
    reason: 'As many scopes as there are; the value is repeated and still a list of words.',
    kinds: ['a text that is too long'],
    fields: [
      'login.loginMe response.body.success.scope',
      'login.generateToken response.body.success.scope',
      'login.refreshToken response.body.success.scope',
    ],
  },
  {
    reason: 'The ciphertext is as long as the text, which has no published length.',
    kinds: ['a text that is too long'],
    fields: [
      'login.loginMe response.body.success.phone',
      'login.loginMe response.body.success.birthday',
      'login.loginMe response.body.success.email',
      'login.loginMe response.body.success.nationality',
    ],
  },
  {
    reason: 'Null where the user gave no consent, or nothing is known.',
    kinds: ['null for a value'],
    fields: ['name', 'phone', 'birthday', 'ci', 'gender', 'nationality', 'email'].map(
      (name) => `login.loginMe response.body.success.${name}`,
    ),
  },
  {
    reason: 'Null where it does not apply: no card, no account, not paid yet.',
    kinds: ['null for a value'],
    fields: [
      'pay.* response.body.success.accountBankCode',
      'pay.* response.body.success.accountBankName',
      'pay.* response.body.success.accountNumber',
      ...['cardMethodType', 'cardNumber', 'cardUserType', 'cardNum4Print', 'cardBinNumber'].flatMap((name) => [
        `pay.executePayment response.body.success.${name}`,
        `pay.refundPayment response.body.success.${name}`,
        `pay.getPaymentStatus response.body.success.card.${name}`,
      ]),
      ...[
        'cardCompanyCode',
        'cardCompanyName',
        'cardAuthorizationNo',
        'spreadOut',
        'noInterest',
        'salesCheckLinkUrl',
      ].map((name) => `pay.executePayment response.body.success.${name}`),
      ...['cardCompanyName', 'cardAuthorizationNo', 'salesCheckLinkUrl'].map(
        (name) => `pay.getPaymentStatus response.body.success.card.${name}`,
      ),
      'pay.getPaymentStatus response.body.success.card',
      'pay.getPaymentStatus response.body.success.payMethod',
      'pay.getPaymentStatus response.body.success.paidTs',
    ],
  },
  {
    reason: 'Optional: in the official sample’s type, and absent from some answers.',
    kinds: ['a field is dropped'],
    fields: [
      'login.loginMe response.body.success.policy',
      'login.loginMe response.body.success.certTxId',
      'login.loginMe response.body.success.callingCode',
      'login.generateToken response.body.error.title',
      'messenger.sendMessage response.body.success.fail.sentPush[].contentId',
      'messenger.sendTestMessage response.body.success.fail.sentPush[].contentId',
    ],
  },
  {
    reason: 'int64, or an amount without a published bound.',
    kinds: ['a number that is too large'],
    fields: [
      'login.removeByUserKey request.body.userKey',
      'messenger.sendBulkMessage request.body.contextList[].userKey',
      'login.loginMe response.body.success.userKey',
      'login.removeByAccessToken response.body.success.userKey',
      'login.removeByUserKey response.body.success.userKey',
      'login.generateToken response.body.success.expiresIn',
      'login.refreshToken response.body.success.expiresIn',
      '* response.body.error.data.retryAfterSeconds',
      ...['amount', 'discountedAmount', 'paidAmount'].map((name) => `pay.executePayment response.body.success.${name}`),
      ...[
        'refundableAmount',
        'discountedAmount',
        'paidAmount',
        'refundedAmount',
        'refundedDiscountAmount',
        'refundedPaidAmount',
      ].map((name) => `pay.refundPayment response.body.success.${name}`),
      ...[
        'amount',
        'discountedAmount',
        'discountAmountV2',
        'paidPointV2',
        'paidAmount',
        'refundableAmount',
        'amountTaxable',
        'amountTaxFree',
        'amountVat',
        'amountServiceFee',
        'disposableCupDeposit',
        'transactions[].paidAmount',
        'transactions[].discountedAmount',
        'transactions[].pointAmount',
      ].map((name) => `pay.getPaymentStatus response.body.success.${name}`),
      ...[
        'msgCount',
        'sentPushCount',
        'sentInboxCount',
        'sentSmsCount',
        'sentAlimtalkCount',
        'sentFriendtalkCount',
      ].map((name) => `messenger.* response.body.success.${name}`),
    ],
  },
  {
    reason: 'Well-formed; above what the promotion allows the answer is 4112, 4114 or 4116.',
    kinds: ['a number that is too large'],
    fields: ['promotion.executePromotion request.body.amount'],
  },
  {
    reason: 'Any integer: internal to the platform.',
    kinds: ['a number below zero', 'a number that is too large'],
    fields: ['* response.body.error.errorType'],
  },
  {
    reason: 'Negative for a refund; no bound is published.',
    kinds: ['a number below zero', 'a number that is too large'],
    fields: ['pay.getPaymentStatus response.body.success.transactions[].transactionAmount'],
  },
  {
    reason: 'Whatever the caller sent.',
    kinds: ['a number for a string', 'null for a value', ...anyText, 'a field is dropped', 'a list for null'],
    fields: ['* response.body.error.data.errorDetails[].rejectedValue'],
  },
  {
    reason: 'Of an order that is not known they are absent, null or empty.',
    kinds: ['a field is dropped', 'null for a value'],
    fields: [
      'iap.getOrderStatus response.body.success.sku',
      'iap.getOrderStatus response.body.success.statusDeterminedAt',
    ],
    origins: ['/success-not-found-empty', '/success-not-found-null'],
  },
  {
    reason: 'Nobody has to have agreed, failed or paid; how many entries there can be is unpublished.',
    kinds: ['a list that is empty', 'a list that is too long'],
    fields: [
      '* response.body.error.data.errorDetails',
      'login.loginMe response.body.success.agreedTerms',
      'messenger.* response.body.success.detail.sentPush',
      'messenger.* response.body.success.detail.sentInbox',
      'messenger.* response.body.success.fail.sentPush',
      'pay.getPaymentStatus response.body.success.transactions',
    ],
  },
  {
    reason: 'What the other result types carry besides their name, and with which status, is unpublished.',
    kinds: ['another result type'],
    fields: ['* response.body.resultType'],
    changes: ['FAIL → HTTP_TIMEOUT'],
  },
  {
    reason: 'What the other result types carry besides their name, and with which status, is unpublished.',
    kinds: ['another status'],
    fields: ['* response.status'],
    origins: timeouts,
  },
  {
    reason: 'What the other result types carry besides their name, and with which status, is unpublished.',
    kinds: ['a field is dropped'],
    fields: ['* response.body.success', '* response.body.error'],
    origins: timeouts,
  },
  {
    reason: 'On success it is absent or null.',
    kinds: ['a field is dropped'],
    fields: ['login.generateToken response.body.error'],
    origins: ['/success-error-null'],
  },
  {
    reason: 'The variants anonymousKey.unknownKey=unauthorized and status.userNotIdentified=http-401 answer so.',
    kinds: ['another status'],
    fields: ['anonymousKey.verify', 'iap.*', 'messenger.*', 'pay.*', 'promotion.*'].map(
      (of) => `${of} response.status`,
    ),
    origins: ['/fail-4010'],
    changes: ['401'],
  },
  {
    reason: 'The header that names the user may be left out.',
    kinds: ['a required header is dropped'],
    fields: ['iap.getOrderStatus request.headers.x-toss-user-key', 'promotion.* request.headers.x-toss-user-key'],
  },
  {
    reason: 'It reads x-anon-key and no other header.',
    kinds: ['two headers for the user'],
    fields: ['anonymousKey.verify request.headers.x-anon-key'],
  },
  {
    reason: 'The usual envelope, only with another status: what may differ in every other failure may differ here.',
    kinds: ['a field that does not exist'],
    fields: ['madeUp', 'error.madeUp', 'error.data.madeUp'].map((name) => `* response.body.${name}`),
    origins: otherStatus,
  },
  {
    reason: 'The usual envelope, only with another status: what may differ in every other failure may differ here.',
    kinds: ['a number below zero', 'a number that is too large'],
    fields: ['* response.body.error.errorType'],
    origins: otherStatus,
  },
  {
    reason: 'The usual envelope, only with another status: what may differ in every other failure may differ here.',
    kinds: anyText,
    fields: ['* response.body.error.reason'],
    origins: otherStatus,
  },
  {
    reason: 'What the other result types carry besides their name, and with which status, is unpublished.',
    kinds: ['another result type'],
    fields: ['* response.body.resultType'],
    origins: [...otherStatus, ...olderPayload],
    changes: ['FAIL → HTTP_TIMEOUT', 'SUCCESS → HTTP_TIMEOUT'],
  },
  {
    reason: 'A count without a published bound.',
    kinds: ['a number that is too large'],
    fields: [
      'msgCount',
      'sentPushCount',
      'sentInboxCount',
      'sentSmsCount',
      'sentAlimtalkCount',
      'sentFriendtalkCount',
    ].map((name) => `messenger.* response.body.result.${name}`),
    origins: olderPayload,
  },
  {
    reason: 'How many messages there can be is unpublished.',
    kinds: ['a list that is empty', 'a list that is too long'],
    fields: ['messenger.* response.body.result.detail.sentPush', 'messenger.* response.body.result.fail.sentPush'],
    origins: olderPayload,
  },
  {
    reason: 'A handle of no published form, and why a message did not arrive, in words of no published form.',
    kinds: wrongText,
    fields: [
      'messenger.* response.body.result.detail.sentPush[].contentId',
      'messenger.* response.body.result.fail.sentPush[].contentId',
      'messenger.* response.body.result.fail.sentPush[].reachFailReason',
    ],
    origins: olderPayload,
  },
  {
    reason: 'Some read the code as a string, one as a number; which codes there are, nobody says.',
    kinds: ['a number for a string', ...anyText],
    fields: ['promotion.* response.body.error.code'],
    origins: ['/variant-code-message'],
  },
  {
    reason: 'Some read the code as a string, one as a number; which codes there are, nobody says.',
    kinds: ['a string for a number', 'a number below zero', 'a number that is too large'],
    fields: ['promotion.executePromotion response.body.error.code'],
    origins: ['/variant-code-message-number'],
  },
  {
    reason: 'Text for people, of no published form.',
    kinds: anyText,
    fields: ['promotion.* response.body.error.message'],
    origins: ['/variant-code-message', '/variant-code-message-number'],
  },
  {
    reason: 'Those who read error.code do not look at success.',
    kinds: ['a field is dropped'],
    fields: ['promotion.* response.body.success'],
    origins: ['/variant-code-message'],
  },
]

import { banks, cardCompanies, payMethods, payStatuses } from '../../../contracts/index.js'
import {
  count,
  either,
  instant,
  list,
  name,
  type Of,
  object,
  oneOf,
  options,
  orNull,
  saying,
  text,
  truth,
  userKey,
  won,
  word,
} from '../shape.js'

/** Whose card it can be. */
export const cardUserTypes = ['PERSONAL', 'PERSONAL_FAMILY', 'CORP_PERSONAL', 'CORP_PRIVATE', 'CORP_COMPANY'] as const

/** What kind of card it can be. */
export const cardMethodTypes = ['CREDIT', 'CHECK', 'PREPAYMENT'] as const

/** A bank of the contract's table, by its three digits. */
export const bankCode = word<string>(...banks.map(({ code }) => code))

const masked = saying(text, 'Partly masked.')

/** An account that a TOSS_MONEY payment can come from. */
export interface BankAccount extends Of<typeof bankAccountShape> {}
const bankAccountShape = object({
  bankCode,
  bankName: text,
  /** The first and last three digits; the rest masked, as in the guide's sample. */
  accountNumber: masked,
})

const cardTraits = {
  /** Of the contract's table. */
  companyCode: oneOf<number>(...cardCompanies.map(({ code }) => code)),
  methodType: word(...cardMethodTypes),
  userType: word(...cardUserTypes),
}

/** A card. */
export interface Card extends Of<typeof cardShape> {}
const cardShape = object({
  ...cardTraits,
  companyName: text,
  /** 16 places, of which the guide shows 11: 53570000****123*. */
  number: masked,
  /** Its first six digits. */
  bin: text,
  /** Its last four places: 123*. */
  last4: masked,
})

/** How a payment is paid. */
export type PaymentMeans = Of<typeof paymentMeansShape>
export const paymentMeansShape = either(
  object({ payMethod: word('TOSS_MONEY'), account: bankAccountShape }),
  object({
    payMethod: word('CARD'),
    card: cardShape,
    /** Months of instalments; 0: paid at once. */
    installmentMonths: saying(count, '0: paid at once.'),
    noInterest: truth,
  }),
)

/** What a user can pay with. */
export interface Wallet extends Of<typeof walletShape> {}
export const walletShape = object({
  /** One to three; the first is the one that is used by default. */
  accounts: list(bankAccountShape),
  /** One to three; the first is a personal credit card. */
  cards: list(cardShape),
})

/** Traits that a card must have; any card without. */
export interface CardTraits extends Of<typeof cardTraitsShape> {}
export const cardTraitsShape = options(cardTraits)

const order = {
  orderNo: name,
  productDesc: text,
  /** In won, with everything that the request left out filled in. */
  amounts: object({ amount: won, amountTaxFree: won, amountTaxable: won, amountVat: won, amountServiceFee: won }),
  /** The only way to pay that is offered; null: both. */
  enablePayMethods: orNull(word(...payMethods)),
  /** Whether the user may pay by instalments; null: not said, which counts as yes. */
  installment: orNull(word('USE', 'NOT_USE')),
  /** Whether the user may ask for a cash receipt. */
  cashReceipt: truth,
  cashReceiptTradeOption: orNull(word('GENERAL', 'CULTURE', 'PUBLIC_TP')),
  mode: word('LIVE', 'TEST'),
}

/** What the user chose in the Toss app. */
export interface Approval extends Of<typeof approvalShape> {}
const approvalShape = object({
  at: instant,
  means: paymentMeansShape,
  /** Won that an instant discount takes off. */
  discount: won,
  /** Won that Toss points pay. */
  points: won,
  /** Whether the user asked for a cash receipt. */
  cashReceipt: truth,
})

/** Why a payment will not be made any more. */
export interface Cancellation extends Of<typeof cancellationShape> {}
const cancellationShape = object({
  at: instant,
  /** `EXPIRY`: not executed in time. `NEW_PAYMENT`: another payment took its orderNo over (variant pay.orderNoReuse). */
  by: word('USER', 'TOSS', 'EXPIRY', 'NEW_PAYMENT'),
})

/** The moment the money left the account or card. */
export interface Execution extends Of<typeof executionShape> {}
const executionShape = object({
  at: instant,
  transactionId: name,
  /** Null where no card was used. */
  cardAuthorizationNo: orNull(text),
  cashReceiptMgtKey: orNull(text),
})

/** The moment the money came back. */
export interface Refund extends Of<typeof refundShape> {}
const refundShape = object({ at: instant, refundNo: name, transactionId: name, cashReceiptMgtKey: orNull(text) })

/** One payment. All instants are milliseconds since 1970 on the mock's clock. */
export interface Payment extends Of<typeof paymentShape> {}
export const paymentShape = object({
  payToken: name,
  userKey,
  ...order,
  status: word(...payStatuses),
  /** Whether the next execution or refund stays in progress until the Toss side completes it. */
  onHold: saying(truth, 'Whether the next execution or refund stays in progress.'),
  createdAt: instant,
  expiresAt: instant,
  approval: orNull(approvalShape),
  cancellation: orNull(cancellationShape),
  execution: orNull(executionShape),
  /** As refund-payment gave it; null before, and where it was left out. */
  refundReason: orNull(text),
  refund: orNull(refundShape),
  settledAt: orNull(instant),
})

/** What the mini-app's server asked for in make-payment. */
export interface PaymentOrder extends Of<typeof paymentOrderShape> {}
const paymentOrderShape = object(order)

/** The money of one mini-app, in won. */
export interface PayTotals extends Of<typeof payTotalsShape> {}
export const payTotalsShape = object({
  /** The amounts of all payments that were ever executed. */
  paid: won,
  /** The amounts of all that were refunded, which `paid` still contains. */
  refunded: won,
})

/** A maintenance window. */
export interface BankBreak extends Of<typeof bankBreakShape> {}
const bankBreakShape = object({
  from: instant,
  until: instant,
  /** Which banks; null: all. */
  bankCodes: saying(orNull(list(bankCode)), 'Null: every bank.'),
})

/** What Toss Pay and the banks are like for the mini-app. */
export interface PaySettings extends Of<typeof paySettingsShape> {}
export const paySettingsShape = object({
  /** `INVALID`: the mini-app's Toss Pay merchant key is missing or wrong. */
  merchantKey: word('VALID', 'INVALID'),
  /** When banks are in maintenance; null: never. */
  bankBreak: orNull(bankBreakShape),
})

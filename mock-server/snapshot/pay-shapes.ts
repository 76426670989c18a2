import { type PayAmounts, payMethods, payStatuses } from '../../contracts/index.js'
import { type BankAccount, type Card, cardMethodTypes, cardUserTypes, type PaymentMeans } from '../world/pay-means.js'
import type { BankBreak, PaySettings } from '../world/pay-settings.js'
import type { Approval, Cancellation, Execution, Payment, PayTotals, Refund } from '../world/payment.js'
import { count, either, instant, list, name, object, orNull, text, truth, userKey, word } from './shape.js'

type ByMoney = Extract<PaymentMeans, { payMethod: 'TOSS_MONEY' }>
type ByCard = Extract<PaymentMeans, { payMethod: 'CARD' }>

const card = object<Card>({
  companyCode: count,
  companyName: text,
  methodType: word(...cardMethodTypes),
  userType: word(...cardUserTypes),
  number: text,
  bin: text,
  last4: text,
})

const means = either(
  object<ByMoney>({
    payMethod: word('TOSS_MONEY'),
    account: object<BankAccount>({ bankCode: name, bankName: text, accountNumber: text }),
  }),
  object<ByCard>({ payMethod: word('CARD'), card, installmentMonths: count, noInterest: truth }),
)

/** Toss Pay. */
export const payShapes = {
  payment: object<Payment>({
    payToken: name,
    orderNo: name,
    userKey,
    productDesc: text,
    amounts: object<PayAmounts>({
      amount: count,
      amountTaxFree: count,
      amountTaxable: count,
      amountVat: count,
      amountServiceFee: count,
    }),
    enablePayMethods: orNull(word(...payMethods)),
    installment: orNull(word('USE', 'NOT_USE')),
    cashReceipt: truth,
    cashReceiptTradeOption: orNull(word('GENERAL', 'CULTURE', 'PUBLIC_TP')),
    mode: word('LIVE', 'TEST'),
    status: word(...payStatuses),
    onHold: truth,
    createdAt: instant,
    expiresAt: instant,
    approval: orNull(object<Approval>({ at: instant, means, discount: count, points: count, cashReceipt: truth })),
    cancellation: orNull(object<Cancellation>({ at: instant, by: word('USER', 'TOSS', 'EXPIRY', 'NEW_PAYMENT') })),
    execution: orNull(
      object<Execution>({
        at: instant,
        transactionId: name,
        cardAuthorizationNo: orNull(text),
        cashReceiptMgtKey: orNull(text),
      }),
    ),
    refundReason: orNull(text),
    refund: orNull(
      object<Refund>({ at: instant, refundNo: name, transactionId: name, cashReceiptMgtKey: orNull(text) }),
    ),
    settledAt: orNull(instant),
  }),
  payTokenOfOrder: name,
  payTotals: object<PayTotals>({ paid: count, refunded: count }),
  paySettings: object<PaySettings>({
    merchantKey: word('VALID', 'INVALID'),
    bankBreak: orNull(object<BankBreak>({ from: instant, until: instant, bankCodes: orNull(list(name)) })),
  }),
}

import type { SuccessOf } from '../../../contracts/index.js'
import { koreanTime } from '../../world/korean-time.js'
import type { Execution, Payment, PaymentMeans, Refund } from '../../world/shapes/pay.js'

/** The payload of execute-payment for a payment whose money has moved. */
export function executedPayload(payment: Payment): SuccessOf<'pay.executePayment'> {
  const { means, execution, discountedAmount, paidAmount } = paidPartsOf(payment)
  return {
    code: 0,
    mode: payment.mode,
    orderNo: payment.orderNo,
    amount: payment.amounts.amount,
    approvalTime: timestamp(execution.at),
    stateMsg: '결제 완료',
    discountedAmount,
    paidAmount,
    payMethod: means.payMethod,
    payToken: payment.payToken,
    transactionId: execution.transactionId,
    cardCompanyCode: means.payMethod === 'CARD' ? String(means.card.companyCode) : null,
    cardCompanyName: means.payMethod === 'CARD' ? means.card.companyName : null,
    cardAuthorizationNo: execution.cardAuthorizationNo,
    spreadOut: means.payMethod === 'CARD' ? String(means.installmentMonths) : null,
    noInterest: means.payMethod === 'CARD' ? (String(means.noInterest) as 'true' | 'false') : null,
    salesCheckLinkUrl: salesCheckOf(means, execution),
    ...cardFieldsOf(means),
    cashReceiptMgtKey: execution.cashReceiptMgtKey,
    ...accountFieldsOf(means),
    msg: null,
    errorCode: null,
  }
}

/** The payload of refund-payment for a payment whose money has come back. */
export function refundedPayload(payment: Payment): SuccessOf<'pay.refundPayment'> {
  const { means, discountedAmount, paidAmount } = paidPartsOf(payment)
  const refund = payment.refund as Refund
  return {
    refundNo: refund.refundNo,
    approvalTime: timestamp(refund.at),
    cashReceiptMgtKey: refund.cashReceiptMgtKey,
    refundableAmount: 0,
    discountedAmount: 0,
    paidAmount,
    refundedAmount: payment.amounts.amount,
    refundedDiscountAmount: discountedAmount,
    refundedPaidAmount: paidAmount,
    payToken: payment.payToken,
    transactionId: refund.transactionId,
    ...cardFieldsOf(means),
    ...accountFieldsOf(means),
  }
}

/** The payload of get-payment-status. What was paid, and how, is told once the money has moved. */
export function statusPayload(payment: Payment): SuccessOf<'pay.getPaymentStatus'> {
  const { amounts, approval, execution } = payment
  const paid = execution === null ? undefined : paidPartsOf(payment)
  return {
    mode: payment.mode,
    payToken: payment.payToken,
    orderNo: payment.orderNo,
    payStatus: payment.status,
    payMethod: approval?.means.payMethod ?? null,
    amount: amounts.amount,
    discountedAmount: paid?.discountedAmount ?? 0,
    discountAmountV2: paid?.discount ?? 0,
    paidPointV2: paid?.points ?? 0,
    paidAmount: paid?.paidAmount ?? 0,
    refundableAmount: payment.status === 'PAY_COMPLETE' ? amounts.amount : 0,
    amountTaxable: amounts.amountTaxable,
    amountTaxFree: amounts.amountTaxFree,
    amountVat: amounts.amountVat,
    amountServiceFee: amounts.amountServiceFee,
    disposableCupDeposit: 0,
    ...accountFieldsOf(paid?.means),
    card: paid === undefined ? null : cardOf(paid.means, paid.execution),
    transactions: transactionsOf(payment),
    createdTs: timestamp(payment.createdAt),
    paidTs: execution === null ? null : timestamp(execution.at),
  }
}

function transactionsOf(payment: Payment): SuccessOf<'pay.getPaymentStatus'>['transactions'] {
  if (payment.execution === null) return []
  const { execution, discountedAmount, paidAmount, points } = paidPartsOf(payment)
  const { amount } = payment.amounts
  const parts = { paidAmount, discountedAmount, pointAmount: points }
  const step = (stepType: 'PAY' | 'REFUND', { transactionId, at }: Execution | Refund, transactionAmount: number) => ({
    stepType,
    transactionId,
    ...parts,
    transactionAmount,
    regTs: timestamp(at),
  })
  const pay = step('PAY', execution, amount)
  return payment.refund === null ? [pay] : [pay, step('REFUND', payment.refund, -amount)]
}

/** Who paid how much of a payment that was executed. */
function paidPartsOf({ amounts, approval, execution }: Payment) {
  if (approval === null || execution === null) throw new Error('the payment was not executed')
  const { means, discount, points } = approval
  const discountedAmount = discount + points
  return { means, execution, discount, points, discountedAmount, paidAmount: amounts.amount - discountedAmount }
}

function cardOf(means: PaymentMeans, execution: Execution): SuccessOf<'pay.getPaymentStatus'>['card'] {
  if (means.payMethod !== 'CARD') return null
  const { card, installmentMonths, noInterest } = means
  return {
    noInterest,
    spreadOut: installmentMonths,
    cardAuthorizationNo: execution.cardAuthorizationNo,
    ...cardFieldsOf(means),
    salesCheckLinkUrl: salesCheckOf(means, execution),
    cardCompanyName: card.companyName,
    cardCompanyCode: card.companyCode,
  }
}

function cardFieldsOf(means: PaymentMeans) {
  const card = means.payMethod === 'CARD' ? means.card : undefined
  return {
    cardMethodType: card?.methodType ?? null,
    cardNumber: card?.number ?? null,
    cardUserType: card?.userType ?? null,
    cardNum4Print: card?.last4 ?? null,
    cardBinNumber: card?.bin ?? null,
  }
}

function accountFieldsOf(means: PaymentMeans | undefined) {
  const account = means?.payMethod === 'TOSS_MONEY' ? means.account : undefined
  return {
    accountBankCode: account?.bankCode ?? null,
    accountBankName: account?.bankName ?? null,
    accountNumber: account?.accountNumber ?? null,
  }
}

/** A page that does not exist, at a name that never will (RFC 2606). */
function salesCheckOf(means: PaymentMeans, { transactionId }: Execution): string | null {
  return means.payMethod === 'CARD' ? `https://pay.example/sales-check/${transactionId}` : null
}

/** yyyy-MM-dd HH:mm:ss in Korea. */
function timestamp(instant: number): string {
  return koreanTime(instant).replace('T', ' ')
}

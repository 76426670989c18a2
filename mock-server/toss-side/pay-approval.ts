import { payMethods } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import { accountOf, cardOf } from '../world/pay-means.js'
import { between, type Of, options, saying, truth, won, word } from '../world/shape.js'
import type { User } from '../world/shapes/login.js'
import { type Approval, bankCode, cardTraitsShape, type Payment, type PaymentMeans } from '../world/shapes/pay.js'

/** What the user chooses in checkoutPayment. Everything has a default. */
export interface ApproveOptions extends Of<typeof approveShape> {}
export const approveShape = options({
  /** By default what the other options imply, else what the payment offers, else TOSS_MONEY. */
  payMethod: saying(
    word(...payMethods),
    'By default what the others imply, else what the payment offers, else TOSS_MONEY.',
  ),
  /** TOSS_MONEY: the bank of the account, as in `accountBankCode`; by default the user's first account. */
  bankCode: saying(bankCode, 'TOSS_MONEY: the bank of the account; the user’s first by default.'),
  /** CARD: what the card must be like; by default the user's first card. */
  card: saying(cardTraitsShape, 'CARD: what the card must be like; the user’s first by default.'),
  /** CARD, a credit card, 50,000 won or more: 2 to 24 months; 0, the default, pays at once. */
  installmentMonths: saying(between(0, 24), 'CARD: 2 to 24 months, from 50,000 won on; 0, the default: at once.'),
  /** Whether the instalments are free of interest, default false. */
  noInterest: saying(truth, 'Whether the instalments are free of interest; default false.'),
  /** Won that an instant discount takes off, default 0. */
  discount: saying(won, 'Won that an instant discount takes off.'),
  /** Won that Toss points pay, default 0. */
  points: saying(won, 'Won that Toss points pay.'),
  /** TOSS_MONEY: whether the user asks for a cash receipt; by default where the payment offers one. */
  cashReceipt: saying(truth, 'TOSS_MONEY: whether the user asks for a cash receipt; by default where one is offered.'),
})

/** The least amount that can be paid by instalments, in won. Documented of `spreadOut`. */
const leastForInstalments = 50_000

/**
 * Makes the user's choice complete.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for a choice that the Toss app would not offer
 */
export function approvalOf(payment: Payment, user: User, options: ApproveOptions, now: number): Approval {
  if (options.installmentMonths === 1)
    throw invalid('installmentMonths', 'must be 0, or a whole number from 2 to 24, not 1')
  const payMethod = payMethodOf(payment, options)
  const { discount = 0, points = 0 } = options
  const { amount } = payment.amounts
  if (discount + points > amount) {
    throw invalid('discount', `together with points is ${discount + points}, more than the amount of ${amount} won`)
  }
  const means = payMethod === 'CARD' ? cardMeans(payment, user, options) : accountMeans(user, options)
  const offered = payment.cashReceipt && payMethod === 'TOSS_MONEY'
  const { cashReceipt = offered } = options
  if (cashReceipt && !offered) {
    const why = payMethod === 'CARD' ? 'a card payment has none' : 'make-payment was sent without cashReceipt: true'
    throw invalid('cashReceipt', `must be left out or false: ${why}`)
  }
  return { at: now, means, discount, points, cashReceipt }
}

function payMethodOf({ enablePayMethods }: Payment, options: ApproveOptions): PaymentMeans['payMethod'] {
  const { bankCode, card, installmentMonths = 0, noInterest = false } = options
  const impliesCard = card !== undefined || installmentMonths > 0 || noInterest
  const implied = impliesCard ? 'CARD' : bankCode === undefined ? undefined : 'TOSS_MONEY'
  const payMethod = options.payMethod ?? implied ?? enablePayMethods ?? 'TOSS_MONEY'
  if (payMethod === 'CARD' && bankCode !== undefined) throw invalid('bankCode', 'does not go with a card')
  if (payMethod === 'TOSS_MONEY' && impliesCard) {
    const option = card !== undefined ? 'card' : installmentMonths > 0 ? 'installmentMonths' : 'noInterest'
    throw invalid(option, 'does not go with TOSS_MONEY')
  }
  if (enablePayMethods !== null && payMethod !== enablePayMethods) {
    throw invalid('payMethod', `must be ${enablePayMethods}: make-payment was sent with enablePayMethods so`)
  }
  return payMethod
}

function accountMeans(user: User, { bankCode }: ApproveOptions): PaymentMeans {
  return { payMethod: 'TOSS_MONEY', account: accountOf(user, bankCode) }
}

function cardMeans(payment: Payment, user: User, options: ApproveOptions): PaymentMeans {
  const { installmentMonths = 0, noInterest = false } = options
  // Only a credit card pays in instalments: whoever asks for them and names no kind of card means one.
  const methodType = options.card?.methodType ?? (installmentMonths > 0 ? 'CREDIT' : undefined)
  const card = cardOf(user, { ...options.card, ...(methodType && { methodType }) })
  if (installmentMonths > 0) {
    const must = (rule: string) => invalid('installmentMonths', `must be 0: ${rule}`)
    const { amount } = payment.amounts
    if (payment.installment === 'NOT_USE') throw must('make-payment was sent with installment: NOT_USE')
    if (amount < leastForInstalments) throw must(`${amount} won are less than ${leastForInstalments}`)
    if (card.methodType !== 'CREDIT') throw must(`a ${card.methodType} card pays at once`)
  } else if (noInterest) {
    throw invalid('noInterest', 'needs installmentMonths of at least 2')
  }
  return { payMethod: 'CARD', card, installmentMonths, noInterest }
}

function invalid(option: string, rule: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', `${option} ${rule}`)
}

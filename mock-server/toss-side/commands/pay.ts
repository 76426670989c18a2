import { CodedError } from '../../../errors/index.js'
import { walletOf } from '../../world/pay-means.js'
import { paySettingsAt } from '../../world/pay-settings.js'
import { paymentAt, paymentByOrderNo, paymentByToken, payTotalsOf } from '../../world/payment-states.js'
import {
  approvePayment,
  cancelPayment,
  completeExecution,
  completeRefund,
  holdPayment,
  settlePayment,
} from '../../world/payment-steps.js'
import { between, list, type Of, options, orNull, saying, word } from '../../world/shape.js'
import {
  type BankBreak,
  bankCode,
  type Payment,
  type PaySettings,
  paySettingsShape,
  payTotalsShape,
  walletShape,
} from '../../world/shapes/pay.js'
import type { Page, Transaction, View } from '../../world/store.js'
import { command, type SideOf } from '../command.js'
import type { TossSideContext } from '../context.js'
import { pageOf } from '../list-page.js'
import { type ApproveOptions, approvalOf, approveShape } from '../pay-approval.js'
import { type PaymentStep, type PaymentView, paymentViewShape, stepsOfStatus, viewOfPayment } from '../payment-view.js'
import { knownUser } from './users.js'

/** Who cancels a payment. */
export interface CancelOptions extends Of<typeof cancelOptions> {}
const cancelOptions = options({
  /** `USER` by default. */
  by: word('USER', 'TOSS'),
})

/** What to change about Toss Pay and the banks; what is left out stays as it is. */
export interface PaySetUp extends Of<typeof paySetUpShape> {}
export const paySetUpShape = options({
  /** `INVALID`: every operation of Toss Pay answers COMMON_INVALID_API_KEY. */
  merchantKey: word('VALID', 'INVALID'),
  /** A maintenance window that begins now; null ends it. */
  bankBreak: saying(
    orNull(
      options(
        {
          seconds: between(1, 366 * 86_400),
          bankCodes: saying(list(bankCode), 'Only these banks; all without.'),
        },
        ['seconds'],
      ),
    ),
    'A maintenance window that begins now; null ends it.',
  ),
})

const change = (
  { update, clock }: TossSideContext,
  named: string,
  step: PaymentStep,
  work: (world: Transaction, payment: Payment, now: number) => Payment,
): Promise<PaymentView> =>
  update((world) => {
    const now = clock.now()
    const payment = knownPayment(world, named, now)
    if (!stepsOfStatus[payment.status].includes(step)) throw impossible(step, payment)
    return viewOfPayment(work(world, payment, now))
  })

/**
 * Toss Pay on the other side of the flow. A payment is named by its payToken or its orderNo. Every method throws CodedError
 * `ERR_NOT_FOUND` for one that the mini-app does not have, and `ERR_CONFLICT` for a step that its status does not allow.
 */
export type PaymentsSide = SideOf<typeof paymentCommands>
export const paymentCommands = {
  /** In the order of their creation, 100 by default; `after` is a payToken. */
  list: command({
    at: 'GET payments',
    id: 'listPayments',
    says: 'The payments, in the order of their creation',
    takes: pageOf('A payToken: only those that come after this payment.'),
    gives: list(paymentViewShape),
    under: 'payments',
    do: ({ read, clock }, page?: Page) =>
      read((world) => world.list('payment', page).map((payment) => viewOfPayment(paymentAt(payment, clock.now())))),
  }),
  /** The payment as it is now. */
  get: command({
    at: 'GET payments/{payment}',
    id: 'getPayment',
    says: 'One payment',
    gives: paymentViewShape,
    do: ({ read, clock }, payment: string) => read((world) => viewOfPayment(knownPayment(world, payment, clock.now()))),
  }),
  /**
   * The user authenticates in checkoutPayment: PAY_STANDBY → PAY_APPROVED. No money moves.
   *
   * @throws CodedError `ERR_INVALID_OPTION` for a choice that the Toss app would not offer
   * @example
   * ```ts
   * await mock.toss.payments.approve(payToken)
   * await mock.toss.payments.approve(payToken, { card: { companyCode: 3 }, installmentMonths: 3 })
   * ```
   */
  approve: command({
    at: 'POST payments/{payment}/approve',
    id: 'approvePayment',
    possibleAs: 'approve' satisfies PaymentStep,
    says: 'The user authenticates in checkoutPayment, and chooses how to pay',
    takes: approveShape,
    gives: paymentViewShape,
    do: (context, payment: string, options: ApproveOptions = {}) =>
      change(context, payment, 'approve', (world, found, now) => approve(world, found, now, options)),
  }),
  /** PAY_STANDBY or PAY_APPROVED → PAY_CANCEL; `TOSS` can also give an execution in progress up. */
  cancel: command({
    at: 'POST payments/{payment}/cancel',
    id: 'cancelPayment',
    possibleAs: 'cancel' satisfies PaymentStep,
    says: 'The user, or Toss, cancels the payment before it is executed',
    takes: cancelOptions,
    gives: paymentViewShape,
    do: (context, payment: string, { by = 'USER' }: CancelOptions = {}) =>
      change(context, payment, 'cancel', (world, found, now) => {
        if (found.status === 'PAY_PROGRESS' && by === 'USER') throw impossible('cancel', found)
        return cancelPayment(world, found, { at: now, by })
      }),
  }),
  /**
   * Keeps the next execution, or the refund, in progress: the call answers HTTP_TIMEOUT, and get-payment-status tells
   * PAY_PROGRESS or REFUND_PROGRESS until `complete`. Allowed in PAY_STANDBY, PAY_APPROVED and PAY_COMPLETE.
   */
  hold: command({
    at: 'POST payments/{payment}/hold',
    id: 'holdPayment',
    possibleAs: 'hold' satisfies PaymentStep,
    says: 'Keep the next execution, or the refund, in progress',
    gives: paymentViewShape,
    do: (context, payment: string) => change(context, payment, 'hold', holdPayment),
  }),
  /** Lets the money move: PAY_PROGRESS → PAY_COMPLETE, REFUND_PROGRESS → REFUND_SUCCESS. */
  complete: command({
    at: 'POST payments/{payment}/complete',
    id: 'completePayment',
    possibleAs: 'complete' satisfies PaymentStep,
    says: 'Complete an execution or a refund that is in progress',
    gives: paymentViewShape,
    do: (context, payment: string) =>
      change(context, payment, 'complete', (world, found, now) =>
        found.status === 'PAY_PROGRESS' ? completeExecution(world, found, now) : completeRefund(world, found, now),
      ),
  }),
  /** Toss settles with the merchant: PAY_COMPLETE → SETTLEMENT_COMPLETE, REFUND_SUCCESS → SETTLEMENT_REFUND_COMPLETE. */
  settle: command({
    at: 'POST payments/{payment}/settle',
    id: 'settlePayment',
    possibleAs: 'settle' satisfies PaymentStep,
    says: 'Settle the payment, or its refund, with the merchant',
    gives: paymentViewShape,
    do: (context, payment: string) => change(context, payment, 'settle', settlePayment),
  }),
  /** What was paid and refunded so far, in won, test and live together. */
  totals: command({
    at: 'GET payment-totals',
    id: 'getPaymentTotals',
    says: 'What was paid and refunded so far, in won',
    gives: payTotalsShape,
    do: ({ read }) => read(payTotalsOf),
  }),
  /** The merchant key, and the banks' maintenance window. */
  settings: command({
    at: 'GET payment-settings',
    id: 'getPaymentSettings',
    says: 'The merchant key, and the banks’ maintenance window',
    gives: paySettingsShape,
    do: ({ read, clock }) => read((world) => paySettingsAt(world, clock.now())),
  }),
  /** Throws `ERR_INVALID_OPTION` for an unknown bank or a window that is not of whole seconds. */
  setUp: command({
    at: 'PATCH payment-settings',
    id: 'setUpPayments',
    says: 'Change the merchant key or the banks’ maintenance window',
    takes: paySetUpShape,
    gives: paySettingsShape,
    do: ({ update, clock }, changes: PaySetUp) => update((world) => setUp(world, changes, clock.now())),
  }),
  /** The accounts and cards of a user. Throws `ERR_NOT_FOUND` for an unknown userKey. */
  wallet: command({
    at: 'GET users/{userKey}/wallet',
    id: 'getWallet',
    says: 'The accounts and cards of a user',
    gives: walletShape,
    do: ({ read }, userKey: number) => read((world) => walletOf(knownUser(world, userKey))),
  }),
}

/** The user's approval, within a transaction. */
export function approve(world: Transaction, payment: Payment, now: number, options: ApproveOptions = {}): Payment {
  const user = knownUser(world, payment.userKey)
  if (user.leftTossAt !== null) {
    throw new CodedError('ERR_CONFLICT', `approve: user ${user.userKey} left Toss; possible: cancel`)
  }
  return approvePayment(world, payment, approvalOf(payment, user, options, now))
}

function setUp(world: Transaction, { merchantKey, bankBreak }: PaySetUp, now: number): PaySettings {
  const before = paySettingsAt(world, now)
  const settings: PaySettings = {
    merchantKey: merchantKey ?? before.merchantKey,
    bankBreak: bankBreak === undefined ? before.bankBreak : bankBreak && windowOf(bankBreak, now),
  }
  world.put('paySettings', 'self', settings)
  return settings
}

function windowOf({ seconds, bankCodes }: NonNullable<PaySetUp['bankBreak']>, now: number): BankBreak {
  return { from: now, until: now + seconds * 1000, bankCodes: bankCodes ?? null }
}

function knownPayment(view: View, named: string, now: number): Payment {
  const payment = paymentByToken(view, named, now) ?? paymentByOrderNo(view, named, now)
  if (payment === undefined) {
    throw new CodedError('ERR_NOT_FOUND', `payment: this mini-app has none with payToken or orderNo ${named}`, {
      fix: 'List the payments to see which there are; make-payment creates them.',
    })
  }
  return payment
}

function impossible(step: PaymentStep, { orderNo, status, cancellation }: Payment): CodedError {
  const cause = status === 'PAY_CANCEL' ? ` (cancelled by ${cancellation?.by})` : ''
  const possible = stepsOfStatus[status].map((other) =>
    status === 'PAY_PROGRESS' && other === 'cancel' ? 'cancel by TOSS' : other,
  )
  const rest = possible.length === 0 ? 'it is final for the Toss side' : `possible: ${possible.join(', ')}`
  return new CodedError('ERR_CONFLICT', `${step}: the payment of order ${orderNo} is ${status}${cause}; ${rest}`)
}

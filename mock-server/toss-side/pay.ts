import type { PayStatus } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import {
  approvePayment,
  cancelPayment,
  completeExecution,
  completeRefund,
  holdPayment,
  settlePayment,
} from '../world/pay.js'
import { walletOf } from '../world/pay-means.js'
import { paySettingsAt } from '../world/pay-settings.js'
import { paymentAt, paymentByOrderNo, paymentByToken, payTotalsOf } from '../world/payment.js'
import type { BankBreak, Payment, PaySettings, PayTotals, Wallet } from '../world/shapes/pay.js'
import type { Page, Transaction, View } from '../world/store.js'
import type { TossSideContext } from './context.js'
import { type ApproveOptions, approvalOf, checkBankCodes } from './pay-approval.js'
import { knownUser } from './users.js'

/** Who cancels a payment; `USER` unless told. */
export interface CancelOptions {
  readonly by?: 'USER' | 'TOSS'
}

/** What to change about Toss Pay and the banks; what is left out stays as it is. */
export interface PaySetUp {
  /** `INVALID`: every operation of Toss Pay answers COMMON_INVALID_API_KEY. */
  readonly merchantKey?: PaySettings['merchantKey']
  /** A maintenance window that begins now; `bankCodes`: of these banks only, of all without. Null ends it. */
  readonly bankBreak?: { readonly seconds: number; readonly bankCodes?: readonly string[] } | null
}

/**
 * Toss Pay on the other side of the flow. A payment is named by its payToken or its orderNo. Every method throws CodedError
 * `ERR_NOT_FOUND` for one that the mini-app does not have, and `ERR_CONFLICT` for a step that its status does not allow.
 */
export interface PaymentsSide {
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
  approve(payment: string, options?: ApproveOptions): Promise<Payment>
  /** PAY_STANDBY or PAY_APPROVED → PAY_CANCEL; `TOSS` can also give an execution in progress up. */
  cancel(payment: string, options?: CancelOptions): Promise<Payment>
  /**
   * Keeps the next execution, or the refund, in progress: the call answers HTTP_TIMEOUT, and get-payment-status tells
   * PAY_PROGRESS or REFUND_PROGRESS until `complete`. Allowed in PAY_STANDBY, PAY_APPROVED and PAY_COMPLETE.
   */
  hold(payment: string): Promise<Payment>
  /** Lets the money move: PAY_PROGRESS → PAY_COMPLETE, REFUND_PROGRESS → REFUND_SUCCESS. */
  complete(payment: string): Promise<Payment>
  /** Toss settles with the merchant: PAY_COMPLETE → SETTLEMENT_COMPLETE, REFUND_SUCCESS → SETTLEMENT_REFUND_COMPLETE. */
  settle(payment: string): Promise<Payment>
  /** The payment as it is now. */
  get(payment: string): Promise<Payment>
  /** In the order of their creation, 100 unless told; `after` is a payToken. */
  list(page?: Page): Promise<Payment[]>
  /** What was paid and refunded so far, in won, test and live together. */
  totals(): Promise<PayTotals>
  /** The accounts and cards of a user. Throws `ERR_NOT_FOUND` for an unknown userKey. */
  wallet(userKey: number): Promise<Wallet>
  /** The merchant key, and the banks' maintenance window. */
  settings(): Promise<PaySettings>
  /** Throws `ERR_INVALID_OPTION` for an unknown bank or a window that is not of whole seconds. */
  setUp(change: PaySetUp): Promise<PaySettings>
}

/** What the Toss side can do to a payment. */
type Step = 'approve' | 'cancel' | 'hold' | 'complete' | 'settle'

/** In which status which step is possible; `cancel` of an execution in progress is for Toss only. */
const steps: Readonly<Record<PayStatus, readonly Step[]>> = {
  PAY_STANDBY: ['approve', 'cancel', 'hold'],
  PAY_APPROVED: ['cancel', 'hold'],
  PAY_PROGRESS: ['complete', 'cancel'],
  PAY_CANCEL: [],
  PAY_COMPLETE: ['hold', 'settle'],
  REFUND_PROGRESS: ['complete'],
  REFUND_SUCCESS: ['settle'],
  SETTLEMENT_COMPLETE: [],
  SETTLEMENT_REFUND_COMPLETE: [],
}

/** Toss Pay's part of the Toss side. */
export function createPaymentsSide({ read, update, clock }: TossSideContext): PaymentsSide {
  const change = (named: string, step: Step, work: (world: Transaction, payment: Payment, now: number) => Payment) =>
    update((world) => {
      const now = clock.now()
      const payment = knownPayment(world, named, now)
      if (!steps[payment.status].includes(step)) throw impossible(step, payment)
      return work(world, payment, now)
    })

  return {
    approve: (named, options = {}) =>
      change(named, 'approve', (world, payment, now) => approve(world, payment, now, options)),
    cancel: (named, { by = 'USER' } = {}) =>
      change(named, 'cancel', (world, payment, now) => {
        if (by !== 'USER' && by !== 'TOSS') {
          throw new CodedError('ERR_INVALID_OPTION', `by must be USER or TOSS, not ${JSON.stringify(by)}`)
        }
        if (payment.status === 'PAY_PROGRESS' && by === 'USER') throw impossible('cancel', payment)
        return cancelPayment(world, payment, { at: now, by })
      }),
    hold: (named) => change(named, 'hold', holdPayment),
    complete: (named) =>
      change(named, 'complete', (world, payment, now) =>
        payment.status === 'PAY_PROGRESS'
          ? completeExecution(world, payment, now)
          : completeRefund(world, payment, now),
      ),
    settle: (named) => change(named, 'settle', settlePayment),
    get: (named) => read((world) => knownPayment(world, named, clock.now())),
    list: (page) => read((world) => world.list('payment', page).map((payment) => paymentAt(payment, clock.now()))),
    totals: () => read(payTotalsOf),
    wallet: (userKey) => read((world) => walletOf(knownUser(world, userKey))),
    settings: () => read((world) => paySettingsAt(world, clock.now())),
    setUp: (changes) => update((world) => setUp(world, changes, clock.now())),
  }
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
  if (merchantKey !== undefined && merchantKey !== 'VALID' && merchantKey !== 'INVALID') {
    throw new CodedError(
      'ERR_INVALID_OPTION',
      `merchantKey must be VALID or INVALID, not ${JSON.stringify(merchantKey)}`,
    )
  }
  const before = paySettingsAt(world, now)
  const settings: PaySettings = {
    merchantKey: merchantKey ?? before.merchantKey,
    bankBreak: bankBreak === undefined ? before.bankBreak : bankBreak && windowOf(bankBreak, now),
  }
  world.put('paySettings', 'self', settings)
  return settings
}

function windowOf({ seconds, bankCodes }: NonNullable<PaySetUp['bankBreak']>, now: number): BankBreak {
  if (!Number.isSafeInteger(seconds) || seconds < 1 || seconds > 366 * 86_400) {
    const rule = `must be a whole number from 1 to ${366 * 86_400}, not ${seconds}`
    throw new CodedError('ERR_INVALID_OPTION', `bankBreak.seconds ${rule}`)
  }
  checkBankCodes('bankBreak.bankCodes', bankCodes ?? [])
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

function impossible(step: Step, { orderNo, status, cancellation }: Payment): CodedError {
  const cause = status === 'PAY_CANCEL' ? ` (cancelled by ${cancellation?.by})` : ''
  const possible = steps[status].map((other) =>
    status === 'PAY_PROGRESS' && other === 'cancel' ? 'cancel by TOSS' : other,
  )
  const rest = possible.length === 0 ? 'it is final for the Toss side' : `possible: ${possible.join(', ')}`
  return new CodedError('ERR_CONFLICT', `${step}: the payment of order ${orderNo} is ${status}${cause}; ${rest}`)
}

import { type PayAmounts, payAmounts, type SuccessOf } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import { type RequestOf, splitUser, type UserIdentity } from './request.js'
import type { CallOptions, Transport } from './transport.js'

/** A payment that has been made: hand `payToken` to the SDK's `checkoutPayment`. */
export type MadePayment = SuccessOf<'pay.makePayment'>
/** A payment that has been executed: the money has moved. */
export type ExecutedPayment = SuccessOf<'pay.executePayment'>
/** A payment that has been refunded in full. */
export type RefundedPayment = SuccessOf<'pay.refundPayment'>
/** A payment as it stands. */
export type PaymentStatus = SuccessOf<'pay.getPaymentStatus'>

/** A price in won, VAT included. */
export interface Price {
  /** What the user pays in all. */
  readonly total: number
  /** The part of it that is free of tax; default 0. */
  readonly taxFree?: number
  /** The part of it that is a service charge; default 0. */
  readonly serviceFee?: number
}

/**
 * Toss Pay. The user is named by `userKey` or `anonKey` in the argument. None of these calls is repeated by itself once it
 * may have been sent, except `getPaymentStatus`.
 */
export interface PayClient {
  /**
   * Makes a payment. No money moves until `executePayment`.
   *
   * @example
   * ```ts
   * const { payToken } = await client.pay.makePayment({
   *   userKey,
   *   orderNo: '20250417-2',
   *   productDesc: '토스 티셔츠',
   *   ...client.pay.amounts({ total: 25_000 }),
   *   isTestPayment: false,
   * })
   * ```
   */
  makePayment(request: UserIdentity & RequestOf<'pay.makePayment'>, options?: CallOptions): Promise<MadePayment>
  /**
   * Executes a payment that the user has approved. When it fails with `outcome: 'unknown'`, look the payment up with
   * `getPaymentStatus` before executing it again, or making another one.
   */
  executePayment(
    request: UserIdentity & RequestOf<'pay.executePayment'>,
    options?: CallOptions,
  ): Promise<ExecutedPayment>
  /** Refunds a payment in full; a part of it cannot be refunded. */
  refundPayment(request: UserIdentity & RequestOf<'pay.refundPayment'>, options?: CallOptions): Promise<RefundedPayment>
  /** Reads a payment, by `payToken`, `orderNo` or both. */
  getPaymentStatus(
    request: UserIdentity & RequestOf<'pay.getPaymentStatus'>,
    options?: CallOptions,
  ): Promise<PaymentStatus>
  /** As the exported `amounts`. */
  amounts(price: Price): PayAmounts
}

/** The methods of Toss Pay over `transport`. */
export function createPayClient({ call }: Transport): PayClient {
  return {
    makePayment: (request, options) => call('pay.makePayment', splitUser(request), options),
    executePayment: (request, options) => call('pay.executePayment', splitUser(request), options),
    refundPayment: (request, options) => call('pay.refundPayment', splitUser(request), options),
    getPaymentStatus: (request, options) => call('pay.getPaymentStatus', splitUser(request), options),
    amounts,
  }
}

/**
 * Divides a price into the amounts of make-payment: the VAT is ⌈taxed part ÷ 11⌉, as documented, and what remains of the
 * taxed part is `amountTaxable`.
 *
 * @example
 * ```ts
 * amounts({ total: 25_000 })
 * // { amount: 25000, amountTaxFree: 0, amountTaxable: 22727, amountVat: 2273, amountServiceFee: 0 }
 * ```
 * @throws CodedError `ERR_INVALID_REQUEST`: not whole won, or parts that exceed the total
 */
export function amounts({ total, taxFree = 0, serviceFee = 0 }: Price): PayAmounts {
  for (const [name, value] of Object.entries({ total, taxFree, serviceFee })) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new CodedError('ERR_INVALID_REQUEST', `${name} must be whole won, 0 or more, not ${value}.`)
    }
  }
  const divided = payAmounts({ amount: total, amountTaxFree: taxFree, amountServiceFee: serviceFee })
  if (divided === null) {
    const parts = `taxFree (${taxFree}) and serviceFee (${serviceFee})`
    throw new CodedError('ERR_INVALID_REQUEST', `${parts} together exceed total (${total}).`)
  }
  return divided
}

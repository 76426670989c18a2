/** The amounts of a make-payment request, in won. */
export interface PayAmountsRequest {
  readonly amount: number
  readonly amountTaxFree: number
  readonly amountTaxable?: number | undefined
  readonly amountVat?: number | undefined
  readonly amountServiceFee?: number | undefined
}

/** Every amount of a payment, in won; `amount` is the sum of the other four. */
export interface PayAmounts {
  readonly amount: number
  readonly amountTaxFree: number
  /** Without the VAT on it. */
  readonly amountTaxable: number
  readonly amountVat: number
  readonly amountServiceFee: number
}

/**
 * Fills in what a make-payment request leaves out, or gives `null` when its amounts do not add up.
 *
 * - Both `amountTaxable` and `amountVat` given: the four parts must sum to `amount`. (In the public Toss Pay sample
 *   25,000 = 0 tax-free + 22,727 taxable + 2,273 VAT + 0 service fee.)
 * - `amountVat` left out: it is ⌈amountTaxable ÷ 11⌉ (documented). One eleventh is the VAT inside a price, so that
 *   `amountTaxable` is taken to contain it; that reading is assumed.
 * - `amountTaxable` left out: Toss takes what remains of `amount` and works out the VAT (documented).
 *
 * @example
 * ```ts
 * payAmounts({ amount: 25_000, amountTaxFree: 0 })
 * // { amount: 25000, amountTaxFree: 0, amountTaxable: 22727, amountVat: 2273, amountServiceFee: 0 }
 * ```
 */
export function payAmounts(request: PayAmountsRequest): PayAmounts | null {
  const { amount, amountTaxFree, amountServiceFee = 0 } = request
  const withVat = amount - amountTaxFree - amountServiceFee
  if (withVat < 0) return null
  const amountVat = request.amountVat ?? Math.ceil((request.amountTaxable ?? withVat) / 11)
  const amountTaxable = taxableWithoutVat(request, withVat, amountVat)
  if (amountTaxable < 0 || amountTaxable + amountVat !== withVat) return null
  return { amount, amountTaxFree, amountTaxable, amountVat, amountServiceFee }
}

function taxableWithoutVat({ amountTaxable, amountVat }: PayAmountsRequest, withVat: number, vat: number): number {
  if (amountTaxable === undefined) return withVat - vat
  return amountVat === undefined ? amountTaxable - vat : amountTaxable
}

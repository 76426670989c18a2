import type { OperationId } from './catalogue.js'
import { documented, observed, type Provenance } from './provenance.js'
import { redacted } from './redact.js'
import type { Violation } from './violation.js'

/** A field that an API of the same house has, and this one has not. */
interface MistakenField {
  /** What to do, without the full stop. */
  readonly fix: string
  readonly provenance: Provenance
}

const revised = '2026-12-01'
const nativeTossPay = documented(
  'public Toss Pay API: it has the field; the Toss Pay guide of Apps in Toss has not',
  revised,
)
const tossPayments = documented(
  'Toss Payments API: it has the field; the Toss Pay guide of Apps in Toss has not',
  revised,
)

function called(name: string, provenance: Provenance): MistakenField {
  return { fix: `it is called ${name} here`, provenance }
}

const nobodyCalls: MistakenField = {
  fix: 'leave it out: no result is sent to the partner, ask get-payment-status',
  provenance: nativeTossPay,
}

const wholeRefund: MistakenField = {
  fix: 'leave it out: the whole payment is refunded, whatever is sent',
  provenance: documented('Toss Pay guide: full refund only'),
}

const payToken = called('payToken', tossPayments)
const orderNo = called('orderNo', tossPayments)

/** By operation and field. The right name is given where the field has one. */
const mistakenFields: Partial<Record<OperationId, Readonly<Record<string, MistakenField>>>> = {
  'pay.makePayment': {
    productDescription: called('productDesc', observed('a public client of this API sends it', revised)),
    orderName: called('productDesc', tossPayments),
    orderId: orderNo,
    taxFreeAmount: called('amountTaxFree', tossPayments),
    totalAmount: called('amount', tossPayments),
    autoExecute: {
      fix: 'leave it out: no money moves until execute-payment is called',
      provenance: nativeTossPay,
    },
    resultCallback: nobodyCalls,
  },
  'pay.executePayment': { paymentKey: payToken, orderId: orderNo },
  'pay.refundPayment': {
    paymentKey: payToken,
    cancelReason: called('reason', tossPayments),
    amount: wholeRefund,
    cancelAmount: wholeRefund,
    refundAmount: wholeRefund,
  },
  'pay.getPaymentStatus': { paymentKey: payToken, orderId: orderNo },
}

/** The stable keyword of a field that belongs to another API. */
export const unknownField = 'unknownField'

/** The fields of a request's body that belong to another API, each with what to send in its place. */
export function mistakenFieldsIn(id: OperationId, body: unknown): Violation[] {
  const mistaken = mistakenFields[id]
  if (mistaken === undefined || typeof body !== 'object' || body === null) return []
  return Object.entries(mistaken)
    .filter(([name]) => Object.hasOwn(body, name))
    .map(([name, { fix, provenance }]) => {
      const field = `request.body.${name}`
      const value = redacted((body as Record<string, unknown>)[name])
      const message = `${field} is not a field of this operation (${unknownField}): ${fix}.`
      return { operation: id, field, rule: unknownField, message, expected: fix, value, provenance }
    })
}

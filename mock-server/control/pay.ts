import type { JsonSchema } from '../../contracts/index.js'
import type { CancelOptions, PaymentsSide, PaySetUp } from '../toss-side/pay.js'
import type { ApproveOptions } from '../toss-side/pay-approval.js'
import type { Page } from '../world/store.js'
import {
  approveSchema,
  paymentSchema,
  paySettingsSchema,
  paySetUpSchema,
  payTotalsSchema,
  walletSchema,
} from './pay-schemas.js'
import type { ControlRequest, ControlRoute, ControlSurroundings } from './route.js'
import { listOf } from './schemas.js'

const tag = 'pay'
const nothing = { type: 'object', additionalProperties: false } as const satisfies JsonSchema

/** Toss Pay: what the user in the app, Toss and the banks do. `{payment}` is a payToken or an orderNo. */
export const payRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/payments',
    operationId: 'listPayments',
    summary: 'The payments, in the order of their creation',
    tag,
    query: {
      type: 'object',
      properties: {
        limit: { type: 'integer', minimum: 1, maximum: 1000, description: '100 unless told.' },
        after: { type: 'string', description: 'A payToken: only those created after this payment.' },
      },
    },
    answer: listOf('payments', paymentSchema),
    handle: async (request, surroundings) => ({
      payments: await payments(request, surroundings).list(request.query as Page),
    }),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/payments/{payment}',
    operationId: 'getPayment',
    summary: 'One payment',
    tag,
    answer: paymentSchema,
    handle: (request, surroundings) => payments(request, surroundings).get(paymentOf(request)),
  },
  step({
    name: 'approve',
    summary: 'The user authenticates in checkoutPayment, and chooses how to pay',
    body: approveSchema,
    take: (side, payment, body) => side.approve(payment, body as ApproveOptions),
  }),
  step({
    name: 'cancel',
    summary: 'The user, or Toss, cancels the payment before it is executed',
    body: { type: 'object', properties: { by: { enum: ['USER', 'TOSS'] } }, additionalProperties: false },
    take: (side, payment, body) => side.cancel(payment, body as CancelOptions),
  }),
  step({
    name: 'hold',
    summary: 'Keep the next execution, or the refund, in progress',
    take: (side, payment) => side.hold(payment),
  }),
  step({
    name: 'complete',
    summary: 'Complete an execution or a refund that is in progress',
    take: (side, payment) => side.complete(payment),
  }),
  step({
    name: 'settle',
    summary: 'Settle the payment, or its refund, with the merchant',
    take: (side, payment) => side.settle(payment),
  }),
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/payment-totals',
    operationId: 'getPaymentTotals',
    summary: 'What was paid and refunded so far, in won',
    tag,
    answer: payTotalsSchema,
    handle: (request, surroundings) => payments(request, surroundings).totals(),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/payment-settings',
    operationId: 'getPaymentSettings',
    summary: 'The merchant key, and the banks’ maintenance window',
    tag,
    answer: paySettingsSchema,
    handle: (request, surroundings) => payments(request, surroundings).settings(),
  },
  {
    method: 'PATCH',
    path: '/mini-apps/{miniApp}/payment-settings',
    operationId: 'setUpPayments',
    summary: 'Change the merchant key or the banks’ maintenance window',
    tag,
    body: paySetUpSchema,
    answer: paySettingsSchema,
    handle: (request, surroundings) => payments(request, surroundings).setUp(request.body as PaySetUp),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/users/{userKey}/wallet',
    operationId: 'getWallet',
    summary: 'The accounts and cards of a user',
    tag,
    answer: walletSchema,
    handle: (request, surroundings) => payments(request, surroundings).wallet(Number(request.path.userKey)),
  },
]

function step(given: {
  name: string
  summary: string
  body?: JsonSchema
  take: (side: PaymentsSide, payment: string, body: unknown) => unknown
}): ControlRoute {
  const { name, summary, body = nothing, take } = given
  return {
    method: 'POST',
    path: `/mini-apps/{miniApp}/payments/{payment}/${name}`,
    operationId: `${name}Payment`,
    summary,
    tag,
    body,
    answer: paymentSchema,
    handle: (request, surroundings) => take(payments(request, surroundings), paymentOf(request), request.body),
  }
}

function payments({ path }: ControlRequest, { tossSide }: ControlSurroundings): PaymentsSide {
  return tossSide(path.miniApp as string).payments
}

const paymentOf = ({ path }: ControlRequest) => path.payment as string

import {
  type OrderView as PlainOrderView,
  orderViewShape as plainShape,
  viewOfOrder as plainView,
} from '../world/order-states.js'
import { list, type Of, object, saying, word } from '../world/shape.js'
import type { Order, OrderState } from '../world/shapes/purchase.js'

/** From which states the steps of an order start. */
export const orderSteps = {
  pay: ['ORDER_IN_PROGRESS'],
  fail: ['ORDER_IN_PROGRESS'],
  answerGrant: ['PAYMENT_COMPLETED'],
  completeProductGrant: ['PAYMENT_COMPLETED'],
  refund: ['PAYMENT_COMPLETED', 'PURCHASED'],
} as const satisfies Record<string, readonly OrderState[]>

/** What can be done to an order. */
export type OrderStep = keyof typeof orderSteps
const stepNames = Object.keys(orderSteps) as OrderStep[]

/** An order as a test looks at it. */
export type OrderView = Of<typeof orderViewShape>
export const orderViewShape = object({
  ...plainShape.properties,
  /** The steps that its state allows. */
  possible: saying(list(word(...stepNames)), 'The steps that its state allows.'),
})

/** The order with what `now` makes of it, and with what can be done to it. */
export function viewOfOrder(order: Order, now: number): OrderView {
  const view = plainView(order, now)
  return { ...view, possible: possibleSteps(view) }
}

function possibleSteps({ state, grant }: PlainOrderView): OrderStep[] {
  return stepNames
    .filter((name) => (orderSteps[name] as readonly OrderState[]).includes(state))
    .filter((name) => name !== 'answerGrant' || grant === 'WAITING')
}

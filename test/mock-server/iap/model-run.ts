import fc from 'fast-check'
import { expect } from 'vitest'
import { type OrderStatus, type SuccessOf, statusesWithoutOrder } from '../../../contracts/index.js'
import { isCodedError } from '../../../errors/index.js'
import type { MockServer, TossSide } from '../../../mock-server/index.js'
import { orderArrows } from '../../../mock-server/world/order-states.js'
import type { OrderState } from '../../../mock-server/world/shapes/purchase.js'
import type { Runs } from '../runs.js'
import { IapModel, type ModelOrder, type ModelStep } from './model.js'

type Status = SuccessOf<'iap.getOrderStatus'>

/** A mock whose mini-app sells something. */
export interface Shop extends Pick<MockServer, 'toss' | 'clock'> {
  /** get-order-status, as the mini-app asks it. */
  status(orderId: string): Promise<Status>
  /** The same, as another mini-app does. */
  statusForStranger(orderId: string): Promise<Status>
}

const seconds = fc.constantFrom(0, 0, 0, 1, 20)
const steps: ModelStep[] = [
  'pay',
  'pay',
  'pay',
  'grant',
  'grant',
  'refuse',
  'complete',
  'fail',
  'refund',
  'fault',
  'repair',
]
const starts = fc.record({ kind: fc.constant('start' as const), user: fc.nat(1), product: fc.nat(1), seconds })
const moves = fc.record({
  kind: fc.constant('step' as const),
  order: fc.nat(5),
  step: fc.constantFrom(...steps),
  seconds,
})
const reads = fc.record({ kind: fc.constant('read' as const), order: fc.nat(5) })
const advances = fc.record({ kind: fc.constant('advance' as const), seconds: fc.constantFrom(1, 9, 29, 30, 3_600) })
const actions = fc.oneof(
  { weight: 3, arbitrary: starts },
  { weight: 9, arbitrary: moves },
  { weight: 3, arbitrary: reads },
  { weight: 2, arbitrary: advances },
)
type Action = typeof actions extends fc.Arbitrary<infer Value> ? Value : never

/** Does the same to the model and to a mock, in any order. */
export async function compareIapWithModel(shop: Shop, runs: Runs): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { minLength: 20, maxLength: 60, size: 'max' }), async (sequence) => {
      const run = await startRun(shop)
      for (const action of sequence) await run.take(action)
      await run.compareLists()
    }),
    runs,
  )
}

const racing = fc.record({
  kind: fc.constantFrom('grant', 'refuse', 'complete', 'refund', 'status'),
  order: fc.nat(2),
})

/** Lets 50 callers race for a few orders: each is granted once, and refunded once. */
export async function raceIap(shop: Shop, runs: Runs): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(racing, { minLength: 50, maxLength: 50 }), async (race) => {
      const { orders } = shop.toss
      const ids = await Promise.all([0, 1, 2].map(async () => (await paidOrder(shop.toss)).orderId))
      const won = await Promise.all(race.map(({ kind, order }) => raceFor(shop, kind, ids[order] as string)))
      for (const [index, orderId] of ids.entries()) {
        const wins = (kind: string) =>
          race.filter((entry, at) => entry.order === index && entry.kind === kind && won[at])
        const { state, grantedAt, refundedAt } = await orders.get(orderId)
        expect(wins('grant').length).toBeLessThanOrEqual(1)
        expect(wins('refund').length).toBe(refundedAt === null ? 0 : 1)
        expect(wins('grant').length + wins('refuse').length).toBeLessThanOrEqual(1)
        expect(wins('grant').length + wins('complete').length > 0).toBe(grantedAt !== null)
        expect(state === 'REFUNDED').toBe(refundedAt !== null)
      }
    }),
    runs,
  )
}

/** Lets 50 callers buy one non-consumable for one user. */
export async function raceForOne({ toss: { orders, products, users } }: Shop): Promise<void> {
  const sku = (await products.list()).find(({ type }) => type === 'NON_CONSUMABLE')?.sku ?? ''
  const { userKey } = await users.create()
  const purchases = Array.from({ length: 50 }, () => orders.purchase({ sku, userKey }))
  const outcomes = await Promise.allSettled(purchases)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
  expect(new Set(reasons)).toEqual(new Set(['ERR_CONFLICT']))
}

/** The model and the mock side by side. Each run has users and orders of its own, in the same mini-app. */
async function startRun({ clock, toss, status: statusOf, statusForStranger }: Shop) {
  const products = (await toss.products.list()).filter(({ type }) => type !== 'SUBSCRIPTION')
  const users = [await toss.users.create(), await toss.users.create()].map(({ userKey }) => userKey)
  const model = new IapModel(products.map(({ type }) => type === 'NON_CONSUMABLE'))
  const ids: string[] = []
  const states: OrderState[] = []

  async function start({ user, product, seconds: notFoundForSeconds }: Extract<Action, { kind: 'start' }>) {
    const options = { userKey: users[user] as number, sku: products[product]?.sku as string, notFoundForSeconds }
    const refusal = model.start(user, product, notFoundForSeconds * 1000)
    const started = toss.orders.start(options)
    if (refusal !== undefined) return expect(started).rejects.toThrow(new RegExp(`^${refusal}`))
    ids.push((await started).orderId)
    states.push('ORDER_IN_PROGRESS')
  }

  async function compare(order: ModelOrder) {
    const at = model.orders.indexOf(order)
    const orderId = ids[at] as string
    const answer = await statusOf(orderId)
    expect(answer.status).toBe(model.status(order))
    expect(answer.sku).toBe(
      (statusesWithoutOrder as readonly string[]).includes(answer.status) ? undefined : products[order.product]?.sku,
    )
    const { state, status } = await toss.orders.get(orderId)
    expect({ state, status }).toEqual({ state: order.state, status: answer.status })
    const before = states[at] as OrderState
    expect(state === before || orderArrows[before].includes(state), `${before} → ${state}`).toBe(true)
    expect(order.grants).toBeLessThanOrEqual(1)
    states[at] = state
  }

  return {
    async take(action: Action): Promise<void> {
      if (action.kind === 'start') return start(action)
      if (action.kind === 'advance') {
        clock.advance(action.seconds * 1000)
        await clock.settled()
        model.now += action.seconds * 1000
        return
      }
      const at = action.order % Math.max(1, model.orders.length)
      const order = model.orders[at]
      if (order === undefined) return
      if (action.kind === 'step') {
        const expected = model.step(order, action.step, action.seconds * 1000)
        expect(await stepOf(toss, ids[at] as string, action.step, action.seconds), action.step).toBe(expected)
      } else {
        const seen = await statusForStranger(ids[at] as string)
        expect(seen).toMatchObject({ status: 'MINIAPP_MISMATCH' })
        expect(seen).not.toHaveProperty('sku')
      }
      await compare(order)
    },
    /** What the SDK shows to each user, and that no money appeared or vanished. */
    async compareLists(): Promise<void> {
      let kept = 0
      for (const [user, userKey] of users.entries()) {
        const idsOf = (places: number[]) => places.map((at) => ids[at])
        const { orders: pending } = await toss.orders.getPendingOrders({ userKey })
        expect(pending.map(({ orderId }) => orderId)).toEqual(idsOf(model.paidBy(user, ['PAYMENT_COMPLETED'])))
        const { orders: settled } = await toss.orders.getCompletedOrRefundedOrders({ userKey })
        const expected = idsOf(model.paidBy(user, ['PURCHASED', 'REFUNDED'])).reverse()
        expect(settled.map(({ orderId }) => orderId)).toEqual(expected)
        for (const { orderId, status } of settled) {
          expect(status === 'REFUNDED').toBe(model.orders[ids.indexOf(orderId)]?.state === 'REFUNDED')
        }
        const completed = settled.filter(({ status }) => status === 'COMPLETED')
        for (const { sku } of [...pending, ...completed]) kept += products.find((each) => each.sku === sku)?.amount ?? 0
      }
      const all = await Promise.all(ids.map((orderId) => toss.orders.get(orderId)))
      const paid = all.filter(({ paidAt }) => paidAt !== null).reduce((sum, { amount }) => sum + amount, 0)
      const refunded = all.filter(({ refundedAt }) => refundedAt !== null).reduce((sum, { amount }) => sum + amount, 0)
      expect(paid - refunded).toBe(kept)
    },
  }
}

/** Whether the Toss side could do it; anything but a conflict is a bug. */
async function stepOf(toss: TossSide, orderId: string, step: ModelStep, inProgressForSeconds = 0): Promise<boolean> {
  const { orders } = toss
  const take = {
    pay: () => orders.pay(orderId, { inProgressForSeconds }),
    grant: () => orders.answerGrant(orderId, true),
    refuse: () => orders.answerGrant(orderId, false),
    complete: () => orders.completeProductGrant(orderId),
    fail: () => orders.fail(orderId),
    refund: () => orders.refund(orderId),
    fault: () => orders.setProviderFault(orderId, true),
    repair: () => orders.setProviderFault(orderId, false),
  }[step]
  try {
    return (await take()) !== false
  } catch (error) {
    if (isCodedError(error, 'ERR_CONFLICT')) return false
    throw error
  }
}

async function paidOrder(toss: TossSide) {
  const { orderId } = await toss.orders.start()
  return toss.orders.pay(orderId)
}

async function raceFor(shop: Shop, kind: string, orderId: string): Promise<boolean> {
  if (kind !== 'status') return stepOf(shop.toss, orderId, kind as ModelStep)
  const { status } = await shop.status(orderId)
  expect(['PAYMENT_COMPLETED', 'PURCHASED', 'REFUNDED'] satisfies OrderStatus[]).toContain(status)
  return true
}

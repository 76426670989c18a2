import fc from 'fast-check'
import { expect } from 'vitest'
import type { PayStatus } from '../../../contracts/index.js'
import { isCodedError } from '../../../errors/index.js'
import { payArrows } from '../../../mock-server/world/payment-states.js'
import type { Runs } from '../runs.js'
import { createPayModel, type ModelCall, type ModelPayment, type ModelStep } from './model.js'
import type { Answer, Partner } from './partner.js'

let begun = 0

const pick = fc.nat({ max: 3 })
// Mostly the owner and the right environment, so that sequences get somewhere.
const rarely = fc.integer({ min: 0, max: 9 }).map((digit) => digit === 0)
const by = fc.constantFrom('USER' as const, 'TOSS' as const)
const won = fc.integer({ min: 1, max: 100_000 })

const makes = fc.record({
  kind: fc.constant('make' as const),
  order: pick,
  amount: won,
  taxFree: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: won }),
  stranger: fc.boolean(),
  live: rarely,
})
const calls = fc.record({
  kind: fc.constantFrom('execute' as const, 'refund' as const, 'status' as const),
  payment: pick,
  stranger: rarely,
  wrongEnvironment: rarely,
})
const steps = fc.record({
  kind: fc.constantFrom('approve' as const, 'cancel' as const, 'hold' as const, 'complete' as const, 'settle' as const),
  payment: pick,
  by,
})
const advances = fc.record({ kind: fc.constant('advance' as const), seconds: fc.integer({ min: 1, max: 900 }) })
const approvals = fc.record({ kind: fc.constant('approve' as const), payment: pick, by })
type Generated<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never
type Make = Generated<typeof makes>
type Ask = Generated<typeof calls>
type Step = Generated<typeof steps>
type Action = Make | Ask | Step | Generated<typeof advances>

const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 2, arbitrary: makes },
  { weight: 3, arbitrary: approvals },
  { weight: 4, arbitrary: steps },
  { weight: 8, arbitrary: calls },
  { weight: 1, arbitrary: advances },
)

/** Does the same to the model and to a mock, in any order. `users`: two who are linked. */
export async function comparePayWithModel(partner: Partner, users: readonly number[], runs: Runs): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { minLength: 30, maxLength: 80, size: 'max' }), async (sequence) => {
      const run = await startRun(partner, users)
      for (const action of sequence) await run.take(action)
      await run.compareAll()
    }),
    runs,
  )
}

const racing = fc.record({
  kind: fc.constantFrom('execute' as const, 'execute' as const, 'refund' as const, 'hold' as const, 'settle' as const),
  payment: fc.nat({ max: 3 }),
})

/** Lets 50 callers execute, refund, hold and settle the same few payments: no money moves twice. */
export async function racePay(partner: Partner, runs: Runs): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(racing, { minLength: 50, maxLength: 50 }), async (race) => {
      const { payments } = partner.mock.toss
      const before = await payments.totals()
      const tokens = await Promise.all([1, 10, 100, 1_000].map((amount) => approved(partner, amount)))
      const won = await Promise.all(race.map(({ kind, payment }) => raceFor(partner, kind, tokens[payment] as string)))
      let paid = 0
      let refunded = 0
      for (const [index, payToken] of tokens.entries()) {
        const wins = (kind: string) =>
          race.filter((entry, at) => entry.payment === index && entry.kind === kind && won[at]).length
        const { amounts, execution, refund } = await payments.get(payToken)
        paid += execution === null ? 0 : amounts.amount
        refunded += refund === null ? 0 : amounts.amount
        expect(wins('execute')).toBeLessThanOrEqual(1)
        expect(wins('refund')).toBeLessThanOrEqual(wins('execute'))
        expect(wins('settle')).toBeLessThanOrEqual(1)
      }
      expect(await payments.totals()).toEqual({ paid: before.paid + paid, refunded: before.refunded + refunded })
    }),
    runs,
  )
}

/** The model and the mock side by side. Each run has payments of its own, in the same mini-app. */
async function startRun(partner: Partner, users: readonly number[]) {
  const { clock, toss } = partner.mock
  const model = createPayModel()
  const name = `run${++begun}`
  const before = await toss.payments.totals()
  const tokens = new Map<ModelPayment, string>()
  const seen = new Map<string, PayStatus>()

  const outcome = ({ errorCode, resultType }: Answer) => errorCode ?? resultType
  const callOf = (
    payment: ModelPayment,
    { stranger, wrongEnvironment }: { stranger: boolean; wrongEnvironment: boolean },
  ) => {
    const user = stranger ? (users.find((other) => other !== payment.owner) as number) : payment.owner
    return { user, isTestPayment: payment.isTestPayment !== wrongEnvironment } satisfies ModelCall
  }

  async function make({ order, amount, taxFree, stranger, live }: Make) {
    const user = users[stranger ? 1 : 0] as number
    const request = { orderNo: `${name}-${order}`, amount, isTestPayment: !live }
    const expected = model.make({ ...request, taxFree, user })
    const body = { ...request, productDesc: '티셔츠', amountTaxFree: taxFree }
    const reply = await partner.call('pay.makePayment', body, { userKey: user })
    expect(outcome(reply)).toBe(expected)
    if (expected === 'SUCCESS') tokens.set(model.payments.at(-1) as ModelPayment, reply.success.payToken)
  }

  async function call(action: Ask, payment: ModelPayment) {
    const { user, isTestPayment } = callOf(payment, action)
    const caller = { userKey: user }
    const body = { payToken: tokens.get(payment), isTestPayment }
    if (action.kind === 'execute') {
      const expected = model.execute(payment, { user, isTestPayment })
      expect(outcome(await partner.call('pay.executePayment', body, caller))).toBe(expected)
    } else if (action.kind === 'refund') {
      const expected = model.refund(payment, { user, isTestPayment })
      expect(outcome(await partner.call('pay.refundPayment', { ...body, reason: '변심' }, caller))).toBe(expected)
    } else {
      const reply = await partner.call('pay.getPaymentStatus', body, caller)
      expect(reply.errorCode ?? reply.success.payStatus).toBe(model.status(payment, { user, isTestPayment }))
    }
  }

  async function compare(payment: ModelPayment) {
    const payToken = tokens.get(payment) as string
    const { status } = await toss.payments.get(payToken)
    expect(status, payment.orderNo).toBe(payment.status)
    const last = seen.get(payToken) ?? 'PAY_STANDBY'
    expect(reachable(last), `${last} → ${status}`).toContain(status)
    seen.set(payToken, status)
  }

  return {
    async take(action: Action): Promise<void> {
      if (action.kind === 'make') return make(action)
      if (action.kind === 'advance') {
        clock.advance(action.seconds * 1000)
        await clock.settled()
        return model.advance(action.seconds * 1000)
      }
      const payment = model.payments[action.payment % Math.max(1, model.payments.length)]
      if (payment === undefined) return
      if ('stranger' in action) await call(action, payment)
      else
        expect(await stepOf(partner, action.kind, tokens.get(payment) as string, action.by)).toBe(
          model.step(payment, action.kind, action.by),
        )
      await compare(payment)
    },
    async compareAll(): Promise<void> {
      for (const payment of model.payments) await compare(payment)
      const { paid, refunded } = await toss.payments.totals()
      expect({ paid: paid - before.paid, refunded: refunded - before.refunded }).toEqual(model.money)
      for (const payToken of tokens.values())
        expect(await balanceOf(partner, payToken)).toBe(await expectedBalanceOf(partner, payToken))
    },
  }
}

/** What the transactions of get-payment-status add up to. */
async function balanceOf(partner: Partner, payToken: string): Promise<number> {
  const { userKey, mode } = await partner.mock.toss.payments.get(payToken)
  const body = { payToken, isTestPayment: mode === 'TEST' }
  const { success } = await partner.call('pay.getPaymentStatus', body, { userKey })
  return success.transactions.reduce((sum, { transactionAmount }) => sum + transactionAmount, 0)
}

async function expectedBalanceOf(partner: Partner, payToken: string): Promise<number> {
  const { status, amounts } = await partner.mock.toss.payments.get(payToken)
  return ['PAY_COMPLETE', 'SETTLEMENT_COMPLETE', 'REFUND_PROGRESS'].includes(status) ? amounts.amount : 0
}

/** Every status that arrows lead to; itself included. */
function reachable(from: PayStatus): Set<PayStatus> {
  const found = new Set([from])
  for (const status of found) for (const next of payArrows[status]) found.add(next)
  return found
}

/** Whether the Toss side could do it; anything but a conflict is a bug. */
async function stepOf(partner: Partner, step: ModelStep, payToken: string, by: 'USER' | 'TOSS') {
  const { payments } = partner.mock.toss
  try {
    await (step === 'cancel' ? payments.cancel(payToken, { by }) : payments[step](payToken))
    return true
  } catch (error) {
    if (isCodedError(error, 'ERR_CONFLICT')) return false
    throw error
  }
}

async function approved(partner: Partner, amount: number): Promise<string> {
  const payToken = await partner.make({ amount })
  await partner.mock.toss.payments.approve(payToken)
  return payToken
}

async function raceFor(
  partner: Partner,
  kind: 'execute' | 'refund' | 'hold' | 'settle',
  payToken: string,
): Promise<boolean> {
  if (kind === 'execute') return (await partner.execute(payToken)).resultType !== 'FAIL'
  if (kind === 'refund') return (await partner.refund(payToken)).resultType !== 'FAIL'
  return stepOf(partner, kind, payToken, 'TOSS')
}

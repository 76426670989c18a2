import { executionResults } from '../../contracts/index.js'
import { type PromotionState, promotionStates, stateOf } from '../world/promotion.js'
import { resultOf } from '../world/promotion-payout.js'
import { count, duration, list, moment, name, type Of, object, orNull, saying, userKey, word } from '../world/shape.js'
import { type Grant, type Promotion, promotionMailShape } from '../world/shapes/promotion.js'

/** From which states the console's steps lead. */
export const promotionSteps = {
  approve: { from: ['NOT_APPROVED'], to: 'APPROVED' },
  stop: { from: ['RUNNING', 'SCHEDULED'], to: 'STOPPED' },
  resume: { from: ['STOPPED'], to: 'APPROVED' },
  end: { from: ['NOT_APPROVED', 'SCHEDULED', 'RUNNING', 'STOPPED'], to: 'ENDED' },
} as const satisfies Record<string, { from: readonly PromotionState[]; to: Promotion['stage'] }>

/** A step of the console. */
export type PromotionStep = keyof typeof promotionSteps
const stepNames = Object.keys(promotionSteps) as PromotionStep[]

/** The steps that are possible in a state. */
export function stepsFrom(state: PromotionState): PromotionStep[] {
  return stepNames.filter((name) => (promotionSteps[name].from as readonly PromotionState[]).includes(state))
}

/** A promotion, as the console shows it. Instants are ISO 8601, on the mock's clock. */
export interface PromotionView extends Of<typeof promotionViewShape> {}
export const promotionViewShape = object({
  code: name,
  state: word(...promotionStates),
  /** budget = remaining + pending + granted, always. */
  budget: saying(count, 'remaining + pending + granted, always.'),
  remaining: count,
  pending: count,
  granted: count,
  perGrantLimit: count,
  perUserLimit: count,
  startsAt: orNull(moment),
  endsAt: orNull(moment),
  payoutDelaySeconds: saying(orNull(duration), 'Null: a grant is PENDING until it is settled.'),
  /** What is still to go wrong. */
  failNext: object({ executions: count, payouts: count }),
  /** The mails that the console sent: one at 80 % of each budget. */
  mails: list(object({ ...promotionMailShape.properties, at: moment })),
  /** Set where it has ended for good: by itself, because it was spent, or in the console. */
  ended: orNull(object({ by: word('SPENT', 'CONSOLE'), at: moment })),
  /** The first execution with its TEST_ code, which the console demands before the start. */
  testedAt: orNull(moment),
  createdAt: moment,
  /** The steps that its state allows. */
  possible: saying(list(word(...stepNames)), 'The steps that its state allows.'),
})

/** One grant of points. */
export interface GrantView extends Of<typeof grantViewShape> {}
export const grantViewShape = object({
  key: name,
  /** As it was executed: with `TEST_` where it grants nothing. */
  promotionCode: name,
  userKey,
  amount: count,
  result: word(...executionResults),
  executedAt: moment,
  /** When it was or will be decided; null: when `settle` decides. */
  decidesAt: orNull(moment),
})

/** What the Toss side shows of a promotion whose books are closed. */
export function promotionView(promotion: Promotion, now: number): PromotionView {
  const { stage: _stage, failNextExecutions, failNextPayouts, ...rest } = promotion
  const { startsAt, endsAt, mails, ended, testedAt, createdAt } = promotion
  const state = stateOf(promotion, now)
  return {
    ...rest,
    state,
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    failNext: { executions: failNextExecutions, payouts: failNextPayouts },
    mails: mails.map((mail) => ({ ...mail, at: iso(mail.at) })),
    ended: ended && { ...ended, at: iso(ended.at) },
    testedAt: iso(testedAt),
    createdAt: iso(createdAt),
    possible: stepsFrom(state),
  }
}

/** What the Toss side shows of a grant. */
export function grantView(grant: Grant, now: number): GrantView {
  const { key, promotionCode, userKey, amount, executedAt, decidesAt } = grant
  const result = resultOf(grant, now)
  return { key, promotionCode, userKey, amount, result, executedAt: iso(executedAt), decidesAt: iso(decidesAt) }
}

function iso(instant: number): string
function iso(instant: number | null): string | null
function iso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString()
}

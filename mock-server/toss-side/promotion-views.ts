import type { ExecutionResult } from '../../contracts/index.js'
import { resultOf } from '../world/payout.js'
import { type PromotionState, stateOf } from '../world/promotion.js'
import type { Grant, Promotion } from '../world/shapes/promotion.js'

/** A promotion, as the console shows it. Instants are ISO 8601, on the mock's clock. */
export interface PromotionView {
  readonly code: string
  readonly state: PromotionState
  /** budget = remaining + pending + granted, always. */
  readonly budget: number
  readonly remaining: number
  readonly pending: number
  readonly granted: number
  readonly perGrantLimit: number
  readonly perUserLimit: number
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly payoutDelaySeconds: number | null
  /** What is still to go wrong. */
  readonly failNext: { readonly executions: number; readonly payouts: number }
  /** The mails that the console sent: one at 80 % of each budget. */
  readonly mails: readonly { readonly about: 'BUDGET_80_PERCENT'; readonly budget: number; readonly at: string }[]
  /** Set where it has ended for good: by itself, because it was spent, or in the console. */
  readonly ended: { readonly by: 'SPENT' | 'CONSOLE'; readonly at: string } | null
  /** The first execution with its TEST_ code, which the console demands before the start. */
  readonly testedAt: string | null
  readonly createdAt: string
}

/** One grant of points. */
export interface GrantView {
  readonly key: string
  /** As it was executed: with `TEST_` where it grants nothing. */
  readonly promotionCode: string
  readonly userKey: number
  readonly amount: number
  readonly result: ExecutionResult
  readonly executedAt: string
  /** When it was or will be decided; null: when `settle` decides. */
  readonly decidesAt: string | null
}

/** What the Toss side shows of a promotion whose books are closed. */
export function promotionView(promotion: Promotion, now: number): PromotionView {
  const { stage: _stage, queues: _queues, failNextExecutions, failNextPayouts, ...rest } = promotion
  const { startsAt, endsAt, mails, ended, testedAt, createdAt } = promotion
  return {
    ...rest,
    state: stateOf(promotion, now),
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    failNext: { executions: failNextExecutions, payouts: failNextPayouts },
    mails: mails.map((mail) => ({ ...mail, at: iso(mail.at) })),
    ended: ended && { ...ended, at: iso(ended.at) },
    testedAt: iso(testedAt),
    createdAt: iso(createdAt),
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

import type { Promotion } from './shapes/promotion.js'
import type { Transaction, View } from './store.js'

/** No person may get more points than this of one promotion. Documented. */
export const pointsPerPerson = 5_000

/** The prefix of codes that grant nothing. Each promotion has such a twin by itself. */
export const testPrefix = 'TEST_'

/** What a promotion can be. */
export const promotionStates = ['NOT_APPROVED', 'SCHEDULED', 'RUNNING', 'STOPPED', 'ENDED'] as const

/** What a promotion is at an instant. */
export type PromotionState = (typeof promotionStates)[number]

/** The promotion that every mini-app has without any set-up. */
export const defaultPromotion: Promotion = {
  code: 'WELCOME_POINT',
  budget: 1_000_000,
  remaining: 1_000_000,
  pending: 0,
  granted: 0,
  perGrantLimit: pointsPerPerson,
  perUserLimit: pointsPerPerson,
  startsAt: null,
  endsAt: null,
  stage: 'APPROVED',
  ended: null,
  payoutDelaySeconds: 0,
  failNextExecutions: 0,
  failNextPayouts: 0,
  mails: [],
  testedAt: null,
  createdAt: 0,
}

/** The promotion with exactly this code. */
export function promotionByCode(view: View, code: string): Promotion | undefined {
  return view.get('promotion', code) ?? (code === defaultPromotion.code ? defaultPromotion : undefined)
}

/** The promotion that a promotionCode of a request means, and whether it means its TEST_ twin. */
export function promotionMeant(
  view: View,
  promotionCode: string,
): { readonly promotion: Promotion; readonly test: boolean } | undefined {
  const test = promotionCode.startsWith(testPrefix)
  const promotion = promotionByCode(view, test ? promotionCode.slice(testPrefix.length) : promotionCode)
  return promotion && { promotion, test }
}

/** Every promotion: the default one, then in the order of their creation. */
export function allPromotions(view: View): Promotion[] {
  const own = view.list('promotion', { limit: Number.MAX_SAFE_INTEGER })
  return view.get('promotion', defaultPromotion.code) === undefined ? [defaultPromotion, ...own] : own
}

/** Adds or replaces a promotion. */
export function putPromotion(transaction: Transaction, promotion: Promotion): Promotion {
  transaction.put('promotion', promotion.code, promotion)
  return promotion
}

/** What the promotion is at `now`. */
export function stateOf({ stage, startsAt, endsAt }: Promotion, now: number): PromotionState {
  if (stage === 'ENDED' || (endsAt !== null && endsAt <= now)) return 'ENDED'
  if (stage !== 'APPROVED') return stage
  return startsAt !== null && startsAt > now ? 'SCHEDULED' : 'RUNNING'
}

/** Promises points to somebody: they leave the budget now. Mails when 80 % are gone. */
export function reserve(promotion: Promotion, amount: number, now: number): Promotion {
  const remaining = promotion.remaining - amount
  const { budget, mails } = promotion
  const isDue = (budget - remaining) * 10 >= budget * 8 && mails.at(-1)?.budget !== budget
  return {
    ...promotion,
    remaining,
    pending: promotion.pending + amount,
    mails: isDue ? [...mails, { about: 'BUDGET_80_PERCENT', budget, at: now }] : mails,
  }
}

/** Points that were promised have been granted, or go back. A promotion that has granted its whole budget ends. */
export function decide(promotion: Promotion, amount: number, outcome: 'SUCCESS' | 'FAILED', at: number): Promotion {
  const pending = promotion.pending - amount
  if (outcome === 'FAILED') return { ...promotion, pending, remaining: promotion.remaining + amount }
  const granted = promotion.granted + amount
  const isSpent = granted === promotion.budget && promotion.stage !== 'ENDED'
  return { ...promotion, pending, granted, ...(isSpent && { stage: 'ENDED', ended: { by: 'SPENT', at } }) }
}

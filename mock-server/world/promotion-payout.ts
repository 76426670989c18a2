import type { ExecutionResult } from '../../contracts/index.js'
import { decide, promotionByCode, putPromotion } from './promotion.js'
import type { Grant, Promotion } from './shapes/promotion.js'
import type { Transaction, View } from './store.js'

/** What became of a grant. */
export function resultOf({ decidesAt, outcome }: Grant, now: number): ExecutionResult {
  return decidesAt !== null && decidesAt <= now ? outcome : 'PENDING'
}

/** The points of one promotion that a user has or is about to get. */
export function pointsOf(view: View, promotionCode: string, userKey: number): number {
  return view.total('grant', 'points', `${promotionCode}\n${userKey}`)
}

/**
 * Brings a promotion's books up to date: grants whose time has come leave `pending`, and what failed goes back to
 * `remaining`. Each grant is touched once, however many there are.
 *
 * @param successes - at most so many that succeeded: for an execution, which asks only what is left of the budget
 */
export function closeBooks(
  transaction: Transaction,
  promotion: Promotion,
  now: number,
  successes = Number.POSITIVE_INFINITY,
): Promotion {
  let current = promotion
  for (const [outcome, most] of [
    ['FAILED', Number.POSITIVE_INFINITY],
    ['SUCCESS', successes],
  ] as const) {
    const unbooked = transaction.ranked('grant', 'unbooked', `${promotion.code}\n${outcome}`)
    for (let booked = 0; booked < most; booked++) {
      const grant = unbooked.at(0)
      if (grant === undefined || resultOf(grant, now) === 'PENDING') break
      current = book(transaction, current, grant)
    }
  }
  return current === promotion ? promotion : putPromotion(transaction, current)
}

/** Decides a pending grant now. */
export function settleGrant(transaction: Transaction, grant: Grant, outcome: Grant['outcome'], now: number): Grant {
  const decided = { ...grant, outcome, decidesAt: now }
  transaction.put('grant', grant.key, decided)
  const promotion = grant.test ? undefined : promotionByCode(transaction, grant.promotionCode)
  if (promotion !== undefined) putPromotion(transaction, book(transaction, promotion, decided))
  return decided
}

/** Writes a decided grant into the promotion's books, and gives the promotion back. */
export function book(transaction: Transaction, promotion: Promotion, grant: Grant): Promotion {
  const { key, amount, outcome, decidesAt, executedAt } = grant
  transaction.put('grant', key, { ...grant, booked: true })
  return decide(promotion, amount, outcome, decidesAt ?? executedAt)
}

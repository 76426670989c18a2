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
  return view.get('grantTotal', `${promotionCode}\n${userKey}`) ?? 0
}

/** Promises the user of a new grant its points. */
export function addPoints(transaction: Transaction, promotionCode: string, userKey: number, amount: number): void {
  const id = `${promotionCode}\n${userKey}`
  transaction.put('grantTotal', id, pointsOf(transaction, promotionCode, userKey) + amount)
}

/** Lets a new grant wait for its decision, `delay` seconds long, and gives the promotion back. */
export function enqueue(transaction: Transaction, promotion: Promotion, delay: number, grant: Grant): Promotion {
  const { code, queues } = promotion
  const name = `${code}\n${delay}\n${grant.outcome}`
  const { head, tail } = transaction.get('payoutQueue', name) ?? { head: 0, tail: 0 }
  transaction.put('payout', `${name}\n${tail}`, grant.key)
  transaction.put('payoutQueue', name, { head, tail: tail + 1 })
  return queues.includes(name) ? promotion : { ...promotion, queues: [...queues, name] }
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
  for (const name of promotion.queues) {
    const { head: first, tail } = transaction.get('payoutQueue', name) ?? { head: 0, tail: 0 }
    const end = name.endsWith('FAILED') ? tail : Math.min(tail, first + successes)
    let head = first
    for (; head < end; head++) {
      const id = `${name}\n${head}`
      const grant = transaction.get('grant', transaction.get('payout', id) ?? '')
      // One that the Toss side has decided is booked already.
      if (grant !== undefined && !grant.booked) {
        if (resultOf(grant, now) === 'PENDING') break
        current = book(transaction, current, grant)
      }
      transaction.delete('payout', id)
    }
    if (head > first) transaction.put('payoutQueue', name, { head, tail })
    if (head === tail) current = { ...current, queues: current.queues.filter((other) => other !== name) }
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
  const { key, amount, outcome, userKey, decidesAt, executedAt } = grant
  transaction.put('grant', key, { ...grant, booked: true })
  if (outcome === 'FAILED') addPoints(transaction, promotion.code, userKey, -amount)
  return decide(promotion, amount, outcome, decidesAt ?? executedAt)
}

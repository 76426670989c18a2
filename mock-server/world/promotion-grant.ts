import { promotionMeant, putPromotion, reserve, stateOf } from './promotion.js'
import { receiverOf } from './promotion-key.js'
import { book, closeBooks, pointsOf } from './promotion-payout.js'
import type { User } from './shapes/login.js'
import type { Grant, Promotion } from './shapes/promotion.js'
import type { Transaction, View } from './store.js'

/** Why a grant is refused. */
export type RefusalReason =
  | 'unknown-promotion'
  | 'key-used'
  | 'bad-key'
  | 'no-user'
  | 'fault'
  | 'not-approved'
  | 'not-started'
  | 'stopped'
  | 'ended'
  | 'spent'
  | 'above-budget'
  | 'above-grant-limit'
  | 'above-user-limit'
  | 'short'

/** Why a grant is refused, and the same in words for the developer. */
export interface Refused {
  readonly refused: RefusalReason
  readonly because: string
}

/** How many grants that succeeded an execution may book on its way; above 1, so that booking keeps up with executing. */
const successesBooked = 4

/** Executes a grant: the points leave the budget, or nothing is granted and the reason is given. */
export function executeGrant(
  transaction: Transaction,
  wanted: { promotionCode: string; key: string; amount: number; user: User | undefined; now: number },
): Grant | Refused {
  const { promotionCode, key, amount, now } = wanted
  const meant = promotionMeant(transaction, promotionCode)
  if (meant === undefined) return refuse('unknown-promotion', `this mini-app has no promotion ${promotionCode}`)
  const earlier = transaction.get('grant', key)
  if (earlier !== undefined) {
    const { executedAt, promotionCode: code } = earlier
    return refuse('key-used', `the key was used at ${iso(executedAt)} for ${earlier.amount} points of ${code}`)
  }
  const found = receiverOf(transaction, wanted)
  if ('refused' in found) return found
  const { userKey } = found.receiver
  const { test } = meant
  const promotion = closeBooks(transaction, meant.promotion, now, successesBooked)
  if (promotion.failNextExecutions > 0) {
    const failNextExecutions = promotion.failNextExecutions - 1
    putPromotion(transaction, { ...promotion, failNextExecutions })
    return refuse('fault', `the Toss side asked for this fault; ${failNextExecutions} more to come`)
  }
  const refusal =
    (test ? undefined : refuseState(promotion, now)) ?? refuseAmount(transaction, promotion, wanted, test, userKey)
  if (refusal !== undefined) return refusal

  const delay = promotion.payoutDelaySeconds
  const isFailing = !test && promotion.failNextPayouts > 0
  const grant: Grant = {
    key,
    promotionCode,
    test,
    userKey,
    amount,
    executedAt: now,
    decidesAt: delay === null ? null : now + delay * 1000,
    outcome: isFailing ? 'FAILED' : 'SUCCESS',
    booked: test,
  }
  transaction.put('grant', key, grant)
  if (test) {
    putPromotion(transaction, { ...promotion, testedAt: promotion.testedAt ?? now })
    return grant
  }
  const failNextPayouts = promotion.failNextPayouts - Number(isFailing)
  let reserved: Promotion = { ...reserve(promotion, amount, now), failNextPayouts }
  if (delay === 0) reserved = book(transaction, reserved, grant)
  putPromotion(transaction, reserved)
  return grant
}

function refuseState(promotion: Promotion, now: number): Refused | undefined {
  const { code, startsAt, endsAt, ended, remaining } = promotion
  switch (stateOf(promotion, now)) {
    case 'NOT_APPROVED':
      return refuse('not-approved', `promotion ${code} is not approved yet`)
    case 'SCHEDULED':
      return refuse('not-started', `promotion ${code} starts at ${iso(startsAt as number)}`)
    case 'STOPPED':
      return refuse('stopped', `promotion ${code} was stopped in the console`)
    case 'ENDED':
      return ended?.by === 'SPENT'
        ? refuse('spent', `promotion ${code} ended by itself: its budget was spent`)
        : refuse('ended', `promotion ${code} ended at ${iso(ended?.at ?? (endsAt as number))}`)
    case 'RUNNING':
      return remaining === 0
        ? refuse('spent', `the budget of promotion ${code} is promised to the last point`)
        : undefined
  }
}

function refuseAmount(
  view: View,
  { code, budget, remaining, perGrantLimit, perUserLimit }: Promotion,
  { amount }: { amount: number },
  test: boolean,
  userKey: number,
): Refused | undefined {
  if (amount > budget && !test) {
    return refuse('above-budget', `${amount} is above the budget of promotion ${code}, ${budget}`)
  }
  if (amount > perGrantLimit) {
    return refuse('above-grant-limit', `${amount} is above what promotion ${code} gives at one time, ${perGrantLimit}`)
  }
  if (test) return undefined
  const had = pointsOf(view, code, userKey)
  if (had + amount > perUserLimit) {
    return refuse('above-user-limit', `user ${userKey} has ${had} points of promotion ${code}; at most ${perUserLimit}`)
  }
  return amount > remaining
    ? refuse('short', `promotion ${code} has ${remaining} points left, not ${amount}`)
    : undefined
}

function refuse(refused: RefusalReason, because: string): Refused {
  return { refused, because }
}

const iso = (instant: number) => new Date(instant).toISOString()

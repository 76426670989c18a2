import { count, duration, instant, list, name, type Of, object, orNull, truth, userKey, word } from '../shape.js'

/** A mail that the console sent about a promotion. */
export const promotionMailShape = object({
  about: word('BUDGET_80_PERCENT'),
  /** The budget it speaks of; after a raise the next 80 % are mailed again. */
  budget: count,
  at: instant,
})

/** A promotion, as it is registered in the console. Its money: budget = remaining + pending + granted, always. */
export interface Promotion extends Of<typeof promotionShape> {}
export const promotionShape = object({
  code: name,
  budget: count,
  /** Points that are not promised to anybody. */
  remaining: count,
  /** Points that were executed and are not decided, as far as the books are kept; see `closeBooks`. */
  pending: count,
  granted: count,
  perGrantLimit: count,
  perUserLimit: count,
  startsAt: orNull(instant),
  endsAt: orNull(instant),
  stage: word('NOT_APPROVED', 'APPROVED', 'STOPPED', 'ENDED'),
  /** Set where it ended for good before its date. */
  ended: orNull(object({ by: word('SPENT', 'CONSOLE'), at: instant })),
  /** Seconds from the execution of a grant to its decision; null: until the Toss side decides. */
  payoutDelaySeconds: orNull(duration),
  /** So many executions to come are answered 4110. */
  failNextExecutions: count,
  /** So many grants to come will be FAILED. */
  failNextPayouts: count,
  mails: list(promotionMailShape),
  /** The first execution with the TEST_ code. */
  testedAt: orNull(instant),
  createdAt: instant,
})

/** What get-key gave: the right to one grant. */
export interface PromotionKey extends Of<typeof promotionKeyShape> {}
export const promotionKeyShape = object({
  key: name,
  /** Whom it was issued to, and how they were named; null where no user header was sent. */
  owner: orNull(object({ userKey, namedBy: word('userKey', 'anonKey') })),
  expiresAt: instant,
})

/** One grant of points, from its execution on. */
export interface Grant extends Of<typeof grantShape> {}
export const grantShape = object({
  key: name,
  /** As it was sent: with TEST_ where it grants nothing. */
  promotionCode: name,
  test: truth,
  userKey,
  amount: count,
  executedAt: instant,
  /** When it is decided; null: when the Toss side decides. */
  decidesAt: orNull(instant),
  outcome: word('SUCCESS', 'FAILED'),
  /** Whether the promotion's books have it as decided. */
  booked: truth,
})

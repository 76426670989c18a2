import { invalidOption } from '../world/checks/option-check.js'
import { pointsPerPerson, testPrefix } from '../world/promotion.js'
import {
  between,
  duration,
  matching,
  momentOrDate,
  type Of,
  type OptionsShape,
  options,
  orNull,
  type Shape,
  truth,
} from '../world/shape.js'

const durationUpTo = (maximum: number): Shape<number> => ({ ...duration, maximum })
const longest = 366 * 86_400
const most = 1_000_000_000_000

/** What can be set about a promotion. */
export interface PromotionSettings extends Of<typeof promotionSettings> {}
export const promotionSettings = options({
  /** Points in all; can be raised, not lowered. */
  budget: between(1, most),
  /** Points that one grant may give, 1 to 5,000; 5,000 by default. */
  perGrantLimit: between(1, pointsPerPerson),
  /** Points that one person may get, 1 to 5,000; 5,000 by default. */
  perUserLimit: between(1, pointsPerPerson),
  /** When it starts (ISO 8601 or Date, mock clock); null: it has started. */
  startsAt: orNull(momentOrDate),
  /** When it ends; null: it has no end. */
  endsAt: orNull(momentOrDate),
  /** Seconds that a grant is PENDING, default 0; null: until `settle` decides. */
  payoutDelaySeconds: orNull(durationUpTo(longest)),
})

const ofNew = {
  /** 1 to 100 letters, digits and `_.-`, not starting with `TEST_`; made up by default. */
  code: matching('^[A-Za-z0-9_.-]{1,100}$'),
  /** Whether its review is over, default true. */
  approved: truth,
}

/** A promotion to register. */
export interface PromotionOptions extends Of<typeof promotionOptions> {}
export const promotionOptions: OptionsShape<typeof ofNew & typeof promotionSettings.properties, 'budget'> = options(
  { code: ofNew.code, ...promotionSettings.properties, approved: ofNew.approved },
  ['budget'],
)

/** What is to go wrong. Each number takes the place of the one set before; 0 ends it. */
export interface PromotionFaults extends Of<typeof promotionFaults> {}
export const promotionFaults = options({
  /** So many calls of execute-promotion are answered 4110; the key can be used again. */
  executions: between(0, 1_000_000),
  /** So many grants to come end as FAILED, and the budget gets its points back. */
  payouts: between(0, 1_000_000),
})

/** What was given, with instants in milliseconds; what was left out stays out. */
export function readSettings<Given extends PromotionSettings>({ startsAt, endsAt, ...rest }: Given) {
  return {
    ...rest,
    ...(startsAt !== undefined && { startsAt: instantOf(startsAt) }),
    ...(endsAt !== undefined && { endsAt: instantOf(endsAt) }),
  }
}

/** @throws CodedError `ERR_INVALID_OPTION` where the dates are the wrong way round */
export function checkDates({ startsAt, endsAt }: { startsAt: number | null; endsAt: number | null }): void {
  if (startsAt === null || endsAt === null || startsAt < endsAt) return
  throw invalidOption('promotion.endsAt must be after promotion.startsAt', 'Give a later end, or null for none.')
}

/** @throws CodedError `ERR_INVALID_OPTION` for a code with the prefix of the TEST_ twins */
export function checkCode(code: string): void {
  if (!code.startsWith(testPrefix)) return
  throw invalidOption(
    `promotion.code must not start with ${testPrefix}`,
    `Leave the prefix out: each promotion has a twin whose code starts with ${testPrefix} and which grants nothing.`,
  )
}

const instantOf = (date: string | Date | null) => (date === null ? null : new Date(date).getTime())

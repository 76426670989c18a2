import type { JsonSchema } from '../../contracts/index.js'
import { pointsPerPerson, testPrefix } from '../world/promotion.js'
import { checkOptions, invalidOption } from './option-check.js'

/** What can be set about a promotion. */
export interface PromotionSettings {
  /** Points in all; can be raised, not lowered. */
  readonly budget?: number
  /** Points that one grant may give, 1 to 5,000; 5,000 unless told. */
  readonly perGrantLimit?: number
  /** Points that one person may get, 1 to 5,000; 5,000 unless told. */
  readonly perUserLimit?: number
  /** When it starts (ISO 8601 or Date, mock clock); null: it has started. */
  readonly startsAt?: string | Date | null
  /** When it ends; null: it has no end. */
  readonly endsAt?: string | Date | null
  /** Seconds that a grant is PENDING, default 0; null: until `settle` decides. */
  readonly payoutDelaySeconds?: number | null
}

/** A promotion to register. */
export interface PromotionOptions extends PromotionSettings {
  /** 1 to 100 letters, digits and `_.-`, not starting with `TEST_`; made up unless told. */
  readonly code?: string
  readonly budget: number
  /** Whether its review is over, default true. */
  readonly approved?: boolean
}

/** What is to go wrong. Each number takes the place of the one set before; 0 ends it. */
export interface PromotionFaults {
  /** So many calls of execute-promotion are answered 4110; the key can be used again. */
  readonly executions?: number
  /** So many grants to come end as FAILED, and the budget gets its points back. */
  readonly payouts?: number
}

const longest = 366 * 86_400
const most = 1_000_000_000_000

const settings = {
  budget: { type: 'integer', minimum: 1, maximum: most },
  perGrantLimit: { type: 'integer', minimum: 1, maximum: pointsPerPerson },
  perUserLimit: { type: 'integer', minimum: 1, maximum: pointsPerPerson },
  startsAt: { type: ['string', 'null'], format: 'date-time' },
  endsAt: { type: ['string', 'null'], format: 'date-time' },
  payoutDelaySeconds: { type: ['number', 'null'], minimum: 0, maximum: longest },
} as const satisfies Record<string, JsonSchema>

/** The shape of `create`'s argument. */
export const promotionOptionsSchema = {
  type: 'object',
  properties: {
    code: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,100}$' },
    ...settings,
    approved: { type: 'boolean' },
  },
  required: ['budget'],
  additionalProperties: false,
} as const satisfies JsonSchema

/** The shape of `update`'s changes. */
export const promotionSettingsSchema = {
  type: 'object',
  properties: settings,
  additionalProperties: false,
} as const satisfies JsonSchema

/** The shape of `failNext`'s argument. */
export const promotionFaultsSchema = {
  type: 'object',
  properties: {
    executions: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    payouts: { type: 'integer', minimum: 0, maximum: 1_000_000 },
  },
  additionalProperties: false,
} as const satisfies JsonSchema

/** What was given, checked, with instants in milliseconds; what was left out stays out. */
export function readSettings<Given extends PromotionSettings>(given: Given, schema: JsonSchema) {
  const { startsAt, endsAt, ...rest } = given
  const dates = {
    ...(startsAt !== undefined && { startsAt: iso(startsAt) }),
    ...(endsAt !== undefined && { endsAt: iso(endsAt) }),
  }
  checkOptions(schema, { ...rest, ...dates }, 'promotion')
  return {
    ...rest,
    ...(startsAt !== undefined && { startsAt: instant('startsAt', startsAt) }),
    ...(endsAt !== undefined && { endsAt: instant('endsAt', endsAt) }),
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

function iso(date: string | Date | null): string | null {
  if (!(date instanceof Date)) return date
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString()
}

function instant(name: string, date: string | Date | null): number | null {
  if (date === null) return null
  const milliseconds = new Date(date).getTime()
  if (Number.isNaN(milliseconds)) throw invalidOption(`promotion.${name} is no date: ${String(date)}`)
  return milliseconds
}

import { isVeryLarge, type ValueViolation, violationBound } from '../contracts/index.js'

/**
 * Rules whose breach leaves a message usable. The platform may add fields and values at any time, and a payment that went
 * through must not look like a failure because of a new kind of card.
 */
const harmlessRules = new Set([
  'additionalProperties',
  'contentType',
  'enum',
  'format',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'pattern',
])

/** Fields whose constant does not decide anything: the guide's own table writes `bearer`, and 201 is success as well. */
const looseConstants = new Set(['response.body.success.tokenType', 'response.status', 'body.eventVersion'])

type Found = Pick<ValueViolation, 'rule' | 'field' | 'mayBeNull'>

/**
 * Whether a message with this violation cannot be used: a field is missing that may not be null, or has another type, or a constant that
 * carries the meaning (such as the `code` of execute-payment) has another value.
 */
function isGrave({ rule, field, mayBeNull }: Found): boolean {
  return !harmlessRules.has(rule) && !(rule === 'const' && looseConstants.has(field)) && mayBeNull !== true
}

/**
 * The violations that keep a message from being used. Where a very large value has more than are reported, all of them count: a
 * grave one may stand behind them.
 */
export function graveOf<Violation extends Found>(
  violations: readonly Violation[],
  value: unknown,
): readonly Violation[] {
  const isCut = violations.length >= violationBound && isVeryLarge(value)
  return isCut ? violations : violations.filter(isGrave)
}

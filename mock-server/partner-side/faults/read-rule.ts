import type { JsonSchema } from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'
import type { FaultKind } from '../../record/fault-trace.js'
import { checkOptions, invalidOption } from '../../world/checks/option-check.js'
import { type Fault, faultKindNames, faultKinds, faultStatuses } from './fault.js'
import { type FaultRule, type FaultTarget, faultRuleShape, faultTargets, operationsOf } from './fault-rule.js'

/** A rule that can be: checked, with defaults filled in and instants in milliseconds. */
export interface ReadFaultRule {
  readonly operation: FaultTarget
  readonly userKey: number | null
  readonly next: number | null
  readonly every: number | null
  readonly probability: number | null
  readonly from: number | null
  readonly until: number | null
  readonly fault: Fault
}

/**
 * Checks a rule.
 *
 * @param field - the name of the value in messages, for example `rule`
 * @throws CodedError `ERR_INVALID_OPTION` for one that cannot be, with the list of what can
 */
export function readFaultRule(given: FaultRule, field = 'rule'): ReadFaultRule {
  const rule = withTextDates(given)
  checkTarget((rule as Partial<FaultRule> | null)?.operation, field)
  checkKind((rule as { fault?: unknown } | null)?.fault, `${field}.fault`)
  checkOptions(faultRuleShape, rule, field)
  const { operation = '*', userKey = null, when = {}, fault } = rule
  const { next = null, every = null, probability = null } = when
  const [from, until] = [instantOf(when.from, `${field}.when.from`), instantOf(when.until, `${field}.when.until`)]
  if (from !== null && until !== null && from >= until) {
    throw invalidOption(`${field}.when.until must be after ${field}.when.from`, 'Give a later end, or leave it out.')
  }
  if (fault.kind === 'refuse-handshake') {
    const name = rule.operation !== undefined ? 'operation' : rule.userKey !== undefined ? 'userKey' : undefined
    if (name !== undefined) {
      throw invalidOption(
        `${field}.${name} cannot go with the fault refuse-handshake: a connection comes before any operation and user`,
        `Leave ${name} out.`,
      )
    }
  }
  if (fault.kind === 'fail') checkCode(fault.code, operation, `${field}.fault.code`)
  if ('status' in fault && fault.status === 429 && fault.effect === true) {
    throw invalidOption(
      `${field}.fault.effect cannot be true with the status 429: a limit is checked before the operation`,
      `Leave effect out, or choose among ${faultStatuses.filter((status) => status !== 429).join(', ')}.`,
    )
  }
  return { operation, userKey, next, every, probability, from, until, fault }
}

/** Dates as ISO 8601, so that a rule is plain JSON. */
function withTextDates(rule: FaultRule): FaultRule {
  if (typeof rule?.when !== 'object' || rule.when === null) return rule
  const { from, until, ...rest } = rule.when
  const dates = {
    ...(from !== undefined && { from: textOf(from) }),
    ...(until !== undefined && { until: textOf(until) }),
  }
  return { ...rule, when: { ...rest, ...dates } }
}

function textOf(date: string | Date): string {
  if (!(date instanceof Date)) return date
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString()
}

function instantOf(date: string | Date | undefined, field: string): number | null {
  if (date === undefined) return null
  const instant = new Date(date).getTime()
  if (Number.isNaN(instant)) throw invalidOption(`${field} is no date: ${String(date)}`)
  return instant
}

const schemas = Object.fromEntries(
  faultKindNames.map((kind) => {
    const { properties, required } = faultKinds[kind]
    const fields = { kind: { const: kind }, ...properties }
    return [kind, { type: 'object', properties: fields, required, additionalProperties: false } satisfies JsonSchema]
  }),
) as unknown as Readonly<Record<FaultKind, JsonSchema>>

function checkTarget(operation: unknown, field: string): void {
  if (operation === undefined || faultTargets.includes(operation as FaultTarget)) return
  throw invalidOption(
    `${field}.operation must be an operation, a feature or *, not ${JSON.stringify(operation)}`,
    `Choose among ${faultTargets.join(', ')}.`,
  )
}

function checkKind(fault: unknown, field: string): void {
  const kind = (fault as { kind?: unknown } | null | undefined)?.kind
  if (typeof kind !== 'string' || !Object.hasOwn(faultKinds, kind)) {
    throw new CodedError('ERR_INVALID_OPTION', `${field}.kind must be a kind of fault, not ${JSON.stringify(kind)}`, {
      fix: `Choose among ${faultKindNames.join(', ')}.`,
    })
  }
  checkOptions(schemas[kind as FaultKind], fault, field)
}

/** A code that only some of the operations know would be a fault that cannot be at the others. */
function checkCode(code: string, target: FaultTarget, field: string): void {
  const known = operationsOf(target).map(({ failures }) => failures.map((failure) => failure.code))
  if (known.every((codes) => codes.includes(code))) return
  const [first = [], ...others] = known
  const common = [...new Set(first)].filter((each) => others.every((codes) => codes.includes(each)))
  const who = operationsOf(target).length === 1 ? `of ${target}` : `of every operation of ${target}`
  throw invalidOption(
    `${field} must be a failure code ${who}, not ${JSON.stringify(code)}`,
    `Choose among ${common.join(', ')}.`,
  )
}

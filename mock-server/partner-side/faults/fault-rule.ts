import { type Feature, features, type Operation, type OperationId, operations } from '../../../contracts/index.js'
import {
  between,
  count,
  duration,
  moment,
  momentOrDate,
  type Of,
  object,
  options,
  orNull,
  type Shape,
  saying,
  text,
  userKey,
  word,
} from '../../world/shape.js'
import { type Fault, faultKindNames, faultKinds } from './fault.js'

/** Which calls a rule is about: one operation, those of a feature, or all. */
export type FaultTarget = OperationId | Feature | '*'

/** Every value of `operation`. */
export const faultTargets: readonly FaultTarget[] = ['*', ...features, ...operations.map(({ id }) => id)]

/** The operations that a rule is about. */
export function operationsOf(target: FaultTarget): readonly Operation[] {
  return operations.filter(({ id, feature }) => target === '*' || target === id || target === feature)
}

const chance: Shape<number> = { ...duration, maximum: 1 }
const someCalls = between(1, 1_000_000_000)

/** When a rule strikes; always, where nothing is said. What is said must hold together. */
export interface FaultCondition extends Of<typeof conditionShape> {}
const conditionShape = options({
  /** Only the next so many calls that the rule is about; after them it is gone. */
  next: saying(someCalls, 'Only the next so many calls.'),
  /** Every nth of these calls: 3 is the 3rd, the 6th and so on. */
  every: saying(someCalls, 'Every nth of these calls.'),
  /** With this probability, 0 to 1, drawn from the mock's seed: the same calls, the same strikes. */
  probability: saying(chance, 'Drawn from the mock’s seed.'),
  /** From this instant on the mock's clock (ISO 8601 or Date). Calls before it are not counted. */
  from: saying(momentOrDate, 'On the mock’s clock.'),
  /** Before this instant on the mock's clock. */
  until: saying(momentOrDate, 'On the mock’s clock; before this instant.'),
})

const faultFields = Object.assign({}, ...Object.values(faultKinds).map(({ properties }) => properties))

/** The fields of each kind, in words: what the flat schema cannot say. */
const fieldsOfKinds = faultKindNames.map((kind) => `${kind} (${fieldsOf(kind).join(', ') || 'nothing'})`).join(', ')

/**
 * It is flat: which fields belong to which kind is said in words, and checked by `readFaultRule`, whose messages name the
 * kind.
 */
const faultShape: Shape<Fault> = {
  type: 'object',
  description: `The kinds and their fields: ${fieldsOfKinds}.`,
  'x-fields-by': {
    field: 'kind',
    fields: Object.fromEntries(faultKindNames.map((kind) => [kind, Object.keys(faultKinds[kind].properties)])),
  },
  properties: { kind: word(...faultKindNames), ...faultFields },
  required: ['kind'],
  additionalProperties: false,
}

/** What is to go wrong, with which calls, and when. */
export interface FaultRule extends Of<typeof faultRuleShape> {}
export const faultRuleShape = options(
  {
    /** Default `*`. Not with `refuse-handshake`, which comes before any operation. */
    operation: saying(word(...faultTargets), 'An operation, a feature, or * for all, which is the default.'),
    /** Only calls that concern this user, by whatever names them: a header, a token, a code. */
    userKey: saying(userKey, 'Only calls that concern this user.'),
    when: saying(conditionShape, 'When it strikes; always, where nothing is said.'),
    fault: faultShape,
  },
  ['fault'],
)

/** A rule that can still strike. */
export interface FaultRuleView extends Of<typeof faultRuleView> {}
export const faultRuleView = object({
  id: text,
  operation: word(...faultTargets),
  userKey: orNull(userKey),
  /** Null where that condition was not given; instants in ISO 8601. */
  when: object({
    next: orNull(someCalls),
    every: orNull(someCalls),
    probability: orNull(chance),
    from: orNull(moment),
    until: orNull(moment),
  }),
  fault: faultShape,
  /** How many calls it was about so far. */
  seen: saying(count, 'How many calls it was about so far.'),
  /** How many of them it struck. */
  struck: saying(count, 'How many of them it struck.'),
})

function fieldsOf(kind: Fault['kind']): string[] {
  const { properties, required } = faultKinds[kind]
  return Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
}

import {
  type Feature,
  features,
  type JsonSchema,
  type Operation,
  type OperationId,
  operations,
} from '../../../contracts/index.js'
import { type Fault, faultKindNames, faultKinds } from './fault.js'

/** Which calls a rule is about: one operation, those of a feature, or all. */
export type FaultTarget = OperationId | Feature | '*'

/** When a rule strikes; always, where nothing is said. What is said must hold together. */
export interface FaultCondition {
  /** Only the next so many calls that the rule is about; after them it is gone. */
  readonly next?: number
  /** Every nth of these calls: 3 is the 3rd, the 6th and so on. */
  readonly every?: number
  /** With this probability, 0 to 1, drawn from the mock's seed: the same calls, the same strikes. */
  readonly probability?: number
  /** From this instant on the mock's clock (ISO 8601 or Date). Calls before it are not counted. */
  readonly from?: string | Date
  /** Before this instant on the mock's clock. */
  readonly until?: string | Date
}

/** What is to go wrong, with which calls, and when. */
export interface FaultRule {
  /** Default `*`. Not with `refuse-handshake`, which comes before any operation. */
  readonly operation?: FaultTarget
  /** Only calls that concern this user, by whatever names them: a header, a token, a code. */
  readonly userKey?: number
  readonly when?: FaultCondition
  readonly fault: Fault
}

/** Every value of `operation`. */
export const faultTargets: readonly FaultTarget[] = ['*', ...features, ...operations.map(({ id }) => id)]

/** The operations that a rule is about. */
export function operationsOf(target: FaultTarget): readonly Operation[] {
  return operations.filter(({ id, feature }) => target === '*' || target === id || target === feature)
}

const count = { type: 'integer', minimum: 1, maximum: 1_000_000_000 } as const satisfies JsonSchema
const instant = { type: 'string', format: 'date-time' } as const satisfies JsonSchema

const conditionSchema = {
  type: 'object',
  properties: {
    next: { ...count, description: 'Only the next so many calls.' },
    every: { ...count, description: 'Every nth of these calls.' },
    probability: { type: 'number', minimum: 0, maximum: 1, description: 'Drawn from the mock’s seed.' },
    from: { ...instant, description: 'On the mock’s clock.' },
    until: { ...instant, description: 'On the mock’s clock; before this instant.' },
  },
  additionalProperties: false,
} as const satisfies JsonSchema

const faultFields = Object.assign({}, ...Object.values(faultKinds).map(({ properties }) => properties)) as Record<
  string,
  JsonSchema
>

/** The fields of each kind, in words: what the flat schema cannot say. */
const fieldsOfKinds = faultKindNames.map((kind) => `${kind} (${fieldsOf(kind).join(', ') || 'nothing'})`).join(', ')

/**
 * The JSON Schema of a rule, for the control API and for seed files. It is flat: which fields belong to which kind is said
 * in words, and checked by `readFaultRule`, whose messages name the kind.
 */
export const faultRuleSchema = {
  type: 'object',
  properties: {
    operation: {
      type: 'string',
      enum: faultTargets,
      description: 'An operation, a feature, or * for all, which is the default.',
    },
    userKey: { type: 'integer', minimum: 1, description: 'Only calls that concern this user.' },
    when: { ...conditionSchema, description: 'When it strikes; always, where nothing is said.' },
    fault: {
      type: 'object',
      description: `The kinds and their fields: ${fieldsOfKinds}.`,
      properties: { kind: { type: 'string', enum: faultKindNames }, ...faultFields },
      required: ['kind'],
      additionalProperties: false,
    },
  },
  required: ['fault'],
  additionalProperties: false,
} as const satisfies JsonSchema

function fieldsOf(kind: Fault['kind']): string[] {
  const { properties, required } = faultKinds[kind]
  return Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
}

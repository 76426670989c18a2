/** Who writes the value: the client sends it, or has to read it. */
export type Direction = 'sent' | 'received'

/** Whether a client that works with the first document can fail with the second. `info`: nothing changes on the wire. */
export type Effect = 'breaking' | 'compatible' | 'info'

/** Effects of a rule where they depend on who writes the value. */
type Effects = Effect | { readonly [D in Direction]: Effect }

const narrowing = { sent: 'breaking', received: 'compatible' } as const
const widening = { sent: 'compatible', received: 'breaking' } as const

/**
 * Every kind of change, and its effect on clients. A client that sends needs what it was allowed to stay allowed; a client
 * that receives must not meet what was ruled out before. `docs/contract-diff.md` explains each; a test keeps the two equal.
 */
export const changeRules = {
  'operation-removed': 'breaking',
  'operation-added': 'compatible',
  'operation-moved': 'breaking',
  'webhook-removed': 'breaking',
  'webhook-added': 'compatible',
  'server-removed': 'breaking',
  'server-added': 'compatible',
  'security-tightened': narrowing,
  'security-loosened': widening,
  'user-tightened': 'breaking',
  'user-loosened': 'compatible',
  'body-required': narrowing,
  'body-optional': widening,
  'body-added': widening,
  'body-removed': 'breaking',
  'content-type-removed': narrowing,
  'content-type-added': widening,
  'status-added': widening,
  'status-removed': narrowing,
  'code-added': 'breaking',
  'code-removed': 'compatible',
  'code-status-changed': 'breaking',
  'parameter-removed': 'breaking',
  'field-removed': 'breaking',
  'field-added': 'compatible',
  'field-added-required': narrowing,
  'field-added-closed': widening,
  'field-required': narrowing,
  'field-optional': widening,
  'type-changed': 'breaking',
  'type-narrowed': narrowing,
  'type-widened': widening,
  'null-refused': narrowing,
  'null-allowed': widening,
  'enum-narrowed': narrowing,
  'enum-widened': widening,
  'rule-tightened': narrowing,
  'rule-loosened': widening,
  'rule-changed': 'breaking',
  'other-fields-refused': narrowing,
  'other-fields-allowed': widening,
  'form-removed': narrowing,
  'form-added': widening,
  'encryption-changed': 'breaking',
  'provenance-changed': 'info',
  'reason-changed': 'info',
  'fact-added': 'info',
  'fact-removed': 'info',
  'fact-changed': 'info',
  'variant-changed': 'info',
} as const satisfies Record<string, Effects>

/** One kind of change. */
export type ChangeRule = keyof typeof changeRules

/** One difference between two documents. */
export interface Change {
  readonly rule: ChangeRule
  readonly effect: Effect
  /** The operation's or webhook's id, or method and path; empty for the document as a whole. */
  readonly operation: string
  /** For example `request.body.amount` or `response 200.success.status`; empty where the operation as a whole is meant. */
  readonly field: string
  /** What was there, and what is there now. */
  readonly text: string
}

/** The effect of a rule. */
export function effectOf(rule: ChangeRule, direction: Direction): Effect {
  const effects: Effects = changeRules[rule]
  return typeof effects === 'string' ? effects : effects[direction]
}

import type { ValueViolation } from '../contracts/index.js'

/** One way in which a server is not like the contract. */
export interface Difference {
  /** Where: `response.body.error.errorCode`, `response.status`, `handshake` … */
  readonly field: string
  /** Which rule it breaks: a keyword of JSON Schema, `code`, `value`, `json`, `refused` … */
  readonly rule: string
  readonly expected: string
  /** What was seen; redacted. */
  readonly got: string
  /** Differences with the same key have the same cause, and make one finding. */
  readonly key: string
}

/** A difference, with every behaviour in which it shows. */
export interface Finding extends Omit<Difference, 'key'> {
  readonly behaviours: readonly string[]
}

/** What a difference is made of; without a `cause`, field, rule and expectation are the key. */
export function difference(given: Omit<Difference, 'key'> & { readonly cause?: string }): Difference {
  const { cause, ...rest } = given
  return { ...rest, key: cause ?? `${rest.field} ${rest.rule} ${rest.expected}` }
}

/** A violation of the contract as a difference. A status is one of its own for each value that came. */
export function differenceOf({ field, rule, expected, value }: ValueViolation): Difference {
  const got = value === undefined ? 'nothing' : inWords(value)
  const given = { field: field.replace(/\[\d+\]/g, '[]'), rule, expected, got }
  return difference(field === 'response.status' ? { ...given, cause: `${field} ${expected} ${got}` } : given)
}

/** A value for a report: JSON, cut where it is long. */
export function inWords(value: unknown, bound = 200): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value))
  return text.length <= bound ? text : `${text.slice(0, bound)}…`
}

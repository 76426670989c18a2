import type { OperationId } from './catalogue.js'
import type { Headers } from './header-value.js'
import { type RedactionPlan, redactionPlan } from './redaction-plan.js'
import { hideInText, hideTokens, isSensitiveName } from './sensitive-names.js'

/** What a redacted copy is cut to. */
export const redactionBounds = {
  /** Characters of one string. */
  string: 2_048,
  /** Items of one array. */
  items: 50,
  /** Fields of one object, or headers. */
  fields: 100,
  /** Levels of nesting. */
  depth: 12,
  /** Values in all. */
  values: 5_000,
  /** Characters of a field name. */
  name: 100,
} as const

/** The parts of a request that a journal keeps, safe to show. */
export interface RedactedRequest {
  readonly headers: Record<string, string>
  readonly body: unknown
}

interface Budget {
  values: number
}

function cut(text: string, bound: number = redactionBounds.string): string {
  return text.length <= bound ? text : `${text.slice(0, bound)}… [cut, ${text.length} chars]`
}

/** What stands in place of a sensitive value. Null stays: that a field is absent is not a secret. */
export function redacted(value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (typeof value === 'string') return `[redacted ${value.length} chars]`
  return `[redacted ${Array.isArray(value) ? 'array' : typeof value}]`
}

function copy(
  value: unknown,
  plan: RedactionPlan | undefined,
  request: RedactionPlan | undefined,
  depth: number,
  budget: Budget,
): unknown {
  if (plan?.sensitive) return redacted(value)
  if (typeof value === 'string') return hideTokens(cut(value))
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (depth >= redactionBounds.depth || budget.values <= 0) return Array.isArray(value) ? '[array]' : '[object]'

  if (Array.isArray(value)) {
    const kept = Math.min(value.length, redactionBounds.items)
    budget.values -= kept
    const items: unknown[] = []
    for (let index = 0; index < kept; index++) items.push(copy(value[index], plan?.items, request, depth + 1, budget))
    if (kept < value.length) items.push(`[${value.length - kept} more]`)
    return items
  }

  const fields: Record<string, unknown> = {}
  const rejected = rejectsSensitiveField(value, request)
  const names = Object.keys(value)
  const kept = Math.min(names.length, redactionBounds.fields)
  budget.values -= kept
  for (let index = 0; index < kept; index++) {
    const name = names[index] as string
    const field = (value as Record<string, unknown>)[name]
    const hidden = isSensitiveName(name) || (rejected && name === 'rejectedValue')
    put(
      fields,
      name,
      hidden ? redacted(field) : copy(field, plan?.fields?.get(name) ?? plan?.others, request, depth + 1, budget),
    )
  }
  if (kept < names.length) fields['…'] = `[${names.length - kept} more]`
  return fields
}

/** Sets a field, also one that is called `__proto__`. */
function put(fields: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true })
  else fields[name.length > redactionBounds.name ? cut(name, redactionBounds.name) : name] = value
}

/** Whether this is an entry of `errorDetails` that quotes the value of a sensitive field. */
function rejectsSensitiveField(entry: object, request: RedactionPlan | undefined): boolean {
  if (!('rejectedValue' in entry) || !('field' in entry) || typeof entry.field !== 'string') return false
  return isHidden(entry.field, request)
}

/** Whether a field of a request's body, given as a dotted path, holds what journal and logs do not show. */
export function isSensitiveField(id: OperationId, field: string): boolean {
  return isHidden(field, redactionPlan(id).request)
}

function isHidden(field: string, request: RedactionPlan | undefined): boolean {
  let plan = request
  for (const name of field.slice(0, redactionBounds.string).split(/[.[\]]+/)) {
    if (isSensitiveName(name)) return true
    plan = plan?.fields?.get(name) ?? plan?.items ?? plan
    if (plan?.sensitive) return true
  }
  return false
}

function safely<Result>(work: () => Result, otherwise: Result): Result {
  try {
    return work()
  } catch {
    return otherwise
  }
}

/**
 * A copy of `value` without the values of fields that `plan` or their name marks as sensitive, bounded by
 * {@link redactionBounds}. Never throws; what cannot be read becomes `[unreadable]`.
 */
export function redactValue(value: unknown, plan?: RedactionPlan, request?: RedactionPlan): unknown {
  return safely<unknown>(() => {
    if (typeof value === 'string' && !plan?.sensitive) return hideInText(cut(value))
    return copy(value, plan, request, 0, { values: redactionBounds.values })
  }, '[unreadable]')
}

/** A header's value as a journal may show it. The scheme of `Authorization` stays, as that is where mistakes are made. */
export function redactHeader(value: string): string {
  const scheme = /^(?:bearer|basic) /i.exec(value)?.[0] ?? ''
  return `${scheme}[redacted ${value.length - scheme.length} chars]`
}

function redactHeaders(headers: Headers, sensitive: ReadonlySet<string> | undefined): Record<string, string> {
  const result: Record<string, string> = {}
  let room: number = redactionBounds.fields
  for (const name of Object.keys(headers)) {
    if (room-- <= 0) break
    const value = headers[name]
    if (value === undefined) continue
    const text = typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : String(value)
    const hidden = isSensitiveName(name) || sensitive?.has(name.toLowerCase())
    put(result, name, hidden ? redactHeader(text) : hideTokens(cut(text)))
  }
  return result
}

/**
 * A request as journal and logs may show it: the values of fields and headers that the contract marks `x-sensitive`, and
 * of well-known names anywhere, replaced by `[redacted 128 chars]`; long strings, arrays and deep nesting cut. A body
 * that is a string is taken for text that is not JSON. Never throws.
 *
 * @param id - the operation; where none is given, only names decide
 *
 * @example
 * ```ts
 * redactRequest('login.generateToken', { headers: {}, body: { authorizationCode: 'abc', referrer: 'DEFAULT' } }).body
 * // { authorizationCode: '[redacted 3 chars]', referrer: 'DEFAULT' }
 * ```
 */
export function redactRequest(
  id: OperationId | undefined,
  request: { readonly headers: Headers; readonly body?: unknown },
): RedactedRequest {
  const plan = id === undefined ? undefined : safely(() => redactionPlan(id), undefined)
  return {
    headers: safely(() => redactHeaders(request.headers, plan?.headers), {}),
    body: redactValue(request.body, plan?.request),
  }
}

/**
 * A response body as journal and logs may show it; see {@link redactRequest}. Values that an error quotes back
 * (`errorDetails[].rejectedValue`) are hidden like the fields they belong to.
 */
export function redactResponse(id: OperationId | undefined, body: unknown): unknown {
  const plan = id === undefined ? undefined : safely(() => redactionPlan(id), undefined)
  return redactValue(body, plan?.response, plan?.request)
}

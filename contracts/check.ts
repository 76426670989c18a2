import { type OperationId, operation, type VariantChoices, variants } from './catalogue.js'
import {
  anyEnvelopeSchema,
  failEnvelopeSchema,
  otherEnvelopeSchema,
  resultTypes,
  successEnvelopeSchema,
} from './envelope.js'
import { expectedBy, quote } from './expectation.js'
import { mistakenFieldsIn } from './fields-of-other-apis.js'
import { type Headers, headerValue } from './header-value.js'
import { isObject } from './json.js'
import { bodyAsRead } from './null-as-absent.js'
import type { HeaderParameter, Operation, UserIdentification, Variant } from './operation.js'
import { documented, observed, type Provenance } from './provenance.js'
import { redactHeader } from './redact.js'
import type { JsonSchema } from './schema.js'
import { schemaViolations } from './schema-violations.js'
import { anonymousKeyHeader, headersOf, tossUserKeyHeader, userHeadersNeeded } from './user-headers.js'
import type { Violation } from './violation.js'

const plainSuccess = successEnvelopeSchema()
const plainFail = failEnvelopeSchema()
const plainOther = otherEnvelopeSchema()
const anyEnvelope = anyEnvelopeSchema()

/** What a request has to follow: the operation's own rules, or those that chosen variants put in their place. */
interface RequestRules {
  readonly user: UserIdentification
  readonly headers: readonly { readonly name: string; readonly parameter: HeaderParameter }[]
  readonly body: { readonly schema: JsonSchema; readonly required: boolean; readonly provenance: Provenance } | null
}

const defaultRules = new Map<OperationId, RequestRules>()

function rulesFor(id: OperationId, choices: VariantChoices | undefined): RequestRules {
  if (choices !== undefined && Object.keys(choices).length > 0) return makeRules(id, choices)
  let rules = defaultRules.get(id)
  if (rules === undefined) {
    rules = makeRules(id, {})
    defaultRules.set(id, rules)
  }
  return rules
}

function makeRules(id: OperationId, choices: VariantChoices): RequestRules {
  let { user, request: body, ...rest }: Operation = operation(id)
  for (const variant of variants as readonly Variant[]) {
    if (!variant.operations.includes(id)) continue
    const option = variant.options[(choices as Record<string, string>)[variant.id] ?? variant.default]
    user = option?.user ?? user
    if (option?.request !== undefined) {
      body = { required: body?.required ?? true, schema: option.request, provenance: option.provenance }
    }
  }
  const headers = headersOf({ ...rest, user, request: body })
  return {
    user,
    body,
    headers: headers.map((header) => ({
      name: header.name.toLowerCase(),
      parameter: { ...header, schema: { description: header.description, ...header.schema } },
    })),
  }
}

/**
 * Every way in which a request to an operation breaks the contract: its headers, how it names the user, its body.
 * Does not judge content type, method or path.
 *
 * @param request - `headers` with names in any case; `body` parsed, `undefined` when empty, a string when not JSON
 * @param choices - variants other than the defaults
 * @returns an empty list for a request that production is believed to accept
 *
 * @example
 * ```ts
 * checkRequest('login.generateToken', { headers: {}, body: { authorizationCode: 'abc' } })[0]?.message
 * // request.body.referrer is required and missing: send a string (DEFAULT from the Toss app, …).
 * ```
 */
export function checkRequest(
  id: OperationId,
  request: { readonly headers: Headers; readonly body?: unknown },
  choices?: VariantChoices,
): Violation[] {
  const { user, headers, body } = rulesFor(id, choices)
  const violations: Violation[] = []
  for (const { name, parameter } of headers) {
    const value = headerValue(request.headers, name)
    const field = `request.headers.${name}`
    const { schema, provenance } = parameter
    if (value !== undefined) {
      const place = { operation: id, field, provenance, shown: () => redactHeader(value) }
      violations.push(...schemaViolations(schema, value, place))
    } else if (parameter.required) {
      const expected = expectedBy(schema)
      const message = `${field} is required and missing: send ${parameter.description}.`
      violations.push({ operation: id, field, rule: 'required', message, expected, provenance })
    }
  }
  if (user === 'key' || user === 'optional-key') violations.push(...checkUser(id, request.headers, user))
  if (body === null) return violations
  const { schema, provenance } = body
  const place = { operation: id, field: 'request.body', provenance }
  if (request.body !== undefined) {
    const read = bodyAsRead(operation(id), schema, request.body, choices)
    violations.push(...schemaViolations(schema, read, place), ...mistakenFieldsIn(id, request.body))
  } else if (body.required) {
    const expected = `a JSON object with ${(schema.required ?? []).join(', ')}`
    const message = `request.body is required and missing: send ${expected}.`
    violations.push({ ...place, rule: 'required', message, expected })
  }
  return violations
}

/**
 * What the operation reads of a body that keeps the contract: the body itself, without what counts as left out.
 *
 * @param choices - variants other than the defaults
 */
export function readRequestBody(id: OperationId, body: unknown, choices?: VariantChoices): unknown {
  const rules = rulesFor(id, choices).body
  return rules === null ? body : bodyAsRead(operation(id), rules.schema, body, choices)
}

const userHeaderField = `request.headers.${tossUserKeyHeader.name}`

function checkUser(id: OperationId, headers: Headers, user: 'key' | 'optional-key'): Violation[] {
  const userKey = headerValue(headers, tossUserKeyHeader.name)
  const anonymousKey = headerValue(headers, anonymousKeyHeader.name)
  const expected = userHeadersNeeded[user]
  const { provenance } = tossUserKeyHeader
  if (userKey !== undefined && anonymousKey !== undefined) {
    const field = `request.headers.${anonymousKeyHeader.name}`
    const message = `${field} is sent together with ${tossUserKeyHeader.name} (oneOf): send ${expected}.`
    return [{ operation: id, field, rule: 'oneOf', message, expected, value: anonymousKey, provenance }]
  }
  if (userKey !== undefined || anonymousKey !== undefined) return []
  const violations: Violation[] = []
  if (user === 'key') {
    const message = `${userHeaderField} is required and missing: send ${expected}.`
    violations.push({ operation: id, field: userHeaderField, rule: 'required', message, expected, provenance })
  }
  const mistaken = headerValue(headers, 'x-user-key')
  if (mistaken !== undefined) {
    const field = 'request.headers.x-user-key'
    const message = `${field} is not a header of this API (unknownHeader): rename it to ${tossUserKeyHeader.name}.`
    const rule = { rule: 'unknownHeader', message, expected, value: mistaken, provenance }
    violations.push({ operation: id, field, ...rule })
  }
  return violations
}

const jsonAlways = documented('every response, errors included, is JSON')
const responseFormat = documented('response format')
const statuses = documented('error code table (2026-07/08): HTTP status of success and failures')
const codesKnown = observed('error code tables of the guides, and public reports')

/**
 * Every way in which a response of an operation breaks the contract: HTTP status, content type, envelope, payload, error
 * code and data. The answer of any variant is accepted; one that is wrong is judged by the answer that it is most like.
 *
 * @param response - `body` parsed; a string when it is not JSON
 * @returns an empty list for a response that the contract allows
 *
 * @example
 * ```ts
 * checkResponse('login.removeByUserKey', { status: 200, body: { resultType: 'SUCCESS', success: { userKey: '1' } } })
 * // [{ field: 'response.body.success.userKey', rule: 'type', … }]
 * ```
 */
export function checkResponse(
  id: OperationId,
  response: { readonly status: number; readonly body?: unknown; readonly contentType?: string | undefined },
): Violation[] {
  const violations = checkEnvelope(id, response.status, response.body)
  const judged = (violations.length === 0 ? violations : checkNearest(id, response, violations)).map(ofEnvelope)
  const { contentType } = response
  if (contentType !== undefined && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType)) {
    const field = 'response.headers.content-type'
    const message = `${field} must be application/json (contentType), and is ${quote(contentType)}: answer with JSON.`
    const expected = 'application/json'
    const base = { operation: id, field, rule: 'contentType', message, expected }
    judged.push({ ...base, value: contentType, provenance: jsonAlways })
  }
  return judged
}

/** That a failure says success: null is the envelope's form: whoever leaves it out has another one. */
function ofEnvelope(violation: Violation): Violation {
  const { mayBeNull: _, ...rest } = violation
  return violation.field === 'response.body.success' ? rest : violation
}

function checkEnvelope(id: OperationId, status: number, body: unknown): Violation[] {
  const { success, failures }: Operation = operation(id)
  const at = (field: string, source: Provenance) => ({ operation: id, field, provenance: source })
  const root = at('response.body', responseFormat)
  const envelope = body as { resultType?: unknown; success?: unknown; error?: { errorCode?: unknown; data?: unknown } }

  if (envelope?.resultType === 'SUCCESS') {
    const violations = [...schemaViolations(plainSuccess, body, root)]
    if (status !== 200) violations.push(statusViolation(id, status, [200], statuses))
    if (envelope.success === undefined) return violations
    return violations.concat(
      schemaViolations(success.schema, envelope.success, at('response.body.success', success.provenance)),
    )
  }

  if (envelope?.resultType === 'FAIL') {
    const violations = [...schemaViolations(plainFail, body, root)]
    const code = envelope.error?.errorCode
    if (typeof code !== 'string') return violations
    const matches = failures.filter((failure) => failure.code === code)
    const [failure] = matches
    if (failure === undefined) {
      violations.push(unknownCode(id, code, [...new Set(failures.map((known) => known.code))]))
      return violations
    }
    if (!matches.some((match) => match.httpStatus === status)) {
      const allowed = matches.map((match) => match.httpStatus)
      violations.push(statusViolation(id, status, allowed, failure.provenance))
    }
    const { data } = matches.find((match) => match.httpStatus === status) ?? failure
    if (data === undefined || typeof envelope.error?.data !== 'object' || envelope.error.data === null)
      return violations
    return violations.concat(
      schemaViolations(data, envelope.error.data, at('response.body.error.data', failure.provenance)),
    )
  }

  const known = (resultTypes as readonly unknown[]).includes(envelope?.resultType)
  return [...schemaViolations(known ? plainOther : anyEnvelope, body, root)]
}

function statusViolation(id: OperationId, status: number, allowed: number[], provenance: Provenance): Violation {
  const expected = allowed.join(' or ')
  const message = `response.status must be ${expected} with this body (const), and is ${status}: answer with ${expected}.`
  return { operation: id, field: 'response.status', rule: 'const', message, expected, value: status, provenance }
}

function unknownCode(id: OperationId, code: string, known: string[]): Violation {
  const field = 'response.body.error.errorCode'
  const expected = `one of ${known.map(quote).join(', ')}`
  const message = `${field} is ${quote(code)}, which the contract does not know for this operation (enum): known are ${known.map(quote).join(', ')}.`
  return { operation: id, field, rule: 'enum', message, expected, value: code.slice(0, 200), provenance: codesKnown }
}

/** The envelopes that a body can have been meant for. */
function envelopesLike(body: unknown): JsonSchema[] {
  const type = (body as { resultType?: unknown } | null | undefined)?.resultType
  if (type === 'SUCCESS') return [plainSuccess]
  return type === 'FAIL' ? [plainFail] : [plainSuccess, plainFail, plainOther]
}

/** Judges a body that breaks the default contract by the answer that it is most like: the default's, or a variant's. */
function checkNearest(
  id: OperationId,
  { status, body }: { readonly status: number; readonly body?: unknown },
  violations: Violation[],
): Violation[] {
  let nearest = { distance: Math.min(...envelopesLike(body).map((schema) => distanceTo(schema, body))), violations }
  for (const variant of variants as readonly Variant[]) {
    if (!variant.operations.includes(id)) continue
    for (const { response: shape, provenance } of Object.values(variant.options)) {
      if (shape === undefined) continue
      const place = { operation: id, field: 'response.body', provenance }
      const found = [...schemaViolations(shape.body, body, place)]
      if (shape.status !== status) found.push(statusViolation(id, status, [shape.status], provenance))
      if (found.length === 0) return found
      const distance = distanceTo(shape.body, body)
      const isAsNear = distance === nearest.distance && found.length < nearest.violations.length
      if (distance < nearest.distance || isAsNear) nearest = { distance, violations: found }
    }
  }
  return nearest.violations
}

/** How far the names in an object are from those that a schema gives; one outside weighs as much as four inside. */
function distanceTo({ properties, required = [] }: JsonSchema, value: unknown, weight = 1): number {
  if (properties === undefined || !isObject(value)) return 0
  const known = Object.entries(properties).filter(([name]) => Object.hasOwn(value, name))
  const missing = required.filter((name) => !Object.hasOwn(value, name)).length
  const unknown = Object.keys(value).length - known.length
  const inside = known.map(([name, schema]) => {
    const isOtherKind = schema.type !== undefined && isObject(value[name]) !== [schema.type].flat().includes('object')
    return isOtherKind ? weight : distanceTo(schema, value[name], weight / 4)
  })
  return inside.reduce((sum, one) => sum + one, weight * (missing + unknown))
}

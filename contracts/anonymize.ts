import { type OperationId, operation, operations, variants } from './catalogue.js'
import { responseShapes } from './envelope.js'
import { type Headers, headerValue } from './header-value.js'
import type { Operation, Variant } from './operation.js'
import type { JsonSchema } from './schema.js'
import { isSensitiveName } from './sensitive-names.js'
import { standInFor, standInText } from './stand-in.js'
import { anonymousKeyHeader, bearerHeader, headersOf, tossUserKeyHeader } from './user-headers.js'
import { copyAlong, nearestSchema, type Place, type Replacement } from './value-walk.js'

/** The parts of a request that say something about the contract, with nothing of their sender in it. */
export interface AnonymousRequest {
  readonly headers: Record<string, string>
  readonly body: unknown
}

/**
 * A copy of a request that is safe to publish, and about which the contract says the same: each rule that the original
 * keeps or breaks, the copy keeps or breaks. Where {@link redactRequest} hides what is known to be sensitive, this one keeps
 * only what is known to be harmless: the names of fields, null, true and false, numbers of fields that the contract knows
 * (but no userKey), and words where the contract lists words. Every other text and number becomes a made-up one. Of the
 * headers, those stay that the contract reads.
 *
 * @example
 * ```ts
 * const request = { headers: {}, body: { authorizationCode: 'a-secret', referrer: 'DEFAULT' } }
 * anonymizeRequest('login.generateToken', request).body // { authorizationCode: 'sample', referrer: 'DEFAULT' }
 * ```
 */
export function anonymizeRequest(
  id: OperationId,
  request: { readonly headers: Headers; readonly body?: unknown },
): AnonymousRequest {
  return {
    headers: anonymousHeaders(id, request.headers),
    body: request.body === undefined ? undefined : copyAlong(request.body, requestSchema(id, request.body), anonymous),
  }
}

/** A copy of a response body that is safe to publish; see {@link anonymizeRequest}. */
export function anonymizeResponse(id: OperationId, body: unknown): unknown {
  return body === undefined ? undefined : copyAlong(body, responseSchema(id, body), anonymous)
}

/** The schema that a request body was most likely made for: the operation's own, or that of a variant. */
export function requestSchema(id: OperationId, body: unknown): JsonSchema | undefined {
  const { request }: Operation = operation(id)
  const schemas = request === null ? [] : [request.schema]
  for (const variant of variants as readonly Variant[]) {
    if (!variant.operations.includes(id)) continue
    for (const option of Object.values(variant.options)) if (option.request) schemas.push(option.request)
  }
  return schemas.length === 0 ? undefined : nearestSchema(body, schemas)
}

const shapes = new Map<OperationId, readonly JsonSchema[]>()

/** The schema that a response body was most likely made for: success, one of the failures, or an answer of a variant. */
export function responseSchema(id: OperationId, body: unknown): JsonSchema {
  let schemas = shapes.get(id)
  if (schemas === undefined) {
    schemas = responseShapes(operation(id), variants).map(({ schema }) => schema)
    shapes.set(id, schemas)
  }
  const { resultType } = (body ?? {}) as { resultType?: unknown }
  const ofType = schemas.filter(({ properties }) => properties?.resultType?.enum?.includes(resultType))
  return nearestSchema(body, ofType.length === 0 ? schemas : ofType)
}

const anonymous: Replacement = {
  leaf(value, place) {
    if (typeof value === 'number') return isHarmlessNumber(place) ? value : standInFor(value, place.schema, place.name)
    if (typeof value !== 'string') return value
    return isHarmlessText(value, place) ? value : standInFor(value, place.schema, place.name)
  },
  name: (name, isKnown, index) => (isKnown || isPlainName(name) ? name : `field${index + 1}`),
}

function isHidden({ schema, name, isNamed }: Place): boolean {
  if (schema === undefined || !isNamed) return true
  return schema['x-sensitive'] === true || isSensitiveName(name) || /user_?key$/i.test(name)
}

function isHarmlessNumber(place: Place): boolean {
  if (isHidden(place)) return false
  const types = [place.schema?.type].flat()
  return types.includes('integer') || types.includes('number')
}

function isHarmlessText(text: string, place: Place): boolean {
  const { schema, path } = place
  if (path === 'error.errorCode') return /^(?:[A-Z][A-Z0-9_]{1,80}|\d{1,5})$/.test(text)
  if (path === 'error.reason') return knownReasons().has(text)
  if (path === 'error.data.errorDetails[].field') return text.split(/[.[\]\d]+/).every((name) => knownNames().has(name))
  if (isHidden(place)) return false
  // A word that an enumeration does not have is what a reader of the copy needs to see.
  if (schema?.enum !== undefined) return schema.enum.includes(text) || /^[A-Z][A-Z_]{1,40}$/.test(text)
  return schema?.const === text || schema?.examples?.includes(text) === true
}

function isPlainName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,39}$/.test(name)
}

const mediaType = /^[a-z]+\/[a-z.+-]{1,40}(?:\s*;\s*charset="?[a-z0-9-]{1,20}"?)?$/i

/** A `Content-Type` as it may be published: one that is not written as usual becomes the plainest of its kind. */
export function anonymousMediaType(contentType: string): string {
  if (mediaType.test(contentType)) return contentType
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType) ? 'application/json' : 'text/plain'
}

function anonymousHeaders(id: OperationId, headers: Headers): Record<string, string> {
  const copied: Record<string, string> = {}
  const contentType = headerValue(headers, 'content-type')
  if (contentType !== undefined) copied['content-type'] = anonymousMediaType(contentType)
  for (const name of ['x-user-key', tossUserKeyHeader.name, anonymousKeyHeader.name]) {
    if (headerValue(headers, name) !== undefined) copied[name] = standInText
  }
  const always = [tossUserKeyHeader, anonymousKeyHeader]
  for (const header of [...always, ...headersOf(operation(id))]) {
    const name = header.name.toLowerCase()
    const value = headerValue(headers, name)
    if (value !== undefined) copied[name] = headerStandIn(value, header.schema, name)
  }
  return copied
}

function headerStandIn(value: string, schema: JsonSchema, name: string): string {
  if (schema.pattern === bearerHeader.schema.pattern) {
    return value.replace(
      /^(bearer |basic )?.*$/is,
      (_, scheme = '') => `${scheme}${value === scheme ? '' : standInText}`,
    )
  }
  return String(standInFor(value, schema, name))
}

let reasons: Set<string> | undefined

/** Every reason text that the contract knows. */
function knownReasons(): Set<string> {
  reasons ??= new Set(operations.flatMap(({ failures }) => failures.map(({ reason }) => reason as string)))
  return reasons
}

let names: Set<string> | undefined

/** Every name that a field or header of a request has. */
function knownNames(): Set<string> {
  if (names !== undefined) return names
  names = new Set(['', 'body', 'x-toss-user-key', 'x-anon-key', 'Authorization'])
  for (const { request } of operations as readonly Operation[]) if (request !== null) collect(request.schema, names)
  return names
}

function collect(schema: JsonSchema, into: Set<string>): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    into.add(name)
    collect(field, into)
  }
  if (schema.items !== undefined) collect(schema.items, into)
}

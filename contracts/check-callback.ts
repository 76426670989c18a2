import { bearerAuthorization, type Callback, type CallbackId, type CallbackRequest, callbacks } from './callbacks.js'
import type { VariantChoices } from './catalogue.js'
import { checkValue, type ValueViolation } from './check-value.js'
import { type Headers, headerValue } from './header-value.js'
import type { HeaderParameter } from './operation.js'
import type { JsonSchema } from './schema.js'

/** A callback as it was sent: `query` of a GET, `body` (parsed) of a POST. */
export interface SentCallback {
  readonly method: string
  /** Names in any case. */
  readonly headers: Headers
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/**
 * Every way in which a request to the partner breaks the contract of a callback: method, headers, payload.
 *
 * @param choices - variants other than the defaults
 * @returns an empty list for a request that Toss is believed to send
 *
 * @example
 * ```ts
 * checkCallback('callbacks.unlink', { method: 'POST', headers, body: { userKey: 443731103 } })[0]?.message
 * // request.body.referrer is required and missing: send one of UNLINK, WITHDRAWAL_TERMS, WITHDRAWAL_TOSS (…).
 * ```
 */
export function checkCallback(id: CallbackId, sent: SentCallback, choices: VariantChoices = {}): ValueViolation[] {
  const callback: Callback = callbacks.find((candidate) => candidate.id === id) as Callback
  const requests = callback.requests.filter(({ method }) => method === sent.method)
  const [first] = requests
  if (first === undefined) {
    const methods = [...new Set(callback.requests.map(({ method }) => method))]
    return checkValue({ type: 'string', enum: methods }, sent.method, 'request.method')
  }
  const isBearer = id === 'callbacks.subscription' && choices['callbacks.webhookAuthorization'] === 'bearer'
  const headers = isBearer ? [bearerAuthorization] : callback.headers
  const payload = first.in === 'query' ? sent.query : sent.body
  return [
    ...headers.flatMap((header) => checkHeader(header, sent.headers)),
    ...checkValue(schemaFor(requests, payload), payload, `request.${first.in}`),
  ]
}

function checkHeader({ name, required, schema }: HeaderParameter, headers: Headers): ValueViolation[] {
  const key = name.toLowerCase()
  const value = headerValue(headers, key)
  const properties = { [key]: schema }
  return checkValue(
    { type: 'object', properties, required: required ? [key] : [] },
    value === undefined ? {} : { [key]: value },
    'request.headers',
  )
}

/** The one of several payloads whose constants are met; where none is, a schema that says which constants there are. */
function schemaFor(requests: readonly CallbackRequest[], payload: unknown): JsonSchema {
  const [only] = requests
  if (only !== undefined && requests.length === 1) return only.schema
  const fields = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {}
  const types = requests.map(({ schema }) => schema.properties?.eventType?.const)
  const meant = requests[types.indexOf(fields.eventType)]
  if (meant !== undefined && fields.eventType !== undefined) return meant.schema
  return { type: 'object', properties: { eventType: { type: 'string', enum: types } }, required: ['eventType'] }
}

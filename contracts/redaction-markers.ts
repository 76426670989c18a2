import { requestSchema, responseSchema } from './anonymize.js'
import { type OperationId, operation } from './catalogue.js'
import type { Headers } from './header-value.js'
import type { JsonSchema } from './schema.js'
import { standInText, validStandIn } from './stand-in.js'
import { headersOf } from './user-headers.js'
import { copyAlong, type Replacement } from './value-walk.js'

/**
 * The parts of a request as a journal shows them, with a made-up value in place of each that was hidden or cut. What is left
 * of a hidden value is its type (and that it was there): the made-up one has the same type, and keeps every other rule of the
 * contract, so that checking finds no fault with what cannot be seen. See {@link redactRequest}.
 */
export function fillRedactedRequest(
  id: OperationId,
  request: { readonly headers: Headers; readonly body?: unknown },
): { headers: Headers; body?: unknown } {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? fillHeader(id, name, value) : value,
    ]),
  )
  if (request.body === undefined) return { headers }
  return { headers, body: copyAlong(request.body, requestSchema(id, request.body), filling) }
}

/** The same for a response body; see {@link redactResponse}. */
export function fillRedactedResponse(id: OperationId, body: unknown): unknown {
  return body === undefined ? undefined : copyAlong(body, responseSchema(id, body), filling)
}

const hidden = /^\[redacted (?:\d+ chars|(number|boolean|array|object|bigint))\]$/
const cut = /… \[cut, \d+ chars\]$/
const deep = /^\[(array|object)\]$/
const more = /^\[\d+ more\]$/

const filling: Replacement = {
  whole(value, { schema, name }) {
    if (typeof value !== 'string') return undefined
    const type = markedType(value)
    if (type === undefined) return undefined
    const wrong = textOfWrongLength(value, schema)
    if (wrong !== undefined) return { value: wrong }
    return { value: validStandIn(schema, type, name) }
  },
  leaf: (value) => value,
  name: (name) => (name === '…' ? undefined : name),
  count: (items) =>
    typeof items.at(-1) === 'string' && more.test(items.at(-1) as string) ? items.length - 1 : items.length,
}

/** The type of the value that a marker stands for; undefined for a text that is not a marker. */
function markedType(text: string): 'string' | 'number' | 'boolean' | 'array' | 'object' | undefined {
  if (cut.test(text)) return 'string'
  const match = hidden.exec(text)
  if (match !== null) return match[1] === 'bigint' ? 'number' : ((match[1] as 'number' | undefined) ?? 'string')
  return deep.exec(text)?.[1] as 'array' | 'object' | undefined
}

/** The marker tells how long the value was, and with it whether it was too short or too long. */
function textOfWrongLength(marker: string, schema: JsonSchema | undefined): string | undefined {
  const length = Number(/\[(?:redacted|cut,) (\d+) chars\]$/.exec(marker)?.[1] ?? Number.NaN)
  if (schema === undefined || schema.pattern !== undefined || !(length <= 100_000)) return undefined
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema
  return length < minLength || length > maxLength ? 'x'.repeat(length) : undefined
}

const hiddenHeader = /^((?:bearer|basic) )?\[redacted (\d+) chars\]$/i

function fillHeader(id: OperationId, name: string, value: string): string {
  if (cut.test(value)) return fillHeader(id, name, '[redacted 1 chars]')
  const match = hiddenHeader.exec(value)
  if (match === null) return value
  const [, scheme, length] = match
  if (scheme !== undefined || length === '0') return `${scheme ?? ''}${length === '0' ? '' : standInText}`
  const header = headersOf(operation(id)).find((known) => known.name.toLowerCase() === name.toLowerCase())
  // Where the scheme shows, it was written down: this one had none.
  if (name.toLowerCase() === 'authorization') return standInText
  const wrong = textOfWrongLength(value, header?.schema)
  if (wrong !== undefined) return wrong
  return String(validStandIn(header?.schema as JsonSchema | undefined, 'string', name))
}

import { checkValue, type JsonSchema } from '../../../contracts/index.js'
import { controlOpenApiDocument } from '../../../mock-server/control/openapi.js'
import type { SentAnswer } from '../../../mock-server/control/server.js'

type Content = Readonly<Record<string, { readonly schema: JsonSchema & { readonly $ref?: string } }>>
type Responses = Readonly<Record<string, { readonly content: Content }>>
type Paths = Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>

let read: { readonly paths: Paths; readonly refusal: JsonSchema } | undefined

function document() {
  if (read === undefined) {
    const { paths, components } = controlOpenApiDocument('http://127.0.0.1')
    read = { paths: paths as unknown as Paths, refusal: closed(components?.schemas?.Refusal as JsonSchema) }
  }
  return read
}

const schemas = new Map<string, JsonSchema | undefined>()

/** The schema of what an operation answers with this status, closed; undefined for another status, and for what is no JSON. */
export function answerSchema(method: string, path: string, status: number): JsonSchema | undefined {
  const key = `${method} ${path} ${status}`
  if (!schemas.has(key)) {
    const responses = document().paths[path]?.[method.toLowerCase()]?.responses
    const schema = responses?.[status]?.content['application/json']?.schema
    schemas.set(key, schema && closed(schema))
  }
  return schemas.get(key)
}

/** How an answer of the control port breaks the schema that control.openapi.json has for it. */
export function answerFaults({ method, path, status, text }: SentAnswer): string[] {
  const known = path === undefined ? undefined : document().paths[path]?.[method.toLowerCase()]
  const isRefusal = status >= 400
  if (known === undefined && !isRefusal) return []
  const schema = isRefusal ? document().refusal : answerSchema(method, path as string, status)
  const isText =
    known !== undefined && Object.keys(known.responses[status]?.content ?? {}).some((type) => !/json$/.test(type))
  if (schema === undefined) return isText ? [] : [`${method} ${path}: the status ${status} is not described`]
  const found = checkValue(schema, JSON.parse(text), 'answer')
  return found.map(
    ({ field, rule, message }) => `${method} ${path} ${status}: ${field} ${rule}: ${message.slice(0, 200)}`,
  )
}

/** The schema without room for fields that it does not name. */
export function closed(schema: JsonSchema): JsonSchema {
  const { properties, items, oneOf, anyOf, additionalProperties, ...rest } = schema
  const others =
    typeof additionalProperties === 'object'
      ? closed(additionalProperties)
      : (additionalProperties ?? properties === undefined)
  const isObject = properties !== undefined || additionalProperties !== undefined
  return {
    ...rest,
    ...(properties && { properties: mapped(properties, closed) }),
    ...(isObject && { additionalProperties: others }),
    ...(items && { items: closed(items) }),
    ...(oneOf && { oneOf: oneOf.map(closed) }),
    ...(anyOf && { anyOf: anyOf.map(closed) }),
  }
}

function mapped<Value, To>(record: Readonly<Record<string, Value>>, to: (value: Value) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]))
}

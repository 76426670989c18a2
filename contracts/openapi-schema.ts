import type { JsonType } from './schema.js'

type Json = Record<string, unknown>

/** Keywords that say something of values of one kind only. What is in none of these says something of every value. */
const keywordsOf: Readonly<Record<JsonType, readonly string[]>> = {
  string: ['pattern', 'format', 'minLength', 'maxLength'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  array: ['items', 'minItems', 'maxItems'],
  object: ['properties', 'required', 'additionalProperties', 'minProperties'],
  boolean: [],
  null: [],
}

const ofOneKind: ReadonlySet<string> = new Set([...Object.values(keywordsOf).flat(), 'enum'])

/** Keys under which stand values of the API, not schemas. */
const values: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'const', 'enum'])

/**
 * A copy of an OpenAPI document in which schemas of several types are written so that generators of code read all of
 * them: as `anyOf` of one type each. JSON Schema means the same by `{ type: [string, null], enum: [A, null] }`, and
 * several generators drop the null, or write code that does not compile. "One plain type or null" stays as it is.
 */
export function readableByGenerators<Document>(document: Document): Document {
  return walk(document, false) as Document
}

/** @param named - whether the keys of `node` are names of fields, which may be called as keywords are */
function walk(node: unknown, named: boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => walk(item, false))
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).map(([key, value]) => {
    return [key, !named && values.has(key) ? value : walk(value, !named && key === 'properties')]
  })
  const copy = Object.fromEntries(entries) as Json
  return named || !Array.isArray(copy.type) ? copy : oneTypeEach(copy, copy.type as JsonType[])
}

function oneTypeEach(schema: Json, types: readonly JsonType[]): Json {
  const kinds = types.filter((type) => type !== 'null')
  const plain = kinds.length === 1 && schema.enum === undefined && schema.properties === undefined
  if (plain) return schema
  const { type, ...rest } = schema
  const ofAll = Object.entries(rest).filter(([key]) => !ofOneKind.has(key))
  return { ...Object.fromEntries(ofAll), anyOf: types.map((type) => branch(type, rest)) }
}

function branch(type: JsonType, schema: Json): Json {
  const own = keywordsOf[type].filter((key) => key in schema).map((key) => [key, schema[key]])
  const listed = (schema.enum as readonly unknown[] | undefined)?.filter((value) => isOf(type, value))
  return { type, ...Object.fromEntries(own), ...(type !== 'null' && listed && { enum: listed }) }
}

function isOf(type: JsonType, value: unknown): boolean {
  if (value === null) return type === 'null'
  if (Array.isArray(value)) return type === 'array'
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

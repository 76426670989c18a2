import { isObject } from '../json.js'
import { percentDecoded } from '../percent-decoded.js'

/** A part of a JSON document. */
export type JsonObject = Readonly<Record<string, unknown>>

/** A schema as the comparison sees it: references followed, `allOf` merged, `const` and `nullable` written the usual way. */
export interface SchemaView {
  /** The types without `null`; undefined where any is allowed. */
  readonly types: ReadonlySet<string> | undefined
  readonly nullable: boolean
  /** JSON texts of the allowed values, without null; undefined where the schema does not list them. */
  readonly values: readonly string[] | undefined
  readonly properties: ReadonlyMap<string, unknown>
  readonly required: ReadonlySet<string>
  /** Fields that are not named: refused, allowed, or allowed with this schema. */
  readonly others: boolean | JsonObject
  readonly items: unknown
  /** The branches of `oneOf` or `anyOf`; undefined where there is one form only. */
  readonly forms: readonly unknown[] | undefined
  /** The keywords that limit a value further. */
  readonly limits: JsonObject
  readonly known: unknown
  readonly encrypted: boolean
}

/** The keywords that bound a value from below, from above, or in some other way. */
export const limitKeywords = {
  lower: ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties', 'minContains'],
  upper: ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties', 'maxContains'],
  other: [
    'pattern',
    'format',
    'multipleOf',
    'uniqueItems',
    'not',
    'contains',
    'dependentRequired',
    'propertyNames',
    'if',
    'then',
  ],
} as const

const everyLimit: readonly string[] = Object.values(limitKeywords).flat()

/** An object with fields, or an empty one for anything else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

const followBound = 50

/** Follows local references; a reference to somewhere else, or to nowhere, is as good as any value. */
export function follow(node: unknown, document: JsonObject): JsonObject {
  let found = node
  let beside: JsonObject = {}
  for (let step = 0; step < followBound && isObject(found) && typeof found.$ref === 'string'; step++) {
    const { $ref, ...rest } = found
    beside = { ...rest, ...beside }
    found = targetOf($ref as string, document)
  }
  return { ...objectOf(found), ...beside }
}

/** The schema itself where a node does nothing but refer to it, so that it is known again wherever it is used. */
export function named(node: unknown, document: JsonObject): unknown {
  let found = node
  for (let step = 0; step < followBound && isObject(found) && isReference(found); step++) {
    found = targetOf(found.$ref as string, document)
  }
  return found
}

function isReference(node: JsonObject): boolean {
  return typeof node.$ref === 'string' && Object.keys(node).length === 1
}

function targetOf(reference: string, document: JsonObject): unknown {
  if (!reference.startsWith('#/')) return {}
  const steps = reference.slice(2).split('/')
  return steps.reduce<unknown>((node, step) => {
    const name = (percentDecoded(step) ?? step).replaceAll('~1', '/').replaceAll('~0', '~')
    return objectOf(node)[name]
  }, document)
}

const viewed = new WeakMap<JsonObject, Map<unknown, SchemaView>>()

/** Reads a schema of the document; one that was read is kept as long as the document, which must not change meanwhile. */
export function viewSchema(node: unknown, document: JsonObject): SchemaView {
  const views = viewed.get(document) ?? new Map<unknown, SchemaView>()
  viewed.set(document, views)
  const view = views.get(node) ?? readSchema(node, document)
  views.set(node, view)
  return view
}

function readSchema(node: unknown, document: JsonObject): SchemaView {
  const schema = gathered(merged(node, document, new Set()), document)
  const values = valuesOf(schema)
  const types = typesOf(schema, values)
  const forms = (schema.oneOf ?? schema.anyOf) as readonly unknown[] | undefined
  const hasFields = isObject(schema.properties)
  const choice = hasFields && forms !== undefined ? { choice: JSON.stringify(forms) } : {}
  return {
    types: types && new Set([...types].filter((type) => type !== 'null')),
    nullable: types === undefined ? true : types.has('null'),
    values: values?.filter((value) => value !== null).map((value) => JSON.stringify(value)),
    properties: new Map(Object.entries(objectOf(schema.properties))),
    required: new Set(Array.isArray(schema.required) ? (schema.required as string[]) : []),
    others: isObject(schema.additionalProperties) ? schema.additionalProperties : schema.additionalProperties !== false,
    items: schema.items,
    forms: hasFields ? undefined : forms,
    limits: { ...pick(schema, everyLimit), ...choice },
    known: objectOf(schema['x-provenance']).known,
    encrypted: schema['x-encrypted'] === true,
  }
}

/** Branches of plain values, one type each and all different, mean the same as a list of types; so does "this or null". */
function gathered(schema: JsonObject, document: JsonObject): JsonObject {
  const { anyOf, oneOf, ...beside } = schema
  const branches = anyOf === undefined ? oneOf : oneOf === undefined ? anyOf : undefined
  if (!Array.isArray(branches) || isObject(schema.properties) || schema.type !== undefined) return schema
  const read = branches.map((branch) => merged(branch, document, new Set()))
  const types = read.map((branch) => branch.type)
  if (!types.every((type) => typeof type === 'string') || new Set(types).size !== types.length) return schema
  const parts = read.filter((branch) => branch.type !== 'null')
  const lists = parts.map(valuesOf)
  const oneList = lists.length === 1 || lists.every((list) => list === undefined)
  const limits = parts.flatMap((part) => Object.keys(pick(part, everyLimit)))
  const plain = parts.every((part) => part.type !== 'object' && part.type !== 'array')
  if (parts.length !== 1 && !(plain && parts.length > 0)) return schema
  if (!oneList || new Set(limits).size !== limits.length) return schema
  const values = lists[0] && { enum: types.includes('null') ? [...lists[0], null] : lists[0] }
  return Object.assign({}, ...parts, beside, { type: types }, values)
}

function valuesOf(schema: JsonObject): readonly unknown[] | undefined {
  if (Array.isArray(schema.enum)) return schema.enum
  return 'const' in schema ? [schema.const] : undefined
}

/** A number may be an integer, so that a schema of numbers counts as one of both. */
function typesOf(schema: JsonObject, values: readonly unknown[] | undefined): Set<string> | undefined {
  if (schema.type === undefined) {
    if (values === undefined) return undefined
    return new Set(values.map((value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)))
  }
  const types = new Set([schema.type].flat() as string[])
  if (types.has('number')) types.add('integer')
  if (schema.nullable === true) types.add('null')
  return types
}

/** `open`: the schemas that are being merged; one that has itself among its parts adds nothing. */
function merged(node: unknown, document: JsonObject, open: ReadonlySet<unknown>): JsonObject {
  const origin = named(node, document)
  if (open.has(origin)) return {}
  const schema = follow(origin, document)
  if (!Array.isArray(schema.allOf)) return schema
  const { allOf, ...own } = schema
  const within = new Set([...open, origin])
  const parts = [...allOf.map((part) => merged(part, document, within)), own]
  const properties = Object.fromEntries(parts.flatMap((part) => Object.entries(objectOf(part.properties))))
  const required = parts.flatMap((part) => (Array.isArray(part.required) ? part.required : []))
  return Object.assign({}, ...parts, { properties, required })
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.filter((name) => name in object).map((name) => [name, object[name]]))
}

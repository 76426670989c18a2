import type { OperationId } from './catalogue.js'
import { expectedBy, expectedByKeyword, kindOf, quote } from './expectation.js'
import type { Provenance } from './provenance.js'
import { redacted, redactValue } from './redact.js'
import { planOf } from './redaction-plan.js'
import { allowsNull, type JsonSchema } from './schema.js'
import { compileSchema, type ErrorObject } from './schema-compiler.js'
import { isSensitiveName } from './sensitive-names.js'
import { type Violation, violationBound } from './violation.js'

/** Where a value stands, and what is known about it. */
export interface Place {
  readonly operation: OperationId
  /** The path of the value itself, for example `request.body`. */
  readonly field: string
  /** How the schema as a whole is known. */
  readonly provenance: Provenance
  /** How the value is shown when it is sensitive; by default as {@link redacted} has it. */
  readonly shown?: () => string
  /** The verb for what the writer of the value has to do; `send` or `answer with` by default. */
  readonly verb?: string
}

const none: readonly Violation[] = []

/** Every way in which `value` breaks `schema`, {@link violationBound} at most. */
export function schemaViolations(schema: JsonSchema, value: unknown, place: Place): readonly Violation[] {
  const tooLong = tooLongLists(schema, value)
  if (tooLong.length > 0) return tooLong.map((error) => violationOf(error, schema, value, place))
  const validate = compileSchema(schema)
  if (validate(value)) return none
  const errors = mostTelling(validate.errors ?? []).slice(0, violationBound)
  return errors.map((error) => violationOf(error, schema, value, place))
}

/** The lists that are longer than they may be. What is in them is not looked at. */
function tooLongLists(schema: JsonSchema, value: unknown): ErrorObject[] {
  return boundedListsIn(schema).flatMap(({ names, limit }) => {
    const list = names.reduce(fieldOf, value)
    if (!Array.isArray(list) || list.length <= limit) return []
    const instancePath = names.map((name) => `/${name}`).join('')
    const schemaPath = `#${names.map((name) => `/properties/${name}`).join('')}/maxItems`
    return [{ instancePath, schemaPath, keyword: 'maxItems', params: { limit } }]
  })
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
    return undefined
  return (value as Record<string, unknown>)[name]
}

/** A list that may not have any length, and the names of the fields that lead to it. */
interface BoundedList {
  readonly names: readonly string[]
  readonly limit: number
}

const boundedLists = new WeakMap<JsonSchema, readonly BoundedList[]>()

/** Those that only fields lead to; found once for each schema, as most have none. */
function boundedListsIn(schema: JsonSchema): readonly BoundedList[] {
  let lists = boundedLists.get(schema)
  if (lists === undefined) {
    const { maxItems, properties = {} } = schema
    const inside = Object.entries(properties).flatMap(([name, field]) =>
      boundedListsIn(field).map(({ names, limit }) => ({ names: [name, ...names], limit })),
    )
    lists = maxItems === undefined ? inside : [{ names: [], limit: maxItems }, ...inside]
    boundedLists.set(schema, lists)
  }
  return lists
}

/** The steps of a JSON pointer. */
function steps(pointer: string): string[] {
  const parts = pointer.split('/').slice(1)
  return pointer.includes('~') ? parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')) : parts
}

/**
 * A value that fits no branch of `oneOf` or `anyOf` fails every one of them, and most of that is noise. Where all but
 * one branch are meant for values of another kind, the errors of that one are kept; otherwise only the keyword's own.
 */
function mostTelling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const dropped = new Set<ErrorObject>()
  // An outer choice comes after those inside its branches, and settles what becomes of them.
  for (const choice of errors.filter((error) => error.keyword === 'oneOf' || error.keyword === 'anyOf')) {
    const inside = errors.filter((error) => isInside(error, choice) && !dropped.has(error))
    const branches = new Map<string, ErrorObject[]>()
    for (const error of inside) {
      const branch = error.schemaPath.slice(choice.schemaPath.length + 1).split('/', 1)[0] as string
      branches.set(branch, [...(branches.get(branch) ?? []), error])
    }
    const without = (keywords: readonly string[]) =>
      [...branches.values()].filter(
        (branch) =>
          !branch.some((error) => error.instancePath === choice.instancePath && keywords.includes(error.keyword)),
      )
    const ofKind = without(['type', 'const', 'enum'])
    const meant = ofKind.length > 1 ? without(['type', 'const', 'enum', 'required']) : ofKind
    const keep = meant.length === 1 ? meant[0] : [choice]
    for (const error of [...inside, choice]) if (!keep?.includes(error)) dropped.add(error)
  }
  // That a condition holds is not a fault; what then has to hold has errors of its own.
  return errors.filter((error) => error.keyword !== 'if' && !dropped.has(error))
}

function isInside(error: ErrorObject, choice: ErrorObject): boolean {
  const { instancePath, schemaPath } = choice
  const within = error.instancePath === instancePath || error.instancePath.startsWith(`${instancePath}/`)
  return within && error.schemaPath.startsWith(`${schemaPath}/`)
}

/** What is found on the way from a schema's root to the keyword that failed. */
interface Trail {
  provenance: Provenance
  sensitive: boolean
  /** The schema that holds the keyword. */
  holder: JsonSchema | undefined
}

function follow(schemaPath: string, root: JsonSchema, provenance: Provenance): Trail {
  const trail: Trail = { provenance, sensitive: false, holder: root }
  let node: unknown = root
  const visit = () => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    const schema = node as JsonSchema
    trail.provenance = schema['x-provenance'] ?? trail.provenance
    trail.sensitive ||= schema['x-sensitive'] === true
    trail.holder = schema
  }
  visit()
  for (const part of steps(decodeURIComponent(schemaPath)).slice(0, -1)) {
    node = (node as Record<string, unknown> | undefined)?.[part]
    visit()
  }
  return trail
}

/** `.name`, or `["a name"]` where it would not read as one. */
function fieldStep(name: string): string {
  if (/^[\w$-]+$/.test(name) && name.length <= 60) return `.${name}`
  return `[${quote(name.slice(0, 60))}]`
}

function violationOf(error: ErrorObject, root: JsonSchema, rootValue: unknown, place: Place): Violation {
  const trail = follow(error.schemaPath, root, place.provenance)
  let { field } = place
  let value = rootValue
  let sensitive = trail.sensitive
  for (const part of steps(error.instancePath)) {
    field += Array.isArray(value) ? `[${part}]` : fieldStep(part)
    value = (value as Record<string, unknown>)[part]
    sensitive ||= isSensitiveName(part)
  }
  const base = { operation: place.operation, rule: error.keyword }

  if (error.keyword === 'required') {
    const name = String(error.params.missingProperty)
    const schema = trail.holder?.properties?.[name]
    const expected = expectedBy(schema)
    field += fieldStep(name)
    const message = `${field} is required and missing: ${verb(place)} ${expected}${described(schema)}.`
    const provenance = schema?.['x-provenance'] ?? trail.provenance
    return { ...base, field, message, expected, ...(allowsNull(schema) && { mayBeNull: true }), provenance }
  }

  if (error.keyword === 'additionalProperties') {
    const name = String(error.params.additionalProperty)
    const known = Object.keys(trail.holder?.properties ?? {})
    const expected = known.length === 0 ? 'no fields' : `only the fields ${known.join(', ')}`
    field += fieldStep(name)
    const message = `${field} is not a field of the contract (additionalProperties): remove or rename it; allowed are ${expected}.`
    const extra = (value as Record<string, unknown>)[name]
    const shown = sensitive || isSensitiveName(name) ? redacted(extra) : shorten(redactValue(extra))
    return { ...base, field, message, expected, value: shown, provenance: trail.provenance }
  }

  const expected = expectedByKeyword(error, trail.holder)
  const plan = trail.holder && planOf(trail.holder)
  const shown = sensitive ? (place.shown?.() ?? redacted(value)) : shorten(redactValue(value, plan))
  const text = sensitive ? String(shown) : quote(shown)
  const found = error.keyword === 'type' ? describe(value, text) : text
  const fix = fixOf(error, trail.holder, value, place)
  const message = `${field} must be ${expected} (${error.keyword}), and is ${found}: ${fix}.`
  return { ...base, field, message, expected, value: shown, provenance: trail.provenance }
}

function describe(value: unknown, text: string): string {
  return value === null || typeof value === 'object' ? kindOf(value) : `${kindOf(value)}, ${text}`
}

/** An object or array that is itself the wrong value says enough by its beginning. */
function shorten(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length <= 200 ? value : `${value.slice(0, 200)}… [cut, ${value.length} chars]`
  if (typeof value !== 'object' || value === null) return value
  const text = JSON.stringify(value)
  return text.length <= 500 ? value : `${text.slice(0, 500)}… [cut]`
}

function verb(place: Place): string {
  if (place.verb !== undefined) return place.verb
  return place.field.startsWith('request') ? 'send' : 'answer with'
}

function described(schema: JsonSchema | undefined): string {
  if (schema?.description !== undefined) return ` (${schema.description.replace(/\.$/, '')})`
  return schema?.examples?.[0] === undefined ? '' : `, for example ${quote(schema.examples[0])}`
}

function fixOf(error: ErrorObject, schema: JsonSchema | undefined, value: unknown, place: Place): string {
  const types = [schema?.type ?? []].flat()
  if (error.keyword === 'type') {
    const numeric = types.includes('integer') || types.includes('number')
    if (numeric && typeof value === 'string') return `${verb(place)} the number without quotes`
    if (types.includes('string') && typeof value === 'number') return `${verb(place)} the number in quotes`
    if (types.includes('string') && value === null) return `${verb(place)} a string, never null`
    if (types.includes('object') && typeof value === 'string') return `${verb(place)} a JSON object, not text`
  }
  return `correct it${described(schema)}`
}

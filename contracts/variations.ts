import { allowsText, type Encrypt, encryptedSample, sampleOf, sampleOfType, typesOf } from './sample.js'
import type { JsonSchema } from './schema.js'
import { compileSchema } from './schema-compiler.js'

/** A value that differs from the one it comes from in one place. */
export interface Variation {
  /** What differs, in words: `without policy`, `name null`, `payStatus PAY_CANCEL`. */
  readonly label: string
  readonly value: unknown
}

/** What a walk through a value needs to know. */
interface Walk {
  readonly encrypt: Encrypt | undefined
  /** Fields of the outermost object that stay as they are. */
  readonly pinned: ReadonlySet<string>
}

/**
 * Every value that a schema allows and that differs from `value` in one place: an optional field absent or there, something
 * nullable null or not, another value of an enumeration, a text or list empty, an entry in an empty list. What comes in
 * this way is itself varied.
 *
 * @param options.pinned - names of fields of the outermost object that must not change
 */
export function variationsOf(
  schema: JsonSchema,
  value: unknown,
  options: { encrypt?: Encrypt | undefined; pinned?: Iterable<string> } = {},
): Variation[] {
  return vary(schema, value, '', { encrypt: options.encrypt, pinned: new Set(options.pinned) })
}

function vary(schema: JsonSchema, value: unknown, path: string, walk: Walk): Variation[] {
  if (schema.const !== undefined) return []
  if (schema.enum !== undefined) {
    const others = schema.enum.filter((other) => other !== value)
    return others.map((other) => ({ label: labelOf(path, String(other)), value: other }))
  }
  const branches = schema.oneOf ?? schema.anyOf
  if (branches !== undefined && schema.type === undefined) {
    return branches.map((branch, index) => ({
      label: labelOf(path, branch.type === 'null' ? 'null' : `in form ${index + 1}`),
      value: sampleOf(branch, walk.encrypt),
    }))
  }
  return [...otherTypes(schema, value, path, walk), ...inside(schema, value, path, walk)]
}

/** Null where it is not, not null where it is, and each further type. */
function otherTypes(schema: JsonSchema, value: unknown, path: string, walk: Walk): Variation[] {
  const { encrypt } = walk
  const types = typesOf(schema)
  const name = path.split('.').at(-1) ?? ''
  if (value === null) {
    const sample = schema['x-encrypted'] ? encryptedSample(name, encrypt) : sampleOf(schema, encrypt, name)
    if (sample === null) return []
    return [{ label: labelOf(path, 'not null'), value: sample }, ...inside(schema, sample, path, walk)]
  }
  return types
    .filter((type) => !isOfType(value, type))
    .map((type) => ({
      label: labelOf(path, type === 'null' ? 'null' : `of type ${type}`),
      value: sampleOfType(type, schema, encrypt),
    }))
}

function inside(schema: JsonSchema, value: unknown, path: string, walk: Walk): Variation[] {
  if (typeof value === 'boolean') return [{ label: labelOf(path, String(!value)), value: !value }]
  if (typeof value === 'string') {
    // Where null stands for nothing an empty text does not, but for a pattern that was written to allow it.
    const isMeant = !typesOf(schema).includes('null') || schema.pattern !== undefined
    const emptied = value !== '' && isMeant && allowsText(schema, '')
    return emptied ? [{ label: labelOf(path, 'empty'), value: '' }] : []
  }
  if (Array.isArray(value)) return insideArray(schema, value, path, walk)
  if (typeof value === 'object' && value !== null) return insideObject(schema, value, path, walk)
  return []
}

function insideArray(schema: JsonSchema, value: readonly unknown[], path: string, walk: Walk): Variation[] {
  const { items, minItems = 0 } = schema
  if (items === undefined) return []
  const [first = sampleOf(items, walk.encrypt), ...rest] = value
  const changed = value.length === 0 ? { label: 'with an entry', value: [first] } : { label: 'empty', value: [] }
  const entries = vary(items, first, `${path}[0]`, { ...walk, pinned: new Set() })
  return [
    ...(value.length > 0 && minItems > 0 ? [] : [{ ...changed, label: labelOf(path, changed.label) }]),
    ...entries.map((entry) => ({ ...entry, value: [entry.value, ...rest] })),
  ]
}

function insideObject(schema: JsonSchema, value: object, path: string, walk: Walk): Variation[] {
  const { properties = {}, required = [] } = schema
  const fields = value as Readonly<Record<string, unknown>>
  const deeper: Walk = { ...walk, pinned: new Set() }
  const at = (name: string) => (path === '' ? name : `${path}.${name}`)
  const free = Object.entries(properties).filter(([name]) => !walk.pinned.has(name))
  const optional = free.map(([name]) => name).filter((name) => !required.includes(name) && Object.hasOwn(fields, name))
  const variations = free.flatMap(([name, field]): Variation[] => {
    if (!Object.hasOwn(fields, name)) {
      const added = sampleOf(field, walk.encrypt, name)
      const further = vary(field, added, at(name), deeper)
      return [{ label: `with ${at(name)}`, value: added }, ...further].map((change) => ({
        ...change,
        value: { ...fields, [name]: change.value },
      }))
    }
    const absent = optional.includes(name) ? [{ label: `without ${at(name)}`, value: without(fields, [name]) }] : []
    const changed = vary(field, fields[name], at(name), deeper)
    return [...absent, ...changed.map((change) => ({ ...change, value: { ...fields, [name]: change.value } }))]
  })
  const least = { label: labelOf(path, 'with required fields only'), value: without(fields, optional) }
  return onCondition(schema, optional.length < 2 ? variations : [...variations, least], path, deeper)
}

/**
 * Of variations of a schema with a condition, those that it allows; one that the condition does not concern any more is
 * varied further in the fields that the condition is about.
 */
function onCondition(schema: JsonSchema, found: readonly Variation[], path: string, walk: Walk): Variation[] {
  const { if: condition, then: consequence, properties = {}, ...rest } = schema
  if (condition === undefined || consequence === undefined) return [...found]
  const bound = [...Object.keys(consequence.properties ?? {}), ...(consequence.required ?? [])]
  const named = Object.entries(properties).filter(([name]) => bound.includes(name))
  const loose: JsonSchema = { ...rest, properties: Object.fromEntries(named) }
  return found
    .filter(({ value }) => compileSchema(schema)(value))
    .flatMap((variation) => {
      if (compileSchema(condition)(variation.value)) return [variation]
      const further = insideObject(loose, variation.value as object, path, walk)
      return [variation, ...further.map(({ label, value }) => ({ label: `${variation.label}, ${label}`, value }))]
    })
}

function without(fields: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

function labelOf(path: string, what: string): string {
  return path === '' ? what : `${path} ${what}`
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}

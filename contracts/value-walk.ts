import type { JsonSchema } from './schema.js'
import { compileSchema } from './schema-compiler.js'

/** A value on the way through a body, with what the contract says of it. */
export interface Place {
  /** Undefined where the contract does not know the field. */
  readonly schema: JsonSchema | undefined
  /** The field's name; empty for the whole body. Items of a list have the name of the list. */
  readonly name: string
  /** Whether the contract names every field on the way; false inside of maps with names of the sender's own. */
  readonly isNamed: boolean
  /** Dotted, items as `[]`: `error.data.errorDetails[].field`. */
  readonly path: string
}

/** What becomes of each value. */
export interface Replacement {
  /** Called first, for every value: a result replaces the value with all that is in it. */
  whole?(value: unknown, place: Place): { readonly value: unknown } | undefined
  /** Called for everything but lists and objects. */
  leaf(value: unknown, place: Place): unknown
  /**
   * What a field is called in the copy; undefined leaves it out.
   *
   * @param isKnown - whether the contract has a field of that name there
   * @param index - its number among the fields of the object, from 0
   */
  name(name: string, isKnown: boolean, index: number): string | undefined
  /** How many items of a list are copied. */
  count?(items: readonly unknown[]): number
}

/** Deeper than this nothing is copied. */
const depthBound = 64

/** A copy of a body, made value by value along the schema. */
export function copyAlong(body: unknown, schema: JsonSchema | undefined, replacement: Replacement): unknown {
  return copy(body, { schema, name: '', path: '', isNamed: true }, replacement, 0)
}

function copy(value: unknown, found: Place, replacement: Replacement, depth: number): unknown {
  const place = { ...found, schema: found.schema && branchFor(value, found.schema) }
  const whole = replacement.whole?.(value, place)
  if (whole !== undefined) return whole.value
  if (typeof value !== 'object' || value === null) return replacement.leaf(value, place)
  const { schema, name, path, isNamed } = place
  if (Array.isArray(value)) {
    const items = depth >= depthBound ? [] : value.slice(0, replacement.count?.(value) ?? value.length)
    const inside = { schema: schema?.items, name, path: `${path}[]`, isNamed }
    return items.map((item) => copy(item, inside, replacement, depth + 1))
  }
  const fields = depth >= depthBound ? [] : Object.entries(value)
  const others = typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined
  const copied = fields.flatMap(([key, field], index): [string, unknown][] => {
    const known = schema?.properties !== undefined && Object.hasOwn(schema.properties, key)
    const inside = {
      schema: known ? schema.properties?.[key] : others,
      name: key,
      path: path === '' ? key : `${path}.${key}`,
      isNamed: isNamed && known,
    }
    const shown = replacement.name(key, known, index)
    return shown === undefined ? [] : [[shown, copy(field, inside, replacement, depth + 1)]]
  })
  return Object.fromEntries(copied)
}

/** Of a choice, the branch that the value was most likely made for. */
function branchFor(value: unknown, schema: JsonSchema): JsonSchema {
  const branches = schema.properties === undefined ? (schema.oneOf ?? schema.anyOf) : undefined
  return branches === undefined ? schema : branchFor(value, nearestSchema(value, branches))
}

/** The first schema that allows the value, or else the one that it breaks in the fewest places. */
export function nearestSchema(value: unknown, schemas: readonly JsonSchema[]): JsonSchema {
  let nearest = schemas[0] ?? {}
  let fewest = Number.POSITIVE_INFINITY
  for (const schema of schemas) {
    const validate = compileSchema(schema)
    const faults = validate(value) ? 0 : (validate.errors?.length ?? 1)
    if (faults >= fewest) continue
    nearest = schema
    fewest = faults
  }
  return nearest
}

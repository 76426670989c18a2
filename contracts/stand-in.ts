import { sampleOf, sampleOfType } from './sample.js'
import type { JsonSchema, JsonType } from './schema.js'
import { compileSchema } from './schema-compiler.js'

/** What stands in place of a text that no schema describes. */
export const standInText = 'redacted'

/** Texts that break one rule or another, for a stand-in that has to break what the original broke. */
const wrongTexts = [
  standInText,
  'redacted value!',
  'redacted "value"',
  'REDACTED',
  '',
  ' ',
  '0',
  '한',
  `Bearer ${standInText}`,
]
const wrongNumbers = [0, 1, -1, 1.5, 0.5, -0.5, 2 ** 31 + 1, -(2 ** 53), 2 ** 53, 1e21]

/** The JSON type of a value, with `integer` as a kind of `number`. */
export function typeOf(value: unknown): Exclude<JsonType, 'integer'> {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object'
}

/** A made-up value of the given type: one that the schema allows, where there is one. */
export function validStandIn(
  schema: JsonSchema | undefined,
  type: Exclude<JsonType, 'integer'>,
  name: string,
): unknown {
  const valid = schema && candidatesOf(schema, type, name).find((candidate) => faultsOf(schema, candidate) === '')
  return valid ?? plainStandIn(type)
}

/**
 * A made-up text or number for one that must not be shown. It keeps the rules of the schema that the original keeps, and
 * breaks those that it breaks, so that checking a copy leads to the same findings. The same for every original of its kind.
 */
export function standInFor(value: string | number, schema: JsonSchema | undefined, name: string): unknown {
  const type = typeOf(value)
  if (schema === undefined) return plainStandIn(type)
  const faults = faultsOf(schema, value)
  if (faults === '') return validStandIn(schema, type, name)
  const candidates = typeof value === 'string' ? [...wrongTexts, ...ofLength(value.length, schema)] : wrongNumbers
  return candidates.find((candidate) => faultsOf(schema, candidate) === faults) ?? plainStandIn(type)
}

function candidatesOf(schema: JsonSchema, type: JsonType, name: string): unknown[] {
  const candidates = [sampleOf(schema, undefined, name), ...(schema.examples ?? []), ...(schema.enum ?? [])]
  return [...candidates, sampleOfType(type, schema), ...wrongTexts, ...wrongNumbers, {}, []].filter(
    (candidate) => typeOf(candidate) === type,
  )
}

function plainStandIn(type: Exclude<JsonType, 'integer'>): unknown {
  return { string: standInText, number: 0, boolean: true, null: null, array: [], object: {} }[type]
}

function ofLength(length: number, { minLength, maxLength }: JsonSchema): string[] {
  const lengths = [length, ...(minLength ? [minLength - 1] : []), ...(maxLength === undefined ? [] : [maxLength + 1])]
  return lengths.filter((each) => each <= 10_000).flatMap((each) => ['x'.repeat(each), ' '.repeat(each)])
}

/** Which rules a value breaks, for comparison. */
function faultsOf(schema: JsonSchema, value: unknown): string {
  const validate = compileSchema(schema)
  if (validate(value)) return ''
  const faults = (validate.errors ?? []).map(({ keyword, instancePath }) => `${keyword} ${instancePath}`)
  return faults.sort().join('\n')
}

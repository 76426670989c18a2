import type { JsonSchema } from './schema.js'
import type { ErrorObject } from './schema-compiler.js'

/** A value in a sentence: JSON, cut where it is long. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`
}

/** The kind of a value, with its article, as a sentence needs it. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  if (Number.isInteger(value)) return 'an integer'
  return `a ${typeof value}`
}

const kinds: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
}

function list(values: readonly unknown[], limit = 20): string {
  const shown = values.slice(0, limit).map(quote).join(', ')
  return values.length > limit ? `${shown} … (${values.length} in all)` : shown
}

function count(amount: unknown, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}

/** What a schema asks for, in words: `a string`, `one of "A", "B"`. */
export function expectedBy(schema: JsonSchema | undefined): string {
  if (schema === undefined) return 'any value'
  if (schema.const !== undefined) return quote(schema.const)
  if (schema.enum !== undefined) return schema.enum.length === 1 ? quote(schema.enum[0]) : `one of ${list(schema.enum)}`
  if (schema.type !== undefined)
    return [schema.type]
      .flat()
      .map((type) => kinds[type])
      .join(' or ')
  const branches = schema.oneOf ?? schema.anyOf
  if (branches !== undefined) return branches.map(expectedBy).join(' or ')
  return schema.required === undefined ? 'any value' : `an object with ${schema.required.join(' and ')}`
}

/** What the keyword that failed asks for, in words. `schema` is the one that holds the keyword. */
export function expectedByKeyword(error: ErrorObject, schema: JsonSchema | undefined): string {
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'type':
      return expectedBy(schema?.type === undefined ? schema : { type: schema.type })
    case 'enum':
      return `one of ${list(params.allowedValues as unknown[])}`
    case 'const':
      return quote(params.allowedValue)
    case 'pattern':
      return `text that matches /${params.pattern}/`
    case 'format':
      return `text in the format ${params.format}`
    case 'minLength':
      return `text of at least ${count(params.limit, 'character')}`
    case 'maxLength':
      return `text of at most ${count(params.limit, 'character')}`
    case 'minimum':
      return `${params.limit} or more`
    case 'maximum':
      return `${params.limit} or less`
    case 'minItems':
      return `a list of at least ${count(params.limit, 'item')}`
    case 'maxItems':
      return `a list of at most ${count(params.limit, 'item')}`
    case 'minProperties':
      return `an object of at least ${count(params.limit, 'field')}`
    case 'oneOf':
      return params.passingSchemas ? `exactly one of: ${branchesOf(schema?.oneOf)}` : branchesOf(schema?.oneOf)
    case 'anyOf':
      return branchesOf(schema?.anyOf)
    case 'not':
      return `anything but ${expectedBy(schema?.not)}`
    default:
      return `what ${error.keyword} asks for (${error.message})`
  }
}

function branchesOf(branches: readonly JsonSchema[] | undefined): string {
  return (branches ?? []).map(expectedBy).join(' or ')
}

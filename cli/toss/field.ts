import { type Command, Option } from 'commander'
import type { JsonSchema } from '../../contracts/index.js'
import { jsonIn } from '../../contracts/json.js'
import { CodedError } from '../../errors/index.js'
import { told } from '../language.js'

/** Something that a route takes, as a command line gives it. */
export interface Field {
  /** Where it stands in the body, or in the query: `['card', 'companyCode']`. */
  readonly path: readonly string[]
  readonly schema: JsonSchema
}

/** `card.company-code`: the flag without its dashes. */
export const flagOf = ({ path }: Field) => path.map(inKebab).join('.')

/** `approvePayment` → `approve-payment`. */
export function inKebab(name: string): string {
  return name.replaceAll(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`)
}

/** The fields of an object: each of its own, and those of the objects in it. */
export function fieldsOf(schema: JsonSchema | undefined, before: readonly string[] = []): Field[] {
  return Object.entries(schema?.properties ?? {}).flatMap(([name, inner]) => {
    const field = { path: [...before, name], schema: inner }
    return [field, ...fieldsOf(inner, field.path)]
  })
}

/** Whether it is one value, and no list or object. */
export const isPlain = ({ schema }: Field) => typesOf(schema).every((type) => type !== 'object' && type !== 'array')

/** Gives a command the flags of a field. */
export function addFieldFlags(command: Command, field: Field): void {
  const { schema } = field
  const flag = flagOf(field)
  if (isSwitch(schema)) {
    command.addOption(new Option(`--${flag}`, helpOf(schema)))
    command.addOption(new Option(`--no-${flag}`, `not ${flag}`).hideHelp())
    return
  }
  const option = new Option(`--${flag} <${placeholderOf(field)}>`, helpOf(schema))
  command.addOption(isListOfPlain(schema) ? option.argParser(collect) : option)
}

/** What stands for the value in the help. */
export function placeholderOf({ path, schema }: Field): string {
  if (isListOfPlain(schema)) return 'text'
  const [type] = typesOf(schema).filter((each) => each !== 'null')
  if (type === 'integer' || type === 'number') return isDuration(path) ? 'duration' : 'number'
  return type === 'string' ? 'text' : 'json'
}

/** Values that may be given, and what the schema says. */
export function helpOf(schema: JsonSchema): string {
  const choices = schema.enum ?? schema.items?.enum
  const said = [schema.description, choices && `one of ${choices.join(', ')}`, isListOfPlain(schema) && 'repeatable']
  return said
    .filter((text) => text !== undefined && text !== false)
    .map(told)
    .join('; ')
    .replaceAll('.;', ';')
}

/**
 * The value that a text says, by the schema.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function readField(field: Field, given: string | boolean | readonly string[], label: string): unknown {
  const { path, schema } = field
  if (typeof given === 'boolean') return given
  if (typeof given !== 'string') return given.map((each) => readPlain(path, schema.items ?? {}, each, label))
  return readPlain(path, schema, given, label)
}

function readPlain(path: readonly string[], schema: JsonSchema, given: string, label: string): unknown {
  const types = typesOf(schema)
  if (types.includes('null') && given === 'null') return null
  if (types.includes('string')) return given
  if (types.includes('integer') || types.includes('number')) return readNumber(path, given, label)
  if (types.includes('boolean')) return readTruth(given, label)
  const value = jsonIn(given)
  if (types.length === 0) return value === undefined ? given : value
  const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
  if (types.includes(type)) return value
  const rule = types.includes('array') ? "a list in JSON: '[…]'" : "an object in JSON: '{…}'"
  throw wrong(`${label} must be ${rule}, not ${JSON.stringify(given.slice(0, 100))}`)
}

function readNumber(path: readonly string[], given: string, label: string): number {
  const [, amount, unit] = /^(-?\d+(?:\.\d+)?)([smhd]?)$/.exec(given) ?? []
  const takesUnit = isDuration(path)
  if (amount !== undefined && (unit === '' || takesUnit)) {
    return Number(amount) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit ?? ''] ?? 1)
  }
  const what = takesUnit ? 'a number of seconds, or one with s, m, h or d' : 'a number'
  throw wrong(`${label} must be ${what}, not ${JSON.stringify(given.slice(0, 100))}`)
}

function readTruth(given: string, label: string): boolean {
  if (given === 'true' || given === 'false') return given === 'true'
  throw wrong(`${label} must be true or false, not ${JSON.stringify(given.slice(0, 100))}`)
}

function wrong(message: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', message)
}

const typesOf = ({ type }: JsonSchema): readonly string[] => [type ?? []].flat() as string[]
const isSwitch = (schema: JsonSchema) => typesOf(schema).includes('boolean')
const isListOfPlain = ({ type, items }: JsonSchema) =>
  type === 'array' && items !== undefined && isPlain({ path: [], schema: items }) && typesOf(items).length > 0
/** A number of seconds may be said as `1h`. */
const isDuration = (path: readonly string[]) => /^seconds$|Seconds$/.test(path.at(-1) ?? '')

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value]
}

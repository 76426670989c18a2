import { checkValue, type JsonSchema, redacted, redactValue } from '../../../contracts/index.js'
import { isObject } from '../../../contracts/json.js'
import type { Fields, Of, Shape } from '../../world/shape.js'
import type { Protocol } from './protocol.js'

/**
 * How a protocol writes the arguments of a call on the wire: not at all, as `[{ params: { … } }]`, as `[{ … }]`, or one after
 * the other, by the names of the fields.
 */
export type ArgumentsShape = 'none' | 'wrapped' | 'flat' | readonly string[]

/** The fields that a call takes; those that it does not know are let through, as the SDK does. */
export function given<const Given extends Fields, Required extends keyof Given & string = never>(
  fields: Given,
  required: readonly Required[] = [],
): Shape<
  { readonly [Field in Required]: Of<Given[Field]> } & {
    readonly [Field in Exclude<keyof Given, Required>]?: Of<Given[Field]>
  }
> {
  return { type: 'object', properties: fields, ...(required.length > 0 && { required }) }
}

/** What was read, or why it could not be read. */
export type Read = { readonly given: unknown } | { readonly misfit: string }

/** A value that comes without a name may be a token: no message quotes it. */
const nameless = { type: 'object', 'x-sensitive': true } as const satisfies JsonSchema

/** Reads the arguments of a call that come in this shape. */
export function readArguments(shape: ArgumentsShape, takes: JsonSchema | undefined, args: readonly unknown[]): Read {
  if (shape === 'none' || takes === undefined) return { given: {} }
  const value = valueIn(shape, args)
  const [violation] = checkValue(isObject(value) ? takes : nameless, value, 'argument')
  return violation === undefined ? { given: value } : { misfit: violation.message.replace(/\.$/, '') }
}

function valueIn(shape: Exclude<ArgumentsShape, 'none'>, args: readonly unknown[]): unknown {
  const [first] = args
  if (shape === 'flat') return first ?? {}
  if (shape === 'wrapped') return isObject(first) ? (first.params ?? {}) : (first ?? {})
  return Object.fromEntries(shape.flatMap((name, index) => (isGiven(args[index]) ? [[name, args[index]]] : [])))
}

/** The arguments as the list of calls has them. What stands in a place of its own, where the call has names, may be a token. */
export function shownArguments(shape: ArgumentsShape | undefined, args: readonly unknown[]): unknown {
  if (shape === undefined || typeof shape === 'object') return redactValue(args)
  return redactValue(
    args.map((arg) => {
      if (!isObject(arg)) return redacted(arg)
      return 'params' in arg && !isObject(arg.params) ? { ...arg, params: redacted(arg.params) } : arg
    }),
  )
}

/** JSON makes null of an undefined in a list. */
const isGiven = (value: unknown) => value !== undefined && value !== null

/** The shape as a developer writes it: `({ params: { payToken } })`. */
export function written(shape: ArgumentsShape, takes: JsonSchema | undefined): string {
  if (shape === 'none' || takes === undefined) return '()'
  const names = Object.keys(takes.properties ?? {}).map((name) => (takes.required?.includes(name) ? name : `${name}?`))
  if (shape === 'flat') return names.length === 0 ? '({})' : `({ ${names.join(', ')} })`
  if (shape === 'wrapped') return `({ params: { ${names.join(', ')} } })`
  return `(${shape.join(', ')})`
}

/** The other protocol. */
export const otherThan = (protocol: Protocol): Protocol => (protocol === 'A' ? 'B' : 'A')

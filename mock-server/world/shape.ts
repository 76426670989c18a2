import type { JsonSchema } from '../../contracts/index.js'

declare const described: unique symbol

/**
 * A JSON Schema that knows the type of what it describes. An entity is told once, as its shape: `Of` gives the type, and what the
 * control API answers, what a snapshot holds and what a seed file takes are made of the same shape.
 */
export interface Shape<Described> extends JsonSchema {
  readonly [described]?: (value: Described) => Described
}

/** The type that a shape describes. */
export type Of<Described> = Described extends Shape<infer Type> ? Type : never

/** Any shape. */
// biome-ignore lint/suspicious/noExplicitAny: a shape is invariant in its type, so no other word covers them all.
export type AnyShape = Shape<any>

/** The fields of an object, by name. */
export type Fields = Readonly<Record<string, AnyShape>>

/** An object with exactly these fields. The comment above a field is what an editor shows of it. */
export interface ObjectShape<Given extends Fields>
  extends Shape<{ readonly [Field in keyof Given]: Of<Given[Field]> }> {
  readonly type: 'object'
  readonly properties: Given
}

/** An object of which every field may be left out, but for those that are `Required`. */
export interface OptionsShape<Given extends Fields, Required extends keyof Given = never>
  extends Shape<
    [Required] extends [never] ? Optional<Given> : Optional<Omit<Given, Required>> & Needed<Given, Required>
  > {
  readonly type: 'object'
  readonly properties: Given
}

type Optional<Given extends Fields> = { readonly [Field in keyof Given]?: Of<Given[Field]> }
type Needed<Given extends Fields, Required extends keyof Given> = { readonly [Field in Required]: Of<Given[Field]> }

/** A shape, or null. */
export interface NullableShape<Given extends AnyShape> extends Shape<Of<Given> | null> {}

/** A list of a shape. */
export interface ListShape<Given extends AnyShape> extends Shape<readonly Of<Given>[]> {}

/** Any text, also an empty one. */
export const text: Shape<string> = { type: 'string' }

/** A text that is the name of something. */
export const name: Shape<string> = { type: 'string', minLength: 1 }

/** A text of so many characters. */
export function textOf(minLength: number, maxLength: number): Shape<string> {
  return { type: 'string', minLength, maxLength }
}

/** A text that follows a pattern. */
export function matching(pattern: string, bounds: { maxLength?: number } = {}): Shape<string> {
  return { type: 'string', pattern, ...bounds }
}

/** A whole number of at least 0. */
export const count: Shape<number> = { type: 'integer', minimum: 0 }

/** A whole number. */
export const wholeNumber: Shape<number> = { type: 'integer' }

const marked = Symbol('instant')
const farthest = 8_640_000_000_000_000

/**
 * An instant on the mock's clock: milliseconds since 1970 in process, ISO 8601 in what the control API answers and in exports
 * (`instant-text.ts`).
 */
export const instant: Shape<number> = {
  ...{
    type: 'integer',
    minimum: -farthest,
    maximum: farthest,
    description: 'Milliseconds since 1970, on the mock’s clock.',
  },
  ...{ [marked]: true },
}

/** Whether a shape is an instant, or null. */
export function isInstant(shape: JsonSchema): boolean {
  return marked in shape
}

/** A whole number of at least 1. */
export const atLeastOne: Shape<number> = { type: 'integer', minimum: 1 }

/** Any number. */
export const number: Shape<number> = { type: 'number' }

/** Any number of at least 0. */
export const duration: Shape<number> = { type: 'number', minimum: 0 }

/** True or false. */
export const truth: Shape<boolean> = { type: 'boolean' }

/** A userKey. */
export const userKey: Shape<number> = { type: 'integer', minimum: 1 }

/** Won. */
export const won: Shape<number> = { type: 'integer', minimum: 0, description: 'Won.' }

/** An instant as text, for what is shown and given rather than kept. */
export const moment: Shape<string> = { type: 'string', format: 'date-time' }

/** The same where it is given: a program may give a Date. */
export const momentOrDate = moment as Shape<string | Date>

/** Nothing is given back; the control API says that it was done. */
export const done: Shape<void> = { type: 'object', properties: { done: { const: true } }, required: ['done'] }

/** Keys and values of any kind. */
export const anything: Shape<Readonly<Record<string, unknown>>> = { type: 'object' }

/** Any value. */
export const whatever: Shape<unknown> = {}

/** One of these words. */
export function word<const Word extends string>(...words: readonly Word[]): Shape<Word> {
  return { type: 'string', enum: words }
}

/** One of these numbers. */
export function oneOf<const Value extends number>(...values: readonly Value[]): Shape<Value> {
  return { type: 'integer', enum: values }
}

/** A whole number between two others, both included. */
export function between(minimum: number, maximum: number): Shape<number> {
  return { type: 'integer', minimum, maximum }
}

/** A closed object. */
export function object<const Given extends Fields>(fields: Given): ObjectShape<Given> {
  return { type: 'object', properties: fields, required: Object.keys(fields), additionalProperties: false }
}

/** A closed object of which everything may be left out, but for `required`. */
export function options<const Given extends Fields, Required extends keyof Given & string = never>(
  fields: Given,
  required: readonly Required[] = [],
): OptionsShape<Given, Required> {
  return {
    type: 'object',
    properties: fields,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

/** A closed object of which some fields may be left out. */
export function objectWith<const Given extends Fields, const Extra extends Fields>(
  fields: Given,
  optional: Extra,
): Shape<
  { readonly [Field in keyof Given]: Of<Given[Field]> } & { readonly [Field in keyof Extra]?: Of<Extra[Field]> }
> {
  const properties = { ...fields, ...optional }
  return { type: 'object', properties, required: Object.keys(fields), additionalProperties: false }
}

/** The same, or null. Not of `either`. */
export function orNull<Given extends AnyShape>(shape: Given): NullableShape<Given> {
  const { type, enum: words, ...rest } = shape as JsonSchema
  return { ...rest, type: [...[type ?? []].flat(), 'null'], ...(words && { enum: [...words, null] }) }
}

/** A list. */
export function list<Given extends AnyShape>(
  items: Given,
  bounds: { minItems?: number; maxItems?: number } = {},
): ListShape<Given> {
  return { type: 'array', items, ...bounds }
}

/** One of two kinds of objects. */
export function either<One, Other>(one: Shape<One>, other: Shape<Other>): Shape<One | Other> {
  return { oneOf: [one, other] }
}

/** The same shape, with a sentence of what it is for whoever reads the OpenAPI document. */
export function saying<Given extends AnyShape>(shape: Given, description: string): Given {
  return { ...shape, description }
}

/** The same fields, some of them with a sentence each. */
export function sayingEach<const Given extends Fields>(
  fields: Given,
  texts: { readonly [Field in keyof Given]?: string },
): Given {
  const said = Object.entries(fields).map(([name, shape]) => {
    const text = texts[name]
    return [name, text === undefined ? shape : saying(shape, text)]
  })
  return Object.fromEntries(said)
}

/** One object of the fields of several; what a later one says of a field counts. */
export function joined<One, Two, Three = unknown, Four = unknown>(
  ...shapes: readonly [Shape<One>, Shape<Two>, Shape<Three>?, Shape<Four>?]
): Shape<One & Two & Three & Four> {
  const required = [...new Set(shapes.flatMap((shape) => shape?.required ?? []))]
  return {
    type: 'object',
    properties: Object.assign({}, ...shapes.map((shape) => shape?.properties)),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

/** Keys of any name, each with a value of this shape. */
export function byName<Value>(value: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return { type: 'object', additionalProperties: value }
}

/** This one text. */
export function only<const Text extends string>(text: Text): Shape<Text> {
  return { type: 'string', const: text }
}

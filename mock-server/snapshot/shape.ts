import type { JsonSchema } from '../../contracts/index.js'

declare const described: unique symbol

/**
 * A JSON Schema that describes exactly the type: the compiler refuses one that lacks a field, has one too many, or has
 * another type or another list of words. So an entity cannot change without its schema.
 */
export type Shape<Described> = JsonSchema & { readonly [described]?: (value: Described) => Described }

/** Any text, also an empty one. */
export const text: Shape<string> = { type: 'string' }

/** A text that is the name of something. */
export const name: Shape<string> = { type: 'string', minLength: 1 }

/** A whole number of at least 0. */
export const count: Shape<number> = { type: 'integer', minimum: 0 }

/** Milliseconds since 1970, on the mock's clock. */
export const instant: Shape<number> = { type: 'integer' }

/** Any number of at least 0. */
export const duration: Shape<number> = { type: 'number', minimum: 0 }

/** True or false. */
export const truth: Shape<boolean> = { type: 'boolean' }

/** A userKey. */
export const userKey: Shape<number> = { type: 'integer', minimum: 1 }

/** One of these words. */
export function word<const Word extends string>(...words: readonly Word[]): Shape<Word> {
  return { type: 'string', enum: words }
}

/** A closed object. */
export function object<Described>(
  fields: {
    readonly [Field in keyof Described]-?: Shape<Described[Field]>
  },
): Shape<Described> {
  return { type: 'object', properties: fields, required: Object.keys(fields), additionalProperties: false }
}

/** The same, or null. Not of `either`. */
export function orNull<Described>(shape: Shape<Described>): Shape<Described | null> {
  const { type, enum: words, ...rest } = shape as JsonSchema
  return { ...rest, type: [...[type ?? []].flat(), 'null'], ...(words && { enum: [...words, null] }) }
}

/** A list. */
export function list<Described>(items: Shape<Described>): Shape<readonly Described[]> {
  return { type: 'array', items }
}

/** One of two kinds of objects. */
export function either<One, Other>(one: Shape<One>, other: Shape<Other>): Shape<One | Other> {
  return { oneOf: [one, other] }
}

/** Keys and values of any kind. */
export const anything: Shape<Readonly<Record<string, unknown>>> = { type: 'object' }

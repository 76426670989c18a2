import type { JsonSchema } from '../../contracts/index.js'

/** A closed object; its properties are those of the type, no more and no fewer. */
export function shapeOf<Seed>(
  properties: { readonly [Key in keyof Required<Seed>]: JsonSchema },
  required: readonly (keyof Seed & string)[] = [],
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false }
}

/** Properties of another schema, some of them with a description for this file. */
export function told<Properties extends Readonly<Record<string, JsonSchema>>>(
  properties: Properties,
  texts: { readonly [Name in keyof Properties]?: string },
): { readonly [Name in keyof Properties]: JsonSchema } {
  const entries = Object.entries(properties).map(([name, schema]) => {
    const text = texts[name]
    return [name, text === undefined ? schema : describe(schema, text)]
  })
  return Object.fromEntries(entries)
}

/** A list. */
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
/** The same schema with another description. */
export const describe = (schema: JsonSchema, description: string): JsonSchema => ({ ...schema, description })

/** A name for use within the file. */
export const id = { type: 'string', minLength: 1, maxLength: 100 } as const
/** True or false. */
export const truth = (description: string): JsonSchema => ({ type: 'boolean', description })

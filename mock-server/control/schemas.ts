import type { JsonSchema } from '../../contracts/index.js'

/** An answer with all of these fields, but for those that may be left out. */
export function answerOf<const Properties extends Readonly<Record<string, JsonSchema>>>(
  properties: Properties,
  optional: readonly (keyof Properties & string)[] = [],
) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required } as const satisfies JsonSchema
}

/** `{ name: [ … ] }`. */
export function listOf(name: string, items: JsonSchema): JsonSchema {
  return { type: 'object', properties: { [name]: { type: 'array', items } }, required: [name] }
}

/** An answer that says only that it was done. */
export const doneSchema = {
  type: 'object',
  properties: { done: { const: true } },
  required: ['done'],
} as const satisfies JsonSchema

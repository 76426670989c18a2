import type { Provenance } from './provenance.js'

/** The JSON Schema types (draft 2020-12) that the contract uses. */
export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'

/**
 * A JSON Schema (draft 2020-12, the dialect of OpenAPI 3.1) with annotations of ours:
 * `x-provenance` says how the field is known, `x-sensitive` marks what journal and logs must not show,
 * `x-encrypted` marks a personal field that travels as Base64(IV ‖ ciphertext ‖ tag), `x-fields-by` says which fields belong to
 * which value of one of them, where the object is flat.
 */
export interface JsonSchema {
  readonly type?: JsonType | readonly JsonType[]
  readonly description?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly additionalProperties?: boolean | JsonSchema
  readonly oneOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly not?: JsonSchema
  /** Where a value fits this schema it has to fit `then` as well. Tools that do not know the pair see the wider schema. */
  readonly if?: JsonSchema
  readonly then?: JsonSchema
  readonly 'x-provenance'?: Provenance
  readonly 'x-sensitive'?: boolean
  readonly 'x-encrypted'?: boolean
  readonly 'x-fields-by'?: { readonly field: string; readonly fields: Readonly<Record<string, readonly string[]>> }
}

/** An object with these fields and no others; each has to be there, but for the optional ones. */
export function closed<
  const Fields extends Readonly<Record<string, JsonSchema>>,
  const Optional extends keyof Fields & string = never,
>(properties: Fields, optional: readonly Optional[] = []) {
  const required = namesBut(properties, optional)
  return { type: 'object', properties, required, additionalProperties: false } as const
}

/** The same, and whatever else may be there is let pass. */
export function open<
  const Fields extends Readonly<Record<string, JsonSchema>>,
  const Optional extends keyof Fields & string = never,
>(properties: Fields, optional: readonly Optional[] = []) {
  return { type: 'object', properties, required: namesBut(properties, optional) } as const
}

/** The names of an object's fields without the optional ones. */
function namesBut<Fields extends object, Optional extends keyof Fields & string>(
  fields: Fields,
  optional: readonly Optional[],
): readonly Exclude<keyof Fields & string, Optional>[] {
  type Name = Exclude<keyof Fields & string, Optional>
  return Object.keys(fields).filter((name): name is Name => !optional.some((left) => left === name))
}

/** The description of a field that is known to be there, and of which nobody says what it is. */
export const meaningUnpublished = 'Meaning unpublished.'

/** Whether null is one of the values that the schema lists by type. */
export function allowsNull(schema: JsonSchema | undefined): boolean {
  return schema?.type !== undefined && [schema.type].flat().includes('null')
}

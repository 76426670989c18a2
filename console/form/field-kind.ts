import type { Schema } from '../api/description.js'

/** How a value is asked for. */
export type FieldKind =
  | 'choice'
  | 'truth'
  | 'number'
  | 'moment'
  | 'text'
  | 'long-text'
  | 'choices'
  | 'lines'
  | 'list'
  | 'object'
  | 'either'
  | 'json'

/** A schema without the null that it may allow, and whether it does. */
export function readField(schema: Schema): { schema: Schema; kind: FieldKind; canBeNull: boolean } {
  const branches = schema.anyOf ?? schema.oneOf
  if (branches !== undefined) {
    const rest = branches.filter(({ type }) => type !== 'null')
    const canBeNull = rest.length < branches.length
    const [only] = rest
    if (rest.length !== 1 || only === undefined)
      return { schema: { ...schema, oneOf: rest }, kind: 'either', canBeNull }
    return { ...readField({ ...only, ...(schema.description && { description: schema.description }) }), canBeNull }
  }
  const types = [schema.type ?? []].flat()
  return {
    schema,
    kind: kindOf(
      schema,
      types.find((type) => type !== 'null'),
    ),
    canBeNull: types.includes('null'),
  }
}

function kindOf(
  { enum: values, format, maxLength = 0, pattern, items, properties }: Schema,
  type: string | undefined,
): FieldKind {
  if (values !== undefined) return 'choice'
  if (type === 'boolean') return 'truth'
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'string')
    return format === 'date-time' ? 'moment' : maxLength > 1_000 && pattern === undefined ? 'long-text' : 'text'
  if (type === 'array') {
    if (items?.enum !== undefined) return 'choices'
    if (items?.type === 'string') return 'lines'
    return items?.properties === undefined ? 'json' : 'list'
  }
  return type === 'object' && properties !== undefined ? 'object' : 'json'
}

/** An object with a field set, or without it where the value is undefined; undefined where nothing is left and nothing has to be there. */
export function withField(
  before: Readonly<Record<string, unknown>> | undefined,
  name: string,
  value: unknown,
): Record<string, unknown> | undefined {
  const { [name]: _before, ...rest } = before ?? {}
  const after = value === undefined ? rest : { ...rest, [name]: value }
  return Object.keys(after).length === 0 ? undefined : after
}

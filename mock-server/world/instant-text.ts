import type { JsonSchema } from '../../contracts/index.js'
import { instant, isInstant } from './shape.js'

type Convert = (value: unknown) => unknown

/** The value with its instants as ISO 8601 with `Z`: as the control API and exports show them. */
export const inText = converter((value) => (typeof value === 'number' ? new Date(value).toISOString() : value))

/** The value with its instants in milliseconds, from either form. */
export const inMilliseconds = converter((value) => (typeof value === 'string' ? Date.parse(value) : value))

/** The shape of what {@link inText} gives. */
export function shapeInText(shape: JsonSchema): JsonSchema {
  return withInstants(shape, ({ type, description, minimum: _minimum, maximum: _maximum, ...rest }) => ({
    ...rest,
    type: typesOf(type, ['string']),
    format: 'date-time',
    ...(description !== undefined && { description: description === instant.description ? onTheClock : description }),
  }))
}

/** The shape of what {@link inMilliseconds} reads. */
export function shapeInEitherForm(shape: JsonSchema): JsonSchema {
  return withInstants(shape, ({ type, ...rest }) => ({
    ...rest,
    type: typesOf(type, ['integer', 'string']),
    format: 'date-time',
  }))
}

const onTheClock = 'On the mock’s clock.'

type Type = JsonSchema['type']

function typesOf(type: Type, forms: readonly ('integer' | 'string')[]): Type {
  const types = [...forms, ...([type].flat().includes('null') ? (['null'] as const) : [])]
  return types.length === 1 ? types[0] : types
}

function withInstants(shape: JsonSchema, change: (shape: JsonSchema) => JsonSchema): JsonSchema {
  if (isInstant(shape)) return change(shape)
  const { properties, items, oneOf } = shape
  const each = (inner: JsonSchema) => withInstants(inner, change)
  return {
    ...shape,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, each(of)])),
    }),
    ...(items && { items: each(items) }),
    ...(oneOf && { oneOf: oneOf.map(each) }),
  }
}

/** Converts the instants of a value by its shape. What has none is given back as it is. */
function converter(convert: Convert) {
  const known = new WeakMap<JsonSchema, Convert | 'none'>()

  function converterOf(shape: JsonSchema): Convert | undefined {
    const found = known.get(shape) ?? make(shape) ?? 'none'
    known.set(shape, found)
    return found === 'none' ? undefined : found
  }

  function make(shape: JsonSchema): Convert | undefined {
    if (isInstant(shape)) return convert
    const item = shape.items && converterOf(shape.items)
    if (item !== undefined) return (value) => (Array.isArray(value) ? value.map(item) : value)
    const fields = Object.entries(shape.properties ?? {}).flatMap(([name, of]): [string, Convert][] => {
      const field = converterOf(of)
      return field === undefined ? [] : [[name, field]]
    })
    if (fields.length === 0) return undefined
    return (value) => {
      if (typeof value !== 'object' || value === null) return value
      const given = value as Record<string, unknown>
      const changed = fields.flatMap(([name, field]) => (given[name] === undefined ? [] : [[name, field(given[name])]]))
      return { ...given, ...Object.fromEntries(changed) }
    }
  }

  return (shape: JsonSchema, value: unknown): unknown => converterOf(shape)?.(value) ?? value
}

import type { VariantChoices } from './catalogue.js'
import type { Operation } from './operation.js'
import { allowsNull, type JsonSchema } from './schema.js'

/**
 * What an operation reads of a body. JVM programs write `null` for a field that was not set: with pay.nullFields=left-out that is the same as
 * to leave it out, where the field is optional.
 *
 * @param schema - the one that the body has to follow
 */
export function bodyAsRead(
  { feature }: Pick<Operation, 'feature'>,
  { properties = {}, required = [] }: JsonSchema,
  body: unknown,
  choices: VariantChoices = {},
): unknown {
  if (feature !== 'pay' || choices['pay.nullFields'] === 'refused') return body
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const isLeftOut = ([name, value]: [string, unknown]) =>
    value === null && Object.hasOwn(properties, name) && !required.includes(name)
  const fields = Object.entries(body)
  return fields.some(isLeftOut) ? Object.fromEntries(fields.filter((field) => !isLeftOut(field))) : body
}

/**
 * What a lenient reader takes a message for: a field that has to be there, may be null, and is left out, is null. That production sends each of
 * them is documented for some messages only, and a payment that went through must not look like a failure for want of a null.
 */
export function messageAsRead(schema: JsonSchema, value: unknown): unknown {
  if (Array.isArray(value)) {
    const { items } = schema
    return items === undefined ? value : value.map((item) => messageAsRead(items, item))
  }
  const { properties, required = [] } = schema
  if (properties === undefined || typeof value !== 'object' || value === null) return value
  const there = Object.entries(value).map(([name, field]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined
    return [name, known === undefined ? field : messageAsRead(known, field)]
  })
  const leftOut = required.filter((name) => !Object.hasOwn(value, name) && allowsNull(properties[name]))
  return Object.fromEntries([...there, ...leftOut.map((name) => [name, null])])
}

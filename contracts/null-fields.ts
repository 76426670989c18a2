import type { VariantChoices } from './catalogue.js'
import type { Operation } from './operation.js'
import type { JsonSchema } from './schema.js'

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

import { checkValue, type JsonSchema } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'

/**
 * Checks what a method of the Toss side was given. The control API checks the same schema before it calls the method.
 *
 * @param field - the name of the value, for example `promotion`
 * @throws CodedError `ERR_INVALID_OPTION` naming each field and its rule
 */
export function checkOptions(schema: JsonSchema, value: unknown, field: string): void {
  const violations = checkValue(schema, value, field)
  if (violations.length === 0) return
  throw new CodedError('ERR_INVALID_OPTION', violations.map(({ message }) => message).join(' '))
}

/** A refusal of one field for a reason that no schema can say. */
export function invalidOption(message: string, fix?: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', message, fix === undefined ? {} : { fix })
}

import { checkValue, type JsonSchema } from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'

/**
 * Checks what a method of the Toss side was given. The control API checks the same schema before it calls the method.
 *
 * @param field - the name of the value, for example `promotion`; without it, its fields go by their names alone
 * @throws CodedError `ERR_INVALID_OPTION` naming each field and its rule
 */
export function checkOptions(schema: JsonSchema, value: unknown, field = 'options'): void {
  const violations = checkValue(schema, value, field)
  if (violations.length === 0) return
  const messages = violations.map(({ message }) => message.replace(/^options\./, ''))
  throw new CodedError('ERR_INVALID_OPTION', messages.join(' '))
}

/** A refusal of one field for a reason that no schema can say. */
export function invalidOption(message: string, fix?: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', message, fix === undefined ? {} : { fix })
}

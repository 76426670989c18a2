import { type OperationId, operations } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'

/**
 * The id itself, where it is one: a misspelt one would never be called, and so never fail an `assertNotReceived`.
 *
 * @throws CodedError `ERR_INVALID_OPTION` where no operation has this id
 */
export function knownOperation<Id extends OperationId>(id: Id): Id {
  if (operations.some((operation) => operation.id === id)) return id
  throw new CodedError('ERR_INVALID_OPTION', `there is no operation ${JSON.stringify(id)}`, {
    fix: `Choose among ${operations.map((operation) => operation.id).join(', ')}.`,
  })
}

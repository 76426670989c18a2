import { checkResponse, checkValue, type Operation, type OperationId, operation } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import { knownOperation } from './known-operation.js'

/**
 * The part of an exchange that a value is: the payload of a success, the body of a request, or a whole response
 * (`{ status, body }`).
 */
export type ContractPart = 'success' | 'request' | 'response'

/**
 * The sentences that say where a value breaks the contract of an operation; empty where it keeps it.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for an operation or a part that is none, or the request of an operation that takes no body
 */
export function contractMismatches(value: unknown, id: OperationId, part: ContractPart): string[] {
  const { success, request }: Operation = operation(knownOperation(id))
  switch (part) {
    case 'success':
      return checkValue(success.schema, value, 'success').map(({ message }) => message)
    case 'request':
      if (request === null) throw invalid(`${id} takes no request body`)
      return checkValue(request.schema, value, 'request.body').map(({ message }) => message)
    case 'response': {
      const { status, body } = (value ?? {}) as { status?: unknown; body?: unknown }
      if (typeof status !== 'number') throw invalid('a response to compare is { status, body }, with status a number')
      return checkResponse(id, { status, body }).map(({ message }) => message)
    }
    default:
      throw invalid(`part must be success, request or response, not ${JSON.stringify(part)}`)
  }
}

/** Why a value does not match; or, for the opposite expectation, that it does. */
export function explainMismatches(mismatches: readonly string[], id: OperationId, part: ContractPart): string {
  if (mismatches.length === 0) return `The value is a ${part} of ${id} by the contract.`
  const lines = mismatches.map((message) => `\n  - ${message}`).join('')
  return `The value is no ${part} of ${id} by the contract:${lines}`
}

function invalid(message: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', message)
}

import type { Failure, Operation, OperationId } from '../../../contracts/index.js'
import type { HandlerResult } from '../operations/handler.js'

/** How long a caller is told to wait where nobody counted. */
const retryAfterSeconds = 60

/** A FAIL of the operation that nothing in the world led to, with the `error.data` that the contract asks for. */
export function failResult(operation: Operation, code: string, because: string): HandlerResult {
  const failure = operation.failures.find((candidate) => candidate.code === code) as Failure
  const data = dataOf(failure)
  return { kind: 'failure', code: code as never, ...(data && { data }), because } satisfies HandlerResult<OperationId>
}

function dataOf({ data }: Failure): Record<string, unknown> | undefined {
  if (data?.properties?.retryAfterSeconds !== undefined) return { retryAfterSeconds }
  if (data?.properties?.errorDetails === undefined) return undefined
  return { errorDetails: [{ field: 'body', message: '값이 올바르지 않아요.', rejectedValue: null }] }
}

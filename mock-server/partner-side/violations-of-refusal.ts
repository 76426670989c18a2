import { invalidParameter, type Operation, type OperationId, type Violation } from '../../contracts/index.js'
import type { Answer } from './answer.js'

/** Codes that say that the request itself is wrong, whatever the state of the world. */
const callersFault: ReadonlySet<string> = new Set([invalidParameter.code, 'COMMON_INVALID_PARAMETER'])

/**
 * What an operation refused a request for although it keeps the contract's schemas, as broken rules: those that the handler
 * named, or else the answer's own reason. So no request is called wrong without a word in log, journal and summary.
 *
 * @param broken - what is known to be wrong with the request already
 */
export function refusedFor(
  { id, provenance }: Operation & { readonly id: OperationId },
  { violations, errorCode = '', because = '', override, fault, wasAsked }: Answer,
  broken: readonly Violation[],
): Violation[] {
  if (violations !== undefined) return [...violations]
  if (fault !== undefined || !callersFault.has(errorCode) || override !== undefined || wasAsked || broken.length > 0)
    return []
  const message = `request.body was refused with ${errorCode} (refused): ${because}.`
  return [
    { operation: id, field: 'request.body', rule: 'refused', message, expected: 'a body that is accepted', provenance },
  ]
}

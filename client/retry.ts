import { type Operation, type OperationId, operation } from '../contracts/index.js'
import { isBusinessError, isTransportError, isUnexpectedResponseError } from './errors.js'

const passingProblems: ReadonlySet<string> = new Set(['connection-refused', 'connection-reset', 'unreachable'])

const longestDelay = 2_000

/**
 * Whether repeating the call is safe and may help:
 *
 * - any operation, when the request was certainly not sent and the problem may pass
 * - reads, on a lost connection and on HTTP 502, 503, 504
 * - a failure that the contract says to repeat: 4110 of execute-promotion, with the same key
 */
export function isRepeatable(id: OperationId, error: unknown): boolean {
  const { effect, failures }: Operation = operation(id)
  const reads = effect === 'read'
  if (isTransportError(error)) {
    return passingProblems.has(error.problem) && (error.requestSent === 'no' || reads)
  }
  const isToRepeat = (code: string) => failures.some((failure) => failure.code === code && failure.next === 'repeat')
  if (isBusinessError(error) && isToRepeat(error.errorCode)) return true
  if (isBusinessError(error) || isUnexpectedResponseError(error)) {
    return reads && error.httpStatus >= 502 && error.httpStatus <= 504
  }
  return false
}

/** Milliseconds before retry number `retry` (from 0): doubled each time, then anything between half and all of it. */
export function delayBefore(retry: number, base: number): number {
  return Math.min(base * 2 ** retry, longestDelay) * (0.5 + Math.random() / 2)
}

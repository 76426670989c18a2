import type { ExecutionResult } from '../contracts/index.js'
import { isBusinessError, isTransportError, isUnexpectedResponseError } from './errors.js'
import { startWait, type WaitOptions, WaitTimeoutError } from './polling.js'
import type { PromotionClient } from './promotion.js'
import type { UserIdentity } from './request.js'
import type { CallOptions, Transport } from './transport.js'

/** A grant of points. */
export type GrantRequest = UserIdentity & {
  readonly promotionCode: string
  /** Points. */
  readonly amount: number
  /** A key of `getKey` that has been kept; without it `grant` gets one. */
  readonly key?: string | undefined
}

/** What became of a grant. */
export interface Grant {
  readonly key: string
  /** `PENDING`: executed, and not decided in time; ask `executionResult` with the key. `FAILED`: the budget has been given back. */
  readonly result: ExecutionResult
}

/** The calls that a grant is made of. */
type Calls = Pick<PromotionClient, 'getKey' | 'executePromotion' | 'executionResult'>

/**
 * get-key, execute-promotion, then execution-result until it is decided. A key grants once; so when nobody can say whether
 * an execution arrived, the result is looked up, and only an execution that the platform does not know is repeated, with
 * the same key.
 */
export async function grantPoints(
  transport: Transport,
  calls: Calls,
  request: GrantRequest,
  options: WaitOptions,
): Promise<Grant> {
  // Doubling pauses keep get-key, execute and all looks of 30 s below the limit of 10 calls a minute.
  const wait = startWait(transport, options, 2)
  const { amount, promotionCode, key: kept, ...user } = request
  const bound = (): CallOptions => ({
    signal: options.signal,
    timeout: Math.min(wait.remaining(), transport.settings.timeout),
  })
  const key = kept ?? (await calls.getKey(user, bound())).key
  const execution = { ...user, promotionCode, key, amount }

  // A kept key may have been executed by an earlier call that did not live to see the answer.
  let doubt = await execute(calls, execution, bound())
  let repeats = 0
  for (;;) {
    const seen = await look(calls, { ...user, promotionCode, key }, bound())
    if (seen === 'SUCCESS' || seen === 'FAILED') return { key, result: seen }
    if (seen === 'PENDING') doubt = undefined
    if (seen === 'unknown' && doubt !== undefined && repeats++ < transport.settings.maxRetries) {
      doubt = await execute(calls, execution, bound())
    }
    if (await wait.next(typeof seen === 'number' ? seen : undefined)) continue
    if (doubt === undefined) return { key, result: 'PENDING' }
    throw new WaitTimeoutError(`promotion.grant: nobody can say whether key ${key} was executed.`, { key }, doubt)
  }
}

/** Executes; gives back the error that leaves open whether it arrived, and throws any other. */
async function execute(
  { executePromotion }: Calls,
  execution: Parameters<Calls['executePromotion']>[0],
  options: CallOptions,
): Promise<unknown> {
  try {
    await executePromotion(execution, options)
    return undefined
  } catch (error) {
    // The key has granted: by this grant, whose answer was lost.
    if (isBusinessError(error, '4113')) return undefined
    if (isTransportError(error) && error.requestSent === 'maybe') return error
    if (isUnexpectedResponseError(error)) return error
    if (isBusinessError(error) && (error.resultType !== 'FAIL' || error.httpStatus >= 500)) return error
    throw error
  }
}

/** The result, `unknown` where the platform has none, or the milliseconds that it asks to wait. */
async function look(
  { executionResult }: Calls,
  execution: Parameters<Calls['executionResult']>[0],
  options: CallOptions,
): Promise<ExecutionResult | 'unknown' | 'unreadable' | number> {
  try {
    return await executionResult(execution, options)
  } catch (error) {
    if (isBusinessError(error, '4095')) return (error.retryAfterSeconds ?? 60) * 1_000
    if (isBusinessError(error, '4111')) return 'unknown'
    if (isTransportError(error) || isUnexpectedResponseError(error)) return 'unreadable'
    throw error
  }
}

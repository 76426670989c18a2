import type { ExecutionResult } from '../contracts/index.js'
import { type BusinessError, isBusinessError, isTransportError, isUnexpectedResponseError } from './errors.js'
import { outcomeOf } from './outcome.js'
import { startWait, type WaitOptions, WaitTimeoutError } from './polling.js'
import type { PromotionCalls } from './promotion-calls.js'
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

/**
 * get-key, execute-promotion, then execution-result until it is decided. A key grants once; so when nobody can say whether
 * an execution arrived, the result is looked up, and only an execution that the platform does not know is repeated, with
 * the same key.
 */
export async function grantPoints(
  transport: Transport,
  calls: PromotionCalls,
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
  let open = await execute(calls, execution, bound()).catch(async (refusal: unknown) => {
    if (kept === undefined || !isBusinessError(refusal)) throw refusal
    // What refuses now may be looked at before the key is: that the promotion has ended since, for one.
    const seen = await look(calls, { ...user, promotionCode, key }, bound())
    if (seen === 'unknown') throw refusal
    if (!isResult(seen)) throw undecidable(key, refusal)
    return undefined
  })
  let repeats = 0
  for (;;) {
    const seen = await look(calls, { ...user, promotionCode, key }, bound())
    if (seen === 'SUCCESS' || seen === 'FAILED') return { key, result: seen }
    if (seen === 'PENDING') open = undefined
    if (seen === 'unknown' && open !== undefined && repeats++ < transport.settings.maxRetries) {
      open = await execute(calls, execution, bound()).catch((refusal: unknown) => {
        // The earlier execution may still be under way, and this refusal says nothing about it.
        throw isFailedExchange(refusal) ? undecidable(key, refusal) : refusal
      })
    }
    if (!(seen instanceof Error) && (await wait.next(typeof seen === 'number' ? seen : undefined))) continue
    // "Granted already" and "no such grant" contradict each other.
    const isExecuted = open === undefined || (isBusinessError(open, '4113') && seen !== 'unknown')
    if (isExecuted) return { key, result: 'PENDING' }
    throw undecidable(key, open)
  }
}

function isResult(seen: unknown): seen is ExecutionResult {
  return seen === 'SUCCESS' || seen === 'FAILED' || seen === 'PENDING'
}

function undecidable(key: string, cause: unknown): WaitTimeoutError {
  const message = `promotion.grant: nobody can say whether key ${key} was executed.`
  return new WaitTimeoutError(message, { key }, { cause, outcome: 'unknown' })
}

/** Executes; gives back the error that leaves open whether it granted, and throws any other. */
async function execute(
  { executePromotion }: PromotionCalls,
  execution: Parameters<PromotionCalls['executePromotion']>[0],
  options: CallOptions,
): Promise<unknown> {
  try {
    await executePromotion(execution, options)
    return undefined
  } catch (error) {
    // The key has granted: by this grant, if its answer was lost.
    if (isBusinessError(error, '4113')) return error
    if (isFailedExchange(error) && outcomeOf(error) === 'unknown') return error
    throw error
  }
}

/**
 * The result, `unknown` where the platform has none, the milliseconds that it asks to wait, or its refusal to tell. A refusal
 * is not thrown: it says nothing about the grant, which may have been executed.
 */
async function look(
  { executionResult }: PromotionCalls,
  execution: Parameters<PromotionCalls['executionResult']>[0],
  options: CallOptions,
): Promise<ExecutionResult | 'unknown' | 'unreadable' | number | BusinessError> {
  try {
    return await executionResult(execution, options)
  } catch (error) {
    if (isBusinessError(error, '4095')) return (error.retryAfterSeconds ?? 60) * 1_000
    if (isBusinessError(error, '4111')) return 'unknown'
    if (isTransportError(error) || isUnexpectedResponseError(error)) return 'unreadable'
    if (!isBusinessError(error)) throw error
    return error.resultType === 'FAIL' && error.httpStatus < 500 ? error : 'unreadable'
  }
}

/** Whether an exchange failed, in whatever way; not so an abort, or arguments that cannot be sent. */
function isFailedExchange(error: unknown): boolean {
  return isTransportError(error) || isUnexpectedResponseError(error) || isBusinessError(error)
}

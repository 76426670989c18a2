import { type Operation, type OperationId, operation, operations } from '../contracts/index.js'
import { isCodedError } from '../errors/index.js'

/**
 * What a failed call may have left behind:
 *
 * - `failed`: it certainly did not take effect, or there is nothing that it could have changed
 * - `unknown`: it, or an earlier call that the refusal speaks of, may have taken effect; look it up before doing it again
 */
export type Outcome = 'failed' | 'unknown'

/** Refusals that speak of an earlier call: it may have done what this one did not. */
const doneBefore: ReadonlySet<string> = new Set(
  (operations as readonly Operation[]).flatMap(({ failures }) =>
    failures.filter(({ next }) => next === 'look-up').map(({ code }) => code),
  ),
)

/** The outcome of an operation that was answered with an envelope that is not SUCCESS. */
export function outcomeOfRefusal(
  id: OperationId,
  refusal: { readonly resultType: string; readonly errorCode: string; readonly httpStatus: number },
): Outcome {
  const { resultType, errorCode, httpStatus } = refusal
  const isPlain = resultType === 'FAIL' && httpStatus < 500 && !doneBefore.has(errorCode)
  return isPlain ? 'failed' : unlessHarmless(id)
}

/** The outcome of an operation that may have taken effect. */
export function unlessHarmless(id: OperationId): Outcome {
  // A key of which nobody knows grants nothing.
  return operation(id).effect === 'read' || id === 'promotion.getKey' ? 'failed' : 'unknown'
}

/**
 * What an error of the client says of the outcome; `unknown` for any error that it does not know, such as an abort.
 *
 * @example
 * ```ts
 * try {
 *   await client.pay.executePayment({ userKey, payToken, isTestPayment })
 * } catch (error) {
 *   if (outcomeOf(error) === 'failed') throw error
 *   const { payStatus } = await client.pay.getPaymentStatus({ userKey, payToken, isTestPayment })
 *   if (payStatus !== 'PAY_COMPLETE') throw error
 * }
 * ```
 */
export function outcomeOf(error: unknown): Outcome {
  const { outcome } = (isCodedError(error) ? error : {}) as { outcome?: unknown }
  if (outcome === 'failed' || outcome === 'unknown') return outcome
  // Thrown before anything is sent.
  return isCodedError(error, 'ERR_INVALID_REQUEST') || isCodedError(error, 'ERR_INVALID_OPTION') ? 'failed' : 'unknown'
}

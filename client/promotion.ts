import { type Grant, type GrantRequest, grantPoints } from './grant-points.js'
import type { WaitOptions } from './polling.js'
import type { PromotionCalls } from './promotion-calls.js'
import { splitUser } from './request.js'
import type { Transport } from './transport.js'

/**
 * Promotion (Toss points). The user is named by `userKey` or `anonKey` in the argument; at most 10 calls a minute for each user.
 */
export interface PromotionClient extends PromotionCalls {
  /**
   * Grants points and waits until the grant is decided: get-key, execute-promotion, execution-result. Never grants twice,
   * even when an answer is lost. To be able to go on after a crash, get the key with `getKey`, store it, and pass it.
   *
   * @example
   * ```ts
   * const { key, result } = await client.promotion.grant({ userKey, promotionCode: 'WELCOME', amount: 100 })
   * ```
   * @throws BusinessError where the platform refuses the grant (`4109`, `4112` …)
   * @throws WaitTimeoutError `ERR_WAIT_TIMEOUT`, with the key in `last`, when it cannot be found out whether it was executed
   */
  grant(request: GrantRequest, options?: WaitOptions): Promise<Grant>
}

/** The methods of promotion over `transport`. */
export function createPromotionClient(transport: Transport): PromotionClient {
  const { call } = transport
  const calls: PromotionCalls = {
    getKey: (request = {}, options) => call('promotion.getKey', splitUser(request), options),
    executePromotion: (request, options) => call('promotion.executePromotion', splitUser(request), options),
    executionResult: (request, options) => call('promotion.executionResult', splitUser(request), options),
  }
  return { ...calls, grant: (request, options = {}) => grantPoints(transport, calls, request, options) }
}

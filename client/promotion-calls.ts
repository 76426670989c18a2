import type { ExecutionResult, SuccessOf } from '../contracts/index.js'
import type { OptionalUserIdentity, RequestOf } from './request.js'
import type { CallOptions } from './transport.js'

/** The key of one grant of points; it lives 1 hour and grants once. */
export type PromotionKey = SuccessOf<'promotion.getKey'>

/** The calls of promotion, one by one. */
export interface PromotionCalls {
  /** Gets a key for one grant. */
  getKey(request?: OptionalUserIdentity, options?: CallOptions): Promise<PromotionKey>
  /** Grants points with a key. Where it is answered 4110, it is repeated with the same key, as the guide says. */
  executePromotion(
    request: OptionalUserIdentity & RequestOf<'promotion.executePromotion'>,
    options?: CallOptions,
  ): Promise<PromotionKey>
  /** Reads what became of a grant. */
  executionResult(
    request: OptionalUserIdentity & RequestOf<'promotion.executionResult'>,
    options?: CallOptions,
  ): Promise<ExecutionResult>
}

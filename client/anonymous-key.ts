import type { SuccessOf } from '../contracts/index.js'
import { isBusinessError } from './errors.js'
import type { RequestOf } from './request.js'
import type { CallOptions, Transport } from './transport.js'

/** A user who has not logged in. */
export type AnonymousUser = SuccessOf<'anonymousKey.exchange'>

/** Users who have not logged in. */
export interface AnonymousKeyClient {
  /**
   * Whether the key is that of a user of this mini-app: false where the platform answers 4010.
   *
   * @example
   * ```ts
   * if (!(await client.anonymousKey.verify({ anonKey }))) reply.code(401).send()
   * ```
   */
  verify(request: { readonly anonKey: string }, options?: CallOptions): Promise<boolean>
  /** Exchanges the code of the SDK's `createAnonymousKeyAuthCode()` for the user's key. A code works once, for 300 s. */
  exchange(request: RequestOf<'anonymousKey.exchange'>, options?: CallOptions): Promise<AnonymousUser>
}

/** The methods for anonymous keys over `transport`. */
export function createAnonymousKeyClient({ call }: Transport): AnonymousKeyClient {
  return {
    async verify({ anonKey }, options) {
      try {
        await call('anonymousKey.verify', { headers: { 'x-anon-key': anonKey } }, options)
        return true
      } catch (error) {
        if (isBusinessError(error, '4010')) return false
        throw error
      }
    },
    exchange: (body, options) => call('anonymousKey.exchange', { body }, options),
  }
}

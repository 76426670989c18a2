import type { SuccessOf } from '../contracts/index.js'
import { type RequestOf, splitUser, type UserIdentity } from './request.js'
import type { CallOptions, Transport } from './transport.js'

/**
 * What became of a message. A user with push off is not an error: `sentPushCount` is 0 then, and `fail.sentPush` says why.
 */
export type MessageResult = SuccessOf<'messenger.sendMessage'>

/** Messages (스마트 발송). The user is named by `userKey` or `anonKey` in the argument; at most 10 calls a minute for each user. */
export interface MessengerClient {
  /**
   * Sends a message to a user.
   *
   * @example
   * ```ts
   * await client.messenger.sendMessage({ userKey, templateSetCode: 'order-shipped', context: { productName: '티셔츠' } })
   * ```
   */
  sendMessage(request: UserIdentity & RequestOf<'messenger.sendMessage'>, options?: CallOptions): Promise<MessageResult>
  /** Sends a message that opens the given deployment of the mini-app. */
  sendTestMessage(
    request: UserIdentity & RequestOf<'messenger.sendTestMessage'>,
    options?: CallOptions,
  ): Promise<MessageResult>
  /** Sends a message to 1 to 2,500 users, each named by `userKey` or `anonKey` in `contextList`. */
  sendBulkMessage(request: RequestOf<'messenger.sendBulkMessage'>, options?: CallOptions): Promise<MessageResult>
}

/** The methods of the messenger over `transport`. */
export function createMessengerClient({ call }: Transport): MessengerClient {
  return {
    sendMessage: (request, options) => call('messenger.sendMessage', splitUser(request), options),
    sendTestMessage: (request, options) => call('messenger.sendTestMessage', splitUser(request), options),
    sendBulkMessage: (body, options) => call('messenger.sendBulkMessage', { body }, options),
  }
}

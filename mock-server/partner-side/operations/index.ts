import type { OperationId } from '../../../contracts/index.js'
import { anonymousKeyHandlers } from './anonymous-key.js'
import type { Mutation, Query } from './handler.js'
import { iapHandlers } from './iap.js'
import { loginHandlers } from './login.js'
import { messengerHandlers } from './messenger.js'
import { payHandlers } from './pay.js'
import { promotionHandlers } from './promotion.js'

/** What serves each operation of the contract. */
export const handlers: { readonly [Id in OperationId]?: Mutation<Id> | Query<Id> } = {
  ...loginHandlers,
  ...anonymousKeyHandlers,
  ...messengerHandlers,
  ...promotionHandlers,
  ...payHandlers,
  ...iapHandlers,
}

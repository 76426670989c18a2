import { anonymousKeyHandlers } from './anonymous-key.js'
import type { Handlers } from './handler.js'
import { iapHandlers } from './iap.js'
import { loginHandlers } from './login.js'
import { messengerHandlers } from './messenger.js'
import { payHandlers } from './pay.js'
import { promotionHandlers } from './promotion.js'

/** What serves each operation of the contract. */
export const handlers: Partial<Handlers> = {
  ...loginHandlers,
  ...anonymousKeyHandlers,
  ...messengerHandlers,
  ...promotionHandlers,
  ...payHandlers,
  ...iapHandlers,
}

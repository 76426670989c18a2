import { anonymousKeyLife } from './anonymous-key.js'
import { unlinkLife } from './callbacks.js'
import { certificatesLife } from './certificates.js'
import { everyOperationLife } from './every-operation.js'
import { ordersLife } from './iap.js'
import { codesLife, removalLife, tokensLife } from './login.js'
import { messengerLife } from './messenger.js'
import { makeLife, statusLife } from './pay.js'
import { executeLife, refundLife } from './pay-money.js'
import { grantLife, refusalsLife } from './promotion.js'
import type { Stage } from './stage.js'
import { subscriptionLife } from './subscriptions.js'

/** The life of one thing from its beginning to its end, as a partner and the Toss side drive it. */
export interface Life {
  readonly name: string
  readonly play: (stage: Stage) => Promise<void>
}

/** What the operations do. */
export const operationLives: readonly Life[] = [
  { name: 'certificates', play: certificatesLife },
  { name: 'authorization codes', play: codesLife },
  { name: 'tokens', play: tokensLife },
  { name: 'removal', play: removalLife },
  { name: 'anonymous keys', play: anonymousKeyLife },
  { name: 'make-payment', play: makeLife },
  { name: 'execute-payment', play: executeLife },
  { name: 'refund-payment', play: refundLife },
  { name: 'get-payment-status', play: statusLife },
  { name: 'orders', play: ordersLife },
  { name: 'messages', play: messengerLife },
  { name: 'grants of points', play: grantLife },
  { name: 'refused grants', play: refusalsLife },
  { name: 'every operation', play: everyOperationLife },
]

/** What Toss sends to the partner. */
export const callbackLives: readonly Life[] = [
  { name: 'the unlink callback', play: unlinkLife },
  { name: 'the subscription webhook', play: subscriptionLife },
]

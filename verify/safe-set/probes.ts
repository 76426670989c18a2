import { anonymousKeyProbes } from './anonymous-key.js'
import { httpProbes } from './http.js'
import { iapProbes } from './iap.js'
import type { Invented } from './invented.js'
import { loginProbes } from './login.js'
import { messengerProbes } from './messenger.js'
import { payProbes } from './pay.js'
import { probeOf, type SafeProbe } from './probe.js'
import { promotionProbes } from './promotion.js'
import { probesWithUser } from './with-user.js'

/** Every request of the safe set, in the order in which they are sent. `userKey`: a user of the mini-app, where one is given. */
export function safeProbes(invented: Invented, userKey?: string): SafeProbe[] {
  const rows = [
    ...loginProbes(invented),
    ...payProbes(invented),
    ...anonymousKeyProbes(invented),
    ...iapProbes(invented),
    ...messengerProbes(invented),
    ...promotionProbes(invented),
  ]
  const withUser = userKey === undefined ? [] : probesWithUser(invented, userKey)
  return [...rows.map(probeOf), ...httpProbes(), ...withUser.map(probeOf)]
}

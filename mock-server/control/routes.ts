import { paymentCommands } from '../toss-side/pay.js'
import { anonymousKeyRoutes } from './anonymous-key.js'
import { callbackRoutes } from './callbacks.js'
import { certificateRoutes } from './certificates.js'
import { commandRoutes } from './command-routes.js'
import { faultRoutes } from './faults.js'
import { iapRoutes } from './iap.js'
import { isolationRoutes } from './isolation.js'
import { loginRoutes } from './login.js'
import { messengerRoutes } from './messenger.js'
import { miniAppRoutes } from './mini-app.js'
import { mockRoutes } from './mock.js'
import { promotionRoutes } from './promotion.js'
import type { ControlRoute } from './route.js'
import { subscriptionRoutes } from './subscriptions.js'
import { worldRoutes } from './world.js'

/** Every route of the control API. */
export const controlRoutes: readonly ControlRoute[] = [
  ...mockRoutes,
  ...worldRoutes,
  ...miniAppRoutes,
  ...loginRoutes,
  ...anonymousKeyRoutes,
  ...messengerRoutes,
  ...promotionRoutes,
  ...commandRoutes('pay', paymentCommands),
  ...iapRoutes,
  ...subscriptionRoutes,
  ...callbackRoutes,
  ...certificateRoutes,
  ...faultRoutes,
  ...isolationRoutes,
]

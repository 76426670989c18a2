import { anonymousKeyCommands } from '../toss-side/anonymous-key.js'
import { inboxCommands } from '../toss-side/inbox.js'
import { loginCommands } from '../toss-side/login.js'
import { settingsCommands } from '../toss-side/mini-app.js'
import { paymentCommands } from '../toss-side/pay.js'
import { promotionCommands } from '../toss-side/promotions.js'
import { templateCommands } from '../toss-side/templates.js'
import { userCommands } from '../toss-side/users.js'
import { callbackRoutes } from './callbacks.js'
import { certificateRoutes } from './certificates.js'
import { commandRoutes } from './command-routes.js'
import { faultRoutes } from './faults.js'
import { iapRoutes } from './iap.js'
import { isolationRoutes } from './isolation.js'
import { mockRoutes } from './mock.js'
import type { ControlRoute } from './route.js'
import { subscriptionRoutes } from './subscriptions.js'
import { worldRoutes } from './world.js'

/** Every route of the control API. */
export const controlRoutes: readonly ControlRoute[] = [
  ...mockRoutes,
  ...worldRoutes,
  ...commandRoutes('mini-app', settingsCommands),
  ...commandRoutes('login', userCommands),
  ...commandRoutes('login', loginCommands),
  ...commandRoutes('anonymous-key', anonymousKeyCommands),
  ...commandRoutes('messenger', templateCommands),
  ...commandRoutes('messenger', inboxCommands),
  ...commandRoutes('promotion', promotionCommands),
  ...commandRoutes('pay', paymentCommands),
  ...iapRoutes,
  ...subscriptionRoutes,
  ...callbackRoutes,
  ...certificateRoutes,
  ...faultRoutes,
  ...isolationRoutes,
]

import { anonymousKeyCommands } from '../toss-side/anonymous-key.js'
import { certificateCommands } from '../toss-side/certificates.js'
import { inboxCommands } from '../toss-side/inbox.js'
import { linkCommands } from '../toss-side/links.js'
import { loginCommands } from '../toss-side/login.js'
import { settingsCommands } from '../toss-side/mini-app.js'
import { orderCommands } from '../toss-side/orders.js'
import { paymentCommands } from '../toss-side/pay.js'
import { productCommands, productListCommands } from '../toss-side/products.js'
import { promotionCommands } from '../toss-side/promotions.js'
import { purchaseCommands } from '../toss-side/purchase.js'
import { sdkOrderCommands } from '../toss-side/sdk-orders.js'
import { subscriptionCommands } from '../toss-side/subscriptions.js'
import { templateCommands } from '../toss-side/templates.js'
import { userCommands } from '../toss-side/users.js'
import { callbackRoutes } from './callbacks.js'
import { commandRoutes } from './command-routes.js'
import { faultRoutes } from './faults.js'
import { isolationRoutes } from './isolation.js'
import { journalRoutes } from './journal.js'
import { mockRoutes } from './mock.js'
import type { ControlRoute } from './route.js'
import { worldRoutes } from './world.js'

/** Every route of the control API. */
export const controlRoutes: readonly ControlRoute[] = [
  ...mockRoutes,
  ...journalRoutes,
  ...worldRoutes,
  ...commandRoutes('mini-app', settingsCommands),
  ...commandRoutes('login', userCommands),
  ...commandRoutes('login', loginCommands),
  ...commandRoutes('anonymous-key', anonymousKeyCommands),
  ...commandRoutes('messenger', templateCommands),
  ...commandRoutes('messenger', inboxCommands),
  ...commandRoutes('promotion', promotionCommands),
  ...commandRoutes('pay', paymentCommands),
  ...commandRoutes('iap', productCommands),
  ...commandRoutes('iap', orderCommands),
  ...commandRoutes('iap', purchaseCommands),
  ...commandRoutes('iap', productListCommands),
  ...commandRoutes('iap', sdkOrderCommands),
  ...commandRoutes('subscriptions', subscriptionCommands),
  ...commandRoutes('callbacks', linkCommands),
  ...callbackRoutes,
  ...commandRoutes('certificates', certificateCommands),
  ...faultRoutes,
  ...isolationRoutes,
]

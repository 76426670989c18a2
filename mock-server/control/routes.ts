import { anonymousKeyCommands } from '../toss-side/anonymous-key.js'
import { appCommands } from '../toss-side/app/toss-app.js'
import { callbackCommands } from '../toss-side/callbacks.js'
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
import { appStreamRoutes } from './app-streams.js'
import { miniAppRoutes } from './command-routes.js'
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
  ...miniAppRoutes('mini-app', settingsCommands),
  ...miniAppRoutes('login', userCommands),
  ...miniAppRoutes('login', loginCommands),
  ...miniAppRoutes('anonymous-key', anonymousKeyCommands),
  ...miniAppRoutes('messenger', templateCommands),
  ...miniAppRoutes('messenger', inboxCommands),
  ...miniAppRoutes('promotion', promotionCommands),
  ...miniAppRoutes('pay', paymentCommands),
  ...miniAppRoutes('iap', productCommands),
  ...miniAppRoutes('iap', orderCommands),
  ...miniAppRoutes('iap', purchaseCommands),
  ...miniAppRoutes('iap', productListCommands),
  ...miniAppRoutes('iap', sdkOrderCommands),
  ...miniAppRoutes('subscriptions', subscriptionCommands),
  ...miniAppRoutes('callbacks', linkCommands),
  ...miniAppRoutes('callbacks', callbackCommands),
  ...miniAppRoutes('toss-app', appCommands),
  ...appStreamRoutes,
  ...miniAppRoutes('certificates', certificateCommands),
  ...faultRoutes,
  ...isolationRoutes,
]

import { anonymousKeyCommands } from '../toss-side/anonymous-key.js'
import { appCommands } from '../toss-side/app/toss-app.js'
import { callbackCommands } from '../toss-side/callbacks.js'
import { certificateCommands } from '../toss-side/certificates.js'
import { type FaultsContext, faultCommands, faultCommandsForAll, scenarioCommands } from '../toss-side/faults.js'
import { inboxCommands } from '../toss-side/inbox.js'
import { linkCommands } from '../toss-side/links.js'
import { loginCommands } from '../toss-side/login.js'
import { settingsCommands } from '../toss-side/mini-app-settings.js'
import { orderCommands } from '../toss-side/orders.js'
import { paymentCommands } from '../toss-side/pay.js'
import { productCommands, productListCommands } from '../toss-side/products.js'
import { promotionCommands } from '../toss-side/promotions.js'
import { purchaseCommands } from '../toss-side/purchase.js'
import { sdkOrderCommands } from '../toss-side/sdk-orders.js'
import { subscriptionCommands } from '../toss-side/subscriptions.js'
import { templateCommands } from '../toss-side/templates.js'
import { userCommands } from '../toss-side/users.js'
import { appStreamCommands } from './commands/toss-app-streams.js'
import { clockCommands } from './commands/clock.js'
import { commandRoutes, ofMiniApp, ofMock, type Whose } from './command-routes.js'
import { eventCommands } from './commands/events.js'
import { isolationCommands } from './commands/isolation.js'
import { journalCommands } from './commands/journal.js'
import { mockCommands } from './commands/mock.js'
import type { ControlRoute } from './route.js'
import { worldCommands } from './commands/world.js'

const faultsOfMiniApp: Whose<FaultsContext> = {
  path: ofMiniApp.path,
  contextOf(request, surroundings) {
    const context = ofMiniApp.contextOf(request, surroundings)
    return { ...context, owner: context.miniApp }
  },
}

const faultsForAll: Whose<FaultsContext> = {
  path: '/',
  contextOf: (_request, { faults, clock }) => ({ faults, clock, owner: null }),
}

/** Every route of the control API. */
export const controlRoutes: readonly ControlRoute[] = [
  ...commandRoutes('mock', mockCommands, ofMock),
  ...commandRoutes('mock', clockCommands, ofMock),
  ...commandRoutes('mock', journalCommands, ofMock),
  ...commandRoutes('mock', eventCommands, ofMock),
  ...commandRoutes('mock', worldCommands, ofMock),
  ...commandRoutes('mini-app', settingsCommands, ofMiniApp),
  ...commandRoutes('login', userCommands, ofMiniApp),
  ...commandRoutes('login', loginCommands, ofMiniApp),
  ...commandRoutes('anonymous-key', anonymousKeyCommands, ofMiniApp),
  ...commandRoutes('messenger', templateCommands, ofMiniApp),
  ...commandRoutes('messenger', inboxCommands, ofMiniApp),
  ...commandRoutes('promotion', promotionCommands, ofMiniApp),
  ...commandRoutes('pay', paymentCommands, ofMiniApp),
  ...commandRoutes('iap', productCommands, ofMiniApp),
  ...commandRoutes('iap', orderCommands, ofMiniApp),
  ...commandRoutes('iap', purchaseCommands, ofMiniApp),
  ...commandRoutes('iap', productListCommands, ofMiniApp),
  ...commandRoutes('iap', sdkOrderCommands, ofMiniApp),
  ...commandRoutes('subscriptions', subscriptionCommands, ofMiniApp),
  ...commandRoutes('callbacks', linkCommands, ofMiniApp),
  ...commandRoutes('callbacks', callbackCommands, ofMiniApp),
  ...commandRoutes('toss-app', appCommands, ofMiniApp),
  ...commandRoutes('toss-app', appStreamCommands, ofMiniApp),
  ...commandRoutes('certificates', certificateCommands, ofMiniApp),
  ...commandRoutes('faults', faultCommands, faultsOfMiniApp),
  ...commandRoutes('faults', { ...faultCommandsForAll, scenarios: scenarioCommands.list }, faultsForAll),
  ...commandRoutes('tests', isolationCommands, ofMock),
]

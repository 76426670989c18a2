import { appCommands } from '../toss-side/app/toss-app.js'
import { anonymousKeyCommands } from '../toss-side/commands/anonymous-key.js'
import { callbackCommands } from '../toss-side/commands/callbacks.js'
import { certificateCommands } from '../toss-side/commands/certificates.js'
import {
  type FaultsContext,
  faultCommands,
  faultCommandsForAll,
  scenarioCommands,
} from '../toss-side/commands/faults.js'
import { inboxCommands } from '../toss-side/commands/inbox.js'
import { linkCommands } from '../toss-side/commands/links.js'
import { loginCommands } from '../toss-side/commands/login.js'
import { settingsCommands } from '../toss-side/commands/mini-app-settings.js'
import { orderCommands } from '../toss-side/commands/orders.js'
import { paymentCommands } from '../toss-side/commands/pay.js'
import { productCommands, productListCommands } from '../toss-side/commands/products.js'
import { promotionCommands } from '../toss-side/commands/promotions.js'
import { purchaseCommands } from '../toss-side/commands/purchase.js'
import { sdkOrderCommands } from '../toss-side/commands/sdk-orders.js'
import { subscriptionCommands } from '../toss-side/commands/subscriptions.js'
import { templateCommands } from '../toss-side/commands/templates.js'
import { userCommands } from '../toss-side/commands/users.js'
import { commandRoutes, ofMiniApp, ofMock, type Whose } from './command-routes.js'
import { clockCommands } from './commands/clock.js'
import { eventCommands } from './commands/events.js'
import { isolationCommands } from './commands/isolation.js'
import { journalCommands } from './commands/journal.js'
import { mockCommands } from './commands/mock.js'
import { appStreamCommands } from './commands/toss-app-streams.js'
import { worldCommands } from './commands/world.js'
import type { ControlRoute } from './route.js'

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

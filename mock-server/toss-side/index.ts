import { createTossApp, type TossApp } from './app/toss-app.js'
import { sideOf } from './command.js'
import { type AnonymousKeysSide, anonymousKeyCommands } from './commands/anonymous-key.js'
import { type CallbacksSide, callbacksSideOf } from './commands/callbacks.js'
import { type CertificatesSide, certificateCommands } from './commands/certificates.js'
import { createFaultsSide, type FaultsSide } from './commands/faults.js'
import { type InboxSide, inboxCommands } from './commands/inbox.js'
import { type LinksSide, linkCommands } from './commands/links.js'
import { type LoginSide, loginCommands } from './commands/login.js'
import { type SettingsSide, settingsCommands } from './commands/mini-app-settings.js'
import { orderCommands } from './commands/orders.js'
import { type PaymentsSide, paymentCommands } from './commands/pay.js'
import { type ProductsSide, productCommands, productListCommands } from './commands/products.js'
import { type PromotionsSide, promotionCommands } from './commands/promotions.js'
import { type OrdersSide, purchaseCommands } from './commands/purchase.js'
import { sdkOrderCommands } from './commands/sdk-orders.js'
import { type SubscriptionsSide, subscriptionCommands } from './commands/subscriptions.js'
import { type TemplatesSide, templateCommands } from './commands/templates.js'
import { type UsersSide, userCommands } from './commands/users.js'
import type { TossSideContext } from './context.js'

/** The other side of every flow, for one mini-app: what Toss, its app and its console do. */
export interface TossSide extends LoginSide, LinksSide {
  readonly miniApp: string
  readonly settings: SettingsSide
  readonly users: UsersSide
  readonly anonymousKeys: AnonymousKeysSide
  readonly templates: TemplatesSide
  readonly inbox: InboxSide
  readonly promotions: PromotionsSide
  readonly payments: PaymentsSide
  readonly products: ProductsSide
  readonly orders: OrdersSide
  readonly subscriptions: SubscriptionsSide
  readonly callbacks: CallbacksSide
  readonly certificates: CertificatesSide
  readonly faults: FaultsSide
  /** The Toss app in which the mini-app's page runs. */
  readonly app: TossApp
}

/** The Toss side of one mini-app. */
export function createTossSide(context: TossSideContext): TossSide {
  return {
    miniApp: context.miniApp,
    settings: sideOf(settingsCommands, context),
    users: sideOf(userCommands, context),
    anonymousKeys: sideOf(anonymousKeyCommands, context),
    templates: sideOf(templateCommands, context),
    inbox: sideOf(inboxCommands, context),
    promotions: sideOf(promotionCommands, context),
    payments: sideOf(paymentCommands, context),
    products: sideOf({ ...productCommands, ...productListCommands }, context),
    orders: sideOf({ ...orderCommands, ...purchaseCommands, ...sdkOrderCommands }, context),
    subscriptions: sideOf(subscriptionCommands, context),
    callbacks: callbacksSideOf(context),
    certificates: sideOf(certificateCommands, context),
    faults: createFaultsSide({ ...context, owner: context.miniApp }),
    app: createTossApp(context),
    ...sideOf(loginCommands, context),
    ...sideOf(linkCommands, context),
  }
}

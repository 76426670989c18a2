import { type AnonymousKeysSide, anonymousKeyCommands } from './anonymous-key.js'
import { createTossApp, type TossApp } from './app/toss-app.js'
import { type CallbacksSide, callbacksSideOf } from './callbacks.js'
import { type CertificatesSide, certificateCommands } from './certificates.js'
import { sideOf } from './command.js'
import type { TossSideContext } from './context.js'
import { createFaultsSide, type FaultsSide } from './faults.js'
import { type InboxSide, inboxCommands } from './inbox.js'
import { type LinksSide, linkCommands } from './links.js'
import { type LoginSide, loginCommands } from './login.js'
import { type SettingsSide, settingsCommands } from './mini-app-settings.js'
import { orderCommands } from './orders.js'
import { type PaymentsSide, paymentCommands } from './pay.js'
import { type ProductsSide, productCommands, productListCommands } from './products.js'
import { type PromotionsSide, promotionCommands } from './promotions.js'
import { type OrdersSide, purchaseCommands } from './purchase.js'
import { sdkOrderCommands } from './sdk-orders.js'
import { type SubscriptionsSide, subscriptionCommands } from './subscriptions.js'
import { type TemplatesSide, templateCommands } from './templates.js'
import { type UsersSide, userCommands } from './users.js'

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

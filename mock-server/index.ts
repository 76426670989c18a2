export type { BadCertificate, BadServerCertificate } from '../ca/index.js'
export type { ConnectionInfo } from './control/route.js'
export type { Fault } from './partner-side/faults/fault.js'
export type { FaultCondition, FaultRule, FaultRuleView, FaultTarget } from './partner-side/faults/fault-rule.js'
export type { ScenarioName } from './partner-side/faults/scenarios.js'
export type { Overrides, PreparedAnswer } from './partner-side/overrides.js'
export type { ProxyOthers } from './partner-side/proxy/proxy.js'
export type { FaultKind, FaultTrace } from './record/fault-trace.js'
export type { Journal } from './record/journal.js'
export type {
  CallbackEntry,
  ExchangeEntry,
  HandshakeRefusalEntry,
  JournalEntry,
  NoticeEntry,
} from './record/journal-entries.js'
export type { JournalQuery } from './record/journal-query.js'
export type { Language } from './record/language.js'
export type { LogFormat, LogLevel } from './record/log.js'
export type { RefusalReason } from './record/refusal-texts.js'
export type { CallbacksSeed, ProductSeed, PromotionSeed, TemplateSeed, UserSeed } from './seed/console-seed.js'
export type { ClockChoice, ExportOptions } from './seed/export-world.js'
export type {
  Dated,
  GrantSeed,
  MessageSeed,
  OfProduct,
  OfUser,
  OrderSeed,
  PaymentSeed,
  SubscriptionSeed,
} from './seed/past-seed.js'
export type { ClockSeed, MiniAppSeed, WorldSeed, WorldSnapshot } from './seed/world-seed.js'
export type { MockServer } from './start/mock-server.js'
export type { MockServerOptions } from './start/options.js'
export { startMockServer } from './start/start.js'
export type { Decision, Prompt } from './toss-side/app/prompts.js'
export type { AppError, CallNote, CallOutcome, Protocol, StreamLine } from './toss-side/app/protocol.js'
export type { AnswerKind, AppAnswer, AppChanges, AppSettings } from './toss-side/app/settings.js'
export type { TossApp } from './toss-side/app/toss-app.js'
export type { CallbackDelivery } from './toss-side/callbacks/delivery-shape.js'
export type { CertificateState } from './toss-side/certificates/certificate-record.js'
export type { ExpiryMail } from './toss-side/certificates/expiry-warnings.js'
export type {
  CertificateOptions,
  CertificateView,
  IssuedBadCertificate,
  IssuedCertificate,
} from './toss-side/certificates/mini-app-certificates.js'
export type {
  AnonymousKey,
  AnonymousKeyAuthCode,
  AnonymousKeyOptions,
  AnonymousKeysSide,
} from './toss-side/commands/anonymous-key.js'
export type {
  CallbacksSide,
  UnlinkCallbackOptions,
  WebhookOptions,
  WebhookSet,
} from './toss-side/commands/callbacks.js'
export type { CertificatesSide } from './toss-side/commands/certificates.js'
export type { FaultsSide } from './toss-side/commands/faults.js'
export type { InboxMessage, InboxQuery, InboxSide } from './toss-side/commands/inbox.js'
export type { LinksSide, Unlinked, UnlinkOptions } from './toss-side/commands/links.js'
export type { LogInOptions, Login } from './toss-side/commands/login.js'
export type { FailError, FailOptions, PayOptions } from './toss-side/commands/orders.js'
export type { CancelOptions, PaymentsSide, PaySetUp } from './toss-side/commands/pay.js'
export type { ProductListItem, ProductsSide } from './toss-side/commands/products.js'
export type { GrantQuery, PromotionsSide } from './toss-side/commands/promotions.js'
export type {
  GrantRequest,
  OrdersSide,
  Purchase,
  PurchaseEvent,
  PurchaseOptions,
  PurchaseSide,
} from './toss-side/commands/purchase.js'
export type {
  CompletedOrRefundedOrders,
  PendingOrder,
  SdkOrdersSide,
  SdkUser,
} from './toss-side/commands/sdk-orders.js'
export type {
  SubscriptionChanged,
  SubscriptionInfo,
  SubscriptionsSide,
  SubscriptionView,
} from './toss-side/commands/subscriptions.js'
export type { TemplateOptions, TemplatesSide, TemplateView } from './toss-side/commands/templates.js'
export type { UserSettings, UsersSide } from './toss-side/commands/users.js'
export type { TossSide } from './toss-side/index.js'
export type { IsolatedMiniApp } from './toss-side/isolated-mini-apps.js'
export type { StartOptions } from './toss-side/order-start.js'
export type { ApproveOptions } from './toss-side/pay-approval.js'
export type { PromotionFaults, PromotionOptions, PromotionSettings } from './toss-side/promotion-options.js'
export type { GrantView, PromotionView } from './toss-side/promotion-views.js'
export { type LocatedIssue, SeedFileError } from './world/checks/issue.js'
export type { Clock } from './world/clock.js'
export type { GrantState, OrderView } from './world/order-states.js'
export type { NewProduct } from './world/product.js'
export type { PromotionState } from './world/promotion.js'
export type { Link, Profile, User } from './world/shapes/login.js'
export type { Channel, Delivery } from './world/shapes/message.js'
export type { CallbackSettings, UnlinkSettings, WebhookSettings } from './world/shapes/mini-app.js'
export type {
  BankAccount,
  BankBreak,
  Card,
  Payment,
  PaymentMeans,
  PaySettings,
  PayTotals,
  Wallet,
} from './world/shapes/pay.js'
export type { Order, OrderState, Product, ProductType, RenewalCycle } from './world/shapes/purchase.js'
export type { Subscription } from './world/shapes/subscription.js'
export type { UserKeys } from './world/user.js'

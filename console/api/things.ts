import type { operations } from './control-api.js'

/** What an operation answers, by its id. */
export type Answer<Id extends keyof operations> = operations[Id]['responses'] extends {
  200: { content: { 'application/json': infer Body } }
}
  ? Body
  : never

export type Info = Answer<'info'>
export type User = Answer<'listUsers'>['users'][number]
export type Payment = Answer<'listPayments'>['payments'][number]
export type Order = Answer<'listOrders'>['orders'][number]
export type Product = Answer<'listProducts'>['products'][number]
export type Subscription = Answer<'listSubscriptions'>['subscriptions'][number]
export type Promotion = Answer<'listPromotions'>['promotions'][number]
export type Grant = Answer<'listGrants'>['grants'][number]
export type Message = Answer<'readInbox'>['messages'][number]
export type Template = Answer<'listTemplates'>['templates'][number]
export type Certificate = Answer<'listCertificates'>['certificates'][number]
export type FaultRule = Answer<'listFaults'>['faults'][number]
export type Prompt = Answer<'listPrompts'>['prompts'][number]
export type AppCall = Answer<'listTossAppCalls'>['calls'][number]
export type Callbacks = Answer<'getCallbacks'>

import type { JsonSchema } from '../../contracts/index.js'
import { startSchema } from '../toss-side/order-start.js'
import type { PurchaseOptions } from '../toss-side/purchase.js'
import { eventDisorderOptions, type SubscriptionsSide } from '../toss-side/subscriptions.js'
import type { EventDisorder } from '../world/shapes/subscription.js'
import type { Page } from '../world/store.js'
import { deliverySchema } from './callbacks.js'
import { purchaseSchema, subscriptionInfoSchema, subscriptionSchema } from './iap-schemas.js'
import type { ControlRequest, ControlRoute, ControlSurroundings } from './route.js'
import { answerOf, listOf } from './schemas.js'

const tag = 'subscriptions'
const nothing = { type: 'object', additionalProperties: false } as const satisfies JsonSchema

/** The life of subscriptions. `{orderId}` is that of the order that began it. */
export const subscriptionRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/subscriptions',
    operationId: 'listSubscriptions',
    summary: 'The subscriptions, in the order of their creation',
    tag,
    query: {
      type: 'object',
      properties: {
        limit: { type: 'integer', minimum: 1, maximum: 1000, description: '100 unless told.' },
        after: { type: 'string', description: 'An orderId: only those created after this one.' },
      },
    },
    answer: listOf('subscriptions', subscriptionSchema),
    handle: async (request, surroundings) => ({
      subscriptions: await subscriptions(request, surroundings).list(request.query as Page),
    }),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/subscriptions',
    operationId: 'createSubscription',
    summary: 'A user subscribes: a whole purchase of a subscription product',
    tag,
    body: {
      ...startSchema,
      properties: {
        ...startSchema.properties,
        processProductGrant: { enum: [true, false, 'no-answer'], description: 'Default true.' },
      },
    },
    answer: answerOf({ ...subscriptionSchema.properties, purchase: purchaseSchema }),
    status: 201,
    handle: (request, surroundings) => subscriptions(request, surroundings).create(request.body as PurchaseOptions),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/subscriptions/{orderId}',
    operationId: 'getSubscription',
    summary: 'One subscription',
    tag,
    answer: subscriptionSchema,
    handle: (request, surroundings) => subscriptions(request, surroundings).get(orderOf(request)),
  },
  change('renew', 'renewSubscription', 'The next period is paid: RENEWED', (side, id) => side.renew(id)),
  change('enter-grace-period', 'enterGracePeriod', 'A renewal payment failed: ENTERED_GRACE_PERIOD', (side, id) =>
    side.enterGracePeriod(id),
  ),
  change('hold', 'holdSubscription', 'No access until it is paid: ON_HOLD', (side, id) => side.hold(id)),
  change('pause', 'pauseSubscription', 'The user pauses it: PAUSED', (side, id) => side.pause(id)),
  change('recover', 'recoverSubscription', 'Back from grace period, hold or pause: RECOVERED', (side, id) =>
    side.recover(id),
  ),
  change('restart', 'restartSubscription', 'A cancelled or expired one goes on: RESTARTED', (side, id) =>
    side.restart(id),
  ),
  change('cancel-auto-renewal', 'cancelAutoRenewal', 'The user cancels: AUTO_RENEW_DISABLED', (side, id) =>
    side.cancelAutoRenewal(id),
  ),
  change('enable-auto-renewal', 'enableAutoRenewal', 'The cancellation is taken back: AUTO_RENEW_ENABLED', (side, id) =>
    side.enableAutoRenewal(id),
  ),
  change(
    'extend',
    'extendSubscription',
    'The paid period lasts longer: EXTENDED',
    (side, id, body) => side.extend(id, body as { days: number }),
    {
      type: 'object',
      properties: { days: { type: 'integer', minimum: 1, maximum: 365 } },
      required: ['days'],
      additionalProperties: false,
    },
  ),
  change('expire', 'expireSubscription', 'It ends now: EXPIRED', (side, id) => side.expire(id)),
  change('revoke', 'revokeSubscription', 'It ends now, and the order is refunded: REVOKED', (side, id) =>
    side.revoke(id),
  ),
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/subscriptions/{orderId}/next-event',
    operationId: 'disturbNextEvent',
    summary:
      'How the next event is sent, once: twice, after the one that follows it, with the time of the one before it …',
    tag,
    body: eventDisorderOptions,
    answer: subscriptionSchema,
    handle: (request, surroundings) =>
      subscriptions(request, surroundings).disturbNextEvent(orderOf(request), request.body as Partial<EventDisorder>),
  },
  {
    method: 'PATCH',
    path: '/mini-apps/{miniApp}/subscriptions/{orderId}',
    operationId: 'updateSubscription',
    summary: 'Whether the next renewal payments fail',
    tag,
    body: {
      type: 'object',
      properties: { paymentFails: { type: 'boolean' } },
      required: ['paymentFails'],
      additionalProperties: false,
    },
    answer: subscriptionSchema,
    handle: (request, surroundings) =>
      subscriptions(request, surroundings).setPaymentFails(
        orderOf(request),
        (request.body as { paymentFails: boolean }).paymentFails,
      ),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/sdk/subscription-info/{orderId}',
    operationId: 'getSubscriptionInfo',
    summary: 'What the SDK’s getSubscriptionInfo gives',
    tag,
    answer: { type: 'object', properties: { subscription: subscriptionInfoSchema }, required: ['subscription'] },
    handle: (request, surroundings) => subscriptions(request, surroundings).getSubscriptionInfo(orderOf(request)),
  },
]

function change(
  name: string,
  operationId: string,
  summary: string,
  take: (side: SubscriptionsSide, orderId: string, body: unknown) => unknown,
  body: JsonSchema = nothing,
): ControlRoute {
  return {
    method: 'POST',
    path: `/mini-apps/{miniApp}/subscriptions/{orderId}/${name}`,
    operationId,
    summary,
    tag,
    body,
    answer: {
      type: 'object',
      properties: { subscription: subscriptionSchema, delivery: deliverySchema },
      required: ['subscription', 'delivery'],
    },
    handle: (request, surroundings) => take(subscriptions(request, surroundings), orderOf(request), request.body),
  }
}

const subscriptions = ({ path }: ControlRequest, { tossSide }: ControlSurroundings) =>
  tossSide(path.miniApp as string).subscriptions

const orderOf = ({ path }: ControlRequest) => path.orderId as string

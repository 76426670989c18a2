import type { JsonSchema } from '../../contracts/index.js'
import { deliveryShape } from '../toss-side/callbacks/delivery.js'
import {
  type UnlinkCallbackOptions,
  unlinkCallbackSchema,
  type WebhookOptions,
  webhookSchema,
} from '../toss-side/callbacks.js'
import { type UnlinkTestOptions, unlinkTestResultSchema, unlinkTestSchema } from '../toss-side/unlink-test.js'
import { orNull, saying } from '../world/shape.js'
import type { ControlRequest, ControlRoute, ControlSurroundings } from './route.js'
import { doneSchema } from './schemas.js'

const tag = 'callbacks'

const deliverySchema = saying(orNull(deliveryShape), 'How the partner answered; null where nothing was sent.')

const unlinkSettingsSchema = {
  ...unlinkCallbackSchema,
  type: ['object', 'null'],
  required: ['url', 'method', 'basicAuth'],
} as const satisfies JsonSchema

const webhookSettingsSchema = {
  type: ['object', 'null'],
  properties: { url: { type: 'string' }, basicAuth: { type: ['string', 'null'] } },
  required: ['url', 'basicAuth'],
} as const satisfies JsonSchema

/** The callbacks' settings of the console, and the user who ends the link. */
export const callbackRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/callbacks',
    operationId: 'getCallbacks',
    summary: 'Where callbacks go',
    tag,
    answer: {
      type: 'object',
      properties: { unlink: unlinkSettingsSchema, subscription: webhookSettingsSchema },
      required: ['unlink', 'subscription'],
    },
    handle: (request, surroundings) => side(request, surroundings).callbacks.get(),
  },
  {
    method: 'PUT',
    path: '/mini-apps/{miniApp}/callbacks/unlink',
    operationId: 'setUnlinkCallback',
    summary: 'Set where the unlink callback goes',
    tag,
    body: unlinkCallbackSchema,
    answer: unlinkSettingsSchema,
    handle: (request, surroundings) =>
      side(request, surroundings).callbacks.setUnlink(request.body as UnlinkCallbackOptions),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/callbacks/unlink/test',
    operationId: 'testUnlinkCallback',
    summary: 'Call the unlink URL as the test button of the console does: from a browser, after a preflight',
    tag,
    body: unlinkTestSchema,
    answer: unlinkTestResultSchema,
    handle: (request, surroundings) =>
      side(request, surroundings).callbacks.testUnlink(request.body as UnlinkTestOptions),
  },
  {
    method: 'PUT',
    path: '/mini-apps/{miniApp}/callbacks/subscription',
    operationId: 'setSubscriptionWebhook',
    summary: 'Set where the subscription webhook goes; the URL has to answer the verification with 2xx',
    tag,
    body: webhookSchema,
    answer: {
      type: 'object',
      properties: { settings: webhookSettingsSchema, delivery: deliverySchema },
      required: ['settings', 'delivery'],
    },
    handle: (request, surroundings) =>
      side(request, surroundings).callbacks.setSubscription(request.body as WebhookOptions),
  },
  {
    method: 'DELETE',
    path: '/mini-apps/{miniApp}/callbacks/unlink',
    operationId: 'clearUnlinkCallback',
    summary: 'Send no unlink callback any more',
    tag,
    answer: doneSchema,
    async handle(request, surroundings) {
      await side(request, surroundings).callbacks.setUnlink(null)
      return { done: true }
    },
  },
  {
    method: 'DELETE',
    path: '/mini-apps/{miniApp}/callbacks/subscription',
    operationId: 'clearSubscriptionWebhook',
    summary: 'Send no subscription webhook any more',
    tag,
    answer: doneSchema,
    async handle(request, surroundings) {
      await side(request, surroundings).callbacks.setSubscription(null)
      return { done: true }
    },
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/callbacks/settled',
    operationId: 'awaitCallbacks',
    summary: 'Answers when no callback is being sent, for example after the clock was moved',
    tag,
    body: { type: 'object', additionalProperties: false },
    answer: doneSchema,
    async handle(request, surroundings) {
      await side(request, surroundings).callbacks.settled()
      return { done: true }
    },
  },
]

const side = ({ path }: ControlRequest, { tossSide }: ControlSurroundings) => tossSide(path.miniApp as string)

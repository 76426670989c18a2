import type { UnlinkReferrer, VariantChoices } from '../../../contracts/index.js'
import { koreanTime } from '../../world/korean-time.js'
import type { UnlinkSettings, WebhookSettings } from '../../world/shapes/mini-app.js'
import type { SubscriptionState } from '../../world/shapes/subscription.js'
import type { SubscriptionChange } from '../../world/subscription-states.js'
import type { CallbackRequestMessage } from './send-request.js'

/** How the webhook carries the value of the console. */
export type WebhookAuthorization = NonNullable<VariantChoices['callbacks.webhookAuthorization']>

/** A request that is a callback. */
export type CallbackMessage = CallbackRequestMessage & { readonly method: 'GET' | 'POST' }

/** The unlink callback: the two fields in the query of a GET, or in the JSON body of a POST. */
export function unlinkMessage(
  { url, method, basicAuth }: UnlinkSettings,
  { userKey, referrer }: { userKey: number; referrer: UnlinkReferrer },
): CallbackMessage {
  const authorization = basic(basicAuth)
  if (method === 'POST') return post(url, authorization, { userKey, referrer })
  const withQuery = new URL(url)
  withQuery.searchParams.set('userKey', String(userKey))
  withQuery.searchParams.set('referrer', referrer)
  return { method, url: withQuery.href, headers: { authorization }, body: null }
}

/** The first request to a new webhook. */
export function verificationMessage(
  settings: WebhookSettings,
  { now, authorization }: { now: number; authorization: WebhookAuthorization },
): CallbackMessage {
  return post(settings.url, webhookAuthorization(settings, authorization), {
    eventType: 'callback.registration_verification',
    occurredAt: koreanTime(now),
  })
}

/** A change of a subscription. */
export function subscriptionMessage(
  settings: WebhookSettings,
  { orderId, sku, reason, at, previous, current }: SubscriptionChange,
  authorization: WebhookAuthorization,
): CallbackMessage {
  return post(settings.url, webhookAuthorization(settings, authorization), {
    eventType: 'subscription.status_changed',
    eventVersion: '1.0',
    occurredAt: koreanTime(at),
    orderId,
    sku,
    changeReason: reason,
    subscription: { ...(previous !== null && { previous: onTheWire(previous) }), current: onTheWire(current) },
  })
}

function onTheWire({ status, accessGranted, expiresAt, autoRenew }: SubscriptionState) {
  return { status, accessGranted, expiresAt: expiresAt === null ? null : koreanTime(expiresAt), autoRenew }
}

function post(url: string, authorization: string | undefined, body: object): CallbackMessage {
  const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) }
  return { method: 'POST', url, headers, body }
}

function webhookAuthorization({ basicAuth }: WebhookSettings, how: WebhookAuthorization): string | undefined {
  if (basicAuth === null) return undefined
  return how === 'bearer' ? `Bearer ${basicAuth}` : basic(basicAuth)
}

function basic(value: string): string {
  return `Basic ${Buffer.from(value, 'utf8').toString('base64')}`
}

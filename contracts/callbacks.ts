import type { Behaviour, Feature, HeaderParameter, Limit, Variant } from './operation.js'
import { assumed, assuming, documented, observed, type Provenance, reliedOn } from './provenance.js'
import { type JsonSchema, open } from './schema.js'

const loginGuide = 'Toss Login guide: unlink callback'
const subscriptionGuide = 'in-app subscription guide, second hand'

/** One shape of request that Toss sends to the partner. */
export interface CallbackRequest {
  readonly method: 'GET' | 'POST'
  /** Where the payload is: in the query of a GET, or in the JSON body of a POST. */
  readonly in: 'query' | 'body'
  readonly schema: JsonSchema
  /** A payload that the schema allows, as Toss sends it. */
  readonly example: unknown
  readonly provenance: Provenance
}

/** A request that Toss sends to a URL of the partner, as plain data. */
export interface Callback {
  /** For example `callbacks.unlink`. */
  readonly id: string
  readonly feature: Feature
  readonly direction: 'toss-to-partner'
  readonly title: string
  readonly titleKo: string
  /** What the partner sets in the console. */
  readonly settings: readonly Behaviour[]
  readonly headers: readonly HeaderParameter[]
  /** Each request that can come; any one of them. */
  readonly requests: readonly CallbackRequest[]
  /** What the partner has to answer. */
  readonly answer: {
    readonly statuses: { readonly from: number; readonly to: number }
    readonly provenance: Provenance
  }
  readonly behaviours: readonly Behaviour[]
  readonly limits: readonly Limit[]
  readonly provenance: Provenance
}

const deliveryLimits = [
  {
    id: 'delivery.attempts',
    text: 'It is sent once.',
    provenance: assumed('whether production tries again is unpublished'),
  },
  {
    id: 'delivery.timeout',
    text: 'The partner has 5 seconds to answer.',
    provenance: assumed('how long production waits is unpublished'),
  },
] as const satisfies readonly Limit[]

function basicAuthorization(required: boolean, provenance: Provenance) {
  return {
    name: 'Authorization',
    description: 'Basic <base64 of the value set in the console>',
    required,
    schema: { type: 'string', pattern: '^Basic [A-Za-z0-9+/]*={0,2}$', 'x-sensitive': true },
    provenance,
  } as const satisfies HeaderParameter
}

/** Why a user's link ended. */
export const unlinkReferrers = ['UNLINK', 'WITHDRAWAL_TERMS', 'WITHDRAWAL_TOSS'] as const

/** Why a user's link ended: disconnected in the app, consent withdrawn, left Toss. */
export type UnlinkReferrer = (typeof unlinkReferrers)[number]

const referrer = {
  type: 'string',
  description: 'UNLINK: disconnected in the app. WITHDRAWAL_TERMS: consent withdrawn. WITHDRAWAL_TOSS: left Toss.',
  enum: unlinkReferrers,
  'x-provenance': documented(loginGuide),
} as const

const unlink = {
  id: 'callbacks.unlink',
  feature: 'login',
  direction: 'toss-to-partner',
  title: 'A user ended the link with the mini-app',
  titleKo: '로그인 연결 끊기 콜백',
  settings: [
    { id: 'url', text: 'The URL that is called.', provenance: documented(loginGuide) },
    { id: 'method', text: 'GET or POST.', provenance: documented(loginGuide) },
    { id: 'basicAuth', text: 'The value that is sent as Basic authorization.', provenance: documented(loginGuide) },
  ],
  headers: [basicAuthorization(true, documented(loginGuide))],
  requests: [
    {
      method: 'GET',
      in: 'query',
      schema: open({
        userKey: {
          type: 'string',
          description: 'The user, in decimal digits.',
          pattern: '^[1-9][0-9]{0,18}$',
          examples: ['443731103'],
          'x-provenance': documented(loginGuide),
        },
        referrer,
      }),
      example: { userKey: '443731103', referrer: 'UNLINK' },
      provenance: documented(loginGuide),
    },
    {
      method: 'POST',
      in: 'body',
      schema: open({
        userKey: {
          type: 'integer',
          description: 'The user (int64).',
          minimum: 1,
          examples: [443731103],
          'x-provenance': documented(loginGuide),
        },
        referrer,
      }),
      example: { userKey: 443731103, referrer: 'UNLINK' },
      provenance: documented(loginGuide),
    },
  ],
  answer: { statuses: { from: 200, to: 299 }, provenance: assumed('that any 2xx is success is unpublished') },
  behaviours: [
    {
      id: 'unlink.notForApi',
      text: 'It is not sent for remove-by-access-token and remove-by-user-key.',
      provenance: documented(loginGuide),
    },
  ],
  limits: deliveryLimits,
  provenance: documented(loginGuide),
} as const satisfies Callback

/** Why a subscription changed. */
export const subscriptionChangeReasons = [
  'CREATED',
  'RENEWED',
  'RECOVERED',
  'RESTARTED',
  'ENTERED_GRACE_PERIOD',
  'ON_HOLD',
  'PAUSED',
  'AUTO_RENEW_ENABLED',
  'AUTO_RENEW_DISABLED',
  'EXTENDED',
  'EXPIRED',
  'REVOKED',
] as const

/** Why a subscription changed. */
export type SubscriptionChangeReason = (typeof subscriptionChangeReasons)[number]

/** Every status of a subscription. */
export const subscriptionStatuses = ['ACTIVE', 'EXPIRED', 'IN_GRACE_PERIOD', 'ON_HOLD', 'PAUSED', 'REVOKED'] as const

/** One status of a subscription. */
export type SubscriptionStatus = (typeof subscriptionStatuses)[number]

/** Samples have whole seconds and no zone; a fraction or a zone would still be the same moment to a reader. */
const momentPattern =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})?$'

function moment<const Type extends 'string' | readonly ['string', 'null']>(description: string, type: Type) {
  return {
    type,
    description: `${description} ISO 8601 without a zone.`,
    pattern: momentPattern,
    examples: ['2026-05-06T00:00:00'],
    'x-provenance': assuming(documented(`${subscriptionGuide}: samples have no zone`), 'that it is Korean time'),
  } as const
}

function event<const Name extends string>(name: Name) {
  return { type: 'string', const: name, 'x-provenance': documented(subscriptionGuide) } as const
}

const subscriptionState = {
  ...open({
    status: { type: 'string', enum: subscriptionStatuses, 'x-provenance': documented(subscriptionGuide) },
    accessGranted: {
      type: 'boolean',
      description: 'Whether the user may use what was subscribed to.',
      'x-provenance': documented(subscriptionGuide),
    },
    expiresAt: moment('When the period that was paid for ends; null in the sample of CREATED.', ['string', 'null']),
    autoRenew: {
      type: 'boolean',
      description: 'Whether it renews by itself.',
      'x-provenance': documented(subscriptionGuide),
    },
  }),
  'x-provenance': documented(subscriptionGuide),
} as const

const subscription = {
  id: 'callbacks.subscription',
  feature: 'iap',
  direction: 'toss-to-partner',
  title: 'A subscription changed',
  titleKo: '구독 상태 변경 웹훅',
  settings: [
    { id: 'url', text: 'The URL that is called.', provenance: documented(subscriptionGuide) },
    {
      id: 'basicAuth',
      text: 'The value that is sent as Basic authorization; may be left empty.',
      provenance: documented(subscriptionGuide),
    },
  ],
  headers: [basicAuthorization(false, documented(subscriptionGuide))],
  requests: [
    {
      method: 'POST',
      in: 'body',
      schema: open({
        eventType: event('callback.registration_verification'),
        occurredAt: moment('When it was sent.', 'string'),
      }),
      example: { eventType: 'callback.registration_verification', occurredAt: '2026-05-06T00:00:00' },
      provenance: documented(subscriptionGuide),
    },
    {
      method: 'POST',
      in: 'body',
      schema: open({
        eventType: event('subscription.status_changed'),
        eventVersion: { type: 'string', const: '1.0', 'x-provenance': documented(subscriptionGuide) },
        occurredAt: moment('When it changed.', 'string'),
        orderId: {
          type: 'string',
          description: 'The order that began the subscription.',
          minLength: 1,
          'x-provenance': assuming(documented(subscriptionGuide), 'that renewals keep it'),
        },
        sku: {
          type: 'string',
          description: 'The product.',
          minLength: 1,
          'x-provenance': documented(subscriptionGuide),
        },
        changeReason: {
          type: 'string',
          enum: subscriptionChangeReasons,
          'x-provenance': documented(subscriptionGuide),
        },
        subscription: {
          ...open({ previous: subscriptionState, current: subscriptionState }, ['previous']),
          'x-provenance': documented(`${subscriptionGuide}: previous may be absent`),
        },
      }),
      example: {
        eventType: 'subscription.status_changed',
        eventVersion: '1.0',
        occurredAt: '2026-05-06T00:00:00',
        orderId: '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0',
        sku: 'ait.0000010000.af647449.3bd55cfd00.0000000475',
        changeReason: 'CREATED',
        subscription: { current: { status: 'ACTIVE', accessGranted: true, expiresAt: null, autoRenew: true } },
      },
      provenance: documented(subscriptionGuide),
    },
  ],
  answer: { statuses: { from: 200, to: 299 }, provenance: documented(subscriptionGuide) },
  behaviours: [
    {
      id: 'webhook.verifiedFirst',
      text: 'callback.registration_verification comes first; without a 2xx no other event is sent.',
      provenance: assuming(documented(`${subscriptionGuide}: it must get 2xx`), 'what happens otherwise'),
    },
    {
      id: 'webhook.occurredAt',
      text: 'Receivers keep the newer of two events by occurredAt: two of one subscription never have the same one, even where they follow each other within a second.',
      provenance: reliedOn(
        'receivers that order by occurredAt; that production never repeats one is not published',
        '2026-12-01',
      ),
    },
    { id: 'webhook.unsigned', text: 'There is no signature.', provenance: documented(subscriptionGuide) },
    {
      id: 'webhook.subscriptionsOnly',
      text: 'One-off orders have no webhook.',
      provenance: documented(subscriptionGuide),
    },
    {
      id: 'webhook.created',
      text: 'CREATED has no previous state, and current.expiresAt is null.',
      provenance: observed('public notes on a production log of 2026-08, and the sample of the guide, second hand'),
    },
    {
      id: 'webhook.cancelledStaysActive',
      text: 'AUTO_RENEW_DISABLED leaves the status ACTIVE until the paid period ends.',
      provenance: observed('public notes on a production log of 2026-08'),
    },
    {
      id: 'webhook.refused',
      text: 'A URL that does not answer the verification with 2xx is not taken, and the setting stays as it was.',
      provenance: assumed('that the registration fails without 2xx is second hand; what stays is unpublished'),
    },
    {
      id: 'subscription.arrows',
      text: 'CREATED → ACTIVE. ACTIVE → RENEWED, EXTENDED, AUTO_RENEW_DISABLED or AUTO_RENEW_ENABLED → ACTIVE; ENTERED_GRACE_PERIOD → IN_GRACE_PERIOD → ON_HOLD; PAUSED. RECOVERED leads from these three to ACTIVE. RESTARTED leads from a cancelled or expired one to ACTIVE. EXPIRED and REVOKED end it.',
      provenance: assumed('the names are documented second hand; the arrows are read from those of the app stores'),
    },
    {
      id: 'subscription.access',
      text: 'accessGranted is true in ACTIVE and IN_GRACE_PERIOD.',
      provenance: assumed('seen false for EXPIRED and REVOKED; how it is computed is unpublished'),
    },
  ],
  limits: [
    ...deliveryLimits,
    {
      id: 'subscription.gracePeriod',
      text: 'The grace period lasts 7 days, the hold after it 30 days.',
      provenance: assumed('unpublished; the order of magnitude is that of the app stores'),
    },
  ],
  provenance: documented(subscriptionGuide),
} as const satisfies Callback

/** Everything that Toss sends to the partner. */
export const callbacks = [unlink, subscription] as const satisfies readonly Callback[]

/** The id of a callback. */
export type CallbackId = (typeof callbacks)[number]['id']

/** Where sources about callbacks conflict. */
export const callbackVariants = [
  {
    id: 'callbacks.webhookAuthorization',
    title: 'How the subscription webhook carries the value that is set in the console',
    operations: ['callbacks.subscription'],
    options: {
      basic: {
        text: 'Authorization: Basic, then the value in Base64.',
        provenance: documented(subscriptionGuide),
      },
      bearer: {
        text: 'Authorization: Bearer, then the value as it is.',
        provenance: observed(
          'a public report of a partner who was sent this by production on the verification call',
          '2026-09',
        ),
      },
    },
    default: 'basic',
  },
] as const satisfies readonly Variant[]

/** Authorization as the variant `callbacks.webhookAuthorization` = `bearer` sends it. */
export const bearerAuthorization = {
  ...basicAuthorization(false, callbackVariants[0].options.bearer.provenance),
  description: 'Bearer <the value set in the console>',
  schema: { type: 'string', pattern: '^Bearer .+$', 'x-sensitive': true },
} as const satisfies HeaderParameter

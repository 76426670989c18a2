import { createHash, timingSafeEqual } from 'node:crypto'
import {
  type CallbackRequest,
  callbacks,
  checkValue,
  messageAsRead,
  type SubscriptionChangeReason,
  type SubscriptionStatus,
  type UnlinkReferrer,
} from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import { graveOf } from './grave-violations.js'

/** A user ended the link with the mini-app. */
export interface UnlinkEvent {
  readonly type: 'unlink'
  readonly userKey: number
  /** `UNLINK`: disconnected in the app. `WITHDRAWAL_TERMS`: consent withdrawn. `WITHDRAWAL_TOSS`: left Toss. */
  readonly referrer: UnlinkReferrer
}

/** Toss checks that the webhook's URL answers: answer 2xx. */
export interface RegistrationVerificationEvent {
  readonly type: 'registration-verification'
  readonly occurredAt: string
}

/** One state of a subscription. */
export interface SubscriptionState {
  readonly status: SubscriptionStatus
  readonly accessGranted: boolean
  readonly expiresAt: string | null
  readonly autoRenew: boolean
}

/** A subscription changed. */
export interface SubscriptionEvent {
  readonly type: 'subscription'
  readonly eventVersion: string
  readonly occurredAt: string
  readonly orderId: string
  readonly sku: string
  readonly changeReason: SubscriptionChangeReason
  readonly subscription: { readonly previous?: SubscriptionState; readonly current: SubscriptionState }
}

/** An event of a type that the contract does not know: answer 2xx, and log it. */
export interface UnknownEvent {
  readonly type: 'unknown'
  readonly eventType: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Everything that Toss sends to the partner. */
export type CallbackEvent = UnlinkEvent | RegistrationVerificationEvent | SubscriptionEvent | UnknownEvent

/**
 * A request as node:http, Express and Fastify have it, or with the `Headers` of a fetch Request, as Next.js and Hono have it. `body` is
 * text, bytes or parsed JSON; node:http and a fetch Request leave reading it to you.
 */
export interface IncomingCallback {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> | FetchHeaders
  readonly body?: unknown
}

/** What is needed of the `Headers` of a fetch Request. */
export interface FetchHeaders {
  get(name: string): string | null
}

/** What the verifier has to know. */
export interface CallbackVerifierOptions {
  /** The value of "Basic Auth" in the console, before Base64; `null` only where none is set there. */
  readonly basicAuth: string | null
}

/** A request that is not a callback of Toss. Express and Fastify answer with `statusCode` when it is thrown in a handler. */
export class CallbackError extends CodedError<'ERR_CALLBACK_UNAUTHORIZED' | 'ERR_CALLBACK_INVALID'> {
  /** The HTTP status to answer. */
  readonly statusCode: 400 | 401 | 405

  constructor(statusCode: 400 | 401 | 405, message: string, cause?: unknown) {
    super(statusCode === 401 ? 'ERR_CALLBACK_UNAUTHORIZED' : 'ERR_CALLBACK_INVALID', message, { cause })
    this.statusCode = statusCode
  }

  override get name(): string {
    return 'CallbackError'
  }
}

/**
 * Checks the callbacks that Toss sends: authorization in constant time (Basic, and Bearer, which partners have seen of the
 * subscription webhook), then the payload against the contract. Fields and values that the contract does not know are let through.
 *
 * @example Express, behind `express.json()`; Fastify likewise
 * ```ts
 * const verify = createCallbackVerifier({ basicAuth: process.env.TOSS_CALLBACK_AUTH ?? '' })
 * app.all('/toss/callback', (request, response) => {
 *   const event = verify(request)
 *   if (event.type === 'unlink') users.unlink(event.userKey)
 *   response.sendStatus(200)
 * })
 * ```
 * @example A route handler of Next.js
 * ```ts
 * const { method, url, headers } = request
 * const event = verify({ method, url, headers, body: method === 'POST' ? await request.text() : undefined })
 * ```
 * @returns a function that gives the event, or throws a CallbackError with the status to answer
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function createCallbackVerifier({
  basicAuth,
}: CallbackVerifierOptions): (request: IncomingCallback) => CallbackEvent {
  if (basicAuth !== null && (typeof basicAuth !== 'string' || basicAuth === '')) {
    throw new CodedError('ERR_INVALID_OPTION', 'basicAuth must be the value set in the console, and is empty.', {
      fix: 'Pass that value, or null where the console has none: then anybody can call the URL.',
    })
  }
  const expected = basicAuth === null ? null : digest(Buffer.from(basicAuth, 'utf8'))
  return (request) => {
    if (expected !== null) checkAuthorization(request, expected)
    if (request.method === 'GET') return unlinkEvent(readQuery(request), 'query')
    if (request.method === 'POST') return bodyEvent(readBody(request))
    throw new CallbackError(405, `A callback comes by GET or POST, not by ${request.method}.`)
  }
}

function checkAuthorization({ headers }: IncomingCallback, expected: Buffer): void {
  const value = authorizationIn(headers)
  const credentials = typeof value === 'string' ? readCredentials(value) : undefined
  // Digests are of one length, so that neither content nor length of the right value shows in the time taken.
  const isRight = timingSafeEqual(digest(credentials ?? Buffer.alloc(0)), expected)
  if (isRight && credentials !== undefined) return
  const what = value === undefined ? 'has no Authorization header' : 'has another Authorization than that of basicAuth'
  throw new CallbackError(401, `The callback ${what}.`)
}

function authorizationIn(headers: IncomingCallback['headers']): unknown {
  if (typeof headers.get === 'function') return headers.get('authorization') ?? undefined
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1]
}

/** Basic with Base64, as documented, or Bearer with the plain value, as partners have seen of the subscription webhook. */
function readCredentials(authorization: string): Buffer | undefined {
  const basic = /^basic +([A-Za-z0-9+/]*={0,2}) *$/i.exec(authorization)?.[1]
  if (basic !== undefined) return Buffer.from(basic, 'base64')
  const bearer = /^bearer +(.+)$/i.exec(authorization)?.[1]
  // Node reads header bytes as Latin-1.
  return bearer === undefined ? undefined : Buffer.from(bearer, 'latin1')
}

function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function readQuery({ url = '' }: IncomingCallback): Record<string, unknown> {
  const at = url.indexOf('?')
  return Object.fromEntries(new URLSearchParams(at === -1 ? '' : url.slice(at + 1)))
}

function readBody({ body }: IncomingCallback): Record<string, unknown> {
  let value = body
  if (typeof value === 'string' || value instanceof Uint8Array) {
    try {
      value = JSON.parse(typeof value === 'string' ? value : Buffer.from(value).toString('utf8'))
    } catch (cause) {
      throw new CallbackError(400, 'body is not JSON.', cause)
    }
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  const hint = value === undefined ? ' Read it first: express.json(), or the chunks of a node:http request.' : ''
  throw new CallbackError(400, `body must be a JSON object.${hint}`)
}

function bodyEvent(body: Record<string, unknown>): CallbackEvent {
  const { eventType } = body
  if (eventType === undefined) return unlinkEvent(body, 'body')
  if (typeof eventType !== 'string') throw new CallbackError(400, 'body.eventType must be a string.')
  const request = subscriptionRequests.get(eventType)
  if (request === undefined) return { type: 'unknown', eventType, payload: body }
  check(request, body, 'body')
  const read = messageAsRead(request.schema, body) as Record<string, unknown>
  const { eventVersion, occurredAt, orderId, sku, changeReason, subscription } = read
  if (eventType === 'callback.registration_verification') {
    return { type: 'registration-verification', occurredAt: occurredAt as string }
  }
  const event = { type: 'subscription', eventVersion, occurredAt, orderId, sku, changeReason, subscription }
  return event as SubscriptionEvent
}

function unlinkEvent(payload: Record<string, unknown>, place: CallbackRequest['in']): UnlinkEvent {
  // Digits in a text are taken in a body as well, as the platform itself does elsewhere.
  const isText = place === 'query' || typeof payload.userKey === 'string'
  check(unlink.requests[isText ? 0 : 1], payload, place)
  const userKey = Number(payload.userKey)
  if (!Number.isSafeInteger(userKey) || userKey < 1) {
    throw new CallbackError(400, `${place}.userKey must be a positive integer, not ${JSON.stringify(payload.userKey)}.`)
  }
  return { type: 'unlink', userKey, referrer: payload.referrer as UnlinkReferrer }
}

function check({ schema }: CallbackRequest, payload: Record<string, unknown>, place: CallbackRequest['in']): void {
  const [violation] = graveOf(checkValue(schema, payload, place), payload)
  if (violation !== undefined) throw new CallbackError(400, violation.message)
}

const [unlink, subscription] = callbacks

const subscriptionRequests: ReadonlyMap<string, CallbackRequest> = new Map(
  subscription.requests.map((request) => [request.schema.properties.eventType.const, request]),
)

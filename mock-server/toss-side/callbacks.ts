import type { JsonSchema } from '../../contracts/index.js'
import { CodedError, errorTable } from '../../errors/index.js'
import { callbackSettingsOf } from '../world/callback-settings.js'
import { checkOptions, invalidOption } from '../world/checks/option-check.js'
import type { CallbackSettings, UnlinkSettings, WebhookSettings } from '../world/shapes/mini-app.js'
import type { CallbackDelivery } from './callbacks/delivery.js'
import { verificationMessage, type WebhookAuthorization } from './callbacks/messages.js'
import type { TossSideContext } from './context.js'
import { testUnlink, type UnlinkTest, type UnlinkTestOptions } from './unlink-test.js'

/** Where the unlink callback goes. */
export interface UnlinkCallbackOptions {
  /** http or https, without user and password. */
  readonly url: string
  /** Default `POST`. */
  readonly method?: 'GET' | 'POST'
  /** The value before Base64. */
  readonly basicAuth: string
}

/** Where the subscription webhook goes. */
export interface WebhookOptions {
  /** http or https, without user and password. */
  readonly url: string
  /** The value before Base64; without it no Authorization is sent. */
  readonly basicAuth?: string | null
  /** False takes the URL without asking it first, for a partner that is not up yet; default true. */
  readonly verify?: boolean
}

/** A webhook that was set, and how its URL answered the verification; null where it was not asked. */
export interface WebhookSet {
  readonly settings: WebhookSettings
  readonly delivery: CallbackDelivery | null
}

const urlSchema = { type: 'string', pattern: '^https?://', maxLength: 2048, description: 'http or https.' } as const
const basicAuthSchema = { type: 'string', minLength: 1, maxLength: 1000, description: 'Before Base64.' } as const

/** The shape of {@link UnlinkCallbackOptions}. */
export const unlinkCallbackSchema = {
  type: 'object',
  properties: { url: urlSchema, method: { type: 'string', enum: ['GET', 'POST'] }, basicAuth: basicAuthSchema },
  required: ['url', 'basicAuth'],
  additionalProperties: false,
} as const satisfies JsonSchema

/** The shape of {@link WebhookOptions}. */
export const webhookSchema = {
  type: 'object',
  properties: {
    url: urlSchema,
    basicAuth: { ...basicAuthSchema, type: ['string', 'null'] },
    verify: { type: 'boolean', description: 'False takes the URL without asking it first; default true.' },
  },
  required: ['url'],
  additionalProperties: false,
} as const satisfies JsonSchema

/** The callbacks' part of the console. */
export interface CallbacksSide {
  /** What is set now. */
  get(): Promise<CallbackSettings>
  /** Sets where the unlink callback goes; null: nowhere. Throws `ERR_INVALID_OPTION`. */
  setUnlink(options: UnlinkCallbackOptions | null): Promise<UnlinkSettings | null>
  /**
   * Sets where the subscription webhook goes; null: nowhere. The URL is asked first, with
   * callback.registration_verification; where it does not answer 2xx, everything stays as it was (assumed).
   *
   * @throws CodedError `ERR_INVALID_OPTION`, `ERR_WEBHOOK_NOT_VERIFIED`
   */
  setSubscription(options: WebhookOptions): Promise<WebhookSet>
  setSubscription(options: null): Promise<null>
  /** Calls the unlink URL as the console's test button does, from a browser: see {@link UnlinkTest}. Throws `ERR_INVALID_OPTION`. */
  testUnlink(options?: UnlinkTestOptions): Promise<UnlinkTest>
  /** Resolves when no callback of this mini-app is being sent, renewals after a move of the clock included. */
  settled(): Promise<void>
}

/** The callbacks' part of the Toss side. */
export function createCallbacksSide(context: TossSideContext): CallbacksSide {
  const { read, update, clock, callbacks, miniApp, variant } = context
  const change = (changes: Partial<CallbackSettings>) =>
    update((world) => world.put('callbackSettings', 'self', { ...callbackSettingsOf(world), ...changes }))

  async function setSubscription(options: WebhookOptions): Promise<WebhookSet>
  async function setSubscription(options: null): Promise<null>
  async function setSubscription(options: WebhookOptions | null): Promise<WebhookSet | null> {
    if (options === null) {
      await change({ subscription: null })
      return null
    }
    checkOptions(webhookSchema, options, 'subscription')
    checkUrl(options.url, 'subscription.url')
    if (variant('callbacks.webhookAuthorization') === 'bearer') checkHeaderValue(options.basicAuth ?? '')
    warnOfBase64('subscription', options.basicAuth ?? '')
    const settings: WebhookSettings = { url: options.url, basicAuth: options.basicAuth ?? null }
    const delivery = options.verify === false ? null : await verify(settings)
    await change({ subscription: settings })
    return { settings, delivery }
  }

  async function verify(settings: WebhookSettings): Promise<CallbackDelivery> {
    const authorization = variant('callbacks.webhookAuthorization')
    const request = verificationMessage(settings, { now: clock.now(), authorization })
    const delivery = await callbacks.send({ miniApp, callback: 'callbacks.subscription', request })
    if (delivery.delivered) return delivery
    throw new CodedError(
      'ERR_WEBHOOK_NOT_VERIFIED',
      `${settings.url} did not take callback.registration_verification: ${delivery.error}. It was sent with ` +
        authorizationInWords(settings, authorization),
      { fix: `${errorTable.ERR_WEBHOOK_NOT_VERIFIED.fix} ${otherAuthorization[authorization]}` },
    )
  }

  /** Reported by partners as the known mistake: the console encodes by itself. */
  function warnOfBase64(name: string, value: string): void {
    if (!isEncodedPair(value)) return
    callbacks.warn(
      `${name}.basicAuth of ${miniApp} looks like Base64 of user:secret. The console takes it plain and encodes it, so your ` +
        'server gets Base64 of Base64: give user:secret as it is.',
    )
  }

  return {
    get: () => read(callbackSettingsOf),
    async setUnlink(options) {
      if (options === null) {
        await change({ unlink: null })
        return null
      }
      checkOptions(unlinkCallbackSchema, options, 'unlink')
      checkUrl(options.url, 'unlink.url')
      const { url, method = 'POST', basicAuth } = options
      warnOfBase64('unlink', basicAuth)
      await change({ unlink: { url, method, basicAuth } })
      return { url, method, basicAuth }
    },
    setSubscription,
    testUnlink: (options) => testUnlink(context, options),
    settled: () => callbacks.settled(miniApp),
  }
}

/** Without the value. */
function authorizationInWords({ basicAuth }: WebhookSettings, how: WebhookAuthorization): string {
  if (basicAuth === null) return 'no Authorization, since no basicAuth is set'
  return how === 'bearer'
    ? 'Authorization: Bearer, then basicAuth as it is'
    : 'Authorization: Basic, then Base64 of basicAuth'
}

const otherAuthorization: Record<WebhookAuthorization, string> = {
  basic:
    'If your server expects Authorization: Bearer, as one partner saw it, choose the variant callbacks.webhookAuthorization=bearer.',
  bearer:
    'If your server expects Authorization: Basic, as the guide says, leave out the variant callbacks.webhookAuthorization=bearer.',
}

/** Whether a value is Base64 of a text with a colon, which a console's value would hold plainly. */
function isEncodedPair(value: string): boolean {
  if (value.includes(':') || !/^[A-Za-z0-9+/]{4,}={0,2}$/.test(value)) return false
  const bytes = Buffer.from(value, 'base64')
  const text = bytes.toString('utf8')
  return bytes.toString('base64') === value && /^[\x20-\x7e\u00a1-\ufffc]+$/.test(text) && /^[^:]+:./.test(text)
}

/** As Basic, any text goes through Base64; as Bearer it is sent as it is. */
function checkHeaderValue(value: string): void {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return
  throw invalidOption(
    'subscription.basicAuth cannot be sent with callbacks.webhookAuthorization=bearer: a header holds only Latin-1, without control characters',
    'Give a value of ASCII characters, or use the variant basic.',
  )
}

function checkUrl(url: string, field: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined) throw invalidOption(`${field} must be a URL, and is ${JSON.stringify(url)}`)
  if (parsed.username !== '' || parsed.password !== '') {
    throw invalidOption(`${field} must not hold a user and password`, 'Give them as basicAuth: user:password.')
  }
}

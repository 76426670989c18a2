import { redactUrl } from '../../../contracts/index.js'
import { CodedError, errorTable } from '../../../errors/index.js'
import { callbackSettingsOf } from '../../world/callback-settings.js'
import { invalidOption } from '../../world/checks/option-check.js'
import {
  done,
  joined,
  type Of,
  type OptionsShape,
  object,
  options,
  orNull,
  type Shape,
  saying,
  truth,
} from '../../world/shape.js'
import {
  type CallbackSettings,
  callbackSettingsShape,
  type UnlinkSettings,
  unlinkSettingsShape,
  type WebhookSettings,
  webhookSettingsShape,
} from '../../world/shapes/mini-app.js'
import { verificationMessage, type WebhookAuthorization } from '../callbacks/callback-requests.js'
import { type CallbackDelivery, deliveryShape } from '../callbacks/delivery-shape.js'
import { command, type SideOf, sideOf } from '../command.js'
import type { TossSideContext } from '../context.js'
import { testUnlink, unlinkTestOptions, unlinkTestShape } from '../unlink-test.js'

/** Where the unlink callback goes. */
export interface UnlinkCallbackOptions extends Of<typeof unlinkCallbackOptions> {}
export const unlinkCallbackOptions: OptionsShape<typeof unlinkSettingsShape.properties, 'url' | 'basicAuth'> = options(
  unlinkSettingsShape.properties,
  ['url', 'basicAuth'],
)

/** Where the subscription webhook goes. */
export interface WebhookTarget extends Of<typeof webhookTarget> {}
export const webhookTarget: OptionsShape<typeof webhookSettingsShape.properties, 'url'> = options(
  webhookSettingsShape.properties,
  ['url'],
)

const verification = options({
  /** False takes the URL without asking it first, for a partner that is not up yet; default true. */
  verify: saying(truth, 'False takes the URL without asking it first; default true.'),
})

/** Where the subscription webhook goes, and whether that is asked. */
export interface WebhookOptions extends WebhookTarget, Of<typeof verification> {}
export const webhookOptions: Shape<WebhookOptions> = joined(webhookTarget, verification)

/** A webhook that was set, and how its URL answered the verification; null where it was not asked. */
export interface WebhookSet extends Of<typeof webhookSetShape> {}
const webhookSetShape = object({
  settings: webhookSettingsShape,
  delivery: saying(orNull(deliveryShape), 'How the partner answered; null where nothing was sent.'),
})

/** The callbacks' part of the console. */
export interface CallbacksSide extends Omit<SideOf<typeof callbackCommands>, 'setUnlink' | 'setSubscription'> {
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
}
export const callbackCommands = {
  /** What is set now. */
  get: command({
    at: 'GET callbacks',
    id: 'getCallbacks',
    says: 'Where callbacks go',
    gives: callbackSettingsShape,
    do: ({ read }) => read(callbackSettingsOf),
  }),
  setUnlink: command({
    at: 'PUT callbacks/unlink',
    id: 'setUnlinkCallback',
    says: 'Set where the unlink callback goes',
    takes: unlinkCallbackOptions,
    named: 'unlink',
    gives: unlinkSettingsShape,
    async do(context, { url, method = 'POST', basicAuth }: UnlinkCallbackOptions) {
      checkUrl(context, url, 'unlink.url')
      warnOfBase64(context, 'unlink', basicAuth)
      return change(context, 'unlink', { url, method, basicAuth })
    },
    clear: {
      id: 'clearUnlinkCallback',
      says: 'Send no unlink callback any more',
      do: (context) => change(context, 'unlink', null),
    },
  }),
  /** Calls the unlink URL as the console's test button does, from a browser: see {@link UnlinkTest}. Throws `ERR_INVALID_OPTION`. */
  testUnlink: command({
    at: 'POST callbacks/unlink/test',
    id: 'testUnlinkCallback',
    says: 'Call the unlink URL as the test button of the console does: from a browser, after a preflight',
    takes: unlinkTestOptions,
    named: 'test',
    gives: unlinkTestShape,
    do: testUnlink,
  }),
  setSubscription: command({
    at: 'PUT callbacks/subscription',
    id: 'setSubscriptionWebhook',
    says: 'Set where the subscription webhook goes; the URL has to answer the verification with 2xx',
    takes: webhookOptions,
    named: 'subscription',
    gives: webhookSetShape,
    async do(context, { url, basicAuth = null, verify: isAsked = true }: WebhookOptions) {
      checkUrl(context, url, 'subscription.url')
      if (context.variant('callbacks.webhookAuthorization') === 'bearer') checkHeaderValue(basicAuth ?? '')
      warnOfBase64(context, 'subscription', basicAuth ?? '')
      const settings = { url, basicAuth }
      const delivery = isAsked ? await verify(context, settings) : null
      await change(context, 'subscription', settings)
      return { settings, delivery }
    },
    clear: {
      id: 'clearSubscriptionWebhook',
      says: 'Send no subscription webhook any more',
      do: (context) => change(context, 'subscription', null),
    },
  }),
  /** Resolves when no callback of this mini-app is being sent, renewals after a move of the clock included. */
  settled: command({
    at: 'POST callbacks/settled',
    id: 'awaitCallbacks',
    says: 'Answers when no callback is being sent, for example after the clock was moved',
    gives: done,
    do: ({ callbacks, miniApp }) => callbacks.settled(miniApp),
  }),
}

/** The callbacks' part of the Toss side. */
export function callbacksSideOf(context: TossSideContext): CallbacksSide {
  return sideOf(callbackCommands, context) as CallbacksSide
}

async function change<Settings extends UnlinkSettings | WebhookSettings | null>(
  { update }: TossSideContext,
  callback: keyof CallbackSettings,
  settings: Settings,
): Promise<Settings> {
  await update((world) => world.put('callbackSettings', 'self', { ...callbackSettingsOf(world), [callback]: settings }))
  return settings
}

async function verify(
  { variant, clock, callbacks, miniApp }: TossSideContext,
  settings: WebhookSettings,
): Promise<CallbackDelivery> {
  const authorization = variant('callbacks.webhookAuthorization')
  const request = verificationMessage(settings, { now: clock.now(), authorization })
  const delivery = await callbacks.send({ miniApp, callback: 'callbacks.subscription', request })
  if (delivery.delivered) return delivery
  throw new CodedError(
    'ERR_WEBHOOK_NOT_VERIFIED',
    `${redactUrl(settings.url)} did not take callback.registration_verification: ${delivery.error}. It was sent with ` +
      authorizationInWords(settings, authorization),
    { fix: `${errorTable.ERR_WEBHOOK_NOT_VERIFIED.fix} ${otherAuthorization[authorization]}` },
  )
}

/** Reported by partners as the known mistake: the console encodes by itself. */
function warnOfBase64({ callbacks, miniApp }: TossSideContext, name: string, value: string): void {
  if (!isEncodedPair(value)) return
  callbacks.warn(
    `${name}.basicAuth of ${miniApp} looks like Base64 of user:secret. The console takes it plain and encodes it, so your ` +
      'server gets Base64 of Base64: give user:secret as it is.',
  )
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

function checkUrl({ callbacks }: TossSideContext, url: string, field: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined) throw invalidOption(`${field} must be a URL, and is ${JSON.stringify(redactUrl(url))}`)
  if (parsed.username !== '' || parsed.password !== '') {
    throw invalidOption(`${field} must not hold a user and password`, 'Give them as basicAuth: user:password.')
  }
  const objection = callbacks.objectionTo(url)
  if (objection !== undefined) throw invalidOption(`${field} ${objection.rule}`, objection.fix)
}

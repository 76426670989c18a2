import { features, scopes } from '../../../contracts/index.js'
import { list, matching, type Of, object, orNull, saying, textOf, word } from '../shape.js'

const scopeList = list(word(...scopes))
const featureList = list(word(...features))

/** What the partner set up in the console for the mini-app, and how the platform is doing for it. */
export interface MiniApp extends Of<typeof miniAppShape> {}
export const miniAppShape = object({
  /** The scopes that the terms screen asks for. */
  scopes: saying(scopeList, 'The scopes that the terms screen asks for.'),
  /** The tags of the terms that the terms screen shows. */
  terms: saying(list(textOf(1, 100)), 'The tags of the terms that the terms screen shows.'),
  /** Features that are switched off: their operations answer 4050. */
  featuresOff: saying(featureList, 'Features that are switched off: their operations answer 4050.'),
  /** Features that are broken on the platform's side: their operations answer HTTP 500, INTERNAL_ERROR. */
  featuresDown: saying(
    featureList,
    'Features that are broken on the platform’s side: their operations answer HTTP 500, INTERNAL_ERROR.',
  ),
})

const url = saying(matching('^https?://', { maxLength: 2048 }), 'http or https.')
const basicAuth = saying(textOf(1, 1000), 'Before Base64.')

/** Where Toss says that a user ended the link; set in the console. Documented. */
export interface UnlinkSettings extends Of<typeof unlinkSettingsShape> {}
export const unlinkSettingsShape = object({
  /** http or https, without user and password. */
  url,
  /** `POST` by default. */
  method: word('GET', 'POST'),
  /** The value before Base64. */
  basicAuth,
})

/** Where Toss says that a subscription changed; set in the console. Documented, second hand. */
export interface WebhookSettings extends Of<typeof webhookSettingsShape> {}
export const webhookSettingsShape = object({
  /** http or https, without user and password. */
  url,
  /** The value before Base64; null where none is set, and then no Authorization is sent. */
  basicAuth: orNull(basicAuth),
})

/** Both; null where nothing is set and nothing is sent. */
export interface CallbackSettings extends Of<typeof callbackSettingsShape> {}
export const callbackSettingsShape = object({
  unlink: orNull(unlinkSettingsShape),
  subscription: orNull(webhookSettingsShape),
})

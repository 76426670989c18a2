import type { View } from './store.js'

/** Where Toss says that a user ended the link; set in the console. Documented. */
export interface UnlinkSettings {
  /** http or https. */
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** The value before Base64. */
  readonly basicAuth: string
}

/** Where Toss says that a subscription changed; set in the console. Documented, second hand. */
export interface WebhookSettings {
  /** http or https. */
  readonly url: string
  /** The value before Base64; null where none is set. */
  readonly basicAuth: string | null
}

/** Both; null where nothing is set and nothing is sent. */
export interface CallbackSettings {
  readonly unlink: UnlinkSettings | null
  readonly subscription: WebhookSettings | null
}

/** A mini-app nobody has set up has no callbacks. */
export const noCallbacks: CallbackSettings = { unlink: null, subscription: null }

/** The mini-app's settings. */
export function callbackSettingsOf(view: View): CallbackSettings {
  return view.get('callbackSettings', 'self') ?? noCallbacks
}

import type { CallbackSettings } from './shapes/mini-app.js'
import type { View } from './store.js'

/** A mini-app nobody has set up has no callbacks. */
export const noCallbacks: CallbackSettings = { unlink: null, subscription: null }

/** The mini-app's settings. */
export function callbackSettingsOf(view: View): CallbackSettings {
  return view.get('callbackSettings', 'self') ?? noCallbacks
}

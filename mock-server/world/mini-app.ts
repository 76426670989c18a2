import { scopes as allScopes } from '../../contracts/index.js'
import type { MiniApp } from './shapes/mini-app.js'
import type { Transaction, View } from './store.js'

/** A mini-app nobody has set up: every scope but the e-mail address, the guide's two sample terms, every feature. */
export const defaultMiniApp: MiniApp = {
  scopes: allScopes.filter((scope) => scope !== 'user_email'),
  terms: ['terms_tag1', 'terms_tag2'],
  featuresOff: [],
  featuresDown: [],
}

/** The mini-app's settings. */
export function miniAppOf(view: View): MiniApp {
  return view.get('miniApp', 'self') ?? defaultMiniApp
}

/** Changes the settings that are given. */
export function changeMiniApp(transaction: Transaction, change: Partial<MiniApp>): MiniApp {
  const miniApp = { ...miniAppOf(transaction), ...change }
  transaction.put('miniApp', 'self', miniApp)
  return miniApp
}

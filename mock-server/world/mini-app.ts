import { scopes as allScopes, type Feature, type Scope } from '../../contracts/index.js'
import type { Transaction, View } from './store.js'

/** What the partner set up in the console for the mini-app, and how the platform is doing for it. */
export interface MiniApp {
  /** The scopes that the terms screen asks for. */
  readonly scopes: readonly Scope[]
  /** The tags of the terms that the terms screen shows. */
  readonly terms: readonly string[]
  /** Features that are switched off: their operations answer 4050. */
  readonly featuresOff: readonly Feature[]
  /** Features that are broken on the platform's side: their operations answer HTTP 500, INTERNAL_ERROR. */
  readonly featuresDown: readonly Feature[]
}

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

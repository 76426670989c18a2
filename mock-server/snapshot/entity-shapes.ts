import type { Entities } from '../world/entities.js'
import { iapShapes } from './iap-shapes.js'
import { loginShapes } from './login-shapes.js'
import { payShapes } from './pay-shapes.js'
import { rewardShapes } from './reward-shapes.js'
import type { Shape } from './shape.js'

/** What each kind of entity looks like. A new kind belongs here as well: the compiler says so. */
export const entityShapes: { readonly [Kind in keyof Entities]: Shape<Entities[Kind]> } = {
  ...loginShapes,
  ...rewardShapes,
  ...payShapes,
  ...iapShapes,
}

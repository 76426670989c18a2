import type { TossSideContext } from './context.js'
import { createLoginSide, type LoginSide } from './login.js'
import { createUsersSide, type UsersSide } from './users.js'

/** The other side of every flow, for one mini-app: what Toss, its app and its console do. */
export interface TossSide extends LoginSide {
  readonly miniApp: string
  readonly users: UsersSide
}

/** The Toss side of one mini-app. */
export function createTossSide(context: TossSideContext): TossSide {
  return { miniApp: context.miniApp, users: createUsersSide(context), ...createLoginSide(context) }
}

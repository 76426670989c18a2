import type { AccessToken, AuthorizationCode, RefreshToken } from './login.js'
import type { MiniApp } from './mini-app.js'
import type { User } from './user.js'

/** Every kind of thing that a mini-app's world holds, by name. Each is plain JSON. */
export interface Entities {
  /** One, with id `self`. */
  miniApp: MiniApp
  /** By userKey in decimal. */
  user: User
  /** The userKey behind an anonymous key. */
  anonKey: number
  authorizationCode: AuthorizationCode
  accessToken: AccessToken
  refreshToken: RefreshToken
}

/** The name of a kind of entity. */
export type EntityKind = keyof Entities

import { scopes } from '../../../contracts/index.js'
import {
  instant,
  list,
  matching,
  name,
  type Of,
  object,
  orNull,
  saying,
  text,
  textOf,
  truth,
  userKey,
  word,
} from '../shape.js'

export const scopeList = list(word(...scopes))

/** What Toss knows of a person. All of it is made up. */
export interface Profile extends Of<typeof profileShape> {}
export const profileShape = object({
  name: textOf(1, 50),
  /** Digits only: 01012345678. */
  phone: saying(matching('^01[0-9]{8,9}$'), 'Digits only: 01012345678.'),
  /** yyyyMMdd. */
  birthday: saying(matching('^(19|20)[0-9]{6}$'), 'yyyyMMdd.'),
  gender: word('MALE', 'FEMALE'),
  nationality: word('LOCAL', 'FOREIGNER'),
  /** 88 characters of Base64. */
  ci: textOf(1, 200),
  email: orNull(textOf(3, 320)),
})

/** The user's consent to this mini-app. Tokens carry its id, so they die with it. */
export interface Link extends Of<typeof linkShape> {}
export const linkShape = object({
  id: name,
  scopes: scopeList,
  agreedTerms: list(text),
  linkedAt: instant,
})

/** A Toss user as one mini-app sees them. */
export interface User extends Of<typeof userShape> {}
export const userShape = object({
  /** Unique per mini-app; 9 digits. */
  userKey,
  /** What the SDK's getAnonymousKey() gives: stable per user and mini-app, needs no login; 64 hex digits. */
  anonKey: name,
  profile: profileShape,
  /** Null before the first login and after the link was removed. */
  link: saying(orNull(linkShape), "The user's consent to the mini-app; null where there is none."),
  /** Whether the user lets Toss send pushes. */
  pushEnabled: saying(truth, 'Whether the user lets Toss send pushes.'),
  /** When the user left Toss altogether; null for those who are there. */
  leftTossAt: saying(orNull(instant), 'When the user left Toss; null for those who are there.'),
  createdAt: instant,
})

/** What the SDK's appLogin() hands to the mini-app. */
export interface AuthorizationCode extends Of<typeof authorizationCodeShape> {}
export const authorizationCodeShape = object({
  code: name,
  userKey,
  linkId: name,
  scopes: scopeList,
  /** `DEFAULT` or `SANDBOX`. */
  referrer: text,
  expiresAt: instant,
  usedAt: orNull(instant),
})

/** What login-me takes. */
export interface AccessToken extends Of<typeof accessTokenShape> {}
const token = { token: name, userKey, linkId: text, scopes: scopeList, expiresAt: instant }
export const accessTokenShape = object(token)

/** What refresh-token takes. */
export interface RefreshToken extends Of<typeof refreshTokenShape> {}
export const refreshTokenShape = object({ ...token, usedAt: orNull(instant) })

/** What the SDK's createAnonymousKeyAuthCode() hands to the mini-app. */
export interface AnonymousKeyCode extends Of<typeof anonymousKeyCodeShape> {}
export const anonymousKeyCodeShape = object({
  code: name,
  userKey,
  expiresAt: instant,
  usedAt: orNull(instant),
})

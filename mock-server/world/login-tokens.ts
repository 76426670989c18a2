import { ownerHint } from './owner-hint.js'
import type { AccessToken, AuthorizationCode, RefreshToken, User } from './shapes/login.js'
import type { Transaction, View } from './store.js'
import { userByKey } from './user.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long each credential of a login lives, in milliseconds. Documented in the Toss Login guide. */
export const lifetimes = { authorizationCode: 10 * minute, accessToken: hour, refreshToken: 14 * day } as const

/** Spent and expired credentials are kept this long, so that the log can say what became of them. */
const remembered = hour

/** Why a credential is refused, in words for the developer. */
export interface Refused {
  readonly refused: string
  /** The user behind the credential is not at Toss any more. */
  readonly hasLeftToss?: boolean
}

/** Issues a code for a linked user. That a code is 43 url-safe characters is assumed. */
export function issueAuthorizationCode(
  transaction: Transaction,
  user: User & { link: NonNullable<User['link']> },
  { referrer, now }: { referrer: string; now: number },
): AuthorizationCode {
  const authorizationCode: AuthorizationCode = {
    code: transaction.random.urlSafe(43),
    userKey: user.userKey,
    linkId: user.link.id,
    scopes: user.link.scopes,
    referrer,
    expiresAt: now + lifetimes.authorizationCode,
    usedAt: null,
  }
  putCode(transaction, authorizationCode)
  return authorizationCode
}

/** Spends a code, or says why it cannot be spent. */
export function spendAuthorizationCode(
  transaction: Transaction,
  code: string,
  now: number,
): { authorizationCode: AuthorizationCode; user: User } | Refused {
  const authorizationCode = transaction.get('authorizationCode', code)
  if (authorizationCode === undefined) {
    return {
      refused: `no such authorization code was issued to this mini-app${ownerHint(transaction, 'authorizationCode', code)}`,
    }
  }
  if (authorizationCode.usedAt !== null) {
    return { refused: `the authorization code was used already, at ${iso(authorizationCode.usedAt)}; it works once` }
  }
  if (authorizationCode.expiresAt <= now) {
    return { refused: `the authorization code expired at ${iso(authorizationCode.expiresAt)}; it lives 10 minutes` }
  }
  const user = userByKey(transaction, authorizationCode.userKey)
  if (user?.link?.id !== authorizationCode.linkId) {
    return { refused: 'the user removed the link to the mini-app after the authorization code was issued' }
  }
  putCode(transaction, { ...authorizationCode, usedAt: now })
  return { authorizationCode, user }
}

/** Keeps a pair of tokens. */
export function putTokens(transaction: Transaction, access: AccessToken, refresh: RefreshToken): void {
  transaction.put('accessToken', access.token, access, access.expiresAt + remembered)
  putRefreshToken(transaction, refresh)
}

/** The living access token and its user, or why there is none. */
export function findAccessToken(
  view: View,
  token: string | undefined,
  now: number,
): { accessToken: AccessToken; user: User } | Refused {
  if (token === undefined) return { refused: 'there is no Authorization: Bearer <accessToken> header' }
  const accessToken = view.get('accessToken', token)
  if (accessToken === undefined) {
    return { refused: `no such access token was issued to this mini-app${ownerHint(view, 'accessToken', token)}` }
  }
  const user = ownerOf(view, accessToken, 'access token', now)
  return 'refused' in user ? user : { accessToken, user }
}

/** Spends a refresh token, or says why it cannot be spent. */
export function spendRefreshToken(
  transaction: Transaction,
  token: string,
  now: number,
): { refreshToken: RefreshToken; user: User } | Refused {
  const refreshToken = transaction.get('refreshToken', token)
  if (refreshToken === undefined) {
    return {
      refused: `no such refresh token was issued to this mini-app${ownerHint(transaction, 'refreshToken', token)}`,
    }
  }
  if (refreshToken.usedAt !== null) {
    return { refused: `the refresh token was used already, at ${iso(refreshToken.usedAt)}; the mock rotates it` }
  }
  const user = ownerOf(transaction, refreshToken, 'refresh token', now)
  if ('refused' in user) return user
  putRefreshToken(transaction, { ...refreshToken, usedAt: now })
  return { refreshToken, user }
}

function ownerOf(view: View, token: AccessToken, name: string, now: number): User | Refused {
  if (token.expiresAt <= now) return { refused: `the ${name} expired at ${iso(token.expiresAt)}` }
  const user = userByKey(view, token.userKey)
  if (user !== undefined && user.leftTossAt !== null) {
    return { refused: `user ${user.userKey} left Toss at ${iso(user.leftTossAt)}`, hasLeftToss: true }
  }
  if (user?.link?.id !== token.linkId)
    return { refused: `the user's link to the mini-app was removed, and the ${name} with it` }
  return user
}

function putCode(transaction: Transaction, code: AuthorizationCode): void {
  transaction.put('authorizationCode', code.code, code, code.expiresAt + remembered)
}

function putRefreshToken(transaction: Transaction, refresh: RefreshToken): void {
  transaction.put('refreshToken', refresh.token, refresh, refresh.expiresAt + remembered)
}

const iso = (instant: number) => new Date(instant).toISOString()

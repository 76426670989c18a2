import type { SuccessOf } from '../contracts/index.js'
import { decryptUserWith, type LoginUser } from './decryption.js'
import type { RequestOf } from './request.js'
import type { CallOptions, Transport } from './transport.js'

/** The tokens of a logged-in user; the access token lives 1 hour, the refresh token 14 days. */
export type LoginTokens = SuccessOf<'login.generateToken'>

/** A user whose link to the mini-app has been removed. */
export type RemovedUser = SuccessOf<'login.removeByUserKey'>

/** Toss Login. */
export interface LoginClient {
  /**
   * Exchanges the authorization code of the SDK's `appLogin()` for tokens. Never repeated by itself once it may have been
   * sent: a code works once.
   *
   * @example
   * ```ts
   * const { accessToken, refreshToken } = await client.login.generateToken({ authorizationCode, referrer })
   * ```
   */
  generateToken(request: RequestOf<'login.generateToken'>, options?: CallOptions): Promise<LoginTokens>
  /** Exchanges a refresh token for new tokens; keep the new refresh token. */
  refreshToken(request: RequestOf<'login.refreshToken'>, options?: CallOptions): Promise<LoginTokens>
  /**
   * Reads the logged-in user. Personal fields are decrypted when the client has `decryption`, and stay as they came otherwise.
   *
   * @example
   * ```ts
   * const { userKey, name } = await client.login.loginMe({ accessToken })
   * ```
   * @throws DecryptionError `ERR_DECRYPTION`
   */
  loginMe(request: { readonly accessToken: string }, options?: CallOptions): Promise<LoginUser>
  /** Removes the link of the user whose token it is. The unlink callback is not sent. */
  removeByAccessToken(request: { readonly accessToken: string }, options?: CallOptions): Promise<RemovedUser>
  /**
   * Removes the link of a user. The unlink callback is not sent. The platform gives up after 3 s for a user with many
   * tokens; the guide says not to repeat the call at once.
   */
  removeByUserKey(request: RequestOf<'login.removeByUserKey'>, options?: CallOptions): Promise<RemovedUser>
}

/** The methods of Toss Login over `transport`. */
export function createLoginClient({ call, settings }: Transport): LoginClient {
  return {
    generateToken: (body, options) => call('login.generateToken', { body }, options),
    refreshToken: (body, options) => call('login.refreshToken', { body }, options),
    async loginMe({ accessToken }, options) {
      const user = await call('login.loginMe', { headers: bearer(accessToken) }, options)
      return settings.decryption === undefined ? user : decryptUserWith(settings.decryption, user)
    },
    removeByAccessToken: ({ accessToken }, options) =>
      call('login.removeByAccessToken', { headers: bearer(accessToken) }, options),
    removeByUserKey: (body, options) => call('login.removeByUserKey', { body }, options),
  }
}

function bearer(accessToken: string): { authorization: string } {
  return { authorization: `Bearer ${accessToken ?? ''}` }
}

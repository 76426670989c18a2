import { createHash } from 'node:crypto'
import type { OperationId, Scope, SuccessOf } from '../../../contracts/index.js'
import {
  findAccessToken,
  lifetimes,
  putTokens,
  type Refused,
  spendAuthorizationCode,
  spendRefreshToken,
} from '../../world/login-tokens.js'
import { ownerHint } from '../../world/owner-hint.js'
import { uuidOf } from '../../world/random.js'
import type { Profile, User } from '../../world/shapes/login.js'
import type { Transaction } from '../../world/store.js'
import { unlinkUser, userByKey } from '../../world/user.js'
import type { Call, HandlerResult, Handlers, Surroundings } from './handler.js'

type LoginId = Extract<OperationId, `login.${string}`>
type Tokens = SuccessOf<'login.generateToken'>

const second = 1000

export const loginHandlers: Handlers<LoginId> = {
  'login.generateToken'(call) {
    const { world, body, now, surroundings, afterwards } = call
    let spent = spendAuthorizationCode(world, body.authorizationCode, now)
    if (
      'refused' in spent &&
      surroundings.autoLogin !== undefined &&
      !world.get('authorizationCode', body.authorizationCode)
    ) {
      spent = spendAuthorizationCode(world, surroundings.autoLogin({ world, now, afterwards }).code, now)
    }
    if ('refused' in spent) return invalidGrant(spent, surroundings)
    const { user, authorizationCode } = spent
    return withTokens(call, user, authorizationCode.scopes, authorizationCode.code)
  },

  'login.refreshToken'(call) {
    const { world, body, now, surroundings } = call
    const spent = spendRefreshToken(world, body.refreshToken, now)
    if ('refused' in spent) return invalidGrant(spent, surroundings)
    const { user, refreshToken } = spent
    return withTokens(call, user, refreshToken.scopes, refreshToken.token)
  },

  'login.loginMe'({ world, headers, now, surroundings }) {
    const found = findAccessToken(world, bearerOf(headers), now)
    if ('refused' in found && found.hasLeftToss) {
      return { kind: 'failure', code: 'USER_NOT_FOUND', because: found.refused }
    }
    if ('refused' in found) return invalidToken(found, surroundings)
    const { user, accessToken } = found
    return {
      kind: 'success',
      success: {
        userKey: user.userKey,
        scope: [...accessToken.scopes, 'user_key'].join(','),
        agreedTerms: [...(user.link?.agreedTerms ?? [])],
        ...personalFields(user.profile, accessToken.scopes, surroundings),
      },
      userKey: user.userKey,
    }
  },

  'login.removeByAccessToken'({ world, headers, now, surroundings }) {
    const found = findAccessToken(world, bearerOf(headers), now)
    if ('refused' in found) return invalidToken(found, surroundings)
    return removed(world, found.user)
  },

  'login.removeByUserKey'({ world, headers, body, now, surroundings }) {
    if (surroundings.variant('login.removeByUserKey.authorization') === 'required') {
      const found = findAccessToken(world, bearerOf(headers), now)
      if ('refused' in found) return oauthError(401, found.refused)
      if (found.user.userKey !== Number(body.userKey)) {
        return oauthError(401, `the access token is that of user ${found.user.userKey}, not of ${body.userKey}`)
      }
    }
    const user = userByKey(world, body.userKey)
    if (user === undefined || user.link === null) {
      const because =
        user === undefined
          ? `no user of this mini-app has this userKey${ownerHint(world, 'user', String(body.userKey))}`
          : 'the link was removed before'
      return { kind: 'failure', code: 'USER_KEY_NOT_FOUND', because, userKey: user?.userKey }
    }
    return removed(world, user)
  },
}

function removed(world: Transaction, user: User) {
  unlinkUser(world, user)
  return { kind: 'success', success: { userKey: user.userKey }, userKey: user.userKey } as const
}

/** @param spent - the code or token that the tokens are given for */
function withTokens(
  { world, miniApp, now, surroundings }: Omit<Call<LoginId>, 'operation' | 'body'>,
  user: User,
  scopes: readonly Scope[],
  spent: string,
) {
  const iat = Math.floor(now / second)
  const accessToken = surroundings.signer.sign({
    sub: createHash('sha256').update(`${miniApp}\n${user.userKey}`).digest('base64'),
    aud: createHash('sha256').update(miniApp).digest('hex').slice(0, 32),
    nbf: iat,
    scope: scopes,
    iss: 'https://cert.toss.im',
    iat,
    exp: iat + lifetimes.accessToken / second,
    // Not drawn, as the refresh token is not: whatever else draws meanwhile, a call that is done again gives the same.
    jti: uuidOf(createHash('sha256').update(`jti\n${miniApp}\n${spent}`).digest().subarray(0, 16), 4),
  })
  const refreshToken = world.randomOf(`refresh token\n${spent}`).urlSafe(128)
  const owner = { userKey: user.userKey, linkId: user.link?.id ?? '', scopes }
  putTokens(
    world,
    { ...owner, token: accessToken, expiresAt: iat * second + lifetimes.accessToken },
    { ...owner, token: refreshToken, expiresAt: iat * second + lifetimes.refreshToken, usedAt: null },
  )
  const success: Tokens = {
    tokenType: 'Bearer',
    accessToken,
    refreshToken,
    // One second less than the lifetime, as production was seen to answer.
    expiresIn: lifetimes.accessToken / second - 1,
    scope: scopes.join(' '),
  }
  return { kind: 'success', success, userKey: user.userKey } as const
}

/** `Bearer` without regard to case, as RFC 9110 wants of an authentication scheme. */
function bearerOf(headers: Call<'login.loginMe'>['headers']): string | undefined {
  return headers.authorization?.match(/^bearer\s+(\S+)\s*$/i)?.[1]
}

function personalFields(profile: Profile, scopes: readonly Scope[], { encryptField }: Surroundings) {
  const field = (scope: Scope, value: string | null) =>
    value !== null && scopes.includes(scope) ? encryptField(value) : null
  return {
    name: field('user_name', profile.name),
    phone: field('user_phone', profile.phone),
    birthday: field('user_birthday', profile.birthday),
    ci: field('user_ci', profile.ci),
    di: null,
    gender: field('user_gender', profile.gender),
    nationality: field('user_nationality', profile.nationality),
    email: field('user_email', profile.email),
  }
}

type IssueTokenFailure = HandlerResult<LoginId> & { kind: 'failure' | 'raw' }

function invalidGrant({ refused }: Refused, { variant }: Surroundings) {
  return variant('login.invalidGrant') === 'oauth-error' ? oauthError(400, refused) : issueTokenFailure(refused)
}

function invalidToken({ refused }: Refused, { variant }: Surroundings) {
  return variant('login.invalidToken') === 'oauth-error' ? oauthError(401, refused) : issueTokenFailure(refused)
}

function issueTokenFailure(because: string) {
  return { kind: 'failure', code: 'OAUTH_ISSUE_TOKEN_ERROR', because } as const satisfies IssueTokenFailure
}

function oauthError(status: number, because: string) {
  const body = { error: 'invalid_grant' }
  return { kind: 'raw', status, body, resultType: 'invalid_grant', because } as const satisfies IssueTokenFailure
}

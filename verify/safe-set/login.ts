import type { VariantId } from '../../contracts/index.js'
import type { Invented } from './invented.js'
import { harmless, type ProbeRow } from './probe.js'

/** Toss Login, with codes and tokens that were never issued. */
export function loginProbes({ authorizationCode, refreshToken, accessToken, userKey }: Invented): ProbeRow[] {
  const bearer = { Authorization: `Bearer ${accessToken}` }
  return [
    {
      // The first request of all: it shows whether the server can be reached.
      area: 'tls',
      sends: 'no access token',
      request: { operation: 'login.loginMe' },
      fails: 'OAUTH_ISSUE_TOKEN_ERROR',
    },
    {
      sends: 'an invented authorization code',
      harmless: harmless.inventedCredential,
      request: { operation: 'login.generateToken', json: { authorizationCode, referrer: 'DEFAULT' } },
      judge: judgeCredential('login.invalidGrant'),
    },
    {
      sends: 'the same with referrer "sandbox", Basic authorization, Idempotency-Key and X-App-Key',
      harmless: harmless.inventedCredential,
      request: {
        operation: 'login.generateToken',
        headers: {
          Authorization: 'Basic aW52ZW50ZWQ6aW52ZW50ZWQ=',
          'Idempotency-Key': 'invented',
          'X-App-Key': 'invented',
        },
        json: { authorizationCode, referrer: 'sandbox' },
      },
      fails: 'OAUTH_ISSUE_TOKEN_ERROR',
      shows: ['login.generateToken/credentials.ignored'],
    },
    {
      sends: 'no authorization code',
      harmless: harmless.incomplete,
      request: { operation: 'login.generateToken', json: { referrer: 'DEFAULT' } },
      fails: 'INVALID_PARAMETER',
    },
    {
      sends: 'an invented refresh token',
      harmless: harmless.inventedCredential,
      request: { operation: 'login.refreshToken', json: { refreshToken } },
      judge: judgeCredential('login.invalidGrant'),
    },
    {
      sends: 'no refresh token',
      harmless: harmless.incomplete,
      request: { operation: 'login.refreshToken', json: {} },
      fails: 'INVALID_PARAMETER',
    },
    {
      sends: 'an invented access token',
      request: { operation: 'login.loginMe', headers: bearer },
      judge: judgeCredential('login.invalidToken'),
    },
    {
      area: 'http',
      sends: 'an invented access token, with Content-Type: application/json',
      request: { operation: 'login.loginMe', headers: { ...bearer, 'Content-Type': 'application/json' } },
      fails: 'OAUTH_ISSUE_TOKEN_ERROR',
      shows: ['http/get-with-content-type'],
    },
    {
      sends: 'an invented access token, an empty body',
      harmless: harmless.inventedCredential,
      request: {
        operation: 'login.removeByAccessToken',
        headers: { ...bearer, 'Content-Type': 'application/json' },
        text: '',
      },
      judge: judgeCredential('login.invalidToken'),
    },
    {
      sends: 'no userKey',
      harmless: harmless.incomplete,
      request: { operation: 'login.removeByUserKey', json: {} },
      fails: 'INVALID_PARAMETER',
    },
    {
      sends: `the userKey ${userKey}, ten million times larger than any that was seen`,
      harmless: 'no user has this key',
      request: { operation: 'login.removeByUserKey', json: { userKey: Number(userKey) } },
      fails: 'USER_KEY_NOT_FOUND',
    },
  ]
}

/** A code or token that was never issued, and which option of the variant its answer shows. */
function judgeCredential(variant: VariantId): NonNullable<ProbeRow['judge']> {
  return (answer, notebook) => {
    if (!notebook.failure(answer, 'OAUTH_ISSUE_TOKEN_ERROR') || answer.variant !== undefined) return
    notebook.shows(variant, 'envelope', String(answer.operation))
  }
}

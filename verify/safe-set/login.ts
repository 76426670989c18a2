import type { VariantId } from '../../contracts/index.js'
import type { Invented } from './invented.js'
import { harmless, type SafeProbe } from './probe.js'

/** Toss Login, with codes and tokens that were never issued. */
export function loginProbes({ authorizationCode, refreshToken, accessToken, userKey }: Invented): SafeProbe[] {
  const bearer = { Authorization: `Bearer ${accessToken}` }
  return [
    {
      // The first request of all: it shows whether the server can be reached.
      area: 'tls',
      sends: 'no access token',
      harmless: harmless.read,
      request: { operation: 'login.loginMe' },
      judge: (answer, notebook) => notebook.failure(answer, 'OAUTH_ISSUE_TOKEN_ERROR'),
    },
    {
      area: 'login',
      sends: 'an invented authorization code',
      harmless: harmless.inventedCredential,
      request: { operation: 'login.generateToken', json: { authorizationCode, referrer: 'DEFAULT' } },
      judge: judgeCredential('login.invalidGrant'),
    },
    {
      area: 'login',
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
      judge: (answer, notebook) =>
        notebook.failure(answer, 'OAUTH_ISSUE_TOKEN_ERROR', ['login.generateToken/credentials.ignored']),
    },
    {
      area: 'login',
      sends: 'no authorization code',
      harmless: harmless.incomplete,
      request: { operation: 'login.generateToken', json: { referrer: 'DEFAULT' } },
      judge: (answer, notebook) => notebook.failure(answer, 'INVALID_PARAMETER'),
    },
    {
      area: 'login',
      sends: 'an invented refresh token',
      harmless: harmless.inventedCredential,
      request: { operation: 'login.refreshToken', json: { refreshToken } },
      judge: judgeCredential('login.invalidGrant'),
    },
    {
      area: 'login',
      sends: 'no refresh token',
      harmless: harmless.incomplete,
      request: { operation: 'login.refreshToken', json: {} },
      judge: (answer, notebook) => notebook.failure(answer, 'INVALID_PARAMETER'),
    },
    {
      area: 'login',
      sends: 'an invented access token',
      harmless: harmless.read,
      request: { operation: 'login.loginMe', headers: bearer },
      judge: judgeCredential('login.invalidToken'),
    },
    {
      area: 'http',
      sends: 'an invented access token, with Content-Type: application/json',
      harmless: harmless.read,
      request: { operation: 'login.loginMe', headers: { ...bearer, 'Content-Type': 'application/json' } },
      judge: (answer, notebook) => notebook.failure(answer, 'OAUTH_ISSUE_TOKEN_ERROR', ['http/get-with-content-type']),
    },
    {
      area: 'login',
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
      area: 'login',
      sends: 'no userKey',
      harmless: harmless.incomplete,
      request: { operation: 'login.removeByUserKey', json: {} },
      judge: (answer, notebook) => notebook.failure(answer, 'INVALID_PARAMETER'),
    },
    {
      area: 'login',
      sends: `the userKey ${userKey}, ten million times larger than any that was seen`,
      harmless: 'no user has this key',
      request: { operation: 'login.removeByUserKey', json: { userKey: Number(userKey) } },
      judge: (answer, notebook) => notebook.failure(answer, 'USER_KEY_NOT_FOUND'),
    },
  ]
}

/** A code or token that was never issued, and which option of the variant its answer shows. */
function judgeCredential(variant: VariantId): SafeProbe['judge'] {
  return (answer, notebook) => {
    if (!notebook.failure(answer, 'OAUTH_ISSUE_TOKEN_ERROR') || answer.variant !== undefined) return
    notebook.shows(variant, 'envelope', String(answer.operation))
  }
}

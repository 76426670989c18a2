import { decryptField } from '../../client/decryption.js'
import type { Answer } from '../../verify/read-answer.js'
import { type MiniApp, type Stage, take } from './stage.js'

const codeError = 'OAUTH_ISSUE_TOKEN_ERROR'

interface Tokens {
  readonly userKey: number
  readonly accessToken: string
  readonly refreshToken: string
  readonly bearer: { readonly Authorization: string }
}

/** Logs somebody in and exchanges the code. */
export async function logIn(app: MiniApp, options: object = {}): Promise<Tokens & { readonly answer: Answer }> {
  const { authorizationCode, referrer, userKey } = await app.toss.post('/logins', options)
  const answer = await app.call('login.generateToken', { json: { authorizationCode, referrer } })
  const accessToken = take(answer, 'accessToken')
  const refreshToken = take(answer, 'refreshToken')
  return { userKey, accessToken, refreshToken, bearer: { Authorization: `Bearer ${accessToken}` }, answer }
}

/** Authorization codes: what they are exchanged for, and that they work once. */
export async function codesLife({ app, other, notebook }: Stage): Promise<void> {
  const operation = 'login.generateToken'
  const { authorizationCode, referrer } = await app.toss.post('/logins')
  const json = { authorizationCode, referrer }
  const first = await app.call(operation, { json })
  notebook.success(first, [], { tokenType: 'Bearer', expiresIn: 3599 })
  const again = await app.call(operation, { json })
  notebook.failure(again, codeError, [`${operation}/authorizationCode.singleUse`])

  const foreign = await other.toss.post('/logins')
  const { authorizationCode: foreignCode } = foreign
  notebook.failure(await app.call(operation, { json: { authorizationCode: foreignCode, referrer } }), codeError)

  const headers = { Authorization: 'Basic aWdub3JlZDppZ25vcmVk', 'Idempotency-Key': 'ignored', 'X-App-Key': 'ignored' }
  const { authorizationCode: another } = await app.toss.post('/logins')
  const answer = await app.call(operation, { headers, json: { authorizationCode: another, referrer } })
  notebook.success(answer, [`${operation}/credentials.ignored`])

  const [header, payload] = take(first, 'accessToken').split('.').slice(0, 2).map(decodePart)
  const seen = `header ${JSON.stringify({ alg: header?.alg, kid: header?.kid })}, claims ${Object.keys(payload ?? {}).join(', ')}`
  const { iat, exp, iss, scope, sub, aud, jti, nbf } = payload ?? {}
  const holds =
    header?.alg === 'RS256' &&
    header?.kid === 'cert' &&
    iss === 'https://cert.toss.im' &&
    Number(exp) === Number(iat) + 3600 &&
    Array.isArray(scope) &&
    [sub, aud, jti].every((claim) => typeof claim === 'string') &&
    typeof nbf === 'number'
  const rule = {
    field: 'response.body.success.accessToken',
    expected: 'RS256, kid "cert", the claims of the sample',
    holds,
  }
  notebook.holds(`${operation}/accessToken.claims`, seen, rule)
}

/** login-me and refresh-token. */
export async function tokensLife({ app, control, notebook }: Stage): Promise<void> {
  const profile = { name: '김검증', phone: '01012345678', email: null }
  const tokens = await logIn(app, { profile })
  const { userKey, bearer } = tokens
  const me = await app.call('login.loginMe', { headers: { ...bearer, 'Content-Type': 'application/json' } })
  notebook.success(me, ['http/get-with-content-type'], { userKey, di: null, email: null })
  const { scope } = (me.success ?? {}) as { scope?: unknown }
  const hasUserKey = String(scope).split(/[, ]/).includes('user_key')
  notebook.holds('login.loginMe/success', hasUserKey ? 'user_key is in scope' : 'user_key is not in scope', {
    field: 'response.body.success.scope',
    expected: 'user_key among the scopes',
    holds: hasUserKey,
  })
  const { decryptionKey, aad } = await control.get('/info')
  notebook.holds('login.loginMe/success', 'name is encrypted', {
    field: 'response.body.success.name',
    expected: 'AES-256-GCM, Base64(IV ‖ ciphertext ‖ tag), with the key and AAD of the console',
    holds: decrypts(me, profile.name, { key: decryptionKey, aad }),
  })

  const calls = 30
  const many = await Promise.all(Array.from({ length: calls }, () => app.call('login.loginMe', { headers: bearer })))
  const refused = many.filter(({ resultType }) => resultType !== 'SUCCESS')
  const said = refused[0]?.seen ?? `${calls} calls in a row were answered`
  const rule = { field: 'login.loginMe', expected: 'any number of calls', holds: refused.length === 0 }
  notebook.holds('login.loginMe/loginMe.unlimited', said, rule)

  const json = { refreshToken: tokens.refreshToken }
  const refreshed = await app.call('login.refreshToken', { json })
  notebook.success(refreshed, [], { tokenType: 'Bearer' })
  const isNew = take(refreshed, 'refreshToken') !== tokens.refreshToken
  const rotation = 'login.refreshToken/refreshToken.rotation'
  notebook.holds(rotation, isNew ? 'a new refresh token' : 'the same refresh token', {
    field: 'response.body.success.refreshToken',
    expected: 'a new refresh token',
    holds: isNew,
  })
  notebook.failure(await app.call('login.refreshToken', { json }), codeError, [rotation])

  const gone = await logIn(app, { profile })
  await app.toss.post(`/users/${gone.userKey}/unlink`, { referrer: 'WITHDRAWAL_TOSS' })
  notebook.failure(await app.call('login.loginMe', { headers: gone.bearer }), 'USER_NOT_FOUND')
}

/** Both ways to remove the link of a user. */
export async function removalLife({ app, receiver, notebook }: Stage): Promise<void> {
  const path = '/removal'
  await app.toss.put('/callbacks/unlink', { url: `${receiver.url}${path}`, basicAuth: 'verify:removal' })
  const removals = {
    'login.removeByAccessToken': ({ bearer }: Tokens) => ({ headers: bearer, json: {} }),
    'login.removeByUserKey': ({ userKey }: Tokens) => ({ json: { userKey } }),
  } as const
  const authorization = 'login.removeByUserKey.authorization'
  for (const operation of Object.keys(removals) as (keyof typeof removals)[]) {
    const first = await logIn(app, { profile: {} })
    const second = await logIn(app, { userKey: first.userKey })
    const input = removals[operation](first)
    const withoutToken = await app.call(operation, input)
    const needsToken = withoutToken.variant?.id === authorization
    if (operation === 'login.removeByUserKey')
      notebook.shows(authorization, needsToken ? 'required' : 'ignored', operation)
    const removed = needsToken ? await app.call(operation, { ...input, headers: first.bearer }) : withoutToken
    notebook.success(removed, operation === 'login.removeByAccessToken' ? ['http/empty-body'] : [], {
      userKey: first.userKey,
    })
    const kills = [`${operation}/removal.killsTokens`]
    for (const { bearer } of [first, second]) {
      notebook.failure(await app.call('login.loginMe', { headers: bearer }), codeError, kills)
    }
    const { link } = await app.toss.get(`/users/${first.userKey}`)
    const rule = {
      field: 'the consent of the user',
      expected: 'gone, so that the terms are shown again',
      holds: link === null,
    }
    notebook.holds(kills, link === null ? 'the consent is gone' : 'the consent is still there', rule)

    await app.toss.post('/callbacks/settled', {})
    const sent = receiver.at(path).length
    const silent = { field: 'the unlink callback', expected: 'none is sent', holds: sent === 0 }
    const says = [`${operation}/removal.noCallback`, 'callbacks.unlink/unlink.notForApi']
    notebook.holds(says, sent === 0 ? 'no callback was sent' : `${sent} callbacks were sent`, silent)
  }

  await app.toss.attempt('DELETE', '/callbacks/unlink')

  const operation = 'login.removeByUserKey'
  const { userKey, bearer: headers } = await logIn(app, { profile: {} })
  notebook.success(await app.call(operation, { headers, json: { userKey: String(userKey) } }), [], { userKey })
  notebook.failure(await app.call(operation, { json: { userKey } }), 'USER_KEY_NOT_FOUND')
  const bearer = { Authorization: 'Bearer no.such.token' }
  notebook.failure(await app.call('login.removeByAccessToken', { headers: bearer }), codeError)
}

function decodePart(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return {}
  }
}

function decrypts({ success }: Answer, plain: string, decryption: { key: string; aad: string }): boolean {
  try {
    return decryptField({ ...decryption, value: (success as { name: string }).name }) === plain
  } catch {
    return false
  }
}

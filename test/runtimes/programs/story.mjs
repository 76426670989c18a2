// A user logs in, and the backend asks who it is: two calls, by whatever client `call` is.
import { readFileSync } from 'node:fs'

const { APPS_IN_TOSS_CERT, APPS_IN_TOSS_KEY, APPS_IN_TOSS_CA, AUTHORIZATION_CODE, WITHOUT_CERTIFICATE } = process.env

export const baseUrl = process.env.BASE_URL ?? 'https://apps-in-toss-api.toss.im'

const read = (path) => readFileSync(path, 'utf8')

export const files = {
  ...(WITHOUT_CERTIFICATE === undefined && { cert: read(APPS_IN_TOSS_CERT), key: read(APPS_IN_TOSS_KEY) }),
  ca: read(APPS_IN_TOSS_CA),
}

/** @param call takes method, path, headers and body, and gives back the answer's JSON */
export async function play(call) {
  try {
    const oauth2 = '/api-partner/v1/apps-in-toss/user/oauth2'
    const body = JSON.stringify({ authorizationCode: AUTHORIZATION_CODE, referrer: 'DEFAULT' })
    const token = await call('POST', `${oauth2}/generate-token`, { 'content-type': 'application/json' }, body)
    const authorization = `Bearer ${token.success.accessToken}`
    const { userKey } = (await call('GET', `${oauth2}/login-me`, { authorization })).success
    end({ userKey })
  } catch (error) {
    end({ error: describe(error) })
  }
}

/** By fetch, or what is like it. */
export const byFetch = (fetch, options) => async (method, path, headers, body) =>
  (await fetch(`${baseUrl}${path}`, { method, headers, body, ...options })).json()

/** What the client says of a failure, innermost first. */
function describe(error) {
  const { cause } = error
  const code = cause?.code ?? error.code
  const message = cause?.message ?? error.message
  return code === undefined ? message : `${code}: ${message}`
}

export function end(outcome) {
  console.log(JSON.stringify(outcome))
  process.exit(outcome.error === undefined ? 0 : 1)
}

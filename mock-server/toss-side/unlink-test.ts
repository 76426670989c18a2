import { unlinkReferrers } from '../../contracts/index.js'
import { callbackSettingsOf } from '../world/callback-settings.js'
import { invalidOption } from '../world/checks/option-check.js'
import {
  duration,
  list,
  matching,
  type Of,
  object,
  options,
  orNull,
  saying,
  text,
  truth,
  userKey,
  wholeNumber,
  word,
} from '../world/shape.js'
import { unlinkMessage } from './callbacks/callback-requests.js'
import type { Attempt } from './callbacks/send-request.js'
import type { TossSideContext } from './context.js'

/** How the console's test button calls. */
export interface UnlinkTestOptions extends Of<typeof unlinkTestOptions> {}
export const unlinkTestOptions = options({
  /** The page that the call comes from, which changes in production. Default `https://apps-in-toss.toss.im`. */
  origin: saying(matching('^https://[a-z0-9.-]+$'), 'Default https://apps-in-toss.toss.im.'),
  /** The user that it tells of; an invented one by default. */
  userKey: saying(userKey, 'An invented user by default.'),
  /** Why the user is unlinked; default `UNLINK`. */
  referrer: word(...unlinkReferrers),
})

/** One request of the test, and how it was answered. */
export interface UnlinkTestStep extends Of<typeof stepShape> {}
const stepShape = object({
  method: word('OPTIONS', 'GET', 'POST'),
  /** Null where no answer came. */
  status: orNull(wholeNumber),
  milliseconds: duration,
})

/** What the console's test button would show. */
export interface UnlinkTest extends Of<typeof unlinkTestShape> {}
export const unlinkTestShape = object({
  passed: truth,
  preflight: stepShape,
  /** Null where the preflight was refused: a browser then sends no call. */
  call: saying(orNull(stepShape), 'Null where the preflight was refused: a browser then sends no call.'),
  /** What is wrong, and what to do, a sentence or two each; empty where it passed. */
  problems: list(text),
})

/** What the call asks to send; `*` in an answer does not cover authorization (Fetch standard, CORS-preflight fetch). */
const askedHeaders = ['authorization', 'content-type'] as const

/** What an unlinked user's key could be; of nobody. */
const inventedUser = 443731103

/**
 * Calls the unlink URL as the console's test button does: from a browser, by a page of another origin, so that a preflight comes
 * first (observed in public reports). Nobody is unlinked.
 *
 * @throws CodedError `ERR_INVALID_OPTION` where no URL is set
 */
export async function testUnlink(context: TossSideContext, options: UnlinkTestOptions = {}): Promise<UnlinkTest> {
  const { origin = 'https://apps-in-toss.toss.im', userKey = inventedUser, referrer = 'UNLINK' } = options
  const settings = (await context.read(callbackSettingsOf)).unlink
  if (settings === null) throw invalidOption('unlink.url is not set', 'Set it first, with callbacks.setUnlink.')
  const message = unlinkMessage(settings, { userKey, referrer })
  const preflight = await context.callbacks.probe(context.miniApp, {
    method: 'OPTIONS',
    url: message.url,
    headers: {
      origin,
      'access-control-request-method': message.method,
      'access-control-request-headers': askedHeaders.join(','),
    },
    body: null,
  })
  const refused = preflightProblems(preflight, origin)
  const steps = { preflight: stepOf('OPTIONS', preflight) }
  if (refused.length > 0) return { passed: false, ...steps, call: null, problems: refused }
  const call = await context.callbacks.probe(context.miniApp, { ...message, headers: { ...message.headers, origin } })
  const problems = callProblems(call, origin)
  return { passed: problems.length === 0, ...steps, call: stepOf(message.method, call), problems }
}

function stepOf(method: UnlinkTestStep['method'], { status, milliseconds }: Attempt): UnlinkTestStep {
  return { method, status, milliseconds }
}

function preflightProblems(answer: Attempt, origin: string): string[] {
  if (answer.error !== undefined) return [`The preflight (OPTIONS) got no answer: ${answer.error}.`]
  if (!isOk(answer)) {
    return [
      `The preflight (OPTIONS) was answered ${answer.status}. The console's test calls from a browser, which asks first: answer ` +
        'OPTIONS with 204 and the Access-Control-Allow headers. The callback itself comes from no browser, without a preflight.',
    ]
  }
  const allowed = listOf(answer, 'access-control-allow-headers')
  const missing = askedHeaders.filter(
    (name) => !allowed.includes(name) && !(name !== 'authorization' && allowed.includes('*')),
  )
  const wildcard = allowed.includes('*') ? ' (* does not cover it)' : ''
  return [
    ...originProblems(answer, origin, 'The preflight'),
    ...(missing.length === 0
      ? []
      : [`The preflight does not allow ${missing.join(' and ')}${wildcard}: name it in Access-Control-Allow-Headers.`]),
  ]
}

function callProblems(answer: Attempt, origin: string): string[] {
  if (answer.error !== undefined) return [`The call got no answer: ${answer.error}.`]
  if (!isOk(answer)) return [`The call was answered ${answer.status}; only 2xx counts as taken.`]
  return originProblems(answer, origin, 'The call')
}

function originProblems(answer: Attempt, origin: string, what: string): string[] {
  const found = answer.headers?.['access-control-allow-origin']
  if (found === '*' || found === origin) return []
  const how = found === undefined ? 'has no Access-Control-Allow-Origin' : `allows the origin ${JSON.stringify(found)}`
  return [`${what} ${how}, and the page is of ${origin}: the origin changes, so allow any https origin of toss.im.`]
}

function isOk({ status }: Attempt): boolean {
  return status !== null && status >= 200 && status <= 299
}

function listOf(answer: Attempt, name: string): string[] {
  return (answer.headers?.[name] ?? '').split(',').map((word) => word.trim().toLowerCase())
}

import { fetchJson } from '../../client/bounded-body.js'
import type { ConnectionInfo } from '../../mock-server/index.js'
import { patience } from '../running-mock.js'
import type { ClientPair } from './certificate-checks.js'
import { type CheckResult, ok, problem, skipped, warning } from './check-result.js'
import type { Subject } from './subject.js'

/** What the control API says of the mock. */
export interface MockAnswers {
  readonly info: ConnectionInfo
  readonly clock: { readonly now: string; readonly aheadBySeconds: number; readonly frozen: boolean }
}

/** Asks the control API; undefined where it cannot be had. */
export async function askMock({ controlUrl }: Subject): Promise<MockAnswers | undefined> {
  if (controlUrl === undefined) return undefined
  const get = async (path: string) => {
    const { status, body } = await fetchJson(new URL(path, controlUrl.value), { timeout: patience })
    if (status !== 200) throw new Error(`${status}`)
    return body
  }
  try {
    const [info, clock] = await Promise.all([get('/info'), get('/clock')])
    return { info, clock } as MockAnswers
  } catch {
    return undefined
  }
}

/** Compares the mock's clock with this machine's, and its mini-app with the certificate's. */
export function checkMock(
  { controlUrl, production }: Subject,
  answers: MockAnswers | undefined,
  pair: ClientPair | undefined,
  now: Date,
): CheckResult[] {
  if (production) return []
  if (controlUrl === undefined) return [skipped('clock', 'no control URL is configured (APPS_IN_TOSS_CONTROL_URL)')]
  if (answers === undefined) {
    const text = `${controlUrl.value} does not answer as a control API (${controlUrl.from})`
    return [
      problem('clock', text, 'Check the URL: the control port speaks plain HTTP, and is not the port of the API.'),
    ]
  }
  return [checkClock(answers, now), ...(pair === undefined ? [] : [checkMiniApp(answers, pair)])]
}

function checkClock({ clock }: MockAnswers, now: Date): CheckResult {
  const { aheadBySeconds, frozen } = clock
  const reset = 'POST /reset on the control port sets it back (and drops all users), or start the mock again.'
  if (frozen) return warning('clock', `the mock's clock stands still at ${clock.now}`, `POST /clock/resume. ${reset}`)
  if (Math.abs(aheadBySeconds) >= 1) {
    const text = `the mock's clock is ${Math.round(aheadBySeconds)} s ahead: what it issued before may have expired`
    return warning('clock', text, reset)
  }
  const difference = Math.round((new Date(clock.now).getTime() - now.getTime()) / 1000)
  if (Math.abs(difference) > 60) {
    const text = `the machine of the mock and this one are ${Math.abs(difference)} s apart: dates of tokens will not fit`
    return warning('clock', text, 'Set both clocks (NTP); containers take the time of their host.')
  }
  return ok('clock', "the mock's clock and this machine's agree")
}

function checkMiniApp({ info }: MockAnswers, { commonName }: ClientPair): CheckResult {
  if (info.appName === commonName) return ok('mini-app', `${commonName}, as in the certificate`)
  return warning(
    'mini-app',
    `the certificate is for ${commonName}, the mock was started for ${info.appName}: each has users and orders of its own`,
    `Log users in at /mini-apps/${commonName}/logins, or start the mock with --app-name ${commonName}.`,
  )
}

import type { Environment } from '../settings/environment.js'
import { checkCertificate } from './certificate-checks.js'
import { type CheckResult, checks, skipped } from './check-result.js'
import { checkApi, checkHandshake, checkPort } from './connection-checks.js'
import { checkBaseUrl, checkDecryptionKey, checkProxy } from './environment-checks.js'
import { askMock, checkMock } from './mock-checks.js'
import type { Subject } from './subject.js'
import { checkTrust } from './trust-checks.js'

/**
 * Runs every check that applies.
 *
 * @returns the findings, in the order of `checks`
 */
export async function examine(subject: Subject, environment: Environment, now = new Date()): Promise<CheckResult[]> {
  const { finding, url } = checkBaseUrl(subject)
  const { findings, pair } = checkCertificate(subject, now)
  const trust = checkTrust(subject, pair, environment, now)
  const answers = subject.production ? undefined : await askMock(subject)
  const found = [
    finding,
    ...findings,
    ...trust.findings,
    checkProxy(url, environment),
    checkDecryptionKey(subject, answers?.info),
    ...checkMock(subject, answers, pair, now),
  ]
  const connect = subject.production ? checkHandshake : checkApi
  if (url !== undefined && pair !== undefined) {
    found.push(...(await connect(pair, trust.authority?.text, url)))
  } else if (url !== undefined) {
    found.push(await checkPort(url), skipped('handshake', 'no usable client certificate'))
  }
  return found.sort((one, other) => checks.indexOf(one.check) - checks.indexOf(other.check))
}

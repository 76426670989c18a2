import { checkCertificate } from '../doctor/certificate-checks.js'
import { checkApi, checkHandshake, checkPort } from '../doctor/connection-checks.js'
import { checkBaseUrl, checkDecryptionKey, checkProxy } from '../doctor/environment-checks.js'
import { checks, type Finding, skipped } from '../doctor/finding.js'
import { askMock, checkMock } from '../doctor/mock-checks.js'
import { reportAsJson, reportInWords } from '../doctor/report.js'
import { findSubject, type Subject, type SubjectFlags } from '../doctor/subject.js'
import { checkTrust } from '../doctor/trust-checks.js'
import type { Environment } from '../settings/environment.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { columnsOf, painter } from '../terminal.js'

/**
 * Checks the set-up of the calling side and says what to do about each finding.
 *
 * @returns the exit code: 1 when there is a problem
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CONFIG_FILE`
 */
export async function doctor(flags: GivenFlags, asked: SubjectFlags & { json?: boolean }): Promise<number> {
  const { options } = await readSettings(flags, process.env, process.cwd())
  const subject = await findSubject(asked, process.env, options.dir)
  const findings = await examine(subject, process.env)
  const { stdout } = process
  stdout.write(
    asked.json === true
      ? reportAsJson(findings)
      : reportInWords(subject, findings, { paint: painter(stdout), columns: columnsOf(stdout) }),
  )
  return findings.some(({ status }) => status === 'problem') ? 1 : 0
}

/** Runs every check, in the order of `checks`. */
async function examine(subject: Subject, environment: Environment): Promise<Finding[]> {
  const now = new Date()
  const { finding, url } = checkBaseUrl(subject)
  const { findings, pair } = checkCertificate(subject, now)
  const answers = subject.production ? undefined : await askMock(subject)
  const found = [
    finding,
    ...findings,
    ...checkTrust(subject, pair, environment, now),
    checkProxy(url, environment),
    checkDecryptionKey(subject, answers?.info.decryptionKey),
    ...checkMock(subject, answers, pair, now),
  ]
  if (url !== undefined) {
    const port = await checkPort(url)
    found.push(port)
    if (port.status === 'problem') found.push(skipped('handshake', 'nothing to connect to'))
    else if (pair === undefined) found.push(skipped('handshake', 'no usable client certificate'))
    else found.push(...(await (subject.production ? checkHandshake : checkApi)(subject, pair, url)))
  }
  return found.sort((one, other) => checks.indexOf(one.check) - checks.indexOf(other.check))
}

import { examine } from '../doctor/examine.js'
import { reportAsJson, reportInWords } from '../doctor/report.js'
import { findSubject, type SubjectFlags } from '../doctor/subject.js'
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
      ? reportAsJson(subject, findings)
      : reportInWords(subject, findings, { paint: painter(stdout), columns: columnsOf(stdout) }),
  )
  return findings.some(({ status }) => status === 'problem') ? 1 : 0
}

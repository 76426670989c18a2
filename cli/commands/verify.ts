import { productionOrigins } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import { claimOutput, isStandardOutput } from '../../files/index.js'
import {
  type Area,
  planOf,
  type Report,
  reportAsJson,
  reportAsJunit,
  reportAsMarkdown,
  type VerifyOptions,
  verify,
} from '../../verify/index.js'
import { refuseFullSet } from '../../verify/options.js'
import { readPem } from '../doctor/pem.js'
import { findSubject, type Given, type SubjectFlags } from '../doctor/subject.js'
import { told } from '../language.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { columnsOf, painter } from '../terminal.js'
import { planInWords, reportInWords } from '../verify/in-words.js'

/** The formats of the report. */
export const reportFormats = ['table', 'json', 'junit', 'markdown'] as const

/** The flags of `verify`. */
export interface VerifyFlags extends SubjectFlags {
  readonly payBaseUrl?: string
  readonly only?: readonly Area[]
  readonly userKey?: string
  readonly yesProduction?: boolean
  readonly plan?: boolean
  readonly pace?: string
  readonly timeout?: string
  readonly format: (typeof reportFormats)[number]
  readonly output?: string
  readonly force?: boolean
  readonly verbose?: boolean
}

/**
 * Compares a server with the contract, and prints or writes the report.
 *
 * @returns the exit code: 0 all as the contract says, 1 differences, 3 cut short
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CONFIG_FILE`, `ERR_OUTPUT_FILE`, `ERR_WRITE_FAILED`,
 * `ERR_PRODUCTION_REFUSED`, `ERR_VERIFY_UNREACHABLE`
 */
export async function verifyServer(settings: GivenFlags, flags: VerifyFlags): Promise<number> {
  refuseFullSet(flags)
  const { options } = await readSettings(settings, process.env, process.cwd())
  const { stdout, stderr } = process
  const look = { paint: painter(stdout), columns: columnsOf(stdout), verbose: flags.verbose === true }
  const subject = await optionsOf(flags, options.dir)
  const { output, force } = flags
  const toFile = output !== undefined && !isStandardOutput(output)
  // Before anything is sent: the report of a run against production must not get lost.
  const file = toFile ? claimOutput(output, { isOurs: isReport, force }) : undefined
  if (flags.plan === true) {
    stdout.write(planInWords(planOf(subject), look))
    return 0
  }
  // The first line says how many requests there will be at most, before the first one is sent.
  let isFirst = true
  const onProgress = (line: string) => {
    if (isFirst || flags.verbose === true) stderr.write(`${told(line)}\n`)
    isFirst = false
  }
  const report = await verify({ ...subject, onProgress })
  const inWords = () => reportInWords(report, look)
  if (file === undefined) stdout.write(flags.format === 'table' ? inWords() : textOf[flags.format](report))
  else {
    const plain = { ...look, paint: (_style: unknown, text: string) => text, columns: 80 }
    file.write(flags.format === 'table' ? reportInWords(report, plain) : textOf[flags.format](report))
    stdout.write(inWords())
  }
  if (report.cutShort !== undefined) return 3
  return report.findings.length === 0 ? 0 : 1
}

const textOf: Record<Exclude<VerifyFlags['format'], 'table'>, (report: Report) => string> = {
  json: reportAsJson,
  junit: reportAsJunit,
  markdown: reportAsMarkdown,
}

/** What to verify: flags, then the variables that clients use, then the running mock, as for `doctor`. */
async function optionsOf(flags: VerifyFlags, dir: string): Promise<VerifyOptions> {
  const { only, userKey, yesProduction, pace, timeout } = flags
  const subject = await findSubject(flags, process.env, dir)
  const { baseUrl, cert, key, ca } = subject
  if (baseUrl === undefined) {
    throw new CodedError('ERR_INVALID_OPTION', '--base-url is missing, and no mock is running here', {
      fix: `Name the server: --base-url https://127.0.0.1:8443, or ${productionOrigins.api} for production.`,
    })
  }
  const pem = (name: 'cert' | 'key', given: Given | undefined): string => {
    if (given !== undefined) return readPem(given.from, given).text
    throw new CodedError('ERR_INVALID_OPTION', `--${name} is missing: without it the server refuses every connection`, {
      fix: 'Pass --cert and --key, set APPS_IN_TOSS_CERT and APPS_IN_TOSS_KEY, or start a mock in this folder.',
    })
  }
  return {
    baseUrl: baseUrl.value,
    payBaseUrl: flags.payBaseUrl ?? payUrlFor(flags),
    cert: pem('cert', cert),
    key: pem('key', key),
    ca: ca && readPem(ca.from, ca).text,
    only,
    userKey,
    yesProduction,
    pace: milliseconds('--pace', pace),
    timeout: milliseconds('--timeout', timeout),
  }
}

/** The variable goes with APPS_IN_TOSS_BASE_URL: where the base URL was given otherwise, it means another server. */
function payUrlFor({ baseUrl }: VerifyFlags): string | undefined {
  return baseUrl === undefined ? process.env.APPS_IN_TOSS_PAY_BASE_URL || undefined : undefined
}

function milliseconds(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[0-9]+$/.test(text)) return Number(text)
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `${flag} must be a whole number of milliseconds, not ${JSON.stringify(text)}`,
  )
}

/** Whether a file begins as a report does, in any of the formats. */
function isReport(head: string): boolean {
  return /^(\{\s*"baseUrl": "[^"]*",\s*"payBaseUrl": |<\?xml [^>]*>\s*<testsuites name="apps-in-toss-mock verify|# What a server does, compared with the contract|\s*Verified https:)/.test(
    head,
  )
}

import { visible } from '../../contracts/index.js'
import { isStandardOutput } from '../../files/index.js'
import { selectVariants } from '../../mock-server/partner-side/variants.js'
import { checkTraffic } from '../../traffic/index.js'
import { readChoices } from '../settings/text-value.js'
import { columnsOf, painter } from '../terminal.js'
import { trafficInWords } from '../traffic-report.js'

/** What `check` was given. */
export interface CheckFlags {
  readonly baseUrl?: readonly string[]
  readonly variant?: readonly string[]
  readonly redact?: string
  readonly force?: boolean
  readonly format: 'table' | 'json'
}

/**
 * Checks recorded traffic against the contract, and prints what breaks it.
 *
 * @returns the exit code: 1 when something breaks the contract
 * @throws CodedError `ERR_TRAFFIC_FILE`, `ERR_INVALID_OPTION`, `ERR_OUTPUT_FILE`, `ERR_WRITE_FAILED`
 */
export async function check(files: readonly string[], flags: CheckFlags): Promise<number> {
  const { choices } = selectVariants(readChoices(flags.variant ?? [], '--variant'))
  const report = await checkTraffic(files, {
    variants: choices,
    ...(flags.baseUrl !== undefined && { baseUrls: flags.baseUrl }),
    ...(flags.redact !== undefined && { redactTo: flags.redact, force: flags.force }),
  })
  // A copy on stdout stays alone there.
  const stdout = flags.redact !== undefined && isStandardOutput(flags.redact) ? process.stderr : process.stdout
  stdout.write(
    flags.format === 'json'
      ? `${visible(JSON.stringify(report))}\n`
      : trafficInWords(report, { paint: painter(stdout), columns: columnsOf(stdout) }),
  )
  return report.ok ? 0 : 1
}

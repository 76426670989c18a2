import { constants } from 'node:buffer'
import { claimOutput, isStandardOutput } from '../../files/index.js'
import type { ClockChoice, WorldSeed } from '../../mock-server/index.js'
import { callControl } from '../control-call.js'
import { inJson, inYaml, isExport, isYamlName } from '../export-file.js'
import { told } from '../language.js'
import { requireRunning } from '../running-mock.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'

/** What `export` was asked for. */
export interface ExportFlags {
  readonly output?: string
  readonly yaml?: boolean
  /** Writes over a file that is not an export. */
  readonly force?: boolean
  readonly miniApp?: string
  readonly clock: ClockChoice
}

/**
 * Writes the running mock's world to a file, or to stdout.
 *
 * @returns the exit code
 * @throws CodedError `ERR_NOT_RUNNING`, `ERR_OUTPUT_FILE`, `ERR_WRITE_FAILED`; `ERR_NOT_FOUND` for a mini-app without a world
 */
export async function exportWorld(flags: GivenFlags, asked: ExportFlags): Promise<number> {
  const { options } = await readSettings(flags, process.env, process.cwd())
  const { output, force } = asked
  const toFile = output !== undefined && !isStandardOutput(output)
  const file = toFile ? claimOutput(output, { isOurs: isExport, force, isSecret: true }) : undefined
  const mock = await requireRunning(options.dir)
  const world = await fetchWorld(mock.info.controlUrl, asked)
  const text = asked.yaml === true || isYamlName(output) ? await inYaml(world) : inJson(world)
  if (file === undefined) {
    process.stdout.write(text)
    return 0
  }
  file.write(text)
  const names = Object.keys(world.snapshot?.miniApps ?? {})
  const whose = names.length === 0 ? told('no mini-app has a world yet') : names.join(', ')
  process.stderr.write(`${asked.output}: ${whose}. ${told('It holds tokens, keys and personal data as they are.')}\n`)
  return 0
}

function fetchWorld(controlUrl: string, { miniApp, clock }: ExportFlags): Promise<WorldSeed> {
  const path = miniApp === undefined ? '/world' : `/mini-apps/${encodeURIComponent(miniApp)}/world`
  return callControl<WorldSeed>(controlUrl, {
    path: `${path}?clock=${clock}`,
    timeout: 600_000,
    // A text of Node's own longest length could not be parsed.
    bound: constants.MAX_STRING_LENGTH,
  })
}

import { CodedError } from '../../errors/index.js'
import { dotenvLine } from '../dotenv.js'
import { environmentOf } from '../environment-of-mock.js'
import { findRunning } from '../running-mock.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { exportLine, type Shell } from '../shell-quote.js'

/**
 * Prints the lines that point a shell, and what it starts, at the running mock.
 *
 * @returns the exit code
 * @throws CodedError `ERR_NOT_RUNNING`; `ERR_ENV_FILE` for a value that a dotenv file cannot hold
 */
export async function env(flags: GivenFlags, shell: Shell): Promise<number> {
  const { options } = await readSettings(flags, process.env, process.cwd())
  const search = await findRunning(options.dir)
  if (search.state !== 'running') {
    const why = search.state === 'stale' ? `: ${search.reason}, and left running.json behind` : ''
    throw new CodedError('ERR_NOT_RUNNING', `no mock is running on the certificates in ${options.dir}${why}`)
  }
  const line = shell === 'dotenv' ? dotenvLine : exportLine[shell]
  const lines = environmentOf(search.mock.info).map(([name, value]) => line(name, value))
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

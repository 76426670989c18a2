import type { ReachableMock } from '../copy-paste.js'
import { dotenvLine } from '../dotenv.js'
import { githubLine, githubMasks } from '../github-env.js'
import { namedVariables } from '../named-variables.js'
import { requireRunning } from '../running-mock.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { exportLine, type Shell } from '../shell-quote.js'

/** What `env` was asked for. */
export interface EnvFlags {
  readonly shell: Shell
  /** See `WantedVariables`. */
  readonly names: string
  readonly contents?: boolean
}

/**
 * Prints the lines that point a shell, and what it starts, at the running mock.
 *
 * @returns the exit code
 * @throws CodedError `ERR_NOT_RUNNING`; `ERR_ENV_FILE` for a value that a dotenv file cannot hold; `ERR_INVALID_OPTION`
 */
export async function env(flags: GivenFlags, { shell, names, contents = false }: EnvFlags): Promise<number> {
  const { options } = await readSettings(flags, process.env, process.cwd())
  const mock = await requireRunning(options.dir)
  const wanted = namedVariables(mock.info as ReachableMock, { names, contents })
  // Several lines are read differently by each reader of dotenv files.
  const variables =
    shell === 'dotenv' && names === 'public' ? wanted.filter(({ value }) => !value.includes('\n')) : wanted
  if (shell === 'github') for (const mask of githubMasks(variables)) process.stderr.write(`${mask}\n`)
  const lines = variables.map((variable) => {
    if (shell === 'github') return githubLine(variable)
    const line = shell === 'dotenv' ? dotenvLine : exportLine[shell]
    return line(variable.name, variable.value)
  })
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

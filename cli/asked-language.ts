import { type Language, languages } from '../mock-server/record/language.js'
import type { Environment } from './settings/environment.js'
import { languageOfLocale } from './settings/locale.js'

/** What is asked for before anything is parsed: help and the errors of the command line need it. */
export async function languageAsked(args: readonly string[], environment: Environment, cwd: string): Promise<Language> {
  const said = flagIn(args, '--lang') ?? (environment.APPS_IN_TOSS_MOCK_LANG || undefined)
  const asked = said ?? (await languageInConfig(flagIn(args, '--config'), environment, cwd))
  return languages.find((each) => each === asked) ?? languageOfLocale(environment)
}

/**
 * `--lang` before the command, put behind it: commander would take the command for an argument of `start`. What follows the name of a
 * command of `run` is that command's own.
 */
export function languageBehindCommand(args: readonly string[]): readonly string[] {
  const isApart = args[0] === '--lang'
  if (!isApart && !args[0]?.startsWith('--lang=')) return args
  const flag = args.slice(0, isApart ? 2 : 1)
  const [command, ...rest] = args.slice(flag.length)
  if (command === undefined) return flag
  return command === 'run' ? [command, ...flag, ...rest] : [command, ...rest, ...flag]
}

/** The value of a flag, before `--`. */
function flagIn(args: readonly string[], flag: string): string | undefined {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  const at = own.findLastIndex((arg) => arg === flag || arg.startsWith(`${flag}=`))
  if (at === -1) return undefined
  return own[at] === flag ? own[at + 1] : own[at]?.slice(flag.length + 1)
}

/** What is wrong with the file, or with where it is said to be, is said by the command that needs it: help has to come. */
async function languageInConfig(named: string | undefined, environment: Environment, cwd: string) {
  const { readConfigFile } = await import('./settings/config-file.js')
  const { configPath } = await import('./settings/read-settings.js')
  try {
    const path = configPath({ values: new Map(), config: named }, environment, cwd)
    return (await readConfigFile(cwd, path))?.values.get('lang')
  } catch {
    return undefined
  }
}

import { told } from './language.js'
import { wrap } from './terminal.js'

/**
 * What each exit code of the command line means; `docs/cli.md` has the same list. `run` ends as the command that it runs does,
 * and with 128 and the number of the signal that ended it.
 */
export const exitCodes = {
  0: 'done; of start: it was stopped by SIGINT, SIGTERM or SIGHUP, and answered what was in flight',
  1: 'it failed, and the message says why: a taken port, no running mock, a problem that doctor found, a difference that verify found, traffic that breaks the contract, a change that breaks clients',
  2: 'the call was wrong: an unknown flag or command, a value that breaks its rule, a file to check that cannot be read; nothing was started',
  3: 'of verify: no HTTP answer came, or the run was cut short',
  65: 'of run --strict: the command ended with 0, and what it called breaks the contract, or nothing reached the mock',
  70: 'a bug of apps-in-toss-mock itself; the stack is on stderr',
  74: 'a file or the output cannot be written: a full disk, missing rights',
  126: 'of run: the command is not executable',
  127: 'of run: the command was not found',
  130: 'start was ended at once by a second SIGINT (143 by SIGTERM, 129 by SIGHUP)',
} as const

/** The exit codes as `--help` shows them, in lines of at most `columns`. */
export function exitCodesInHelp(columns: number): string {
  const lines = Object.entries(exitCodes).flatMap(([code, meaning]) =>
    wrap(told(meaning), columns - 7).map((line, index) => `  ${(index === 0 ? code : '').padEnd(5)}${line}`),
  )
  return [told('Exit codes:'), ...lines].join('\n')
}

import { visibleLines } from '../contracts/visible-text.js'
import { type ErrorCode, isCodedError } from '../errors/index.js'
import { callAgain } from './call-again.js'
import { pageOf } from './error-page.js'
import { told } from './language.js'
import { painter } from './terminal.js'

/** The errors of a call that was wrong: nothing was started. */
const wrongCalls: readonly ErrorCode[] = [
  'ERR_UNSUPPORTED_RUNTIME',
  'ERR_INVALID_OPTION',
  'ERR_CONFIG_FILE',
  'ERR_SEED_FILE',
  'ERR_STATE_FILE',
  'ERR_STATE_ENGINE',
  'ERR_STATE_DATABASE',
  'ERR_PRODUCTION_REFUSED',
  'ERR_TRAFFIC_FILE',
  'ERR_OPENAPI_FILE',
  'ERR_OUTPUT_FILE',
  'ERR_ENV_FILE',
]

/**
 * The commands in a fix as they work for whoever called this one, who may have no `apps-in-toss-mock` in the PATH. Behind a `#`
 * it is not a command, but a mark to be written as it stands.
 */
function asCalledHere(fix: string): string {
  return fix.replaceAll(/(?<!\S)(?<!# )apps-in-toss-mock(?= [a-z])/g, callAgain(process.argv[1] ?? ''))
}

/**
 * Tells a person on stderr what went wrong.
 *
 * @returns the exit code that goes with it
 */
export function reportFailure(error: unknown): number {
  const paint = painter(process.stderr)
  if (isCodedError(error)) {
    process.stderr.write(
      `${paint('red', told('error:'))} ${visibleLines(told(error.message))}\n` +
        `${paint('green', told('fix:'))}   ${visibleLines(asCalledHere(told(error.fix)))}\n` +
        `${paint('gray', told('docs:'))}  ${pageOf(error.code)}\n`,
    )
    if (error.code === 'ERR_VERIFY_UNREACHABLE') return 3
    if (error.code === 'ERR_WRITE_FAILED') return 74
    return wrongCalls.includes(error.code) ? 2 : 1
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(
    `${paint('red', told('error:'))} ${told('unexpected: this is a bug of apps-in-toss-mock, not yours')}\n${visibleLines(stack)}\n` +
      `${paint('green', told('fix:'))}   ${told('Please report it, with the stack above and what you did')} ` +
      `(Node ${process.version}, ${process.platform} ${process.arch}).\n`,
  )
  return 70
}

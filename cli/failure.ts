import { type ErrorCode, isCodedError } from '../errors/index.js'
import { painter } from './terminal.js'

/** The errors of a call that was wrong: nothing was started. */
const wrongCalls: readonly ErrorCode[] = [
  'ERR_INVALID_OPTION',
  'ERR_CONFIG_FILE',
  'ERR_SEED_FILE',
  'ERR_STATE_FILE',
  'ERR_PRODUCTION_REFUSED',
  'ERR_TRAFFIC_FILE',
  'ERR_OPENAPI_FILE',
  'ERR_OUTPUT_FILE',
  'ERR_ENV_FILE',
]

/**
 * Tells a person on stderr what went wrong.
 *
 * @returns the exit code that goes with it
 */
export function reportFailure(error: unknown): number {
  const paint = painter(process.stderr)
  if (isCodedError(error)) {
    process.stderr.write(
      `${paint('red', 'error:')} ${error.message}\n` +
        `${paint('green', 'fix:')}   ${error.fix}\n` +
        `${paint('gray', 'docs:')}  docs/errors/${error.code}.md\n`,
    )
    if (error.code === 'ERR_VERIFY_UNREACHABLE') return 3
    if (error.code === 'ERR_WRITE_FAILED') return 74
    return wrongCalls.includes(error.code) ? 2 : 1
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(
    `${paint('red', 'error:')} unexpected: this is a bug of apps-in-toss-mock, not yours\n${stack}\n` +
      `${paint('green', 'fix:')}   Please report it, with the stack above and what you did ` +
      `(Node ${process.version}, ${process.platform} ${process.arch}).\n`,
  )
  return 70
}

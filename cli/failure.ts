import { isCodedError } from '../errors/index.js'
import { painter } from './terminal.js'

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
    return error.code === 'ERR_INVALID_OPTION' || error.code === 'ERR_CONFIG_FILE' ? 2 : 1
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(
    `${paint('red', 'error:')} unexpected: this is a bug of apps-in-toss-mock, not yours\n${stack}\n` +
      `${paint('green', 'fix:')}   Please report it, with the stack above and what you did ` +
      `(Node ${process.version}, ${process.platform} ${process.arch}).\n`,
  )
  return 70
}

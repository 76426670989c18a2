import { onTestFinished } from 'vitest'
import { isAlive } from '../../files/is-alive.js'
import type { ConnectionInfo } from '../../mock-server/index.js'
import { type Outcome, run, type Surroundings } from './command-line.js'

/** What `start --detach --json` left, on free ports; the process in the background is gone when the test ends. */
export async function startDetached(
  surroundings: Surroundings,
  args: readonly string[] = [],
): Promise<Outcome & { readonly info: Required<ConnectionInfo> }> {
  const outcome = await run(
    ['start', '--detach', '--json', '--port', '0', '--control-port', '0', ...args],
    surroundings,
  )
  if (outcome.code !== 0) throw new Error(outcome.stderr)
  const info = JSON.parse(outcome.stdout) as Required<ConnectionInfo>
  onTestFinished(() => {
    if (isAlive(info.pid)) process.kill(info.pid, 'SIGKILL')
  })
  return { ...outcome, info }
}

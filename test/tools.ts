import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const found = new Map<string, boolean>()

/**
 * Whether a program is on this machine, for tests that let foreign software judge our work: `test.runIf(hasTool('openssl'))`.
 * Without it such a test is reported as skipped, since `npm test` must pass with nothing but Node. With the environment
 * variable `TEST_TOOLS=curl,openssl` (the project's own CI) these count as there, so that a missing one fails.
 */
export function hasTool(name: string): boolean {
  if (process.env.TEST_TOOLS?.split(',').includes(name)) return true
  let answer = found.get(name)
  if (answer === undefined) {
    answer = isExecutable(name) && !isPlaceholder(name)
    found.set(name, answer)
  }
  return answer
}

function isExecutable(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** macOS has a `java` and a `keytool` that only offer to install a JDK. */
function isPlaceholder(name: string): boolean {
  if (process.platform !== 'darwin' || (name !== 'java' && name !== 'keytool')) return false
  return spawnSync('java', ['-version']).status !== 0
}

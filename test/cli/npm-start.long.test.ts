import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { hasTool } from '../tools.js'
import { preparedFolder } from './command-line.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

test.runIf(hasTool('npm') && process.platform !== 'win32')(
  'npm start that is ended by SIGTERM leaves no mock behind',
  async () => {
    const dir = await preparedFolder('npm')
    const flags = ['--dir', `${dir}/.apps-in-toss-mock`, '--port', '0', '--control-port', '0', '--json']
    const npm = spawn('npm', ['--silent', 'start', '--', ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
    let stdout = ''
    while (!stdout.includes('"pid":')) stdout += (await once(npm.stdout, 'data'))[0]
    const { pid } = JSON.parse(stdout) as { pid: number }
    onTestFinished(() => {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL')
    })
    npm.kill('SIGTERM')
    // Its output stays open for as long as somebody has it.
    await once(npm, 'close')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  },
  // It builds first.
  180_000,
)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { main, preparedFolder } from './command-line.js'

const start = [process.execPath, main, '--json', '--port', '0', '--control-port', '0', '--log-level', 'info']

// Node gives its children sockets, a shell gives them pipes.
test.each([
  ['a socket', start],
  ['a pipe', ['sh', '-c', 'exec 3>&1; "$@" 2>&1 >&3 | sleep 600', 'sh', ...start]],
])(
  'a parent that never reads our standard error, %s, does not stop the ports',
  async (_kind, [command, ...args]) => {
    const cwd = await preparedFolder()
    const child = spawn(command as string, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    onTestFinished(() => {
      if (isAlive(-(child.pid as number))) process.kill(-(child.pid as number), 'SIGKILL')
      child.stderr.destroy()
    })
    const [line] = await once(child.stdout, 'data')
    const { controlUrl, pid } = JSON.parse(String(line))
    const refused = () => fetch(`${controlUrl}/${'x'.repeat(190)}`, { headers: { origin: 'http://elsewhere.example' } })
    for (let batch = 0; batch < 60; batch++) await Promise.all(Array.from({ length: 50 }, refused))
    expect((await fetch(`${controlUrl}/health`)).status).toBe(200)
    process.kill(pid, 'SIGTERM')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  },
  60_000,
)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

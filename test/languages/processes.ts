import { spawn } from 'node:child_process'

/** What a program left. */
export interface Outcome {
  /** Null when a signal ended it, a time-out for one. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
}

/** Runs a program in a process group of its own, which is killed as a whole when it takes longer than `timeout` (ms). */
export function runProgram(
  [name = '', ...args]: readonly string[],
  { cwd, env, timeout }: { cwd: string; env: Readonly<Record<string, string>>; timeout: number },
): Promise<Outcome> {
  const begin = performance.now()
  return new Promise((resolve) => {
    const child = spawn(name, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout += part
    })
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr += part
    })
    const tooLong = setTimeout(() => {
      stderr += `\nkilled after ${timeout / 1000} s`
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, timeout)
    const end = (code: number | null) => {
      clearTimeout(tooLong)
      resolve({ code, stdout, stderr, seconds: (performance.now() - begin) / 1000 })
    }
    child.on('error', (error) => {
      stderr += String(error)
      end(null)
    })
    child.on('close', end)
  })
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import type { JournalEntry } from '../../mock-server/index.js'

/** A mock in a process of its own, as a developer starts it. */
export interface RunningMock {
  /** What `--write-env` writes, and where the PKCS#12 file is. */
  readonly variables: Readonly<Record<string, string>>
  readonly proxyUrl: string
  /** What came since the last call. */
  newEntries(): Promise<JournalEntry[]>
  stop(): Promise<void>
}

/** Starts the built mock on free ports. */
export async function startMock(folder: string): Promise<RunningMock> {
  const envFile = join(folder, 'mock.env')
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url)),
      ...['start', '--port', '0', '--control-port', '0', '--proxy-port', '0', '--proxy-others', 'refuse'],
      ...['--dir', join(folder, 'certificates'), '--write-env', envFile, '--log-level', 'silent', '--json'],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'close')
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line', { signal: AbortSignal.timeout(30_000) }),
    ended.then(([code]) => Promise.reject(new Error(`the mock ended with ${code}`))),
  ])) as [string]
  const info = JSON.parse(line) as Record<'controlUrl' | 'proxyUrl' | 'pkcs12' | 'pkcs12Password', string>
  let last = 0

  return {
    variables: {
      ...(parseEnv(readFileSync(envFile, 'utf8')) as Record<string, string>),
      APPS_IN_TOSS_PKCS12: info.pkcs12,
      APPS_IN_TOSS_PKCS12_PASSWORD: info.pkcs12Password,
    },
    proxyUrl: info.proxyUrl,
    async newEntries() {
      const answer = await fetch(`${info.controlUrl}/journal?after=${last}`)
      const { entries } = (await answer.json()) as { entries: JournalEntry[] }
      last = entries.at(-1)?.id ?? last
      return entries
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

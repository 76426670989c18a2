import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fetchJson } from '../client/bounded-body.js'
import type { ConnectionInfo } from '../mock-server/index.js'
import { isAlive } from '../mock-server/is-alive.js'
import { writeAtomically } from './atomic-file.js'

/** The file in the certificate folder that says which mock is running there. */
export const runningFile = 'running.json'

/** What `running.json` holds. */
export interface RunningMock {
  readonly pid: number
  /** ISO 8601. */
  readonly startedAt: string
  readonly info: ConnectionInfo
}

/** What a look for the running mock found. */
export type Search =
  | { readonly state: 'running'; readonly mock: RunningMock }
  | { readonly state: 'none' }
  /** Left behind by a process that was killed, or that has come under another mock's port. */
  | { readonly state: 'stale'; readonly mock: RunningMock; readonly reason: string }

/** Leaves word in the folder; of several mocks in one folder the last one started is found. */
export function announce(dir: string, info: ConnectionInfo): void {
  const mock: RunningMock = { pid: info.pid, startedAt: new Date().toISOString(), info }
  writeAtomically(join(dir, runningFile), `${JSON.stringify(mock, null, 2)}\n`)
}

/** Takes the word back, unless it is another process's. Never throws: it runs while the process ends. */
export function withdraw(dir: string): void {
  try {
    if (read(dir)?.pid === process.pid) rmSync(join(dir, runningFile), { force: true })
  } catch {
    // A file that stays is recognised as stale.
  }
}

/**
 * Looks for the mock that runs on the certificates of `dir`, and asks it: a pid may since belong to another program.
 *
 * @param timeout milliseconds that its answer may take
 */
export async function findRunning(dir: string, timeout = 2_000): Promise<Search> {
  const mock = read(dir)
  if (mock === undefined) return { state: 'none' }
  const { pid, info } = mock
  try {
    const { body } = await fetchJson(`${info.controlUrl}/info`, { timeout })
    const { pid: answering } = body as Partial<ConnectionInfo>
    if (answering === pid) return { state: 'running', mock }
    return { state: 'stale', mock, reason: `${info.controlUrl} now belongs to another process` }
  } catch {
    const reason = isAlive(pid)
      ? `${info.controlUrl} does not answer as the mock with process id ${pid} would`
      : `process ${pid} is gone`
    return { state: 'stale', mock, reason }
  }
}

function read(dir: string): RunningMock | undefined {
  try {
    const mock = JSON.parse(readFileSync(join(dir, runningFile), 'utf8')) as Partial<RunningMock> | null
    const { pid, info } = mock ?? {}
    return typeof pid === 'number' && typeof info?.controlUrl === 'string' ? (mock as RunningMock) : undefined
  } catch {
    return undefined
  }
}

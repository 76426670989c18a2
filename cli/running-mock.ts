import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fetchJson } from '../client/bounded-body.js'
import { CodedError } from '../errors/index.js'
import { claimOutput } from '../files/index.js'
import { isAlive } from '../files/is-alive.js'
import {
  type RunningWord,
  readRunningWord,
  runningFile,
  runningFileOf,
  runningWordIn,
  runningWords,
} from '../files/running-word.js'
import type { ConnectionInfo } from '../mock-server/index.js'

/** How long a mock may take to answer, in milliseconds: a busy machine is late, and a mock that is gone refuses at once. */
export const patience = 10_000

/** What `running.json` holds. */
export interface RunningMock extends RunningWord {
  readonly info: ConnectionInfo
  /** The word by which it is ended over its control port; absent where its version knows no such order. */
  readonly stopSecret?: string | undefined
  /** The file that its output goes to; absent of one in the foreground. */
  readonly log?: string | undefined
}

/** What a look for the running mock found. */
export type Search =
  | { readonly state: 'running'; readonly mock: RunningMock }
  | { readonly state: 'none' }
  /** Left behind by a process that was killed, or that has come under another mock's port. */
  | { readonly state: 'stale'; readonly mock: RunningMock; readonly reason: string }

/**
 * Leaves word in the folder; of several mocks in one folder the last one started is found.
 *
 * @throws CodedError `ERR_OUTPUT_FILE`, `ERR_WRITE_FAILED`
 */
export function announce(dir: string, info: ConnectionInfo, more: Pick<RunningMock, 'stopSecret' | 'log'> = {}): void {
  const mock: RunningMock = { pid: info.pid, startedAt: new Date().toISOString(), info, ...more }
  for (const name of [runningFileOf(info.pid), runningFile]) write(dir, name, mock)
}

/** Whether this mock has taken its word back, the last thing that it does; or was ended before it could. */
export async function hasEnded(dir: string, mock: RunningMock): Promise<boolean> {
  const words = [runningFileOf(mock.pid), runningFile].map((name) => readRunningWord(dir, name))
  if (words.every((word) => word?.pid !== mock.pid)) return true
  // A process of another container has a number that means nothing here.
  return !isAlive(mock.pid) && (await ask(mock, patience)).state === 'stale'
}

/** Takes the word back, and gives it to the mock that was started before and still runs. Never throws: the process is ending. */
export function withdraw(dir: string): void {
  try {
    if (readRunningWord(dir, runningFileOf(process.pid))?.pid === process.pid)
      rmSync(join(dir, runningFileOf(process.pid)), { force: true })
    if (readRunningWord(dir, runningFile)?.pid !== process.pid) return
    const before = runningWords<RunningMock>(dir).find(({ pid }) => isAlive(pid))
    if (before === undefined) rmSync(join(dir, runningFile), { force: true })
    else write(dir, runningFile, before)
  } catch {
    // A file that stays is recognised as stale.
  }
}

/**
 * Looks for the mock that runs on the certificates of `dir`, and asks it: a pid may since belong to another program. Where the
 * last one started is gone, those before it are asked.
 *
 * @param timeout milliseconds that its answer may take
 */
export async function findRunning(dir: string, timeout = patience): Promise<Search> {
  const last = readRunningWord<RunningMock>(dir, runningFile)
  if (last === undefined) return { state: 'none' }
  const found = await ask(last, timeout)
  if (found.state === 'running') return found
  for (const mock of runningWords<RunningMock>(dir)) {
    if (mock.pid === last.pid || !isAlive(mock.pid)) continue
    const earlier = await ask(mock, timeout)
    if (earlier.state === 'running') return earlier
  }
  return found
}

async function ask(mock: RunningMock, timeout: number): Promise<Exclude<Search, { state: 'none' }>> {
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

function write(dir: string, name: string, mock: RunningMock): void {
  const isOurs = (_head: string, readAll: () => string) => runningWordIn(readAll()) !== undefined
  const fix = 'Move it away.'
  claimOutput(join(dir, name), { isOurs, fix, isSecret: true }).write(`${JSON.stringify(mock, null, 2)}\n`)
}

/**
 * The mock that runs on the certificates of `dir`, for a command that cannot do without.
 *
 * @throws CodedError `ERR_NOT_RUNNING`
 */
export async function requireRunning(dir: string): Promise<RunningMock> {
  const search = await findRunning(dir)
  if (search.state === 'running') return search.mock
  throw notRunning(dir, search)
}

/** `more` stands behind what is said of the folder. */
export function notRunning(dir: string, search: Exclude<Search, { state: 'running' }>, more = ''): CodedError {
  const why = search.state === 'stale' ? `: ${search.reason}, and left running.json behind` : ''
  return new CodedError('ERR_NOT_RUNNING', `no mock is running on the certificates in ${dir}${more}${why}`)
}

import { randomUUID } from 'node:crypto'
import { lstatSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { isAlive } from '../../../files/is-alive.js'
import { acquireLock } from '../../../files/lock.js'
import { stateFileError, stateLockedError } from './state-errors.js'

/** A holder gives a sign of life this often, in milliseconds. */
const beat = 2_000

/** After so long without one a lock counts as left behind, whatever runs under its process id now. */
const staleAfter = 10_000

/** What a lock file says. */
interface Holder {
  readonly pid: number
  readonly host: string
  /** When the process started, milliseconds since 1970: another one may have come under its id. */
  readonly startedAt: number
  readonly token: string
}

/** The locks of this process. */
const held = new Set<string>()

/** A held lock. */
export interface StateLock {
  /** Whether somebody had left one behind, who may still have the file open. */
  readonly isTakenOver: boolean
  release(): void
}

/**
 * Makes this process the only one that keeps its world in the file. What a process that was killed has left behind does not
 * count.
 *
 * @throws CodedError `ERR_STATE_LOCKED`; `ERR_STATE_FILE` where no lock can be made
 */
export async function lockState(path: string): Promise<StateLock> {
  const lockFile = `${path}.lock`
  const release = await guard(path)
  try {
    const found = readHolder(path, lockFile)
    if (found !== undefined && isHeld(found)) throw stateLockedError(path, inWords(found))
    const holder: Holder = { pid: process.pid, host: hostname(), startedAt: startedAt(), token: randomUUID() }
    try {
      // Only what was left behind is there still.
      rmSync(lockFile, { force: true })
      writeFileSync(lockFile, JSON.stringify(holder), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      throw unwritable(path, error)
    }
    held.add(holder.token)
    const touch = () => utimesSync(lockFile, new Date(), new Date())
    const timer = setInterval(() => whileHeld(lockFile, holder.token, touch), beat).unref()
    return {
      isTakenOver: found !== undefined,
      release() {
        clearInterval(timer)
        held.delete(holder.token)
        whileHeld(lockFile, holder.token, () => rmSync(lockFile))
      },
    }
  } finally {
    await release()
  }
}

/** Looking at the lock file and taking it over is one step for everybody else. */
function guard(path: string): Promise<() => Promise<void>> {
  return acquireLock(`${path}.lock.guard`, { atMost: 8_000, every: 100 }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') throw stateLockedError(path, 'a mock that is starting')
    throw unwritable(path, error)
  })
}

function unwritable(path: string, cause: unknown): Error {
  const { code } = cause as NodeJS.ErrnoException
  return stateFileError(path, `cannot be locked (${code})`, 'Name a file in a folder that can be written.', cause)
}

type Found = Holder & { readonly age: number }

/** Undefined where there is no lock, or one that was never written to the end. */
function readHolder(path: string, lockFile: string): Found | undefined {
  const found = lstatSync(lockFile, { throwIfNoEntry: false })
  if (found === undefined || (found.isFile() && found.size === 0)) return undefined
  try {
    const holder = (found.isFile() ? JSON.parse(readFileSync(lockFile, 'utf8')) : {}) as Holder
    if (typeof holder.token === 'string') return { ...holder, age: Math.abs(Date.now() - found.mtimeMs) }
  } catch {}
  throw stateFileError(path, `needs ${lockFile} for a lock, and that is something else`, 'Move that away.')
}

function isHeld({ pid, host, startedAt: since, token, age }: Found): boolean {
  const isFresh = age < staleAfter
  if (host !== hostname()) return isFresh
  // In a container every process that is started has the same id. Threads of this process have also the same start.
  if (pid === process.pid) return held.has(token) || (isFresh && Math.abs(since - startedAt()) < 50)
  return isFresh && isAlive(pid)
}

function inWords({ pid, host }: Found): string {
  if (host !== hostname()) return `process ${pid} on ${host} (if that was killed, try again in 10 seconds)`
  return pid === process.pid ? 'another mock in this process' : `process ${pid}`
}

function startedAt(): number {
  return Math.round(Date.now() - process.uptime() * 1000)
}

/** Does something while the lock is still the holder's. Where it cannot be, the file is written on: see `append` of the engine. */
function whileHeld(lockFile: string, token: string, step: () => void): void {
  try {
    if ((JSON.parse(readFileSync(lockFile, 'utf8')) as Holder).token === token) step()
  } catch {}
}

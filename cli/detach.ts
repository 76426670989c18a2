import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { CodedError } from '../errors/index.js'
import type { Started } from './banner.js'
import { openDetachedLog } from './detached-log.js'
import { findRunning } from './running-mock.js'
import { type GivenFlags, readSettings } from './settings/read-settings.js'
import { untilStopped } from './shutdown.js'
import { printStarted } from './started.js'

/** Set for the process in the background alone, which takes it out of its environment: the log that it writes. */
const marker = '_APPS_IN_TOSS_MOCK_LOG_FILE'

/** Whether this process is the one in the background. */
export function isDetached(): boolean {
  return process.env[marker] !== undefined && process.send !== undefined
}

/** How the process in the background tells the one that waits in front. */
export interface Waiting {
  /** The file that stdout and stderr go to. */
  readonly log: string
  /** Resolves when nobody waits any more, before anybody was told: then nobody knows of this mock. */
  readonly gone: Promise<void>
  tell(started: Started): Promise<void>
}

/** Whoever waits for this process; undefined in the foreground. */
export function whoWaits(): Waiting | undefined {
  const log = process.env[marker]
  if (log === undefined || !isDetached()) return undefined
  delete process.env[marker]
  let leave = () => {}
  const gone = new Promise<void>((resolve) => {
    leave = resolve
  })
  process.once('disconnect', leave)
  // To listen there keeps no process that has failed.
  process.channel?.unref()
  if (!process.connected) leave()
  return {
    log,
    gone,
    async tell(started) {
      const failed = await new Promise<Error | null>((resolve) => process.send?.(started, resolve))
      if (failed !== null) return leave()
      process.off('disconnect', leave)
      process.disconnect?.()
    },
  }
}

/**
 * Starts this very command line once more, in the background, and prints how to reach its mock when that answers.
 *
 * @returns the exit code: that of the process in the background where it ended instead
 * @throws CodedError `ERR_ALREADY_RUNNING`, `ERR_OUTPUT_FILE`, `ERR_WRITE_FAILED`, and what `readSettings` throws
 */
export async function startDetached(flags: GivenFlags): Promise<number> {
  const { options } = await readSettings(flags, process.env, process.cwd())
  const search = await findRunning(options.dir)
  if (search.state === 'running') {
    const { pid, info } = search.mock
    throw new CodedError(
      'ERR_ALREADY_RUNNING',
      `a mock is running on the certificates in ${options.dir} already: ${info.baseUrl}, process ${pid}`,
    )
  }
  const stopped = untilStopped()
  const log = openDetachedLog(options.dir, options.logFormat)
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
    env: { ...process.env, [marker]: log.path },
  })
  const ended = endOf(child)
  const told = once(child, 'message').then(([started]) => started as Started)
  // Where it ends, the other promise says so.
  told.catch(() => {})
  const outcome = await Promise.race([told, ended, stopped])
  if (typeof outcome === 'string') {
    child.kill('SIGTERM')
    await ended
    return 128 + constants.signals[outcome]
  }
  process.stderr.write(log.whatWasSaid())
  log.close()
  if (typeof outcome === 'number') return outcome
  await printStarted(outcome)
  if (child.connected) child.disconnect()
  child.unref()
  return 0
}

/** The exit code, or what a shell makes of the signal that ended it. */
async function endOf(child: ChildProcess): Promise<number> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return signal === null ? (code ?? 0) : 128 + constants.signals[signal]
}

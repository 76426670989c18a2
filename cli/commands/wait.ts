import { setTimeout as delay } from 'node:timers/promises'
import { CodedError } from '../../errors/index.js'
import { findRunning, notRunning } from '../running-mock.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { statusOf } from './status.js'

/** Milliseconds between two looks. */
export const between = 100

/** What `wait` was asked for. */
export interface WaitFlags {
  /** Seconds. */
  readonly timeout: string
  readonly json?: boolean
}

/**
 * Waits until a mock that runs on the folder answers, whoever starts it.
 *
 * @returns the exit code
 * @throws CodedError `ERR_NOT_RUNNING` when the time is over, `ERR_INVALID_OPTION`
 */
export async function wait(flags: GivenFlags, { timeout, json = false }: WaitFlags): Promise<number> {
  const limit = milliseconds(timeout)
  const { options } = await readSettings(flags, process.env, process.cwd())
  const deadline = performance.now() + limit
  for (;;) {
    const search = await findRunning(options.dir)
    if (search.state === 'running') {
      if (json) process.stdout.write(`${JSON.stringify(statusOf(options.dir, search))}\n`)
      return 0
    }
    if (performance.now() > deadline) throw notRunning(options.dir, search, ` after ${timeout} seconds`)
    await delay(between)
  }
}

/** The longest that is waited: a day. */
const longest = 86_400

/** @throws CodedError `ERR_INVALID_OPTION` for what is no number of seconds */
export function milliseconds(timeout: string): number {
  const seconds = Number(timeout)
  if (timeout.trim() !== '' && seconds >= 0 && seconds <= longest) return seconds * 1000
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `--timeout must be a number of seconds from 0 to ${longest}, not ${JSON.stringify(timeout)}`,
    { fix: 'For example --timeout 30.' },
  )
}

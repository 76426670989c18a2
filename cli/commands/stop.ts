import { setTimeout as delay } from 'node:timers/promises'
import { fetchJson } from '../../client/bounded-body.js'
import { CodedError } from '../../errors/index.js'
import { told } from '../language.js'
import { hasEnded, type RunningMock, requireRunning } from '../running-mock.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { between, milliseconds } from './wait.js'

/** What `stop` was asked for. */
export interface StopFlags {
  /** Seconds. */
  readonly timeout: string
  readonly json?: boolean
}

/**
 * Ends the mock that runs on the folder: by its own word, over its control port, with the secret that it left in the folder.
 * No process is killed by its number, which may belong to another one by now.
 *
 * @returns the exit code
 * @throws CodedError `ERR_NOT_RUNNING`, `ERR_STOP`, `ERR_INVALID_OPTION`
 */
export async function stop(flags: GivenFlags, { timeout, json = false }: StopFlags): Promise<number> {
  const limit = milliseconds(timeout)
  const { options } = await readSettings(flags, process.env, process.cwd())
  const mock = await requireRunning(options.dir)
  const { pid, info } = mock
  await order(mock)
  const deadline = performance.now() + limit
  while (!(await hasEnded(options.dir, mock))) {
    if (performance.now() > deadline) {
      throw new CodedError('ERR_STOP', `process ${pid} was told to stop, and has not ended within ${timeout} seconds`)
    }
    await delay(between)
  }
  process.stdout.write(
    json
      ? `${JSON.stringify({ stopped: true, pid, baseUrl: info.baseUrl })}\n`
      : `${told(`stopped ${info.baseUrl}, process ${pid}`)}\n`,
  )
  return 0
}

async function order({ pid, info, stopSecret: secret }: RunningMock): Promise<void> {
  const refused = (why: string, cause?: unknown) =>
    new CodedError('ERR_STOP', `the mock at ${info.controlUrl}, process ${pid}, ${why}`, { cause })
  if (secret === undefined) throw refused('left no secret by which it could be stopped: another version started it')
  const { status } = await fetchJson(`${info.controlUrl}/stop`, { method: 'POST', body: { secret } }).catch(
    (cause: unknown) => {
      throw refused('did not answer when it was told to stop', cause)
    },
  )
  if (status !== 200) throw refused(`refuses to stop (HTTP ${status})`)
}

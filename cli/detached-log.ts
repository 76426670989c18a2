import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { claimOutput, writeFailed } from '../files/index.js'
import type { LogFormat } from '../mock-server/record/log.js'
import { version } from './version.js'

/** The file in the certificate folder that a mock in the background writes its output to. */
export const logFile = 'mock.log'

/** A log that has come to more than this is begun anew by the next start. */
const largest = 10 * 1024 * 1024

/** How much of it is read back at most. */
const readBack = 64 * 1024

/** The log of a start in the background. */
export interface DetachedLog {
  readonly path: string
  /** The file descriptor that the process gets as stdout and stderr. */
  readonly fd: number
  /** What was written since it was opened. */
  whatWasSaid(): string
  close(): void
}

/**
 * Opens the log behind what starts before have written, for its owner alone; makes the folder where there is none.
 *
 * @throws CodedError `ERR_OUTPUT_FILE` where a file of that name is not ours, `ERR_WRITE_FAILED`
 */
export function openDetachedLog(dir: string, format: LogFormat | undefined): DetachedLog {
  const named = join(dir, logFile)
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw writeFailed(dir, error)
  }
  const isOurs = (head: string) => head.split('\n', 1)[0]?.includes(beginning) === true
  const { path } = claimOutput(named, { isOurs, fix: 'Move it away.', isSecret: true })
  try {
    const fd = openSync(path, 'a+', 0o600)
    if (fstatSync(fd).size > largest) ftruncateSync(fd)
    writeSync(fd, `${headLine(format)}\n`)
    const from = fstatSync(fd).size
    return {
      path,
      fd,
      whatWasSaid() {
        const bytes = Buffer.alloc(Math.min(fstatSync(fd).size - from, readBack))
        return bytes.toString('utf8', 0, readSync(fd, bytes, 0, bytes.length, from))
      },
      close: () => closeSync(fd),
    }
  } catch (error) {
    throw writeFailed(path, error)
  }
}

const beginning = 'apps-in-toss-mock is started in the background'

/** The line by which the file is known as ours, in the form of the lines behind it. */
function headLine(format: LogFormat | undefined): string {
  const time = new Date()
  const text = `${beginning}, version ${version()}`
  return format === 'json'
    ? JSON.stringify({ level: 30, time: time.getTime(), msg: text })
    : `${time.toISOString()} ${text}`
}

import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs'

/** Where lines go. */
export interface LogSink {
  write(line: string): void
}

const stderr = 2

/** Bytes that may wait for whoever reads the standard error. */
const waitingBound = 1_048_576

/** Milliseconds between two attempts to write what waits. */
const retryAfter = 100

let isShared = false

/** Says that a command which this process runs writes to the same standard error: its way of writing must not change. */
export function shareStandardError(): void {
  isShared = true
}

/**
 * The standard error, as a sink that never waits: a parent that does not read our pipe must not stop the ports. What does not
 * fit is dropped, and how much that was is said when there is room again.
 */
export function openStandardError(): LogSink {
  const found = fstatSync(stderr)
  if (found.isFIFO()) return pipeSink(stderr)
  // A socket cannot be opened a second time, and what Node makes of it would be the command's as well.
  if (found.isSocket() && !isShared) return bounded({ waiting: () => process.stderr.writableLength, write: toStream })
  return { write: (line) => void attempt(() => writeSync(stderr, line)) }
}

function toStream(text: string): void {
  process.stderr.write(text)
}

/**
 * The same for a pipe. It is opened once more, since not to wait is a property of an open file, and ours is also that of the
 * process we have it from.
 */
export function pipeSink(fd: number): LogSink {
  const own = attempt(() => openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK))
  // Not on Linux, or nobody reads any more.
  if (own === undefined) return { write: (line) => void attempt(() => writeSync(fd, line)) }
  let waiting: Buffer[] = []
  let size = 0
  let timer: NodeJS.Timeout | undefined
  process.once('exit', () => {
    flush(own)
    closeSync(own)
  })

  function flush(file: number): void {
    timer = undefined
    let rest = Buffer.concat(waiting)
    while (rest.length > 0) {
      const written = attempt(() => writeSync(file, rest), 'EAGAIN')
      if (written === 'EAGAIN') break
      rest = rest.subarray(written ?? rest.length)
    }
    waiting = rest.length === 0 ? [] : [rest]
    size = rest.length
    if (size > 0) timer = setTimeout(() => flush(file), retryAfter).unref()
  }

  return bounded({
    waiting: () => size,
    write(text) {
      const bytes = Buffer.from(text)
      waiting.push(bytes)
      size += bytes.length
      if (timer === undefined) flush(own)
    },
  })
}

function bounded({ waiting, write }: { waiting(): number; write(text: string): void }): LogSink {
  let dropped = 0
  return {
    write(line) {
      if (waiting() > waitingBound) {
        dropped++
        return
      }
      if (dropped > 0) write(`apps-in-toss-mock: ${dropped} log lines were dropped: stderr was not read\n`)
      dropped = 0
      write(line)
    },
  }
}

/** A log that cannot be written is no reason to end. Gives the code of the error that is expected, undefined for another. */
function attempt(step: () => number): number | undefined
function attempt<Code extends string>(step: () => number, expected: Code): number | Code | undefined
function attempt(step: () => number, expected?: string): number | string | undefined {
  try {
    return step()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === expected ? code : undefined
  }
}

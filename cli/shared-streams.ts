import { writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { isatty } from 'node:tty'

/**
 * Makes writing to stdout and stderr leave them as they are, for a command that gets both as well. Node's own streams make a
 * pipe non-blocking for everybody who shares it, and programs that know nothing of it lose what they write; Node makes them
 * even where nobody writes: it compares sockets with them. A terminal is not such a case, Node opens it anew.
 */
export function leaveStreamsBlocking(): void {
  for (const [fd, name] of [
    [1, 'stdout'],
    [2, 'stderr'],
  ] as const) {
    if (isatty(fd)) continue
    const own = Object.getOwnPropertyDescriptor(process, name)?.get as () => NodeJS.WriteStream
    const stream = blockingStream(fd, () => own.call(process))
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream })
  }
}

/** @param nonBlocking the stream for what somebody else has made non-blocking already */
function blockingStream(fd: number, nonBlocking: () => Writable): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      let rest = chunk
      try {
        while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
        done()
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EAGAIN') nonBlocking().write(rest, done)
        else done(error as Error)
      }
    },
    // Whoever reads may go away; what is still written is then lost, and no fault.
    autoDestroy: false,
  })
}

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A connection with manners of its own between a mock and its database: loopback hides every race. */
export interface Relay {
  readonly url: string
  /** The next answer does not arrive: the connection breaks instead. */
  dropNextAnswer(): void
  /** No answer arrives any more, and nothing breaks, until `flow` is called. */
  hang(): void
  flow(): void
  /** Breaks every connection. */
  cut(): void
  /** How many answers did not arrive so far. */
  lost(): number
}

/** A relay to a port of this machine. `delay`: milliseconds in each direction. `every`: each so many-th answer does not arrive. */
export async function startRelay(port: number, delay = 0, every = Number.POSITIVE_INFINITY): Promise<Relay> {
  const sockets = new Set<Socket>()
  let drops = 0
  let isHanging = false
  let answers = 0
  let lost = 0
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    const later = (step: () => void) => (delay === 0 ? step() : void setTimeout(step, delay))
    near.on('data', (bytes) => later(() => void far.write(bytes)))
    far.on('data', (bytes) => {
      if (isHanging) return
      answers++
      if (drops > 0 || answers % every === 0) {
        drops = Math.max(0, drops - 1)
        lost++
        near.destroy()
        return
      }
      later(() => void near.write(bytes))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    server.close()
  })
  return {
    url: `redis://127.0.0.1:${(server.address() as { port: number }).port}`,
    dropNextAnswer() {
      drops++
    },
    hang() {
      isHanging = true
    },
    flow() {
      isHanging = false
    },
    cut,
    lost: () => lost,
  }
}

import type { Socket } from 'node:net'

/** How long one end may go on without sending or taking anything when the other has ended, in milliseconds. */
const lonelyTime = 30_000

/**
 * Leads bytes both ways until both ends are through. One end that ends leaves the other free to finish (TLS close, half-open
 * peers); one that is reset resets the other, so that a client sees through the tunnel what it would see without it.
 */
export function join(one: Socket, other: Socket): void {
  follow(one, other)
  follow(other, one)
  one.pipe(other)
  other.pipe(one)
}

function follow(from: Socket, to: Socket): void {
  from.setKeepAlive(true, 60_000)
  from.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'ECONNRESET') reset(to)
    else to.destroy()
  })
  from.once('end', () => to.setTimeout(lonelyTime, () => to.destroy()))
  from.once('close', () => {
    if (to.destroyed) return
    to.setTimeout(lonelyTime, () => to.destroy())
    to.destroySoon()
  })
}

/**
 * Node refuses to reset a TLS socket, which is what a proxy of https:// gives. One that is being shut down it would leak: libuv
 * refuses (EINVAL), and the handle is never closed (measured on Node 20.20: the thread that has it cannot be ended).
 */
function reset(socket: Socket): void {
  if ('encrypted' in socket || socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}

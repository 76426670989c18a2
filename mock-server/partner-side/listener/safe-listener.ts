import type { Socket } from 'node:net'

/** Makes a listener of a server's events safe: where it fails, its connection is closed, and nothing else happens. */
export type Guard = <Args extends readonly unknown[]>(
  socketOf: (...args: Args) => Pick<Socket, 'destroy'>,
  listener: (...args: Args) => void,
) => (...args: Args) => void

/** What is thrown in an event of a server would end the process, and with it every other client's connection. */
export function createGuard(onFailure: (error: unknown) => void): Guard {
  return (socketOf, listener) =>
    (...args) => {
      try {
        listener(...args)
      } catch (error) {
        socketOf(...args).destroy()
        onFailure(error)
      }
    }
}

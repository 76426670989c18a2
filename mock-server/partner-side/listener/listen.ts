import type { AddressInfo, Server } from 'node:net'
import { CodedError } from '../../../errors/index.js'

/** What can be listened on: a Fastify instance, or what behaves like one here. */
interface Listening {
  readonly server: Pick<Server, 'address'>
  listen(at: { host: string; port: number }): Promise<unknown>
}

interface ListenAt {
  readonly host: string
  readonly port: number
  /** The command line's flag for the port, for the message. */
  readonly flag: string
}

/**
 * Listens, and says which port it got.
 *
 * @throws CodedError `ERR_PORT_TAKEN`, `ERR_LISTEN`
 */
export async function listen(app: Listening, at: ListenAt): Promise<number> {
  try {
    await app.listen({ host: at.host, port: at.port })
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, at)
  }
  return (app.server.address() as AddressInfo).port
}

/** Has a plain server listen: settles when it does, or cannot. */
export function listening(server: Server, { host, port }: Pick<ListenAt, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function explain(error: NodeJS.ErrnoException, { host, port, flag }: ListenAt): CodedError {
  if (error.code === 'EADDRINUSE') {
    return new CodedError('ERR_PORT_TAKEN', `port ${port} on ${host} is taken`, {
      fix: `Choose another one with ${flag} (${flag} 0 picks a free one), or end the program that uses it.`,
      cause: error,
    })
  }
  if (error.code === 'EACCES') {
    return new CodedError('ERR_LISTEN', `port ${port} may not be used without more rights`, {
      fix: `Choose a port above 1023 with ${flag}.`,
      cause: error,
    })
  }
  return new CodedError('ERR_LISTEN', `cannot listen on ${host}:${port}: ${error.message}`, { cause: error })
}

/** The address by which this machine reaches what listens on `host`. */
export function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
}

/** The host as it stands in a URL by which this machine reaches it. */
export function urlHost(host: string): string {
  const address = reachable(host)
  return address.includes(':') ? `[${address}]` : address
}

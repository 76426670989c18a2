import type { Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { CodedError } from '../../errors/index.js'

/**
 * Listens, and says which port it got.
 *
 * @throws CodedError `ERR_PORT_TAKEN`, `ERR_LISTEN`
 */
export async function listen(
  server: Server | TlsServer,
  at: { host: string; port: number; flag: string },
): Promise<number> {
  const { host, port, flag } = at
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(explain(error, at))
    server.once('error', failed)
    server.listen({ host, port }, () => {
      server.off('error', failed)
      resolve()
    })
  })
  if (port !== 0) return port
  const address = server.address() as AddressInfo | null
  if (address === null) throw new CodedError('ERR_LISTEN', `cannot tell the port of ${host} (${flag})`)
  return address.port
}

function explain(
  error: NodeJS.ErrnoException,
  { host, port, flag }: { host: string; port: number; flag: string },
): CodedError {
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

/** The host as it stands in a URL by which this machine reaches it. */
export function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

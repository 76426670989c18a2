import { isIP } from 'node:net'
import { percentDecoded } from '../../../contracts/percent-decoded.js'
import { CodedError } from '../../../errors/index.js'

/** Where a Redis is, and as whom it is asked: as its client takes it. */
export interface RedisAddress {
  readonly socket: { readonly host: string; readonly port: number; readonly tls: boolean; readonly servername?: string }
  readonly database: number
  readonly username?: string
  readonly password?: string
}

/** Whether the word for where the state is names a Redis, and no file. */
export function isRedisUrl(state: string): boolean {
  return /^rediss?:/i.test(state)
}

/** Whether a private key may go there: over TLS, or to this machine. */
export function mayHoldKeys(state: string): boolean {
  if (!isRedisUrl(state) || !URL.canParse(state)) return false
  const { protocol, hostname } = new URL(state)
  return protocol === 'rediss:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** A place for the state as it may be shown: of a URL everything but the password. */
export function shownState(state: string): string {
  if (!isRedisUrl(state)) return state
  if (!URL.canParse(state)) return 'redis://…'
  const { protocol, username, host, pathname } = new URL(state)
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`
}

/**
 * Reads a URL. The message of what is wrong with it does not repeat it: there may be a password in it.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function readRedisAddress({
  url,
  password: given,
}: {
  url: string
  password?: string | undefined
}): RedisAddress {
  const read = URL.canParse(url) ? new URL(url) : undefined
  const database = /^\/?(\d{0,4})$/.exec(read?.pathname ?? '')?.[1]
  if (read === undefined || read.hostname === '' || database === undefined || read.search !== '' || read.hash !== '') {
    throw new CodedError('ERR_INVALID_OPTION', 'stateFile (--state) is no URL of a Redis', {
      fix: 'Write redis://host:port, rediss:// for TLS, with a user and the number of a database if need be: redis://user@host:6379/1.',
    })
  }
  const host = read.hostname.replace(/^\[|\]$/g, '')
  const [username, password] = [percentDecoded(read.username), given ?? percentDecoded(read.password)]
  if (username === undefined || password === undefined) {
    throw new CodedError(
      'ERR_INVALID_OPTION',
      'stateFile (--state) has a % in its user or password that encodes nothing',
      {
        fix: 'Write %25 for it, or give the password with --state-password-file.',
      },
    )
  }
  return {
    socket: {
      host,
      port: Number(read.port || 6379),
      tls: read.protocol === 'rediss:',
      // An IP address is no name: Node warns of one, and goes by the host without.
      ...(isIP(host) === 0 && { servername: host }),
    },
    database: Number(database),
    ...(username !== '' && { username }),
    ...(password !== '' && { password }),
  }
}

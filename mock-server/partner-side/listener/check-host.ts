import { isIP } from 'node:net'
import { CodedError } from '../../../errors/index.js'

/** Every interface of this machine. */
const everywhere = ['0.0.0.0', '::']

/**
 * Checks an address to listen on: one whose name the server certificate has, or every interface. The text goes into URLs and
 * commands as well, so a name that only this machine knows, or a form that only `listen` takes, would start a mock that
 * nobody reaches.
 *
 * @param option how it is named in messages
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function checkHost(host: string, option = 'host'): string {
  if (host === '') throw refused(option, host, 'must not be empty: that would be every interface of this machine')
  if (host === 'localhost' || everywhere.includes(host) || host === '::1' || isLoopback(host)) return host
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host))
    throw refused(option, host, `must be an address, not the URL ${shown(host)}`)
  if (/^\[.*\]$/.test(host)) throw refused(option, host, `must be an address without brackets, not ${shown(host)}`)
  if (isIP(host) === 0) throw refused(option, host, `must be an address or localhost, not ${shown(host)}`)
  throw refused(option, host, `must be a loopback address, or 0.0.0.0 or :: for every interface, not ${shown(host)}`)
}

function isLoopback(host: string): boolean {
  return isIP(host) === 4 && host.startsWith('127.')
}

function shown(host: string): string {
  return JSON.stringify(host.slice(0, 100))
}

function refused(option: string, host: string, rule: string): CodedError {
  const inner = /^\[(.*)\]$/.exec(host)?.[1]
  const fix =
    inner === '::1' || inner === '::'
      ? `Write ${inner}.`
      : 'Write 127.0.0.1 or another 127.x.x.x, ::1 or localhost; 0.0.0.0 or :: where other machines are to reach it, by a name ' +
        'that the certificate has.'
  return new CodedError('ERR_INVALID_OPTION', `${option} ${rule}`, { fix })
}

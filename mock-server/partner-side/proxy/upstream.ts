import { request as httpRequest } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { percentDecoded } from '../../../contracts/percent-decoded.js'
import { CodedError } from '../../../errors/index.js'
import { authorityOf, type Target } from './connect-target.js'

/** The proxy through which this machine reaches the rest of the world. */
export interface Upstream {
  /** Whether a target is reached without it, by `NO_PROXY` or because it is this machine. */
  bypasses(target: Target): boolean
  /** A connection to the target through it. Rejects with what it said instead. */
  connect(target: Target, signal: AbortSignal): Promise<{ socket: Socket; head: Buffer }>
}

/**
 * A proxy of `http://` or `https://` and the names that are not reached through it.
 *
 * @param url with `user:password@` where the proxy asks for it (Basic)
 * @param noProxy as in `NO_PROXY`: names, each with those below it, separated by commas; `*` for every one
 * @throws CodedError `ERR_INVALID_OPTION` for a URL of another kind
 */
export function createUpstream(url: string, noProxy = ''): Upstream {
  const { protocol, hostname, port, username, password } = readUrl(url)
  const secure = protocol === 'https:'
  const names = noProxy
    .split(/[\s,]+/)
    .map((name) => name.toLowerCase().replace(/^\*?\./, ''))
    .filter((name) => name !== '')
  // A percent sign that encodes nothing is one, as curl has it.
  const [user, secret] = [percentDecoded(username) ?? username, percentDecoded(password) ?? password]
  const basic = Buffer.from(`${user}:${secret}`, 'utf8').toString('base64')
  const authorization = username === '' ? {} : { 'proxy-authorization': `Basic ${basic}` }

  return {
    bypasses({ host }) {
      if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return true
      return names.some((name) => name === '*' || host === name || host.endsWith(`.${name}`))
    },
    async connect(target, signal) {
      const request = secure ? (await import('node:https')).request : httpRequest
      const authority = authorityOf(target)
      return new Promise((resolve, reject) => {
        const sent = request({
          method: 'CONNECT',
          host: hostname.replace(/^\[|\]$/g, ''),
          port: port === '' ? (secure ? 443 : 80) : port,
          path: authority,
          headers: { host: authority, ...authorization },
          agent: false,
          signal,
        })
        const refused = (status?: number) => reject(new Error(`the proxy ${hostname} answered ${status}`))
        sent.once('connect', ({ statusCode }, socket, head) => {
          if (statusCode === 200) return resolve({ socket: socket as Socket, head })
          socket.destroy()
          refused(statusCode)
        })
        sent.once('response', (response) => {
          response.destroy()
          refused(response.statusCode)
        })
        sent.once('error', reject)
        sent.end()
      })
    },
  }
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  // Not the text itself: it may hold a password.
  throw new CodedError('ERR_INVALID_OPTION', 'proxyUpstream must be a URL that begins with http:// or https://', {
    fix: 'Write http://host:port, or http://user:password@host:port.',
  })
}

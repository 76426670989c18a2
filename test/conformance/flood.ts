import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { type Identity, secureContext } from '../../verify/secure-context.js'

/** What is sent many times. */
export interface Flood {
  /** With scheme, host and path. */
  readonly url: string
  readonly identity: Identity
  readonly ca: string | undefined
  /** How many GETs. */
  readonly requests: number
  /** Milliseconds that all of it may take. */
  readonly timeout: number
}

/** So many requests wait for their answers at a time. With many more, Node 20's HTTP server breaks off (HPE_PAUSED). */
const window = 10

/**
 * Sends many GETs through one connection without waiting for each answer (HTTP/1.1 pipelining), and reads the answers'
 * beginnings only: thousands take a second or two.
 *
 * @throws Error where the connection ends before the last answer
 */
export function flood({ url, identity, ca, requests, timeout }: Flood): Promise<void> {
  const { hostname, port, host, pathname } = new URL(url)
  const name = hostname.replace(/^\[|\]$/g, '')
  const get = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`
  return new Promise((resolve, reject) => {
    let sent = 0
    let answered = 0
    let rest = ''
    const socket = connect({
      host: name,
      port: Number(port || 443),
      servername: isIP(name) === 0 ? name : '',
      secureContext: secureContext({ identity, ca }),
    })
    const giveUp = setTimeout(() => socket.destroy(new Error(`it took more than ${timeout} ms`)), timeout)
    const more = () => {
      const next = Math.min(requests, answered + window) - sent
      if (next <= 0) return
      sent += next
      socket.write(get.repeat(next))
    }
    socket.setEncoding('latin1')
    socket.once('secureConnect', more)
    socket.on('data', (text: string) => {
      rest += text
      const starts = rest.split('HTTP/1.1 ').length - 1
      answered += starts
      // What may be the beginning of the next answer's first line stays.
      rest = starts > 0 ? rest.slice(rest.lastIndexOf('HTTP/1.1 ') + 9).slice(-8) : rest.slice(-8)
      if (answered >= requests) socket.end()
      else more()
    })
    socket.once('error', (error) => {
      clearTimeout(giveUp)
      reject(new Error(`${answered} of ${requests} calls were answered: ${error.message}`))
    })
    socket.once('close', () => {
      clearTimeout(giveUp)
      if (answered >= requests) resolve()
      else reject(new Error(`${answered} of ${requests} calls were answered, then the connection was closed`))
    })
  })
}

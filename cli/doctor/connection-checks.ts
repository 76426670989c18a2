import { once } from 'node:events'
import { connect as connectTcp, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { openCredentials } from '../../client/credentials.js'
import { createClient, isBusinessError, isTransportError, isUnexpectedResponseError } from '../../client/index.js'
import { readOptions } from '../../client/options.js'
import { diagnose, type Problem } from '../../client/problem.js'
import type { ClientPair } from './certificate-checks.js'
import { type Finding, ok, problem, skipped } from './finding.js'
import type { Subject } from './subject.js'

/** How long a connection, a handshake or an answer may take, in milliseconds. */
const patience = 5_000

/** A server that refuses a certificate closes the connection right after the handshake; one that still holds it then does not. */
const settling = 1_000

/** Checks that somebody listens at the base URL. */
export async function checkPort(url: URL): Promise<Finding> {
  const socket = connectTcp({ host: hostOf(url), port: portOf(url) })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patience) })
    return ok('port', `${socket.remoteAddress} accepts connections on port ${portOf(url)}`)
  } catch (error) {
    const timedOut = (error as Error).name === 'AbortError'
    const { hint, fix } = explain(timedOut ? Object.assign(new Error(), { code: 'ETIMEDOUT' }) : error, url)
    return problem('port', hint, fix ?? 'Check the base URL.')
  } finally {
    socket.destroy()
  }
}

/** Reads the user of an invented access token: harmless, and it shows that handshake, routing and envelope are right. */
export async function checkApi(subject: Subject, pair: ClientPair, url: URL): Promise<Finding[]> {
  const { cert, key } = pair
  await using client = createClient({
    cert: cert.text,
    key: key.text,
    ca: subject.ca?.value,
    baseUrl: url,
    timeout: patience,
    maxRetries: 0,
  })
  const done = ok('handshake', 'the server accepted the client certificate')
  try {
    await client.login.loginMe({ accessToken: 'apps-in-toss-mock-doctor' })
    return [done, ok('api', 'it answered')]
  } catch (error) {
    if (isBusinessError(error)) {
      return [done, ok('api', `it answered an invented access token with ${error.errorCode}, as it should`)]
    }
    if (isUnexpectedResponseError(error)) return [done, problem('api', error.hint, error.fix)]
    if (!isTransportError(error)) throw error
    if (!ofHandshake.has(error.problem)) return [done, problem('api', error.hint, error.fix)]
    return [problem('handshake', error.hint, error.fix), skipped('api', 'no request can be sent')]
  }
}

const ofHandshake: ReadonlySet<Problem> = new Set([
  'no-client-certificate',
  'client-certificate-refused',
  'client-certificate-expired',
  'client-certificate-not-yet-valid',
  'server-not-trusted',
  'server-name-mismatch',
  'server-certificate-expired',
  'server-certificate-not-yet-valid',
  'tls-handshake-failed',
  'not-tls',
])

/** The handshake alone: nothing is asked of a server that is not ours. */
export async function checkHandshake(subject: Subject, pair: ClientPair, url: URL): Promise<Finding[]> {
  const settings = readOptions({ cert: pair.cert.text, key: pair.key.text, ca: subject.ca?.value, baseUrl: url })
  const { current } = openCredentials(settings)
  const host = hostOf(url)
  const socket = connectTls({
    host,
    port: portOf(url),
    secureContext: current.secureContext(),
    ...(isIP(host) === 0 && { servername: host }),
  })
  let serverSpoke = false
  let failure: unknown
  socket.once('keylog', () => {
    serverSpoke = true
  })
  socket.on('error', (error) => {
    failure ??= error
  })
  const closed = new Promise<'closed'>((resolve) => socket.once('close', () => resolve('closed')))
  const secured = new Promise<'secured'>((resolve) => socket.once('secureConnect', () => resolve('secured')))
  try {
    const first = await Promise.race([secured, closed, after(patience)])
    const protocol = socket.getProtocol()
    const last = first === 'secured' ? await Promise.race([closed, after(settling)]) : first
    if (first === 'secured' && last === 'time over') {
      return [
        ok('handshake', `done (${protocol}), and the server kept the connection: it accepted the client certificate`),
        skipped('api', 'no request is sent to production'),
      ]
    }
    const error = failure ?? Object.assign(new Error(), { code: last === 'closed' ? 'ECONNRESET' : 'ETIMEDOUT' })
    const { hint, fix } = explain(error, url, { certificate: current.info, serverSpoke })
    return [problem('handshake', hint, fix ?? 'Try again.'), skipped('api', 'no request is sent to production')]
  } finally {
    socket.destroy()
  }
}

function explain(error: unknown, url: URL, known: Partial<Parameters<typeof diagnose>[0]> = {}) {
  const certificate = undefined
  return diagnose({
    error,
    origin: url.origin,
    certificate,
    written: false,
    serverSpoke: false,
    accepted: false,
    ...known,
  })
}

function after(milliseconds: number): Promise<'time over'> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, 'time over').unref())
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

function portOf(url: URL): number {
  return Number(url.port === '' ? 443 : url.port)
}

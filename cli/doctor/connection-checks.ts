import { once } from 'node:events'
import { connect as connectTcp, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { openCredentials } from '../../client/credentials.js'
import { type Diagnosis, diagnose, type Problem } from '../../client/diagnose.js'
import { createClient, isBusinessError, isTransportError, isUnexpectedResponseError } from '../../client/index.js'
import { readOptions } from '../../client/options.js'
import { basePath } from '../../contracts/index.js'
import type { ClientPair } from './certificate-checks.js'
import { type CheckResult, ok, problem, skipped } from './check-result.js'

/** How long a connection, a handshake or an answer may take, in milliseconds. */
const patience = 5_000

/** A server that refuses a certificate closes the connection right after the handshake; one that still holds it then does not. */
const settling = 1_000

/**
 * Checks that somebody listens at the base URL. Only for want of a certificate: the mock takes a connection without a
 * handshake for a refused one.
 */
export async function checkPort(url: URL): Promise<CheckResult> {
  const socket = connectTcp({ host: hostOf(url), port: portOf(url) })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patience) })
    return listening(url)
  } catch (error) {
    const timedOut = (error as Error).name === 'AbortError'
    const { hint, fix } = explain(timedOut ? Object.assign(new Error(), { code: 'ETIMEDOUT' }) : error, url)
    return problem('port', hint, fix ?? 'Check the base URL.')
  } finally {
    socket.destroy()
  }
}

/** Reads the user of an invented access token: harmless, and it shows that handshake, routing and envelope are right. */
export async function checkApi(pair: ClientPair, ca: string | undefined, url: URL): Promise<CheckResult[]> {
  const { cert, key } = pair
  await using client = createClient({
    cert: cert.text,
    key: key.text,
    ca,
    baseUrl: url,
    timeout: patience,
    maxRetries: 0,
  })
  const done = [listening(url), ok('handshake', 'the server accepted the client certificate')]
  try {
    await client.login.loginMe({ accessToken: 'apps-in-toss-mock-doctor' })
    return [...done, ok('api', 'it answered')]
  } catch (error) {
    if (isBusinessError(error) && error.httpStatus === 404) {
      const path = `${url.pathname.replace(/\/$/, '')}${basePath}`
      const fix = `The base URL is the origin alone: ${url.origin}.`
      return [...done, problem('api', `the server does not know the paths below ${path} (HTTP 404)`, fix)]
    }
    if (isBusinessError(error)) {
      return [...done, ok('api', `it answered an invented access token with ${error.errorCode}, as it should`)]
    }
    if (isUnexpectedResponseError(error)) return [...done, problem('api', error.hint, error.fix)]
    if (!isTransportError(error)) throw error
    const { hint, fix } = error
    if (isOfPort(error)) return unreachable(hint, fix)
    if (!ofHandshake.has(error.problem)) return [...done, problem('api', hint, fix)]
    return [listening(url), problem('handshake', hint, fix), skipped('api', 'no request can be sent')]
  }
}

function listening(url: URL): CheckResult {
  return ok('port', `somebody listens on port ${portOf(url)} of ${hostOf(url)}`)
}

function unreachable(hint: string, fix: string): CheckResult[] {
  return [problem('port', hint, fix), skipped('handshake', 'nothing to connect to')]
}

function isOfPort({ problem, requestSent }: Pick<Diagnosis, 'problem' | 'requestSent'>): boolean {
  return ofPort.has(problem) || (problem === 'timeout' && requestSent === 'no')
}

const ofPort: ReadonlySet<Problem> = new Set(['dns', 'connection-refused', 'unreachable'])

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
export async function checkHandshake(pair: ClientPair, ca: string | undefined, url: URL): Promise<CheckResult[]> {
  const settings = readOptions({ cert: pair.cert.text, key: pair.key.text, ca, baseUrl: url })
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
    // Node 20 crashes when a socket whose connection is gone is asked for its protocol.
    const protocol = socket.destroyed ? null : socket.getProtocol()
    const last = first === 'secured' ? await Promise.race([closed, after(settling)]) : first
    const noRequest = skipped('api', 'no request is sent to production')
    if (first === 'secured' && last === 'time over') {
      const text = `done (${protocol}), and the server kept the connection: it accepted the client certificate`
      return [listening(url), ok('handshake', text), noRequest]
    }
    const error = failure ?? Object.assign(new Error(), { code: last === 'closed' ? 'ECONNRESET' : 'ETIMEDOUT' })
    const diagnosis = explain(error, url, { certificate: current.info, serverSpoke })
    const { hint, fix = 'Try again; if it stays so, ask whoever runs the network in between.' } = diagnosis
    if (isOfPort(diagnosis)) return unreachable(hint, fix)
    return [listening(url), problem('handshake', hint, fix), noRequest]
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
    established: false,
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

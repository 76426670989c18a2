import {
  checkRequest,
  type OperationId,
  operation,
  type SuccessOf,
  unsafeIntegers,
  unsafeInWords,
} from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import { onAbort, pause } from './abort.js'
import { type Connections, openConnections } from './connection.js'
import { type Credentials, openCredentials } from './credentials.js'
import { diagnose } from './diagnose.js'
import { isTransportError, TransportError } from './errors.js'
import { type ExchangeRequest, exchange, type Phase } from './exchange.js'
import { milliseconds, type Settings } from './options.js'
import type { CertificateInfo } from './pem.js'
import { readAnswer } from './read-answer.js'
import { delayBefore, isRepeatable } from './retry.js'

/** The options of a single call. */
export interface CallOptions {
  /** Ends the call; its reason is thrown. */
  signal?: AbortSignal | undefined
  /** Milliseconds that this call may take in all; default: the client's `timeout`. */
  timeout?: number | undefined
}

/** What goes into a request besides what the contract says of the operation. */
export interface CallInput {
  readonly headers?: Readonly<Record<string, string>>
  /** The JSON body; left out, `{}` is sent where the operation takes one. */
  readonly body?: object
}

/** Sends operations of the contract. */
export interface Transport {
  readonly settings: Settings
  /** The client certificate in use. */
  readonly certificate: CertificateInfo | undefined
  /** Aborted when the client is closed. */
  readonly closing: AbortSignal
  /**
   * Sends one operation and reads its answer.
   *
   * @throws CodedError `ERR_INVALID_REQUEST` before anything is sent; `ERR_CLIENT_CLOSED`
   * @throws TransportError, BusinessError, UnexpectedResponseError
   */
  call<Id extends OperationId>(id: Id, input: CallInput, options?: CallOptions): Promise<SuccessOf<Id>>
  /** Lets calls under way finish, then closes every connection. */
  close(): Promise<void>
}

/** @throws CodedError `ERR_INVALID_OPTION` */
export function createTransport(settings: Settings): Transport {
  const source = openCredentials(settings)
  const closing = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  const draining = new Set<Connections>()
  let connections = openConnections(source.current, settings)
  let closed: Promise<void> | undefined

  /** Connections that offer these credentials; older ones finish what they have begun. */
  const connectionsFor = (credentials: Credentials): Connections => {
    if (connections.credentials === credentials) return connections
    const old = connections
    connections = openConnections(credentials, settings)
    draining.add(old)
    old
      .drain()
      .catch(() => {})
      .finally(() => draining.delete(old))
    return connections
  }

  const attempt = async <Id extends OperationId>(id: Id, request: ExchangeRequest, call: Deadline) => {
    const undici = await import('undici')
    await source.refresh()
    call.signal.throwIfAborted()
    const used = connectionsFor(source.current)
    const { origin } = request
    const result = await exchange(used.to(origin, undici), request, call.signal)
    if ('reply' in result) {
      used.answered(origin)
      return readAnswer(id, result.reply, settings)
    }
    const { error, phase, aborted } = result
    if (aborted) throw call.timedOut ? timedOut(id, origin, phase, call.timeout) : error
    const circumstances = { error, origin, certificate: used.credentials.info, written: phase !== 'connecting' }
    const trace = used.traceOf(error, origin)
    throw new TransportError({
      operation: id,
      cause: trace.tlsError ?? error,
      ...diagnose({ ...circumstances, ...trace }),
    })
  }

  /** A certificate that was refused may have been replaced in this very moment. */
  const isReplaced = async (id: OperationId, error: unknown): Promise<boolean> => {
    if (!isTransportError(error) || !error.problem.includes('client-certificate')) return false
    if (error.requestSent !== 'no' && operation(id).effect === 'write') return false
    const { credentials } = connections
    return (await source.refresh('now')) !== credentials
  }

  const run = async <Id extends OperationId>(id: Id, request: ExchangeRequest, call: Deadline) => {
    for (let retry = 0; ; retry++) {
      try {
        return await attempt(id, request, call)
      } catch (error) {
        if (call.signal.aborted || retry >= settings.maxRetries) throw error
        if (await isReplaced(id, error)) continue
        const delay = delayBefore(retry, settings.retryDelay)
        if (!isRepeatable(id, error) || delay >= call.remaining()) throw error
        await pause(delay, call.signal).catch((reason) => {
          throw call.timedOut ? error : reason
        })
      }
    }
  }

  return {
    settings,
    get certificate() {
      return source.current.info
    },
    closing: closing.signal,
    async call(id, input, options = {}) {
      if (closed !== undefined) throw new CodedError('ERR_CLIENT_CLOSED', `${id}: the client has been closed.`)
      options.signal?.throwIfAborted()
      const timeout = milliseconds('timeout', options.timeout, settings.timeout, 1)
      const request = prepare(id, input, settings)
      const late = () => timedOut(id, request.origin, 'connecting', timeout)
      const call = startDeadline(timeout, options.signal, late)
      const answer = run(id, request, call)
      underWay.add(answer)
      try {
        return await answer
      } finally {
        underWay.delete(answer)
        call.end()
      }
    },
    close() {
      closed ??= (async () => {
        closing.abort(new CodedError('ERR_CLIENT_CLOSED', 'The client has been closed.'))
        await Promise.allSettled(underWay)
        await Promise.all([connections, ...draining].map((each) => each.destroy()))
      })()
      return closed
    },
  }
}

function prepare(id: OperationId, { headers = {}, body }: CallInput, settings: Settings): ExchangeRequest {
  const { method, path, host, request } = operation(id)
  const json = body ?? (request === null ? undefined : {})
  const [violation, ...more] = checkRequest(id, { headers, body: json })
  if (violation !== undefined) {
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`
    throw new CodedError('ERR_INVALID_REQUEST', `${id}: ${violation.message}${rest}`, {
      fix: more.length === 0 ? undefined : [violation, ...more].map(({ message }) => message).join(' '),
    })
  }
  const [unsafe] = unsafeIntegers(json, 'request.body')
  if (unsafe !== undefined) throw new CodedError('ERR_INVALID_REQUEST', `${id}: ${unsafeInWords(unsafe)}`)
  const base = settings.baseUrls[host]
  return {
    origin: base.origin,
    path: base.pathname.replace(/\/$/, '') + path,
    method,
    headers: {
      accept: 'application/json',
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: json === undefined ? undefined : JSON.stringify(json),
  }
}

/** The time that a call has, and the one signal that ends it: time run out, or the caller's abort. */
interface Deadline {
  readonly signal: AbortSignal
  readonly timeout: number
  readonly timedOut: boolean
  remaining(): number
  end(): void
}

/** @param late - what is thrown where the time ends before anything is sent */
function startDeadline(timeout: number, outer: AbortSignal | undefined, late: () => TransportError): Deadline {
  const controller = new AbortController()
  const end = performance.now() + timeout
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    controller.abort(late())
  }, timeout)
  const unlink = outer && onAbort(outer, () => controller.abort(outer.reason))
  return {
    signal: controller.signal,
    timeout,
    get timedOut() {
      return timedOut
    },
    remaining: () => end - performance.now(),
    end() {
      clearTimeout(timer)
      unlink?.()
    },
  }
}

function timedOut(id: OperationId, origin: string, phase: Phase, timeout: number): TransportError {
  const what = {
    connecting: `No connection to ${origin} was made or came free`,
    waiting: `${origin} did not answer`,
    reading: `The answer of ${origin} was not complete`,
  }[phase]
  return new TransportError({
    operation: id,
    problem: 'timeout',
    hint: `${what} within ${timeout} ms.`,
    requestSent: phase === 'connecting' ? 'no' : 'maybe',
  })
}

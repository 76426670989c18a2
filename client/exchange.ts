import type { Dispatcher } from 'undici'
import { onAbort } from './abort.js'

/** A request, ready to be written. */
export interface ExchangeRequest {
  readonly origin: string
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** A complete answer. */
export interface ExchangeReply {
  readonly status: number
  readonly contentType: string | undefined
  readonly body: Buffer
}

/** How far the exchange had come when it failed. */
export type Phase = 'connecting' | 'waiting' | 'reading'

/** What became of an exchange; `error` is the reason for an abort, or what undici reported. */
export type ExchangeResult =
  | { readonly reply: ExchangeReply }
  | { readonly error: unknown; readonly phase: Phase; readonly aborted: boolean }

/**
 * Writes one request and reads one answer. `signal` ends it at any point; a request that still waits for its connection is
 * then never written. Resolves in any case.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: ExchangeRequest,
  signal: AbortSignal,
): Promise<ExchangeResult> {
  return new Promise((resolve) => {
    let phase: Phase = 'connecting'
    let status = 0
    let contentType: string | undefined
    const chunks: Buffer[] = []
    let controller: Dispatcher.DispatchController | undefined

    const finish = (result: ExchangeResult) => {
      unlink()
      resolve(result)
    }
    const abort = () => {
      // First, for undici reports the abort back as an error of its own.
      finish({ error: signal.reason, phase, aborted: true })
      controller?.abort(signal.reason)
    }
    const unlink = onAbort(signal, abort)

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started
        if (signal.aborted) started.abort(signal.reason)
        else phase = 'waiting'
      },
      onResponseStart(_, statusCode, headers) {
        // 1xx come before the answer proper.
        if (statusCode < 200) return
        phase = 'reading'
        status = statusCode
        const type = headers['content-type']
        contentType = Array.isArray(type) ? type[0] : type
      },
      onResponseData(_, chunk) {
        chunks.push(chunk)
      },
      onResponseEnd() {
        const reply = { status, contentType, body: Buffer.concat(chunks) }
        // undici frees the connection in an immediate that it sets after this; whoever is told earlier and calls again
        // would get a second connection.
        queueMicrotask(() => setImmediate(finish, { reply }))
      },
      onResponseError(_, error) {
        finish({ error, phase, aborted: false })
      },
    }
    const { origin, path, method, headers, body } = request
    try {
      dispatcher.dispatch({ origin, path, method, headers, body: body ?? null }, handler)
    } catch (error) {
      finish({ error, phase, aborted: false })
    }
  })
}

import { request as httpsRequest } from 'node:https'
import { type OperationId, operation } from '../../../contracts/index.js'
import type { MockServer } from '../../../mock-server/index.js'

/** What a client saw of an exchange. */
export interface Seen {
  /** 0 where no answer began. */
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The body, as far as it came. */
  readonly text: string
  /** The code of the socket's error, or `timeout`; null where the message is complete. */
  readonly error: string | null
  /** Milliseconds until the end, and until each piece of the body. */
  readonly milliseconds: number
  readonly pieces: number
}

/** What is sent. */
export interface Sent {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string }
  /** The client gives up when this comes true: for what would never end. */
  readonly giveUp?: Promise<unknown>
}

/** Calls an operation on a connection of its own, and tells what came over the wire. */
export function watch(mock: MockServer, id: OperationId, sent: Sent = {}): Promise<Seen> {
  const { body, headers = {}, tls = mock.clientTls, giveUp } = sent
  const { method, path } = operation(id)
  const text = body === undefined ? undefined : JSON.stringify(body)
  const started = performance.now()
  return new Promise((resolve) => {
    let [status, received, pieces, error] = [0, '', 0, null as string | null]
    let answered: Seen['headers'] = {}
    const request = httpsRequest(
      new URL(path, mock.baseUrl),
      {
        ...tls,
        method,
        agent: false,
        headers: { ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
      },
      (response) => {
        status = response.statusCode ?? 0
        answered = response.headers
        response.setEncoding('utf8')
        response.on('data', (piece) => {
          received += piece
          pieces++
        })
        response.on('error', failed)
        response.on('end', () => response.destroy())
      },
    )
    const failed = (cause: NodeJS.ErrnoException) => {
      error ??= cause.code ?? cause.message
    }
    request.on('error', failed)
    const done = () =>
      resolve({ status, headers: answered, text: received, error, milliseconds: performance.now() - started, pieces })
    // The response's own error comes after it.
    request.on('close', () => setImmediate(done))
    giveUp?.then(() => {
      error ??= 'given up'
      request.destroy()
    })
    request.end(text)
  })
}

/** The next call has arrived, and whatever it does has been done. */
export function nextEntry({ journal }: MockServer): Promise<unknown> {
  return new Promise((resolve) => {
    const stop = journal.onEntry((entry) => {
      stop()
      // What the fault does to the answer comes right after the entry.
      setImmediate(resolve, entry)
    })
  })
}

/** A payment that the user has approved, ready to be executed: the body and headers of execute-payment. */
export async function approvedPayment(
  mock: MockServer,
  orderNo: string,
): Promise<Required<Pick<Sent, 'body' | 'headers'>>> {
  const { userKey } = await mock.toss.logIn()
  const headers = { 'x-toss-user-key': String(userKey) }
  const made = await watch(mock, 'pay.makePayment', {
    headers,
    body: { orderNo, productDesc: '티셔츠', amount: 1_000, amountTaxFree: 0, isTestPayment: true },
  })
  const { payToken } = JSON.parse(made.text).success
  await mock.toss.payments.approve(payToken)
  return { body: { payToken, isTestPayment: true }, headers }
}

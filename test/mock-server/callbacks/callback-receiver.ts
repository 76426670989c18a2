import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request of the mock, as it arrived at the partner. */
export interface Received {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Parsed; null where there was none. */
  readonly body: unknown
}

/** How the partner answers: a status, or whatever the function does with the response. */
export type AnswerWith = number | ((response: ServerResponse, received: Received) => void)

/** The partner's own server, which takes callbacks. */
export interface CallbackReceiver extends AsyncDisposable {
  readonly url: string
  readonly received: Received[]
  /** From now on answers like this; 200 to begin with. */
  answerWith(answer: AnswerWith): void
}

/** Starts the partner's server; `basicAuth`: what it demands, 401 otherwise. */
export async function startCallbackReceiver(basicAuth?: string): Promise<CallbackReceiver> {
  const received: Received[] = []
  const demanded = basicAuth && `Basic ${Buffer.from(basicAuth).toString('base64')}`
  let answer: AnswerWith = 200
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request.setEncoding('utf8')) text += chunk
    const { method = '', url = '', headers } = request
    const arrived = { method, url, headers, body: text === '' ? null : JSON.parse(text) }
    received.push(arrived)
    if (demanded !== undefined && headers.authorization !== demanded) response.writeHead(401).end()
    else if (typeof answer === 'number') response.writeHead(answer).end()
    else answer(response, arrived)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/toss`,
    received,
    answerWith(next) {
      answer = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

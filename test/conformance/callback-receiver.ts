import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { boundedText } from '../../client/bounded-body.js'

/** A request of Toss as it arrived. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
  /** Parsed; undefined where it is not JSON. */
  readonly body: unknown
}

/** A partner's server that takes callbacks, on a free port of this machine. */
export interface CallbackReceiver {
  readonly url: string
  /** What came to this path, oldest first. */
  at(path: string): readonly Received[]
  /** From now on the path is answered with this status; `'never'`: not at all. */
  answer(path: string, status: number | 'never'): void
  close(): Promise<void>
}

/** Bytes of a callback: they have a few hundred. */
const bodyBound = 1024 * 1024

/** Starts one; every path is answered 200 by default. */
export async function startCallbackReceiver(): Promise<CallbackReceiver> {
  const received: Received[] = []
  const answers = new Map<string, number | 'never'>()
  const server = createServer(async (request, response) => {
    const text = await boundedText(request, bodyBound).catch(() => undefined)
    if (text === undefined) return request.destroy()
    const url = new URL(request.url ?? '/', 'http://receiver')
    const { method = '', headers } = request
    const query = Object.fromEntries(url.searchParams)
    received.push({ method, path: url.pathname, query, headers, body: parse(text) })
    const answer = answers.get(url.pathname) ?? 200
    if (answer !== 'never') response.writeHead(answer).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    at: (path) => received.filter((one) => one.path === path),
    answer: (path, status) => void answers.set(path, status),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

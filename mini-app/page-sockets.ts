import { setMaxListeners } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { beyondJsonBounds } from '../mock-server/partner-side/json-bounds.js'
import { failureOf, isPageMessage, Misfit, mostBytes, type PageLinks } from './page-links.js'

/** Web sockets of pages, by which they send what they would otherwise fetch: to a browser that is several times as dear. */
export interface PageSockets {
  /** Takes a connection over whose request was found to be in order. */
  open(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** No page yet. */
export function createPageSockets(links: PageLinks): PageSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: mostBytes, perMessageDeflate: false })

  function listen(page: WebSocket): void {
    const gone = new AbortController()
    setMaxListeners(0, gone.signal)
    page.on('close', () => gone.abort())
    // What is no message ends the connection by itself.
    page.on('error', () => {})
    page.on('message', async (data) => {
      const message = read(data as Buffer)
      if (message === undefined) return page.close(1003)
      const { number } = message
      const answer = 'beyond' in message ? refused(message.beyond) : await answerTo(message, gone.signal)
      if (page.readyState === page.OPEN) page.send(JSON.stringify({ number, ...answer }))
    })
  }

  async function answerTo({ path, body }: Message, gone: AbortSignal): Promise<object> {
    try {
      if (!isPageMessage(path)) throw new Misfit(`a page sends no ${JSON.stringify(path.slice(0, 60))}`)
      return { answer: await links.answer(path, body, gone) }
    } catch (error) {
      return { error: failureOf(error).error }
    }
  }

  const refused = (beyond: string) => ({
    error: failureOf(new Misfit(`the body is more than is read: ${beyond}`)).error,
  })

  return {
    open(request, socket, head) {
      server.handleUpgrade(request, socket, head, listen)
    },
    close() {
      for (const page of server.clients) page.terminate()
    },
  }
}

/** A message with its number, by which the page knows the answer. */
interface Message {
  readonly number: number
  readonly path: string
  readonly body: unknown
}

/** What is more than is read says its number at its beginning: others wait for their answers on the same connection. */
function read(data: Buffer): Message | { readonly number: number; readonly beyond: string } | undefined {
  const beyond = beyondJsonBounds(data)
  if (beyond !== undefined) {
    const number = /^\{"number":(\d{1,15}),/.exec(data.toString('latin1', 0, 40))?.[1]
    return number === undefined ? undefined : { number: Number(number), beyond }
  }
  try {
    const { number, path, body } = JSON.parse(data.toString())
    return typeof number === 'number' && typeof path === 'string' ? { number, path, body } : undefined
  } catch {
    return undefined
  }
}

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
      const { number, path, body } = message
      const answer = await answerTo(path, body, gone.signal)
      if (page.readyState === page.OPEN) page.send(JSON.stringify({ number, ...answer }))
    })
  }

  async function answerTo(path: string, body: unknown, gone: AbortSignal): Promise<object> {
    try {
      if (!isPageMessage(path)) throw new Misfit(`a page sends no ${JSON.stringify(path.slice(0, 60))}`)
      return { answer: await links.answer(path, body, gone) }
    } catch (error) {
      return { error: failureOf(error).error }
    }
  }

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
function read(data: Buffer): { number: number; path: string; body: unknown } | undefined {
  if (beyondJsonBounds(data) !== undefined) return undefined
  try {
    const message = JSON.parse(data.toString())
    return typeof message.number === 'number' && typeof message.path === 'string' ? message : undefined
  } catch {
    return undefined
  }
}

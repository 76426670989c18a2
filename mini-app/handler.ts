import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { isCodedError } from '../errors/index.js'
import { beyondJsonBounds } from '../mock-server/partner-side/json-bounds.js'
import { createPageLinks, failureOf, isPageMessage, Misfit, mostBytes } from './page-links.js'
import { phonePath, socketPath } from './page-paths.js'
import { pageScript } from './page-script.js'
import { refuseUpgrade } from './page-server/plain-answer.js'
import type { PageSockets } from './page-sockets.js'
import { type GuardOptions, type Refusal, refuseStranger } from './refuse-strangers.js'
import type { TossAppSource } from './toss-app-source.js'

/** How a handler is made. */
export interface HandlerOptions extends GuardOptions {
  /** The address of the console, which the page names in the browser’s console. */
  readonly consoleUrl?: string
  /** Is told of each refused request, in a sentence. */
  readonly onRefused?: (message: string) => void
  /** Whether the handler’s `upgrade` is called for the web sockets of the server; pages then use one. Default false. */
  readonly webSockets?: boolean
}

/** Answers requests below `/__apps-in-toss-mock/`, and hands on all others. */
export interface TossAppHandler {
  (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void): void
  /** Takes a web socket that is for it, and says whether it was: `server.on('upgrade', handler.upgrade)`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Ends what pages listen to. */
  close(): void
}

/**
 * What a page script needs of a server: the script itself, and the calls of one mini-app. For the servers of webpack, Next,
 * Express and Node; Vite has a plugin of its own.
 *
 * @example
 * ```ts
 * const app = express()
 * app.use(tossAppHandler(mock.toss.app))
 * app.get('/', (request, response) => response.send(injectPhone(html)))
 * ```
 */
export function tossAppHandler(source: TossAppSource, options: HandlerOptions = {}): TossAppHandler {
  const links = createPageLinks(source)
  let sockets: Promise<PageSockets> | undefined
  let isClosed = false

  function refusalOf(request: IncomingMessage, name: string): Refusal | undefined {
    const refusal = refuseStranger(request, options)
    if (refusal !== undefined)
      options.onRefused?.(`${request.method} ${phonePath}${name.slice(0, 60)} was refused: ${refusal.message}`)
    return refusal
  }

  /** What speaks the protocol is loaded when the first page comes. */
  function open(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    // A page whose machine is gone, such as a phone that left the network, closes nothing. One at a breakpoint answers these all the same.
    if ('setKeepAlive' in socket) (socket as Socket).setKeepAlive(true, 60_000)
    sockets ??= import('./page-sockets.js').then(({ createPageSockets }) => createPageSockets(links))
    sockets.then(
      (each) => (isClosed ? socket.destroy() : each.open(request, socket, head)),
      () => socket.destroy(),
    )
  }

  async function answer(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const refusal = refusalOf(request, name)
    if (refusal !== undefined) {
      request.resume()
      return send(response, refusal.status, {
        error: { code: 'ERR_FORBIDDEN', message: refusal.message, fix: refusal.fix },
      })
    }
    if (name === 'phone.js' && request.method === 'GET') {
      // A script that does not load says nothing to whoever sees the page die.
      const script = await pageScript(source, 'http', options).catch((error: unknown) => sayInPage(error))
      return send(response, 200, script, 'text/javascript; charset=utf-8')
    }
    if (!isPageMessage(name) || request.method !== 'POST') {
      request.resume()
      return send(response, 404, {
        error: { code: 'ERR_NOT_FOUND', message: `a page has no ${request.method} ${name.slice(0, 60)}` },
      })
    }
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    return send(response, 200, await links.answer(name, await bodyOf(request), gone.signal))
  }

  function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    if (response.headersSent) {
      response.destroy()
      return
    }
    // What was not read would be taken for the next request.
    if (!request.complete) response.setHeader('connection', 'close')
    const { status, error: told } = failureOf(error)
    send(response, status, { error: told })
  }

  const handler: TossAppHandler = (request, response, next) => {
    const { originalUrl, url = '/' } = request as IncomingMessage & { originalUrl?: string }
    const [pathname = '/'] = (originalUrl ?? url).split('?')
    if (!pathname.startsWith(phonePath)) {
      if (next !== undefined) next()
      else send(response, 404, { error: { code: 'ERR_NOT_FOUND', message: 'nothing else is served here' } })
      return
    }
    answer(request, response, pathname.slice(phonePath.length)).catch((error: unknown) =>
      fail(request, response, error),
    )
  }
  handler.upgrade = (request, socket, head) => {
    if (request.url !== socketPath) return false
    const refusal = refusalOf(request, 'socket')
    if (refusal === undefined) open(request, socket, head)
    else refuseUpgrade(socket, '403 Forbidden', refusal.message)
    return true
  }
  handler.close = () => {
    isClosed = true
    links.close()
    sockets?.then(
      (each) => each.close(),
      () => {},
    )
  }
  return handler
}

function sayInPage(error: unknown): string {
  const text = isCodedError(error) ? `${error.message}. ${error.fix}` : String(error)
  return `console.error(${JSON.stringify(`apps-in-toss-mock: ${text}`)})\n`
}

async function bodyOf(request: IncomingMessage & { body?: unknown }): Promise<unknown> {
  // A server in front may have read it.
  if (request.body !== undefined) return request.body
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    bytes += part.length
    if (bytes > mostBytes) throw new Misfit(`the body is longer than ${mostBytes} bytes`)
    parts.push(part)
  }
  const body = Buffer.concat(parts)
  const beyond = beyondJsonBounds(body)
  if (beyond !== undefined) throw new Misfit(`the body is more than is read: ${beyond}`)
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new Misfit('the body is not JSON')
  }
}

/** `no-transform`: what a compressing server in front would hold back until it is whole. */
function send(response: ServerResponse, status: number, body: unknown, type = 'application/json; charset=utf-8'): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
  })
  response.end(text)
}

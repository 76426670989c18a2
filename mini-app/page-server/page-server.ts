import { createServer, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { isOwnHost, notOwnHost } from '../../mock-server/control/refuse-web-pages.js'
import { listen, listening, urlHost } from '../../mock-server/partner-side/listener/listen.js'
import type { Log } from '../../mock-server/record/log.js'
import { type HandlerOptions, tossAppHandler } from '../handler.js'
import { pageMiddleware } from '../page-middleware.js'
import type { TossAppSource } from '../toss-app-source.js'
import { createDirectorySite } from './directory.js'
import { watchForCalls } from './idle-page.js'
import type { PageSource } from './page-source.js'
import { answerText, refuseUpgrade } from './plain-answer.js'
import { createReverseProxy } from './reverse-proxy.js'

/** A browser's way to a mini-app with the Toss app around it. */
export interface PageServerOptions extends Omit<HandlerOptions, 'onRefused'> {
  readonly target: PageSource
  readonly source: TossAppSource
  readonly port: number
  readonly host: string
  readonly log: Log
}

/** A phone that can be opened. */
export interface PageServer {
  /** Where the mini-app begins: `http://127.0.0.1:8445/`. */
  readonly url: string
  /** Ends every connection: a page that is open keeps some. */
  close(): Promise<void>
}

/**
 * Serves a mini-app's pages with the page script in them: those of its dev server, or those of a build.
 *
 * @throws CodedError `ERR_PORT_TAKEN`, `ERR_LISTEN`
 */
export async function startPageServer({
  target,
  source,
  port,
  host,
  log,
  ...options
}: PageServerOptions): Promise<PageServer> {
  const allowedHosts = options.allowedHosts?.map((name) => name.toLowerCase()) ?? []
  const onRefused = (text: string) => log.warn(`phone: ${text}`)
  const handler = tossAppHandler(source, { ...options, allowedHosts, onRefused, webSockets: true })
  const loaded = Promise.resolve(handler)
  const watch = watchForCalls(onRefused)
  const phone = pageMiddleware({ handler: () => loaded, watch })
  const site = 'url' in target ? createReverseProxy({ target: target.url, log }) : createDirectorySite(target.directory)

  const refusalOf = (request: IncomingMessage): string | undefined => {
    if (!request.url?.startsWith('/')) return 'the phone serves the pages of one server, and needs a path'
    return isOwnHost(request.headers.host, allowedHosts) ? undefined : notOwnHost(request.headers.host)
  }

  const server = createServer((request, response) => {
    const refusal = refusalOf(request)
    if (refusal === undefined) return phone(request, response, () => site.serve(request, response))
    onRefused(`${request.method} was refused: ${refusal}`)
    answerText(response, 403, refusal)
  })
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    const refusal = refusalOf(request) ?? foreignOrigin(request)
    if (refusal !== undefined) return refuseUpgrade(socket, '403 Forbidden', refusal)
    if (handler.upgrade(request, socket, head)) return
    if (site.upgrade === undefined) return refuseUpgrade(socket, '404 Not Found', 'a folder has no web sockets')
    site.upgrade(request, socket, head)
  })

  const taken = await listen({ server, listen: (at) => listening(server, at) }, { host, port, flag: '--phone-port' })
  return {
    url: `http://${urlHost(host)}:${taken}${site.path}`,
    async close() {
      watch.end()
      handler.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      for (const socket of upgraded) socket.destroy()
      await closed
    },
  }
}

/** Browsers let every page open a web socket to everywhere, and say only whose it is. */
function foreignOrigin({ headers: { host, origin } }: IncomingMessage): string | undefined {
  if (origin === undefined || origin === `http://${host}`) return undefined
  return `a web page of another origin (${origin}) may not open a web socket here`
}

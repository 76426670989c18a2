import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { isOwnHost, notOwnHost } from '../../mock-server/control/guard.js'
import { listen, listening, urlHost } from '../../mock-server/partner-side/listener/listen.js'
import type { Log } from '../../mock-server/record/log.js'
import { createDirectorySite } from './directory.js'
import type { Inject } from './document.js'
import { injectIntoDocuments } from './into-documents.js'
import { answerText, refuseUpgrade } from './refusal.js'
import { createReverseProxy } from './reverse-proxy.js'
import type { Target } from './target.js'

/** A browser's way to a mini-app with the Toss app around it. */
export interface PhoneOptions {
  readonly target: Target
  /** Answers the page script, and hands on what is not for it. */
  readonly handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void
  readonly inject: Inject
  readonly port: number
  readonly host: string
  /** Names besides those of this machine by which it may be called, in lower case. */
  readonly allowedHosts: readonly string[]
  readonly log: Log
}

/** A phone that can be opened. */
export interface Phone {
  /** Where the mini-app begins: `http://127.0.0.1:8445/`. */
  readonly url: string
  /** What was asked for so far. */
  readonly seen: { readonly documents: number; readonly calls: number }
  /** Ends every connection: a page that is open keeps some. */
  close(): Promise<void>
}

/**
 * Serves a mini-app's pages with the page script in them: those of its dev server, or those of a build.
 *
 * @throws CodedError `ERR_PORT_TAKEN`, `ERR_LISTEN`
 */
export async function startPhone(options: PhoneOptions): Promise<Phone> {
  const { target, handler, inject, port, host, allowedHosts, log } = options
  const seen = { documents: 0, calls: 0 }
  const counted: Inject = (html) => {
    seen.documents++
    return inject(html)
  }
  const site = 'url' in target ? createReverseProxy({ target: target.url, log }) : createDirectorySite(target.directory)

  const refusalOf = (request: IncomingMessage): string | undefined => {
    if (!request.url?.startsWith('/')) return 'the phone serves the pages of one server, and needs a path'
    return isOwnHost(request.headers.host, allowedHosts) ? undefined : notOwnHost(request.headers.host)
  }

  const server = createServer((request, response) => {
    const refusal = refusalOf(request)
    if (refusal !== undefined) {
      log.warn(`phone: ${request.method} was refused: ${refusal}`)
      return answerText(response, 403, refusal)
    }
    if (request.method === 'POST' && request.url?.startsWith(pageScriptPath)) seen.calls++
    handler(request, response, () => {
      injectIntoDocuments(request, response, counted)
      site.serve(request, response)
    })
  })
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    const refusal = refusalOf(request) ?? foreignOrigin(request)
    if (refusal !== undefined) return refuseUpgrade(socket, '403 Forbidden', refusal)
    if (site.upgrade === undefined) return refuseUpgrade(socket, '404 Not Found', 'a folder has no web sockets')
    site.upgrade(request, socket, head)
  })

  const taken = await listen({ server, listen: (at) => listening(server, at) }, { host, port, flag: '--phone-port' })
  return {
    url: `http://${urlHost(host)}:${taken}${site.path}`,
    seen,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      for (const socket of upgraded) socket.destroy()
      await closed
    },
  }
}

const pageScriptPath = '/__apps-in-toss-mock/'

/** Browsers let every page open a web socket to everywhere, and say only whose it is. */
function foreignOrigin({ headers: { host, origin } }: IncomingMessage): string | undefined {
  if (origin === undefined || origin === `http://${host}`) return undefined
  return `a web page of another origin (${origin}) may not open a web socket here`
}

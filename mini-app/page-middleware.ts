import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TossAppHandler } from './handler.js'
import { injectPhone } from './inject.js'
import { phonePath } from './page-paths.js'
import { injectIntoDocuments } from './page-server/into-documents.js'

/** A middleware of connect, of Express, and of whatever takes such. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void

/** What a phone middleware is made of. */
interface PageMiddlewareOptions {
  /** Loaded when a page first asks for it: what it needs takes its time. */
  readonly handler: () => Promise<TossAppHandler>
  /** Is told of each document that a browser gets, and of each call of a page. */
  readonly watch?: { document(): void; call(): void }
}

const calls = [`${phonePath}calls`, `${phonePath}subscriptions`]

/** Answers the page script, and puts it into the documents of whatever server comes behind. */
export function pageMiddleware({ handler, watch }: PageMiddlewareOptions): Middleware {
  return (request, response, next) => {
    const { originalUrl, url = '/' } = request as IncomingMessage & { originalUrl?: string }
    const path = originalUrl ?? url
    if (path.startsWith(phonePath)) {
      if (calls.includes(path)) watch?.call()
      handler().then((answer) => answer(request, response, next), next)
      return
    }
    injectIntoDocuments(request, response, (html) => {
      watch?.document()
      return injectPhone(html)
    })
    next()
  }
}

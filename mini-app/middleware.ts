import { type HandlerOptions, tossAppHandler } from './handler.js'
import { type Middleware, pageMiddleware } from './page-middleware.js'
import type { TossAppSource } from './toss-app-source.js'

/**
 * The Toss app around the pages of a server in Node: the page script is put into each document that the server writes, and what
 * it calls is answered. It comes before all that serves pages. Vite has a plugin of its own.
 *
 * @example
 * ```ts
 * const app = express()
 * if (process.env.NODE_ENV !== 'production') app.use(tossAppMiddleware(mock.toss.app))
 * app.use(express.static('dist'))
 * ```
 */
export function tossAppMiddleware(
  source: TossAppSource,
  options: HandlerOptions = {},
): Middleware & { /** Ends what pages listen to. */ close(): void } {
  const handler = tossAppHandler(source, options)
  const loaded = Promise.resolve(handler)
  return Object.assign(pageMiddleware({ handler: () => loaded }), { close: handler.close })
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** What stands behind the phone: the server of a page, or a folder with its build. */
export interface Site {
  /** Shown to people: a URL, or a path. */
  readonly name: string
  /** Where the page begins, such as `/` or `/app/`. */
  readonly path: string
  serve(request: IncomingMessage, response: ServerResponse): void
  /** A web socket, or whatever else a connection is to become; undefined where there is none. */
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { isCodedError } from '../../errors/index.js'
import type { TossAppHandler } from '../handler.js'
import { pageMiddleware } from '../page-middleware.js'
import { socketPath } from '../page-paths.js'
import { watchForCalls } from '../page-server/idle-page.js'
import type { TossAppSource } from '../toss-app-source.js'
import type { AppsInTossMockOptions } from './options.js'
import type { Middleware } from './vite-api.js'

interface Surroundings {
  readonly root: string
  readonly warn: (text: string) => void
  readonly onFirstDocument: () => void
  /** Whether the server's web sockets are handed to `upgrade`. */
  readonly webSockets: boolean
}

/** The phone in a server of Vite. What it needs is loaded when the first page asks: a server starts without it as fast as ever. */
export function openTossAppInVite(
  options: AppsInTossMockOptions,
  { root, warn, onFirstDocument, webSockets }: Surroundings,
): {
  readonly middleware: Middleware
  /** Takes the web sockets of pages, and says whether it was one; those of others are none of its business. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  close(): void
} {
  const watch = watchForCalls(warn)
  let loaded: Promise<TossAppHandler> | undefined
  let documents = 0

  async function load(): Promise<TossAppHandler> {
    const { tossAppHandler } = await import('../handler.js')
    return tossAppHandler(toldOnce(await sourceOf(options, root), warn), {
      ...(options.allowedHosts && { allowedHosts: options.allowedHosts.map((each) => each.toLowerCase()) }),
      ...(options.lan !== undefined && { lan: options.lan }),
      onRefused: warn,
      webSockets,
    })
  }

  function handler(): Promise<TossAppHandler> {
    loaded ??= load()
    return loaded
  }

  return {
    middleware: pageMiddleware({
      handler,
      watch: {
        ...watch,
        document() {
          watch.document()
          if (documents++ === 0) onFirstDocument()
        },
      },
    }),
    upgrade(request, socket, head) {
      if (request.url !== socketPath) return false
      // It may be cut before there is a handler.
      socket.on('error', () => socket.destroy())
      handler().then(
        (each) => each.upgrade(request, socket, head),
        () => socket.destroy(),
      )
      return true
    },
    close() {
      watch.end()
      // Where it could not be made, each page was told.
      loaded?.then(
        (handler) => handler.close(),
        () => {},
      )
    },
  }
}

async function sourceOf({ mock, tossApp, ...choice }: AppsInTossMockOptions, root: string): Promise<TossAppSource> {
  if (mock !== undefined) {
    if (tossApp !== undefined) await mock.toss.app.set({ beyondReset: true, ...tossApp })
    return mock.toss.app
  }
  const [{ tossAppOfWhicheverRuns }, { changeTossApp, tossAppOverControl }] = await Promise.all([
    import('../which-mock.js'),
    import('../toss-app-over-control.js'),
  ])
  return tossAppOfWhicheverRuns(choice, root, async ({ controlUrl, appName }) => {
    if (tossApp !== undefined) await changeTossApp(controlUrl, appName, { beyondReset: true, ...tossApp })
    return tossAppOverControl(controlUrl, appName)
  })
}

/** A page whose Toss app does not answer knows only that; whoever runs the server is told why, once for each reason. */
function toldOnce(source: TossAppSource, warn: (text: string) => void): TossAppSource {
  const told = new Set<string>()
  return {
    ...source,
    constants: (protocol) =>
      source.constants(protocol).catch((error: unknown) => {
        const text = isCodedError(error) ? `${error.message}. ${error.fix}` : String(error)
        if (!told.has(text)) warn(text)
        told.add(text)
        throw error
      }),
  }
}

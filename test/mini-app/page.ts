import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { WebSocket } from 'undici'
import {
  createPageLinks,
  type HandlerOptions,
  type PageMessage,
  type TossAppSource,
  tossAppHandler,
} from '../../mini-app/index.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A page in node:vm: what of a browser the page script and the SDK use. */
export interface Page {
  /** Evaluates an expression in the page. */
  run<Value = unknown>(code: string): Value
  /** What the page wrote to the browser's console. */
  readonly console: readonly { readonly level: string; readonly text: string }[]
  /** What `name` in the page's window is. */
  window<Value = never>(name: string): Value
  /** Something happens to the page: `unhandledrejection`, `pagehide`. */
  tell(type: string, event?: object): void
  close(): void
}

/** Packages of the SDK, bundled as a page gets them; each entry is a global of the page. */
const bundles = new Map<string, Promise<string>>()

/** The script that puts the genuine package into the page, as the global `name`. */
export function packageScript(name: string, specifier: string): Promise<string> {
  const known = bundles.get(specifier)
  if (known !== undefined) return known
  const made = build({
    stdin: { contents: `export * from '${specifier}'`, resolveDir: root },
    bundle: true,
    format: 'iife',
    globalName: name,
    write: false,
    logLevel: 'error',
  }).then(({ outputFiles }) => outputFiles[0]?.text as string)
  bundles.set(specifier, made)
  return made
}

/** Opens a page with these scripts, in this order. `origin`: where the page comes from, if from anywhere. */
export function openPage(
  scripts: readonly string[],
  { origin = 'http://127.0.0.1', globals = {} }: { origin?: string; globals?: object } = {},
): Page {
  const written: { level: string; text: string }[] = []
  const write = (level: string) => (text: unknown) => written.push({ level, text: String(text) })
  const heard = new Map<string, Set<(event: unknown) => void>>()
  const abort = new AbortController()
  const window: Record<string, unknown> = {
    navigator: { userAgent: 'Mozilla/5.0 (test)', language: 'ko-KR' },
    document: { currentScript: null, visibilityState: 'visible', addEventListener() {} },
    console: { log: write('log'), info: write('info'), warn: write('warn'), error: write('error') },
    setTimeout: (work: () => void, milliseconds: number) => setTimeout(work, milliseconds).unref(),
    clearTimeout,
    AbortController,
    location: { origin },
    WebSocket: class extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { origin } })
        abort.signal.addEventListener('abort', () => this.close())
      }
    },
    fetch: (path: string, options: RequestInit) =>
      fetch(new URL(path, origin), {
        ...options,
        signal: options.signal ? AbortSignal.any([abort.signal, options.signal]) : abort.signal,
        headers: { ...options.headers, 'sec-fetch-site': 'same-origin', origin },
      }),
    addEventListener(type: string, listener: (event: unknown) => void) {
      heard.set(type, (heard.get(type) ?? new Set()).add(listener))
    },
    ...globals,
  }
  window.window = window
  const context = createContext(window)
  for (const script of scripts) runInContext(script, context)
  const tell = (type: string, event = {}) => {
    for (const listener of heard.get(type) ?? []) listener({ type, ...event })
  }
  return {
    run: (code) => runInContext(code, context),
    console: written,
    window: (name) => window[name] as never,
    tell,
    close() {
      tell('pagehide')
      abort.abort()
    },
  }
}

/** Carries the messages of a page, as a function that a browser test exposes. */
export function carrier(source: TossAppSource, options: Parameters<typeof createPageLinks>[1] = {}) {
  const links = createPageLinks(source, options)
  return ({ path, body }: { path: PageMessage; body: unknown }) => links.answer(path, body)
}

/** A server that delivers a mini-app's page, and whose handler the page calls. */
export async function serve(source: TossAppSource, options: HandlerOptions = {}) {
  const handler = tossAppHandler(source, options)
  const open = new Set<string>()
  let mostWaiting = 0
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url as string)
    const name = `${request.url} ${Math.random()}`
    open.add(name)
    const waiting = [...open].filter((each) => each.startsWith('/__apps-in-toss-mock/lines')).length
    mostWaiting = Math.max(mostWaiting, waiting)
    response.on('close', () => open.delete(name))
    handler(request, response)
  })
  if (options.webSockets) server.on('upgrade', handler.upgrade)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    /** The paths of all requests. */
    asked,
    /** Requests that are not answered yet. */
    open: () => open.size,
    /** Connections that the server holds, those that became web sockets included. */
    connections: () => promisify(server.getConnections.bind(server))(),
    /** How many of them waited for lines at a time, at most. */
    mostWaiting: () => mostWaiting,
    async [Symbol.asyncDispose]() {
      handler.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

// What the plugin uses of Vite 5 to 8. Vite itself is not imported: whoever has the plugin has a Vite of his own, and its types
// are those that this must fit.

/** A middleware of connect. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void

/** A dev server, or the one of `vite preview`. */
export interface ViteServer {
  readonly middlewares: { use(middleware: Middleware): unknown }
  /** Null where Vite is a middleware in somebody else's server. */
  readonly httpServer: {
    once(event: 'close', listener: () => void): unknown
    on(event: 'upgrade', listener: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): unknown
    listenerCount(event: 'upgrade'): number
  } | null
}

/** A dev server. */
export interface ViteDevServer extends ViteServer {
  readonly environments?: { readonly client?: { readonly pluginContainer: PluginContainer } }
  readonly pluginContainer?: PluginContainer
}

interface PluginContainer {
  resolveId(id: string, importer?: string, options?: object): Promise<{ readonly id: string } | null>
}

/** A configuration that is complete. */
export interface ResolvedConfig {
  readonly root: string
  readonly logger: { info(text: string): void; warn(text: string): void }
  readonly plugins: readonly { readonly name: string }[]
}

/** What a plugin is, as far as ours is one. */
export interface VitePlugin {
  readonly name: string
  readonly enforce: 'pre'
  apply(config: object, environment: { readonly command: 'build' | 'serve' }): boolean
  config(): { define?: Record<string, string> }
  configResolved(config: ResolvedConfig): void
  configureServer(server: ViteDevServer): void
  configurePreviewServer(server: ViteServer): void
}

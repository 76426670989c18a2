import { refuseUpgrade } from '../page-server/plain-answer.js'
import { disarmDevtools } from './devtools.js'
import type { AppsInTossMockOptions } from './options.js'
import { strangersInSdkPlace } from './sdk-place.js'
import { openTossAppInVite } from './toss-app-in-vite.js'
import type { ResolvedConfig, ViteDevServer, VitePlugin, ViteServer } from './vite-api.js'

export type { AppsInTossMockOptions } from './options.js'
export type { VitePlugin } from './vite-api.js'

const name = 'apps-in-toss-mock'

/**
 * The Toss app around the pages of Vite's dev server and of `vite preview`, answered by a mock. A build holds nothing of it.
 *
 * @example
 * ```ts
 * // vite.config.ts
 * import { appsInTossMock } from 'apps-in-toss-mock/vite'
 * import { defineConfig } from 'vite'
 *
 * export default defineConfig({ plugins: [appsInTossMock()] })
 * ```
 */
export function appsInTossMock(options: AppsInTossMockOptions = {}): VitePlugin {
  let config: ResolvedConfig | undefined
  const root = () => config?.root ?? process.cwd()
  const warn = (text: string) => config?.logger.warn(`${name}: ${text}`)

  function serve(server: ViteServer, onFirstDocument = () => {}): void {
    const { httpServer } = server
    const phone = openTossAppInVite(options, {
      root: root(),
      warn,
      onFirstDocument,
      webSockets: httpServer !== null,
    })
    server.middlewares.use(phone.middleware)
    httpServer?.once('close', phone.close)
    httpServer?.on('upgrade', (request, socket, head) => {
      if (phone.upgrade(request, socket, head) || httpServer.listenerCount('upgrade') > 1) return
      // Node itself answers these where nobody listens: for want of an answer they would wait forever.
      refuseUpgrade(socket, '404 Not Found', 'this server has no other web sockets')
    })
  }

  return {
    name,
    enforce: 'pre',
    // Vitest runs a server, too, and its tests choose themselves what stands in the SDK's place.
    apply: (_config, { command }) => command === 'serve' && !process.env.VITEST,
    config: () => (options.productionBranches === true ? { define: asInProduction } : {}),
    configResolved(resolved) {
      config = resolved
      if (!disarmDevtools(resolved.plugins)) return
      resolved.logger.info(
        `${name}: the stand-in of the devtools is off: the page gets the SDK, and the mock answers it.`,
      )
    },
    configureServer(server: ViteDevServer) {
      serve(server, async () => {
        for (const sentence of await strangersInSdkPlace(server, root())) warn(sentence)
      })
    },
    configurePreviewServer: (server) => serve(server),
  }
}

const asInProduction = { 'import.meta.env.DEV': 'false', 'import.meta.env.PROD': 'true' }

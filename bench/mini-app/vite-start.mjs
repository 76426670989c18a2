// node vite-start.mjs ROOT [with]: says how long after the start of this process Vite's dev server listened.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [root, plugin] = process.argv.slice(2)
const load = createRequire(new URL('../../test/mini-apps/node_modules/x.js', import.meta.url))
const { createServer } = await import(pathToFileURL(load.resolve('vite-8')).href)
const plugins = []
if (plugin === 'with') {
  const { appsInTossMock } = await import('../../dist/mini-app/vite/index.js')
  plugins.push(appsInTossMock())
}
const server = await createServer({ root, configFile: false, logLevel: 'silent', plugins, server: { port: 0 } })
await server.listen()
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ milliseconds: performance.now(), cpu: (user + system) / 1000 }))
process.on('SIGTERM', () => process.exit())

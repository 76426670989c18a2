import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installedModules } from './installed.js'

/** The SDKs whose stories are told. 3.x is not on the registry: its calls stand over its genuine transport. */
export const sdks = ['1.2.0', '1.9.4', '2.0.1', '2.10.8', '3.x'] as const
export type Sdk = (typeof sdks)[number]

/** The two versions of Vite: the oldest that is widely used, and the newest. */
export const vites = ['6', '8'] as const
export type ViteVersion = (typeof vites)[number]

/** A folder with the page and its SDK, as `npm install` would leave it. */
export interface Project {
  readonly folder: string
  readonly sdk: Sdk
  remove(): void
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Lays a project out. */
export function makeProject(sdk: Sdk): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `mini-app-${sdk}-`)))
  cpSync(here('page'), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'page', private: true, type: 'module' }))
  const modules = join(folder, 'node_modules')
  const copy = (from: string, to: string) =>
    cpSync(join(installedModules, from), join(modules, to), { recursive: true })
  if (sdk === '3.x') {
    cpSync(here('sdk-3'), join(modules, '@apps-in-toss/web-framework'), { recursive: true })
    copy('@webview-bridge', '@webview-bridge')
  } else {
    for (const name of ['web-bridge', 'bridge-core', 'web-analytics']) copy(`${name}-${sdk}`, `@apps-in-toss/${name}`)
    // npm has put it beside one of them, and into the others.
    if (!existsSync(join(modules, '@apps-in-toss/web-bridge/node_modules')))
      copy('@apps-in-toss/types', '@apps-in-toss/types')
    layOutFramework(join(modules, '@apps-in-toss/web-framework'), sdk)
  }
  return { folder, sdk, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** All that the package consists of for a page; the whole of it has 1,716 packages. */
function layOutFramework(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true })
  const manifest = { name: '@apps-in-toss/web-framework', version, type: 'module', exports: './index.js' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(
    join(folder, 'index.js'),
    "export * from '@apps-in-toss/web-bridge'\nexport * from '@apps-in-toss/web-analytics'\n",
  )
}

// biome-ignore lint/suspicious/noExplicitAny: the two versions differ in their types, and neither is a dependency of ours
type Vite = any

/** Vite's own API. */
export async function loadVite(version: ViteVersion): Promise<Vite> {
  const entry = createRequire(join(installedModules, 'x.js')).resolve(`vite-${version}/package.json`)
  return import(pathToFileURL(join(entry, '../dist/node/index.js')).href)
}

/** A server of Vite that is told nothing by a file. */
export async function startVite(
  project: Project,
  { vite = '8', plugins = [], ...config }: { vite?: ViteVersion; plugins?: unknown[] } & Record<string, unknown> = {},
): Promise<{ url: string; lines: string[]; close(): Promise<void> }> {
  const { createServer, createLogger } = await loadVite(vite)
  const { logger, lines } = keptLog(createLogger)
  const server = await createServer({
    root: project.folder,
    configFile: false,
    customLogger: logger,
    plugins,
    cacheDir: join(project.folder, `node_modules/.vite-${vite}`),
    ...config,
    server: { host: '127.0.0.1', port: 0, ...(config.server as object) },
  })
  await server.listen()
  return { url: server.resolvedUrls.local[0], lines, close: () => server.close() }
}

/** Builds the page, as it is sent to production, and says into which folder. */
export async function buildPage(
  project: Project,
  { vite = '8', plugins = [] }: { vite?: ViteVersion; plugins?: unknown[] } = {},
): Promise<string> {
  const { build } = await loadVite(vite)
  await build({ root: project.folder, configFile: false, logLevel: 'warn', plugins })
  return join(project.folder, 'dist')
}

/** Serves the build with `vite preview`. */
export async function previewVite(
  project: Project,
  { vite = '8', plugins = [] }: { vite?: ViteVersion; plugins?: unknown[] } = {},
): Promise<{ url: string; lines: string[]; close(): Promise<void> }> {
  const { preview, createLogger } = await loadVite(vite)
  const { logger, lines } = keptLog(createLogger)
  const server = await preview({
    root: project.folder,
    configFile: false,
    customLogger: logger,
    plugins,
    preview: { host: '127.0.0.1', port: 0 },
  })
  return { url: server.resolvedUrls.local[0], lines, close: () => server.close() }
}

/** Changes a file of a project; the returned function takes the change back. */
export function change(file: string, from: string, to: string): () => void {
  const before = readFileSync(file, 'utf8')
  writeFileSync(file, before.replace(from, to))
  return () => writeFileSync(file, before)
}

function keptLog(createLogger: Vite) {
  const lines: string[] = []
  const logger = createLogger('silent')
  for (const kind of ['info', 'warn', 'error', 'warnOnce'] as const)
    logger[kind] = (text: string) => isOfVite(text) || lines.push(text)
  return { logger, lines }
}

/** Two tests that follow each other have different plugins, and the same folder. */
const isOfVite = (text: string) => /^Re-optimizing dependencies|^\[optimizer\]/.test(text)

import { installTossApp } from '../../mini-app/index.js'
import { startPageServer } from '../../mini-app/page-server/page-server.js'
import { type AppsInTossMockOptions, appsInTossMock } from '../../mini-app/vite/index.js'
import type { MockServer } from '../../mock-server/index.js'
import { createLog } from '../../mock-server/record/log.js'
import type { Browser, OpenPage } from './browser.js'
import { type Project, previewVite, startVite, type ViteVersion } from './project.js'

/** A mini-app's page, open in a browser in the Toss app of a mock. */
export interface OpenMiniApp extends OpenPage {
  readonly url: string
  /** What the server of the page, or the phone before it, had to say. */
  readonly lines: string[]
  close(): Promise<void>
}

/** What it takes to open one. */
export interface Surroundings {
  readonly browser: Browser
  readonly mock: MockServer
  readonly project: Project
}

/** A way in. `dist` has been built. */
export type Way = (surroundings: Surroundings) => Promise<OpenMiniApp>

/** The plugin as a user writes it; vitest, in which this runs, is what it would stay away from. */
export function plugin(options: AppsInTossMockOptions): object {
  return { ...appsInTossMock(options), apply: 'serve' }
}

const throughPlugin =
  (vite: ViteVersion): Way =>
  async ({ browser, mock, project }) => {
    const server = await startVite(project, { vite, plugins: [plugin({ mock })] })
    return opened(await browser.open({ url: server.url }), server)
  }

const throughPreview: Way = async ({ browser, mock, project }) => {
  const server = await previewVite(project, { plugins: [plugin({ mock })] })
  return opened(await browser.open({ url: server.url }), server)
}

const throughPhone: Way = async ({ browser, mock, project }) => {
  const server = await startVite(project)
  const phone = await openPhone(mock, { url: new URL(server.url) })
  return opened(await browser.open({ url: phone.url }), phone, server)
}

const throughPhoneOfBuild: Way = async ({ browser, mock, project }) => {
  const phone = await openPhone(mock, { directory: `${project.folder}/dist` })
  return opened(await browser.open({ url: phone.url }), phone)
}

const throughPlaywright: Way = async ({ browser, mock, project }) => {
  const server = await previewVite(project)
  return opened(await browser.open({ url: server.url, prepare: (page) => installTossApp(page, mock) }), server)
}

/** Every way in, by its name. */
export const ways: Readonly<Record<string, Way>> = {
  'the plugin of Vite 6': throughPlugin('6'),
  'the plugin of Vite 8': throughPlugin('8'),
  'the plugin of vite preview': throughPreview,
  'the phone before a dev server': throughPhone,
  'the phone before a production build': throughPhoneOfBuild,
  Playwright: throughPlaywright,
}

/** A phone whose log is kept. */
export async function openPhone(mock: MockServer, target: Parameters<typeof startPageServer>[0]['target']) {
  const lines: string[] = []
  const log = createLog({
    level: 'warn',
    format: 'json',
    stream: { write: (line) => lines.push(JSON.parse(line).msg) },
  })
  const phone = await startPageServer({ target, source: mock.toss.app, port: 0, host: '127.0.0.1', log })
  return { ...phone, lines }
}

function opened(
  page: OpenPage,
  server: { readonly url: string; readonly lines: string[]; close(): Promise<void> },
  behind?: { close(): Promise<void> },
): OpenMiniApp {
  return {
    ...page,
    url: server.url,
    lines: server.lines,
    async close() {
      await page.context.close()
      await server.close()
      await behind?.close()
    },
  }
}

import { CodedError } from '../errors/index.js'
import type { AppChanges, TossApp } from '../mock-server/index.js'
import { createPageLinks, isPageMessage } from './page-links.js'
import { pageScript, withConfig } from './page-script.js'
import { changeTossApp, tossAppOverControl } from './toss-app-over-control.js'
import type { TossAppSource } from './toss-app-source.js'

/** A page or a context of Playwright, or a page of Puppeteer. */
export interface AutomatedPage {
  exposeFunction(
    name: string,
    callback: (message: { path: string; body: unknown }) => Promise<unknown>,
  ): Promise<unknown>
  /** Playwright's. */
  addInitScript?(script: string): Promise<unknown>
  /** Puppeteer's. */
  evaluateOnNewDocument?(script: string): Promise<unknown>
  on(event: 'close', listener: () => void): unknown
}

/** A mock in this process, the mock of a test, or one elsewhere by its control port and the name of the mini-app. */
export type MockOfPage =
  | { readonly toss: { readonly app: TossApp } }
  | { readonly controlUrl: string; readonly appName: string }

/** The Toss app of a page under test. */
export interface InstalledTossApp {
  /**
   * Changes the Toss app, and what pages find that are loaded from now on; a page that is open hears of it as soon as it listens
   * to anything.
   *
   * @example
   * ```ts
   * await tossApp.set({ environment: 'sandbox' })
   * await page.reload()
   * ```
   */
  set(changes: AppChanges): Promise<void>
  /** Ends whatever the page listens to; the page's end does so, too. */
  close(): void
}

/** The function of the page's window that carries its messages. */
const binding = '__appsInTossMock'

/**
 * Makes the pages that load in a browser under test mini-apps in the Toss app of a mock: whatever serves them, and without a
 * dev server, a proxy or a port. Nobody is asked: the user approves, unless `changes` say otherwise.
 *
 * @param page - of Playwright or Puppeteer; a context of Playwright, for all of its pages. Before its first `goto`
 * @throws CodedError what `mock.toss.app.set` throws; `ERR_NOT_RUNNING`
 * @example
 * ```ts
 * import { startMockServer } from 'apps-in-toss-mock'
 * import { installTossApp } from 'apps-in-toss-mock/mini-app'
 *
 * const mock = await startMockServer()
 * await installTossApp(page, mock)
 * await page.goto('http://127.0.0.1:5173')
 * ```
 */
export async function installTossApp(
  page: AutomatedPage,
  mock: MockOfPage,
  changes: AppChanges = {},
): Promise<InstalledTossApp> {
  const { source, change } = toldApart(mock)
  // No connection ends here where a page does, and nobody stands at a breakpoint.
  const links = createPageLinks(source, { patience: 10_000 })
  await change(changes)
  const script = (text: string) => {
    if (page.addInitScript !== undefined) return page.addInitScript(text)
    if (page.evaluateOnNewDocument !== undefined) return page.evaluateOnNewDocument(text)
    throw new CodedError('ERR_INVALID_OPTION', 'page is neither one of Playwright nor one of Puppeteer', {
      fix: 'Hand over the page of a test, before its first goto.',
    })
  }
  await script(await pageScript(source, { binding }))
  await page.exposeFunction(binding, async ({ path, body }) => {
    if (isPageMessage(path)) return links.answer(path, body)
    throw new Error(`a page sends no ${JSON.stringify(path)}`)
  })
  page.on('close', links.close)
  return {
    async set(further) {
      await change(further)
      await script(await newConstants(source))
    },
    close: links.close,
  }
}

/** Runs in each page behind the page script, and before the page's own. */
const refreshing = `
const { A, B } = __PHONE__
Object.assign(window.__CONSTANT_HANDLER_MAP ?? {}, A)
Object.assign(window.__appsInTossConstants ?? {}, B)
const app = 'TossApp/' + B.tossAppVersion + ' TossColorPreference/light ' + (B.platformOS === 'ios' ? 'iPhone' : 'Android')
const userAgent = navigator.userAgent.replace(/TossApp\\/\\S+ \\S+ \\w+(?= phone$)/, app)
Object.defineProperty(navigator, 'userAgent', { value: userAgent, configurable: true })
`

async function newConstants(source: TossAppSource): Promise<string> {
  const [A, B] = await Promise.all([source.constants('A'), source.constants('B')])
  return withConfig(refreshing, { A: A.constants, B: B.constants })
}

function toldApart(mock: MockOfPage): { source: TossAppSource; change(changes: AppChanges): Promise<unknown> } {
  if ('toss' in mock) {
    const { app } = mock.toss
    return { source: app, change: (changes) => app.set(changes) }
  }
  const { controlUrl, appName } = mock
  return {
    source: tossAppOverControl(controlUrl, appName),
    // One that a person has started asks that person.
    change: (changes) => changeTossApp(controlUrl, appName, { answers: 'approve', ...changes }),
  }
}

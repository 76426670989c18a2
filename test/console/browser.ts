import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { hasTool } from '../tools.js'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Whether a browser, its driver and the checker of accessibility are there; `npm run public-tools` installs the latter two. */
export const hasBrowser =
  hasTool('chromium') && (hasTool('public-tools') || existsSync(here('node_modules/.package-lock.json')))

/** What of a page the tests use. */
export interface Page {
  goto(url: string): Promise<unknown>
  locator(selector: string): Locator
  getByRole(role: string, options?: { name?: string | RegExp; exact?: boolean }): Locator
  getByLabel(text: string | RegExp): Locator
  getByText(text: string | RegExp, options?: { exact?: boolean }): Locator
  evaluate<Result, Given>(work: ((given: Given) => Result | Promise<Result>) | string, given?: Given): Promise<Result>
  addScriptTag(script: { content: string }): Promise<unknown>
  addInitScript(script: { content: string } | string): Promise<unknown>
  waitForFunction(work: string | (() => unknown)): Promise<unknown>
  route(url: string, handle: (route: Route) => Promise<void>): Promise<void>
  waitForEvent(name: 'download', options?: object): Promise<{ suggestedFilename(): string; path(): Promise<string> }>
  on(name: 'console' | 'pageerror' | 'request' | 'dialog', heard: (event: never) => void): void
  setViewportSize(size: { width: number; height: number }): Promise<void>
  screenshot(options: { path: string; fullPage?: boolean }): Promise<Buffer>
  close(): Promise<void>
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> }
}

/** A request that a test answers in the place of the mock. */
export interface Route {
  fetch(): Promise<{ json(): Promise<unknown> }>
  fulfill(answer: { json: unknown }): Promise<void>
}

/** What of an element in it. */
export interface Locator {
  click(): Promise<void>
  fill(text: string): Promise<void>
  selectOption(value: string): Promise<unknown>
  count(): Promise<number>
  first(): Locator
  nth(index: number): Locator
  locator(selector: string): Locator
  getByRole(role: string, options?: { name?: string | RegExp; exact?: boolean }): Locator
  innerText(): Promise<string>
  textContent(): Promise<string | null>
  allInnerTexts(): Promise<string[]>
  getAttribute(name: string): Promise<string | null>
  waitFor(options?: { state?: 'visible' | 'hidden' | 'attached' | 'detached' }): Promise<void>
  isVisible(): Promise<boolean>
  filter(options: { hasText: string | RegExp }): Locator
}

/** How a page is looked at. */
export interface Look {
  readonly width?: number
  readonly height?: number
  readonly language?: 'en' | 'ko'
  readonly scheme?: 'light' | 'dark'
}

/** Nothing that a browser fetches by itself, so that a machine without a network does not keep it waiting. */
const launching = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

/** A browser, and pages in it that tell of everything that went wrong in them. */
export async function openBrowser() {
  const load = createRequire(here('package.json'))
  const { chromium } = load('playwright-core') as {
    chromium: { launch(options: object): Promise<{ newPage(options: object): Promise<Page>; close(): Promise<void> }> }
  }
  const browser = await chromium.launch(launching)
  return {
    close: () => browser.close(),
    async open({ width = 1280, height = 800, language = 'en', scheme = 'light' }: Look = {}) {
      const page = await browser.newPage({
        viewport: { width, height },
        locale: language === 'ko' ? 'ko-KR' : 'en-US',
        timezoneId: 'Asia/Seoul',
        colorScheme: scheme,
        acceptDownloads: true,
      })
      const troubles: string[] = []
      page.on('pageerror', (error: Error) => troubles.push(String(error.stack)))
      page.on('console', (message: { type(): string; text(): string }) => {
        if (message.type() === 'error') troubles.push(message.text())
      })
      const requests: string[] = []
      page.on('request', (request: { url(): string }) => requests.push(request.url()))
      return Object.assign(page, { troubles, requests })
    },
  }
}

export type Browser = Awaited<ReturnType<typeof openBrowser>>

/** What axe-core says of a page, without what is of little weight. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { source } = createRequire(here('package.json'))('axe-core') as { source: string }
  // Not as a script tag: the page's policy forbids it.
  await page.evaluate(source)
  const { violations } = await page.evaluate<AxeReport, undefined>('axe.run()')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    )
}

interface AxeReport {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[]
  }[]
}

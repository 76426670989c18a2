import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect } from 'vitest'
import { installedModules } from './installed.js'

/**
 * What the stories use of Playwright's page. Its own types are there only where it is installed, and the type check has to do
 * without.
 */
export interface Page {
  goto(url: string, options?: { waitUntil?: 'load' | 'commit' }): Promise<unknown>
  reload(): Promise<unknown>
  evaluate<Value, Argument = undefined>(
    script: string | ((argument: Argument) => Value | Promise<Value>),
    argument?: Argument,
  ): Promise<Value>
  textContent(selector: string): Promise<string | null>
  exposeFunction(name: string, callback: (message: never) => unknown): Promise<unknown>
  addInitScript(script: string): Promise<unknown>
  on(event: 'pageerror', listener: (error: Error) => void): unknown
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  locator(selector: string): Locator
  readonly keyboard: { press(key: string): Promise<void> }
  readonly mouse: { click(x: number, y: number): Promise<void> }
  screenshot(options: { path: string }): Promise<unknown>
  close(): Promise<void>
}

interface Locator {
  click(): Promise<void>
  count(): Promise<number>
  textContent(): Promise<string | null>
}

export interface BrowserContext {
  newPage(): Promise<Page>
  newCDPSession(page: Page): Promise<{
    send(method: string, params?: object): Promise<unknown>
    detach(): Promise<void>
  }>
  close(): Promise<void>
}

interface Playwright {
  readonly chromium: {
    launch(options: object): Promise<{ newContext(options: object): Promise<BrowserContext>; close(): Promise<void> }>
  }
}

const load = createRequire(join(installedModules, 'x.js'))

/** Nothing that a browser fetches by itself, so that a machine without a network does not keep it waiting. */
export const launching = {
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

/** A browser, with pages that each have a person of their own. */
export interface Browser {
  /** A page in a window of its own, which has kept nothing of others. What goes wrong in it is kept. */
  open(options?: { url?: string; prepare?: (page: Page) => Promise<unknown> }): Promise<OpenPage>
  close(): Promise<void>
}

/** A page, and all that was said in it. */
export interface OpenPage {
  readonly page: Page
  readonly context: BrowserContext
  /** Uncaught errors. */
  readonly errors: string[]
  /** `kind: text` of the console. */
  readonly said: string[]
}

/** Starts Chromium. */
export async function startBrowser(): Promise<Browser> {
  const { chromium } = load('playwright-core') as Playwright
  const browser = await chromium.launch(launching)
  return {
    async open({ url, prepare } = {}) {
      const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 400, height: 800 } })
      const page = await context.newPage()
      const opened = { page, context, ...listenTo(page) }
      await prepare?.(page)
      if (url !== undefined) await page.goto(url, { waitUntil: 'load' })
      return opened
    },
    close: () => browser.close(),
  }
}

/**
 * Waits until an expression is true in a page. Playwright's own way evaluates it as the page's scripts would, which a policy
 * forbids.
 */
export async function until(page: Page, expression: string): Promise<void> {
  await expect.poll(() => page.evaluate<boolean>(`Boolean(${expression})`), { timeout: 30_000 }).toBe(true)
}

/** Keeps what goes wrong in a page, and what is said in it. */
export function listenTo(page: Page): { errors: string[]; said: string[] } {
  const errors: string[] = []
  const said: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
  return { errors, said }
}

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inRepository } from './child-process.js'

/** Packages that `npm run public-tools` installs: a browser's driver, Vite and the SDK. */
export const modules = inRepository('test/mini-apps/node_modules')

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Whether these packages are installed, and a Chromium. */
export const hasBrowser = existsSync(`${modules}/playwright-core`) && existsSync(executablePath)

/** What of a browser is used. */
export interface Browser {
  newPage(): Promise<BrowserPage>
  close(): Promise<void>
}

/** What of a page is used. */
export interface BrowserPage {
  goto(url: string): Promise<unknown>
  evaluate(script: string): Promise<unknown>
  locator(selector: string): { first(): { waitFor(): Promise<void> }; count(): Promise<number> }
  close(): Promise<void>
}

/** Starts it. */
export function launchBrowser(): Promise<Browser> {
  const { chromium } = createRequire(join(modules, 'x.js'))('playwright-core') as {
    readonly chromium: { launch(options: object): Promise<Browser> }
  }
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
  return chromium.launch({ executablePath, args })
}

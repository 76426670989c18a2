import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { inRepository } from '../child-process.js'
import { launchBrowser, modules } from '../chromium.js'

/** Writes a page that has the SDK 2.10.8, and nothing else. */
export function writePage(folder: string): void {
  buildSync({
    stdin: {
      contents: `import { getServerTime } from 'web-bridge-2.10.8'\nwindow.call = getServerTime`,
      resolveDir: inRepository('test/mini-apps'),
    },
    // It is imported, and declared by none of its users.
    alias: { '@apps-in-toss/bridge-core': join(modules, 'bridge-core-2.10.8') },
    bundle: true,
    format: 'esm',
    outfile: join(folder, 'app.js'),
    logLevel: 'warning',
  })
  const page = '<!doctype html><meta charset="utf-8"><script type="module" src="app.js"></script>'
  writeFileSync(join(folder, 'index.html'), page)
}

/** The page in a browser. */
export interface BenchPage {
  /** Milliseconds that one of so many calls took, one after the other. */
  calls(count: number): Promise<number>
  close(): Promise<void>
}

/** Opens it. */
export async function openPage(url: string): Promise<BenchPage> {
  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.goto(url)
  return {
    calls: async (count) =>
      (await page.evaluate(`(async () => {
        const began = performance.now()
        for (let count = 0; count < ${count}; count++) await window.call()
        return (performance.now() - began) / ${count}
      })()`)) as number,
    close: () => browser.close(),
  }
}

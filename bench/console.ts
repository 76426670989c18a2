import { inRepository, startProcess } from './child-process.js'
import { type BrowserPage, hasBrowser, launchBrowser } from './chromium.js'
import type { Row } from './report.js'

/** How much is measured. */
export interface ConsoleEffort {
  readonly rounds: number
  /** Users of the large world. */
  readonly users: number
}

const entries = 1_000
const few = 20

/**
 * What a person waits for who looks at a large world in the console: until the first row of a list is there, and how long the page
 * stands still while a journal of 1,000 entries is scrolled. Beside both, the same page over a small world.
 */
export async function consoleRows({ rounds, users }: ConsoleEffort): Promise<Row[]> {
  if (!hasBrowser) return []
  const [small, large] = await Promise.all([startConsole(few, few), startConsole(users, entries)])
  const browser = await launchBrowser()
  const looks = {
    'the console, the first user of 200,000 in sight': (page: BrowserPage, url: string) =>
      opened(page, `${url}#/users`),
    'the console, the first exchange of 1,000 in sight': (page: BrowserPage, url: string) =>
      opened(page, `${url}#/live`),
    'the console, 1,000 exchanges scrolled: the longest standstill': scrolled,
  }
  const rows: Row[] = []
  for (const [measure, look] of Object.entries(looks)) {
    const found: { small: number; large: number }[] = []
    // The first round finds nothing compiled.
    for (let round = -1; round < rounds; round++) {
      const figures = { small: await onPage(small.line.controlUrl), large: await onPage(large.line.controlUrl) }
      if (round >= 0) found.push(figures)
    }
    rows.push({
      measure,
      unit: 'ms',
      beside: { name: `${few} of them`, rounds: found.map((figures) => figures.small) },
      rounds: found.map((figures) => figures.large),
      aim: { of: 'figure', atMost: measure.includes('scrolled') ? 100 : 1_000 },
    })

    async function onPage(controlUrl: string): Promise<number> {
      const page = await browser.newPage()
      try {
        return await look(page, `${controlUrl}/console`)
      } finally {
        await page.close()
      }
    }
  }
  await browser.close()
  await Promise.all([small.end(), large.end()])
  return rows
}

function startConsole(users: number, exchanges: number) {
  const command = [inRepository('bench/console-mock.mjs'), String(users), String(exchanges)]
  return startProcess<{ controlUrl: string }>(command)
}

async function opened(page: BrowserPage, url: string): Promise<number> {
  await page.goto(url)
  await page.locator('.list > li').first().waitFor()
  return (await page.evaluate('performance.now()')) as number
}

/** The longest task of the page while it scrolls through all entries; browsers count those of 50 ms and more, and none is 0. */
async function scrolled(page: BrowserPage, url: string): Promise<number> {
  await opened(page, `${url}#/live`)
  return (await page.evaluate(`(async () => {
    const list = document.querySelector('.split-list')
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const rows = () => document.querySelectorAll('.list > li').length
    // Until nothing more is loaded, half a second long.
    for (let known = -1, still = 0; still < 30; still = rows() === known ? still + 1 : 0, known = rows()) {
      list.scrollTo(0, 1e9)
      await frame()
    }
    list.scrollTo(0, 0)
    await frame()
    let worst = 0
    const observer = new PerformanceObserver((seen) => {
      for (const { duration } of seen.getEntries()) worst = Math.max(worst, duration)
    })
    observer.observe({ type: 'longtask' })
    for (let frames = 0; frames < 120; frames++) {
      list.scrollBy(0, 400)
      await frame()
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
    observer.disconnect()
    return worst
  })()`)) as number
}

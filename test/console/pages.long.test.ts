import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slice } from '../slice.js'
import { type Browser, hasBrowser, type Look, openBrowser, seriousFaults } from './browser.js'
import { type BusyMock, startBusyMock } from './busy-mock.js'

const pages = [
  ...['live', 'phone', 'users', 'payments', 'orders', 'products', 'subscriptions', 'promotions', 'grants'],
  ...['messages', 'templates', 'callbacks', 'certificates', 'faults', 'clock', 'settings', 'tools', 'commands'],
]

const looks: readonly Required<Look>[] = [
  { width: 1280, height: 800, language: 'en', scheme: 'light' },
  { width: 400, height: 800, language: 'ko', scheme: 'dark' },
  { width: 1280, height: 800, language: 'ko', scheme: 'dark' },
  { width: 400, height: 800, language: 'en', scheme: 'light' },
]

describe.runIf(hasBrowser)('the console', () => {
  let busy: BusyMock
  let browser: Browser
  beforeAll(async () => {
    ;[busy, browser] = await Promise.all([startBusyMock(), openBrowser()])
  })
  afterAll(async () => {
    await browser.close()
    await busy.close()
  })

  test.each(slice(looks, (_look, index) => index === 1))(
    'at $width px, in $language, $scheme: each page holds together, is accessible, and asks this port alone',
    { timeout: 300_000 },
    async (look) => {
      const page = await browser.open(look)
      for (const name of pages) {
        await page.goto(`${busy.mock.controlUrl}/console#/${name}`)
        await page.locator('main h1').waitFor()
        const first = page.locator('.list > li > a')
        // Lists come a moment later; pages without one have none.
        if (await hasList(name)) {
          await first.first().waitFor()
          await first.first().click()
          await page.locator('.detail h2').first().waitFor()
        }
        const sizes = await page.evaluate<number[], undefined>(
          '[document.documentElement.scrollWidth - innerWidth, ...[...document.querySelectorAll("main, .split-list, .split-detail, .page")].map((one) => one.scrollWidth - one.clientWidth)]',
        )
        expect(Math.max(...sizes), `${name} is wider than the screen`).toBeLessThanOrEqual(0)
        expect(await seriousFaults(page), name).toEqual([])
      }
      expect(page.troubles).toEqual([])
      const strangers = page.requests.filter((url) => !url.startsWith(busy.mock.controlUrl) && !url.startsWith('data:'))
      expect(strangers).toEqual([])
      await page.close()
    },
  )

  test('the reference page is read at 400 px as well, and leads to the console', async () => {
    const page = await browser.open({ width: 400 })
    await page.goto(busy.mock.controlUrl)
    const [overflow, tallest] = await page.evaluate<[number, number], undefined>(
      '[document.documentElement.scrollWidth - innerWidth, Math.max(...[...document.querySelectorAll("table")].map((one) => one.scrollHeight))]',
    )
    expect(overflow).toBeLessThanOrEqual(0)
    expect(tallest).toBeLessThan(20_000)
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Console', exact: true }).click()
    await page.locator('main h1').waitFor()
    await page.close()
  })
})

async function hasList(name: string): Promise<boolean> {
  return !['clock', 'settings', 'tools', 'commands', 'phone'].includes(name)
}

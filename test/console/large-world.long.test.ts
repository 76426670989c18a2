import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inRepository, type ReadyProcess, startProcess } from '../../bench/child-process.js'
import { type Browser, hasBrowser, openBrowser } from './browser.js'

const users = 200_000
const entries = 1_000

describe.runIf(hasBrowser)(`with ${users} users and ${entries} entries of the journal`, () => {
  let mock: ReadyProcess<{ controlUrl: string }>
  let browser: Browser
  beforeAll(async () => {
    const command = [inRepository('bench/console-mock.mjs'), String(users), String(entries)]
    ;[mock, browser] = await Promise.all([startProcess<{ controlUrl: string }>(command), openBrowser()])
  }, 300_000)
  afterAll(async () => {
    await browser.close()
    await mock.end()
  })

  test.each(['live', 'users'])('%s asks for a page of the list alone', async (name) => {
    const page = await browser.open()
    await page.goto(`${mock.line.controlUrl}/console#/${name}`)
    await page.locator('.list > li').first().waitFor()
    expect(await page.locator('.list > li').count()).toBeLessThanOrEqual(150)
    const size = await page.evaluate<number, undefined>(
      'performance.getEntriesByType("resource").reduce((sum, { name, decodedBodySize }) => sum + (/openapi|console\\./.test(name) ? 0 : decodedBodySize), 0)',
    )
    expect(size, 'bytes of answers').toBeLessThan(200_000)
    await page.close()
  })

  test('scrolled to its end, a list has every entry', { timeout: 120_000 }, async () => {
    const page = await browser.open()
    await page.goto(`${mock.line.controlUrl}/console#/live`)
    await page.locator('.list > li').first().waitFor()
    await expect
      .poll(
        async () => {
          await page.evaluate('document.querySelector(".split-list").scrollTo(0, 1e9)')
          return page.locator('.list > li').count()
        },
        { timeout: 60_000 },
      )
      .toBe(entries)
    await page.close()
  })

  test('a user far down the list is found by the key', async () => {
    const page = await browser.open()
    await page.goto(`${mock.line.controlUrl}/console#/users`)
    await page.locator('main input[type=search]').fill('100000123')
    await page.keyboard.press('Enter')
    await page.locator('.detail .facts').first().waitFor()
    expect(await page.locator('.count').innerText()).toBe('200,000')
    await page.close()
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { type Browser, hasBrowser, openBrowser } from './browser.js'

const users = 200_000
const entries = 1_000

describe.runIf(hasBrowser)(`with ${users} users and ${entries} entries of the journal`, () => {
  let mock: MockServer
  let browser: Browser
  beforeAll(async () => {
    const seed = { miniApps: { 'my-mini-app': { users: Array.from({ length: 200 }, () => ({})) } } }
    ;[mock, browser] = await Promise.all([
      startMockServer({ logLevel: 'silent', world: seed, journalSize: entries }),
      openBrowser(),
    ])
    await fillWorld()
    const entry = {
      kind: 'exchange',
      miniApp: 'my-mini-app',
      connection: { id: 1, serialNumber: '01' },
      operation: 'login.loginMe',
      method: 'GET',
      path: '/api-partner/v1/apps-in-toss/user/oauth2/login-me',
      status: 200,
      resultType: 'SUCCESS',
      milliseconds: 1,
      violations: [],
      request: { headers: {}, body: 'x'.repeat(1_000) },
      response: { body: 'y'.repeat(1_000) },
    } as const
    for (let made = 0; made < entries; made++) mock.journal.record(entry)
  }, 300_000)
  afterAll(async () => {
    await browser.close()
    await mock.close()
  })

  /** The world, with as many users as there are to be. */
  async function fillWorld(): Promise<void> {
    const world = JSON.parse(JSON.stringify(await mock.exportWorld())) as Snapshot
    const { entities } = world.snapshot.miniApps['my-mini-app'] as Snapshot['snapshot']['miniApps'][string]
    const [one] = entities.user
    entities.user = Array.from({ length: users }, (_, index) => {
      const userKey = 100_000_000 + index
      return { id: String(userKey), entity: { ...one?.entity, userKey, anonKey: `anon-${userKey}` } }
    })
    await mock.close()
    mock = await startMockServer({ logLevel: 'silent', world: world as object, journalSize: entries })
  }

  test.each(['live', 'users'])('%s asks for a page of the list alone', async (name) => {
    const page = await browser.open()
    await page.goto(`${mock.controlUrl}/console#/${name}`)
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
    await page.goto(`${mock.controlUrl}/console#/live`)
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
    await page.goto(`${mock.controlUrl}/console#/users`)
    await page.locator('main input[type=search]').fill('100000123')
    await page.keyboard.press('Enter')
    await page.locator('.detail .facts').first().waitFor()
    expect(await page.locator('.count').innerText()).toBe('200,000')
    await page.close()
  })
})

interface Snapshot {
  readonly snapshot: {
    readonly miniApps: Record<
      string,
      { readonly entities: { user: { readonly id: string; readonly entity: object }[] } }
    >
  }
}

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { installTossApp } from '../../mini-app/index.js'
import { createDirectorySite } from '../../mini-app/page-server/directory.js'
import { startMockServer } from '../../mock-server/index.js'
import { type Browser, startBrowser, until } from './browser.js'
import { beginPurchase, call, endOfPurchase } from './in-page.js'
import { hasBrowser } from './installed.js'
import { buildPage, change, makeProject, type Project, startVite } from './project.js'
import { press, textsOf } from './sheet.js'
import { openPhone, plugin } from './ways.js'

describe.runIf(hasBrowser)('a mini-app of 2.10.8', () => {
  let browser: Browser
  let project: Project
  let dist: string
  const opened: { close(): Promise<unknown> }[] = []
  const kept = <Opened extends { close(): Promise<unknown> }>(each: Opened): Opened => {
    opened.push(each)
    return each
  }
  beforeAll(async () => {
    browser = await startBrowser()
    project = makeProject('2.10.8')
    dist = await buildPage(project)
  })
  afterAll(async () => {
    await browser.close()
    project.remove()
  })
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close()
  })

  const startMock = async () => kept(await startMockServer({ controlPort: 0 }))

  async function openPage(url: string, prepare?: Parameters<Browser['open']>[0]) {
    const tab = await browser.open({ ...prepare, url })
    opened.push(tab.context)
    await until(tab.page, 'window.sdk')
    return tab
  }

  /** The build as a strict host serves it: with a policy, in which its own inline script has a nonce. */
  async function strictHost(policy: string, meta = ''): Promise<{ url: string; close(): Promise<unknown> }> {
    const site = createDirectorySite(dist)
    const page = readFileSync(join(dist, 'index.html'), 'utf8')
      .replaceAll('<script', '<script nonce="bm9uY2U="')
      .replace('<head>', `<head>${meta}`)
    const server = createServer((request, response) => {
      if (request.url === '/favicon.ico') return response.writeHead(204).end()
      if (request.url !== '/') return site.serve(request, response)
      const policies = policy === '' ? {} : { 'content-security-policy': policy }
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...policies }).end(page)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const close = () => new Promise((resolve) => server.close(resolve))
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
  }

  describe('behind a content security policy', () => {
    test.each([
      ['that lets in what it names', "default-src 'none'; script-src 'nonce-bm9uY2U='; style-src 'self'", ''],
      ["that is 'strict-dynamic'", "script-src 'strict-dynamic' 'nonce-bm9uY2U='; connect-src 'none'", ''],
      ['that falls back to default-src', "default-src 'nonce-bm9uY2U='", ''],
      [
        'in a meta tag',
        '',
        `<meta http-equiv="Content-Security-Policy" content="connect-src 'none'; script-src 'nonce-bm9uY2U='">`,
      ],
      ['and Trusted Types', "require-trusted-types-for 'script'; trusted-types 'none'", ''],
    ])('%s: the page runs in the Toss app, asks its user, and breaks no rule', async (_how, policy, meta) => {
      const mock = await startMock()
      await mock.toss.app.set({ answers: 'ask' })
      const host = kept(await strictHost(policy, meta))
      const phone = kept(await openPhone(mock, { url: new URL(host.url) }))
      const { page, context, errors, said } = await openPage(phone.url)
      const login = call(page, 'appLogin')
      await press(context, page, '동의하고 계속하기')
      expect(await login).toMatchObject({ authorizationCode: expect.any(String) })
      expect(errors).toEqual([])
      expect(said.filter((line) => line.startsWith('error'))).toEqual([])
    })
  })

  test('the sheet: each button does what it says, and so do Enter and Escape', async () => {
    const mock = await startMock()
    const { sku } = await mock.toss.products.create({ type: 'CONSUMABLE', displayName: '<b>보석</b>', amount: 1_100 })
    await mock.toss.app.set({ answers: { purchase: 'ask' } })
    const phone = kept(await openPhone(mock, { directory: dist }))
    const { page, context, errors } = await openPage(phone.url)
    const purchase = async (decide: () => Promise<unknown>) => {
      await beginPurchase(page, { options: { sku } })
      await decide()
      const { events, error } = await endOfPurchase(page)
      await until(page, '!document.querySelector("apps-in-toss-mock-sheet")')
      return error?.code ?? events.at(-1)?.type
    }
    expect(await purchase(() => press(context, page, '결제하기'))).toBe('success')
    expect(await purchase(() => press(context, page, '닫기'))).toBe('USER_CANCELED')
    expect(await purchase(() => press(context, page, '실패: NETWORK_ERROR'))).toBe('NETWORK_ERROR')
    expect(await purchase(() => pressKey('Enter'))).toBe('success')
    expect(await purchase(() => pressKey('Escape'))).toBe('USER_CANCELED')
    // From elsewhere: the console, or a test.
    expect(
      await purchase(async () => {
        await expect.poll(() => mock.toss.app.prompts()).toHaveLength(1)
        const [prompt] = await mock.toss.app.prompts()
        await mock.toss.app.answer(prompt?.id as string, 'approve')
      }),
    ).toBe('success')
    expect(errors).toEqual([])

    async function pressKey(key: string) {
      await until(page, 'document.querySelector("apps-in-toss-mock-sheet")')
      await page.keyboard.press(key)
    }
  })

  test('what is asked is text in the sheet, never markup', async () => {
    const mock = await startMock()
    const displayName = '<img src=x onerror="window.hacked = true"><b>보석</b>'
    const { sku } = await mock.toss.products.create({ type: 'CONSUMABLE', displayName, amount: 1_100 })
    await mock.toss.app.set({ answers: { purchase: 'ask' } })
    const phone = kept(await openPhone(mock, { directory: dist }))
    const { page, context } = await openPage(phone.url)
    await beginPurchase(page, { options: { sku } })
    expect(await textsOf(context, page)).toContain(displayName)
    expect(await page.evaluate('window.hacked')).toBeUndefined()
  })

  test('pictures of products load without a network', async () => {
    const mock = await startMock()
    const phone = kept(await openPhone(mock, { directory: dist }))
    const { page } = await openPage(phone.url)
    const { products } = await call(page, 'IAP.getProductItemList')
    expect(products.length).toBeGreaterThan(0)
    for (const { iconUrl } of products) {
      const width = await page.evaluate<number>(`new Promise((resolve) => {
        const picture = Object.assign(new Image(), {
          onload: () => resolve(picture.naturalWidth),
          onerror: () => resolve(0),
        })
        picture.src = ${JSON.stringify(iconUrl)}
      })`)
      expect(width).toBeGreaterThan(0)
    }
  })

  test('the settings that a test changes are those that the next page finds, whatever it looks at first', async () => {
    const mock = await startMock()
    const host = kept(await strictHost(''))
    let tossApp: Awaited<ReturnType<typeof installTossApp>> | undefined
    const { page } = await openPage(host.url, {
      prepare: async (prepared) => {
        tossApp = await installTossApp(prepared, mock, { os: 'ios' })
      },
    })
    expect(await call(page, 'getPlatformOS')).toBe('ios')
    expect(await page.evaluate('window.seenFirst.userAgent')).toMatch(/ iPhone phone$/)
    await tossApp?.set({ environment: 'sandbox', appVersion: '5.111.2', os: 'android' })
    await page.reload()
    await until(page, 'window.sdk')
    expect(await page.textContent('#environment')).toBe('sandbox')
    expect(await call(page, 'getTossAppVersion')).toBe('5.111.2')
    expect(await page.evaluate('window.seenFirst.userAgent')).toMatch(
      / AppsInToss TossApp\/5\.111\.2 TossColorPreference\/light Android phone$/,
    )
    expect((await call(page, 'appLogin')).referrer).toBe('SANDBOX')
  })

  test('a change of a module goes through the phone to a page that stays', async () => {
    const mock = await startMock()
    const server = kept(await startVite(project))
    const phone = kept(await openPhone(mock, { url: new URL(server.url) }))
    const { page } = await openPage(phone.url)
    const loadedAt = await page.evaluate('window.loadedAt')
    const restore = change(join(project.folder, 'src/greeting.js'), 'hello', '반가워요')
    await until(page, 'document.getElementById("greeting").textContent === "반가워요"')
    expect(await page.evaluate('window.loadedAt')).toBe(loadedAt)
    restore()
    await until(page, 'document.getElementById("greeting").textContent === "hello"')
  })

  test('a page of another origin reaches nothing of the Toss app', async () => {
    const mock = await startMock()
    const server = kept(await startVite(project, { plugins: [plugin({ mock })] }))
    const phone = kept(await openPhone(mock, { directory: dist }))
    const foreign = kept(await strictHost(''))
    const { context } = await browser.open()
    opened.push(context)
    const page = await context.newPage()
    await page.goto(foreign.url)
    for (const origin of [server.url, phone.url]) {
      const tried = await page.evaluate(`Promise.all([
        { headers: { 'content-type': 'application/json' } },
        {},
        { mode: 'no-cors' },
      ].map((how) => {
        const body = JSON.stringify({ protocol: 'A', name: 'appLogin' })
        const call = fetch('${origin}__apps-in-toss-mock/calls', { method: 'POST', body, ...how })
        return call.then((answer) => answer.status, () => 'failed')
      }))`)
      // Vite lets pages of this machine read an answer, and this one says 403; the phone lets nobody read.
      const told = origin === server.url ? 403 : 'failed'
      expect(tried).toEqual([told, told, 0])
      const script = await page.evaluate(`new Promise((resolve) => {
        document.head.append(Object.assign(document.createElement('script'), {
          src: '${origin}__apps-in-toss-mock/phone.js',
          onload: () => resolve('loaded'),
          onerror: () => resolve('refused'),
        }))
      })`)
      expect(script).toBe('refused')
    }
    expect(await mock.toss.app.calls()).toEqual([])
  })
})

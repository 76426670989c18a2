import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ReachableMock } from '../../cli/copy-paste.js'
import { announce } from '../../cli/running-mock.js'
import { appsInTossMock } from '../../mini-app/vite/index.js'
import { startMockServer } from '../../mock-server/index.js'
import { type Browser, startBrowser, until } from './browser.js'
import { call } from './in-page.js'
import { hasBrowser } from './installed.js'
import { buildPage, makeProject, type Project, startVite, vites } from './project.js'
import { plugin } from './ways.js'

describe.runIf(hasBrowser)('the plugin of Vite', () => {
  let browser: Browser
  let project: Project
  const opened: { close(): Promise<unknown> }[] = []
  beforeAll(async () => {
    browser = await startBrowser()
    project = makeProject('2.10.8')
  })
  afterAll(async () => {
    await browser.close()
    project.remove()
  })
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close()
  })

  /** A dev server with the plugin, and its page. */
  async function open(
    config: Parameters<typeof startVite>[1],
    options?: Parameters<typeof plugin>[0],
    { waits = true } = {},
  ) {
    const mock = await startMockServer({ controlPort: 0 })
    opened.push(mock)
    const server = await startVite(project, {
      ...config,
      plugins: [...(config?.plugins ?? []), plugin(options ?? { mock })],
    })
    opened.push(server)
    const miniApp = await browser.open({ url: server.url })
    opened.push(miniApp.context)
    if (waits) await until(miniApp.page, 'window.sdk')
    return { ...miniApp, server, mock }
  }

  /** What the devtools of the SDK put into Vite, without their panel. */
  const devtools = (name: string) => ({
    name,
    enforce: 'pre',
    resolveId: (id: string) => (id === '@apps-in-toss/web-framework' ? join(project.folder, 'stand-in.js') : null),
  })

  describe.each(vites)('%s', (vite) => {
    test.each(['ait-co-devtools', 'apps-in-toss-devtools'])(
      'gives the page the SDK in spite of %s, and says so once',
      async (name) => {
        writeFileSync(join(project.folder, 'stand-in.js'), 'export const appLogin = async () => "mock_code"\n')
        const { page, server, mock } = await open({ vite, plugins: [devtools(name)] })
        const { authorizationCode } = await call(page, 'appLogin')
        expect(authorizationCode).not.toBe('mock_code')
        expect((await mock.toss.app.calls()).map((each) => each.name)).toContain('appLogin')
        expect(server.lines).toEqual([expect.stringContaining('the stand-in of the devtools is off')])
      },
    )

    test('warns where something else stands in the place of the SDK', async () => {
      writeFileSync(join(project.folder, 'stand-in.js'), 'export const getOperationalEnvironment = () => "toss"\n')
      const alias = { '@apps-in-toss/web-framework': join(project.folder, 'stand-in.js') }
      const { server } = await open({ vite, resolve: { alias } })
      await expect
        .poll(() => server.lines)
        .toEqual([expect.stringMatching(/@apps-in-toss\/web-framework leads to stand-in\.js, and not to the SDK/)])
    })

    test('says production where the page is told so, and development otherwise', async () => {
      const asBuilt = await open({ vite }, { mock: await inProcess(), productionBranches: true })
      expect(await asBuilt.page.evaluate<boolean>('window.isDeveloped')).toBe(false)
      const asEver = await open({ vite })
      expect(await asEver.page.evaluate<boolean>('window.isDeveloped')).toBe(true)
    })

    test('a change of a module reaches the page, which is not loaded again', async () => {
      const { page } = await open({ vite })
      const loadedAt = await page.evaluate('window.loadedAt')
      const greeting = join(project.folder, 'src/greeting.js')
      const before = readFileSync(greeting, 'utf8')
      writeFileSync(greeting, before.replace('hello', '안녕하세요'))
      await until(page, 'document.getElementById("greeting").textContent === "안녕하세요"')
      expect(await page.evaluate('window.loadedAt')).toBe(loadedAt)
      writeFileSync(greeting, before)
    })

    test('a build is the same with it and without it', async () => {
      const built = async (plugins: unknown[]) => {
        const folder = await buildPage(project, { vite, plugins })
        const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name))
        const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
        rmSync(folder, { recursive: true })
        return files
      }
      // Built by another process than this one, which vitest has marked.
      const { VITEST, NODE_ENV } = process.env
      delete process.env.VITEST
      delete process.env.NODE_ENV
      const [without, withPlugin] = [await built([]), await built([appsInTossMock({ productionBranches: true })])]
      Object.assign(process.env, { VITEST, NODE_ENV })
      expect(Object.keys(without).length).toBeGreaterThan(1)
      expect(withPlugin).toEqual(without)
      expect(JSON.stringify(withPlugin)).not.toMatch(/apps-in-toss-mock/)
    })
  })

  async function inProcess() {
    const mock = await startMockServer({ controlPort: 0 })
    opened.push(mock)
    return mock
  }

  test('finds the mock that runs beside it, also one that is started later, and one that takes its place', async () => {
    const dir = join(project.folder, '.apps-in-toss-mock')
    const { page, server, said } = await open({}, { tossApp: { environment: 'sandbox' } }, { waits: false })
    // Nobody knows of the mock that `open` has started.
    await expect(page.evaluate('window.ReactNativeWebView')).resolves.toBeUndefined()
    const reason = /no mock is running on the certificates in .*Start one with apps-in-toss-mock start/s
    expect(server.lines.join()).toMatch(reason)
    expect(said.join()).toMatch(reason)

    for (const appName of ['first-app', 'second-app']) {
      const mock = await startMockServer({ dir, controlPort: 0, appName })
      announce(dir, mock.info as ReachableMock)
      await page.goto(server.url)
      expect(await page.textContent('#environment')).toBe('sandbox')
      expect((await call(page, 'appLogin')).referrer).toBe('SANDBOX')
      expect(await mock.toss.users.list()).toHaveLength(1)
      await mock.close()
    }
    expect(server.lines).toHaveLength(1)
  })

  test('a page that never calls the Toss app is told of when the server ends', async () => {
    const { server, mock } = await open({})
    await server.close()
    expect(server.lines).toEqual([expect.stringContaining('has not called the Toss app once')])
    expect(await mock.toss.app.calls()).toEqual([])
  })

  test('lets nobody in but the page itself', async () => {
    const { server, mock } = await open({})
    const { host } = new URL(server.url)
    const json = { 'content-type': 'application/json' }
    const login = JSON.stringify({ protocol: 'A', name: 'appLogin' })
    const ask = (path: string, headers: Record<string, string>, body = login) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request(`${server.url}__apps-in-toss-mock/${path}`, { method: 'POST', headers }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
        sent.once('error', reject)
        sent.end(body)
      })
    expect(await ask('calls', { ...json, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await ask('calls', { ...json, origin: 'https://evil.example' })).toBe(403)
    expect(await ask('calls', { ...json, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await ask('calls', { ...json, host: 'evil.example' })).toBe(403)
    expect(await ask('calls', { 'content-type': 'text/plain' })).toBe(415)
    for (const path of ['reset', '../reset', 'mini-apps/other/toss-app/calls', 'clock', 'toss-app'])
      expect(await ask(path, json)).toBe(404)
    expect((await mock.toss.app.calls()).map(({ name }) => name)).toEqual(['appLogin'])
  })
})

import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageScript, type TossAppSource } from '../../mini-app/index.js'
import { type MockServer, startMockServer, type TossApp } from '../../mock-server/index.js'
import { carrier, openPage, type Page, packageScript } from './page.js'
import { sdk3 } from './sdk-3.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

let apps = 0
const newApp = (): TossApp => mock.tossSide(`app-${++apps}`).app

/** A page whose messages are carried by a function, as in a browser test. */
async function open(source: TossAppSource, ...sdk: readonly string[]): Promise<Page> {
  const carry = carrier(source)
  const script = await pageScript(source, { binding: 'carry' })
  return openPage([script, ...sdk], { globals: { carry } })
}

const sdk2 = () => packageScript('sdk', '@apps-in-toss/web-bridge')
const openSdk2 = async (source: TossAppSource) => open(source, await sdk2())
const openSdk3 = async (source: TossAppSource) =>
  open(source, await packageScript('transport', '@webview-bridge/web'), sdk3)

/** What a page's purchase comes to: the order as its processProductGrant saw it, then the event or the error's code. */
const purchase = (page: Page, sku: string, grant = 'true') =>
  page.run<Promise<string[]>>(`new Promise((resolve) => {
    const steps = []
    sdk.IAP.createOneTimePurchaseOrder({
      options: { sku: '${sku}', processProductGrant: async ({ orderId }) => { steps.push(orderId); ${grant === 'throw' ? "throw new Error('no')" : `return ${grant}`} } },
      onEvent: (event) => resolve([...steps, event.type]),
      onError: (error) => resolve([...steps, error instanceof Error, error.code]),
    })
  })`)

const skuOf = async (app: TossApp) =>
  ((await app.call('A', 'iapGetProductItemList')).value as { products: { sku: string }[] }).products[0]?.sku as string

test.each([
  ['2.10.8', openSdk2],
  ['3.x', openSdk3],
])('SDK %s: logs in, buys, and hears of errors with their code', async (_version, openWith) => {
  const app = newApp()
  const sku = await skuOf(app)
  const page = await openWith(app)
  expect(await page.run('sdk.appLogin()')).toEqual({ authorizationCode: expect.any(String), referrer: 'DEFAULT' })
  expect([...(await purchase(page, sku))]).toEqual([expect.any(String), 'success'])
  expect([...(await purchase(page, sku, 'false'))]).toEqual([
    expect.any(String),
    true,
    'PRODUCT_NOT_GRANTED_BY_PARTNER',
  ])
  await app.set({ answers: { purchase: 'cancel' } })
  expect([...(await purchase(page, sku))]).toEqual([true, 'USER_CANCELED'])
  await app.set({ failures: { appLogin: 'APP_LOGIN' } })
  const failed = `sdk.appLogin().catch((error) => [error instanceof Error, error.message, error.code])`
  expect([...(await page.run<Promise<string[]>>(failed))]).toEqual([true, 'APP_LOGIN', 'APP_LOGIN'])
})

test('SDK 0.0.40 speaks protocol A with the emitter of its time', async () => {
  const emitter = `window.__BEDROCK_NATIVE_EMITTER = { events: {}, on(name, heard) { (this.events[name] ??= []).push(heard); return () => {} }, emit(name, value) { for (const heard of this.events[name] ?? []) heard(value) } }`
  const app = newApp()
  const page = await open(app, emitter, await packageScript('core', 'bridge-core-0.0.40'))
  expect(await page.run(`core.createAsyncBridge('appLogin')()`)).toMatchObject({ referrer: 'DEFAULT' })
  await app.set({ failures: { appLogin: 'APP_LOGIN' } })
  // It copies name and stack, and no code.
  const failed = `core.createAsyncBridge('appLogin')().catch((error) => [error instanceof Error, error.message, error.code])`
  expect([...(await page.run<Promise<string[]>>(failed))]).toEqual([true, 'APP_LOGIN', undefined])
  expect(page.run(`core.createConstantBridge('getTossAppVersion')()`)).toBe('5.300.0')
})

test('two copies of the SDK in one page: the second one’s emitter takes the place of the first’s, and both are heard', async () => {
  const script = await sdk2()
  const page = await open(newApp(), script, script.replace('var sdk =', 'var copy ='))
  expect(await page.run('sdk.getNetworkStatus()')).toBe('WIFI')
  expect(await page.run('copy.getNetworkStatus()')).toBe('WIFI')
})

test('constants of protocol A are a plain object, which pages look into and add to', async () => {
  const page = await openSdk2(newApp())
  expect(page.run('[sdk.getOperationalEnvironment(), sdk.getPlatformOS(), sdk.getLocale()].join()')).toBe(
    'toss,android,ko-KR',
  )
  expect(page.run('sdk.getAppsInTossGlobals().deploymentId')).toBe('local')
  expect(page.run('sdk.getServerTime.isSupported()')).toBe(true)
  expect(page.run('sdk.getDeclaredAgeRange.isSupported()')).toBe(false)
  expect(page.run(`'getTossAppVersion' in window.__CONSTANT_HANDLER_MAP`)).toBe(true)
  expect(page.run<number>('Object.keys(window.__CONSTANT_HANDLER_MAP).length')).toBeGreaterThan(40)
  expect(
    page.run(
      '(window.__CONSTANT_HANDLER_MAP.mine ??= 1) + JSON.parse(JSON.stringify(window.__CONSTANT_HANDLER_MAP)).mine',
    ),
  ).toBe(2)
})

test('flags of protocol B that nobody has heard of are false, other names undefined', async () => {
  const page = await openSdk3(newApp())
  const flags = [
    'isRequestOneTimePurchaseSupported',
    'isInventedLaterSupported',
    'isGetDeclaredAgeRangeSupported',
    'other',
  ]
  expect(flags.map((name) => page.run(`sdk.constant('${name}')`))).toEqual([true, false, false, undefined])
  expect(page.run(`'tossAppVersion' in window.__appsInTossConstants`)).toBe(true)
})

test('isSupported is not invented where the SDK has none', async () => {
  const page = await openSdk2(newApp())
  expect(page.run('typeof sdk.appLogin.isSupported')).toBe('undefined')
})

test('the user agent is that of the Toss app, which pages look for', async () => {
  const app = newApp()
  await app.set({ appVersion: '5.240.1', os: 'ios' })
  const page = await open(app)
  expect(page.run('navigator.userAgent')).toBe(
    'Mozilla/5.0 (test) AppsInToss TossApp/5.240.1 TossColorPreference/light iPhone phone',
  )
})

test('a call that nobody knows hangs, and is told once in the browser’s console', async () => {
  const app = newApp()
  const page = await open(app, await packageScript('core', '@apps-in-toss/bridge-core'), await sdk2())
  page.run(
    `globalThis.settled = 0; for (let i = 0; i < 3; i++) core.createAsyncBridge('inventHistory')().finally(() => settled++)`,
  )
  await expect.poll(async () => (await app.calls()).length).toBe(3)
  await expect.poll(() => page.console.filter(({ level }) => level === 'warn')).toHaveLength(1)
  expect(page.console.at(-1)?.text).toContain('"inventHistory"')
  expect(page.run('settled')).toBe(0)
})

test('processProductGrant that throws: the page’s console explains what the SDK does not say', async () => {
  const app = newApp()
  const page = await openSdk2(app)
  page.tell('unhandledrejection')
  expect(page.console.filter(({ level }) => level === 'error')).toEqual([])
  page.run(
    `sdk.IAP.createOneTimePurchaseOrder({ options: { sku: '${await skuOf(app)}', processProductGrant: () => new Promise(() => {}) }, onEvent() {}, onError() {} })`,
  )
  await expect.poll(() => mock.tossSide(`app-${apps}`).orders.list()).toMatchObject([{ grant: 'WAITING' }])
  await expect
    .poll(() => {
      page.tell('unhandledrejection')
      return page.console.filter(({ level }) => level === 'error').map(({ text }) => text)
    })
    .toEqual([expect.stringContaining('the SDK sends no answer, and neither onEvent nor onError is called')])
})

test('what the Toss app tells after a call’s answer waits until the page has that answer', async () => {
  const deferred = <Value>() => {
    let resolve = (_: Value) => {}
    const promise = new Promise<Value>((settle) => {
      resolve = settle
    })
    return { promise, resolve }
  }
  const [answer, told, sent] = [deferred<object>(), deferred<object>(), new Map<string, string>()]
  const lines = [told.promise, new Promise(() => {})]
  const carry = async ({ path, body }: { path: string; body: { id: string } }) => {
    sent.set(path, body.id)
    if (path === 'lines') return lines.shift()
    return path === 'calls' ? answer.promise : {}
  }
  const page = openPage([await pageScript(newApp(), { binding: 'carry' }), await sdk2()], { globals: { carry } })
  page.run(`globalThis.order = []
    sdk.graniteEvent.addEventListener('backEvent', { onEvent: ({ at }) => order.push(at) })
    sdk.getNetworkStatus().then(() => order.push('answer'))`)
  const id = sent.get('subscriptions')
  told.resolve({
    lines: [
      { id, event: { at: 'after' }, after: sent.get('calls') },
      { id, event: { at: 'at once' } },
    ],
  })
  await expect.poll(() => page.run<string[]>('order').join()).toBe('at once')
  answer.resolve({ value: 'WIFI' })
  await expect.poll(() => page.run<string[]>('order').join()).toBe('at once,answer,after')
})

test('a change of the settings is there at once, in a page that listens', async () => {
  const app = newApp()
  const page = await openSdk2(app)
  page.run(`sdk.graniteEvent.addEventListener('backEvent', { onEvent() {} })`)
  await expect.poll(() => app.fire('backEvent')).toEqual({ heard: 1 })
  await app.set({ environment: 'sandbox' })
  await expect.poll(() => page.run('sdk.getOperationalEnvironment()')).toBe('sandbox')
})

test('an event that the page no longer listens to is not sent to it', async () => {
  const app = newApp()
  const page = await openSdk3(app)
  page.run(
    `globalThis.heard = []; globalThis.stop = sdk.subscribe('backEvent', undefined, { onEvent: (event) => heard.push(event.id) })`,
  )
  await expect.poll(() => app.fire('backEvent', { id: 1 })).toEqual({ heard: 1 })
  await expect.poll(() => page.run<number[]>('heard').join()).toBe('1')
  page.run('stop()')
  await expect.poll(() => app.fire('backEvent', { id: 2 })).toEqual({ heard: 0 })
  expect(page.run<number[]>('heard').join()).toBe('1')
})

test('a page that sends something else than the SDK is not disturbed, nor one that has the script twice', async () => {
  const app = newApp()
  const script = await pageScript(app, { binding: 'carry' })
  const page = openPage([script, script, await sdk2()], { globals: { carry: carrier(app) } })
  page.run(
    `window.ReactNativeWebView.postMessage('not JSON'); window.ReactNativeWebView.postMessage('{"type":"other"}')`,
  )
  expect(await page.run('sdk.getNetworkStatus()')).toBe('WIFI')
  expect(page.run('navigator.userAgent.match(/TossApp/g).length')).toBe(1)
})

test('where the mock is gone, calls reject and listeners are told', async () => {
  const carry = async () => {
    throw new Error('closed')
  }
  const script = await pageScript(newApp(), { binding: 'carry' })
  const page = openPage([script, await sdk2()], { globals: { carry } })
  expect(await page.run(`sdk.appLogin().catch((error) => error.code)`)).toBe('PHONE_UNREACHABLE')
  const failed = `new Promise((resolve) => sdk.graniteEvent.addEventListener('backEvent', { onEvent() {}, onError: (error) => resolve(error.code) }))`
  expect(await page.run(failed)).toBe('PHONE_UNREACHABLE')
})

/** Listens to an event in the page, and keeps what comes under its name. */
const listening = (name: string) =>
  `globalThis.got ??= {}; got.${name} = []; globalThis.stop${name} = sdk.graniteEvent.addEventListener('${name}', { onEvent: () => got.${name}.push('event'), onError: (error) => got.${name}.push(error.code) })`
const got = (page: Page, name: string) => page.run<string[]>(`got.${name}`).join()

test('where the mock is back, each listener is heard until it listens no more', async () => {
  const app = newApp()
  let isGone = false
  const lost: (() => void)[] = []
  const carry = carrier(app)
  const script = await pageScript(app, { binding: 'carry' })
  const globals = {
    carry: (message: Parameters<typeof carry>[0]) =>
      isGone
        ? Promise.reject(new Error('gone'))
        : Promise.race([carry(message), new Promise((_, reject) => lost.push(() => reject(new Error('gone'))))]),
  }
  const page = openPage([script, await sdk2()], { globals })
  page.run(listening('backEvent'))
  page.run(listening('homeEvent'))
  await expect.poll(() => app.fire('homeEvent')).toEqual({ heard: 1 })
  isGone = true
  for (const lose of lost) lose()
  await expect.poll(() => got(page, 'backEvent')).toBe('PHONE_UNREACHABLE')
  isGone = false
  page.run(listening('backEvent'))
  page.run(listening('homeEvent'))
  page.run('stopbackEvent()')
  await expect
    .poll(async () => {
      await app.fire('homeEvent')
      return got(page, 'homeEvent')
    })
    .toMatch(/^event/)
  const before = got(page, 'homeEvent')
  await app.fire('homeEvent')
  await expect.poll(() => got(page, 'homeEvent').length).toBeGreaterThan(before.length)
})

test('a page that stood at a breakpoint for too long is told that it listens to nothing any more', async () => {
  const app = newApp()
  const carry = carrier(app, { patience: 200 })
  const script = await pageScript(app, { binding: 'carry' })
  let breakpoint: Promise<void> | undefined
  const globals = {
    async carry(message: Parameters<typeof carry>[0]) {
      await breakpoint
      return carry(message)
    },
  }
  const page = openPage([script, await sdk2()], { globals })
  page.run(listening('backEvent'))
  await expect.poll(() => app.fire('backEvent')).toEqual({ heard: 1 })
  let goOn = () => {}
  breakpoint = new Promise((resolve) => {
    goOn = resolve
  })
  await expect.poll(() => app.fire('backEvent')).toEqual({ heard: 0 })
  goOn()
  await expect.poll(() => got(page, 'backEvent')).toMatch(/event,PHONE_UNREACHABLE$/)
  expect(page.console.at(-1)).toMatchObject({ level: 'error', text: expect.stringContaining('the page was away') })
})

test('a page that is left says so; one that a browser keeps, and shows again, listens on', async () => {
  const app = newApp()
  const page = await openSdk2(app)
  page.run(listening('backEvent'))
  await expect.poll(() => app.fire('backEvent')).toEqual({ heard: 1 })
  page.tell('pagehide', { persisted: true })
  page.tell('pageshow', { persisted: true })
  await app.fire('backEvent')
  await expect.poll(() => got(page, 'backEvent')).toBe('event,event')
  page.close()
  await expect.poll(() => app.fire('backEvent')).toEqual({ heard: 0 })
})

test('the script is under 6 KB gzipped, with the constants of both protocols', async () => {
  expect(gzipSync(await pageScript(newApp())).length).toBeLessThan(6 * 1024)
})

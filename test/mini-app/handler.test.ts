import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request as httpRequest } from 'node:http'
import { connect, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { injectPhone, pageScript, phoneTag, type TossAppSource, tossAppHandler } from '../../mini-app/index.js'
import { isLoopback } from '../../mini-app/refuse-strangers.js'
import { appsInTossMock } from '../../mini-app/vite/index.js'
import { openTossAppInVite } from '../../mini-app/vite/toss-app-in-vite.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { openPage, packageScript, serve } from './page.js'

let mock: MockServer
let app: TossAppSource
let server: Awaited<ReturnType<typeof serve>>
const refusals: string[] = []
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
  app = mock.toss.app
  server = await serve(app, { allowedHosts: ['dev.test'], onRefused: (message) => refusals.push(message) })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await mock.close()
})

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

const call = JSON.stringify({ protocol: 'A', name: 'getNetworkStatus', args: [] })

/** What no fetch lets a test do: a request with any Host, Origin and Sec-Fetch-Site. */
function ask({ method = 'POST', path = '/__apps-in-toss-mock/calls', headers = {}, body = call }: Asked) {
  const json = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const request = httpRequest(server.origin, { method, path, headers: { ...json, ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    request.on('error', reject)
    request.end(method === 'GET' ? undefined : body)
  })
}

test('a page of this server is answered', async () => {
  expect(await ask({})).toEqual({ status: 200, body: '{"value":"WIFI"}' })
  expect(await ask({ headers: { host: 'localhost:5173', origin: 'http://localhost:5173' } })).toMatchObject({
    status: 200,
  })
  expect(await ask({ headers: { host: 'dev.test', origin: 'https://dev.test' } })).toMatchObject({ status: 200 })
  // A program, which has no page.
  const { status } = await fetch(`${server.origin}/__apps-in-toss-mock/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: call,
  })
  expect(status).toBe(200)
})

test.each<[string, Asked, number, string]>([
  ['a page of another origin', { headers: { origin: 'https://evil.test' } }, 403, 'another origin (https://evil.test)'],
  ['a page of another port', { headers: { origin: 'http://127.0.0.1:1' } }, 403, 'another origin'],
  ['a page without an origin', { headers: { origin: 'null' } }, 403, 'another origin (null)'],
  ['a cross-site page', { headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'another origin (cross-site)'],
  ['a page of a sister domain', { headers: { 'sec-fetch-site': 'same-site' } }, 403, 'another origin (same-site)'],
  ['an address that somebody typed', { headers: { 'sec-fetch-site': 'none' } }, 403, 'another origin (none)'],
  [
    'a name that was led here',
    { headers: { host: 'evil.test', origin: 'http://evil.test' } },
    403,
    'not a name of this machine',
  ],
  ['a Host that is none', { headers: { host: 'a b' } }, 403, 'not a name of this machine'],
  ['a form', { headers: { 'content-type': 'text/plain' } }, 415, 'the body came as text/plain'],
  ['another form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'the body came as'],
  ['a type that only begins so', { headers: { 'content-type': 'application/jsonp' } }, 415, 'the body came as'],
])('%s is refused', async (_who, asked, status, message) => {
  refusals.length = 0
  const answer = await ask(asked)
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body).error).toMatchObject({
    code: 'ERR_FORBIDDEN',
    message: expect.stringContaining(message),
  })
  expect(refusals).toEqual([expect.stringContaining(message)])
})

test('the script too is for pages of this server alone', async () => {
  const script = { method: 'GET', path: '/__apps-in-toss-mock/phone.js' }
  const { status, body } = await ask(script)
  expect(status).toBe(200)
  expect(body).toBe(await pageScript(app))
  expect(await ask({ ...script, headers: { 'sec-fetch-site': 'cross-site' } })).toMatchObject({ status: 403 })
  expect(await ask({ ...script, headers: { host: 'evil.test' } })).toMatchObject({ status: 403 })
})

test.each([
  '/__apps-in-toss-mock/clock/advance',
  '/__apps-in-toss-mock/../clock/advance',
  '/__apps-in-toss-mock/mini-apps/another-app/toss-app/calls',
  '/__apps-in-toss-mock/toss-app',
  '/__apps-in-toss-mock/',
  '/__apps-in-toss-mock/constructor',
])('no other route of the mock can be reached: %s', async (path) => {
  expect(await ask({ path })).toMatchObject({ status: 404 })
})

test('a call of another mini-app is a call of this one: a page cannot name another', async () => {
  const other = mock.tossSide('another-app').app
  const body = JSON.stringify({ protocol: 'A', name: 'getNetworkStatus', args: [], miniApp: 'another-app' })
  expect(await ask({ body })).toMatchObject({ status: 200 })
  expect(await other.calls()).toEqual([])
})

test.each<[string, string]>([
  ['no JSON', '{'],
  ['nothing', ''],
  ['a list', '[]'],
  ['a protocol that there is not', '{"protocol":"C","name":"appLogin"}'],
  ['no name', '{"protocol":"A"}'],
  ['arguments that are no list', '{"protocol":"A","name":"appLogin","args":{}}'],
  ['too deep', `{"protocol":"A","name":"appLogin","args":${'['.repeat(200)}${']'.repeat(200)}}`],
])('a body that is %s is 400', async (_what, body) => {
  const answer = await ask({ body })
  expect(answer.status).toBe(400)
  expect(JSON.parse(answer.body).error).toMatchObject({ code: 'ERR_INVALID_REQUEST', message: expect.any(String) })
})

test('a body without end is given up', async () => {
  const body = JSON.stringify({ protocol: 'A', name: 'saveBase64Data', args: [{ data: 'A'.repeat(9 * 1024 * 1024) }] })
  expect(
    await ask({ body }).then(
      ({ status }) => status,
      ({ code }) => code,
    ),
  ).toBe(400)
})

test('what is not for the handler is handed on', async () => {
  const handler = tossAppHandler(app)
  const handed = await new Promise((resolve) =>
    handler({ url: '/index.html' } as IncomingMessage, {} as ServerResponse, () => resolve('next')),
  )
  expect(handed).toBe('next')
  expect(await ask({ path: '/index.html' })).toMatchObject({ status: 404 })
})

/** A request that comes from another machine, which no test can be. */
function fromPeer(remoteAddress: string, lan?: boolean): Promise<number> {
  return new Promise((resolve) => {
    const request = {
      method: 'GET',
      url: '/__apps-in-toss-mock/nothing',
      headers: { host: '127.0.0.1', 'sec-fetch-site': 'same-origin' },
      socket: { remoteAddress },
      resume() {},
    }
    const response = { writeHead: (status: number) => resolve(status), end() {}, on() {} }
    const handler = tossAppHandler(app, lan === undefined ? {} : { lan })
    handler(request as unknown as IncomingMessage, response as unknown as ServerResponse)
  })
}

test('other machines are refused, unless they are let in', async () => {
  expect(await fromPeer('192.168.0.7')).toBe(403)
  expect(await fromPeer('fe80::1')).toBe(403)
  expect(await fromPeer('::ffff:192.168.0.7')).toBe(403)
  expect(await fromPeer('')).toBe(403)
  expect(await fromPeer('192.168.0.7', true)).toBe(404)
  expect(await fromPeer('::ffff:127.0.0.1')).toBe(404)
  expect(['127.0.0.1', '127.3.2.1', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true)
  expect(['128.0.0.1', '127.0.0.1.evil.test', '::2', '1127.0.0.1'].some(isLoopback)).toBe(false)
})

test('a body that a server in front has read is taken from there', async () => {
  const sent = await new Promise<string>((resolve) => {
    const request = {
      method: 'POST',
      url: '/calls',
      originalUrl: '/__apps-in-toss-mock/calls?from=express',
      headers: { host: '127.0.0.1', 'content-type': 'application/json' },
      socket: { remoteAddress: '127.0.0.1' },
      body: JSON.parse(call),
    }
    const response = { writeHead() {}, end: resolve, on() {} }
    tossAppHandler(app)(request as unknown as IncomingMessage, response as unknown as ServerResponse)
  })
  expect(sent).toBe('{"value":"WIFI"}')
})

test('a mock that is gone is 502, and the page’s call rejects', async () => {
  const source: TossAppSource = { ...app, call: () => Promise.reject(new Error('connect ECONNREFUSED')) }
  await using gone = await serve(source)
  const page = openPage([await pageScript(source), await packageScript('sdk', '@apps-in-toss/web-bridge')], gone)
  expect(await page.run(`sdk.appLogin().catch((error) => [error.code, error.message].join())`)).toBe(
    'PHONE_UNREACHABLE,apps-in-toss-mock: connect ECONNREFUSED',
  )
})

test('a page that listens to many things keeps one request open, and none once it listens no more', async () => {
  await using counted = await serve(app)
  const page = openPage([await pageScript(app), await packageScript('sdk', '@apps-in-toss/web-bridge')], counted)
  page.run(`globalThis.stops = ['backEvent', 'homeEvent', 'safeAreaInsetsChange', 'navigationAccessoryEvent'].map((name) =>
    sdk.graniteEvent.addEventListener(name, { onEvent() {} }))`)
  for (const name of ['backEvent', 'navigationAccessoryEvent']) {
    await expect.poll(() => mock.toss.app.fire(name)).toEqual({ heard: 1 })
  }
  expect(await page.run('sdk.getNetworkStatus()')).toBe('WIFI')
  await expect.poll(() => counted.open()).toBe(1)
  expect(counted.mostWaiting()).toBe(1)
  page.run('stops.forEach((stop) => stop())')
  await expect.poll(() => counted.open()).toBe(0)
  await expect.poll(() => mock.toss.app.fire('backEvent')).toEqual({ heard: 0 })
})

const sdk2 = () => packageScript('sdk', '@apps-in-toss/web-bridge')
const openWithSocket = async (server: { origin: string }) =>
  openPage([await pageScript(app, 'http', { webSockets: true }), await sdk2()], server)
const purchase = (sku: string) => `new Promise((resolve) => sdk.IAP.createOneTimePurchaseOrder({
  options: { sku: '${sku}', processProductGrant: () => true },
  onEvent: (event) => resolve(event.type),
  onError: (error) => resolve(error.code),
}))`

test('a page fetches until its web socket is open, and then nothing more', async () => {
  await using counted = await serve(app, { webSockets: true })
  const page = await openWithSocket(counted)
  const { sku } = await mock.toss.products.create({ type: 'CONSUMABLE' })
  expect(await page.run('sdk.getNetworkStatus()')).toBe('WIFI')
  await expect
    .poll(async () => {
      const before = counted.asked.length
      await page.run('sdk.getNetworkStatus()')
      return counted.asked.length - before
    })
    .toBe(0)
  const before = counted.asked.length
  expect(await page.run(purchase(sku))).toBe('success')
  expect(await page.run(`sdk.checkoutPayment({}).catch((error) => error.code)`)).toBe('INVALID_PARAMETER')
  page.run(
    `sdk.graniteEvent.addEventListener('backEvent', { onEvent() {}, onError: (error) => console.error(error.code) })`,
  )
  await expect.poll(() => mock.toss.app.fire('backEvent')).toEqual({ heard: 1 })
  expect(counted.asked.length).toBe(before)
  page.close()
  await expect.poll(() => mock.toss.app.fire('backEvent')).toEqual({ heard: 0 })
})

test('where the server of the page goes while its socket is open, calls and listeners are told', async () => {
  const counted = await serve(app, { webSockets: true })
  const page = await openWithSocket(counted)
  await page.run('sdk.getNetworkStatus()')
  page.run(
    `globalThis.told = []; sdk.graniteEvent.addEventListener('backEvent', { onEvent() {}, onError: (error) => told.push(error.code) })`,
  )
  await expect.poll(() => mock.toss.app.fire('backEvent')).toEqual({ heard: 1 })
  await counted[Symbol.asyncDispose]()
  await expect.poll(() => page.run<string[]>('told').join()).toBe('PHONE_UNREACHABLE')
  expect(await page.run('sdk.getNetworkStatus().catch((error) => error.code)')).toBe('PHONE_UNREACHABLE')
})

test('a page that a browser keeps lets its socket go; shown again, it calls and listens anew', async () => {
  await using counted = await serve(app, { webSockets: true })
  const page = await openWithSocket(counted)
  const listen = `globalThis.told = []; sdk.graniteEvent.addEventListener('homeEvent', { onEvent: () => told.push('event'), onError: (error) => told.push(error.code) })`
  await expect
    .poll(async () => {
      const before = counted.asked.length
      await page.run('sdk.getNetworkStatus()')
      return counted.asked.length - before
    })
    .toBe(0)
  page.run(listen)
  await expect.poll(() => mock.toss.app.fire('homeEvent')).toEqual({ heard: 1 })
  page.tell('pagehide', { persisted: true })
  const before = counted.asked.length
  page.tell('pageshow', { persisted: true })
  expect(await page.run('sdk.getNetworkStatus()')).toBe('WIFI')
  // Fetched, since the socket is gone.
  expect(counted.asked.slice(before)).toContain('/__apps-in-toss-mock/calls')
  page.run(listen)
  await expect
    .poll(async () => {
      await mock.toss.app.fire('homeEvent')
      return page.run<string[]>('told').join()
    })
    .toMatch(/^event/)
})

test('a call that is more than a server reads is refused, and nothing else on the web socket with it', async () => {
  await using counted = await serve(app, { webSockets: true })
  const page = await openWithSocket(counted)
  await page.run('sdk.getNetworkStatus()')
  page.run(
    `globalThis.told = []; sdk.graniteEvent.addEventListener('backEvent', { onEvent: () => told.push('event'), onError: (error) => told.push(error.code) })`,
  )
  await expect.poll(() => mock.toss.app.fire('backEvent')).toEqual({ heard: 1 })
  for (const data of [`'A'.repeat(9 * 1024 * 1024)`, `Array(80_000).fill(0)`]) {
    const call = `sdk.saveBase64Data({ data: ${data}, fileName: 'a', mimeType: 'image/png' })`
    expect(await page.run(`${call}.catch((error) => error.code)`)).toBe('ERR_INVALID_REQUEST')
  }
  expect(await page.run('sdk.getNetworkStatus()')).toBe('WIFI')
  expect(await page.run<string[]>('[...new Set(told)].join()')).toBe('event')
})

test('a server that takes no web socket is fetched from', async () => {
  await using counted = await serve(app)
  const page = await openWithSocket(counted)
  for (let times = 0; times < 3; times++) expect(await page.run('sdk.getNetworkStatus()')).toBe('WIFI')
  expect(counted.asked.filter((path) => path.endsWith('/calls'))).toHaveLength(3)
})

/** Opens a web socket with these headers; gives the status, and what answers a message. */
function knock(origin: string, headers: Record<string, string>, message?: string) {
  return new Promise<string>((resolve) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/__apps-in-toss-mock/socket`, { headers })
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(String(statusCode)))
    socket.on('error', () => {})
    socket.on('open', () => (message === undefined ? socket.close() : socket.send(message)))
    socket.on('message', (data) => {
      resolve(String(data))
      socket.close()
    })
    socket.on('close', (code) => resolve(`closed ${code}`))
  })
}

test('a web socket is for pages of this server alone', async () => {
  await using guarded = await serve(app, { webSockets: true })
  const own = { origin: guarded.origin }
  expect(await knock(guarded.origin, own)).toBe('closed 1005')
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { ...own, 'sec-fetch-site': 'cross-site' },
    { host: 'evil.test', origin: 'http://evil.test' },
  ]
  for (const headers of foreign) expect(await knock(guarded.origin, headers)).toBe('403')
})

test.each([
  ['no JSON', '{', 'closed 1003'],
  ['no message', '[]', 'closed 1003'],
  ['too deep', `{"number":1,"path":"calls","body":${'['.repeat(200)}${']'.repeat(200)}}`, 'nested more than 100'],
  ['too deep without a number', '['.repeat(200), 'closed 1003'],
  ['another route', '{"number":1,"path":"../clock/advance","body":{}}', 'a page sends no'],
  ['a message without what it needs', '{"number":1,"path":"calls","body":{"protocol":"A"}}', 'ERR_INVALID_REQUEST'],
  ['too long', JSON.stringify({ number: 1, path: 'calls', body: 'A'.repeat(9 * 1024 * 1024) }), 'closed 1009'],
])('over a web socket, %s reaches nothing', async (_what, message, told) => {
  await using guarded = await serve(app, { webSockets: true })
  expect(await knock(guarded.origin, { origin: guarded.origin }, message)).toContain(told)
})

test.each<[string, Record<string, string>]>([
  ['taken', {}],
  ['refused', { origin: 'https://evil.test' }],
])('a web socket that is %s and cut in that moment hurts nobody', (_what, more) => {
  const vite = { root: import.meta.dirname, warn: () => {}, onFirstDocument: () => {}, webSockets: true }
  const ways = [tossAppHandler(app), openTossAppInVite({ mock }, vite)]
  for (const { upgrade } of ways) {
    // The HTTP server has taken its own listeners off.
    const socket = Object.assign(new PassThrough(), { remoteAddress: '127.0.0.1' })
    const headers = { host: '127.0.0.1', upgrade: 'websocket', ...more }
    const request = { url: '/__apps-in-toss-mock/socket', method: 'GET', headers, socket } as never
    upgrade(request, socket, Buffer.alloc(0))
    expect(() => socket.emit('error', new Error('read ECONNRESET'))).not.toThrow()
  }
})

test('the other end of a web socket is probed: a page whose machine is gone closes nothing', () => {
  const setKeepAlive = vi.fn()
  const socket = Object.assign(new PassThrough(), { remoteAddress: '127.0.0.1', setKeepAlive })
  const headers = { host: '127.0.0.1', upgrade: 'websocket' }
  const request = { url: '/__apps-in-toss-mock/socket', method: 'GET', headers, socket } as never
  tossAppHandler(app).upgrade(request, socket, Buffer.alloc(0))
  expect(setKeepAlive).toHaveBeenCalledWith(true, expect.any(Number))
  socket.destroy()
})

test.each([
  ['closes', (caller: Socket) => caller.end()],
  ['never closes', () => {}],
])(
  'the connection of a refused web socket ends, whether its caller closes it or not: it %s',
  async (_what, answered) => {
    await using guarded = await serve(app, { webSockets: true })
    const { hostname, port } = new URL(guarded.origin)
    const caller = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const headers = 'upgrade: websocket\r\nconnection: upgrade\r\norigin: https://evil.test'
    caller.write(`GET /__apps-in-toss-mock/socket HTTP/1.1\r\nhost: ${hostname}\r\n${headers}\r\n\r\n`)
    caller.resume()
    await once(caller, 'end')
    expect(await guarded.connections()).toBe(1)
    answered(caller)
    await expect.poll(() => guarded.connections(), { timeout: 5_000 }).toBe(0)
    caller.destroy()
  },
)

test('where Vite’s server has no other web sockets, one that is for nobody is told so', async () => {
  const httpServer = createServer()
  appsInTossMock({ mock }).configurePreviewServer({ middlewares: { use() {} }, httpServer })
  const upgrade = () => {
    const socket = new PassThrough()
    const ended = vi.spyOn(socket, 'end')
    httpServer.emit('upgrade', { url: '/chat', headers: {} }, socket, Buffer.alloc(0))
    return String(ended.mock.calls[0] ?? '').split('\r\n')[0]
  }
  expect(upgrade()).toBe('HTTP/1.1 404 Not Found')
  httpServer.on('upgrade', () => {})
  expect(upgrade()).toBe('')
})

test('a page that is closed is forgotten at once, with all that it listened to', async () => {
  await using counted = await serve(app)
  const page = openPage([await pageScript(app), await packageScript('sdk', '@apps-in-toss/web-bridge')], counted)
  page.run(
    `globalThis.heard = 0; sdk.graniteEvent.addEventListener('homeEvent', { onEvent: () => heard++, onError: (error) => console.error(error.code) })`,
  )
  await expect.poll(() => mock.toss.app.fire('homeEvent')).toEqual({ heard: 1 })
  // The page has the event, and asks for the next.
  await expect.poll(() => page.run('heard')).toBe(1)
  await expect.poll(() => counted.open()).toBe(1)
  page.close()
  // Not by an event: one that is on its way would be lost with the page.
  const outcome = async () => (await mock.toss.app.calls()).findLast(({ name }) => name === 'homeEvent')?.outcome
  await expect.poll(outcome).toBe('ended')
  expect(page.console.filter(({ level }) => level === 'error')).toEqual([])
})

test.each([
  [
    '<!doctype html><html><head><title>a</title></head></html>',
    `<!doctype html><html><head>${phoneTag}<title>a</title></head></html>`,
  ],
  [
    '<!DOCTYPE html>\n<HTML lang="ko"><HEAD data-a="b">',
    `<!DOCTYPE html>\n<HTML lang="ko"><HEAD data-a="b">${phoneTag}`,
  ],
  ['<!doctype html><html lang="ko"><body>', `<!doctype html><html lang="ko">${phoneTag}<body>`],
  ['<!doctype html><p>a', `<!doctype html>${phoneTag}<p>a`],
  ['<p>a', `${phoneTag}<p>a`],
  ['<header>a</header>', `${phoneTag}<header>a</header>`],
])('the page script comes before all others: %s', (html, injected) => {
  expect(injectPhone(html)).toBe(injected)
  expect(injectPhone(injected)).toBe(injected)
})

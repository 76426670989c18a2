import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlAllowHosts: ['mock.internal'] })
})
afterAll(() => mock.close())

/** One request with exactly these headers; fetch would not let a test set Host or Origin. */
function call(method: string, path: string, headers: Record<string, string>, body?: string) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request(new URL(path, mock.controlUrl), { method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const port = () => new URL(mock.controlUrl).port

test.each(['127.0.0.1', 'localhost', '[::1]', '127.0.0.2', 'host.docker.internal', 'mock.internal'])(
  'may be called by the name %s',
  async (name) => {
    expect((await call('GET', '/health', { host: `${name}:${port()}` })).status).toBe(200)
  },
)

test.each([
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'mock.internal.evil',
  'a b',
  '@localhost',
])('refuses the host name "%s", as DNS rebinding would bring', async (name) => {
  const answer = await call('GET', '/info', { host: name })
  expect([400, 403]).toContain(answer.status)
  expect(answer.text).not.toContain('decryptionKey')
})

test.each(['https://evil.example', 'null', 'http://localhost:3000', 'https://127.0.0.1:1'])(
  'refuses a web page of the origin %s, and sends no CORS header',
  async (origin) => {
    const answer = await call('POST', '/reset', { host: `127.0.0.1:${port()}`, origin })
    expect(answer.status).toBe(403)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  },
)

test('refuses a browser’s cross-site request without Origin, and a preflight', async () => {
  const host = `127.0.0.1:${port()}`
  expect((await call('GET', '/journal', { host, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const preflight = await call('OPTIONS', '/reset', {
    host,
    origin: 'https://evil.example',
    'access-control-request-method': 'POST',
  })
  expect(preflight.status).toBe(403)
})

test('lets a page of its own origin in', async () => {
  const host = `127.0.0.1:${port()}`
  expect(
    (await call('GET', '/health', { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).status,
  ).toBe(200)
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
  'refuses a body sent as %s, which a page could send without asking',
  async (type) => {
    const headers = { host: `127.0.0.1:${port()}`, 'content-type': type }
    expect((await call('POST', '/clock/advance', headers, '{"seconds":1}')).status).toBe(415)
  },
)

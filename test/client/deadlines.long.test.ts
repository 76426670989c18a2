import { spawn } from 'node:child_process'
import { getEventListeners, once } from 'node:events'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { rejection, startMtlsServer, success, tokens, user } from './mtls-server.js'

const code = { authorizationCode: 'code', referrer: 'DEFAULT' }

test('a server that does not answer in time: ERR_TIMEOUT, and the request may have been seen', async () => {
  let calls = 0
  await using api = await startMtlsServer(() => (++calls === 1 ? success(tokens) : undefined))
  await using client = createClient(api.options)
  // On a busy machine a handshake alone may take a second.
  await client.login.generateToken(code)
  const error = await rejection(client.login.generateToken(code, { timeout: 1_000 }))
  expect(error).toMatchObject({ name: 'TransportError', code: 'ERR_TIMEOUT', problem: 'timeout', requestSent: 'maybe' })
  expect(error.message).toBe(`login.generateToken: ${api.url} did not answer within 1000 ms.`)
})

test('an answer that comes too slowly runs into the same bound', async () => {
  let calls = 0
  await using api = await startMtlsServer((_, response) =>
    ++calls === 1 ? success(tokens) : void response.write('{"resultType":'),
  )
  await using client = createClient(api.options)
  await client.login.generateToken(code)
  const error = await rejection<Error & { hint: string }>(client.login.generateToken(code, { timeout: 1_000 }))
  expect(error).toMatchObject({ code: 'ERR_TIMEOUT', requestSent: 'maybe' })
  expect(error.hint).toContain('was not complete within 1000 ms')
})

test('a TLS handshake that never ends: ERR_TIMEOUT, and nothing was sent', async () => {
  const server = createTcpServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = createClient({ baseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, timeout: 100 })
  expect(await rejection(client.login.generateToken(code))).toMatchObject({ code: 'ERR_TIMEOUT', requestSent: 'no' })
  await client.close()
  server.close()
})

test('calls that wait for a free connection run into the bound too, and are never sent', async () => {
  await using api = await startMtlsServer(() => undefined)
  await using client = createClient({ ...api.options, maxConnections: 1 })
  const end = new AbortController()
  const first = rejection(client.login.generateToken(code, { signal: end.signal }))
  await once(api.server, 'request')
  const waiting = await rejection(client.login.generateToken(code, { timeout: 50 }))
  expect(waiting).toMatchObject({ code: 'ERR_TIMEOUT', requestSent: 'no' })
  end.abort()
  await first
  expect(api.requests).toHaveLength(1)
})

test.each([
  ['a timeout', () => ({ timeout: 50 })],
  ['an abort', () => ({ signal: AbortSignal.timeout(50) })],
])('after %s took the only connection the next calls share one again', async (_, options) => {
  let calls = 0
  await using api = await startMtlsServer(() => (++calls === 2 ? undefined : success(tokens)))
  let connections = 0
  api.server.on('secureConnection', () => connections++)
  await using client = createClient(api.options)
  await client.login.generateToken(code)
  await rejection(client.login.generateToken(code, options()))
  for (let call = 0; call < 10; call++) await client.login.generateToken(code)
  // The call that follows at once cannot wait for the end of the old one, and makes a second in its place.
  expect(connections).toBeLessThanOrEqual(3)
})

test("an abort throws the signal's reason, before the call and during it, and ends the connection", async () => {
  await using api = await startMtlsServer(() => undefined)
  await using client = createClient(api.options)
  const reason = new Error('user went away')
  expect(await rejection(client.login.generateToken(code, { signal: AbortSignal.abort(reason) }))).toBe(reason)
  expect(api.requests).toHaveLength(0)

  const controller = new AbortController()
  const call = rejection(client.login.generateToken(code, { signal: controller.signal }))
  const [request] = await once(api.server, 'request')
  const closed = once(request.socket, 'close')
  controller.abort(reason)
  expect(await call).toBe(reason)
  await closed
})

test('one signal may end any number of calls without a warning about listeners, and keeps none afterwards', async () => {
  await using api = await startMtlsServer(() => success(tokens))
  await using client = createClient(api.options)
  const warnings: Error[] = []
  const note = (warning: Error) => warnings.push(warning)
  process.on('warning', note)
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 30 }, () => client.login.generateToken(code, { signal })))
  await new Promise(setImmediate)
  process.off('warning', note)
  expect(warnings).toEqual([])
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a call that was aborted while it waited for a connection is not sent later', async () => {
  await using api = await startMtlsServer(({ body }) => (body.includes('first') ? undefined : success(tokens)))
  await using client = createClient({ ...api.options, maxConnections: 1 })
  const stopFirst = new AbortController()
  const first = rejection(
    client.login.generateToken({ ...code, authorizationCode: 'first' }, { signal: stopFirst.signal }),
  )
  await once(api.server, 'request')
  const stopSecond = new AbortController()
  const second = rejection(client.login.generateToken(code, { signal: stopSecond.signal }))
  // By then it stands in the queue.
  await new Promise(setImmediate)
  stopSecond.abort()
  expect((await second).name).toBe('AbortError')
  stopFirst.abort()
  await first
  await client.login.refreshToken({ refreshToken: 'third' })
  expect(api.requests.map(({ path }) => path.split('/').at(-1))).toEqual(['generate-token', 'refresh-token'])
})

test('close() lets the calls under way finish, and refuses later ones', async () => {
  let answer: () => void = () => {}
  await using api = await startMtlsServer(() => new Promise((resolve) => (answer = () => resolve(success(user)))))
  const client = createClient(api.options)
  const call = client.login.loginMe({ accessToken: 'a.b.c' })
  await once(api.server, 'request')
  const closing = client.close()
  await new Promise(setImmediate)
  expect(await rejection(client.login.loginMe({ accessToken: 'a.b.c' }))).toMatchObject({ code: 'ERR_CLIENT_CLOSED' })
  answer()
  expect(await call).toEqual(user)
  await closing
  await client.close()
})

test.each([
  ['after close()', 'await client.close()'],
  ['with idle connections and no close()', ''],
  ['after an abort', 'await call({ signal: AbortSignal.timeout(50) }).catch(() => {})'],
  ['after a timeout', 'await call({ timeout: 50 }).catch(() => {})'],
])('the process ends by itself %s', async (_, last) => {
  let calls = 0
  await using api = await startMtlsServer(() => (++calls === 1 ? success(tokens) : undefined))
  const script = `
    import { createClient } from ${JSON.stringify(fileURLToPath(new URL('../../dist/client/index.js', import.meta.url)))}
    process.on('unhandledRejection', (error) => { console.error(error); process.exit(9) })
    const client = createClient(${JSON.stringify(api.options)})
    const call = (options) => client.login.generateToken({ authorizationCode: 'c', referrer: 'DEFAULT' }, options)
    await call()
    ${last}
    console.log('last line')
  `
  const args = ['--input-type=module', '--eval', script]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = 0
  child.stdout.on('data', () => {
    printed = performance.now()
  })
  const [status] = await once(child, 'exit')
  expect(status).toBe(0)
  expect(performance.now() - printed).toBeLessThan(3_000)
})

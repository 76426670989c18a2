import { once } from 'node:events'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createClient } from '../../client/index.js'
import { delayBefore } from '../../client/retry.js'
import { type Answer, rejection, startMtlsServer, success, tokens, user } from './mtls-server.js'

const code = { authorizationCode: 'code', referrer: 'DEFAULT' }
const fast = { retryDelay: 1 }

/** Lets the first request through, so that the certificate is known to be accepted; fails the next ones; then answers. */
function failing(times: number, how: Answer, payload: unknown): Answer {
  let calls = 0
  return (request, response) => {
    calls++
    return calls === 1 || calls > times + 1 ? success(payload) : how(request, response)
  }
}

const reset: Answer = ({ connection }) => void connection.destroy()
const status =
  (code: number): Answer =>
  (_, response) =>
    void response.writeHead(code).end('<html></html>')

test.each([
  ['a lost connection', reset],
  ['HTTP 502', status(502)],
  ['HTTP 503', status(503)],
  ['HTTP 504', status(504)],
])('a read is repeated after %s', async (_, how) => {
  await using api = await startMtlsServer(failing(2, how, user))
  await using client = createClient({ ...api.options, ...fast })
  await client.login.loginMe({ accessToken: 'a.b.c' })
  expect(await client.login.loginMe({ accessToken: 'a.b.c' })).toEqual(user)
  expect(api.requests).toHaveLength(4)
})

test('a read is repeated maxRetries times, and then fails with the last error', async () => {
  await using api = await startMtlsServer(failing(9, reset, user))
  await using client = createClient({ ...api.options, ...fast, maxRetries: 3 })
  await client.login.loginMe({ accessToken: 'a.b.c' })
  expect(await rejection(client.login.loginMe({ accessToken: 'a.b.c' }))).toMatchObject({ problem: 'connection-reset' })
  expect(api.requests).toHaveLength(5)
})

test('maxRetries 0 repeats nothing', async () => {
  await using api = await startMtlsServer(failing(1, status(503), user))
  await using client = createClient({ ...api.options, ...fast, maxRetries: 0 })
  await client.login.loginMe({ accessToken: 'a.b.c' })
  expect(await rejection(client.login.loginMe({ accessToken: 'a.b.c' }))).toMatchObject({ httpStatus: 503 })
  expect(api.requests).toHaveLength(2)
})

test.each([
  ['a lost connection', reset],
  ['HTTP 503', status(503)],
])('an operation that changes something is not repeated after %s', async (_, how) => {
  await using api = await startMtlsServer(failing(1, how, tokens))
  await using client = createClient({ ...api.options, ...fast })
  await client.login.generateToken(code)
  await rejection(client.login.generateToken(code))
  expect(api.requests).toHaveLength(2)
})

test('HTTP 500 and business failures are not repeated, reads neither', async () => {
  await using api = await startMtlsServer(failing(1, status(500), user))
  await using client = createClient({ ...api.options, ...fast })
  await client.login.loginMe({ accessToken: 'a.b.c' })
  await rejection(client.login.loginMe({ accessToken: 'a.b.c' }))
  expect(api.requests).toHaveLength(2)
})

test('any operation is repeated while nothing listens, for nothing was sent', async () => {
  await using api = await startMtlsServer(() => success(tokens))
  const { port } = api.server.address() as AddressInfo
  await new Promise((resolve) => api.server.close(resolve))
  await using client = createClient({ ...api.options, retryDelay: 60 })
  const call = client.login.generateToken(code)
  await new Promise<void>((resolve) => {
    // Refused once at least before the server is back.
    setImmediate(() => api.server.listen(port, '127.0.0.1', resolve))
  })
  expect(await call).toEqual(tokens)
  expect(api.requests).toHaveLength(1)
})

test('any operation is repeated when the connection is lost before the TLS handshake', async () => {
  await using api = await startMtlsServer(() => success(tokens))
  let connections = 0
  const front = createTcpServer((socket) => {
    if (++connections === 1) socket.destroy()
    else api.server.emit('connection', socket)
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
  await using client = createClient({
    ...api.options,
    ...fast,
    baseUrl: `https://127.0.0.1:${(front.address() as AddressInfo).port}`,
  })
  expect(await client.login.generateToken(code)).toEqual(tokens)
  expect([connections, api.requests.length]).toEqual([2, 1])
  front.close()
})

test('a kept-alive connection that the server closed in the meantime is not used', async () => {
  await using api = await startMtlsServer(() => success(tokens))
  await using client = createClient({ ...api.options, maxRetries: 0 })
  for (let call = 0; call < 3; call++) {
    await client.login.generateToken(code)
    const { connection } = api.requests.at(-1) as { connection: { destroy(): void } }
    connection.destroy()
    await new Promise(setImmediate)
  }
  expect(api.requests).toHaveLength(3)
})

test('a wait that would exceed the timeout is not begun: the error says what went wrong', async () => {
  await using api = await startMtlsServer(failing(5, status(503), user))
  await using client = createClient({ ...api.options, retryDelay: 2_000 })
  await client.login.loginMe({ accessToken: 'a.b.c' })
  const call = client.login.loginMe({ accessToken: 'a.b.c' }, { timeout: 900 })
  expect(await rejection(call)).toMatchObject({ httpStatus: 503 })
  expect(api.requests).toHaveLength(2)
})

test('nothing is repeated after an abort, not even in the middle of a wait', async () => {
  await using api = await startMtlsServer(failing(5, status(503), user))
  await using client = createClient({ ...api.options, retryDelay: 2_000 })
  await client.login.loginMe({ accessToken: 'a.b.c' })
  // The answer takes milliseconds, the wait after it a second at least.
  const signal = AbortSignal.timeout(300)
  expect((await rejection(client.login.loginMe({ accessToken: 'a.b.c' }, { signal }))).name).toBe('TimeoutError')
  expect(api.requests).toHaveLength(2)
})

test('the wait doubles, has a bound, and is spread', () => {
  for (const [retry, most] of [100, 200, 400, 800, 1_600, 2_000, 2_000].entries()) {
    const delays = Array.from({ length: 50 }, () => delayBefore(retry, 100))
    expect(Math.max(...delays)).toBeLessThanOrEqual(most)
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(most / 2)
    expect(new Set(delays).size).toBeGreaterThan(10)
  }
})

test('a time that ends in a pause between two attempts is told as the error of the last one', async () => {
  let calls = 0
  await using api = await startMtlsServer(({ connection }) =>
    ++calls === 1 ? success(user) : void setTimeout(() => connection.destroy(), 50),
  )
  await using client = createClient({ ...api.options, retryDelay: 320 })
  await client.login.loginMe({ accessToken: 'a.b.c' })
  // Whoever looks before the pause has time left for all of it, as on a machine whose timers are early or late.
  const spies = [
    vi.spyOn(performance, 'now').mockReturnValue(performance.now()),
    vi.spyOn(Math, 'random').mockReturnValue(0.99),
  ]
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore()
  })
  const error = await rejection(client.login.loginMe({ accessToken: 'a.b.c' }, { timeout: 330 }))
  expect(error).toMatchObject({ code: 'ERR_NETWORK', problem: 'connection-reset' })
  expect(api.requests).toHaveLength(2)
})

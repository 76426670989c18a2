import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from '../../../client/index.js'
import { type HandshakeRefusalEntry, type MockServer, startMockServer } from '../../../mock-server/index.js'

let mock: MockServer

beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

const port = () => Number(new URL(mock.baseUrl).port)

/** The next handshake that the mock refuses. */
function nextRefusal(): Promise<HandshakeRefusalEntry> {
  return new Promise((resolve) => {
    const stop = mock.journal.onEntry((entry) => {
      if (entry.kind !== 'handshake-refusal') return
      stop()
      resolve(entry)
    })
  })
}

/** Sends raw bytes to the TLS port and waits until the mock has closed the connection. */
async function send(bytes: Buffer | string): Promise<{ refusal: HandshakeRefusalEntry; received: Buffer }> {
  const refused = nextRefusal()
  const received: Buffer[] = []
  await new Promise<void>((resolve) => {
    const socket: Socket = connect(port(), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (data) => received.push(data))
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
  return { refusal: await refused, received: Buffer.concat(received) }
}

async function stillServes(): Promise<void> {
  await using client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl })
  const tokens = await client.login.generateToken(await mock.toss.logIn())
  expect(tokens.tokenType).toBe('Bearer')
}

test('plain HTTP sent to the TLS port gets no HTTP answer, is explained, and harms nothing', async () => {
  const { refusal, received } = await send('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  expect(received.toString('latin1')).not.toContain('HTTP/1.1')
  expect(refusal).toMatchObject({ reason: 'plain-http', fix: expect.stringContaining('https://') })
  await stillServes()
})

test('bytes that are not TLS are refused, explained, and harm nothing', async () => {
  const { refusal } = await send(Buffer.from(Array.from({ length: 600 }, (_, index) => (index * 37) % 256)))
  expect(refusal.reason).toBe('not-tls')
  await stillServes()
})

/** What a client of TLS 1.2 says first. */
async function clientHello(): Promise<Buffer> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const hello = new Promise<Buffer>((resolve) => {
    server.once('connection', (socket) => {
      socket.once('data', (data: Buffer) => {
        resolve(data)
        socket.destroy()
        server.close()
      })
    })
  })
  const { port } = server.address() as AddressInfo
  connectTls({ port, host: '127.0.0.1', maxVersion: 'TLSv1.2' }).on('error', () => {})
  return hello
}

/** Begins a handshake, and answers the server's part with an alert (RFC 5246, 7.2). */
async function sendAlert(number: number): Promise<HandshakeRefusalEntry> {
  const hello = await clientHello()
  const refused = nextRefusal()
  const socket = connect(port(), '127.0.0.1', () => socket.write(hello))
  socket.on('error', () => {})
  socket.once('data', () => socket.write(Buffer.from([0x15, 0x03, 0x03, 0, 2, 2, number])))
  return refused
}

test.each([
  [40, 'handshake-failed', '(sslv3 alert handshake failure)'],
  [42, 'server-not-trusted', 'does not trust'],
  [43, 'server-not-trusted', 'does not trust'],
  [44, 'server-not-trusted', 'does not trust'],
  [45, 'server-not-trusted', 'does not trust'],
  [46, 'server-not-trusted', 'does not trust'],
  [48, 'server-not-trusted', 'does not trust'],
  [51, 'handshake-failed', '(tlsv1 alert decrypt error)'],
  [70, 'unsupported-tls-version', 'TLS versions'],
  [80, 'handshake-failed', '(tlsv1 alert internal error)'],
  [90, 'closed-by-client', 'closed'],
])('alert %i of a client is TLS, and %s', async (number, reason, message) => {
  expect(await sendAlert(number)).toMatchObject({ reason, message: expect.stringContaining(message) })
})

test('a record of TLS at the wrong time is no other protocol either', async () => {
  const { refusal } = await send(Buffer.from([0x15, 0x03, 0x03, 0, 2, 2, 40]))
  expect(refusal).toMatchObject({
    reason: 'handshake-failed',
    message: expect.stringContaining('(unexpected message)'),
  })
})

test('a client that resets the connection in the middle of the handshake harms nothing', async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from([0x16, 0x03, 0x01, 0x02])]) {
    const refused = nextRefusal()
    const socket = connect(port(), '127.0.0.1')
    socket.on('error', () => {})
    await new Promise((resolve) => socket.once('connect', resolve))
    if (bytes.length > 0) await new Promise((resolve) => socket.write(bytes, resolve))
    socket.resetAndDestroy()
    expect((await refused).reason).toBe('closed-by-client')
  }
  await stillServes()
})

test('a probe that opens the port and closes it is no client: one entry however often, and no line in the log', async () => {
  const before = mock.journal.entries().length
  for (let probe = 0; probe < 3; probe++) {
    const refused = nextRefusal()
    const socket = connect(port(), '127.0.0.1', () => socket.end())
    expect(await refused).toMatchObject({ silent: true, reason: 'closed-by-client' })
  }
  const silent = mock.journal.refusals().filter((entry) => entry.silent)
  expect(silent).toMatchObject([{ times: expect.any(Number), message: expect.stringContaining('without a byte') }])
  expect(silent[0]?.times).toBeGreaterThanOrEqual(3)
  expect(mock.journal.entries().length).toBeLessThanOrEqual(before + 1)
})

test.each([
  ['HTTP/2 alone', { ALPNProtocols: ['h2'] }, 'no-shared-protocol', 'HTTP/2'],
  ['HTTP/2 alone over TLS 1.2', { ALPNProtocols: ['h2'], maxVersion: 'TLSv1.2' }, 'no-shared-protocol', 'HTTP/2'],
  ['ECDSA signatures alone', { sigalgs: 'ecdsa_secp256r1_sha256' }, 'no-shared-signature-algorithm', 'ECDSA'],
  ['Ed25519 signatures alone', { sigalgs: 'ed25519' }, 'no-shared-signature-algorithm', 'ECDSA'],
] as const)('a client that offers %s is told so', async (_name, offer, reason, named) => {
  const refused = nextRefusal()
  const failed = await new Promise<unknown>((resolve) => {
    connectTls({ port: port(), host: '127.0.0.1', ...mock.clientTls, ...(offer as object) }, () =>
      resolve(undefined),
    ).on('error', resolve)
  })
  expect(failed).toBeDefined()
  expect(await refused).toMatchObject({ reason, message: expect.stringContaining(named) })
})

test('a client that offers only TLS 1.1 is refused with the version named', async () => {
  const refused = nextRefusal()
  const error = await new Promise<NodeJS.ErrnoException>((resolve) => {
    connectTls({
      port: port(),
      host: '127.0.0.1',
      ca: mock.clientTls.ca,
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    }).on('error', resolve)
  })
  expect(error.code).toContain('PROTOCOL_VERSION')
  expect((await refused).reason).toBe('unsupported-tls-version')
  await stillServes()
})

test('malformed HTTP inside a good TLS connection gets 400 as JSON', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    let text = ''
    const socket = connectTls({ port: port(), host: '127.0.0.1', ...mock.clientTls }, () =>
      socket.write('NONSENSE\r\n\r\n'),
    )
    socket.on('data', (data) => {
      text += data
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
  })
  const [head, body] = answer.split('\r\n\r\n')
  expect(head).toContain('400 Bad Request')
  expect(JSON.parse(body as string)).toMatchObject({ resultType: 'FAIL', error: { errorCode: 'INVALID_PARAMETER' } })
  await stillServes()
})

test('closing the mock answers what is in flight and does not wait for idle or half-open connections', async () => {
  const closing = await startMockServer({ controlPort: false })
  const at = { port: Number(new URL(closing.baseUrl).port), host: '127.0.0.1' }
  const halfOpen = connect(at)
  await new Promise((resolve) => halfOpen.once('connect', resolve))
  const idle = connectTls({ ...at, ...closing.clientTls })
  await new Promise((resolve) => idle.once('secureConnect', resolve))
  const busy = connectTls({ ...at, ...closing.clientTls })
  await new Promise((resolve) => busy.once('secureConnect', resolve))
  for (const socket of [halfOpen, idle, busy]) socket.on('error', () => {})

  const path = '/api-partner/v1/apps-in-toss/user/oauth2/refresh-token'
  const arrived = new Promise<void>((resolve) => busy.once('data', () => resolve()))
  // 100-continue shows that the mock is reading the request; the body comes only after close() was called.
  busy.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\nExpect: 100-continue\r\n\r\n`,
  )
  await arrived
  let answer = ''
  busy.on('data', (data) => {
    answer += data
  })
  const ended = new Promise<void>((resolve) => busy.once('close', () => resolve()))
  const closed = closing.close()
  busy.write('{"refreshToken":"x"}')
  await Promise.all([closed, ended])
  expect(answer).toContain('HTTP/1.1 200 OK')
  expect(answer).toContain('OAUTH_ISSUE_TOKEN_ERROR')
})

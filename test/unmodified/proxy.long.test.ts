import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { startMockServer } from '../../mock-server/index.js'
import { createConnectProxy } from '../../mock-server/partner-side/proxy/proxy.js'
import { createUpstream } from '../../mock-server/partner-side/proxy/upstream.js'
import { createLog } from '../../mock-server/record/log.js'
import { workFolder } from '../cli/command-line.js'
import { hasTool } from '../tools.js'
import { mockWithFiles, productionVariables, runProgram, script, story } from './production-code.js'

const execute = promisify(execFile)

test.runIf(hasTool('curl'))('curl with production’s URLs in it is served by the mock', async () => {
  const mock = await mockWithFiles({ proxyPort: 0 })
  const { code, stdout, stderr } = await runProgram(['sh', script('with-curl.sh')], {
    env: {
      ...(await productionVariables(mock)),
      HTTPS_PROXY: String(mock.proxyUrl),
      CURL_CA_BUNDLE: String(mock.info.ca),
    },
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toEqual({ userKey: expect.any(Number), payToken: expect.any(String) })
  expect(mock.journal.exchanges().map(({ operation }) => operation)).toEqual(story)
})

test.runIf(hasTool('python3'))('Python with production’s URLs in it is served by the mock', async () => {
  const mock = await mockWithFiles({ proxyPort: 0 })
  const { code, stderr } = await runProgram(['python3', script('with_urllib.py')], {
    env: {
      ...(await productionVariables(mock)),
      HTTPS_PROXY: String(mock.proxyUrl),
      SSL_CERT_FILE: String(mock.info.ca),
    },
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(mock.journal.exchanges().map(({ operation }) => operation)).toEqual(story)
})

test.runIf(hasTool('java') && hasTool('keytool'))(
  'Java with production’s URLs in it is served by the mock, by two flags',
  async () => {
    const mock = await mockWithFiles({ proxyPort: 0 })
    const store = join(await workFolder('java'), 'trust.p12')
    const password = ['-storepass', 'changeit', '-noprompt']
    await execute('keytool', ['-importcert', '-file', String(mock.info.ca), '-keystore', store, ...password])
    const { hostname, port } = new URL(String(mock.proxyUrl))
    const flags = [
      `-Dhttps.proxyHost=${hostname}`,
      `-Dhttps.proxyPort=${port}`,
      `-Djavax.net.ssl.trustStore=${store}`,
      '-Djavax.net.ssl.trustStorePassword=changeit',
      '-XX:TieredStopAtLevel=1',
    ]
    const { code, stderr } = await runProgram(['java', ...flags, script('WithJava.java')], {
      env: await productionVariables(mock),
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(mock.journal.exchanges().map(({ operation }) => operation)).toEqual(story)
  },
  60_000,
)

test('the tunnel is raw: the mock sees the client’s own certificate, and refuses one that is missing', async () => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0 })
  const other = await mock.issueCertificate('other-app')
  const sent = `GET /api-partner/v1/apps-in-toss/user/oauth2/login-me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`
  const tls = connectTls({
    socket: await openTunnel(mock.proxyUrl, 'apps-in-toss-api.toss.im:443'),
    servername: 'apps-in-toss-api.toss.im',
    ...other,
  })
  tls.write(sent)
  expect(await textOf(tls)).toMatch(/^HTTP\/1\.1 200 /)
  expect(mock.journal.exchanges().map(({ miniApp }) => miniApp)).toEqual(['other-app'])
  const without = connectTls({
    socket: await openTunnel(mock.proxyUrl, 'pay-apps-in-toss-api.toss.im:443'),
    servername: 'pay-apps-in-toss-api.toss.im',
    ca: other.ca,
  })
  const [error] = await once(without, 'error')
  expect(error.code).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')
  expect(mock.journal.refusals().map(({ reason }) => reason)).toEqual(['no-client-certificate'])
})

test.each(['APPS-IN-TOSS-API.TOSS.IM:443', 'apps-in-toss-api.toss.im.:443', 'pay-apps-in-toss-api.toss.im:443'])(
  'CONNECT %s leads to the mock',
  async (target) => {
    await using mock = await startMockServer({ controlPort: false, proxyPort: 0 })
    const socket = await openTunnel(mock.proxyUrl, target)
    const tls = connectTls({ socket, servername: 'localhost', ...mock.clientTls })
    await once(tls, 'secureConnect')
    expect(tls.authorized).toBe(true)
    tls.destroy()
  },
)

test('other hosts are passed, byte for byte, in both directions and with half-closed ends', async () => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0 })
  const echo = await listening(
    createServer({ allowHalfOpen: true }, (socket) => {
      const parts: Buffer[] = []
      socket.on('data', (part) => parts.push(part))
      socket.on('end', () => socket.end(Buffer.concat(parts)))
    }),
  )
  const socket = await openTunnel(mock.proxyUrl, `localhost:${echo}`)
  const sent = Buffer.alloc(3_000_000, 'Apps in Toss ')
  socket.end(sent)
  expect(Buffer.from(await textOf(socket)).equals(sent)).toBe(true)
})

test('a target that has ended its side still gets what the client sends', async () => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0 })
  let got: Promise<string> | undefined
  const target = await listening(
    createServer({ allowHalfOpen: true }, (socket) => {
      socket.end('no more from me')
      got = textOf(socket)
    }),
  )
  const socket = await openTunnel(mock.proxyUrl, `127.0.0.1:${target}`)
  expect(await textOf(socket)).toBe('no more from me')
  socket.end('but from me')
  expect(await got).toBe('but from me')
})

test('what a client writes behind its CONNECT without waiting is not lost', async () => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0 })
  const echo = await listening(createServer((socket) => socket.pipe(socket)))
  const socket = dial(mock.proxyUrl)
  socket.write(`CONNECT 127.0.0.1:${echo} HTTP/1.1\r\nHost: x\r\n\r\nearly`)
  socket.write(' and late')
  const text = await textUntil(socket, /late$/)
  expect(text).toMatch(/^HTTP\/1\.1 200 [^\r]+\r\n\r\nearly and late$/)
})

test('with --proxy-others refuse only the two hosts are led anywhere', async () => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0, proxyOthers: 'refuse' })
  expect(await answerTo(mock.proxyUrl, 'CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 403 Forbidden\r\n[\s\S]*only apps-in-toss-api\.toss\.im and pay-apps-in-toss-api\.toss\.im are led anywhere/,
  )
  const socket = await openTunnel(mock.proxyUrl, 'apps-in-toss-api.toss.im:443')
  socket.destroy()
})

test.each([
  ['CONNECT apps-in-toss-api.toss.im:80 HTTP/1.1', /^HTTP\/1\.1 403 .*led to the mock on port 443 only/s],
  ['CONNECT example.com HTTP/1.1', /^HTTP\/1\.1 400 .*CONNECT needs host:port/s],
  ['CONNECT example.com:0 HTTP/1.1', /^HTTP\/1\.1 400 /],
  ['CONNECT example.com:65536 HTTP/1.1', /^HTTP\/1\.1 400 /],
  ['CONNECT 127.0.0.1:9 HTTP/1.1', /^HTTP\/1\.1 502 .*127\.0\.0\.1:9 cannot be reached: .*ECONNREFUSED/s],
  ['GET https://apps-in-toss-api.toss.im/ HTTP/1.1', /^HTTP\/1\.1 405 .*allow: CONNECT.*answers CONNECT only/s],
  ['GET http://example.com/ HTTP/1.1', /^HTTP\/1\.1 405 /],
  ['GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade', /^HTTP\/1\.1 405 /],
  ['nonsense', /^HTTP\/1\.1 400 .*this is not HTTP/s],
  [`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`, /^HTTP\/1\.1 431 /],
])('%j is refused in words', async (head, expected) => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0 })
  expect(await answerTo(mock.proxyUrl, `${head}\r\nHost: x\r\n\r\n`)).toMatch(expected)
})

test('TLS to the proxy itself is answered in words', async () => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0 })
  const hello = Buffer.from('1603010200010001fc0303', 'hex')
  expect(await answerTo(mock.proxyUrl, hello)).toMatch(/^HTTP\/1\.1 400 .*TLS goes into the tunnel, after CONNECT/s)
})

test('a web page cannot smuggle a CONNECT in behind a request that it may send', async () => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0 })
  let reached = 0
  const victim = await listening(
    createServer((socket) => {
      reached++
      socket.end('secret')
    }),
  )
  const smuggled = `CONNECT 127.0.0.1:${victim} HTTP/1.1\r\nHost: x\r\n\r\n`
  const post = `POST / HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\nContent-Length: `
  const inBody = await answerTo(mock.proxyUrl, `${post}${smuggled.length}\r\n\r\n${smuggled}`)
  const behind = await answerTo(mock.proxyUrl, `${post}0\r\n\r\n${smuggled}`)
  for (const text of [inBody, behind]) {
    expect(text).toMatch(/^HTTP\/1\.1 405 /)
    expect(text).not.toContain('200')
    expect(text).not.toContain('secret')
  }
  expect(reached).toBe(0)
})

test('it listens on 127.0.0.1 only, whatever the mock listens on', async () => {
  await using mock = await startMockServer({ host: '0.0.0.0', controlPort: false, proxyPort: 0 })
  expect(mock.proxyUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const elsewhere = connect({ host: '127.0.0.2', port: Number(new URL(String(mock.proxyUrl)).port) })
  const [error] = await once(elsewhere, 'error')
  expect(error.code).toBe('ECONNREFUSED')
  const socket = await openTunnel(mock.proxyUrl, 'apps-in-toss-api.toss.im:443')
  const tls = connectTls({ socket, servername: 'localhost', ...mock.clientTls })
  await once(tls, 'secureConnect')
  tls.destroy()
})

test('a head that does not come in time is given up, and others are served meanwhile', async () => {
  const proxy = await proxyAlone({ patience: 200 })
  const slow = [connect(proxy.port, '127.0.0.1'), connect(proxy.port, '127.0.0.1')]
  slow[0]?.write('CONNECT 127.0.0.1:')
  const texts = await Promise.all(slow.map(textOf))
  expect(texts[0]).toMatch(/^HTTP\/1\.1 408 .*did not come in time/s)
})

test('a target that does not answer the connection is given up with 502', async () => {
  const silent = createHttpServer()
  silent.on('connect', () => {})
  const upstream = createUpstream(`http://127.0.0.1:${await listening(silent)}`)
  const proxy = await proxyAlone({ patience: 200, upstream })
  const text = await answerTo(proxy.url, 'CONNECT somewhere.example:443 HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(text).toMatch(/^HTTP\/1\.1 502 .*somewhere\.example:443 cannot be reached: no connection in 200 ms/s)
})

test('a reset passes through the tunnel, both ways', async () => {
  const proxy = await proxyAlone()
  const accepted: Socket[] = []
  const target = await listening(createServer((socket) => void accepted.push(socket.on('error', () => {}))))
  const first = await openTunnel(proxy.url, `127.0.0.1:${target}`)
  await until(() => accepted.length === 1)
  accepted[0]?.resetAndDestroy()
  expect((await once(first, 'error'))[0].code).toBe('ECONNRESET')

  const second = await openTunnel(proxy.url, `127.0.0.1:${target}`)
  await until(() => accepted.length === 2)
  const failed = new Promise<NodeJS.ErrnoException>((resolve) => accepted[1]?.once('error', resolve))
  second.resetAndDestroy()
  expect((await failed).code).toBe('ECONNRESET')
})

test('a client that goes away while its target is being reached leaves nothing behind', async () => {
  const proxy = await proxyAlone()
  const target = await listening(createServer((socket) => socket.resume()))
  const sockets = Array.from({ length: 50 }, () => {
    const socket = dial(proxy.url)
    socket.write(`CONNECT 127.0.0.1:${target} HTTP/1.1\r\nHost: x\r\n\r\n`, () => socket.resetAndDestroy())
    socket.on('error', () => {})
    return once(socket, 'close')
  })
  await Promise.all(sockets)
  const after = await openTunnel(proxy.url, `127.0.0.1:${target}`)
  after.destroy()
})

test('closing the mock cuts idle tunnels, also those to other hosts, and frees the port', async () => {
  const mock = await startMockServer({ controlPort: false, proxyPort: 0 })
  const silent = await listening(createServer(() => {}))
  const tunnels = await Promise.all([
    openTunnel(mock.proxyUrl, `127.0.0.1:${silent}`),
    openTunnel(mock.proxyUrl, 'apps-in-toss-api.toss.im:443'),
  ])
  const idle = dial(mock.proxyUrl)
  await once(idle, 'connect')
  const ended = Promise.all([...tunnels, idle].map(textOf))
  await mock.close()
  expect(await ended).toEqual(['', '', ''])
  const [error] = await once(dial(mock.proxyUrl), 'error')
  expect(error.code).toBe('ECONNREFUSED')
})

test('others are reached through the proxy that this machine needs, with its password, but for what NO_PROXY names', async () => {
  const seen: string[] = []
  const target = await listening(createServer((socket) => socket.end('reached')))
  const company = createHttpServer()
  company.on('connect', ({ url, headers }, socket) => {
    seen.push(`${url} ${headers['proxy-authorization']}`)
    if (url === 'forbidden.example:443') return socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    const through = connect(target, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\nearly '))
    through.pipe(socket).pipe(through)
  })
  const port = await listening(company)
  const url = `http://me:p%40ss@127.0.0.1:${port}`
  const proxy = await proxyAlone({ upstream: createUpstream(url, 'direct.example, .test') })
  expect(await textOf(await openTunnel(proxy.url, 'somewhere.example:443'))).toBe('early reached')
  expect(await answerTo(proxy.url, 'CONNECT forbidden.example:443 HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 502 .*the proxy 127\.0\.0\.1 answered 403/s,
  )
  expect(await textOf(await openTunnel(proxy.url, `127.0.0.1:${target}`))).toBe('reached')
  const basic = `Basic ${Buffer.from('me:p@ss').toString('base64')}`
  expect(seen).toEqual([`somewhere.example:443 ${basic}`, `forbidden.example:443 ${basic}`])
})

test.each([
  ['a.direct.example', true],
  ['direct.example', true],
  ['indirect.example', false],
  ['x.test', true],
  ['localhost', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['127.example', false],
])('NO_PROXY direct.example,.test: %s is reached directly: %s', (host, expected) => {
  const { bypasses } = createUpstream('http://127.0.0.1:3128', 'direct.example, .test')
  expect(bypasses({ host, port: 443 })).toBe(expected)
})

test('wrong settings are refused by name, and a password is not shown', async () => {
  await expect(startMockServer({ proxyPort: 70_000 })).rejects.toThrow(/^proxyPort must be a whole number from 0/)
  await expect(startMockServer({ proxyOthers: 'block' as 'pass' })).rejects.toThrow(
    /^proxyOthers must be pass or refuse/,
  )
  expect(() => createUpstream('socks5://me:secret@127.0.0.1:1')).toThrow(
    /^proxyUpstream must be a URL that begins with/,
  )
  expect(() => createUpstream('socks5://me:secret@127.0.0.1:1')).not.toThrow(/secret/)
})

test('a taken port is named with its flag, and nothing stays running', async () => {
  const taken = await listening(createServer())
  await expect(startMockServer({ proxyPort: taken })).rejects.toMatchObject({
    code: 'ERR_PORT_TAKEN',
    fix: expect.stringContaining('--proxy-port'),
  })
})

/** A proxy without a mock behind it. */
async function proxyAlone(options: Partial<Parameters<typeof createConnectProxy>[0]> = {}) {
  const log = await createLog({ level: 'silent', format: 'json' })
  const proxy = createConnectProxy({ mock: () => ({ host: '127.0.0.1', port: 9 }), others: 'pass', log, ...options })
  await proxy.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => {
    proxy.close()
    proxy.destroyTunnels()
  })
  const { port } = proxy.server.address() as AddressInfo
  return { port, url: `http://127.0.0.1:${port}` }
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => void sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return (server.address() as AddressInfo).port
}

function dial(proxyUrl: string | undefined): Socket {
  const { hostname, port } = new URL(String(proxyUrl))
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  return socket
}

async function openTunnel(proxyUrl: string | undefined, target: string): Promise<Socket> {
  const socket = dial(proxyUrl)
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`)
  // Not a byte more than the head: what follows belongs to the tunnel.
  let head = ''
  while (!head.endsWith('\r\n\r\n')) {
    const byte = socket.read(1) as Buffer | null
    if (byte === null) await once(socket, 'readable')
    else head += byte
  }
  expect(head).toBe('HTTP/1.1 200 Connection Established\r\n\r\n')
  return socket
}

async function answerTo(proxyUrl: string | undefined, sent: string | Buffer): Promise<string> {
  const socket = dial(proxyUrl)
  socket.write(sent)
  return textOf(socket)
}

/** All that a stream brings; its other side stays as it is. */
function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    stream.on('data', (part) => {
      text += part
    })
    stream.once('error', reject)
    stream.once('end', () => resolve(text))
  })
}

async function textUntil(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  let text = ''
  for await (const part of stream) {
    text += part
    if (pattern.test(text)) return text
  }
  return text
}

/** Waits for something that another socket's event brings about. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}

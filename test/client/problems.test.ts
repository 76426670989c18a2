import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { expect, test } from 'vitest'
import { createAuthority } from '../../ca/authority.js'
import { createMemoryCertificates } from '../../ca/memory-certificates.js'
import { type ClientOptions, createClient, isTransportError, type TransportError } from '../../client/index.js'
import { rejection, startMtlsServer, success, tlsVersions, tokens } from './mtls-server.js'

const day = 24 * 60 * 60 * 1000
const daysAgo = (days: number) => new Date(Date.now() - days * day)

/** Calls an operation that must not be repeated, and returns what it is rejected with. */
async function failure(options: ClientOptions): Promise<TransportError> {
  await using client = createClient({ maxRetries: 0, ...options })
  const error = await rejection(client.login.generateToken({ authorizationCode: 'code', referrer: 'DEFAULT' }))
  if (!isTransportError(error)) throw error
  return error
}

async function listen(server: Server): Promise<{ port: number } & AsyncDisposable> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: close }
}

test.each(tlsVersions)('%s: without a certificate the error says so, and that nothing was sent', async (version) => {
  await using api = await startMtlsServer(() => success(tokens), { version })
  const { ca, baseUrl } = api.options
  const error = await failure({ ca, baseUrl })
  expect(error).toMatchObject({
    name: 'TransportError',
    code: 'ERR_NETWORK',
    operation: 'login.generateToken',
    problem: 'no-client-certificate',
    requestSent: 'no',
  })
  expect(error.message).toBe('login.generateToken: The server demands a client certificate, and none was sent.')
  expect(error.fix).toContain('cert and key')
  expect(error.cause).toMatchObject({ code: expect.stringMatching(/^ERR_SSL_/) })
})

test.each(tlsVersions)('%s: a certificate of another authority is refused', async (version) => {
  await using api = await startMtlsServer(() => success(tokens), { version })
  const { client: own } = await createMemoryCertificates()
  const other = await createAuthority({ key: own.key, name: 'other' })
  const error = await failure({
    ...api.options,
    ...(await other.issueClientCertificate({ appName: 'app', key: own.key })),
  })
  expect(error).toMatchObject({ code: 'ERR_NETWORK', problem: 'client-certificate-refused' })
  // On TLS 1.3 the request leaves before the server can refuse; on TLS 1.2 it does not.
  expect(error.requestSent).toBe(version === 'TLSv1.3' ? 'maybe' : 'no')
  expect(api.requests).toEqual([])
})

test.each(tlsVersions)('%s: an expired certificate, and one not valid yet, are named as such', async (version) => {
  await using api = await startMtlsServer(() => success(tokens), { version })
  const { authority, client: own } = await createMemoryCertificates()
  const issue = (notBefore: Date, notAfter: Date) =>
    authority.issueClientCertificate({ appName: 'app', key: own.key, notBefore, notAfter })
  const expired = await failure({ ...api.options, ...(await issue(daysAgo(10), daysAgo(1))) })
  expect(expired).toMatchObject({ problem: 'client-certificate-expired' })
  expect(expired.hint).toContain('it expired at 20')
  const early = await failure({ ...api.options, ...(await issue(daysAgo(-1), daysAgo(-10))) })
  expect(early).toMatchObject({ problem: 'client-certificate-not-yet-valid' })
})

test.each(tlsVersions)('%s: a server of an authority that is not trusted', async (version) => {
  await using api = await startMtlsServer(() => success(tokens), { version })
  const error = await failure({ ...api.options, ca: undefined })
  expect(error).toMatchObject({ code: 'ERR_NETWORK', problem: 'server-not-trusted', requestSent: 'no' })
  expect(error.fix).toContain('NODE_EXTRA_CA_CERTS')
})

test.each(tlsVersions)('%s: a server whose certificate is for another host name', async (version) => {
  await using api = await startMtlsServer(() => success(tokens), { version, host: '127.0.0.2' })
  const error = await failure(api.options)
  expect(error).toMatchObject({ problem: 'server-name-mismatch', requestSent: 'no' })
})

test.each(tlsVersions)('%s: a server whose certificate has expired, or is not valid yet', async (version) => {
  const { authority, server } = await createMemoryCertificates()
  const issue = (notBefore: Date, notAfter: Date) =>
    authority.issueServerCertificate({ key: server.key, notBefore, notAfter })
  for (const [certificate, problem] of [
    [await issue(daysAgo(10), daysAgo(1)), 'server-certificate-expired'],
    [await issue(daysAgo(-1), daysAgo(-10)), 'server-certificate-not-yet-valid'],
  ] as const) {
    await using api = await startMtlsServer(() => success(tokens), { version, cert: certificate.cert })
    expect(await failure(api.options)).toMatchObject({ problem, requestSent: 'no' })
  }
})

test('client and server without a TLS version in common', async () => {
  await using api = await startMtlsServer(() => success(tokens), { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })
  expect(await failure(api.options)).toMatchObject({ problem: 'tls-handshake-failed', requestSent: 'no' })
})

test('a port where nothing listens', async () => {
  await using server = await listen(createTcpServer())
  const { port } = server
  await server[Symbol.asyncDispose]()
  const error = await failure({ baseUrl: `https://127.0.0.1:${port}` })
  expect(error).toMatchObject({ problem: 'connection-refused', requestSent: 'no' })
  expect(error.hint).toBe(`Nothing listens at https://127.0.0.1:${port}.`)
})

test('a host name that does not exist', async () => {
  const error = await failure({ baseUrl: 'https://no-such-host.invalid' })
  expect(error).toMatchObject({ problem: 'dns', requestSent: 'no' })
})

test('a plain HTTP server in place of a TLS one', async () => {
  await using server = await listen(createHttpServer((_, response) => response.end('{}')))
  const error = await failure({ baseUrl: `https://127.0.0.1:${server.port}` })
  expect(error).toMatchObject({ problem: 'not-tls', requestSent: 'no' })
})

test('a server that closes the connection without speaking TLS', async () => {
  await using server = await listen(createTcpServer((socket) => socket.destroy()))
  const error = await failure({ baseUrl: `https://127.0.0.1:${server.port}` })
  expect(error).toMatchObject({ problem: 'connection-reset', requestSent: 'no' })
})

test('a TLS server that does not speak HTTP', async () => {
  const { server: own, authority } = await createMemoryCertificates()
  await using server = await listen(createTlsServer(own, (socket) => socket.resume().end('hello\n')))
  const error = await failure({ ca: authority.cert, baseUrl: `https://127.0.0.1:${server.port}` })
  expect(error).toMatchObject({ problem: 'not-http', requestSent: 'maybe' })
})

test.each(tlsVersions)(
  '%s: a connection that is lost after the request leaves open what became of it',
  async (version) => {
    let calls = 0
    const api = await startMtlsServer(
      ({ connection }) => (++calls === 1 ? success(tokens) : connection.destroy() && undefined),
      { version },
    )
    await using _ = api
    await using client = createClient(api.options)
    const call = () => client.login.generateToken({ authorizationCode: 'code', referrer: 'DEFAULT' })
    await call()
    const error = await rejection<TransportError>(call())
    expect(error).toMatchObject({ code: 'ERR_NETWORK', problem: 'connection-reset', requestSent: 'maybe' })
    expect(error.fix).toContain('before repeating it')
    // A server known to accept the certificate has not refused it, whatever the next connection does.
    expect(await rejection(call())).toMatchObject({ problem: 'connection-reset' })
    expect(api.requests).toHaveLength(3)
  },
)

test.each(tlsVersions)('%s: an answer that breaks off', async (version) => {
  await using api = await startMtlsServer(
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
      response.write('{"resultType":', () => response.destroy())
    },
    { version },
  )
  expect(await failure(api.options)).toMatchObject({ problem: 'connection-reset', requestSent: 'maybe' })
})

const openssl = spawnSync('openssl', ['version']).status === 0

test.skipIf(!openssl).each([
  ['-tls1_3', 'no-client-certificate', 'no'],
  ['-tls1_2', 'no-client-certificate', 'no'],
  ['-tls1_3', 'client-certificate-refused', 'no'],
  ['-tls1_2', 'client-certificate-refused', 'no'],
  ['-tls1_3', 'client-certificate-expired', 'no'],
  ['-tls1_2', 'client-certificate-expired', 'no'],
] as const)(
  'a server that refuses with TLS alerts, as OpenSSL does (%s): %s',
  async (version, problem, requestSent) => {
    const { authority, server, client: own } = await createMemoryCertificates()
    const directory = await mkdtemp(join(tmpdir(), 'client-problems-'))
    const file = async (name: string, text: string) => {
      await writeFile(join(directory, name), text)
      return join(directory, name)
    }
    const files = ['-cert', await file('cert', server.cert), '-key', await file('key', server.key)]
    const trusted = ['-CAfile', await file('ca', authority.cert)]
    // With -WWW it answers requests itself, and reads nothing from standard input.
    const demand = ['-Verify', '2', '-verify_return_error', '-WWW', '-naccept', '1', version]
    const process = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', ...files, ...trusted, ...demand])
    try {
      const port = await new Promise<string>((resolve, reject) => {
        let output = ''
        process.stdout.on('data', (chunk) => {
          output += chunk
          const accepting = /ACCEPT \S*:(\d+)/.exec(output)?.[1]
          if (accepting) resolve(accepting)
        })
        process.on('exit', () => reject(new Error(output)))
      })
      const other = await createAuthority({ key: own.key, name: 'other' })
      const old = { appName: 'app', key: own.key, notBefore: daysAgo(10), notAfter: daysAgo(1) }
      const pairs = {
        'no-client-certificate': {},
        'client-certificate-refused': await other.issueClientCertificate({ appName: 'app', key: own.key }),
        'client-certificate-expired': await authority.issueClientCertificate(old),
      }
      const options = { ca: authority.cert, baseUrl: `https://127.0.0.1:${port}` }
      expect(await failure({ ...options, ...pairs[problem] })).toMatchObject({ problem, requestSent })
    } finally {
      process.kill()
      await rm(directory, { recursive: true })
    }
  },
)

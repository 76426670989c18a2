import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuthority } from '../../../ca/index.js'
import type { HandshakeRefusalEntry, RefusalReason } from '../../../mock-server/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { hasTool } from '../../tools.js'
import { type PemFolder, pemFolder } from '../files.js'
import { run } from '../run.js'

const nodeClients = fileURLToPath(new URL('./node-clients.mjs', import.meta.url))
const pythonClient = fileURLToPath(new URL('./python-client.py', import.meta.url))
const day = 86_400_000

interface Pair {
  readonly cert: string
  readonly key: string
}

let mock: MockServer
let folder: PemFolder
let ca: string
const presented: Record<string, Pair> = {}

async function present(name: string, pair: Pair): Promise<void> {
  presented[name] = {
    cert: await folder.write(`${name}.crt`, pair.cert),
    key: await folder.write(`${name}.key`, pair.key),
  }
}

beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
  folder = await pemFolder()
  ca = await folder.write('ca.crt', mock.clientTls.ca)
  const { authority } = mock.certificates
  const { key } = mock.clientTls
  const other = await createAuthority()
  const now = Date.now()
  await present('good', mock.clientTls)
  await present(
    'foreign',
    await other.issueClientCertificate({ appName: 'my-mini-app', key: mock.certificates.server.key }),
  )
  await present(
    'expired',
    await authority.issueClientCertificate({
      appName: 'my-mini-app',
      key,
      notBefore: new Date(now - 9 * day),
      notAfter: new Date(now - day),
    }),
  )
  await present(
    'early',
    await authority.issueClientCertificate({ appName: 'my-mini-app', key, notBefore: new Date(now + day) }),
  )
})

afterAll(async () => {
  for (const { child } of clientsOfNode.values()) child.kill('SIGKILL')
  await mock.close()
  await folder[Symbol.asyncDispose]()
})

/** What a set of clients showed, and the refusals that the journal kept meanwhile. */
async function collect<Shown>(expected: number, work: () => Promise<Shown>) {
  const refusals: HandshakeRefusalEntry[] = []
  let reached: () => void
  const enough = new Promise<void>((resolve) => {
    reached = resolve
  })
  const stop = mock.journal.onEntry((entry) => {
    if (entry.kind !== 'handshake-refusal') return
    refusals.push(entry)
    if (refusals.length === expected) reached()
  })
  const shown = await work()
  if (expected > 0) await enough
  stop()
  return { shown, refusals }
}

/** A process with the client libraries in it, by the TLS version that it was started for; it tries one pair after the other. */
const clientsOfNode = new Map<string, { child: ChildProcess; try(pair: Pair | undefined): Promise<string> }>()

function startClients(version: string) {
  const child = spawn(process.execPath, [`--tls-max-v${version}`, nodeClients, mock.baseUrl], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: ca },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  const lines = createInterface(child.stdout)
  const clients = {
    child,
    async try(pair: Pair | undefined) {
      const answered = Promise.race([once(lines, 'line'), once(lines, 'close')])
      child.stdin.write(`${JSON.stringify(pair === undefined ? [] : [pair.cert, pair.key])}\n`)
      const [line] = await answered
      expect(stderr).toBe('')
      return line as string
    },
  }
  clientsOfNode.set(version, clients)
  return clients
}

async function nodeShows(version: string, pair: Pair | undefined): Promise<Record<string, Record<string, string>>> {
  const clients = clientsOfNode.get(version) ?? startClients(version)
  return JSON.parse(await clients.try(pair))
}

const noCertificate13 = 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'
const noCertificate12 = 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'

// These run one after another: each looks at the refusals that the shared mock recorded meanwhile.
describe('what Node’s HTTP clients show for a refused handshake', () => {
  test('without a certificate over TLS 1.3: alert 116, and ERR_NETWORK from axios’ fetch adapter', async () => {
    const { shown, refusals } = await collect(5, () => nodeShows('1.3', undefined))
    expect(shown['axios fetch']).toMatchObject({ code: 'ERR_NETWORK', message: 'Network Error' })
    expect(shown['axios http']).toMatchObject({ code: noCertificate13 })
    expect(shown['node:https']).toMatchObject({ code: noCertificate13 })
    expect(shown.fetch).toMatchObject({ message: 'fetch failed', cause: 'UND_ERR_SOCKET' })
    expect(shown.undici?.status).toBeUndefined()
    expect(reasons(refusals)).toEqual(Array(5).fill('no-client-certificate'))
    expect(refusals[0]).toMatchObject({ protocol: 'TLSv1.3', fix: expect.stringContaining('fetch') })
  })

  test('without a certificate over TLS 1.2: alert 40, and ERR_NETWORK from axios’ fetch adapter', async () => {
    const { shown, refusals } = await collect(5, () => nodeShows('1.2', undefined))
    expect(shown['axios fetch']).toMatchObject({ code: 'ERR_NETWORK', cause: noCertificate12 })
    expect(shown['axios http']).toMatchObject({ code: 'EPROTO', message: expect.stringContaining('alert number 40') })
    expect(shown['node:https']).toMatchObject({ code: 'EPROTO' })
    expect(shown.fetch).toMatchObject({ message: 'fetch failed', cause: noCertificate12 })
    expect(shown.undici?.status).toBeUndefined()
    expect(reasons(refusals)).toEqual(Array(5).fill('no-client-certificate'))
    expect(refusals[0]).toMatchObject({ protocol: 'TLSv1.2' })
  })

  test.each([
    ['1.3', 'foreign', 'unknown-authority'],
    ['1.2', 'foreign', 'unknown-authority'],
    ['1.3', 'expired', 'expired'],
    ['1.2', 'expired', 'expired'],
    ['1.3', 'early', 'not-yet-valid'],
    ['1.2', 'early', 'not-yet-valid'],
  ] as const)(
    'over TLS %s a certificate that is %s ends in ECONNRESET before any HTTP',
    async (version, name, reason) => {
      const { shown, refusals } = await collect(5, () => nodeShows(version, presented[name]))
      expect(shown['axios http']).toMatchObject({ code: 'ECONNRESET' })
      expect(shown['node:https']).toMatchObject({ code: 'ECONNRESET' })
      for (const client of Object.values(shown)) expect(client.status).toBeUndefined()
      // fetch and axios' fetch adapter ignore https.Agent: to them it is as if there were no certificate.
      expect(reasons(refusals).filter((seen) => seen === reason)).toHaveLength(3)
      expect(reasons(refusals).filter((seen) => seen === 'no-client-certificate')).toHaveLength(2)
      expect(refusals.find((refusal) => refusal.reason === reason)?.certificate).toMatchObject({
        commonName: 'my-mini-app',
      })
    },
  )

  test.each(['1.3', '1.2'])(
    'over TLS %s a good certificate gets an HTTP answer, except through global fetch',
    async (version) => {
      const { shown, refusals } = await collect(2, () => nodeShows(version, presented.good))
      expect(shown).toMatchObject({
        'axios http': { status: 200 },
        'node:https': { status: 200 },
        undici: { status: 200 },
      })
      expect(shown['axios fetch']).toMatchObject({ code: 'ERR_NETWORK' })
      expect(shown.fetch).toMatchObject({ message: 'fetch failed' })
      expect(reasons(refusals)).toEqual(['no-client-certificate', 'no-client-certificate'])
    },
  )
})

describe('what other clients show', () => {
  const curl = (version: string, pair: Pair | undefined) =>
    run('curl', [
      ...['-sS', `--tlsv${version}`, '--tls-max', version, '--cacert', ca],
      ...(pair === undefined ? [] : ['--cert', pair.cert, '--key', pair.key]),
      `${mock.baseUrl}/api-partner/v1/apps-in-toss/user/oauth2/login-me`,
    ])

  // The connection ends with FIN or, when the request had arrived already, with RST: curl calls them differently.
  const closed13 = expect.toBeOneOf([52, 56])
  const closedSays = /Empty reply from server|Connection reset by peer/

  test.runIf(hasTool('curl')).each([
    ['1.3', undefined, 56, /alert certificate required/],
    ['1.2', undefined, 35, /alert handshake failure/],
    ['1.3', 'foreign', closed13, closedSays],
    ['1.2', 'foreign', 35, /SSL_ERROR_SYSCALL|Connection reset/],
    ['1.3', 'expired', closed13, closedSays],
    ['1.3', 'early', closed13, closedSays],
  ])('curl over TLS %s with certificate %s exits with %s and says %s', async (version, name, status, says) => {
    const { shown, refusals } = await collect(1, () => curl(version, name === undefined ? undefined : presented[name]))
    expect(shown).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(says) })
    expect(refusals).toHaveLength(1)
  })

  test.runIf(hasTool('curl'))('curl with the good certificate gets JSON', async () => {
    const { shown } = await collect(0, () => curl('1.3', presented.good))
    expect(JSON.parse(shown.stdout)).toMatchObject({
      resultType: 'FAIL',
      error: { errorCode: 'OAUTH_ISSUE_TOKEN_ERROR' },
    })
  })

  const python = async (version: string, pair: Pair | undefined) => {
    const port = new URL(mock.baseUrl).port
    const ran = await run('python3', [pythonClient, port, ca, version, pair?.cert ?? '', pair?.key ?? ''])
    return JSON.parse(ran.stdout)
  }

  test.runIf(hasTool('python3')).each([
    ['1.3', undefined, { type: 'SSLError', reason: 'TLSV13_ALERT_CERTIFICATE_REQUIRED' }],
    ['1.2', undefined, { type: 'SSLError', reason: 'SSLV3_ALERT_HANDSHAKE_FAILURE' }],
    ['1.3', 'foreign', { type: expect.toBeOneOf(['RemoteDisconnected', 'ConnectionResetError']) }],
    ['1.2', 'foreign', { type: expect.toBeOneOf(['SSLEOFError', 'ConnectionResetError']) }],
    ['1.3', 'expired', { type: expect.toBeOneOf(['RemoteDisconnected', 'ConnectionResetError']) }],
  ])('Python over TLS %s with certificate %s raises %o', async (version, name, raised) => {
    const { shown, refusals } = await collect(1, () =>
      python(version, name === undefined ? undefined : presented[name]),
    )
    expect(shown).toMatchObject(raised)
    expect(refusals).toHaveLength(1)
  })

  test.runIf(hasTool('python3'))('Python with the good certificate gets an answer', async () => {
    expect(await python('1.3', presented.good)).toEqual({ status: 200 })
  })
})

test('the certificate in the refusal is the one that was presented, and the fix says what to do', async () => {
  const { refusals } = await collect(3, () => nodeShows('1.3', presented.expired).then(() => undefined))
  const expired = refusals.find(({ reason }) => reason === 'expired')
  const pem = await readFile((presented.expired as Pair).cert, 'utf8')
  const { X509Certificate } = await import('node:crypto')
  expect(expired?.certificate?.serialNumber).toBe(new X509Certificate(pem).serialNumber)
  expect(expired?.message).toContain('CN=my-mini-app')
  expect(expired?.fix).toContain('renews')
})

function reasons(refusals: readonly HandshakeRefusalEntry[]): RefusalReason[] {
  return refusals.map(({ reason }) => reason)
}

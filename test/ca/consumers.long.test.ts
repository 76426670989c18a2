import { execFile, spawn } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import forge from 'node-forge'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { signCertificate } from '../../ca/certificate.js'
import { type Authority, createMemoryCertificates, type KeyAndCertificate } from '../../ca/index.js'
import { hasTool } from '../tools.js'
import { emptyFolder } from './folder.js'
import { received, serveCommonName } from './mutual-tls.js'

const run = promisify(execFile)

let authority: Authority
let server: KeyAndCertificate
let client: KeyAndCertificate
/** A dot makes OpenSSL take the CN for a host name. */
let dotted: KeyAndCertificate

beforeAll(async () => {
  const certificates = await createMemoryCertificates()
  ;({ authority, server, client } = certificates)
  dotted = await certificates.issue('my.mini.app')
})

async function folderWithCertificates(): Promise<string> {
  const dir = await emptyFolder()
  writeFileSync(join(dir, 'ca.crt'), authority.cert)
  for (const [name, pair] of Object.entries({ server, client, dotted })) {
    writeFileSync(join(dir, `${name}.crt`), pair.cert)
    writeFileSync(join(dir, `${name}.key`), pair.key)
  }
  return dir
}

/** A server certificate of this authority that our own code would refuse to issue. */
async function issueBeyondConstraints(subjectAltName: object[], commonName: string): Promise<string> {
  const altNames = subjectAltName.length > 0 ? [{ name: 'subjectAltName', altNames: subjectAltName }] : []
  const cert = signCertificate(
    forge,
    {
      subject: { commonName },
      key: createPrivateKey(server.key),
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 86_400_000),
      extensions: [{ name: 'extKeyUsage', serverAuth: true }, ...altNames],
    },
    { cert: forge.pki.certificateFromPem(authority.cert), key: createPrivateKey(authority.key) },
  )
  const dir = await emptyFolder()
  writeFileSync(join(dir, 'ca.crt'), authority.cert)
  writeFileSync(join(dir, 'server.crt'), cert)
  return dir
}

describe('Node', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('shakes hands in %s, both sides verified', async (version) => {
    const port = await serveCommonName(authority, server)
    const names = ['localhost', 'apps-in-toss-api.toss.im', 'pay-apps-in-toss-api.toss.im', 'host.docker.internal']
    for (const servername of names) {
      const shared = {
        host: '127.0.0.1',
        port,
        servername,
        ca: authority.cert,
        minVersion: version,
        maxVersion: version,
      }
      expect(await received(connect({ ...shared, ...client }))).toBe('my-mini-app')
      expect(await received(connect({ ...shared, ...dotted }))).toBe('my.mini.app')
    }
  })
})

describe('OpenSSL', () => {
  test.runIf(hasTool('openssl'))('accepts each certificate for its purpose, strictly', async () => {
    const cwd = await folderWithCertificates()
    const verify = ['verify', '-x509_strict', '-CAfile', 'ca.crt', '-purpose']
    await run('openssl', [...verify, 'sslclient', 'client.crt', 'dotted.crt'], { cwd })
    await run('openssl', [...verify, 'sslserver', '-verify_hostname', 'localhost', 'server.crt'], { cwd })
    await run('openssl', [...verify, 'sslserver', '-verify_ip', '::1', 'server.crt'], { cwd })
    await expect(run('openssl', [...verify, 'sslserver', 'client.crt'], { cwd })).rejects.toThrow(/purpose/)
    await expect(run('openssl', [...verify, 'sslclient', 'server.crt'], { cwd })).rejects.toThrow(/purpose/)
  })

  test.runIf(hasTool('openssl'))('reads the extensions as they are meant', async () => {
    const cwd = await folderWithCertificates()
    const text = async (name: string) =>
      (await run('openssl', ['x509', '-noout', '-text', '-in', name], { cwd })).stdout
    const ca = await text('ca.crt')
    expect(ca).toContain('Version: 3 (0x2)')
    expect(ca).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/)
    expect(ca).toMatch(/X509v3 Key Usage: critical\s+Certificate Sign, CRL Sign/)
    expect(ca).toMatch(
      /Name Constraints: critical\s+Permitted:\s+DNS:localhost\s+DNS:toss.im\s+DNS:host.docker.internal\n\s+X509v3/,
    )
    const certificate = await text('client.crt')
    expect(certificate).toMatch(/Subject: CN ?= ?my-mini-app\n/)
    expect(certificate).toMatch(/Key Usage: critical\s+Digital Signature, Key Encipherment/)
    expect(certificate).toMatch(/Extended Key Usage:\s+TLS Web Client Authentication\n/)
    expect(certificate).not.toContain('Alternative Name')
  })

  test.runIf(hasTool('openssl')).each([
    ['a host of somebody else', [{ type: 2, value: 'example.com' }], 'localhost'],
    ['somebody else, named only as CN', [], 'example.com'],
  ])('refuses a certificate by the authority for %s', async (_, subjectAltName, commonName) => {
    const cwd = await issueBeyondConstraints(subjectAltName, commonName)
    await expect(run('openssl', ['verify', '-CAfile', 'ca.crt', 'server.crt'], { cwd })).rejects.toThrow(
      /permitted subtree violation/,
    )
  })
})

const strict = `
import ssl, socket, sys
def strict(context):
    context.verify_flags |= ssl.VERIFY_X509_STRICT  # the default since Python 3.13
    return context
`

describe('Python ssl', () => {
  test.runIf(hasTool('python3'))('accepts the server under each of its names, and is accepted', async () => {
    const port = await serveCommonName(authority, server)
    const program = `${strict}
context = strict(ssl.create_default_context(cafile='ca.crt'))
context.load_cert_chain('client.crt', 'client.key')
for name in sys.argv[2:]:
    with socket.create_connection(('127.0.0.1', int(sys.argv[1]))) as plain:
        with context.wrap_socket(plain, server_hostname=name) as secure:
            print(name, secure.recv(100).decode())
`
    const names = ['localhost', '127.0.0.1', '::1', 'apps-in-toss-api.toss.im', 'pay-apps-in-toss-api.toss.im']
    const { stdout } = await run('python3', ['-c', program, String(port), ...names], {
      cwd: await folderWithCertificates(),
    })
    expect(stdout.trim().split('\n')).toEqual(names.map((name) => `${name} my-mini-app`))
  })

  test.runIf(hasTool('python3'))('as a server demands and accepts the client certificates', async () => {
    const program = `${strict}
context = strict(ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile='ca.crt'))
context.verify_mode = ssl.CERT_REQUIRED
context.load_cert_chain('server.crt', 'server.key')
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)
for _ in range(2):
    with context.wrap_socket(listener.accept()[0], server_side=True) as secure:
        secure.sendall(dict(entry[0] for entry in secure.getpeercert()['subject'])['commonName'].encode())
`
    const python = spawn('python3', ['-c', program], { cwd: await folderWithCertificates() })
    onTestFinished(() => void python.kill())
    const [port] = (await once(createInterface(python.stdout), 'line')) as [string]
    const shared = { host: '127.0.0.1', port: Number(port), servername: 'localhost', ca: authority.cert }
    expect(await received(connect({ ...shared, ...client }))).toBe('my-mini-app')
    expect(await received(connect({ ...shared, ...dotted }))).toBe('my.mini.app')
  })
})

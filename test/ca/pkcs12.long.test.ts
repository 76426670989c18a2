import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Authority, createMemoryCertificates, type KeyAndCertificate, toPkcs12 } from '../../ca/index.js'
import { hasTool } from '../tools.js'
import { emptyFolder } from './folder.js'
import { received, serveCommonName } from './mutual-tls.js'

const run = promisify(execFile)

let authority: Authority
let server: KeyAndCertificate
let client: KeyAndCertificate

beforeAll(async () => {
  ;({ authority, server, client } = await createMemoryCertificates())
})

describe('a PKCS#12 file', () => {
  const password = 'changeit'

  async function folderWithPkcs12(): Promise<string> {
    const dir = await emptyFolder()
    const content = await toPkcs12({ ...client, ca: authority.cert, password, friendlyName: 'my-mini-app' })
    writeFileSync(join(dir, 'client.p12'), content)
    return dir
  }

  test('shakes hands from Node', async () => {
    const port = await serveCommonName(authority, server)
    const pfx = await toPkcs12({ ...client, ca: authority.cert, password, friendlyName: 'x' })
    const socket = connect({
      host: '127.0.0.1',
      servername: 'localhost',
      port,
      pfx,
      passphrase: password,
      ca: authority.cert,
    })
    expect(await received(socket)).toBe('my-mini-app')
  })

  test.runIf(hasTool('openssl'))('opens in OpenSSL with key, certificate and authority', async () => {
    const cwd = await folderWithPkcs12()
    const open = ['pkcs12', '-info', '-nodes', '-in', 'client.p12', '-passin']
    const { stdout, stderr } = await run('openssl', [...open, `pass:${password}`], { cwd })
    expect(stdout).toContain('friendlyName: my-mini-app')
    expect(stdout).toContain('BEGIN PRIVATE KEY')
    expect(stdout.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
    expect(stderr).toContain('pbeWithSHA1And3-KeyTripleDES-CBC')
    await expect(run('openssl', [...open, 'pass:wrong'], { cwd })).rejects.toThrow(/invalid password|mac verify/i)
  })

  test.runIf(hasTool('keytool'))('opens in Java as a private key entry with its chain', async () => {
    const cwd = await folderWithPkcs12()
    const args = ['-list', '-v', '-storetype', 'PKCS12', '-keystore', 'client.p12', '-storepass', password]
    const { stdout } = await run('keytool', ['-J-Duser.language=en', ...args], { cwd })
    expect(stdout).toContain('Alias name: my-mini-app')
    expect(stdout).toContain('Entry type: PrivateKeyEntry')
    expect(stdout).toContain('Certificate chain length: 2')
    expect(stdout).toContain('Owner: CN=my-mini-app')
  })
})

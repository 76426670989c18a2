import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { inspectCertificate, openCertificateDirectory } from '../../ca/index.js'
import { completeFiles, completeFolder, difference, emptyFolder, filesIn, permissions, write } from './folder.js'

const day = 86_400_000

function later(days: number): Date {
  return new Date(Date.now() + days * day)
}

const sharedFiles = ['.gitignore', 'ca.crt', 'ca.key', 'server.crt', 'server.key', 'token-signing.key']
const clientFiles = ['my-mini-app.p12', 'my-mini-app.p12.password', 'my-mini-app_private.key', 'my-mini-app_public.crt']

describe('the first start', () => {
  test('makes the folder with every file, closed to others and hidden from git', async () => {
    const dir = join(await emptyFolder(), 'deep', '.apps-in-toss-mock')
    const { changes, paths, client } = await openCertificateDirectory({ dir })
    expect(Object.keys(filesIn(dir))).toEqual([...sharedFiles, ...clientFiles].sort())
    expect(changes.map(({ file }) => file).sort()).toEqual([...sharedFiles, ...clientFiles].sort())
    expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(['created']))
    expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n')
    expect(permissions(dir)).toBe('700')
    for (const file of Object.keys(filesIn(dir))) {
      const isPublic = file.endsWith('.crt') || file === '.gitignore'
      expect(`${file} ${permissions(join(dir, file))}`).toBe(`${file} ${isPublic ? '644' : '600'}`)
    }
    for (const path of [...Object.values(paths), ...Object.values(client.paths)]) {
      expect(isAbsolute(path) && existsSync(path)).toBe(true)
    }
  })

  test('hands out what it has written, and it fits together', async () => {
    const dir = await completeFolder()
    const { authority, server, client, tokenSigningKey, paths } = await openCertificateDirectory({ dir })
    const text = (path: string) => readFileSync(path, 'utf8')
    expect(authority).toMatchObject({ cert: text(paths.ca), key: text(paths.caKey) })
    expect(server).toEqual({ cert: text(paths.server), key: text(paths.serverKey) })
    expect(client).toMatchObject({ cert: text(client.paths.cert), key: text(client.paths.key), appName: 'my-mini-app' })
    expect(tokenSigningKey).toBe(text(paths.tokenSigningKey))
    for (const { cert, key } of [authority, server, client]) {
      expect(new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))).toBe(true)
      expect(new X509Certificate(cert).verify(new X509Certificate(authority.cert).publicKey)).toBe(true)
    }
    expect(text(client.paths.pkcs12Password)).toBe(client.pkcs12Password)
    createSecureContext({ pfx: readFileSync(client.paths.pkcs12), passphrase: client.pkcs12Password })
  })

  test('in a folder with things of the user leaves its permissions and its git status alone', async () => {
    const dir = await emptyFolder()
    chmodSync(dir, 0o755)
    writeFileSync(join(dir, 'package.json'), '{}')
    const { changes } = await openCertificateDirectory({ dir })
    expect(existsSync(join(dir, '.gitignore'))).toBe(false)
    expect(permissions(dir)).toBe('755')
    expect(changes).toHaveLength(9)
    expect((await openCertificateDirectory({ dir })).changes).toEqual([])
  })
})

describe('a later start', () => {
  test('changes no byte, and needs neither lock nor permission to write', async () => {
    const dir = await completeFolder()
    const before = filesIn(dir)
    // Under the lock it would wait for 20 seconds.
    mkdirSync(join(dir, '.lock'))
    expect((await openCertificateDirectory({ dir })).changes).toEqual([])
    rmSync(join(dir, '.lock'), { recursive: true })
    expect(difference(before, filesIn(dir))).toEqual([])
  })

  test('works after the folder was moved', async () => {
    const dir = await completeFolder()
    const moved = join(await emptyFolder(), 'elsewhere')
    renameSync(dir, moved)
    const { changes, paths } = await openCertificateDirectory({ dir: moved })
    expect(changes).toEqual([])
    expect(paths.ca).toBe(join(moved, 'ca.crt'))
    mkdirSync(dir)
  })

  test('keeps a .gitignore of the user', async () => {
    const dir = await completeFolder()
    writeFileSync(join(dir, '.gitignore'), 'mine\n')
    expect((await openCertificateDirectory({ dir })).changes).toEqual([])
  })

  test.each([
    ['the token signing key', ['token-signing.key'], ['token-signing.key']],
    ['the .gitignore', ['.gitignore'], ['.gitignore']],
    ['the PKCS#12 file', ['my-mini-app.p12'], ['my-mini-app.p12']],
    ['the password file', ['my-mini-app.p12.password'], ['my-mini-app.p12.password']],
    ['the server pair', ['server.crt', 'server.key'], ['server.crt', 'server.key']],
    [
      'a client pair',
      ['my-mini-app_public.crt', 'my-mini-app_private.key'],
      clientFiles.filter((name) => !name.endsWith('password')),
    ],
  ])('makes %s anew when it is gone, and touches nothing else', async (_, gone, made) => {
    const dir = await completeFolder()
    const before = filesIn(dir)
    for (const file of gone) rmSync(join(dir, file))
    const { changes, client } = await openCertificateDirectory({ dir })
    expect(changes.map(({ file }) => file).sort()).toEqual([...made].sort())
    expect(difference(before, filesIn(dir)).filter((file) => !made.includes(file))).toEqual([])
    createSecureContext({ pfx: readFileSync(client.paths.pkcs12), passphrase: client.pkcs12Password })
  })

  test('packs a new PKCS#12 file with the password that the user has put into its file', async () => {
    const dir = await completeFolder()
    rmSync(join(dir, 'my-mini-app.p12'))
    writeFileSync(join(dir, 'my-mini-app.p12.password'), 'my own\n')
    const { client } = await openCertificateDirectory({ dir })
    expect(client.pkcs12Password).toBe('my own')
    createSecureContext({ pfx: readFileSync(client.paths.pkcs12), passphrase: 'my own' })
  })
})

describe('renewal', () => {
  test('of an expired client certificate keeps its key, and renews the PKCS#12 file', async () => {
    const dir = await completeFolder()
    const before = filesIn(dir)
    const now = later(392)
    const { changes, client } = await openCertificateDirectory({ dir, now })
    const reason = expect.stringMatching(/^it expired on 20\d\d-/)
    expect(changes).toEqual([
      { file: 'my-mini-app_public.crt', action: 'renewed', reason },
      { file: 'my-mini-app.p12', action: 'renewed', reason: 'it belonged to an earlier certificate' },
    ])
    expect(difference(before, filesIn(dir))).toEqual(['my-mini-app.p12', 'my-mini-app_public.crt'])
    expect(inspectCertificate(client.cert, now).daysLeft).toBe(389)
    createSecureContext({ pfx: readFileSync(client.paths.pkcs12), passphrase: client.pkcs12Password })
    expect((await openCertificateDirectory({ dir, now })).changes).toEqual([])
  })

  test('happens on the last day already, but not before', async () => {
    const dir = await completeFolder()
    expect((await openCertificateDirectory({ dir, now: later(388.9) })).changes).toEqual([])
    const { changes } = await openCertificateDirectory({ dir, now: later(389.1) })
    expect(changes[0]).toMatchObject({
      file: 'my-mini-app_public.crt',
      reason: expect.stringContaining('within a day'),
    })
  })

  test('of an expired server certificate keeps its key', async () => {
    const dir = await completeFolder()
    const before = filesIn(dir)
    await openCertificateDirectory({ dir, now: later(398) })
    expect(difference(before, filesIn(dir))).toEqual(['my-mini-app.p12', 'my-mini-app_public.crt', 'server.crt'])
  })

  test('of an expired authority makes a new one, and issues everything under it again', async () => {
    const dir = await completeFolder()
    const before = filesIn(dir)
    const now = later(3653)
    const { authority, changes, client, issue } = await openCertificateDirectory({ dir, now })
    expect(difference(before, filesIn(dir))).toEqual([
      'ca.crt',
      'ca.key',
      'my-mini-app.p12',
      'my-mini-app_public.crt',
      'other-app.p12',
      'other-app_public.crt',
      'server.crt',
    ])
    expect(changes).toContainEqual({ file: 'server.crt', action: 'renewed', reason: 'its authority was renewed' })
    const { publicKey } = new X509Certificate(authority.cert)
    for (const { cert } of [client, await issue('other-app')]) {
      expect(new X509Certificate(cert).verify(publicKey)).toBe(true)
    }
    expect((await openCertificateDirectory({ dir, now })).changes).toEqual([])
  })

  test('of an authority leaves other files alone that only look like ours', async () => {
    const dir = await completeFolder()
    const foreign = { 'partner_public.crt': Buffer.from('x'), 'other-app.p12': Buffer.from('mine') }
    write(dir, foreign)
    await openCertificateDirectory({ dir, now: later(3653) })
    expect(filesIn(dir)).toMatchObject(foreign)
    expect(filesIn(dir)['other-app_public.crt']).toEqual((await completeFiles())['other-app_public.crt'])
  })

  test('follows when the certificates are not valid yet, as after the clock was set back', async () => {
    const dir = await completeFolder()
    const now = later(-30)
    const { changes, client } = await openCertificateDirectory({ dir, now })
    expect(changes[0]).toMatchObject({ file: 'ca.crt', reason: expect.stringContaining('was not valid before') })
    expect(inspectCertificate(client.cert).notBefore.getTime()).toBeLessThan(now.getTime())
  })

  test('follows when the server is to have another name, and says which', async () => {
    const dir = await completeFolder()
    const before = filesIn(dir)
    const { changes, server } = await openCertificateDirectory({ dir, hostNames: ['mock.localhost', '127.0.0.5'] })
    const reason = 'it did not name mock.localhost, 127.0.0.5'
    expect(changes).toEqual([{ file: 'server.crt', action: 'renewed', reason }])
    expect(difference(before, filesIn(dir))).toEqual(['server.crt'])
    expect(new X509Certificate(server.cert).checkHost('mock.localhost')).toBeDefined()
    // With fewer names wanted it still fits.
    expect((await openCertificateDirectory({ dir })).changes).toEqual([])
  })
})

describe('another mini-app', () => {
  test('gets its own files beside the others, and keeps them', async () => {
    const dir = await completeFolder()
    const before = filesIn(dir)
    const { issue } = await openCertificateDirectory({ dir })
    const shop = await issue('shop')
    expect(difference(before, filesIn(dir))).toEqual([
      'shop.p12',
      'shop.p12.password',
      'shop_private.key',
      'shop_public.crt',
    ])
    expect(shop.paths.cert).toBe(join(dir, 'shop_public.crt'))
    expect(inspectCertificate(shop.cert).commonName).toBe('shop')
    expect((await issue('shop')).cert).toBe(shop.cert)
  })

  test('with a bad name is refused', async () => {
    const { issue } = await openCertificateDirectory({ dir: await completeFolder() })
    await expect(issue('../shop')).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })
})

import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { createAuthority, openCertificateDirectory, toPkcs12 } from '../../ca/index.js'
import type { CodedError } from '../../errors/index.js'
import { completeFiles, completeFolder, difference, emptyFolder, type Files, filesIn, write } from './folder.js'

const expired = new Date(Date.now() + 5000 * 86_400_000)

let foreign: Files

beforeAll(async () => {
  const authority = await createAuthority({ name: 'Corporate CA' })
  const { key } = authority
  const client = await authority.issueClientCertificate({ appName: 'my-mini-app', key })
  const server = await authority.issueServerCertificate({ key })
  const pkcs12 = { ...client, ca: authority.cert, friendlyName: 'x' }
  foreign = {
    'ca.crt': Buffer.from(authority.cert),
    'ca.key': Buffer.from(key),
    'my-mini-app_public.crt': Buffer.from(client.cert),
    'my-mini-app_private.key': Buffer.from(key),
    'server.crt': Buffer.from(server.cert),
    'server.key': Buffer.from(key),
    'my-mini-app.p12': await toPkcs12({ ...pkcs12, password: 'changeit' }),
    'secret.p12': await toPkcs12({ ...pkcs12, password: 'secret' }),
  }
})

/** Opening the folder fails with this code, names this file, and changes nothing. */
async function expectRefusal(dir: string, code: string, message: RegExp, options: { now?: Date } = {}): Promise<void> {
  const before = filesIn(dir)
  await expect(openCertificateDirectory({ dir, ...options })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  })
  expect(difference(before, filesIn(dir))).toEqual([])
}

function only(...names: string[]): Files {
  return Object.fromEntries(names.map((name) => [name, foreign[name] as Buffer]))
}

const damaging = [
  ['ca.crt', 'is not an X.509 certificate in PEM'],
  ['ca.key', 'is not an unencrypted private key in PEM'],
  ['server.crt', 'is not an X.509 certificate in PEM'],
  ['server.key', 'is not an unencrypted private key in PEM'],
  ['my-mini-app_public.crt', 'is not an X.509 certificate in PEM'],
  ['my-mini-app_private.key', 'is not an unencrypted private key in PEM'],
  ['my-mini-app.p12', 'is not a PKCS#12 file, or was cut off'],
  ['token-signing.key', 'is not an unencrypted private key in PEM'],
] as const

test.each(damaging)('a damaged %s is named, and stays', async (file, what) => {
  for (const spoil of [(content: Buffer) => content.subarray(0, content.length / 2), () => Buffer.alloc(0)]) {
    const dir = await completeFolder()
    writeFileSync(join(dir, file), spoil(filesIn(dir)[file] as Buffer))
    await expectRefusal(dir, 'ERR_CA_FILE_DAMAGED', new RegExp(`${join(dir, file)} ${what}`))
    // Also when it would be due for renewal.
    await expectRefusal(dir, 'ERR_CA_FILE_DAMAGED', new RegExp(file), { now: expired })
  }
})

test('an empty password file is damaged', async () => {
  const dir = await completeFolder()
  writeFileSync(join(dir, 'my-mini-app.p12.password'), '\n')
  await expectRefusal(dir, 'ERR_CA_FILE_DAMAGED', /my-mini-app\.p12\.password is empty/)
})

test('a folder where a file should be cannot be read', async () => {
  const dir = await completeFolder()
  rmSync(join(dir, 'ca.key'))
  mkdirSync(join(dir, 'ca.key'))
  await expectRefusal(dir, 'ERR_CA_FILE_DAMAGED', /ca\.key cannot be read \(EISDIR\)/)
})

test('a token signing key that is not RSA is refused', async () => {
  const dir = await completeFolder()
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(join(dir, 'token-signing.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await expectRefusal(dir, 'ERR_CA_FILE_DAMAGED', /token-signing\.key is not an RSA key but ed25519/)
})

test.each([
  ['ca.key', 'ca.crt'],
  ['server.key', 'server.crt'],
  ['my-mini-app_private.key', 'my-mini-app_public.crt'],
])('a certificate without its key is refused: %s is gone, %s is there', async (gone, there) => {
  const dir = await completeFolder()
  rmSync(join(dir, gone))
  await expectRefusal(
    dir,
    'ERR_CA_INCOMPLETE',
    new RegExp(`${there} is there, but ${gone}, which belongs to it, is not`),
  )
  await expect(openCertificateDirectory({ dir })).rejects.toMatchObject({
    fix: expect.stringContaining(`Restore ${gone} from a copy; or delete exactly`),
  })
})

test('certificates without their authority: it is the authority that has to be restored', async () => {
  const dir = await completeFolder()
  for (const file of ['ca.crt', 'ca.key', 'server.crt', 'server.key']) rmSync(join(dir, file))
  await expect(openCertificateDirectory({ dir })).rejects.toMatchObject({
    code: 'ERR_CA_FOREIGN_FILE',
    fix: expect.stringContaining('Restore ca.crt and ca.key from a copy; or delete exactly'),
  })
})

test('a link that leads nowhere is named, and stays', async () => {
  const dir = await completeFolder()
  for (const file of ['token-signing.key', 'ca.crt', 'my-mini-app.p12']) {
    const link = join(dir, file)
    const content = filesIn(dir)[file] as Buffer
    rmSync(link)
    symlinkSync(join(dir, 'not-mounted', file), link)
    await expect(openCertificateDirectory({ dir })).rejects.toMatchObject({
      code: 'ERR_CA_FILE_DAMAGED',
      message: `${link} is a link to ${join(dir, 'not-mounted', file)}, which is not there.`,
    })
    rmSync(link)
    writeFileSync(link, content)
  }
})

test.each([
  ['ca.crt', ['ca.crt', 'my-mini-app.p12', 'other-app.p12']],
  ['server.crt', ['server.crt']],
  ['my-mini-app_public.crt', ['my-mini-app.p12', 'my-mini-app_public.crt']],
])('a certificate that is gone is made again over its key: %s', async (gone, made) => {
  const dir = await completeFolder()
  const before = filesIn(dir)
  rmSync(join(dir, gone))
  const { authority, server, client } = await openCertificateDirectory({ dir })
  expect(difference(before, filesIn(dir))).toEqual(made)
  const old = new X509Certificate(String(before[gone]))
  expect(new X509Certificate(String(filesIn(dir)[gone])).publicKey.equals(old.publicKey)).toBe(true)
  for (const { cert } of [server, client]) {
    expect(new X509Certificate(cert).checkIssued(new X509Certificate(authority.cert))).toBe(true)
  }
})

test('a key alone that may be the user’s own is not certified', async () => {
  const dir = await completeFolder()
  rmSync(join(dir, 'my-mini-app_public.crt'))
  rmSync(join(dir, 'my-mini-app.p12'))
  await expectRefusal(dir, 'ERR_CA_INCOMPLETE', /my-mini-app_private\.key is there, but my-mini-app_public\.crt/)
  const empty = await emptyFolder()
  write(empty, only('ca.key'))
  await expectRefusal(empty, 'ERR_CA_INCOMPLETE', /ca\.key is there, but ca\.crt/)
})

const everything = [
  'ca.crt',
  'ca.key',
  'server.crt',
  'server.key',
  'my-mini-app_public.crt',
  'my-mini-app_private.key',
  'my-mini-app.p12',
  'other-app_public.crt',
  'other-app_private.key',
  'other-app.p12',
]
const client = ['my-mini-app_public.crt', 'my-mini-app_private.key', 'my-mini-app.p12']

test.each<[string, readonly string[], readonly string[]]>([
  ['ca.crt', ['ca.crt'], everything],
  ['ca.key', ['ca.key'], everything],
  ['server.key', ['server.key'], ['server.crt', 'server.key']],
  ['the client key', ['my-mini-app_private.key'], client],
  ['the PKCS#12 file', ['my-mini-app.p12'], ['my-mini-app.p12']],
  ['the token signing key', ['token-signing.key'], ['token-signing.key']],
  [
    'several',
    ['server.crt', 'my-mini-app_public.crt', 'token-signing.key'],
    ['server.crt', 'server.key', ...client, 'token-signing.key'],
  ],
  ['all certificates and keys', ['ca.crt', 'ca.key', 'server.crt', 'server.key', ...client.slice(0, 2)], everything],
])(
  'where %s is damaged, the first message names the files to delete, and then a start works',
  async (_what, spoilt, named) => {
    const dir = await completeFolder()
    const mine = { 'notes.txt': Buffer.from('mine'), 'partner_public.crt': Buffer.from('mine too') }
    write(dir, mine)
    for (const file of spoilt) writeFileSync(join(dir, file), 'damaged')
    const error = await openCertificateDirectory({ dir }).catch((thrown: unknown) => thrown as CodedError)
    const { fix } = error as CodedError
    const [, list = ''] =
      /delete exactly these files in \S+, and no others, and start again: (.*?)\. They are made anew/.exec(fix) ?? []
    expect(list.split(' ').sort()).toEqual([...named].sort())
    expect(fix.includes('trust the new ca.crt')).toBe(named.includes('ca.crt'))
    for (const file of list.split(' ')) rmSync(join(dir, file))
    await (await openCertificateDirectory({ dir })).issue('other-app')
    expect(filesIn(dir)).toMatchObject(mine)
  },
)

test('where a file may be the user’s, none is named for deletion', async () => {
  const dir = await completeFolder()
  write(dir, only('my-mini-app_public.crt', 'my-mini-app_private.key'))
  writeFileSync(join(dir, 'ca.key'), 'damaged')
  await expect(openCertificateDirectory({ dir })).rejects.toMatchObject({
    fix: 'my-mini-app_public.crt may be yours, and the mock leaves it alone. Give the mock a folder of its own: --dir .apps-in-toss-mock-2.',
  })
})

test.each(['ca.key', 'server.key', 'my-mini-app_private.key'])(
  'a key that does not fit is refused: %s',
  async (file) => {
    const dir = await completeFolder()
    write(dir, { [file]: foreign['ca.key'] as Buffer })
    await expectRefusal(dir, 'ERR_CA_KEY_MISMATCH', new RegExp(`${file} is not the private key of`))
    await expectRefusal(dir, 'ERR_CA_KEY_MISMATCH', new RegExp(file), { now: expired })
  },
)

test('an authority of somebody else is never used', async () => {
  const dir = await emptyFolder()
  write(dir, only('ca.crt', 'ca.key'))
  await expectRefusal(
    dir,
    'ERR_CA_FOREIGN_FILE',
    /ca\.crt is not an authority that was made here, but "CN=Corporate CA/,
  )
})

test.each([
  ['server.crt', 'server.key'],
  ['my-mini-app_public.crt', 'my-mini-app_private.key'],
])('%s by another authority is refused, also when it has expired', async (cert, key) => {
  const dir = await completeFolder()
  write(dir, only(cert, key))
  const message = new RegExp(`${cert} was not issued by ca.crt beside it \\(its issuer: "CN=Corporate CA`)
  await expectRefusal(dir, 'ERR_CA_FOREIGN_FILE', message)
  await expectRefusal(dir, 'ERR_CA_FOREIGN_FILE', message, { now: expired })
})

test('certificates of an authority that is gone are not replaced', async () => {
  const dir = await completeFolder()
  rmSync(join(dir, 'ca.crt'))
  rmSync(join(dir, 'ca.key'))
  await expectRefusal(
    dir,
    'ERR_CA_FOREIGN_FILE',
    /server\.crt was issued by "CN=apps-in-toss-mock.*, but ca\.crt is not/,
  )
})

test('a real certificate, which the user has put into a new folder, is not replaced', async () => {
  const dir = await emptyFolder()
  write(dir, only('my-mini-app_public.crt', 'my-mini-app_private.key'))
  await expectRefusal(dir, 'ERR_CA_FOREIGN_FILE', /my-mini-app_public\.crt was issued by "CN=Corporate CA/)
})

test('a certificate of ours under the name of another mini-app is refused', async () => {
  const dir = await completeFolder()
  const files = await completeFiles()
  write(dir, {
    'my-mini-app_public.crt': files['other-app_public.crt'] as Buffer,
    'my-mini-app_private.key': files['other-app_private.key'] as Buffer,
  })
  await expectRefusal(dir, 'ERR_CA_FOREIGN_FILE', /my-mini-app_public\.crt was issued for "other-app"/)
})

test('a PKCS#12 file of the user is not replaced: another certificate, another password, no password file', async () => {
  const dir = await completeFolder()
  write(dir, only('my-mini-app.p12'))
  await expectRefusal(dir, 'ERR_CA_FOREIGN_FILE', /my-mini-app\.p12 holds a certificate that was not issued by ca\.crt/)
  write(dir, { 'my-mini-app.p12': foreign['secret.p12'] as Buffer })
  await expectRefusal(dir, 'ERR_CA_FOREIGN_FILE', /my-mini-app\.p12 does not open with the password in/)
  rmSync(join(dir, 'my-mini-app.p12.password'))
  await expectRefusal(dir, 'ERR_CA_INCOMPLETE', /my-mini-app\.p12 is there, but my-mini-app\.p12\.password/)
})

test('a PKCS#12 file alone in a new folder is not replaced', async () => {
  const dir = await emptyFolder()
  write(dir, only('my-mini-app.p12'))
  await expectRefusal(dir, 'ERR_CA_FOREIGN_FILE', /my-mini-app\.p12 holds a certificate that was not issued/)
})

test('a file in place of the folder, or of one above it, is named', async () => {
  const dir = await emptyFolder()
  const file = join(dir, 'file')
  writeFileSync(file, '')
  for (const path of [file, join(file, 'below')]) {
    await expect(openCertificateDirectory({ dir: path })).rejects.toMatchObject({
      code: 'ERR_CA_DIRECTORY',
      message: expect.stringContaining(path),
    })
  }
})

test('a folder that cannot be locked is named', async () => {
  const dir = await emptyFolder()
  // Root, too, cannot make a folder where a file is.
  writeFileSync(join(dir, '.lock'), '')
  utimesSync(join(dir, '.lock'), new Date(0), new Date(0))
  await expectRefusal(
    dir,
    'ERR_CA_DIRECTORY',
    new RegExp(`The certificate folder ${dir} cannot be used: .* at .*\\.lock`),
  )
})

test('where nothing can be written, a file that stands in the way is named instead', async () => {
  const dir = await completeFolder()
  rmSync(join(dir, 'ca.key'))
  writeFileSync(join(dir, '.lock'), '')
  utimesSync(join(dir, '.lock'), new Date(0), new Date(0))
  await expectRefusal(dir, 'ERR_CA_INCOMPLETE', /ca\.key, which belongs to it, is not/)
})

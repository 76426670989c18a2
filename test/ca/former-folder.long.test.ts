import { X509Certificate } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import forge from 'node-forge'
import { expect, test } from 'vitest'
import { createMemoryCertificates, openAuthority, openCertificateDirectory, toPkcs12 } from '../../ca/index.js'
import { pkcs12Certificates } from '../../ca/pkcs12.js'
import { completeFolder, difference, type Files, filesIn, write } from './folder.js'
import { authorityWith, formerFiles, formerFolder } from './former-folder.js'
import { received, serveCommonName } from './mutual-tls.js'

const renewed = ['ca.crt', 'my-mini-app.p12', 'other-app.p12', 'server.crt']

function text(files: Files, name: string): string {
  return String(files[name])
}

function extensions(pem: string): Map<string, string> {
  const list = forge.pki.certificateFromPem(pem).extensions as { id: string; value: string }[]
  return new Map(list.map(({ id, value }) => [id, Buffer.from(value, 'binary').toString('hex')]))
}

test('an authority that also constrains addresses is made anew: same key, subject and key identifier', async () => {
  const before = await formerFiles()
  const dir = await formerFolder(before)
  const { changes } = await openCertificateDirectory({ dir })
  const after = filesIn(dir)
  expect(difference(before, after)).toEqual(renewed)
  expect(changes).toContainEqual({
    file: 'ca.crt',
    action: 'renewed',
    reason: 'its name constraints held addresses too, which Bun and Mono refuse',
  })

  const [former, today] = [new X509Certificate(text(before, 'ca.crt')), new X509Certificate(text(after, 'ca.crt'))]
  expect(today.publicKey.equals(former.publicKey)).toBe(true)
  expect(today.subject).toBe(former.subject)
  expect(today.serialNumber).not.toBe(former.serialNumber)
  const [formerly, now] = [extensions(text(before, 'ca.crt')), extensions(text(after, 'ca.crt'))]
  expect(now.get('2.5.29.14')).toBe(formerly.get('2.5.29.14'))
  expect(now.get('2.5.29.35')).toBe(formerly.get('2.5.29.35'))
  // Three DNS names, no address: 87 would be the tag of one.
  expect(now.get('2.5.29.30')).toBe(
    '3032a030300b82096c6f63616c686f737430098207746f73732e696d30168214686f73742e646f636b65722e696e7465726e616c',
  )
  expect((await openCertificateDirectory({ dir })).changes).toEqual([])
})

test('authorities in memory constrain no addresses either', async () => {
  const { authority } = await createMemoryCertificates()
  expect(extensions(authority.cert).get('2.5.29.30')).toMatch(/^3032a030/)
})

test('client certificates and old copies of the authority stay good, in every combination', async () => {
  const before = await formerFiles()
  const { authority, server, client } = await openCertificateDirectory({ dir: await formerFolder(before) })
  const former = {
    authority: openAuthority({ cert: text(before, 'ca.crt'), key: text(before, 'ca.key') }),
    server: { cert: text(before, 'server.crt'), key: text(before, 'server.key') },
  }
  expect(client.cert).toBe(text(before, 'my-mini-app_public.crt'))
  for (const accepting of [authority, former.authority]) {
    for (const presented of [server, former.server]) {
      const port = await serveCommonName(accepting, presented)
      for (const trusted of [authority.cert, former.authority.cert]) {
        const { cert, key } = client
        const shared = { host: '127.0.0.1', port, ca: trusted, cert, key }
        expect(await received(connect(shared))).toBe('my-mini-app')
        expect(await received(connect({ ...shared, servername: 'apps-in-toss-api.toss.im' }))).toBe('my-mini-app')
      }
    }
  }
})

test('a PKCS#12 file holds the new authority; one that the user has packed stays', async () => {
  const files = await formerFiles()
  const own = await toPkcs12({
    cert: text(files, 'my-mini-app_public.crt'),
    key: text(files, 'my-mini-app_private.key'),
    ca: text(files, 'ca.crt'),
    password: 'my own',
    friendlyName: 'mine',
  })
  const dir = await formerFolder({ ...files, 'my-mini-app.p12': own })
  const { authority } = await openCertificateDirectory({ dir })
  const after = filesIn(dir)
  expect(after['my-mini-app.p12']).toEqual(own)
  const held = await pkcs12Certificates(after['other-app.p12'] as Buffer, 'changeit')
  expect(new X509Certificate(held[1] as string).raw).toEqual(new X509Certificate(authority.cert).raw)
  expect(new X509Certificate(held[0] as string).raw).toEqual(
    new X509Certificate(text(files, 'other-app_public.crt')).raw,
  )
})

test('of several starts at once one makes it, and all get the same', async () => {
  const dir = await formerFolder()
  const opened = await Promise.all(Array.from({ length: 4 }, () => openCertificateDirectory({ dir })))
  expect(opened.map(({ changes }) => changes.length).sort()).toEqual([0, 0, 0, renewed.length])
  expect(new Set(opened.map(({ authority, server }) => authority.cert + server.cert)).size).toBe(1)
})

test('a crash while the files are put into place leaves a folder that the next start completes', async () => {
  const before = await formerFiles()
  const model = await formerFolder(before)
  await openCertificateDirectory({ dir: model })
  const after = filesIn(model)
  for (let moved = 0; moved <= renewed.length; moved += 1) {
    const part = (files: string[]) => Object.fromEntries(files.map((file) => [file, after[file] as Buffer]))
    const dir = await formerFolder(before)
    write(dir, part(renewed.slice(0, moved)))
    write(join(dir, '.pending'), part(renewed.slice(moved)))
    expect((await openCertificateDirectory({ dir })).changes).toEqual([])
    expect(difference(after, filesIn(dir))).toEqual([])
  }
})

test('an authority of our name with other constraints, or none of ours, is refused, with the command', async () => {
  const dir = await completeFolder()
  const key = filesIn(dir)['ca.key'] as Buffer
  // permitted: example.com
  for (const [commonName, said, fix] of [
    [undefined, 'bears the name of this mock, but not the name constraints', 'delete exactly these files'],
    ['Corporate CA', 'is not an authority that was made here, but "CN=Corporate CA', '--dir'],
  ] as const) {
    writeFileSync(join(dir, 'ca.crt'), authorityWith('3011a00f300d820b6578616d706c652e636f6d', key, commonName))
    const before = filesIn(dir)
    await expect(openCertificateDirectory({ dir })).rejects.toMatchObject({
      code: 'ERR_CA_FOREIGN_FILE',
      message: expect.stringContaining(said),
      fix: expect.stringContaining(fix),
    })
    expect(difference(before, filesIn(dir))).toEqual([])
  }
})

test('a folder of an earlier version in which a key is gone is refused as it is', async () => {
  const dir = await formerFolder()
  rmSync(join(dir, 'ca.key'))
  const before = filesIn(dir)
  await expect(openCertificateDirectory({ dir })).rejects.toMatchObject({ code: 'ERR_CA_INCOMPLETE' })
  expect(difference(before, filesIn(dir))).toEqual([])
})

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { type Authority, inspectCertificate, readAuthority, readRevocations } from '../../../ca/index.js'
import { startMockServer } from '../../../mock-server/index.js'
import { certificatesInFolder } from '../../../mock-server/toss-side/certificates/folder.js'
import { createCertificateRegistry } from '../../../mock-server/toss-side/certificates/registry.js'
import { createClock } from '../../../mock-server/world/clock.js'
import { completeFolder, difference, emptyFolder, filesIn, permissions } from '../../ca/folder.js'
import { keepOpen, meet, refusalsDuring } from './connection.js'

const start = (dir: string, options = {}) => startMockServer({ controlPort: false, dir, ...options })

test('a start and a moved clock warn of each certificate in the folder, but for those that were over before', async () => {
  const dir = await completeFolder()
  const mock = await start(dir)
  const { certificates } = mock.toss
  const [soon, later] = [await certificates.issue({ validDays: 60 }), await certificates.issue({ validDays: 100 })]
  await mock.close()
  const lines: string[] = []
  const clock = createClock()
  clock.advance(55 * 86_400_000)
  const open = () =>
    createCertificateRegistry({
      certificates: {
        authority: readAuthority(dir) as Authority,
        client: { appName: 'my-mini-app', ...mock.clientTls },
        dir,
      },
      clock,
      log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line).msg) }),
      language: 'en',
      connections: () => undefined,
    })
  open()
  expect(lines).toEqual([expect.stringContaining(`serial ${soon.serialNumber} expires in 7 days`)])
  clock.advance(20 * 86_400_000)
  expect(lines.slice(1)).toEqual([
    expect.stringContaining(`serial ${soon.serialNumber} has expired`),
    expect.stringContaining(`serial ${later.serialNumber} expires in 30 days`),
  ])
  lines.length = 0
  open()
  expect(lines).toEqual([expect.stringContaining(`serial ${later.serialNumber} expires in 30 days`)])
})

describe('further certificates', () => {
  test('are written beside the first one, with keys of their own, and nothing is written over', async () => {
    const dir = await completeFolder()
    const before = filesIn(dir)
    await using mock = await start(dir)
    const second = await mock.toss.certificates.issue()
    const third = await mock.toss.certificates.issue()
    expect(difference(before, filesIn(dir))).toEqual([
      'my-mini-app_private.2.key',
      'my-mini-app_private.2.p12',
      'my-mini-app_private.2.p12.password',
      'my-mini-app_private.3.key',
      'my-mini-app_private.3.p12',
      'my-mini-app_private.3.p12.password',
      'my-mini-app_public.2.crt',
      'my-mini-app_public.3.crt',
    ])
    expect(second.files).toEqual({
      cert: join(dir, 'my-mini-app_public.2.crt'),
      key: join(dir, 'my-mini-app_private.2.key'),
      pkcs12: join(dir, 'my-mini-app_private.2.p12'),
      pkcs12Password: join(dir, 'my-mini-app_private.2.p12.password'),
    })
    expect(readFileSync(join(dir, 'my-mini-app_public.2.crt'), 'utf8')).toBe(second.cert)
    expect(new Set([second.key, third.key, mock.clientTls.key]).size).toBe(3)
    expect(permissions(join(dir, 'my-mini-app_private.2.key'))).toBe('600')
    for (const pair of [second, third]) expect(await meet(mock, pair)).toMatchObject({ status: 404 })
  })

  test('take the plain names where the mini-app has none yet', async () => {
    const dir = await completeFolder()
    await using mock = await start(dir)
    const { files } = await mock.tossSide('new-app').certificates.issue()
    expect(files?.cert).toBe(join(dir, 'new-app_public.crt'))
    expect((await mock.issueCertificate('new-app')).cert).toBe(readFileSync(files?.cert as string, 'utf8'))
  })

  test('do not take a name of which a part is there already', async () => {
    const dir = await completeFolder()
    writeFileSync(join(dir, 'my-mini-app_private.2.key'), 'mine')
    await using mock = await start(dir)
    const { files } = await mock.toss.certificates.issue()
    expect(files?.cert).toBe(join(dir, 'my-mini-app_public.3.crt'))
    expect(readFileSync(join(dir, 'my-mini-app_private.2.key'), 'utf8')).toBe('mine')
  })

  test('that are issued at the same time get different names', async () => {
    const dir = await completeFolder()
    await using mock = await start(dir)
    const issued = await Promise.all(Array.from({ length: 4 }, () => mock.toss.certificates.issue()))
    expect(new Set(issued.map(({ files }) => files?.cert)).size).toBe(4)
    for (const { files, cert } of issued) expect(readFileSync(files?.cert as string, 'utf8')).toBe(cert)
    expect(readdirSync(dir).filter((name) => name.startsWith('.pending'))).toEqual([])
  })

  test('are listed with their paths after a restart; other files are not taken for certificates', async () => {
    const dir = await completeFolder()
    writeFileSync(join(dir, 'my-mini-app_public.9.crt'), 'nonsense')
    await using first = await start(dir)
    const { serialNumber, files } = await first.toss.certificates.issue({ validDays: 100 })
    await first.close()
    await using second = await start(dir)
    const list = await second.toss.certificates.list()
    expect(list).toHaveLength(2)
    expect(list.find((each) => each.serialNumber === serialNumber)).toMatchObject({
      daysLeft: 99,
      lastSeen: null,
      files: { cert: files?.cert, key: files?.key },
    })
  })
})

describe('revocations', () => {
  test('survive a restart and a reset, also when the certificate’s files are gone', async () => {
    const dir = await completeFolder()
    await using first = await start(dir)
    const pair = await first.toss.certificates.issue()
    const { revokedAt } = await first.toss.certificates.revoke(pair.serialNumber)
    await first.reset()
    expect(await meet(first, pair)).toMatchObject({ status: undefined })
    await first.close()
    expect(permissions(join(dir, 'revoked.json'))).toBe('600')
    expect(readRevocations(dir)).toMatchObject([{ serialNumber: pair.serialNumber, commonName: 'my-mini-app' }])
    for (const path of Object.values(pair.files ?? {})) writeFileSync(path, '')
    await using second = await start(dir)
    expect(await meet(second, pair)).toMatchObject({ status: undefined })
    const list = await second.toss.certificates.list()
    expect(list.find(({ serialNumber }) => serialNumber === pair.serialNumber)).toMatchObject({
      state: 'revoked',
      revokedAt,
      fingerprint: inspectCertificate(pair.cert).fingerprint256,
    })
  })

  test('of the first certificate are not undone by a start, which makes no new one', async () => {
    const dir = await completeFolder()
    await using first = await start(dir)
    const [main] = await first.toss.certificates.list()
    await first.toss.certificates.revoke(main?.serialNumber as string)
    await first.close()
    const before = filesIn(dir)
    await using second = await start(dir)
    expect(difference(before, filesIn(dir))).toEqual([])
    expect(await meet(second, second.clientTls)).toMatchObject({ status: undefined })
  })

  test('that somebody else makes in the folder take effect at the next handshake, and close connections', async () => {
    const dir = await completeFolder()
    await using mock = await start(dir)
    const issued = [await mock.toss.certificates.issue(), await mock.toss.certificates.issue()]
    for (const old of issued) {
      const connection = await keepOpen(mock, old)
      expect(await connection.ask()).toBe(404)
      await certificatesInFolder(dir, 'my-mini-app').revoke(old.serialNumber)
      const { refusals } = await refusalsDuring(mock, () => meet(mock, old))
      expect(refusals).toMatchObject([{ reason: 'revoked', certificate: { serialNumber: old.serialNumber } }])
      await connection.closed
    }
    expect(await meet(mock, mock.clientTls)).toMatchObject({ status: 404 })
  })

  test('from a damaged file stop a start, and a running mock keeps to what it knew', async () => {
    const dir = await completeFolder()
    await using mock = await start(dir)
    const pair = await mock.toss.certificates.issue()
    await mock.toss.certificates.revoke(pair.serialNumber)
    writeFileSync(join(dir, 'revoked.json'), '{"revoked":[{')
    expect(await meet(mock, pair)).toMatchObject({ status: undefined })
    expect(await meet(mock, mock.clientTls)).toMatchObject({ status: 404 })
    await expect(start(dir)).rejects.toMatchObject({
      code: 'ERR_CA_FILE_DAMAGED',
      message: expect.stringContaining('revoked.json'),
    })
  })

  test.each(['[]', '{}', '{"revoked":[{"serialNumber":7}]}', 'null'])(
    'a file with %s is refused, and not written over',
    async (content) => {
      const dir = await completeFolder()
      writeFileSync(join(dir, 'revoked.json'), content)
      const certificates = certificatesInFolder(dir, 'my-mini-app')
      await expect(certificates.list()).rejects.toMatchObject({ code: 'ERR_CA_FILE_DAMAGED' })
      expect(readFileSync(join(dir, 'revoked.json'), 'utf8')).toBe(content)
    },
  )
})

describe('a folder on which no mock runs', () => {
  test('is worked on as a running one would be', async () => {
    const dir = await completeFolder()
    const certificates = certificatesInFolder(dir, 'my-mini-app')
    const [main] = await certificates.list()
    const successor = await certificates.renew(main?.serialNumber as string, { validDays: 10 })
    await certificates.revoke(main?.serialNumber as string)
    expect(await certificates.list()).toMatchObject([
      { state: 'revoked', files: { cert: join(dir, 'my-mini-app_public.crt') } },
      { state: 'active', daysLeft: 9, lastSeen: null, openConnections: 0 },
    ])
    await using mock = await start(dir)
    expect(await meet(mock, mock.clientTls)).toMatchObject({ status: undefined })
    expect(await meet(mock, successor)).toMatchObject({ status: 404 })
  })

  test('is only looked at by a list, and made by the first issue', async () => {
    const dir = join(await emptyFolder(), 'certificates')
    const certificates = certificatesInFolder(dir, 'shop')
    await expect(certificates.list()).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    expect(statSync(dir, { throwIfNoEntry: false })).toBeUndefined()
    const issued = await certificates.issue()
    expect(issued.files?.cert).toBe(join(dir, 'shop_public.crt'))
    expect(await certificates.list()).toMatchObject([{ serialNumber: issued.serialNumber }])
    const before = filesIn(dir)
    expect(await certificatesInFolder(dir, 'another-app').list()).toEqual([])
    expect(difference(before, filesIn(dir))).toEqual([])
  })
})

test('the client certificate in a folder is valid on the clock with which a seed begins', async () => {
  const dir = await completeFolder()
  const clock = { instant: '2040-01-01T00:00:00Z' }
  await using mock = await start(dir, { world: { clock } })
  expect(await meet(mock, mock.clientTls)).toMatchObject({ status: 404 })
  expect(mock.certificates).toMatchObject({
    changes: [{ file: 'my-mini-app_public.crt', action: 'renewed' }, { file: 'my-mini-app.p12' }],
  })
  await mock.close()
  const before = filesIn(dir)
  await using again = await start(dir)
  expect(difference(before, filesIn(dir))).toEqual([])
  expect(await meet(again, again.clientTls)).toMatchObject({ status: 404 })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { inspectCertificate } from '../../../ca/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { keepOpen, meet, refusalsDuring, versions } from './connection.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

/** Certificates of a mini-app that no other test uses. */
let apps = 0
const freshApp = () => mock.tossSide(`app-${++apps}`).certificates

describe('issue and list', () => {
  test('any number of certificates of a mini-app are active at once, and each is accepted', async () => {
    const certificates = freshApp()
    const issued = [await certificates.issue(), await certificates.issue(), await certificates.issue({ validDays: 10 })]
    expect(new Set(issued.map(({ serialNumber }) => serialNumber)).size).toBe(3)
    for (const pair of issued) expect(await meet(mock, pair)).toMatchObject({ status: 404 })
    const list = await certificates.list()
    expect(list.map(({ serialNumber }) => serialNumber)).toEqual(issued.map(({ serialNumber }) => serialNumber))
    expect(list.map(({ state }) => state)).toEqual(['active', 'active', 'active'])
    expect(list.map(({ daysLeft }) => daysLeft)).toEqual([389, 389, 9])
  })

  test('a certificate is listed with what the certificate itself says', async () => {
    const certificates = freshApp()
    const issued = await certificates.issue()
    const own = inspectCertificate(issued.cert)
    expect(await certificates.list()).toEqual([
      {
        commonName: issued.appName,
        serialNumber: own.serialNumber,
        fingerprint: own.fingerprint256,
        validFrom: own.notBefore.toISOString(),
        validTo: own.notAfter.toISOString(),
        daysLeft: 389,
        state: 'active',
        revokedAt: null,
        lastSeen: null,
        openConnections: 0,
      },
    ])
    expect(issued).toMatchObject({ serialNumber: own.serialNumber, ca: mock.clientTls.ca })
  })

  test('last seen is the last request, on the mock’s clock, and open connections are counted', async () => {
    await using own = await startMockServer({ controlPort: false })
    own.clock.freeze()
    const connection = await keepOpen(own, own.clientTls)
    await connection.ask()
    const first = await own.toss.certificates.list()
    expect(first).toMatchObject([{ lastSeen: new Date(own.clock.now()).toISOString(), openConnections: 1 }])
    own.clock.advance(60_000)
    await connection.ask()
    const [second] = await own.toss.certificates.list()
    expect(second?.lastSeen).toBe(new Date(own.clock.now()).toISOString())
    connection.socket.destroy()
  })

  test('a certificate that the mock did not issue itself is listed once it has connected', async () => {
    const pair = await mock.certificates.authority.issueClientCertificate({
      appName: 'self-made',
      key: mock.clientTls.key,
    })
    const { certificates } = mock.tossSide('self-made')
    expect(await certificates.list()).toEqual([])
    await meet(mock, pair)
    expect(await certificates.list()).toMatchObject([{ serialNumber: inspectCertificate(pair.cert).serialNumber }])
  })

  test.each([0, 1.5, 36_501, '7'])('validDays %s is refused', async (validDays) => {
    await expect(mock.toss.certificates.issue({ validDays: validDays as number })).rejects.toThrow(/validDays/)
  })
})

describe.each(versions)('revoking, over %s', (version) => {
  test('a revoked certificate is refused at the next handshake, with the reason, and the others are not', async () => {
    const certificates = freshApp()
    const [old, other] = [await certificates.issue(), await certificates.issue()]
    expect(await meet(mock, old, { version })).toMatchObject({ status: 404 })
    const revoked = await certificates.revoke(old.serialNumber)
    expect(revoked).toMatchObject({ state: 'revoked', serialNumber: old.serialNumber })
    const { result, refusals } = await refusalsDuring(mock, () => meet(mock, old, { version }))
    expect(result.status).toBeUndefined()
    expect(result.error).toBeOneOf([undefined, 'ECONNRESET'])
    expect(refusals).toMatchObject([
      {
        reason: 'revoked',
        protocol: version,
        certificate: { serialNumber: old.serialNumber, commonName: old.appName },
      },
    ])
    expect(refusals[0]?.message).toContain(`revoked (${revoked.revokedAt}): CN=${old.appName}`)
    expect(await meet(mock, other, { version })).toMatchObject({ status: 404 })
  })

  test('a session from before is not resumed with it', async () => {
    const certificates = freshApp()
    const pair = await certificates.issue()
    const { session } = await meet(mock, pair, { version })
    const again = await meet(mock, pair, { version, session })
    expect(again).toMatchObject({ status: 404, resumed: true })
    await certificates.revoke(pair.serialNumber)
    const { result, refusals } = await refusalsDuring(mock, () =>
      meet(mock, pair, { version, session: again.session ?? session }),
    )
    expect(result.status).toBeUndefined()
    expect(refusals).toMatchObject([{ reason: 'revoked', certificate: { serialNumber: pair.serialNumber } }])
  })

  test('its idle connections are closed at once, those of other certificates stay', async () => {
    const certificates = freshApp()
    const [old, other] = [await certificates.issue(), await certificates.issue()]
    const idle = [await keepOpen(mock, old, version), await keepOpen(mock, old, version)]
    const stays = await keepOpen(mock, other, version)
    for (const connection of [...idle, stays]) await connection.ask()
    const before = await certificates.list()
    expect(before.map(({ openConnections }) => openConnections)).toEqual([2, 1])
    await certificates.revoke(old.serialNumber)
    await Promise.all(idle.map(({ closed }) => closed))
    expect(await stays.ask()).toBe(404)
    const after = await certificates.list()
    expect(after.map(({ openConnections }) => openConnections)).toEqual([0, 1])
    stays.socket.destroy()
  })

  test('a request in flight is answered, and then its connection is closed', async () => {
    const certificates = freshApp()
    const pair = await certificates.issue()
    const { socket, closed } = await keepOpen(mock, pair, version)
    let text = ''
    socket.on('data', (data) => {
      text += data
    })
    const path = '/api-partner/v1/apps-in-toss/user/oauth2/refresh-token'
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\nExpect: 100-continue\r\n\r\n`,
    )
    // The mock reads the request; its body comes only after the certificate was revoked.
    await new Promise((resolve) => socket.once('data', resolve))
    await certificates.revoke(pair.serialNumber)
    socket.write(`{"refreshToken":"x"}GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n`)
    await closed
    expect(text).toContain('HTTP/1.1 200 OK')
    expect(text).toContain('OAUTH_ISSUE_TOKEN_ERROR')
    expect(text).not.toContain('HTTP/1.1 404')
  })
})

describe('revoking and renewing', () => {
  test('the serial number may be written with colons and in lower case', async () => {
    const certificates = freshApp()
    const { serialNumber } = await certificates.issue()
    const written = serialNumber.toLowerCase().replaceAll(/..(?=.)/g, '$&:')
    expect(await certificates.revoke(written)).toMatchObject({ serialNumber, state: 'revoked' })
  })

  test('a certificate is revoked once, and then not renewed', async () => {
    const certificates = freshApp()
    const { serialNumber } = await certificates.issue()
    const { revokedAt } = await certificates.revoke(serialNumber)
    await expect(certificates.revoke(serialNumber)).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
      message: expect.stringContaining(String(revokedAt)),
    })
    await expect(certificates.renew(serialNumber)).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
  })

  test('of two who revoke it at once the second is told so, in memory and in a folder', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-twice-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    await using kept = await startMockServer({ dir, controlPort: false })
    for (const certificates of [freshApp(), kept.toss.certificates]) {
      const { serialNumber } = await certificates.issue()
      const told = await Promise.allSettled([certificates.revoke(serialNumber), certificates.revoke(serialNumber)])
      expect(told).toMatchObject([
        { status: 'fulfilled' },
        { status: 'rejected', reason: { code: 'ERR_CONFLICT', message: expect.stringContaining('revoked already') } },
      ])
    }
  })

  test('another mini-app’s certificate can be neither revoked nor renewed', async () => {
    const { serialNumber } = await freshApp().issue()
    const others = freshApp()
    await expect(others.revoke(serialNumber)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(others.renew(serialNumber)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })

  test('a renewed certificate and its successor are both active, until the old one is revoked', async () => {
    const certificates = freshApp()
    const old = await certificates.issue({ validDays: 5 })
    const successor = await certificates.renew(old.serialNumber)
    expect(successor.appName).toBe(old.appName)
    expect(await certificates.list()).toMatchObject([
      { daysLeft: 4, state: 'active' },
      { daysLeft: 389, state: 'active' },
    ])
    for (const pair of [old, successor]) expect(await meet(mock, pair)).toMatchObject({ status: 404 })
    await certificates.revoke(old.serialNumber)
    expect(await meet(mock, old)).toMatchObject({ status: undefined })
    expect(await meet(mock, successor)).toMatchObject({ status: 404 })
  })

  test('where certificates are in memory, a reset makes it as it was at the start', async () => {
    await using own = await startMockServer({ controlPort: false })
    const { certificates } = own.toss
    const [main] = await certificates.list()
    await certificates.issue()
    await certificates.revoke(main?.serialNumber as string)
    expect(await meet(own, own.clientTls)).toMatchObject({ status: undefined })
    await own.reset('another-app')
    expect(await certificates.list()).toHaveLength(2)
    await own.reset()
    expect(await certificates.list()).toMatchObject([{ serialNumber: main?.serialNumber, state: 'active' }])
    expect(await meet(own, own.clientTls)).toMatchObject({ status: 404 })
  })

  test('what one mock revokes, another one in the same process accepts', async () => {
    await using other = await startMockServer({ controlPort: false })
    const pair = await freshApp().issue()
    await mock.tossSide(pair.appName).certificates.revoke(pair.serialNumber)
    expect(await meet(mock, pair)).toMatchObject({ status: undefined })
    expect(await meet(other, pair)).toMatchObject({ status: 404 })
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { hasTool } from '../../tools.js'
import { keepOpen, meet } from '../certificates/connection.js'
import { send } from '../login/requests.js'
import { startRedis } from './redis-server.js'
import { startRelay } from './relay.js'
import { startMocks } from './shared-mocks.js'

/** A folder that goes when the test ends. */
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-keys-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

describe.runIf(hasTool('redis-server'))('certificates of mocks that share a world', () => {
  test('what one revoked, none lets in any more: no handshake, no call, and idle connections go', async () => {
    const { mocks } = await startMocks(2)
    const [first, second] = mocks as [MockServer, MockServer]
    for (const [revoking, asked] of [
      [first, second],
      [second, first],
    ] as const) {
      const { cert, key, serialNumber } = await revoking.toss.certificates.issue()
      const pair = { cert, key }
      expect(await meet(asked, pair)).toMatchObject({ status: 404 })
      const [busy, idle] = [await keepOpen(asked, pair), await keepOpen(asked, pair)]
      expect(await busy.ask()).toBe(404)
      await revoking.toss.certificates.revoke(serialNumber)
      const answered = performance.now()
      expect((await meet(asked, pair)).status).toBeUndefined()
      await idle.closed
      // A look a second, and the time that it takes on a busy machine.
      expect(performance.now() - answered).toBeLessThan(10_000)
      await busy.closed
      const [listed] = (await asked.toss.certificates.list()).filter((each) => each.serialNumber === serialNumber)
      expect(listed?.state).toBe('revoked')
    }
  })

  test('what one has issued any of them revokes at once, over a slow connection too', async () => {
    const { url, port } = await startRedis()
    const slow = await startRelay(port, 20)
    // Without a folder they know of each other's certificates from Redis alone.
    await using first = await startMockServer({ stateFile: url, stateKeys: true, controlPort: false })
    await using second = await startMockServer({ stateFile: slow.url, stateKeys: true, controlPort: false })
    for (let round = 0; round < 5; round++) {
      const { serialNumber } = await second.toss.certificates.issue()
      await first.toss.certificates.revoke(serialNumber)
    }
  })

  test('a call on an open connection is not served after the revocation was answered', async () => {
    const { mocks } = await startMocks(2)
    const [first, second] = mocks as [MockServer, MockServer]
    const { userKey } = await first.toss.users.create()
    for (let round = 0; round < 5; round++) {
      const { cert, key, serialNumber } = await first.toss.certificates.issue()
      const connection = await keepOpen(second, { cert, key })
      await first.toss.certificates.revoke(serialNumber)
      const request = `GET /api-partner/v1/apps-in-toss/user/oauth2/login-me HTTP/1.1\r\nHost: localhost\r\nx-toss-user-key: ${userKey}\r\n\r\n`
      let text = ''
      connection.socket.on('data', (data) => {
        text += data
      })
      connection.socket.write(request)
      await connection.closed
      expect(text).toBe('')
    }
    await second.journal.settled()
    expect(second.journal.exchanges()).toEqual([])
  })

  test('with --state-keys mocks with folders of their own, or none, accept each other’s clients', async () => {
    const { url } = await startRedis()
    const [a, b] = [folder(), folder()]
    await using first = await startMockServer({ stateFile: url, dir: a, stateKeys: true })
    await using second = await startMockServer({ stateFile: url, dir: b, stateKeys: true })
    await using third = await startMockServer({ stateFile: url, stateKeys: true })
    const all = [first, second, third]
    for (const server of all) {
      expect(server.clientTls.ca).toBe(first.clientTls.ca)
      for (const { clientTls } of all) {
        expect((await meet(server, clientTls, { ca: clientTls.ca })).status).toBe(404)
        expect((await send(server, '/nowhere', { tls: clientTls } as never)).status).toBe(404)
      }
    }
    // A certificate that one issued is known to all, and revoked by any.
    const { serialNumber, cert, key } = await first.toss.certificates.issue()
    await third.toss.certificates.revoke(serialNumber)
    expect((await meet(second, { cert, key })).status).toBeUndefined()

    const other = folder()
    await (await startMockServer({ dir: other })).close()
    await expect(startMockServer({ stateFile: url, dir: other, stateKeys: true })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining('has another certificate authority'),
    })
    // A folder that has it already is as good as an empty one.
    await (await startMockServer({ stateFile: url, dir: b, stateKeys: true })).close()
  })
})

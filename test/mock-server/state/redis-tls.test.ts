import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryCertificates } from '../../../ca/index.js'
import { openRedisState } from '../../../mock-server/world/state/redis-state.js'

test('a Redis behind TLS may be named by its IP address, without a warning of Node', async () => {
  const { authority, server: own } = await createMemoryCertificates()
  const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-redis-tls-'))
  const caFile = join(folder, 'ca.crt')
  writeFileSync(caFile, authority.cert)
  let handshakes = 0
  // It hangs up where it should speak: what matters has happened by then.
  const server = createServer(own, (socket) => {
    handshakes++
    socket.on('error', () => {})
    socket.destroy()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const warnings: string[] = []
  const hear = ({ message }: Error) => warnings.push(message)
  process.on('warning', hear)
  onTestFinished(() => {
    process.off('warning', hear)
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const url = `rediss://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(openRedisState({ url, prefix: 'p', caFile, warn: () => {} })).rejects.toMatchObject({
    code: 'ERR_STATE_DATABASE',
  })
  expect(handshakes).toBeGreaterThan(0)
  expect(warnings).toEqual([])
})

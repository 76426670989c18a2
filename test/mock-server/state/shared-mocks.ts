import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Client, createClient } from '../../../client/index.js'
import { type MockServer, type MockServerOptions, startMockServer } from '../../../mock-server/index.js'
import { type RedisServer, startRedis } from './redis-server.js'
import { type Relay, startRelay } from './relay.js'

/** So many mocks on one Redis, every second one over a slow connection, and a client of each. */
export async function startMocks(
  count: number,
  options: MockServerOptions = {},
): Promise<{ mocks: MockServer[]; clients: Client[]; redis: RedisServer; relays: Relay[] }> {
  const redis = await startRedis()
  const { url, port } = redis
  const relays: Relay[] = []
  const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-shared-'))
  const mocks: MockServer[] = []
  for (let number = 0; number < count; number++) {
    const relay = number % 2 === 1 ? await startRelay(port, 2) : undefined
    if (relay !== undefined) relays.push(relay)
    mocks.push(await startMockServer({ dir, stateFile: relay?.url ?? url, autoApprove: true, ...options }))
  }
  const clients = mocks.map(({ clientTls, baseUrl }) => createClient({ ...clientTls, baseUrl, timeout: 30_000 }))
  onTestFinished(async () => {
    for (const client of clients) await client.close()
    for (const mock of mocks) await mock.close()
    rmSync(dir, { recursive: true, force: true })
  })
  return { mocks, clients, redis, relays }
}

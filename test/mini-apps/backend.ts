import { createClient } from '../../client/index.js'
import { type MockServer, type MockServerOptions, startMockServer } from '../../mock-server/index.js'

/** The partner's side: a mock, and a backend that calls it over mTLS. */
export async function startBackend(options: MockServerOptions = {}) {
  const mock = await startMockServer({ controlPort: 0, ...options })
  const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
  return {
    mock,
    client,
    async close() {
      client.close()
      await mock.close()
    },
  }
}

export type Backend = Awaited<ReturnType<typeof startBackend>>

/** What the console has set up for the mini-app. */
export async function stockShop({ toss }: MockServer) {
  const product = await toss.products.create({ displayName: '보석 100개', amount: 1_100, type: 'CONSUMABLE' })
  return { product }
}

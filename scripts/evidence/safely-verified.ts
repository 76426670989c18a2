import { startMockServer } from '../../mock-server/index.js'
import { verify } from '../../verify/index.js'

/** The behaviours that the safe set of `verify` shows: found by letting it look at a mock. */
export async function safelyVerified(): Promise<string[]> {
  await using mock = await startMockServer({ controlPort: false })
  const { userKey } = await mock.toss.logIn()
  const { results } = await verify({ baseUrl: mock.baseUrl, ...mock.clientTls, userKey: String(userKey) })
  return results.flatMap(({ id, outcome }) => (outcome === 'not checked' ? [] : [id])).sort()
}

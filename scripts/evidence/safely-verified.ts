import { startMockServer } from '../../mock-server/index.js'
import { verify } from '../../verify/index.js'
import type { SafelyVerified } from './evidence.js'

/** The behaviours that the safe set of `verify` shows: found by letting it look at a mock. */
export async function safelyVerified(): Promise<SafelyVerified> {
  await using mock = await startMockServer({ controlPort: false })
  const { userKey } = await mock.toss.logIn()
  const shown = async (as: { userKey?: string }) => {
    const { results } = await verify({ baseUrl: mock.baseUrl, ...mock.clientTls, ...as })
    return results.flatMap(({ id, outcome }) => (outcome === 'not checked' ? [] : [id])).sort()
  }
  const withoutUser = await shown({})
  const withUser = await shown({ userKey: String(userKey) })
  return { withoutUser, withUserKey: withUser.filter((id) => !withoutUser.includes(id)) }
}

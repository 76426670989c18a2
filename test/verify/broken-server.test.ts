import { expect, test } from 'vitest'
import { startMockServer } from '../../mock-server/index.js'
import { verify } from '../../verify/index.js'
import { expectedOf, startBroken, wireBreakages } from './breakages.js'

test('what shows without a user is found: seven of ten ways to break the wire', async () => {
  await using mock = await startMockServer({ controlPort: false })
  await using server = await startBroken(mock, wireBreakages)
  const { findings } = await verify({ baseUrl: server.baseUrl, ...mock.clientTls })
  const visible = wireBreakages.filter(({ name }) => !/^(expiresIn|the scope|userKey)/.test(name))
  expect(findings).toHaveLength(7)
  expect(findings).toEqual(expect.arrayContaining(expectedOf(visible)))
})

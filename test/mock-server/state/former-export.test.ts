import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createClient } from '../../../client/index.js'
import { startMockServer, type WorldSeed } from '../../../mock-server/index.js'
import { statePath } from '../world/engines.js'

/** What the last commit that reads LMDB files exported from one; `npm run lmdb-route` made it, and goes the whole way. */
const former = JSON.parse(readFileSync(new URL('former-export.json', import.meta.url), 'utf8')) as WorldSeed & {
  snapshot: { exportedAt: string; miniApps: { 'my-mini-app': { entities: Record<string, { id: string }[]> } } }
}

test('a world that was exported from an LMDB file goes into a file of today, used codes among it', async () => {
  // As it was when it was exported: later, what has expired goes.
  const world = { ...former, clock: { instant: former.snapshot.exportedAt, frozen: true } }
  const stateFile = statePath()
  const mock = await startMockServer({ stateFile, world })
  onTestFinished(() => mock.close())
  const asNumbers = (value: object) =>
    JSON.parse(
      JSON.stringify(value, (_key, each) =>
        typeof each === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(each) ? Date.parse(each) : each,
      ),
    )
  const now = await mock.exportWorld()
  expect(asNumbers(now.snapshot?.miniApps ?? {})).toEqual(asNumbers(former.snapshot.miniApps))
  const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl })
  onTestFinished(() => client.close())
  const { entities } = former.snapshot.miniApps['my-mini-app']
  const [used, unused] = (entities.authorizationCode ?? []).map(({ id }) => id) as [string, string]
  const exchange = (authorizationCode: string) => client.login.generateToken({ authorizationCode, referrer: 'DEFAULT' })
  await expect(exchange(used)).rejects.toMatchObject({ code: 'ERR_BUSINESS_FAILURE' })
  await expect(exchange(unused)).resolves.toHaveProperty('accessToken')
  expect(await mock.toss.payments.totals()).toEqual({ paid: 3_000, refunded: 0 })
})

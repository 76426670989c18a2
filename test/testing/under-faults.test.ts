import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createTally } from '../../cli/run/tally.js'
import { operation } from '../../contracts/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { namedFaults } from '../../mock-server/partner-side/faults/named-faults.js'
import { createTestMock, startTestServer } from '../../testing/index.js'
import { violationsOf } from '../../testing/violations.js'
import { checkTraffic } from '../../traffic/index.js'
import { watch } from '../mock-server/faults/wire.js'

const values: Readonly<Record<string, string>> = {
  milliseconds: '1',
  status: '503',
  resultType: 'NETWORK_ERROR',
  code: 'INVALID_CODE',
  bytesPerSecond: '1000000',
}

/** One request of a correct client under every fault that has a name, and one under a name that is none. */
async function strikeAll(mock: MockServer): Promise<void> {
  const names = namedFaults.map(({ name, value }) => (value === undefined ? name : `${name}=${values[value]}`))
  const code = operation('promotion.executionResult').failures[0].code
  await Promise.all(
    [...names, 'no-such-fault'].map((name) => {
      const arrived = new Promise((resolve) => {
        const stop = mock.journal.onEntry((entry) => {
          if (entry.kind !== 'exchange') return
          const { headers } = entry.request as { headers: Record<string, string> }
          if (headers['x-number'] === name) resolve(stop())
        })
      })
      return watch(mock, 'promotion.executionResult', {
        headers: {
          'x-toss-user-key': '443731104',
          'x-number': name,
          'x-apps-in-toss-mock-fault': name.startsWith('fail=') ? `fail=${code}` : name,
        },
        body: { promotionCode: 'WELCOME_POINT', key: 'k' },
        giveUp: arrived,
      })
    }),
  )
}

test('what a fault did to the answer is never held against the request', async () => {
  await using mock = await startMockServer({ controlPort: false })
  await strikeAll(mock)
  const entries = mock.journal.exchanges()
  expect(entries).toHaveLength(namedFaults.length + 1)
  expect(violationsOf(entries)).toEqual([])
  const tally = createTally()
  for (const entry of entries) tally.count(entry)
  expect(tally.broken).toEqual([])
  const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'journal.jsonl')
  await writeFile(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  expect(await checkTraffic([file])).toMatchObject({ ok: true, brokenInAll: 0 })
})

test('an answer of which half arrived counts as unknown: granting with a new key after it is advised against', async () => {
  await using server = await startTestServer()
  await using mock = await createTestMock({ server })
  const { userKey } = await mock.toss.logIn()
  const grant = async () => {
    const { key } = await mock.client.promotion.getKey({ userKey })
    return mock.client.promotion.executePromotion({ userKey, key, promotionCode: 'WELCOME_POINT', amount: 1 })
  }
  const once = { operation: 'promotion.executePromotion', when: { next: 1 } } as const
  await mock.toss.faults.add({ ...once, fault: { kind: 'truncated-body', ends: 'complete' } })
  await expect(grant()).rejects.toThrow()
  await grant()
  expect((await mock.findings()).map(({ code }) => code)).toEqual(['points-granted-with-new-key'])
})

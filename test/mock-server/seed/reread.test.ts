import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { openSeed } from '../../../mock-server/seed/seeder.js'

/** A seed file, and a mock that was started with it. */
async function started(text: string) {
  const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-'))
  const seedFile = join(dir, 'world.yaml')
  writeFileSync(seedFile, text)
  const mock = await startMockServer({ seedFile })
  onTestFinished(async () => {
    await mock.close()
    rmSync(dir, { recursive: true })
  })
  return { mock, seedFile, rewrite: (now: string) => writeFileSync(seedFile, now) }
}

const userKeys = async (mock: MockServer, miniApp = 'shop') =>
  (await mock.tossSide(miniApp).users.list()).map(({ userKey }) => userKey)
const users = (...keys: number[]) => `users: [${keys.map((key) => `{ userKey: ${key} }`).join(', ')}]`
const faults = 'faults: [{ operation: iap, fault: { kind: status, status: 503 } }]'

test('a reset reads the seed file anew: worlds, faults and clock', async () => {
  const { mock, rewrite } = await started(`miniApps: { shop: { ${users(1)} } }`)
  expect(await userKeys(mock)).toEqual([1])
  rewrite(
    `{ ${faults}, clock: { instant: '2031-01-01T00:00:00Z', frozen: true }, miniApps: { shop: { ${users(2, 3)}, ${faults} } } }`,
  )
  expect(await userKeys(mock)).toEqual([1])
  await mock.reset()
  expect(await userKeys(mock)).toEqual([2, 3])
  expect(mock.clock.now()).toBe(Date.parse('2031-01-01T00:00:00Z'))
  expect([await mock.faults.list(), await mock.tossSide('shop').faults.list()]).toMatchObject([[{}], [{}]])
  rewrite('miniApps: {}')
  await mock.reset()
  expect(await userKeys(mock)).toEqual([])
  expect([await mock.faults.list(), await mock.tossSide('shop').faults.list()]).toEqual([[], []])
})

test('the reset of one mini-app takes its part of the file as it is now, and leaves the others', async () => {
  const { mock, rewrite } = await started(`miniApps: { shop: { ${users(1)} }, other: { ${users(1)} } }`)
  rewrite(`miniApps: { shop: { ${users(2)}, ${faults} }, other: { ${users(2)} } }`)
  await mock.reset('shop')
  expect([await userKeys(mock), await userKeys(mock, 'other')]).toEqual([[2], [1]])
  expect(await mock.tossSide('shop').faults.list()).toHaveLength(1)
})

test.each([
  ['no YAML', 'miniApps: {', 'syntax'],
  ['an unknown key', 'miniApps:\n  shop:\n    usres: []\n', 'additionalProperties'],
  [
    'what only acting it out shows',
    `miniApps: { shop: { grants: [{ promotionCode: NONE, amount: 1, result: SUCCESS }] } }`,
    '',
  ],
])('a file with %s is refused by a reset with its line, and nothing has changed', async (_, broken, rule) => {
  const { mock, rewrite } = await started(`miniApps: { shop: { ${users(1)}, ${faults} } }`)
  await mock.tossSide('shop').users.create({}, { userKey: 9 })
  mock.clock.advance(86_400_000)
  const before = await mock.exportWorld()
  const entries = mock.journal.entries().length
  rewrite(broken)
  for (const path of ['/reset', '/mini-apps/shop/reset']) {
    const answer = await fetch(`${mock.controlUrl}${path}`, { method: 'POST' })
    expect(answer.status).toBe(400)
    const { error } = (await answer.json()) as { error: { code: string; message: string } }
    expect(error.code).toBe('ERR_SEED_FILE')
    expect(error.message).toMatch(/world\.yaml:\d+:\d+/)
  }
  await expect(mock.reset()).rejects.toMatchObject({
    code: 'ERR_SEED_FILE',
    issues: [{ rule: rule || expect.any(String) }],
  })
  expect((await mock.exportWorld()).snapshot?.miniApps).toEqual(before.snapshot?.miniApps)
  expect(mock.clock.state.aheadBy).toBe(86_400_000)
  expect(mock.journal.entries()).toHaveLength(entries)
  expect(await mock.tossSide('shop').faults.list()).toHaveLength(1)
  rewrite(`miniApps: { shop: { ${users(4)} } }`)
  await mock.reset()
  expect(await userKeys(mock)).toEqual([4])
})

test('a file that is gone is an error of the reset as well', async () => {
  const { mock, seedFile } = await started(`miniApps: { shop: { ${users(1)} } }`)
  rmSync(seedFile)
  await expect(mock.reset()).rejects.toMatchObject({
    code: 'ERR_SEED_FILE',
    fix: 'Check the path; there is no such file.',
  })
  expect(await userKeys(mock)).toEqual([1])
})

test('a file that says the same is not checked again', async () => {
  const { seedFile, rewrite } = await started('miniApps: {}')
  const before = await openSeed({ seedFile })
  utimesSync(seedFile, 0, 0)
  expect(await openSeed({ seedFile }, before)).toBe(before)
  rewrite('miniApps: { shop: {} }')
  expect((await openSeed({ seedFile }, before)).content).toEqual({ miniApps: { shop: {} } })
})

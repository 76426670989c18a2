import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { WorldSeed } from '../../../mock-server/index.js'
import { entityShapes } from '../../../mock-server/world/entities.js'
import { goOn, makeBusy, type Partner, startPartner, type Unfinished } from './busy-world.js'

let busy: Partner
let unfinished: Unfinished
let exported: WorldSeed
let dir: string

beforeAll(async () => {
  busy = await startPartner({ seed: 'busy' })
  unfinished = await makeBusy(busy)
  exported = await busy.mock.exportWorld()
  dir = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-'))
})
afterAll(async () => {
  await busy[Symbol.asyncDispose]()
  await rm(dir, { recursive: true })
})

test('the busy world has an entity of every kind, so that what follows speaks of all of them', () => {
  const world = exported.snapshot?.miniApps['my-mini-app']
  expect(Object.keys(world?.entities ?? {}).sort()).toEqual(Object.keys(entityShapes).sort())
})

test('a world that is exported, seeded and exported again is the same', async () => {
  await using second = await startPartner({ world: exported })
  expect(await second.mock.exportWorld()).toEqual(exported)
})

const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The value with each text of this kind, or each number, changed. */
function changed(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return change(value)
  if (Array.isArray(value)) return value.map((item) => changed(item, change))
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, changed(of, change)]))
}

test('every instant in it is ISO 8601 with Z, and one with milliseconds, or with another zone, is read as well', async () => {
  const { miniApps } = exported.snapshot as NonNullable<WorldSeed['snapshot']>
  const leaves: unknown[] = []
  changed(miniApps, (leaf) => leaves.push(leaf))
  expect(leaves.filter((leaf) => typeof leaf === 'string' && isInstant.test(leaf)).length).toBeGreaterThan(50)
  expect(leaves.filter((leaf) => typeof leaf === 'number' && leaf > 1e12)).toEqual([])

  const inMilliseconds = (leaf: unknown) => (isInstant.test(String(leaf)) ? Date.parse(String(leaf)) : leaf)
  const inSeoul = (leaf: unknown) =>
    isInstant.test(String(leaf))
      ? new Date(Date.parse(String(leaf)) + 9 * 3_600_000).toISOString().replace('Z', '+09:00')
      : leaf
  for (const form of [inMilliseconds, inSeoul]) {
    const world = { ...exported, snapshot: { ...exported.snapshot, miniApps: changed(miniApps, form) } } as WorldSeed
    await using second = await startPartner({ world })
    expect(await second.mock.exportWorld()).toEqual(exported)
  }
})

test.each(['json', 'yaml', 'yml', 'seed'])('so it is by way of a .%s file', async (extension) => {
  const seedFile = join(dir, `world.${extension}`)
  await writeFile(seedFile, extension === 'json' ? JSON.stringify(exported) : stringify(exported))
  await using second = await startPartner({ seedFile })
  expect(await second.mock.exportWorld()).toEqual(exported)
})

test('a restored world goes on as the first one does: tokens, payments in flight, what is drawn next', async () => {
  // Another seed of its own: the worlds that were exported keep theirs.
  await using second = await startPartner({ world: exported, seed: 'another', ...sameKeys() })
  const results = await goOn(second, unfinished)
  expect(results).toEqual(await goOn(busy, unfinished))
  // A token differs only where it was signed: the certificates are the same.
  const after = await second.mock.exportWorld()
  expect(after).toEqual(await busy.mock.exportWorld())
})

test('a reset brings back what was exported, for one mini-app and for all', async () => {
  await using second = await startPartner({ world: exported })
  const other = second.mock.tossSide('other-mini-app')
  const [before] = await other.users.list()
  await other.logIn({ profile: {} })
  await second.mock.toss.logIn({ profile: {} })
  await second.mock.reset('other-mini-app')
  expect(await other.users.list()).toEqual([before])
  expect(await second.mock.exportWorld()).not.toEqual(exported)
  await second.mock.tossSide('a-new-one').logIn()
  second.mock.clock.advance(1_000)
  await second.mock.reset()
  expect(await second.mock.exportWorld()).toEqual(exported)
})

test('an export is a copy: changing it changes nothing', async () => {
  const copy = (await busy.mock.exportWorld()) as { snapshot: { miniApps: Record<string, unknown> } }
  const before = structuredClone(await busy.mock.exportWorld())
  for (const name of Object.keys(copy.snapshot.miniApps)) copy.snapshot.miniApps[name] = null
  const deep = await busy.mock.exportWorld()
  Object.assign(deep.snapshot?.miniApps['my-mini-app']?.entities.user?.[0]?.entity as object, { link: null })
  expect(await busy.mock.exportWorld()).toEqual(before)
})

test('one mini-app is exported alone, and only one that there is', async () => {
  const { snapshot } = await busy.mock.exportWorld({ miniApp: 'other-mini-app' })
  expect(Object.keys(snapshot?.miniApps ?? {})).toEqual(['other-mini-app'])
  await expect(busy.mock.exportWorld({ miniApp: 'nobody' })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  const noChoice = busy.mock.exportWorld({ clock: 'tomorrow' as never })
  await expect(noChoice).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: expect.stringContaining('ahead'),
  })
})

/** Personal fields are encrypted with a key that follows from the seed. */
function sameKeys() {
  const { key, aad } = busy.mock.decryption
  return { decryptionKey: key, aad }
}

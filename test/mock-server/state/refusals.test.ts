import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { open as openLmdb } from 'lmdb'
import { describe, expect, test } from 'vitest'
import { readContents } from '../../../mock-server/world/state/contents.js'
import { type Database, loadLmdb, openDatabase } from '../../../mock-server/world/state/lmdb.js'
import { openState } from '../../../mock-server/world/state/open-state.js'
import { headerKey, placeKey, sealed, sealOf } from '../../../mock-server/world/state/record.js'
import { numbers, openStore, statePath, texts } from '../world/engines.js'

const options = { seed: 'refusals', now: () => 0 }

/** A state file with some content, closed. */
async function stateFile(): Promise<string> {
  const path = statePath()
  const store = await openStore(path, options)
  await store.update('shop', (world) => {
    for (let id = 0; id < 300; id++) world.put(numbers, String(id), id)
    world.put(texts, 'long', ['x'.repeat(10_000)])
    world.random.bytes(4)
  })
  await store.update('shop', (world) => world.delete(numbers, '7'))
  await store.close()
  return path
}

/** Everything in the folder: names, bytes, and when they were changed. */
function lookAt(path: string): unknown {
  const folder = dirname(path)
  return readdirSync(folder).map((name) => {
    const { mtimeMs, ino, mode } = lstatSync(join(folder, name))
    const isFile = lstatSync(join(folder, name)).isFile()
    const bytes = isFile
      ? createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')
      : ''
    return { name, mtimeMs, ino, mode, bytes }
  })
}

/** Opens a file that has to be refused, and sees that nothing was touched. */
async function refusal(path: string): Promise<{ code: string; message: string; fix: string }> {
  const before = lookAt(path)
  const error = await openState(path).then(
    async (state) => {
      await state.close()
      throw new Error('it was opened')
    },
    (reason) => reason,
  )
  expect(lookAt(path)).toEqual(before)
  return error
}

describe('a torn file is refused and left as it is', () => {
  test.each([1, 23, 100, 4_095, 4_096, 8_192, 12_288])('cut off at %i bytes', async (at) => {
    const path = await stateFile()
    truncateSync(path, at)
    const { code, message } = await refusal(path)
    expect(code).toBe('ERR_STATE_FILE')
    expect(message).toContain(path)
  })

  test('emptied', async () => {
    const path = await stateFile()
    truncateSync(path, 0)
    expect(await refusal(path)).toMatchObject({ code: 'ERR_STATE_FILE', message: expect.stringMatching(/is empty/) })
  })

  /** Refused, or read to the last record: true for refused. */
  function isRefused(path: string, sound: unknown, bytes: Buffer): boolean {
    const copy = `${path}.copy`
    writeFileSync(copy, bytes)
    try {
      const read = readContents(copy)
      if (!isDeepStrictEqual(read, sound)) throw new Error('something else was read')
      return false
    } catch (error) {
      expect(error).toMatchObject({ code: 'ERR_STATE_FILE' })
      return true
    }
  }

  test('wherever it is cut off, unless all of it is in what is left', async () => {
    const path = await stateFile()
    const sound = readContents(path)
    const bytes = readFileSync(path)
    const cuts = Array.from({ length: bytes.length / 4_096 }, (_, page) => page * 4_096 + ((page * 1_361) % 4_096))
    const refused = cuts.filter((cut) => isRefused(path, sound, bytes.subarray(0, cut)))
    expect(refused.length).toBeGreaterThan(cuts.length / 2)
  })

  test('whichever byte is changed, unless it means nothing', async () => {
    const path = await stateFile()
    const sound = readContents(path)
    const bytes = readFileSync(path)
    // Both first pages as far as they are used, then all over the file.
    const places = [...Array(168).keys()].flatMap((at) => [at, 4_096 + at])
    for (let at = 8_192; at < bytes.length; at += 1_031) places.push(at)
    const refused = places.filter((at) => {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] as number) ^ (1 << (at % 8))
      return isRefused(path, sound, changed)
    })
    expect(refused.length).toBeGreaterThan(60)
  })

  // With the earlier one of the two first pages it is the file of that moment, whole.
  test('whichever other page is from an earlier moment, unless it is not used', async () => {
    const path = await stateFile()
    const store = await openStore(path, options)
    const before = readFileSync(path)
    for (let id = 0; id < 20; id++) await store.update('shop', (world) => world.put(numbers, String(id), -id))
    await store.close()
    const after = readFileSync(path)
    const sound = readContents(path)
    const pageOf = (bytes: Buffer, page: number) => bytes.subarray(page * 4_096, (page + 1) * 4_096)
    const changed = [...Array(before.length / 4_096).keys()].filter(
      (page) => page > 1 && !pageOf(after, page).equals(pageOf(before, page)),
    )
    const refused = changed.filter((page) => {
      const mixed = Buffer.from(after)
      pageOf(before, page).copy(mixed, page * 4_096)
      return isRefused(path, sound, mixed)
    })
    expect(refused.length).toBeGreaterThan(0)
  })
})

describe('a file that is whole, with records of different moments, is refused and left as it is', () => {
  const recordOf200 = placeKey(202)
  test.each([
    [
      'an earlier one',
      (file: Database) => file.putSync(recordOf200, sealed(recordOf200, [1, numbers, '200', null, 1])),
    ],
    [
      'one that was removed',
      (file: Database) => file.putSync(placeKey(9), sealed(placeKey(9), [1, numbers, '7', null, 7])),
    ],
    ['one less', (file: Database) => file.removeSync(recordOf200)],
  ])('%s', async (_name, change) => {
    const path = await stateFile()
    const file = openDatabase({ open: openLmdb }, path)
    change(file)
    await file.close()
    unlinkSync(`${path}-lock`)
    expect((await refusal(path)).message).toContain('has records of different moments')
  })
})

describe('a file of something else is refused and left as it is', () => {
  test.each([
    ['a text', Buffer.from('# my notes\n')],
    ['a SQLite database', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4_080)])],
    ['zeros', Buffer.alloc(20_000)],
    ['noise', createHash('shake256', { outputLength: 9_000 }).update('noise').digest()],
  ])('%s', async (_name, content) => {
    const path = statePath()
    writeFileSync(path, content)
    expect(await refusal(path)).toMatchObject({
      code: 'ERR_STATE_FILE',
      message: `state file ${path} is not a state file of this mock; nothing was changed`,
      fix: 'Name another file with --state; this one belongs to something else.',
    })
  })

  test('an LMDB file of another program', async () => {
    const path = statePath()
    const other = openLmdb({ path, noSubdir: true })
    await other.put('mine', { keep: 'this' })
    await other.close()
    unlinkSync(`${path}-lock`)
    expect((await refusal(path)).message).toContain('is an LMDB file of another program')
  })

  test('a file of a newer version', async () => {
    const path = statePath()
    const newer = openDatabase({ open: openLmdb }, path)
    newer.putSync(headerKey, sealed(headerKey, { format: 2, writtenBy: '9.1.0', records: 0, sum: 0 }))
    await newer.close()
    unlinkSync(`${path}-lock`)
    expect(await refusal(path)).toMatchObject({
      message: `state file ${path} has format 2, written by version 9.1.0; this version reads 1; nothing was changed`,
      fix: expect.stringContaining('Use that version or a later one'),
    })
  })

  test.each([
    ['unknown', { kind: 'orderOfTheFuture', entity: {} }, 'there is no kind of entity orderOfTheFuture'],
    ['of another shape', { kind: 'payment', entity: 'text' }, 'payment "1"'],
  ])('a file of another version with an entity that is %s', async (_name, { kind, entity }, why) => {
    const path = statePath()
    const other = openDatabase({ open: openLmdb }, path)
    const records = [
      [placeKey(1), sealed(placeKey(1), ['shop', 'seed', 0])],
      [placeKey(2), sealed(placeKey(2), [1, kind, '1', null, entity])],
    ] as const
    const sum = records.reduce((total, [, value]) => (total ^ sealOf(value)) >>> 0, 0)
    other.putSync(headerKey, sealed(headerKey, { format: 1, writtenBy: '0.9.0', records: 2, sum }))
    for (const [key, value] of records) other.putSync(key, value)
    await other.close()
    unlinkSync(`${path}-lock`)
    const { code, message } = await refusal(path)
    expect(code).toBe('ERR_STATE_FILE')
    expect(message).toContain('was written by version 0.9.0, and this version does not know all that is in it: ')
    expect(message).toContain(why)
  })

  test('a folder', async () => {
    const path = statePath()
    mkdirSync(path)
    expect((await refusal(path)).message).toContain('is a folder')
  })

  test.each(['new', 'lock'])('something else where the file .%s would be', async (suffix) => {
    const path = await stateFile()
    writeFileSync(`${path}.${suffix}`, 'not ours')
    expect(await refusal(path)).toMatchObject({
      code: 'ERR_STATE_FILE',
      message: expect.stringContaining(`needs ${path}.${suffix}`),
    })
  })
})

describe('one mock at a time', () => {
  test('a second one in the process is refused until the first is closed', async () => {
    const path = await stateFile()
    const first = await openState(path)
    await expect(openState(path)).rejects.toMatchObject({
      code: 'ERR_STATE_LOCKED',
      message: `state file ${path} is in use by another mock in this process; nothing was changed`,
    })
    await first.close()
    await (await openState(path)).close()
    expect(readdirSync(dirname(path))).toEqual(['world.state'])
  })

  const lock = (path: string, changes: object, age = 0) => {
    const holder = { pid: process.ppid, host: hostname(), startedAt: 1, token: 'theirs', ...changes }
    writeFileSync(`${path}.lock`, JSON.stringify(holder))
    const then = new Date(Date.now() - age)
    utimesSync(`${path}.lock`, then, then)
  }

  test.each([
    ['another process that is alive', {}, 0, `process ${process.ppid}`],
    [
      'another machine that gave a sign of life',
      { host: 'elsewhere', pid: 2 ** 22 + 1 },
      9_000,
      `process ${2 ** 22 + 1} on elsewhere`,
    ],
  ])('%s holds it', async (_name, holder, age, by) => {
    const path = await stateFile()
    lock(path, holder, age)
    expect(await refusal(path)).toMatchObject({ code: 'ERR_STATE_LOCKED', message: expect.stringContaining(by) })
  })

  test.each([
    ['a process that is gone', { pid: 2 ** 22 + 1 }, 0],
    ['an earlier process with our id, as in a container', { pid: process.pid }, 0],
    ['a process whose id another one has now', {}, 11_000],
    ['another machine that is silent', { host: 'elsewhere' }, 11_000],
  ])('%s does not hold it', async (_name, holder, age) => {
    const path = await stateFile()
    lock(path, holder, age)
    await (await openState(path)).close()
    expect(existsSync(`${path}.lock`)).toBe(false)
  })

  test('whoever loses the file to another one makes no more changes', async () => {
    const path = await stateFile()
    const store = await openStore(path, options)
    lock(path, {}, 11_000)
    const second = await openStore(path, options)
    await expect(store.update('shop', (world) => world.put(numbers, '1', -1))).rejects.toMatchObject({
      code: 'ERR_STATE_FILE',
      message: expect.stringContaining('was removed or replaced while the mock runs'),
    })
    expect(await store.read('shop', (world) => world.get(numbers, '1'))).toBe(1)
    await second.update('shop', (world) => world.put(numbers, '1', -2))
    await store.close()
    await second.close()
    const third = await openStore(path, options)
    expect(await third.read('shop', (world) => world.get(numbers, '1'))).toBe(-2)
    await third.close()
  })
})

test('where no lock can be made, that is said at once', async () => {
  // Its own name is short enough, that of the lock is not: a reason that holds for root as well.
  const path = join(dirname(statePath()), 'x'.repeat(250))
  const started = performance.now()
  await expect(openState(path)).rejects.toMatchObject({
    code: 'ERR_STATE_FILE',
    message: expect.stringContaining('cannot be locked (ENAMETOOLONG)'),
  })
  expect(performance.now() - started).toBeLessThan(3_000)
})

test('without lmdb there is an error that says so, and nothing is made', async () => {
  const path = statePath()
  const missing = () => loadLmdb(() => Promise.reject(new Error("Cannot find package 'lmdb' imported from here")))
  await expect(openState(path, missing)).rejects.toMatchObject({
    code: 'ERR_STATE_ENGINE',
    message: expect.stringContaining("Cannot find package 'lmdb'"),
    fix: expect.stringContaining('npm install lmdb'),
  })
  expect(readdirSync(dirname(path))).toEqual([])
})

test('the file is readable by its owner alone, its folder is made, and a link to it stays one', async () => {
  const path = join(dirname(statePath()), 'deep', 'down', 'world.state')
  await (await openState(path)).close()
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const link = join(dirname(dirname(path)), 'link.state')
  symlinkSync(path, link)
  const store = await openStore(link, options)
  await store.update('shop', (world) => world.put(numbers, '1', 1))
  await store.close()
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  const again = await openStore(path, options)
  expect(await again.read('shop', (world) => world.count(numbers))).toBe(1)
  await again.close()
})

describe('nothing of somebody else’s is written through or removed', () => {
  test('a link that leads nowhere is no place for a state file', async () => {
    const path = statePath()
    symlinkSync('nowhere', path)
    expect(await refusal(path)).toMatchObject({
      code: 'ERR_STATE_FILE',
      message: `state file ${path} is a link that leads nowhere; nothing was changed`,
    })
  })

  test.each(['.new', '.lock'])('nor is one where the file %s would be', async (suffix) => {
    const path = await stateFile()
    const target = join(dirname(path), 'theirs')
    symlinkSync(target, `${path}${suffix}`)
    expect((await refusal(path)).message).toContain(`needs ${path}${suffix}`)
    expect(existsSync(target)).toBe(false)
    writeFileSync(target, '')
    expect((await refusal(path)).message).toContain(`needs ${path}${suffix}`)
  })

  test.each(['-lock', '.new-lock'])('a file of something else where the lock of LMDB, %s, would be', async (suffix) => {
    const path = await stateFile()
    writeFileSync(`${path}${suffix}`, 'not ours')
    expect((await refusal(path)).message).toContain(`needs ${path}${suffix}, and that is something else`)
  })
})

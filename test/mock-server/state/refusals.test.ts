import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readContents } from '../../../mock-server/world/state/contents.js'
import { frameOf, magic } from '../../../mock-server/world/state/frames.js'
import { openState } from '../../../mock-server/world/state/open-state.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
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
      await state.engine.close()
      throw new Error('it was opened')
    },
    (reason) => reason,
  )
  expect(lookAt(path)).toEqual(before)
  return error
}

/** The frames of a file, header included: where each begins. */
function framesIn(bytes: Buffer): number[] {
  const frames: number[] = []
  for (let at = bytes.indexOf('\n') + 1; at < bytes.length; at += 16 + bytes.readUInt32LE(at + 4)) frames.push(at)
  return frames
}

describe('a file whose last frame was not written to its end is read without it', () => {
  test('wherever it is cut off, what was there before the cut is there, and the next change is not lost behind it', async () => {
    const whole = await stateFile()
    const bytes = readFileSync(whole)
    const last = framesIn(bytes).at(-1) as number
    for (const cut of [last + 1, last + 15, last + 16, last + 40, bytes.length - 1]) {
      const path = statePath()
      writeFileSync(path, bytes.subarray(0, cut))
      const { torn, engine } = await openState(path)
      expect(torn).toBe(cut - last)
      const store = createStore({ ...options, engine })
      expect(await store.read('shop', (world) => world.get(numbers, '7'))).toBe(7)
      await store.update('shop', (world) => world.put(numbers, '300', 300))
      await store.close()
      const again = await openStore(path, options)
      expect(await again.read('shop', (world) => world.count(numbers))).toBe(301)
      await again.close()
    }
  })

  test('nobody is told of bytes behind it that are none of ours', async () => {
    const path = await stateFile()
    appendFileSync(path, Buffer.alloc(4_096))
    const { torn, engine } = await openState(path)
    expect(torn).toBe(4_096)
    await engine.close()
    expect((await readContents(path))?.torn).toBe(0)
  })
})

describe('a damaged file is refused and left as it is', () => {
  test('emptied', async () => {
    const path = await stateFile()
    truncateSync(path, 0)
    expect(await refusal(path)).toMatchObject({ code: 'ERR_STATE_FILE', message: expect.stringMatching(/is empty/) })
  })

  test('cut off in its first frame', async () => {
    const path = await stateFile()
    truncateSync(path, 40)
    expect((await refusal(path)).message).toContain('has a damaged beginning')
  })

  test('whichever byte before the last frame is changed', async () => {
    const path = await stateFile()
    const bytes = readFileSync(path)
    const last = framesIn(bytes).at(-1) as number
    for (let at = 0; at < last; at += 53) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] as number) ^ (1 << (at % 8))
      writeFileSync(`${path}.copy`, changed)
      expect(() => readContents(`${path}.copy`), String(at)).toThrow('nothing was changed')
    }
    const middle = framesIn(bytes).at(-2) as number
    bytes[middle + 20] = (bytes[middle + 20] as number) ^ 1
    writeFileSync(path, bytes)
    const { message, fix } = await refusal(path)
    expect(message).toContain(`is damaged at byte ${middle}, and goes on behind it`)
    expect(fix).toContain('Restore it from a copy')
  })

  test.each(['left out', 'there twice', 'in the place of another'])(
    'a frame that is sound by itself, %s',
    async (how) => {
      const path = statePath()
      const store = await openStore(path, options)
      for (const value of [1, 2, 3, 4]) await store.update('shop', (world) => world.put(numbers, '1', value))
      await store.close()
      const bytes = readFileSync(path)
      const frames = framesIn(bytes)
      const frame = (back: number) => bytes.subarray(frames.at(back), frames.at(back + 1) ?? bytes.length)
      const before = bytes.subarray(0, frames.at(-4))
      const [first, second, third, fourth] = [-4, -3, -2].map(frame).concat(bytes.subarray(frames.at(-1))) as Buffer[]
      const kept = {
        'left out': [first, third, fourth],
        'there twice': [first, second, second, third, fourth],
        'in the place of another': [first, first, third, fourth],
      }[how] as Buffer[]
      writeFileSync(path, Buffer.concat([before, ...kept]))
      expect((await refusal(path)).message).toMatch(/is damaged at byte \d+, and goes on behind it/)
    },
  )
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

  /** The beginning of an LMDB file, as it lies on the disk. */
  const lmdb = (content: string) => {
    const bytes = Buffer.alloc(8_192)
    bytes.writeUInt32LE(0xbeefc0de, 24)
    bytes.write(content, 4_200)
    return bytes
  }

  test('an LMDB file of another program', async () => {
    const path = statePath()
    writeFileSync(path, lmdb('mine'))
    expect((await refusal(path)).message).toContain('is an LMDB file of another program')
  })

  test('an LMDB file of this mock: what still reads it is named, and what has to be given again', async () => {
    const path = statePath()
    writeFileSync(path, lmdb('\0apps-in-toss-mock state'))
    const { message, fix } = await refusal(path)
    expect(message).toMatch(
      /is of the LMDB format, which this version does not read; commit [0-9a-f]{40} of apps-in-toss-mock/,
    )
    expect(fix).toMatch(/git checkout [0-9a-f]{12}.* export -o world\.json.* --seed-file world\.json/)
    expect(fix).toContain('decryption key')
  })

  const written = (header: object, ...worlds: unknown[]) => {
    let previous = 0
    const frames = [header, ...worlds].map((content) => {
      const { bytes, checksum } = frameOf(JSON.stringify(content), previous)
      previous = checksum
      return bytes
    })
    return Buffer.concat([magic, ...frames])
  }

  test('a file of a newer version', async () => {
    const path = statePath()
    writeFileSync(path, written({ format: 3, writtenBy: '9.1.0' }))
    expect(await refusal(path)).toMatchObject({
      message: `state file ${path} has format 3, written by version 9.1.0; this version reads 2; nothing was changed`,
      fix: expect.stringContaining('Use that version or a later one'),
    })
  })

  test.each([
    ['unknown', { kind: 'orderOfTheFuture', entity: {} }, 'there is no kind of entity orderOfTheFuture'],
    ['of another shape', { kind: 'payment', entity: 'text' }, 'payment "1"'],
  ])('a file of another version with an entity that is %s', async (_name, { kind, entity }, why) => {
    const path = statePath()
    const directory = [':directory', false, null, [['mini-app', 'shop', [1, null, true]]]]
    const shop = ['shop', false, ['seed', 0], [[kind, '1', [1, null, entity]]]]
    writeFileSync(path, written({ format: 2, writtenBy: '0.9.0' }, [directory, shop]))
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
    await first.engine.close()
    await (await openState(path)).engine.close()
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
    await (await openState(path)).engine.close()
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

test('the file is readable by its owner alone, its folder is made, and a link to it stays one', async () => {
  const path = join(dirname(statePath()), 'deep', 'down', 'world.state')
  await (await openState(path)).engine.close()
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
})

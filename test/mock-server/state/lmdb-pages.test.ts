import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { open as openLmdb } from 'lmdb'
import { describe, expect, test } from 'vitest'
import { readContents } from '../../../mock-server/world/state/contents.js'
import { type Database, openDatabase } from '../../../mock-server/world/state/lmdb.js'
import { NotLmdb, readLmdb } from '../../../mock-server/world/state/lmdb-pages.js'
import { headerKey, placeKey, sealed } from '../../../mock-server/world/state/record.js'
import { statePath } from '../world/engines.js'

const pageSize = 4_096
const header = 24
const sound = await fileWith((database) => {
  for (let number = 1; number <= 300; number++) database.putSync(placeKey(number), Buffer.from(`a value of ${number}`))
  database.putSync(placeKey(301), Buffer.alloc(10_000, 'x'))
})

/** The bytes of a database. */
async function fileWith(fill: (database: Database) => void): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-pages-'))
  try {
    const database = openDatabase({ open: openLmdb }, join(folder, 'file'))
    fill(database)
    await database.close()
    return readFileSync(join(folder, 'file'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A copy of the file to change, and where in it things are; `mdb.c` of LMDB has the layout. */
function copyOf(file: Buffer) {
  const bytes = Buffer.from(file)
  const transaction = (page: number) => bytes.readBigUInt64LE(page * pageSize + header + 128)
  const latest = transaction(0) > transaction(1) ? 0 : 1
  const meta = latest * pageSize + header
  const root = Number(bytes.readBigUInt64LE(meta + 72 + 40)) * pageSize
  const nodes = (page: number) => {
    const count = bytes.readUInt16LE(page + 20) >> 1
    return Array.from({ length: count }, (_, index) => page + header + bytes.readUInt16LE(page + header + 2 * index))
  }
  const child = (node: number) => (bytes.readUInt16LE(node) + bytes.readUInt16LE(node + 2) * 0x10000) * pageSize
  const leaves = nodes(root).map(child)
  const leaf = leaves[0] as number
  const big = leaves.flatMap(nodes).find((node) => (bytes.readUInt16LE(node + 4) & 1) === 1) as number
  const overflowAt = big + 8 + bytes.readUInt16LE(big + 6)
  const overflow = Number(bytes.readBigUInt64LE(overflowAt)) * pageSize
  return { bytes, meta, other: (1 - latest) * pageSize + header, root, nodes, leaf, overflow }
}

/** The file, cut off. */
class Cut {
  constructor(readonly rest: Buffer) {}
}

type Copy = ReturnType<typeof copyOf>

test('the file that the others are made of has branches, leaves and a value on pages of its own', () => {
  const { bytes, meta, root, leaf, overflow } = copyOf(sound)
  expect(bytes.readUInt16LE(meta + 72 + 6)).toBe(2)
  expect([root, leaf, overflow].map((page) => bytes.readUInt16LE(page + 18) & 0x07)).toEqual([1, 2, 4])
  expect(readLmdb(sound).length).toBe(301)
})

const last = (copy: Copy) => Math.max(...copy.nodes(copy.leaf))

// Each check by itself, with its own words: a later one, or the checksums, would refuse the file as well.
test.each<[string, (copy: Copy) => unknown, RegExp]>([
  ['less than a first page', ({ bytes }) => new Cut(bytes.subarray(0, 100)), /^is cut off: it has 100 bytes$/],
  ['one page', ({ bytes }) => new Cut(bytes.subarray(0, pageSize)), /^is cut off: it has 4096 bytes$/],
  ['another size of pages', ({ bytes }) => bytes.writeUInt32LE(0, header + 24), /^has a damaged first page$/],
  ['a second page that is none', ({ bytes }) => bytes.writeUInt16LE(0, pageSize + 18), /^has a damaged first page$/],
  [
    'a second page of another kind',
    ({ bytes }) => bytes.writeUInt32LE(0, pageSize + header),
    /^has a damaged first page$/,
  ],
  [
    'another format of LMDB',
    ({ bytes }) => bytes.writeUInt32LE(3, header + 4),
    /^is of LMDB's data format 3; this version reads 2$/,
  ],
  [
    'first pages of different moments',
    ({ bytes, meta }) => bytes.writeBigUInt64LE(bytes.readBigUInt64LE(meta + 128) + 2n, meta + 128),
    /^has two first pages that do not belong together$/,
  ],
  ['a leaf that says it is a branch', ({ bytes, leaf }) => bytes.writeUInt16LE(1, leaf + 18), /of the wrong kind$/],
  [
    'half a pointer',
    ({ bytes, leaf }) => bytes.writeUInt16LE(bytes.readUInt16LE(leaf + 20) + 1, leaf + 20),
    /^has a damaged page \d+$/,
  ],
  ['more pointers than fit', ({ bytes, leaf }) => bytes.writeUInt16LE(0xfffe, leaf + 20), /^has a damaged page \d+$/],
  [
    'a record beyond its page',
    ({ bytes, leaf }) => bytes.writeUInt16LE(pageSize - 30, leaf + header),
    /^has a damaged page/,
  ],
  ['a key beyond its page', (copy) => copy.bytes.writeUInt16LE(0xffff, last(copy) + 6), /^has a damaged page \d+$/],
  [
    'records out of order',
    ({ bytes, leaf }) =>
      bytes
        .subarray(leaf + header, leaf + header + 4)
        .swap32()
        .swap16(),
    /^has records out of order on page \d+$/,
  ],
  [
    'a value beyond its page',
    (copy) => copy.bytes.writeUInt16LE(0xffff, last(copy)),
    /^has a value that does not end$/,
  ],
  [
    'a value elsewhere, without room for saying where',
    (copy) => {
      const node = last(copy)
      copy.bytes.writeUInt16LE(1, node + 4)
      copy.bytes.writeUInt16LE(copy.leaf + pageSize - 10 - (node + 8), node + 6)
    },
    /^has a value that is nowhere$/,
  ],
  [
    'a value on a page of another kind',
    ({ bytes, overflow }) => bytes.writeUInt16LE(2, overflow + 18),
    /of the wrong kind$/,
  ],
  ['a value on too few pages', ({ bytes, overflow }) => bytes.writeUInt32LE(1, overflow + 20), /of the wrong kind$/],
  ['a page under another number', ({ bytes, leaf }) => bytes.writeUInt8(1, leaf + 7), /^has a damaged page \d+$/],
  [
    'a branch to a first page',
    ({ bytes, root, nodes }) => bytes.writeUInt16LE(1, nodes(root)[0] as number),
    /^has a reference to page 1, which/,
  ],
  [
    'a branch to no page',
    ({ bytes, root, nodes }) => bytes.writeUInt16LE(0xfff0, nodes(root)[0] as number),
    /^has a reference to page 65520/,
  ],
  [
    'two branches to one page',
    ({ bytes, root, nodes }) => {
      const [first, second] = nodes(root) as [number, number]
      bytes.writeUInt16LE(bytes.readUInt16LE(first), second)
    },
    /^has a reference to page \d+, which cannot be$/,
  ],
  [
    'a page less',
    ({ bytes, overflow }) => new Cut(bytes.subarray(0, overflow + pageSize)),
    /^is cut off: it has \d+ bytes, and page \d+ lies/,
  ],
  ['another count', ({ bytes, meta }) => bytes.writeBigUInt64LE(302n, meta + 72 + 32), /^has 301 records of 302$/],
])('a file with %s is named as such', (_name, change, message) => {
  const copy = copyOf(sound)
  const changed = change(copy)
  const read = () => readLmdb(changed instanceof Cut ? changed.rest : copy.bytes)
  expect(read).toThrow(NotLmdb)
  expect(read).toThrow(message)
})

describe('what stands in the records', () => {
  async function withRecords(records: [Buffer, Buffer][]): Promise<string> {
    const path = statePath()
    writeFileSync(
      path,
      await fileWith((database) => records.forEach(([key, value]) => void database.putSync(key, value))),
    )
    return path
  }
  const head: [Buffer, Buffer] = [headerKey, sealed(headerKey, { format: 1, writtenBy: '0.1.0', records: 1, sum: 0 })]
  const torn = (value: Buffer) => Buffer.concat([value.subarray(0, 4), Buffer.from('{}')])

  test('a first record that is not what was written', async () => {
    const path = await withRecords([[headerKey, torn(head[1])]])
    expect(() => readContents(path)).toThrow('has a damaged first record')
  })

  test('another one that is not', async () => {
    const path = await withRecords([head, [placeKey(2), torn(sealed(placeKey(2), ['shop', 'seed', 0]))]])
    expect(() => readContents(path)).toThrow('has a damaged record')
  })

  test('a folder that is not there, and a device', () => {
    expect(() => readContents(join(dirname(statePath()), 'no', 'x'))).toThrow('lies in a folder that is not there')
    if (process.platform !== 'win32') expect(() => readContents('/dev/null')).toThrow('is not a regular file')
  })
})

/** A key and its value, as bytes. */
export interface LmdbRecord {
  readonly key: Buffer
  readonly value: Buffer
}

/** Thrown where the bytes are no LMDB file, or one that is not whole. The message ends the sentence "the file …". */
export class NotLmdb extends Error {
  /** Whether it is an LMDB file at all. */
  readonly isLmdb: boolean

  constructor(found: string, isLmdb = true) {
    super(found)
    this.isLmdb = isLmdb
  }
}

/** `mdb.c` of lmdb-js: `MDB_page_header`, `MDB_meta`, `MDB_db`, `MDB_node`, on 64 bits, little-endian. */
const pageHeader = 24
const nodeHeader = 8
const metaSize = 144
const magic = 0xbeefc0de
const dataVersion = 2
const flags = { branch: 0x01, leaf: 0x02, overflow: 0x04, meta: 0x08, bigData: 0x01 } as const
const noRoot = 0xffff_ffff_ffff_ffffn

interface Meta {
  readonly pageSize: number
  readonly lastPage: number
  readonly transaction: bigint
  readonly root: bigint
  readonly depth: number
  readonly entries: number
}

/**
 * Reads the main database of an LMDB file from its bytes, in the order of its keys, and checks each page on the way. LMDB
 * itself trusts its file: one that was cut off or written over ends the process that opens it.
 *
 * @throws NotLmdb
 */
export function readLmdb(file: Buffer): LmdbRecord[] {
  const { pageSize, lastPage, root, depth, entries } = latestMeta(file)
  const visited = new Set<number>()
  const records: LmdbRecord[] = []
  if (root !== noRoot) walk(Number(root), depth)
  if (records.length !== entries) throw broken(`has ${records.length} records of ${entries}`)
  return records

  function walk(number: number, levels: number): void {
    const page = pageAt(number)
    const kind = page.readUInt16LE(18) & (flags.branch | flags.leaf | flags.overflow | flags.meta)
    if (kind !== (levels > 1 ? flags.branch : flags.leaf)) throw broken(`has a page ${number} of the wrong kind`)
    const lower = page.readUInt16LE(20)
    const nodes = lower >> 1
    if (lower % 2 !== 0 || pageHeader + lower > pageSize) throw broken(`has a damaged page ${number}`)
    for (let index = 0; index < nodes; index++) {
      const at = pageHeader + page.readUInt16LE(pageHeader + 2 * index)
      const keyAt = at + nodeHeader
      if (keyAt > pageSize) throw broken(`has a damaged page ${number}`)
      const low = page.readUInt16LE(at) + page.readUInt16LE(at + 2) * 0x10000
      const high = page.readUInt16LE(at + 4)
      const valueAt = keyAt + page.readUInt16LE(at + 6)
      if (valueAt > pageSize) throw broken(`has a damaged page ${number}`)
      if (levels > 1) {
        walk(low + high * 0x1_0000_0000, levels - 1)
        continue
      }
      const key = page.subarray(keyAt, valueAt)
      const last = records.at(-1)
      if (last !== undefined && last.key.compare(key) >= 0) throw broken(`has records out of order on page ${number}`)
      records.push({ key, value: contentAt(page, valueAt, low, high) })
    }
  }

  function contentAt(page: Buffer, at: number, size: number, nodeFlags: number): Buffer {
    if ((nodeFlags & flags.bigData) === 0) {
      if (at + size > pageSize) throw broken('has a value that does not end')
      return page.subarray(at, at + size)
    }
    if (at + 24 > pageSize) throw broken('has a value that is nowhere')
    const first = Number(page.readBigUInt64LE(at))
    const pages = Math.ceil((pageHeader + size) / pageSize)
    const overflow = pageAt(first)
    if ((overflow.readUInt16LE(18) & flags.overflow) === 0 || overflow.readUInt32LE(20) < pages) {
      throw broken(`has a page ${first} of the wrong kind`)
    }
    for (let further = 1; further < pages; further++) claim(first + further)
    const begin = first * pageSize + pageHeader
    return file.subarray(begin, begin + size)
  }

  function pageAt(number: number): Buffer {
    claim(number)
    const page = file.subarray(number * pageSize, (number + 1) * pageSize)
    if (page.readBigUInt64LE(0) !== BigInt(number)) throw broken(`has a damaged page ${number}`)
    return page
  }

  /** Each page is used once, and is there. */
  function claim(number: number): void {
    if (!Number.isSafeInteger(number) || number < 2 || number > lastPage || visited.has(number)) {
      throw broken(`has a reference to page ${number}, which cannot be`)
    }
    if ((number + 1) * pageSize > file.length) {
      throw broken(`is cut off: it has ${file.length} bytes, and page ${number} lies beyond them`)
    }
    visited.add(number)
  }
}

/** Whether bytes begin as an LMDB file does. */
export function looksLikeLmdb(file: Buffer): boolean {
  return file.length >= pageHeader + 4 && file.readUInt32LE(pageHeader) === magic
}

/** Whether bytes begin as the lock file of LMDB does. */
export function isLmdbLock(file: Buffer): boolean {
  return file.length >= 4 && file.readUInt32LE(0) === magic
}

/** Lets bytes begin as an LMDB file does, so that they are known for a leftover. */
export function markAsLmdb(bytes: Buffer): void {
  bytes.writeUInt32LE(magic, pageHeader)
}

/**
 * The newer of the two. Both have to be sound and to belong together: a damaged one could be the newer one, and falling
 * back to the other would lose the last transaction without a word.
 */
function latestMeta(file: Buffer): Meta {
  if (!looksLikeLmdb(file)) throw new NotLmdb('does not begin as an LMDB file does', false)
  if (file.length < pageHeader + metaSize) throw broken(`is cut off: it has ${file.length} bytes`)
  const first = metaAt(file, 0)
  const { pageSize } = first
  if (pageSize < 256 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) throw broken('has a damaged first page')
  if (file.length < 2 * pageSize) throw broken(`is cut off: it has ${file.length} bytes`)
  const second = metaAt(file, pageSize)
  const latest = first.transaction > second.transaction ? first : second
  const other = latest === first ? second : first
  const isInPlace = latest.transaction % 2n === (latest === first ? 0n : 1n)
  if (second.pageSize !== pageSize || !isInPlace || latest.transaction - other.transaction !== 1n) {
    throw broken('has two first pages that do not belong together')
  }
  return latest
}

function metaAt(file: Buffer, page: number): Meta {
  const meta = file.subarray(page + pageHeader, page + pageHeader + metaSize)
  if ((file.readUInt16LE(page + 18) & flags.meta) === 0 || meta.readUInt32LE(0) !== magic) {
    throw broken('has a damaged first page')
  }
  const version = meta.readUInt32LE(4) & 0xffff
  if (version !== dataVersion) throw broken(`is of LMDB's data format ${version}; this version reads ${dataVersion}`)
  return {
    pageSize: meta.readUInt32LE(24),
    depth: meta.readUInt16LE(72 + 6),
    entries: Number(meta.readBigUInt64LE(72 + 32)),
    root: meta.readBigUInt64LE(72 + 40),
    lastPage: Number(meta.readBigUInt64LE(120)),
    transaction: meta.readBigUInt64LE(128),
  }
}

function broken(found: string): NotLmdb {
  return new NotLmdb(found)
}

import { crc32 } from 'node:zlib'
import type { Kept } from '../keeper.js'

/** The key of the record that says what the file is: the first of all. */
export const headerKey = Buffer.from('\u0000apps-in-toss-mock state')

/** The key of something that is not part of a world, such as the clock. */
export function noteKey(name: string): Buffer {
  return Buffer.from(`\u0001${name}`)
}

/** The key of a world or entity: keys sort as places do. */
export function placeKey(place: number): Buffer {
  const key = Buffer.alloc(9)
  key[0] = 2
  key.writeBigUInt64BE(BigInt(place), 1)
  return key
}

/** The name of a note, or undefined for the key of anything else. */
export function nameOfNote(key: Buffer): string | undefined {
  return key[0] === 1 ? key.toString('utf8', 1) : undefined
}

/** A value as it lies in the file: the checksum of key and content, then the content as JSON. */
export function sealed(key: Buffer, content: unknown): Buffer {
  const json = JSON.stringify(content)
  const value = Buffer.allocUnsafe(4 + Buffer.byteLength(json))
  value.write(json, 4)
  value.writeUInt32LE(checksum(key, value))
  return value
}

/** The content of such a value; undefined where it is not what was written. */
export function unsealed(key: Buffer, value: Buffer): unknown {
  if (value.length < 4 || sealOf(value) !== checksum(key, value)) return undefined
  return JSON.parse(value.toString('utf8', 4))
}

/** The checksum that a value begins with. */
export function sealOf(value: Buffer): number {
  return value.readUInt32LE()
}

function checksum(key: Buffer, value: Buffer): number {
  return crc32(value.subarray(4), crc32(key))
}

/** A world or an entity as content. */
export function contentOf(kept: Kept): unknown {
  if ('miniApp' in kept) return [kept.miniApp, kept.seed, kept.draws]
  return [kept.world, kept.kind, kept.id, kept.keepUntil ?? null, kept.entity]
}

/** The world or entity that such a content is of; `key` is that of a place. */
export function keptFrom(key: Buffer, content: unknown): Kept {
  const place = Number(key.readBigUInt64BE(1))
  const [first, ...rest] = content as [unknown, ...unknown[]]
  if (typeof first === 'string') return { place, miniApp: first, seed: rest[0] as string, draws: rest[1] as number }
  const [kind, id, keepUntil, entity] = rest as [never, string, number | null, never]
  return { place, world: first as number, kind, id, keepUntil: keepUntil ?? undefined, entity }
}

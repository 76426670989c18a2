import { isAscii } from 'node:buffer'
import { crc32 } from 'node:zlib'

/** What a state file begins with. */
export const magic = Buffer.from('apps-in-toss-mock state\n')

/** What a frame begins with; 0xf5 is in no text of UTF-8, so it is not found within one. */
const marker = Buffer.from([0xf5, 0xa1, 0x74, 0x0a])
const headSize = 16

/** A frame that was read. */
interface Frame {
  readonly content: string
  /** Where the next one begins. */
  readonly end: number
  readonly checksum: number
}

/**
 * A frame: marker, length, checksum of the frame before, checksum, content. What takes the place of another frame, or is
 * left out, is noticed by the next one. The content is JSON, and written in ASCII: a start reads that in two thirds of the time.
 *
 * @param room - where it is made if it has room there, until the next one is
 */
export function frameOf(
  json: string,
  previous: number,
  room?: Buffer,
): { readonly bytes: Buffer; readonly checksum: number } {
  const content = json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const { length } = content
  const size = headSize + length
  const bytes = room !== undefined && size <= room.length ? room.subarray(0, size) : Buffer.allocUnsafe(size)
  marker.copy(bytes)
  bytes.writeUInt32LE(length, 4)
  bytes.writeUInt32LE(previous, 8)
  bytes.write(content, headSize, 'latin1')
  const checksum = checksumOf(bytes)
  bytes.writeUInt32LE(checksum, 12)
  return { bytes, checksum }
}

/** Reads the frames of a file until the first that is not sound, and tells where that is. */
export function* framesOf(file: Buffer): Generator<string, { readonly end: number; readonly checksum: number }> {
  let end = magic.length
  let checksum = 0
  for (let frame = frameAt(file, end); frame !== undefined; frame = frameAt(file, end)) {
    if (file.readUInt32LE(end + 8) !== checksum) break
    yield frame.content
    ;({ end, checksum } = frame)
  }
  return { end, checksum }
}

/** Whether there is a sound frame behind a place: what is not sound there is then no torn end. */
export function hasFrameBehind(file: Buffer, place: number): boolean {
  for (let at = file.indexOf(marker, place); at >= 0; at = file.indexOf(marker, at + 1)) {
    if (frameAt(file, at) !== undefined) return true
  }
  return false
}

function frameAt(file: Buffer, at: number): Frame | undefined {
  if (at + headSize > file.length || !file.subarray(at, at + 4).equals(marker)) return undefined
  const end = at + headSize + file.readUInt32LE(at + 4)
  if (end > file.length) return undefined
  const bytes = file.subarray(at, end)
  const checksum = checksumOf(bytes)
  if (bytes.readUInt32LE(12) !== checksum) return undefined
  // Earlier versions wrote UTF-8.
  const encoding = isAscii(bytes.subarray(headSize)) ? 'latin1' : 'utf8'
  return { content: bytes.toString(encoding, headSize), end, checksum }
}

function checksumOf(bytes: Buffer): number {
  return crc32(bytes.subarray(headSize), crc32(bytes.subarray(4, 12)))
}

import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { entryBound } from './har-entries.js'
import { bodyOf, type RecordedBody } from './recorded-exchange.js'

/** A text of a recording that stands for bytes. */
export interface RecordedText {
  readonly text: string
  /** `base64`, or undefined for a text that is one. */
  readonly encoding: string | undefined
  /** The header, as it was sent. */
  readonly contentEncoding: string | undefined
}

/** Reads a body out of a recording. Some recorders keep bytes as they came over the wire: still compressed. */
export function bodyOfText({ text, encoding, contentEncoding }: RecordedText): RecordedBody {
  if (encoding?.toLowerCase() !== 'base64') return bodyOf(text)
  const bytes = bytesOf(text)
  const plain = bodyOf(bytes.toString('utf8'))
  // Most recorders keep what was unpacked already, and the header all the same.
  if (plain.kind !== 'text') return plain
  const names = (contentEncoding ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '' && name !== 'identity')
  // Gzip shows itself, even where no header was recorded.
  if (names.length === 0 && bytes[0] === 0x1f && bytes[1] === 0x8b) names.push('gzip')
  if (names.length === 0) return plain
  try {
    return bodyOf(names.reduceRight(unpacked, bytes).toString('utf8'))
  } catch {
    return {
      kind: 'unrecorded',
      why: `it was kept compressed (${names.map(nameOf).join(', ')}), and cannot be unpacked`,
    }
  }
}

/** Polly.js keeps the pieces of a compressed body as a list of texts in JSON. */
function bytesOf(text: string): Buffer {
  if (!text.startsWith('[')) return Buffer.from(text, 'base64')
  try {
    const pieces: unknown = JSON.parse(text)
    if (Array.isArray(pieces)) return Buffer.concat(pieces.map((piece) => Buffer.from(String(piece), 'base64')))
  } catch {
    // No list: what begins so is no Base64 either, and is read as far as it goes.
  }
  return Buffer.from(text, 'base64')
}

const known = ['gzip', 'x-gzip', 'br', 'deflate', 'zstd', 'compress']

/** What a header says is shown only where it is a word of the protocol. */
function nameOf(name: string): string {
  return known.includes(name) ? name : 'another encoding'
}

function unpacked(bytes: Buffer, name: string): Buffer {
  // A few bytes can hold gigabytes.
  const bound = { maxOutputLength: entryBound }
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, bound)
    case 'br':
      return brotliDecompressSync(bytes, bound)
    case 'deflate':
      // With the wrapping of zlib as the standard says, or without, as some servers send it.
      return (bytes[0] ?? 0) % 16 === 8 ? inflateSync(bytes, bound) : inflateRawSync(bytes, bound)
    default:
      throw new Error(`no ${name} here`)
  }
}

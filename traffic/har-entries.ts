import { trafficFileError } from './traffic-file-error.js'

/** The text of one element of `log.entries`, not parsed yet. */
export interface EntryText {
  readonly text: string
  readonly entry: number
  readonly line: number
}

/** A single entry larger than this is refused: one is held in memory at a time. */
export const entryBound = 64 * 1024 * 1024

const [quote, backslash, comma, colon, newline] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]

/** Names are only compared with `log` and `entries`. */
const nameBound = 64

interface Level {
  readonly isObject: boolean
  /** The field that is being read. */
  name: string
  /** Whether the next string is the name of a field. */
  expectsName: boolean
}

/**
 * Finds the elements of `log.entries` in a HAR file that arrives in pieces, and holds one of them at a time: a HAR of many
 * gigabytes needs no more memory than its largest entry. Everything else in the file is passed over.
 *
 * @throws CodedError `ERR_TRAFFIC_FILE` where the file ends early, its brackets do not match, or it has no `log.entries`
 */
export async function* harEntries(chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<EntryText> {
  const levels: Level[] = []
  let line = 1
  let entry = 0
  let found = false
  let begun = false
  let inString = false
  let escaped = false
  let name: number[] | undefined
  let held: Buffer[] | undefined
  let heldBytes = 0
  let entryLine = 1

  const isInEntries = () =>
    levels.length === 3 && levels[0]?.name === 'log' && levels[1]?.name === 'entries' && levels[2]?.isObject === false
  const fail = (what: string) => trafficFileError({ file, line, entry: held === undefined ? undefined : entry }, what)

  for await (const chunk of chunks) {
    let start = 0
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index] as number
      if (byte === newline) line++
      if (inString) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) {
          inString = false
          const level = levels.at(-1)
          if (name !== undefined && level !== undefined) level.name = String.fromCharCode(...name)
          name = undefined
          continue
        }
        if (name !== undefined && name.length < nameBound) name.push(byte)
        continue
      }
      if (byte <= 0x20 || (!begun && isByteOrderMark(byte))) continue
      if (levels.length === 0 && (begun || byte !== openBrace)) {
        throw fail(begun ? 'there is something after the end of the HAR' : 'it is not a HAR: it does not begin with {')
      }
      const level = levels.at(-1)
      if (isInEntries() && held === undefined && byte !== comma && byte !== closeBracket) {
        entry++
        entryLine = line
        held = []
        heldBytes = 0
        start = index
        if (byte !== openBrace) throw fail('an entry of a HAR is an object')
      }
      switch (byte) {
        case quote:
          inString = true
          if (held === undefined && level?.expectsName === true) name = []
          break
        case colon:
          if (level !== undefined) level.expectsName = false
          break
        case comma:
          if (level !== undefined) level.expectsName = level.isObject
          break
        case openBrace:
        case openBracket:
          begun = true
          levels.push({ isObject: byte === openBrace, name: '', expectsName: byte === openBrace })
          if (held === undefined && isInEntries()) found = true
          break
        case closeBrace:
        case closeBracket:
          if (level === undefined || level.isObject !== (byte === closeBrace)) throw fail('its brackets do not match')
          levels.pop()
          if (held !== undefined && isInEntries()) {
            held.push(chunk.subarray(start, index + 1))
            yield { text: Buffer.concat(held).toString('utf8'), entry, line: entryLine }
            held = undefined
          }
          break
      }
    }
    if (held !== undefined) {
      // The piece may be a view of a buffer that is used again for the next one.
      const part = Buffer.from(chunk.subarray(start))
      held.push(part)
      heldBytes += part.length
      if (heldBytes > entryBound) throw fail(`it is larger than ${entryBound / 1024 / 1024} MiB`)
    }
  }
  if (held !== undefined) throw fail('the file ends in the middle of it')
  if (!begun) throw trafficFileError({ file }, 'it is empty')
  if (levels.length > 0) throw fail('the file ends before the HAR does')
  if (!found) throw trafficFileError({ file }, 'it is JSON, and has no log.entries as a HAR has')
}

function isByteOrderMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf
}

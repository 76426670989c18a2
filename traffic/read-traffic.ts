import { createReadStream } from 'node:fs'
import { readHarEntry } from './har.js'
import { harEntries } from './har-entries.js'
import { readJournalLine } from './journal-lines.js'
import { linesOf } from './lines.js'
import type { TrafficRecord } from './recorded-exchange.js'
import { trafficFileError } from './traffic-file-error.js'

/** The two formats that can be read: HAR 1.2, and the mock's own journal with one entry on each line. */
export type TrafficFormat = 'har' | 'journal'

/** A recording that is open. Its records can be read once. */
export interface Traffic {
  /** As it was given; `stdin` for the standard input. */
  readonly file: string
  readonly format: TrafficFormat
  readonly records: AsyncIterable<TrafficRecord>
}

/** Where the first name of an object tells what the file is. */
const sniffed = 4096

/**
 * Opens a recording and finds out its format, from its content. One record is held in memory at a time.
 *
 * @param file - a path, or `-` for the standard input
 * @throws CodedError `ERR_TRAFFIC_FILE` for a file that is not there or is neither; while reading, for a broken record
 *
 * @example
 * ```ts
 * const { records } = await openTraffic('traffic.har')
 * for await (const { exchange } of records) console.log(exchange?.method, exchange?.url)
 * ```
 */
export async function openTraffic(file: string): Promise<Traffic> {
  const name = file === '-' ? 'stdin' : file
  const chunks = readable(file === '-' ? process.stdin : createReadStream(file), name)[Symbol.asyncIterator]()
  const head: Buffer[] = []
  let text = ''
  let format: TrafficFormat | undefined
  while (format === undefined && text.length < sniffed) {
    const { done, value } = await chunks.next()
    if (done === true) break
    head.push(value)
    text = Buffer.concat(head).toString('utf8', 0, sniffed)
    format = formatOf(text)
  }
  if (format === undefined) {
    await chunks.return?.(undefined)
    throw trafficFileError({ file: name }, whatInstead(text, head[0]))
  }
  const all = joined(head, chunks)
  return { file: name, format, records: format === 'har' ? harRecords(all, name) : journalRecords(all, name) }
}

function whatInstead(text: string, head: Buffer = Buffer.alloc(0)): string {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte)
  if (begins(0x50, 0x4b, 0x03, 0x04)) {
    return 'it is a zip: unzip it and name the .har inside, or record with bodies embedded (Playwright: content: "embed")'
  }
  if (begins(0x1f, 0x8b)) return 'it is packed with gzip: unpack it first (gunzip)'
  return text.trim() === '' ? 'it is empty' : 'it is neither a HAR nor a journal with one entry on each line'
}

/** A HAR begins with `log`; a journal entry with its number, or with some other field of a line that is complete. */
function formatOf(text: string): TrafficFormat | undefined {
  const [, first] = /^\uFEFF?\s*\{\s*"([^"\\]*)"\s*:/.exec(text) ?? []
  if (first === undefined) return undefined
  if (first === 'log') return 'har'
  return ['id', 'at', 'kind', 'miniApp'].includes(first) ? 'journal' : undefined
}

async function* readable(stream: NodeJS.ReadableStream, name: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } catch (cause) {
    throw trafficFileError({ file: name }, `it cannot be read (${(cause as NodeJS.ErrnoException).code})`, cause)
  }
}

async function* joined(head: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* harRecords(chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<TrafficRecord> {
  for await (const entry of harEntries(chunks, file)) yield readHarEntry(entry, file)
}

async function* journalRecords(chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<TrafficRecord> {
  let line = 0
  let entry = 0
  for await (const text of linesOf(chunks, file)) {
    line++
    if (text.trim() !== '') yield readJournalLine(text, { file, line, entry: ++entry })
  }
}

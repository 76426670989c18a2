import fc from 'fast-check'
import { expect, test } from 'vitest'
import { harEntries } from '../../traffic/har-entries.js'
import { har } from './recordings.js'

async function* inPieces(text: string, sizes: readonly number[]): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  // One buffer for all pieces, as some streams have it: nothing may be kept of it.
  const piece = Buffer.alloc(Math.max(1, ...sizes))
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    const copied = bytes.copy(piece, 0, at, Math.min(bytes.length, at + size))
    yield piece.subarray(0, copied)
    at += size
  }
}

async function read(text: string, sizes: readonly number[] = [7]) {
  const entries = []
  for await (const entry of harEntries(inPieces(text, sizes), 'f.har')) entries.push(entry)
  return entries
}

const anyEntry = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 })
const anyRest = fc.dictionary(
  fc.string().filter((name) => name !== 'entries'),
  fc.jsonValue({ maxDepth: 3 }),
  { maxKeys: 3 },
)

test('the entries of any HAR are found, however it is cut into pieces and printed', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEntry),
      anyRest,
      anyRest,
      sizes,
      fc.constantFrom(0, 2),
      async (entries, before, after, cuts, indent) => {
        const text = JSON.stringify({ log: { ...before, entries, ...after }, ...after, log2: 1 }, null, indent)
        fc.pre(JSON.parse(text).log.entries !== undefined)
        const found = await read(text, cuts)
        expect(found.map((entry) => JSON.parse(entry.text))).toEqual(JSON.parse(text).log.entries)
        expect(found.map(({ entry }) => entry)).toEqual(entries.map((_, index) => index + 1))
      },
    ),
    { numRuns: 200 },
  )
})

test('entries elsewhere in the file are not taken for those of the log', async () => {
  const decoy = { entries: [{ wrong: true }], log: { entries: [{ wrong: true }] } }
  const text = JSON.stringify({
    log: { pages: [decoy], '"entries"': [{ wrong: true }], entries: [{ log: decoy }] },
    entries: [1],
  })
  expect((await read(text)).map(({ text: entry }) => JSON.parse(entry))).toEqual([{ log: decoy }])
})

test('each entry knows its line', async () => {
  const text = '\uFEFF{"log":\n{"entries": [\n\n{"a":\n1},{"b":2},\n{"c":3}]}}\n\n'
  expect((await read(text, [3])).map(({ line, text: entry }) => [line, JSON.parse(entry)])).toEqual([
    [4, { a: 1 }],
    [5, { b: 2 }],
    [6, { c: 3 }],
  ])
})

test('a HAR that ends early is refused, wherever it ends', async () => {
  const text = har([{ a: 'x' }, { b: [1, { c: '}]' }] }])
  const end = text.length
  for (let length = 0; length < end; length += 5) {
    await expect(read(text.slice(0, length)), String(length)).rejects.toMatchObject({ code: 'ERR_TRAFFIC_FILE' })
  }
})

test.each([
  ['{"log":{"entries":[{"a":1', /^f\.har:1, entry 1: the file ends in the middle of it$/],
  ['{"log":{"entries":[{}\n,7]}}', /^f\.har:2, entry 2: an entry of a HAR is an object$/],
  ['{"log":{"entries":[{}}}', /^f\.har:1, entry 2: an entry of a HAR is an object$/],
  ['{"log":{"entries":[]]}', /^f\.har:1: its brackets do not match$/],
  ['{"log":{"entries":[{]}}', /^f\.har:1, entry 1: its brackets do not match$/],
  ['{"log":{"pages":[]}}', /^f\.har: it is JSON, and has no log\.entries as a HAR has$/],
  ['{"log":{"entries":[]}} x', /^f\.har:1: there is something after the end of the HAR$/],
  ['[]', /^f\.har:1: it is not a HAR: it does not begin with \{$/],
  ['', /^f\.har: it is empty$/],
])('%s: the error says where', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message)
})

import { StringDecoder } from 'node:string_decoder'
import { entryBound } from './har-entries.js'
import { trafficFileError } from './traffic-file-error.js'

/** The lines of a text that arrives in pieces, without their ends; one is held at a time. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let line = 0
  for await (const chunk of chunks) {
    const parts = decoder.write(chunk).split('\n')
    rest += parts[0]
    for (const next of parts.slice(1)) {
      line++
      yield withoutMarks(rest, line)
      rest = next
    }
    if (rest.length > entryBound) {
      throw trafficFileError({ file, line: line + 1 }, `it is longer than ${entryBound / 1024 / 1024} MiB`)
    }
  }
  rest += decoder.end()
  if (rest !== '') yield withoutMarks(rest, line + 1)
}

function withoutMarks(text: string, line: number): string {
  const begun = line === 1 ? text.replace(/^\uFEFF/, '') : text
  return begun.endsWith('\r') ? begun.slice(0, -1) : begun
}

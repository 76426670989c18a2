/**
 * What a body may hold. No operation has more than five levels; and 2,500 recipients whose contexts have 25 variables each
 * are 70,000 values.
 */
export const jsonBounds = { levels: 100, values: 75_000 } as const

const codeOf = (character: string) => character.charCodeAt(0)
const [quote, backslash, comma] = [codeOf('"'), codeOf('\\'), codeOf(',')]
const [openBrace, openBracket, closeBrace, closeBracket] = [codeOf('{'), codeOf('['), codeOf('}'), codeOf(']')]
const space = codeOf(' ')

/**
 * Why JSON text is not to be parsed, in words; undefined where it may be. Text that is nested too deep can be parsed, but not
 * written again: `JSON.stringify` and whatever else goes down into it runs out of stack. Text of a megabyte or two can
 * hold a million values, each of which costs far more than its bytes.
 */
export function beyondJsonBounds(json: Buffer): string | undefined {
  if (json.length <= jsonBounds.levels) return undefined
  let depth = 0
  let values = 1
  let inText = false
  let last = 0
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] as number
    if (inText) {
      if (byte === backslash) at++
      else if (byte === quote) inText = false
      continue
    }
    // Control characters that are no white space make the text unreadable anyway.
    if (byte <= space) continue
    if (byte === quote) inText = true
    else if (byte === openBrace || byte === openBracket) {
      if (++depth > jsonBounds.levels) return `it is nested more than ${jsonBounds.levels} levels deep`
      // The first of what is in it, unless it turns out to be empty.
      values++
    } else if (byte === comma) values++
    else if (byte === closeBrace || byte === closeBracket) {
      depth--
      if (last === openBrace || last === openBracket) values--
    }
    if (values > jsonBounds.values && (byte === comma || last === openBrace || last === openBracket)) {
      return `it holds more than ${jsonBounds.values.toLocaleString('en')} values`
    }
    last = byte
  }
  return undefined
}

/** Bodies are nested at most so deep: no operation has more than five levels. */
export const deepestJson = 100

const [quote, backslash] = ['"', '\\'].map((character) => character.charCodeAt(0))
const [openBrace, openBracket, closeBrace, closeBracket] = ['{', '[', '}', ']'].map((each) => each.charCodeAt(0))

/**
 * Whether JSON text is nested deeper than {@link deepestJson}. What is can be parsed, but not written again: `JSON.stringify`
 * and whatever else goes down into it runs out of stack.
 */
export function isTooDeep(json: Buffer): boolean {
  if (json.length <= deepestJson) return false
  let depth = 0
  let inText = false
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (inText) {
      if (byte === backslash) at++
      else if (byte === quote) inText = false
    } else if (byte === quote) inText = true
    else if (byte === openBrace || byte === openBracket) {
      if (++depth > deepestJson) return true
    } else if (byte === closeBrace || byte === closeBracket) depth--
  }
  return false
}

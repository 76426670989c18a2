/**
 * Everything that would end a line, move the cursor, change colours or turn the direction of writing where a text is shown:
 * control characters, line and paragraph separators, the marks of bidirectional text, halves of surrogate pairs.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(character: string): string {
  const code = (character.codePointAt(0) as number).toString(16)
  return escapes[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`)
}

/**
 * A text of somebody else's as a log line or a terminal may show it: in one line, and with nothing in it that a terminal
 * obeys. What cannot be seen is written as in JSON.
 */
export function visible(text: string): string {
  return text.replace(unseen, escaped)
}

/** As {@link visible}, for a text that has lines of its own. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}

/** A copy of plain data in which every text, names of fields included, is {@link visible}. For what a report is made of. */
export function visibleIn<Value>(value: Value): Value {
  return copy(value) as Value
}

function copy(value: unknown): unknown {
  if (typeof value === 'string') return visible(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copy)
  if (value instanceof Map) return new Map([...value].map(([name, item]) => [copy(name), copy(item)]))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [visible(name), copy(item)]))
}

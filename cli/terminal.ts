import { styleText } from 'node:util'
import type { Environment } from './settings/environment.js'

type Style = Parameters<typeof styleText>[0]

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

/** Colours for a stream: only on a terminal, and not where `NO_COLOR` or `TERM=dumb` forbid them. */
export function painter(stream: Pick<NodeJS.WriteStream, 'isTTY'>, environment: Environment = process.env): Paint {
  const { NO_COLOR, TERM } = environment
  const coloured = stream.isTTY === true && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb'
  // Left to itself, styleText looks at stdout, whichever stream the text is for.
  return coloured ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text
}

/** What takes two columns on a terminal: Hangul, Han, kana, full-width forms. */
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/

/** How many columns a text takes on a terminal. */
export function columnsOfText(text: string): number {
  let columns = 0
  for (const character of text) columns += wide.test(character) ? 2 : 1
  return columns
}

/** A text with blanks behind it, up to a column. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOfText(text)))
}

/** The same with the blanks before it. */
export function atRight(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOfText(text))) + text
}

/** Breaks a text into lines of at most `width` columns, between words. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && columnsOfText(line) + 1 + columnsOfText(word) > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

/** The same, and a word that is longer than a line is broken as well. */
export function wrapWide(text: string, width: number): string[] {
  const words = text.split(/\s+/).flatMap((word) => pieces(word, width))
  return wrap(words.join(' '), width)
}

function pieces(word: string, width: number): string[] {
  const parts = ['']
  for (const character of word) {
    if (columnsOfText(parts.at(-1) + character) > width) parts.push('')
    parts.push(`${parts.pop()}${character}`)
  }
  return parts
}

/** Columns to write in: the terminal's, at least 60 and at most 100; 80 where there is no terminal. */
export function columnsOf(stream: NodeJS.WriteStream): number {
  return Math.min(Math.max(stream.columns ?? 80, 60), 100)
}

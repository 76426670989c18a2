import { columnsOfText } from '../terminal.js'

/** Breaks a text into lines of at most `width` columns: between words, and inside of a word that is longer than a line. */
export function wrapWide(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((whole) => pieces(whole, width))) {
    const joined = line === '' ? word : `${line} ${word}`
    if (line !== '' && columnsOfText(joined) > width) {
      lines.push(line)
      line = word
    } else {
      line = joined
    }
  }
  return [...lines, line]
}

function pieces(word: string, width: number): string[] {
  if (columnsOfText(word) <= width) return [word]
  const parts = ['']
  for (const character of word) {
    if (columnsOfText(parts.at(-1) + character) > width) parts.push('')
    parts.push(`${parts.pop()}${character}`)
  }
  return parts
}

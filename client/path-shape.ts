import { existsSync } from 'node:fs'

/** Shorter than the key of any kind. */
const leastPiece = 40

/**
 * Whether a value that should be a path can be one, so that a message may show it. What was meant for a file may hold a
 * private key by mistake, whole or cut, and a key must never get into a log.
 */
export function canBePath(value: string): boolean {
  if (value.length > 4096 || /\p{Cc}|-----|PRIVATE KEY/u.test(value)) return false
  if (existsSync(value)) return true
  const segments = value.split(/[\\/]/)
  // Base64 has a slash every 64 characters or so: parts that are short by chance make no path of it.
  const whole = value.replaceAll(/[\\/]/g, '')
  const isWholeRandom = (whole.length >= 64 && looksRandom(whole)) || looksShuffled(whole)
  return !segments.some(looksRandom) && !(isWholeRandom && !value.includes('.'))
}

/** The value if it can be a path, and otherwise how long it is. */
export function shownPath(value: string): string {
  return canBePath(value) ? value : `a value of ${value.length} characters that is not a path`
}

/** Letters of both cases and digits in one run, as in Base64; or hexadecimal of a length that names do not have. */
function looksRandom(text: string): boolean {
  return (text.match(/[A-Za-z0-9+=]{24,}/g) ?? []).some(
    (run) => (/[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run)) || /^[0-9A-Fa-f]{40,}$/.test(run),
  )
}

/** As long as a piece that is worth hiding, and of no words: in names they have four letters or so, in Base64 two. */
function looksShuffled(text: string): boolean {
  const words = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+/g) ?? []
  return text.length >= leastPiece && words.length > text.length / 3.3
}

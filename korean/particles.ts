/** What a particle becomes behind a final consonant, by the form that it has behind a vowel. */
const particles: Record<string, (final: Final) => string> = {
  를: (final) => (final === 'none' ? '를' : '을'),
  가: (final) => (final === 'none' ? '가' : '이'),
  는: (final) => (final === 'none' ? '는' : '은'),
  와: (final) => (final === 'none' ? '와' : '과'),
  라: (final) => (final === 'none' ? '라' : '이라'),
  예요: (final) => (final === 'none' ? '예요' : '이에요'),
  여야: (final) => (final === 'none' ? '여야' : '이어야'),
  로: (final) => (final === 'other' ? '으로' : '로'),
}

/** Whether a word ends with a final consonant when it is read aloud; behind ㄹ one particle is as behind a vowel. */
type Final = 'none' | 'ㄹ' | 'other'

/** The particle as it stands behind a value: Hangul, a number, or a word of Latin letters as a Korean reads it aloud. */
export function particleBehind(value: string, particle: string): string {
  return particles[particle]?.(finalOf(value)) ?? particle
}

function finalOf(value: string): Final {
  // What stands in brackets, and marks, are not read.
  const read = value.replace(/(?<=[^\s(])\s*\([^()]*\)["'`”’\s]*$/, '').replace(/[^\p{L}\p{N}]+$/u, '')
  const last = read.at(-1) ?? ''
  const syllable = (last.codePointAt(0) ?? 0) - 0xac00
  if (syllable >= 0 && syllable < 11_172) return ofJamo(syllable % 28)
  if (/\d/.test(last)) return ofNumber(read)
  return ofWord(/[A-Za-z]+$/.exec(read)?.[0] ?? '')
}

const ofJamo = (jamo: number): Final => (jamo === 0 ? 'none' : jamo === 8 ? 'ㄹ' : 'other')

/** 영, 일, 이 … and 십, 백, 천, 만, 억. */
function ofNumber(text: string): Final {
  const digits = /[\d,]+$/.exec(text)?.[0].replaceAll(',', '') ?? ''
  if (/[1-9]0+$/.test(digits)) return 'other'
  const last = digits.at(-1) as string
  return '178'.includes(last) ? 'ㄹ' : '036'.includes(last) ? 'other' : 'none'
}

function ofWord(text: string): Final {
  // The last word of camelCase or of CONSTANT_CASE.
  const word = /[A-Z]?[a-z]+$|[A-Z]+$/.exec(text)?.[0] ?? text
  // 겟, 풋
  if (word === 'GET' || word === 'PUT') return 'other'
  const isSpelt = word === word.toUpperCase() && (word.length < 4 || !/[AEIOUY]/.test(word))
  if (isSpelt) return /[LR]$/.test(word) ? 'ㄹ' : /[MN]$/.test(word) ? 'other' : 'none'
  const sound = word.toLowerCase()
  if (/l$|[^aeiou]le$|[aeiou]le$/.test(sound)) return 'ㄹ'
  return /[mn]$|[aeiou][mn]e$|ng$|[aeiou][pb]$|type$|[ao]ck$|ook$|ic$|[^aeiou][aeiou]t$/.test(sound) ? 'other' : 'none'
}

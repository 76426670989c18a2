/** Korean sentences by the English ones; `{}` is what changes. */
export type Catalogue = Readonly<Record<string, string>>

/**
 * What an English text of ours says, in Korean; what the catalogue does not have stays as it is.
 *
 * A text is looked up line by line: as a whole; then with or without its full stop or colon, behind the name or place before it (`port: …`), and sentence by sentence. What
 * stands in a hole of a template is looked up in its turn, where it is more than a word, so that one message may hold another.
 */
export function translatorOf(catalogue: Catalogue): (english: string) => string {
  let read: readonly Template[] | undefined
  return translated

  function translated(text: string): string {
    if (text.includes('\n')) return text.split('\n').map(lineOf).join('\n')
    return butStop(text, same) ?? butStop(text, fitting) ?? behindName(text) ?? bySentence(text) ?? withNames(text)
  }

  function lineOf(line: string): string {
    const [, before = '', rest = ''] = /^(\s*)(.*)$/.exec(line) ?? []
    return rest === '' ? line : before + translated(rest)
  }

  function same(text: string): string | undefined {
    return Object.hasOwn(catalogue, text) ? catalogue[text] : undefined
  }

  function fitting(text: string): string | undefined {
    read ??= templatesOf(catalogue)
    for (const template of read) {
      if (!text.includes(template.core)) continue
      template.pattern ??= patternOf(template.english)
      const found = template.pattern.exec(text)
      if (found !== null) return filled(template.korean, found.slice(1).map(inHole))
    }
    return undefined
  }

  /** A single word there is a name, a value or a code. */
  function inHole(text: string): string {
    return /\s/.test(text) ? translated(text) : text
  }

  function behindName(text: string): string | undefined {
    const [, name, rest] = /^([^\s:]+(?:\[[^\]]*\])?: |\S+:\d+:\d+ )(.+)$/s.exec(text) ?? []
    if (name === undefined || rest === undefined) return undefined
    const found = translated(rest)
    return found === rest ? undefined : name + found
  }

  function bySentence(text: string): string | undefined {
    const sentences = text.split(/(?<=[.?!]) (?=[A-Z-])/)
    return sentences.length < 2 ? undefined : sentences.map(translated).join(' ')
  }
}

/** As a whole; without its full stop or colon; or with the full stop that it has in the catalogue. */
function butStop(text: string, find: (text: string) => string | undefined): string | undefined {
  const found = find(text)
  if (found !== undefined) return found
  if (!/[.:]$/.test(text)) return find(`${text}.`)?.replace(/\.$/, '')
  const inner = find(text.slice(0, -1))
  return inner === undefined ? undefined : inner + text.at(-1)
}

/** How a value is named that is neither a path nor a variable. */
const names: readonly (readonly [RegExp, string])[] = [
  [/\bthe text in (\S+?)(?=[:)\s]|$)/g, '$1의 값'],
  [/\bthe running mock\b/g, '실행 중인 목 서버'],
  [/\bthe default of the client: production\b/g, '클라이언트의 기본값인 운영 환경'],
]

function withNames(text: string): string {
  return names.reduce((before, [english, korean]) => before.replaceAll(english, korean), text)
}

/** A Korean sentence with its values. `{}` is the next one, `{2}` the second; particles follow what stands before them. */
function filled(korean: string, values: readonly string[]): string {
  let next = 0
  return korean.replaceAll(/\{(\d?)\}(예요|여야|로|를|가|는|와|라)?/g, (_hole, at, particle = '') => {
    const value = values[at === '' ? next++ : Number(at) - 1] ?? ''
    return value + (particles[particle]?.(finalOf(value)) ?? particle)
  })
}

/** What a particle becomes behind a final consonant; behind what is no Hangul it stays as it is written. */
const particles: Record<string, (final: number) => string> = {
  를: (final) => (final > 0 ? '을' : '를'),
  가: (final) => (final > 0 ? '이' : '가'),
  는: (final) => (final > 0 ? '은' : '는'),
  와: (final) => (final > 0 ? '과' : '와'),
  라: (final) => (final > 0 ? '이라' : '라'),
  예요: (final) => (final > 0 ? '이에요' : '예요'),
  여야: (final) => (final > 0 ? '이어야' : '여야'),
  로: (final) => (final > 0 && final !== 8 ? '으로' : '로'),
}

/** The final consonant of the last Hangul syllable; 0 where it has none, or is no Hangul. 8 is ㄹ. */
function finalOf(text: string): number {
  const syllable = (text.codePointAt(text.length - 1) ?? 0) - 0xac00
  return syllable >= 0 && syllable < 11_172 ? syllable % 28 : 0
}

interface Template {
  readonly english: string
  readonly korean: string
  /** The longest part of it that is fixed: most texts are told apart by it. */
  readonly core: string
  pattern?: RegExp
}

/** Those with holes, the one that says most itself first. */
function templatesOf(catalogue: Catalogue): readonly Template[] {
  return Object.entries(catalogue)
    .filter(([english]) => english.includes('{}'))
    .map(([english, korean]) => ({ english, korean, core: longest(english.split('{}')) }))
    .sort((one, other) => fixed(other) - fixed(one))
}

const longest = (parts: readonly string[]) => parts.reduce((best, part) => (part.length > best.length ? part : best))
const fixed = ({ english }: Template) => english.replaceAll('{}', '').length

function patternOf(english: string): RegExp {
  const parts = english.split('{}').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('(.+?)')}$`, 's')
}

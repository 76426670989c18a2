import { particleBehind } from './particles.js'

/** Korean sentences by the English ones; `{}` is what changes. */
export type Catalogue = Readonly<Record<string, string>>

/**
 * What an English text of ours says, in Korean; what the catalogue does not have stays as it is.
 *
 * A text is looked up line by line: as a whole; then with or without its full stop or colon, behind the name or place before it (`port: …`), and sentence by sentence. What
 * stands in a hole of a template is looked up in its turn, where it is more than a word, so that one message may hold another. Values
 * that a text quotes are anybody's: however they look, it takes a time that grows with their length alone.
 */
export function translatorOf(catalogue: Catalogue): (english: string) => string {
  let read: readonly Template[] | undefined
  return (text) => translated(text, 0)

  /** `depth`: within how many others it stands. */
  function translated(text: string, depth: number): string {
    if (depth > deepest) return text
    if (text.includes('\n')) {
      const lines = text.split('\n').map((line) => lineOf(line, depth))
      return lines.join('\n')
    }
    // Broken rules one behind another: the template of the first would take them all for its last value.
    const rules = text.split(/(?<=\.) (?=(?:request|response)\.)/)
    if (rules.length > 1) return rules.map((each) => translated(each, depth + 1)).join(' ')
    return (
      butStop(text, same) ??
      knownSentences(text) ??
      butStop(text, (each) => fitting(each, depth)) ??
      behindName(text, depth) ??
      bySentence(text, depth) ??
      withNames(text)
    )
  }

  function lineOf(line: string, depth: number): string {
    const [, before = '', rest = ''] = /^(\s*)(.*)$/.exec(line) ?? []
    return rest === '' ? line : before + translated(rest, depth)
  }

  function same(text: string): string | undefined {
    return Object.hasOwn(catalogue, text) ? catalogue[text] : undefined
  }

  function fitting(text: string, depth: number): string | undefined {
    read ??= templatesOf(catalogue)
    for (const template of read) {
      if (!text.includes(template.core)) continue
      const found = holesOf(template.parts, text)
      if (found !== undefined) {
        const behind = template.parts.at(-1) === '' ? takeSentences(found, depth) : ''
        // A stop that is the sentence's is no part of its last value.
        const stop = template.parts.at(-1) === '' && /.\.$/.test(found.at(-1) ?? '') ? '.' : ''
        if (stop !== '') found.push((found.pop() as string).slice(0, -1))
        const values = found.map((value) => inHole(value, depth))
        return filled(template.korean, values) + stop + behind
      }
    }
    return undefined
  }

  /** Takes the sentences of ours that follow it out of the last value, and tells them. */
  function takeSentences(found: string[], depth: number): string {
    const [own = '', ...others] = sentencesOf(found.at(-1) ?? '')
    const told = others.map((each) => translated(each, depth + 1))
    if (others.length === 0 || told.some((each, index) => each === others[index])) return ''
    found[found.length - 1] = own
    return ` ${told.join(' ')}`
  }

  /** A single word there is a name, a value or a code. */
  function inHole(text: string, depth: number): string {
    return /\s/.test(text) ? translated(text, depth + 1) : text
  }

  function behindName(text: string, depth: number): string | undefined {
    const [, name, rest] = /^([^\s:]+(?:\[[^\]]*\]| \(default\))?: |\S+:\d+:\d+ )(.+)$/s.exec(text) ?? []
    if (name === undefined || rest === undefined) return undefined
    const found = translated(rest, depth + 1)
    return found === rest ? undefined : name.replace('(default)', '(기본값)') + found
  }

  /** Each in the catalogue as it stands: a template that holds them all would put one into the order of another. */
  function knownSentences(text: string): string | undefined {
    const sentences = sentencesOf(text)
    if (sentences.length < 2) return undefined
    const found = sentences.map((each) => butStop(each, same))
    return found.every((each) => each !== undefined) ? found.join(' ') : undefined
  }

  function bySentence(text: string, depth: number): string | undefined {
    const sentences = sentencesOf(text)
    return sentences.length < 2 ? undefined : sentences.map((each) => translated(each, depth + 1)).join(' ')
  }
}

/** One begins with a capital, a flag, a field, or the name of an option before a colon. */
const sentencesOf = (text: string) =>
  text.split(/(?<=[.?!]) (?=[A-Z-]|(?:request|response)\.|[\w-]+(?: \(default\))?: )/)

/** A message within a message, each behind a name and of several sentences: no text of ours goes further down. */
const deepest = 8

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
  return korean.replaceAll(/\{(\d?)\}(['"]?)(예요|여야|로|를|가|는|와|라)?/g, (_hole, at, quote, particle = '') => {
    const value = values[at === '' ? next++ : Number(at) - 1] ?? ''
    return value + quote + particleBehind(value, particle)
  })
}

interface Template {
  readonly korean: string
  /** What is fixed, before, between and behind the holes. */
  readonly parts: readonly string[]
  /** The longest of them: most texts are told apart by it. */
  readonly core: string
}

/** Those with holes, the one that says most itself first. */
function templatesOf(catalogue: Catalogue): readonly Template[] {
  return Object.entries(catalogue)
    .filter(([english]) => english.includes('{}'))
    .map(([english, korean]) => ({ korean, parts: english.split('{}') }))
    .map((template) => ({ ...template, core: longest(template.parts) }))
    .sort((one, other) => fixed(other) - fixed(one))
}

const longest = (parts: readonly string[]) => parts.reduce((best, part) => (part.length > best.length ? part : best))
const fixed = ({ parts }: Template) => parts.join('').length

/** What stands in the holes, each as short as it can be, and no shorter than a character; undefined where the text does not fit. */
function holesOf(parts: readonly string[], text: string): string[] | undefined {
  const [first = '', ...between] = parts
  const last = between.pop() ?? ''
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined
  const holes: string[] = []
  let from = first.length
  for (const part of between) {
    const at = text.indexOf(part, from + 1)
    if (at === -1) return undefined
    holes.push(text.slice(from, at))
    from = at + part.length
  }
  const end = text.length - last.length
  return end > from ? [...holes, text.slice(from, end)] : undefined
}

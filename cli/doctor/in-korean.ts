import type { CheckResult } from './check-result.js'
import { koreanMessages } from './korean-messages.js'

/** The same findings in Korean. */
export function inKorean(findings: readonly CheckResult[]): CheckResult[] {
  return findings.map(({ text, fix, ...rest }) => ({
    ...rest,
    text: korean(text),
    ...(fix !== undefined && { fix: korean(fix) }),
  }))
}

/** How a value is named that is neither a path nor a variable. */
const names: readonly (readonly [RegExp, string])[] = [
  [/\bthe text in (\S+?)(?=[:)\s]|$)/g, '$1의 값'],
  [/\bthe running mock\b/g, '실행 중인 목 서버'],
  [/\bthe default of the client: production\b/g, '클라이언트의 기본값인 운영 환경'],
]

function korean(text: string): string {
  for (const { pattern, translated } of patterns()) {
    const found = pattern.exec(text)
    if (found === null) continue
    let next = 1
    return translated.replaceAll(/\{(\d?)\}([를가는]?)/g, (_hole, at, particle) => {
      const value = named(found[at === '' ? next++ : Number(at)] ?? '')
      return value + (endsInConsonant(value) ? (afterConsonant[particle] ?? '') : particle)
    })
  }
  return named(text)
}

const afterConsonant: Record<string, string> = { 를: '을', 가: '이', 는: '은' }

/** Whether it ends in a Hangul syllable that has a final consonant. */
function endsInConsonant(text: string): boolean {
  const syllable = (text.codePointAt(text.length - 1) ?? 0) - 0xac00
  return syllable >= 0 && syllable < 11_172 && syllable % 28 > 0
}

function named(text: string): string {
  return names.reduce((before, [english, translated]) => before.replaceAll(english, translated), text)
}

let read: { pattern: RegExp; translated: string }[] | undefined

/** The longest first: of several templates that fit, it says most of the text itself. */
function patterns() {
  const lines = koreanMessages.trim().split('\n')
  read ??= lines
    .flatMap((english, at) => (at % 2 === 0 ? [{ english, translated: lines[at + 1] ?? '' }] : []))
    .sort((one, other) => other.english.length - one.english.length)
    .map(({ english, translated }) => ({ pattern: patternOf(english), translated }))
  return read
}

function patternOf(english: string): RegExp {
  const parts = english.split('{}').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('(.+?)')}$`, 's')
}

import type { Language } from '../mock-server/record/language.js'

let translated: ((english: string) => string) | undefined

/**
 * What this process says to people, in their language; `english` is a text as `korean/catalogue.ts` has it, with its values. What
 * programs read, JSON and codes, does not go through here.
 */
export function told(english: string): string {
  return translated === undefined ? english : translated(english)
}

/** The language of `told`. The catalogue is loaded only for Korean. */
export async function speak(language: Language): Promise<void> {
  translated = language === 'ko' ? (await import('../korean/catalogue.js')).inKorean : undefined
}

/** Whether `told` speaks Korean. */
export function isKorean(): boolean {
  return translated !== undefined
}

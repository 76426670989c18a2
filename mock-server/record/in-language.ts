import { refusalTextsInKorean } from '../../korean/texts/refusals.js'
import { translatorOf } from '../../korean/translate.js'
import type { Language } from './language.js'

const inKorean = translatorOf(refusalTextsInKorean)

/**
 * What the journal and the mails of certificates keep in the language of their reader. The part of the catalogue that they
 * need is loaded with the server, the rest only where Korean is printed.
 */
export function inLanguage(english: string, language: Language): string {
  return language === 'ko' ? inKorean(english) : english
}

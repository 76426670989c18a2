import type { Language } from '../../mock-server/record/language.js'
import type { Environment } from './environment.js'

/** The language of the system's messages, as programs of a terminal look for it. */
export function languageOfLocale({ LC_ALL, LC_MESSAGES, LANG }: Environment): Language {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((each) => each !== undefined && each !== '') ?? ''
  return /^ko(?![a-z])/i.test(locale) ? 'ko' : 'en'
}

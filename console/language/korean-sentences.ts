import { contractTexts } from '../../korean/texts/contract.js'
import { koreanTexts } from '../../korean/texts/control.js'
import { errorTexts } from '../../korean/texts/errors.js'
import { translatorOf } from '../../korean/translate.js'

/** What the mock says to a person, in Korean. A script of its own, which a page in Korean loads. */
export const inKorean = translatorOf({ ...koreanTexts, ...contractTexts, ...errorTexts })

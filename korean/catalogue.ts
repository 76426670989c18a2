import { commandLineTexts } from './texts/command-line.js'
import { contractTexts } from './texts/contract.js'
import { koreanTexts } from './texts/control.js'
import { doctorTexts } from './texts/doctor.js'
import { errorTexts } from './texts/errors.js'
import { helpTexts } from './texts/help.js'
import { logTexts, reasonTexts, tossAppTexts } from './texts/log.js'
import { refusalTextsInKorean } from './texts/refusals.js'
import { seedTexts } from './texts/seed.js'
import { citationTexts, verifyTexts } from './texts/verify.js'
import { type Catalogue, translatorOf } from './translate.js'

/**
 * Every English sentence that a person reads, and the same in Korean: the English one is the id, `{}` is what changes. Where the Korean
 * order is another, its holes have numbers. `test/project/korean.test.ts` names what is missing.
 */
export const catalogue: Catalogue = {
  ...koreanTexts,
  ...contractTexts,
  ...doctorTexts,
  ...errorTexts,
  ...helpTexts,
  ...commandLineTexts,
  ...logTexts,
  ...tossAppTexts,
  ...reasonTexts,
  ...verifyTexts,
  ...citationTexts,
  ...seedTexts,
  ...refusalTextsInKorean,
}

/** What a text of ours says, in Korean. */
export const inKorean = translatorOf(catalogue)

import type { BadServerCertificate } from '../../../ca/index.js'
import { inLanguage } from '../../record/in-language.js'
import type { Language } from '../../record/language.js'
import type { RefusalText } from '../../record/refusal-texts.js'

/** What a client is told that sends a request although the server certificate is bad. */
export const uncheckedTexts = {
  expired: 'the client sent a request although the server certificate has expired',
  'wrong-host': 'the client sent a request although the server certificate is for another host name',
  'unknown-ca':
    'the client sent a request although the server certificate is of an authority that it has no reason to trust',
} as const satisfies Record<BadServerCertificate, string>

const fix =
  'It does not check the server certificate, so that anybody in between could read and change what it sends. Remove rejectUnauthorized: false, NODE_TLS_REJECT_UNAUTHORIZED=0, --insecure, verify=False or their like.'

/** The words for a client that goes on regardless. */
export function uncheckedText(bad: BadServerCertificate, language: Language): RefusalText {
  return { message: inLanguage(uncheckedTexts[bad], language), fix: inLanguage(fix, language) }
}

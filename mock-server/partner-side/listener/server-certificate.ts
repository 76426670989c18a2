import type { BadServerCertificate } from '../../../ca/index.js'
import type { Language } from '../../record/language.js'
import type { RefusalText } from '../../record/refusal-texts.js'

/** What a client is told that sends a request although the server certificate is bad. */
export const uncheckedTexts = {
  expired: {
    en: 'the client sent a request although the server certificate has expired',
    ko: '서버 인증서가 만료됐는데도 클라이언트가 요청을 보냈어요',
  },
  'wrong-host': {
    en: 'the client sent a request although the server certificate is for another host name',
    ko: '서버 인증서의 호스트 이름이 다른데도 클라이언트가 요청을 보냈어요',
  },
  'unknown-ca': {
    en: 'the client sent a request although the server certificate is of an authority that it has no reason to trust',
    ko: '신뢰할 수 없는 인증 기관(CA)의 서버 인증서인데도 클라이언트가 요청을 보냈어요',
  },
} as const satisfies Record<BadServerCertificate, Record<Language, string>>

const fixes: Record<Language, string> = {
  en: 'It does not check the server certificate, so that anybody in between could read and change what it sends. Remove rejectUnauthorized: false, NODE_TLS_REJECT_UNAUTHORIZED=0, --insecure, verify=False or their like.',
  ko: '서버 인증서를 확인하지 않으면 중간에 있는 누구나 통신 내용을 보고 바꿀 수 있어요. rejectUnauthorized: false, NODE_TLS_REJECT_UNAUTHORIZED=0, --insecure, verify=False 같은 설정을 지우세요.',
}

/** The words for a client that goes on regardless. */
export function uncheckedText(bad: BadServerCertificate, language: Language): RefusalText {
  return { message: uncheckedTexts[bad][language], fix: fixes[language] }
}

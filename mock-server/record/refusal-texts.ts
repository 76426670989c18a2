import { certificateHints, trustHints } from './caller-hints.js'
import type { Language } from './language.js'

/** What happened, and what the developer can do about it; neither ends with a full stop in `message`. */
export interface RefusalText {
  readonly message: string
  readonly fix: string
}

/** Why a connection ended before any HTTP, and how that is told. */
export const refusalTexts = {
  'no-client-certificate': {
    en: {
      message:
        'the client sent no certificate: it has none, or has one of another authority, which Java, Go, Netty, wget and NSS do not send; axios and browsers show this as ERR_NETWORK',
      fix: `Give the HTTP client the certificate and key files of this mock. ${certificateHints.en}`,
    },
    ko: {
      message:
        '클라이언트가 인증서를 보내지 않았어요. 인증서가 없거나, 다른 인증 기관의 인증서예요. Java, Go, Netty, wget, NSS는 그런 인증서를 보내지 않아요. axios와 브라우저에서는 ERR_NETWORK로 보여요',
      fix: `HTTP 클라이언트에 이 목 서버의 인증서와 키 파일을 설정하세요. ${certificateHints.ko}`,
    },
  },
  'unknown-authority': {
    en: {
      message: 'the client certificate was not issued by the certificate authority of this mock',
      fix: 'Use the certificate that this mock wrote into its folder. A certificate of the real console, or of another folder, is refused here.',
    },
    ko: {
      message: '클라이언트 인증서를 발급한 곳이 이 목 서버의 인증 기관(CA)이 아니에요',
      fix: '이 목 서버가 폴더에 만든 인증서를 쓰세요. 실제 콘솔이나 다른 폴더에서 받은 인증서는 여기서 거절돼요.',
    },
  },
  expired: {
    en: {
      message: 'the client certificate has expired',
      fix: 'Start the mock again: it renews an expired certificate. In production, issue a new one in the console before the 390 days are over.',
    },
    ko: {
      message: '클라이언트 인증서가 만료됐어요',
      fix: '목 서버를 다시 시작하면 만료된 인증서를 갱신해요. 운영 환경에서는 390일이 지나기 전에 콘솔에서 새 인증서를 발급받으세요.',
    },
  },
  'not-yet-valid': {
    en: {
      message: 'the client certificate is not valid yet',
      fix: 'Check the clock of the machine that made the certificate.',
    },
    ko: {
      message: '클라이언트 인증서의 유효 기간이 아직 시작되지 않았어요',
      fix: '인증서를 만든 컴퓨터의 시계를 확인하세요.',
    },
  },
  revoked: {
    en: {
      message: 'the client certificate was revoked',
      fix: 'Issue a new certificate (apps-in-toss-mock certificate issue, or mock.toss.certificates.issue()) and give it to the HTTP client. In production, issue it in the console before the old one is revoked.',
    },
    ko: {
      message: '클라이언트 인증서가 폐기됐어요',
      fix: '새 인증서를 발급하고(apps-in-toss-mock certificate issue 또는 mock.toss.certificates.issue()) HTTP 클라이언트에 설정하세요. 운영 환경에서는 기존 인증서를 폐기하기 전에 콘솔에서 새로 발급받으세요.',
    },
  },
  'wrong-purpose': {
    en: {
      message: 'the certificate is not meant for client authentication',
      fix: 'Use the mini-app certificate (<appName>_public.crt), not the server certificate.',
    },
    ko: {
      message: '클라이언트 인증용으로 발급된 인증서가 아니에요',
      fix: '서버 인증서가 아니라 미니앱 인증서(<appName>_public.crt)를 쓰세요.',
    },
  },
  'weak-key': {
    en: {
      message: 'the key of the client certificate is shorter than 2048 bits',
      fix: 'Use a certificate with an RSA key of 2048 bits or more, such as the one in the folder of this mock.',
    },
    ko: {
      message: '클라이언트 인증서의 키가 2048비트보다 짧아요',
      fix: '이 목 서버의 폴더에 있는 인증서처럼 2048비트 이상의 RSA 키로 발급된 인증서를 쓰세요.',
    },
  },
  'key-mismatch': {
    en: {
      message: 'the client signed with a private key that does not belong to its certificate',
      fix: 'Use the certificate and key that were issued together: <appName>_public.crt and <appName>_private.key.',
    },
    ko: {
      message: '클라이언트가 인증서와 짝이 맞지 않는 개인 키로 서명했어요',
      fix: '함께 발급된 인증서와 키(<appName>_public.crt와 <appName>_private.key)를 쓰세요.',
    },
  },
  'bad-certificate': {
    en: {
      message: 'the client certificate does not verify',
      fix: 'Use the certificate and key that this mock wrote into its folder, both of the same mini-app.',
    },
    ko: {
      message: '클라이언트 인증서를 검증할 수 없어요',
      fix: '이 목 서버가 폴더에 만든, 같은 미니앱의 인증서와 키를 쓰세요.',
    },
  },
  'server-not-trusted': {
    en: {
      message: "the client does not trust the mock's server certificate",
      fix: `Make the client trust ca.crt: ${trustHints.en}. Production needs none of this.`,
    },
    ko: {
      message: '클라이언트가 목 서버의 서버 인증서를 신뢰하지 않아요',
      fix: `클라이언트가 ca.crt를 신뢰하게 하세요. ${trustHints.ko}를 쓰면 돼요. 운영 환경에서는 필요 없어요.`,
    },
  },
  'unsupported-tls-version': {
    en: {
      message: 'the client offers only TLS versions before 1.2',
      fix: 'Allow TLS 1.2 or 1.3 in the client.',
    },
    ko: {
      message: '클라이언트가 TLS 1.2보다 낮은 버전만 지원해요',
      fix: '클라이언트에서 TLS 1.2나 1.3을 허용하세요.',
    },
  },
  'plain-http': {
    en: {
      message: 'plain HTTP arrived at the TLS port',
      fix: 'Use https:// in the base URL. The control API is plain HTTP, on its own port.',
    },
    ko: {
      message: 'TLS 포트로 암호화되지 않은 HTTP 요청이 왔어요',
      fix: '기본 URL에 https://를 쓰세요. 컨트롤 API는 별도 포트에서 일반 HTTP로 동작해요.',
    },
  },
  'not-tls': {
    en: {
      message: 'what arrived is not TLS',
      fix: 'Check which program connects to this port, and that no proxy stands in between.',
    },
    ko: {
      message: 'TLS가 아닌 데이터가 왔어요',
      fix: '어떤 프로그램이 이 포트에 연결하는지, 중간에 프록시가 없는지 확인하세요.',
    },
  },
  'handshake-failed': {
    en: {
      message: 'the TLS handshake failed',
      fix: 'Compare what the client allows with TLS 1.2 or 1.3, its usual ciphers and the names of the server certificate. A client that finds no IP address in a certificate (Erlang, BearSSL, mbedTLS) calls https://localhost, not 127.0.0.1.',
    },
    ko: {
      message: 'TLS 핸드셰이크가 실패했어요',
      fix: '클라이언트가 허용하는 것을 TLS 1.2나 1.3, 일반적인 암호 스위트, 서버 인증서의 이름과 비교하세요. 인증서의 IP 주소를 확인하지 못하는 클라이언트(Erlang, BearSSL, mbedTLS)는 127.0.0.1이 아니라 https://localhost를 호출해야 해요.',
    },
  },
  'handshake-timeout': {
    en: {
      message: 'the client opened a connection and did not finish the handshake in time',
      fix: 'If this is a health check that only opens a TCP connection, point it at the control port: GET /health.',
    },
    ko: {
      message: '클라이언트가 연결만 열고 제시간에 핸드셰이크를 끝내지 않았어요',
      fix: 'TCP 연결만 여는 상태 확인이라면 컨트롤 포트의 GET /health를 쓰세요.',
    },
  },
  'closed-by-client': {
    en: {
      message: 'the client closed the connection during the handshake',
      fix: 'Most often the client does not trust ca.crt of this mock, or the connection was only a port probe (point health checks at the control port: GET /health).',
    },
    ko: {
      message: '클라이언트가 핸드셰이크 도중에 연결을 끊었어요',
      fix: '대개 클라이언트가 이 목 서버의 ca.crt를 신뢰하지 않거나, 포트만 확인하는 연결이에요. 상태 확인에는 컨트롤 포트의 GET /health를 쓰세요.',
    },
  },
  'no-shared-cipher': {
    en: {
      message: 'client and server have no cipher in common',
      fix: 'Allow the usual TLS 1.2 and 1.3 cipher suites in the client. One that allows ECDSA suites or signatures alone finds none: the certificate of this mock is an RSA one.',
    },
    ko: {
      message: '클라이언트와 서버가 함께 쓸 수 있는 암호 스위트가 없어요',
      fix: '클라이언트에서 일반적인 TLS 1.2, 1.3 암호 스위트를 허용하세요. 이 목 서버의 인증서는 RSA라서 ECDSA 스위트나 서명만 허용하면 맞는 것이 없어요.',
    },
  },
  'no-shared-signature-algorithm': {
    en: {
      message:
        'the client accepts no RSA signature, only others such as ECDSA; the certificates of this mock are RSA ones',
      fix: 'Allow RSA signatures in the client, such as rsa_pss_rsae_sha256: the client certificates of the console have RSA keys as well.',
    },
    ko: {
      message: '클라이언트가 RSA 서명 없이 ECDSA 같은 다른 서명만 허용해요. 이 목 서버의 인증서는 RSA예요',
      fix: '클라이언트에서 rsa_pss_rsae_sha256 같은 RSA 서명을 허용하세요. 콘솔의 클라이언트 인증서도 RSA 키를 써요.',
    },
  },
  'no-shared-protocol': {
    en: {
      message: 'the client offers HTTP/2 alone, or another protocol (ALPN), and this mock speaks HTTP/1.1',
      fix: 'Let the client offer http/1.1 as well, as clients of both do by default.',
    },
    ko: {
      message: '클라이언트가 HTTP/2 같은 다른 프로토콜만 제안했어요(ALPN). 이 목 서버는 HTTP/1.1을 써요',
      fix: '클라이언트가 http/1.1도 제안하게 하세요. 두 프로토콜을 지원하는 클라이언트는 보통 둘 다 제안해요.',
    },
  },
  fault: {
    en: {
      message: 'a fault rule of this mock refused the connection',
      fix: 'Nothing is wrong with the certificate. toss.faults.list(), or GET /mini-apps/<miniApp>/faults and GET /faults, show the rules.',
    },
    ko: {
      message: '이 목 서버의 장애 규칙이 연결을 거절했어요',
      fix: '인증서에는 문제가 없어요. 규칙은 toss.faults.list() 또는 GET /mini-apps/<miniApp>/faults, GET /faults로 볼 수 있어요.',
    },
  },
} as const satisfies Record<string, Record<Language, RefusalText>>

/** Why a connection ended before any HTTP. */
export type RefusalReason = keyof typeof refusalTexts

/** Cases in which a reason is told in other words than usual. */
export const specialCases = {
  'without-common-name': {
    reason: 'bad-certificate',
    en: {
      message: 'the client certificate has no common name (CN), so that it belongs to no mini-app',
      fix: 'Use a certificate whose subject has one CN, the appName, as the real ones have: apps-in-toss-mock certificate issue --app-name <appName>.',
    },
    ko: {
      message: '클라이언트 인증서에 CN(common name)이 없어서 어느 미니앱의 인증서인지 알 수 없어요',
      fix: '실제 인증서처럼 주체(subject)에 appName이 CN으로 하나 있는 인증서를 쓰세요: apps-in-toss-mock certificate issue --app-name <appName>.',
    },
  },
  'several-common-names': {
    reason: 'bad-certificate',
    en: {
      message:
        'the client certificate has more than one common name (CN), so that it is not clear to which mini-app it belongs',
      fix: 'Use a certificate whose subject has one CN, the appName, as the real ones have: apps-in-toss-mock certificate issue --app-name <appName>.',
    },
    ko: {
      message: '클라이언트 인증서에 CN(common name)이 둘 이상이라 어느 미니앱의 인증서인지 알 수 없어요',
      fix: '실제 인증서처럼 주체(subject)에 appName이 CN으로 하나 있는 인증서를 쓰세요: apps-in-toss-mock certificate issue --app-name <appName>.',
    },
  },
  'expired-on-the-mocks-clock': {
    reason: 'expired',
    en: {
      message: 'the client certificate has expired on the clock of this mock, which is ahead of real time',
      fix: 'Renew it (apps-in-toss-mock certificate renew, or mock.toss.certificates.renew(serialNumber)), or issue one with many validDays before moving the clock far. In production, issue a new one in the console before the 390 days are over.',
    },
    ko: {
      message: '실제 시간보다 앞선 목 서버의 시계에서 클라이언트 인증서가 만료됐어요',
      fix: '인증서를 갱신하거나(apps-in-toss-mock certificate renew 또는 mock.toss.certificates.renew(serialNumber)), 시계를 멀리 옮기기 전에 validDays를 길게 잡아 발급하세요. 운영 환경에서는 390일이 지나기 전에 콘솔에서 새 인증서를 발급받으세요.',
    },
  },
  'closed-without-a-byte': {
    reason: 'closed-by-client',
    en: {
      message: 'a connection was opened and closed without a byte: a probe of the port, such as a load balancer’s',
      fix: 'Nothing is wrong. A health check that is to know whether the mock answers asks the control port: GET /health.',
    },
    ko: {
      message: '데이터를 보내지 않고 연결만 열었다가 끊었어요. 로드 밸런서처럼 포트만 확인하는 연결이에요',
      fix: '문제가 없어요. 목 서버가 응답하는지 확인하려면 컨트롤 포트의 GET /health를 쓰세요.',
    },
  },
  'silent-until-the-timeout': {
    reason: 'handshake-timeout',
    en: {
      message: 'a connection was opened, and not a byte came over it in time',
      fix: 'If this is a health check that only opens a TCP connection, point it at the control port: GET /health.',
    },
    ko: {
      message: '연결을 연 뒤 제시간에 데이터를 보내지 않았어요',
      fix: 'TCP 연결만 여는 상태 확인이라면 컨트롤 포트의 GET /health를 쓰세요.',
    },
  },
  'closed-after-the-handshake': {
    reason: 'closed-by-client',
    en: {
      message: 'the client finished the handshake and closed the connection without sending a request',
      fix: 'Most often the client does not trust ca.crt of this mock: Node checks the server certificate only after the handshake. A probe of the port looks the same.',
    },
    ko: {
      message: '클라이언트가 핸드셰이크를 마친 뒤 요청을 보내지 않고 연결을 끊었어요',
      fix: '대개 클라이언트가 이 목 서버의 ca.crt를 신뢰하지 않는 경우예요. Node는 핸드셰이크가 끝난 뒤에 서버 인증서를 확인해요. 포트만 확인하는 연결도 이렇게 보여요.',
    },
  },
  'bad-server-certificate-refused': {
    reason: 'server-not-trusted',
    en: {
      message: 'the client refused the bad server certificate, as it should',
      fix: 'Nothing is wrong with this client: the mock was started with a bad server certificate on purpose (serverCertificate, --server-certificate).',
    },
    ko: {
      message: '클라이언트가 잘못된 서버 인증서를 올바르게 거부했어요',
      fix: '클라이언트에는 문제가 없어요. 목 서버가 일부러 잘못된 서버 인증서로 시작됐어요(serverCertificate, --server-certificate).',
    },
  },
} as const satisfies Record<string, { readonly reason: RefusalReason } & Record<Language, RefusalText>>

/** A reason, or one of its special cases. */
export type RefusalCase = RefusalReason | keyof typeof specialCases

/** The reason of a case, and its words in one language. */
export function refusalText(found: RefusalCase, language: Language): RefusalText & { readonly reason: RefusalReason } {
  if (found in specialCases) {
    const special = specialCases[found as keyof typeof specialCases]
    return { reason: special.reason, ...special[language] }
  }
  const reason = found as RefusalReason
  return { reason, ...refusalTexts[reason][language] }
}

/** The words around what the log says of a refused handshake. */
export const refusalLines: Record<Language, (refusal: RefusalText & { reason: RefusalReason }) => string> = {
  en: ({ reason, message, fix }) => `handshake refused (${reason}): ${message}. ${fix}`,
  ko: ({ reason, message, fix }) => `핸드셰이크가 거절됐어요 (${reason}): ${message}. ${fix}`,
}

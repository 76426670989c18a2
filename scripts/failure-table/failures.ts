import type { BadCertificate, BadServerCertificate } from '../../ca/index.js'
import { faultResultTypes, faultStatuses } from '../../mock-server/partner-side/faults/fault.js'
import type { Language } from '../../mock-server/record/language.js'
import { type RefusalCase, refusalText } from '../../mock-server/record/refusal-texts.js'

/** How a failure is brought about. */
export type Cause =
  | { readonly kind: 'no-certificate' }
  | { readonly kind: 'bad-certificate'; readonly bad: Exclude<BadCertificate, 'other-mini-app'> }
  | { readonly kind: 'revoked-certificate' }
  | { readonly kind: 'refused-by-fault' }
  | { readonly kind: 'bad-server-certificate'; readonly bad: BadServerCertificate }
  | { readonly kind: 'untrusted-authority' }
  | { readonly kind: 'plain-http' }
  | { readonly kind: 'nobody-listens' }
  /** The value of the header `x-apps-in-toss-mock-fault`. */
  | { readonly kind: 'fault'; readonly header: string }

/** Text in both languages. */
export type Texts = Readonly<Record<Language, string>>

/** One failure of the page. */
export interface Failure {
  /** The anchor. */
  readonly id: string
  readonly cause: Cause
  /** What the page need not show once more: refusals, named faults, kinds of server certificates. */
  readonly covers: readonly string[]
  readonly title: Texts
  readonly means: Texts
  readonly todo: Texts
}

/** A group of failures. */
export interface FailureGroup {
  readonly title: Texts
  readonly failures: readonly Failure[]
}

const gone = {
  en: 'A call that changes nothing can be made again. Where money or points move, ask first what became of it (get-payment-status, execution-result), then decide.',
  ko: '아무것도 바꾸지 않는 호출은 다시 하면 돼요. 결제나 포인트 지급이라면 먼저 결과를 조회하고(get-payment-status, execution-result) 판단하세요.',
}

const undone = {
  en: 'No request was read, so nothing was done: correct the cause and call again.',
  ko: '요청을 읽기 전에 끊겼으니 처리된 것은 없어요. 원인을 고치고 다시 호출하세요.',
}

/** A refused handshake, in the words of the mock's own log. */
function refused(found: RefusalCase, cause: Cause, title: Texts, covers: readonly string[] = []): Failure {
  const words = (part: 'message' | 'fix', language: Language) => {
    const text = refusalText(found, language)[part].replaceAll('<', '&lt;')
    return /[.?!]$/.test(text) ? text : `${text}.`
  }
  return {
    id: found,
    cause,
    covers: [`refusal ${found}`, ...covers],
    title,
    means: { en: capital(words('message', 'en')), ko: words('message', 'ko') },
    todo: { en: words('fix', 'en'), ko: words('fix', 'ko') },
  }
}

const capital = (text: string) => text.replace(/^[a-z]/, (letter) => letter.toUpperCase())

const handshakes: readonly Failure[] = [
  refused(
    'no-client-certificate',
    { kind: 'no-certificate' },
    { en: '`ERR_NETWORK`: no client certificate', ko: '`ERR_NETWORK`: 클라이언트 인증서 없음' },
  ),
  refused(
    'unknown-authority',
    { kind: 'bad-certificate', bad: 'unknown-authority' },
    { en: 'Client certificate of another authority', ko: '다른 인증 기관(CA)의 클라이언트 인증서' },
    ['refusal bad-certificate'],
  ),
  refused(
    'expired',
    { kind: 'bad-certificate', bad: 'expired' },
    { en: 'Client certificate expired', ko: '만료된 클라이언트 인증서' },
    ['refusal expired-on-the-mocks-clock'],
  ),
  refused(
    'not-yet-valid',
    { kind: 'bad-certificate', bad: 'not-yet-valid' },
    { en: 'Client certificate not valid yet', ko: '유효 기간이 시작되지 않은 클라이언트 인증서' },
  ),
  refused(
    'revoked',
    { kind: 'revoked-certificate' },
    { en: 'Client certificate revoked', ko: '폐기된 클라이언트 인증서' },
  ),
  refused(
    'key-mismatch',
    { kind: 'bad-certificate', bad: 'key-mismatch' },
    { en: 'Private key of another certificate', ko: '인증서와 짝이 맞지 않는 개인 키' },
  ),
  refused(
    'weak-key',
    { kind: 'bad-certificate', bad: 'weak-key' },
    { en: 'Client certificate with a weak key', ko: '키가 짧은 클라이언트 인증서' },
  ),
  refused(
    'wrong-purpose',
    { kind: 'bad-certificate', bad: 'wrong-purpose' },
    { en: 'Certificate without client authentication', ko: '클라이언트 인증용이 아닌 인증서' },
  ),
  {
    ...refused(
      'fault',
      { kind: 'refused-by-fault' },
      { en: 'Handshake refused by a fault', ko: '장애 설정으로 거절된 핸드셰이크' },
      ['kind refuse-handshake'],
    ),
    id: 'refuse-handshake',
  },
]

const checkTheName = {
  en: 'Call the host name that is in the certificate. In production do not go on: somebody else answers.',
  ko: '인증서에 있는 호스트 이름으로 호출하세요. 운영 환경에서 이 오류가 나면 다른 서버가 응답하는 것이니 계속하지 마세요.',
}

const servers: readonly Failure[] = [
  {
    id: 'untrusted-authority',
    cause: { kind: 'untrusted-authority' },
    covers: ['refusal server-not-trusted', 'refusal closed-after-the-handshake', 'refusal closed-by-client'],
    title: { en: 'The client does not trust ca.crt of the mock', ko: '클라이언트가 목 서버의 ca.crt를 신뢰하지 않음' },
    means: {
      en: "The mock's server certificate is of an authority of its own, which the client was not told of.",
      ko: '목 서버의 서버 인증서는 목 서버가 만든 인증 기관(CA)에서 발급됐고, 클라이언트는 이 기관을 몰라요.',
    },
    todo: {
      en: refusalText('server-not-trusted', 'en').fix,
      ko: refusalText('server-not-trusted', 'ko').fix,
    },
  },
  {
    id: 'server-unknown-ca',
    cause: { kind: 'bad-server-certificate', bad: 'unknown-ca' },
    covers: ['server unknown-ca', 'refusal bad-server-certificate-refused'],
    title: { en: 'Server certificate of an unknown authority', ko: '알 수 없는 인증 기관(CA)의 서버 인증서' },
    means: {
      en: 'Nobody whom the client trusts vouches for this server (mock: `--server-certificate unknown-ca`).',
      ko: '클라이언트가 신뢰하는 어떤 기관도 이 서버를 보증하지 않아요(목 서버: `--server-certificate unknown-ca`).',
    },
    todo: {
      en: 'Do not switch the check off. In production somebody stands between you and Toss: often a company proxy, whose authority has to be trusted.',
      ko: '검사를 끄지 마세요. 운영 환경이라면 중간에 누군가 있는 거예요. 회사 프록시인 경우가 많고, 그때는 프록시의 CA를 신뢰하게 해야 해요.',
    },
  },
  {
    id: 'server-expired',
    cause: { kind: 'bad-server-certificate', bad: 'expired' },
    covers: ['server expired'],
    title: { en: 'Server certificate expired', ko: '만료된 서버 인증서' },
    means: {
      en: "The server's certificate has expired, or this machine's clock is wrong (mock: `--server-certificate expired`).",
      ko: '서버 인증서가 만료됐거나 이 컴퓨터의 시계가 틀렸어요(목 서버: `--server-certificate expired`).',
    },
    todo: {
      en: 'Check the clock of the machine. In production wait until the server is repaired, and do not switch the check off.',
      ko: '컴퓨터의 시계를 확인하세요. 운영 환경이라면 서버가 고쳐질 때까지 기다리고, 검사를 끄지 마세요.',
    },
  },
  {
    id: 'server-wrong-host',
    cause: { kind: 'bad-server-certificate', bad: 'wrong-host' },
    covers: ['server wrong-host'],
    title: { en: 'Server certificate for another host name', ko: '호스트 이름이 다른 서버 인증서' },
    means: {
      en: 'The certificate is in order, and for another name than the one that was called (mock: `--server-certificate wrong-host`).',
      ko: '인증서는 정상이지만 호출한 이름과 다른 이름의 인증서예요(목 서버: `--server-certificate wrong-host`).',
    },
    todo: checkTheName,
  },
]

const connections: readonly Failure[] = [
  refused('plain-http', { kind: 'plain-http' }, { en: 'http:// to the TLS port', ko: 'TLS 포트로 보낸 http:// 요청' }),
  {
    id: 'connection-refused',
    cause: { kind: 'nobody-listens' },
    covers: [],
    title: { en: 'Nobody listens: wrong port, or not started', ko: '연결 거부: 포트가 다르거나 실행되지 않음' },
    means: {
      en: 'There is no server at this address and port.',
      ko: '이 주소와 포트에 서버가 없어요.',
    },
    todo: {
      en: 'Is the mock running, and is it the port of the API address that it printed? In a container 127.0.0.1 is the container itself.',
      ko: '목 서버가 실행 중인지, 시작할 때 출력된 API 주소의 포트가 맞는지 확인하세요. 컨테이너 안에서 127.0.0.1은 컨테이너 자신이에요.',
    },
  },
]

/** What a named fault does to the connection or to time. */
const lost: readonly Failure[] = [
  {
    id: 'no-answer-in-time',
    cause: { kind: 'fault', header: 'hang' },
    covers: ['fault hang', 'fault after-commit-hang', 'kind hang'],
    title: { en: 'No answer before the timeout', ko: '제한 시간 안에 응답 없음' },
    means: {
      en: 'The request arrived. Whether it took effect cannot be seen from here.',
      ko: '요청은 도착했어요. 처리됐는지는 여기서 알 수 없어요.',
    },
    todo: gone,
  },
  {
    id: 'late-answer',
    cause: { kind: 'fault', header: 'latency=5000' },
    covers: ['fault latency', 'kind latency', 'fault read-timeout-3s'],
    title: { en: 'An answer later than the timeout', ko: '제한 시간보다 늦은 응답' },
    means: {
      en: 'The operation took effect; the client went away before the answer came.',
      ko: '처리는 됐지만 응답이 오기 전에 클라이언트가 연결을 끊었어요.',
    },
    todo: gone,
  },
  {
    id: 'slow-drip',
    cause: { kind: 'fault', header: 'slow-drip=10' },
    covers: ['fault slow-drip', 'kind slow-drip'],
    title: { en: 'An answer that trickles in', ko: '조금씩 느리게 오는 응답' },
    means: {
      en: 'The operation took effect, and the answer began in time and did not end. A timeout for the headers, or between two pieces, does not end this; one for the whole call does.',
      ko: '처리됐고 응답도 제때 시작됐지만 끝나지 않아요. 헤더까지의 제한 시간이나 데이터 사이의 제한 시간으로는 끊기지 않고, 호출 전체의 제한 시간이 있어야 끊겨요.',
    },
    todo: gone,
  },
  {
    id: 'reset',
    cause: { kind: 'fault', header: 'after-commit-reset' },
    covers: ['fault before-reset', 'fault during-reset', 'fault after-commit-reset', 'kind reset'],
    title: { en: 'Connection reset without an answer', ko: '응답 없이 끊긴 연결' },
    means: {
      en: 'The connection broke before, while, or after the operation took effect: all three look the same to the client, and the same as a refused certificate.',
      ko: '처리 전, 처리 중, 처리 후에 연결이 끊겼어요. 클라이언트에는 셋 다 똑같이 보이고, 거절된 인증서와도 똑같이 보여요.',
    },
    todo: gone,
  },
  {
    id: 'truncated-body',
    cause: { kind: 'fault', header: 'truncated-body' },
    covers: ['fault truncated-body', 'kind truncated-body'],
    title: { en: 'Connection closed in the middle of the body', ko: '본문 중간에 끊긴 연결' },
    means: {
      en: 'The operation took effect; less of the answer came than Content-Length promised.',
      ko: '처리됐지만 Content-Length보다 적은 본문만 왔어요.',
    },
    todo: gone,
  },
]

const bodies: readonly Failure[] = [
  {
    id: 'truncated-json',
    cause: { kind: 'fault', header: 'truncated-json' },
    covers: ['fault truncated-json'],
    title: { en: 'HTTP 200 with half of the JSON', ko: 'JSON이 절반만 담긴 HTTP 200' },
    means: {
      en: 'The operation took effect; HTTP is in order, the JSON is cut. axios gives the text as `data`, without an error.',
      ko: '처리됐고 HTTP도 정상이지만 JSON이 잘렸어요. axios는 오류 없이 `data`에 문자열을 담아요.',
    },
    todo: gone,
  },
  {
    id: 'not-json',
    cause: { kind: 'fault', header: 'not-json' },
    covers: ['fault not-json', 'fault after-commit-not-json', 'kind not-json'],
    title: { en: 'HTTP 200 with text that is not JSON', ko: 'JSON이 아닌 본문의 HTTP 200' },
    means: {
      en: 'Something between you and the platform answered, or the platform is broken. Whether the operation took effect cannot be seen.',
      ko: '중간에 있는 무언가가 응답했거나 플랫폼이 고장 났어요. 처리됐는지는 알 수 없어요.',
    },
    todo: gone,
  },
  ...faultStatuses.map(
    (status): Failure => ({
      id: `html-gateway-page-${status}`,
      cause: { kind: 'fault', header: `html-gateway-page=${status}` },
      covers: [
        `fault html-gateway-page`,
        `fault after-commit-html-gateway-page`,
        'kind html-gateway-page',
        `page ${status}`,
      ],
      title: { en: `HTTP ${status} with an HTML page`, ko: `HTML 페이지가 담긴 HTTP ${status}` },
      means: {
        en: `A gateway in front of the platform answered.${status === 504 ? ' A 504 says that the platform did not answer it in time: it may have done its work.' : ''}`,
        ko: `플랫폼 앞의 게이트웨이가 응답했어요.${status === 504 ? ' 504는 플랫폼이 제때 응답하지 않았다는 뜻이라, 처리는 됐을 수 있어요.' : ''}`,
      },
      todo:
        status === 429
          ? {
              en: 'Wait as long as Retry-After says, then call again; the operation did not run.',
              ko: 'Retry-After만큼 기다렸다가 다시 호출하세요. 처리는 시작되지 않았어요.',
            }
          : gone,
    }),
  ),
  ...faultStatuses.map(
    (status): Failure => ({
      id: `status-${status}`,
      cause: { kind: 'fault', header: `status=${status}` },
      covers: ['fault status', 'fault after-commit-status', 'kind status', `status ${status}`],
      title: { en: `HTTP ${status} with a FAIL envelope`, ko: `FAIL 응답이 담긴 HTTP ${status}` },
      means: {
        en: `The platform itself answered HTTP ${status}.`,
        ko: `플랫폼이 HTTP 상태 코드 ${status}번으로 응답했어요.`,
      },
      todo:
        status === 429
          ? {
              en: 'Too many calls: wait as long as Retry-After says, then call again; the operation did not run.',
              ko: '호출이 너무 많아요. Retry-After만큼 기다렸다가 다시 호출하세요. 처리는 시작되지 않았어요.',
            }
          : gone,
    }),
  ),
  ...faultResultTypes.map(
    (resultType): Failure => ({
      id: `result-type-${resultType.toLowerCase().replaceAll('_', '-')}`,
      cause: { kind: 'fault', header: `result-type=${resultType}` },
      covers: ['fault result-type', 'fault after-commit-result-type', 'kind result-type', `resultType ${resultType}`],
      title: { en: `HTTP 200 with resultType ${resultType}`, ko: `resultType이 ${resultType}인 HTTP 200` },
      means: {
        en: 'HTTP says success, the envelope does not: no client library throws. Whether the operation took effect is not said.',
        ko: 'HTTP 상태는 성공이지만 resultType은 성공이 아니에요. 오류를 던지는 클라이언트 라이브러리는 없어요. 처리됐는지도 알 수 없어요.',
      },
      todo: {
        en: `Read resultType of every answer: only SUCCESS is success. ${gone.en}`,
        ko: `모든 응답의 resultType을 확인하세요. SUCCESS만 성공이에요. ${gone.ko}`,
      },
    }),
  ),
  {
    id: 'fail',
    cause: { kind: 'fault', header: 'fail=4010' },
    covers: ['fault fail', 'kind fail'],
    title: { en: 'HTTP 200 with resultType FAIL', ko: 'resultType이 FAIL인 HTTP 200' },
    means: {
      en: 'The platform refused the call; error.errorCode and error.reason say why. No client library throws.',
      ko: '플랫폼이 호출을 거절했어요. 이유는 error.errorCode와 error.reason에 있어요. 오류를 던지는 클라이언트 라이브러리는 없어요.',
    },
    todo: {
      en: 'Read resultType of every answer, and decide by errorCode: docs/features lists those of each operation.',
      ko: '모든 응답의 resultType을 확인하고 errorCode에 따라 처리하세요. API별 코드는 docs/features에 있어요.',
    },
  },
]

/** Every failure of the page, `ERR_NETWORK` first. */
export const failureGroups: readonly FailureGroup[] = [
  {
    title: { en: 'The handshake is refused', ko: '핸드셰이크가 거절됨' },
    failures: handshakes.map((failure) => ({
      ...failure,
      todo: { en: `${failure.todo.en} ${undone.en}`, ko: `${failure.todo.ko} ${undone.ko}` },
    })),
  },
  { title: { en: 'The client refuses the server', ko: '클라이언트가 서버를 거부함' }, failures: servers },
  { title: { en: 'No TLS, or no server', ko: 'TLS가 아니거나 서버가 없음' }, failures: connections },
  { title: { en: 'The answer is lost, late or cut', ko: '응답이 없거나 늦거나 잘림' }, failures: lost },
  { title: { en: 'An answer that is not a success', ko: '성공이 아닌 응답' }, failures: bodies },
]

/** All of them. */
export const failures: readonly Failure[] = failureGroups.flatMap((group) => group.failures)

/** Refusals that none of these clients brings about, and why. */
export const seenOnlyInTheLog: readonly RefusalCase[] = [
  'unsupported-tls-version',
  'no-shared-cipher',
  'no-shared-signature-algorithm',
  'no-shared-protocol',
  'not-tls',
  'handshake-failed',
  'handshake-timeout',
  'closed-without-a-byte',
  'silent-until-the-timeout',
  'without-common-name',
  'several-common-names',
]

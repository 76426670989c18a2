import type { Language } from '../../mock-server/record/language.js'
import { refusalText } from '../../mock-server/record/refusal-texts.js'
import type { ShownByClient } from './clients.js'
import { type Failure, failureGroups, failures, seenOnlyInTheLog } from './failures.js'
import { inMarkdown } from './shown.js'
import { patience } from './stage.js'

const words = {
  en: {
    title: 'Failures, and what each client shows for them',
    other: '한국어: [failures.ko.md](failures.ko.md)',
    intro: (versions: string) =>
      `Measured by \`npm run failure-table\`, which brings each failure about and calls the mock with each client, over sockets on\nthis machine; it writes this page anew. Each call had ${patience} ms. Measured with ${versions}.`,
    notes: [
      '`fetch` is the one built into Node, `undici` the package. Both, and the fetch adapter of axios, got the certificate through an undici `Agent` as `dispatcher` (built-in `fetch` that of undici 7; in general both have to be of the same undici); without one they send none.',
      'A browser shows every one of the failures without an HTTP status as `ERR_NETWORK` (axios) or `Failed to fetch`, and says no more: the reason is in the log and the journal of the mock.',
      'Codes that come with "or" are the same event, seen in time or not: which of them is shown changes from call to call.',
      'The certificate that Java picks must be of an authority that the server names: one of another authority is not sent at all.',
      'Stacks with ways of their own (Bun, Deno, Erlang, mbedTLS, BearSSL, rustls 0.20, Go with PKCS#12, Playwright, Perl) are in [limits.md](limits.md#tls-stacks-with-ways-of-their-own), with versions.',
    ],
    failure: 'failure',
    meaning: 'What it means',
    todo: 'What to do',
    client: 'client',
    shows: 'what it shows',
    logOnly: 'Seen only in the log of the mock',
    logIntro: 'None of these clients brings these about with their usual settings.',
    reason: 'reason',
  },
  ko: {
    title: '실패와 클라이언트별 오류 메시지',
    other: 'English: [failures.md](failures.md)',
    intro: (versions: string) =>
      `\`npm run failure-table\`로 측정했어요. 실패를 하나씩 실제로 일으키고, 이 컴퓨터의 소켓으로 목 서버를 호출해 이 페이지를 새로 써요.\n호출마다 제한 시간은 ${patience} ms예요. 측정한 버전: ${versions}.`,
    notes: [
      '`fetch`는 Node에 내장된 것, `undici`는 패키지예요. 둘 다, 그리고 axios의 fetch 어댑터도 undici `Agent`를 `dispatcher`로 넘겨 인증서를 보냈어요. 넘기지 않으면 인증서를 보내지 않아요.',
      '브라우저는 HTTP 상태가 없는 실패를 모두 `ERR_NETWORK`(axios)나 `Failed to fetch`로만 보여 줘요. 이유는 목 서버의 로그와 요청 기록에 있어요.',
      '"또는"으로 이어진 코드는 같은 일이에요. 호출할 때마다 그중 하나로 보여요.',
      'Java는 서버가 알려 준 기관에서 발급된 인증서만 골라요. 다른 기관의 인증서는 아예 보내지 않아요.',
      '동작이 특이한 TLS 구현(Bun, Deno, Erlang, mbedTLS, BearSSL, rustls 0.20, PKCS#12를 쓰는 Go, Playwright, Perl)은 버전과 함께 [limits.ko.md](limits.ko.md#동작이-특이한-tls-구현)에 있어요.',
    ],
    failure: '실패',
    meaning: '의미',
    todo: '해결 방법',
    client: '클라이언트',
    shows: '표시되는 내용',
    logOnly: '목 서버의 로그에서만 볼 수 있는 것',
    logIntro: '이 클라이언트들의 기본 설정으로는 일어나지 않아요.',
    reason: '이유',
  },
} as const

/** Of the words that come with what was measured. */
const korean: readonly (readonly [english: string, korean: string])[] = [
  ['client of this package', '이 패키지의 클라이언트'],
  ['its own undici', '내장 undici'],
  ['no error: HTTP', '오류 없음: HTTP'],
  [', and the body as text', ', 본문은 텍스트 그대로'],
  ['; `error.response` holds the answer', '; 응답은 `error.response`에 있어요'],
  [', or `', ' 또는 `'],
  [
    'no error and no end: the timeout of a request ends with the headers of the answer',
    '오류도 끝도 없음: 요청의 제한 시간은 응답 헤더까지만 적용돼요',
  ],
]

/** The page in one language. `shown` has what every client shows of every failure. */
export function failurePage(language: Language, shown: ShownByClient, versions: string): string {
  const text = words[language]
  const clients = Object.keys(shown)
  const seen = (client: string, { id }: Failure) => {
    const found = shown[client]?.[id]
    if (found === undefined) throw new Error(`${client} has nothing to show of ${id}`)
    return inMarkdown(client, found)
  }
  const overview = failures.map((failure) => {
    const cells = clients.map((client) => `\`${seen(client, failure).short}\``)
    return `| [${failure.title[language].replaceAll('`', '')}](#${failure.id}) | ${cells.join(' | ')} |`
  })
  const section = (failure: Failure) => {
    const byText = new Map<string, string[]>()
    for (const client of clients) {
      const { long } = seen(client, failure)
      byText.set(long, [...(byText.get(long) ?? []), client])
    }
    const rows = [...byText].map(([long, names]) => `| ${names.join('; ')} | ${long} |`)
    return [
      `<a id="${failure.id}"></a>\n\n### ${failure.title[language]}`,
      `- ${text.meaning}: ${failure.means[language]}\n- ${text.todo}: ${failure.todo[language]}`,
      [`| ${text.client} | ${text.shows} |`, '|---|---|', ...rows].join('\n'),
    ].join('\n\n')
  }
  const logged = seenOnlyInTheLog.map((found) => {
    const { reason, message, fix } = refusalText(found, language)
    return `| \`${reason}\` | ${message} | ${fix} |`
  })
  const page = `${[
    `# ${text.title}`,
    text.other,
    text.intro(versions),
    text.notes.map((note) => `- ${note}`).join('\n'),
    [`| ${text.failure} | ${clients.join(' | ')} |`, `|---|${clients.map(() => '---|').join('')}`, ...overview].join(
      '\n',
    ),
    ...failureGroups.flatMap((group) => [`## ${group.title[language]}`, ...group.failures.map(section)]),
    `## ${text.logOnly}`,
    text.logIntro,
    [`| ${text.reason} | ${text.meaning} | ${text.todo} |`, '|---|---|---|', ...logged].join('\n'),
  ].join('\n\n')}\n`
  return language === 'en' ? page : korean.reduce((told, [from, to]) => told.replaceAll(from, to), page)
}

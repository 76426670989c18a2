import { written } from '../mock-server/toss-side/app/arguments.js'
import { type Protocol, protocols, spokenBy } from '../mock-server/toss-side/app/protocol.js'
import type { AppRow } from '../mock-server/toss-side/app/row.js'
import { appRows, unsupported } from '../mock-server/toss-side/app/table.js'
import { inKorean } from './korean-tables.js'

/** docs/features/mini-app-calls.md: what a page can call, made from the table by which it is answered. */
export function appCallsPage(): string {
  const rows = Object.entries(appRows)
  const ofKind = (kind: AppRow['kind']) => rows.filter(([, row]) => row.kind === kind)
  return `# Calls of a mini-app's page

[한국어](mini-app-calls.ko.md)

Every call of the SDK that the Toss app of the mock answers ([Mini-app](mini-app.md)), by its name on the wire. ${spokenBy.A} and ${spokenBy.B}
send other arguments for some; the SDK hands on what your page gives it. *Known* says how: \`run\` with the published SDK, \`read\` in its
published code, or \`assumed\`, decided by this project. Known is what is sent and which shape comes back; what is *in* an answer of the
device (a place, a picture) is made up anyway. This page is written by \`npm run docs\`; a test fails when it is stale.

## Calls

${table(ofKind('call'))}

## Events

${table(ofKind('event'))}

## Not answered

The SDK has these, and the mock does not: a call is warned of and never answered, as the real app does with what it does not know. Their
flags (\`isSupported()\`) are false.

| call | in | why |
|---|---|---|
${protocols.flatMap((protocol) => Object.entries(unsupported[protocol]).map(([name, why]) => `| \`${name}\` | ${spokenBy[protocol]} | ${why} |`)).join('\n')}
`
}

/** The same in Korean. */
export function koreanAppCallsPage(): string {
  const [calls = '', notAnswered = ''] = appCallsPage()
    .split(/^(?=## Not answered)|^(?=## Calls)/m)
    .slice(1)
  const [, unanswered = ''] = notAnswered.split(/\n\n(?=\|)/)
  return `# 미니앱 페이지의 호출

[English](mini-app-calls.md)

목 서버의 토스 앱이 응답하는 SDK의 모든 호출이에요([미니앱](mini-app.ko.md)). 이름은 통신상의 이름이에요. SDK 0.x~2.x와 SDK 3.x가 다른 인자를 보내는 호출이 있고, SDK는
페이지가 준 것을 넘겨요. *출처*는 어떻게 알게 됐는지예요: 공개된 SDK를 실행했는지(실행), 공개된 코드를 읽었는지(읽음), 이 프로젝트가 정했는지(가정)를
나타내요. 알려진 것은 무엇을 보내고 어떤 모양으로 돌아오는지예요. 기기의 응답에 든 *내용*(위치, 사진)은 어차피 임의로 만들어요.

${inKorean(calls)}## 응답하지 않는 것

SDK에는 있고 목 서버에는 없는 호출이에요. 진짜 앱이 모르는 호출에 하듯이, 경고만 하고 응답하지 않아요. \`isSupported()\`는 false예요.

${inKorean(unanswered)}`
}

function table(rows: readonly (readonly [string, AppRow])[]): string {
  const lines = rows.map(([name, row]) => {
    const [A, B] = protocols.map((protocol) => argumentsIn(row, protocol))
    return `| \`${name}\` | ${A} | ${B} | ${row.says} | ${row.known} |`
  })
  return `| call | ${spokenBy.A} | ${spokenBy.B} | what it does here | known |
|---|---|---|---|---|
${lines.join('\n')}`
}

function argumentsIn(row: AppRow, protocol: Protocol): string {
  const spoken = row[protocol]
  return spoken === undefined ? '' : `\`${written(spoken.args, row.takes)}\``
}

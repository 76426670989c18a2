import { written } from '../mock-server/toss-side/app/arguments.js'
import { type Protocol, protocols, spokenBy } from '../mock-server/toss-side/app/protocol.js'
import type { AppRow } from '../mock-server/toss-side/app/row.js'
import { appRows, unsupported } from '../mock-server/toss-side/app/table.js'

/** docs/features/mini-app-calls.md: what a page can call, made from the table by which it is answered. */
export function appCallsPage(): string {
  const rows = Object.entries(appRows)
  const ofKind = (kind: AppRow['kind']) => rows.filter(([, row]) => row.kind === kind)
  return `# Calls of a mini-app's page

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

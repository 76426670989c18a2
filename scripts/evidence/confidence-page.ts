import { features, featureTitles, isAssumed, meaningUnpublished, operations } from '../../contracts/index.js'
import { everyBehaviour } from '../../verify/behaviour.js'
import { countOfAssumptions } from '../assumptions.js'
import type { Evidence, EvidenceRow, EvidenceSubject } from './evidence.js'

const columns = ['documented', 'observed', 'relied-on', 'in part assumed', 'assumed'] as const

/** The evidence names more. */
const testsShown = 2

/** `docs/confidence.md`. */
export function confidencePage(evidence: Evidence): string {
  const assumed = everyBehaviour().filter(({ provenance }) => isAssumed(provenance))
  const { withoutUser, withUserKey } = evidence.safelyVerified
  const shown = assumed.filter(({ id }) => withoutUser.includes(id))
  const shownWithUser = assumed.filter(({ id }) => withUserKey.includes(id))
  const overview = features.map((feature) => {
    const own = operations.filter((operation) => operation.feature === feature)
    const rows = own.map(({ id }) => overviewRow(id, evidence.operations[id] as EvidenceSubject))
    return [`| **${featureTitles[feature]}** | | | | | | | | |`, ...rows].join('\n')
  })
  const called = Object.entries(evidence.callbacks).map(([id, subject]) => overviewRow(id, subject))
  const byFeature = features.map((feature) => {
    const ids = operations.filter((operation) => operation.feature === feature).map(({ id }) => id)
    return featureSection(
      featureTitles[feature],
      ids.map((id) => [id, evidence.operations[id] as EvidenceSubject]),
    )
  })
  const looked = new Map<string, string[]>()
  for (const { id } of [...shown, ...shownWithUser]) {
    const of = id.slice(0, id.indexOf('/'))
    const mark = withUserKey.includes(id) ? ' \\*' : ''
    looked.set(of, [...(looked.get(of) ?? []), `\`${id.slice(of.length + 1)}\`${mark}`])
  }
  const count = countOfAssumptions()
  const unseen = count - shown.length - shownWithUser.length
  return `${introduction}
## In numbers

| | ${columns.join(' | ')} | unknown | outcomes by itself | only when asked |
|---|---|---|---|---|---|---|---|---|
${overview.join('\n')}
| **Callbacks** | | | | | | | | |
${called.join('\n')}

There is no last line: a sum would say nothing.

## What one run with a real certificate would settle

\`apps-in-toss-mock verify\` is fit for production: it creates nothing and names nobody who exists. Of the
${count} things that are assumed in whole or in part ([assumptions.md](assumptions.md)), it looks at ${shown.length}, and with \`--user-key\` (a userKey of
one's own) at the ${shownWithUser.length} more that are marked \\*. For the other ${unseen} somebody would have to log in, pay, or grant points, or the
Toss side would have to do something. These would become facts, one
way or the other, by one run of somebody with a real certificate ([verify.md](verify.md)):

| | |
|---|---|
${[...looked].map(([of, names]) => `| \`${of}\` | ${names.join(', ')} |`).join('\n')}

${byFeature.join('\n')}
${featureSection('Callbacks', Object.entries(evidence.callbacks))}`
}

const introduction = `# How far this can be trusted

Two questions, which have nothing to do with each other: how well is it known what **production** does, and how well is it
tested that **this mock** does what the contract says? A page that adds them up would flatter. This one counts.

This page is written from \`evidence/evidence.json\` by \`npm run docs\`; a test fails when it is stale. How the evidence comes
about is in [evidence.md](evidence.md).

**What is known of production.** Nobody of this project has called the live service. Every fact of the contract says how it
is known:

| word | meaning |
|---|---|
| documented | the official developer centre states it |
| observed | a public log or report of somebody running against production shows it |
| relied-on | several independent public clients depend on it |
| in part assumed | one of the three above for the thing itself, and a decision of this project for the rest: a documented code, say, whose text is not published |
| assumed | nothing public says; the value is this project's decision, listed in [assumptions.md](assumptions.md) |
| unknown | listed somewhere, and nobody says what leads to it or what it means: the mock has it, and does nothing by itself |

**What is driven on this mock.** An outcome is a success, or one error code. It is driven when a test led to it over a real
mTLS socket, and the mock itself noted that it did:

| word | meaning |
|---|---|
| by itself | the state of the mock's world led to it: a used code, an expired payment, an empty budget |
| when asked | a fault, a magic value, an answer laid ready, or the switch that breaks a feature gave it: it has the right shape, and nothing is said of when it comes |
| clients | how many different client libraries received it. Those that hand on bytes (curl, node:https, undici, axios, Python's http.client) are read by one and the same parser of the test: that is one reader, and the bundled client is the other |

Driven here never means that production does the same. A documented fact can be out of date, and an assumed one right.
`

function overviewRow(id: string, subject: EvidenceSubject): string {
  const byItself = subject.outcomes.filter(({ socketTests }) => socketTests.world.length > 0).length
  const whenAsked = subject.outcomes.length - byItself
  const cells = [...columns.map((known) => subject.facts[known]), unknownOf(id, subject).length, byItself, whenAsked]
  return `| [\`${id}\`](#${id.toLowerCase().replaceAll('.', '')}) | ${cells.join(' | ')} |`
}

function featureSection(title: string, subjects: readonly (readonly [string, EvidenceSubject])[]): string {
  return `## ${title}

${subjects.map(([id, subject]) => subjectSection(id, subject)).join('\n')}`
}

function subjectSection(id: string, subject: EvidenceSubject): string {
  const { outcomes, fixtures, clientMethod, handler, examples } = subject
  const rows = outcomes.map((row) => `| \`${row.outcome}\` | ${rowCells(row).join(' | ')} |`)
  const called = examples.length === 0 ? '' : ` Called by the examples in ${examples.join('; ')}.`
  const unknown = unknownOf(id, subject).map((text) => `- unknown: ${text}`)
  const tried =
    handler === 'sender'
      ? `Taken in by \`${clientMethod}\` of the bundled client.`
      : `Fixtures: ${fixtures.requests.length} requests and ${fixtures.answers} answers that are accepted, ${fixtures.refusedRequests} and ${fixtures.refusedAnswers} that must be refused.`
  return `### \`${id}\`

${tried}${called}

| outcome | known | shown by itself in | when asked in | clients |
|---|---|---|---|---|
${rows.join('\n')}
${unknown.length === 0 ? '' : `\n${unknown.join('\n')}\n`}`
}

function rowCells({ known, socketTests, clients }: EvidenceRow): string[] {
  const named = (files: readonly string[]) => files.map((file) => `\`${nameOf(file)}\``)
  const tests = (files: readonly string[]) => named(files.slice(0, testsShown)).join(', ') || '–'
  const count = new Set(Object.values(clients).flat()).size
  return [
    known.assumed === undefined ? known.known : `${known.known}, in part assumed`,
    tests(socketTests.world),
    tests(socketTests.asked),
    count === 0 ? '–' : String(count),
  ]
}

const nameOf = (file: string) => file.replace(/^test\//, '').replace(/\.test\.ts$/, '')

/** What the contract lists, and nobody says what leads to it or what it means. */
function unknownOf(id: string, { outcomes }: EvidenceSubject): string[] {
  const asked = outcomes.flatMap(({ outcome, onlyAsked }) =>
    // What it means is documented, and what leads to it on the platform is the platform's own affair.
    onlyAsked === undefined || outcome === 'INTERNAL_ERROR' ? [] : [`\`${outcome}\`: ${onlyAsked}`],
  )
  const { success } = operations.find((operation) => operation.id === id) ?? {}
  const fields = Object.entries(success?.schema.type === 'object' ? success.schema.properties : {}).flatMap(
    ([name, field]) => (field.description === meaningUnpublished ? [`what \`${name}\` means`] : []),
  )
  return [...asked, ...fields]
}

import { readFileSync } from 'node:fs'
import { readResults } from '../bench/results.js'
import { sourceInWords, type Variant, variants } from '../contracts/index.js'
import { errorTable } from '../errors/index.js'
import { inKorean } from '../korean/catalogue.js'
import type { Language } from '../mock-server/record/language.js'
import { withApiFacts } from './api-facts.js'
import { appCallsPage, koreanAppCallsPage } from './app-calls-page.js'
import { type Assumption, countOfAssumptions, everyAssumption } from './assumptions.js'
import { configFileSchema, seedFileSchema } from './editor-schemas.js'
import { confidencePage } from './evidence/confidence-page.js'
import { currentEvidence, evidenceText } from './evidence/current.js'
import { koreanNamesModule } from './korean-names.js'
import { inKorean as tablesInKorean } from './korean-tables.js'
import { performancePage } from './performance-page.js'
import { cell } from './schema-table.js'
import { withSeedReference } from './seed-reference.js'

const seedFilePage = 'docs/features/seed-file.md'
const koreanSeedFilePage = 'docs/features/seed-file.ko.md'
const apiFactsPage = 'docs/api-facts.md'
const note = 'This page is written by `npm run docs`; a test fails when it is stale.'

/** Every page that is made from the code: its path and its text. */
export function generatedPages(): Record<string, string> {
  return {
    'docs/errors/README.md': errorIndex('en'),
    'docs/errors/README.ko.md': errorIndex('ko'),
    'docs/variants.md': variantsPage(),
    'docs/assumptions.md': assumptionsPage(),
    'docs/features/mini-app-calls.md': appCallsPage(),
    'docs/features/mini-app-calls.ko.md': koreanAppCallsPage(),
    'evidence/evidence.json': evidenceText(currentEvidence()),
    'docs/confidence.md': confidencePage(currentEvidence()),
    'mock-server/world/korean-names.ts': koreanNamesModule(),
    'docs/performance.md': performancePage(readResults()),
    'schemas/seed.schema.json': seedFileSchema(),
    'schemas/config.schema.json': configFileSchema(),
    [seedFilePage]: withSeedReference(written(seedFilePage)),
    [koreanSeedFilePage]: withSeedReference(written(koreanSeedFilePage), tablesInKorean),
    [apiFactsPage]: withApiFacts(written(apiFactsPage)),
  }
}

function written(page: string): string {
  return readFileSync(new URL(`../${page}`, import.meta.url), 'utf8')
}

function errorIndex(language: Language): string {
  const [said, end] = language === 'ko' ? [inKorean, '.ko.md'] : [(text: string) => text, '.md']
  const rows = Object.entries(errorTable)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { meaning }]) => `| [${code}](${code}${end}) | ${said(meaning)} |`)
  return `${errorIndexHeads[language]}|---|---|\n${rows.join('\n')}\n`
}

const errorIndexHeads: Record<Language, string> = {
  en: `# Error codes

[한국어](README.ko.md)

Every error that this package throws on purpose has a stable \`code\`, a message that names what is wrong, and a \`fix\`.
${note}

| code | meaning |
`,
  ko: `# 오류 코드

[English](README.md)

이 패키지가 일부러 던지는 오류에는 바뀌지 않는 \`code\`, 무엇이 잘못됐는지 알려 주는 메시지, 그리고 \`fix\`가 있어요. \`apps-in-toss-mock explain ERR_NETWORK --lang ko\`로도
볼 수 있어요.

| 코드 | 뜻 |
`,
}

function variantsPage(): string {
  const sections = (variants as readonly Variant[]).map((variant) => {
    const rows = Object.entries(variant.options).map(([name, { text, provenance }]) => {
      const option = name === variant.default ? `\`${name}\` (default)` : `\`${name}\``
      return `| ${option} | ${cell(text)} | ${provenance.known}: ${cell(sourceInWords(provenance))} |`
    })
    return `## \`${variant.id}\`

${variant.title}. Operations: ${variant.operations.map((id) => `\`${id}\``).join(', ')}.

| option | what happens | how it is known |
|---|---|---|
${rows.join('\n')}
`
  })
  return `# Variants

Where sources conflict about what production does, the likeliest answer is the default and the others are options with a name.
Test your backend against both.

\`\`\`sh
apps-in-toss-mock --variant login.invalidGrant=oauth-error
\`\`\`

\`\`\`ts
await startMockServer({ variants: { 'login.invalidGrant': 'oauth-error' } })
\`\`\`

${note}

${sections.join('\n')}`
}

function assumptionsPage(): string {
  const { operations: called, callbacks: calling, variants: chosen, transport, app, code } = everyAssumption()
  const count = countOfAssumptions()
  const ofContract = count - code.length - app.length
  return `# What is assumed

The contract says of every operation, header, field, failure, behaviour and limit how it is known: \`documented\` means that the
developer centre states it, \`observed\` that a public report of somebody running against production shows it, \`relied-on\` that
several independent public clients depend on it. What is left is \`assumed\`: nothing public says, and the value is this
project's decision. Here is every one of these, **${count}** in all: ${ofContract} that the contract marks, those included that are assumed
*in part* (the code is documented, say, and its text is not), ${app.length} calls of a page to the Toss app, and ${code.length} that the code decides beyond
it. Nobody of this project has called the live service. What is tested, and with what, is in [confidence.md](confidence.md).

${note}

${bySubject('Operations', called)}
${bySubject('Callbacks', calling)}
${bySubject('Variants', chosen)}
${bySubject('The connection', transport)}
## Calls of a page

Of the calls that the Toss app answers ([all of them](features/mini-app-calls.md)), those that neither the SDK nor a report shows (${app.length}).

| where | what is assumed |
|---|---|
${app.map(({ of, what }) => `| \`${of}\` | ${cell(what)} |`).join('\n')}

## The code

What the mock does where the contract says nothing, in the words of the comment that stands there (${code.length}).

| where | what is assumed |
|---|---|
${code.map(({ of, what }) => `| \`${of.replace('mock-server/', '')}\` | ${cell(what)} |`).join('\n')}
`
}

/** A table for each operation, callback, variant or layer. */
function bySubject(title: string, assumptions: readonly Assumption[]): string {
  const subjects = [...new Set(assumptions.map(({ of }) => of))]
  const tables = subjects.map((subject) => {
    const rows = assumptions.filter(({ of }) => of === subject).map(assumptionRow)
    return `### \`${subject}\`\n\n| what is assumed | | why it is so here |\n|---|---|---|\n${rows.join('\n')}\n`
  })
  return `## ${title}\n\n${tables.join('\n')}`
}

function assumptionRow({ what, provenance }: Assumption): string {
  return `| ${cell(what)} | ${provenance.assumed === undefined ? '' : `in part; ${provenance.known}`} | ${cell(sourceInWords(provenance))} |`
}

import { readFileSync } from 'node:fs'
import { callbacks, type Operation, operations, type Variant, variants } from '../contracts/index.js'
import { errorTable } from '../errors/index.js'
import { confidencePage } from './evidence/confidence-page.js'
import { currentEvidence, evidenceText } from './evidence/current.js'
import { factsOf } from './facts.js'
import { withSeedReference } from './seed-reference.js'

const seedFilePage = 'docs/features/seed-file.md'
const note = 'This page is written by `npm run docs`; a test fails when it is stale.'

/** Every page that is made from the code: its path and its text. */
export function generatedPages(): Record<string, string> {
  return {
    'docs/errors/README.md': errorIndex(),
    'docs/variants.md': variantsPage(),
    'docs/assumptions.md': assumptionsPage(),
    'coverage/evidence.json': evidenceText(currentEvidence()),
    'docs/confidence.md': confidencePage(currentEvidence()),
    [seedFilePage]: withSeedReference(readFileSync(new URL(`../${seedFilePage}`, import.meta.url), 'utf8')),
  }
}

function errorIndex(): string {
  const rows = Object.entries(errorTable)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { meaning }]) => `| [${code}](${code}.md) | ${meaning} |`)
  return `# Error codes

Every error that this package throws on purpose has a stable \`code\`, a message that names what is wrong, and a \`fix\`.
${note}

| code | meaning |
|---|---|
${rows.join('\n')}
`
}

function variantsPage(): string {
  const sections = (variants as readonly Variant[]).map((variant) => {
    const rows = Object.entries(variant.options).map(([name, { text, provenance }]) => {
      const option = name === variant.default ? `\`${name}\` (default)` : `\`${name}\``
      return `| ${option} | ${cell(text)} | ${provenance.known}: ${cell(provenance.source)} |`
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
  const counts = new Map<string, number>()
  const sections: string[] = []
  for (const operation of operations as readonly Operation[]) {
    const facts = factsOf(operation)
    for (const { provenance } of facts) counts.set(provenance.known, (counts.get(provenance.known) ?? 0) + 1)
    const rows = facts
      .filter(({ provenance }) => provenance.known === 'assumed')
      .map(({ what, provenance }) => `| ${cell(what)} | ${cell(provenance.source)} |`)
    if (rows.length > 0)
      sections.push(
        `## \`${operation.id}\`\n\n| what is assumed | why it is so here |\n|---|---|\n${rows.join('\n')}\n`,
      )
  }
  const called = callbacks.map(({ id }) => `\`${id}\``).join(', ')
  const total = ['documented', 'observed', 'relied-on', 'assumed'].map((known) => `${counts.get(known) ?? 0} ${known}`)
  return `# What is assumed

The contract says of every operation, header, field, failure, behaviour and limit how it is known. Of these facts, ${total.join(', ')}.
\`documented\` means that the developer centre states it, \`observed\` that a public report of somebody running against
production shows it, \`relied-on\` that several independent public clients depend on it. Below is every one that is only
assumed: nothing public says, and the value is this project's decision. For the callbacks (${called}) see
[features/callbacks.md](features/callbacks.md). Nobody of this project has called the live service. What is tested, and with
what, is in [confidence.md](confidence.md).

${note}

${sections.join('\n')}`
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

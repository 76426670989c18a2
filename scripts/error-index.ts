// Writes docs/errors/README.md from the error table.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { errorTable } from '../errors/index.js'

const rows = Object.entries(errorTable)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, { meaning }]) => `| [${code}](${code}.md) | ${meaning} |`)

const page = `# Error codes

Every error that this package throws on purpose has a stable \`code\`, a message that names what is wrong, and a \`fix\`.
This page is written by \`npm run docs\` from \`errors/table.ts\`.

| code | meaning |
|---|---|
${rows.join('\n')}
`
writeFileSync(fileURLToPath(new URL('../docs/errors/README.md', import.meta.url)), page)

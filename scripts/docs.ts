// Writes the pages that are made from the code; `npm run docs`. A test compares them.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generatedPages } from './generated-pages.js'

for (const [path, text] of Object.entries(generatedPages())) {
  writeFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), text)
}

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { generatedPages } from '../../scripts/generated-pages.js'

test.each(Object.entries(generatedPages()))('%s is what the code says (npm run docs)', (path, text) => {
  expect(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')).toBe(text)
})

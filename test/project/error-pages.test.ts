import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { errorTable } from '../../errors/index.js'

const folder = fileURLToPath(new URL('../../docs/errors/', import.meta.url))
const codes = Object.keys(errorTable).sort()

test('every error code has a page, and every page a code', () => {
  const pages = readdirSync(folder).filter((name) => name.startsWith('ERR_') && !name.endsWith('.ko.md'))
  expect(pages.sort()).toEqual(codes.map((code) => `${code}.md`))
})

test.each(codes)('the page of %s is titled with the code and says what to do', (code) => {
  const page = readFileSync(`${folder}${code}.md`, 'utf8')
  expect(page.startsWith(`# ${code}\n`)).toBe(true)
  expect(page).toMatch(/^## What to do$/m)
})

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(`${root}docs/decisions/0015-the-world-is-in-memory-and-kept-in-a-file.md`, 'utf8')
const named = [...page.matchAll(/`(test\/[\w/.-]+\.test\.ts)`: ([^;|]+)/g)].map(([, file, title]) => ({
  file: `${root}${file}`,
  title: String(title).trim(),
}))

test('every test that decision 0015 names is there', () => {
  expect(named.length).toBeGreaterThan(25)
  const missing = named.filter(({ file, title }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(title))
  expect(missing).toEqual([])
})

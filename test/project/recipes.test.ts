import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'docs/recipes')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const names = readdirSync(folder)
  .filter((file) => !file.endsWith('.ko.md'))
  .map((file) => file.replace('.md', ''))
/** Pages that are there in two languages, and say the same. */
const twins = names.map((name) => `docs/recipes/${name}`)

const codeOf = (page: string) => [...page.matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block)
/** Headings, and rows of tables with their columns: what two languages must have alike. */
const outlineOf = (page: string) =>
  [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^(#+) |^\|.*\|$/gm)].map(
    ([line, heading]) => heading ?? `${line.split('|').length} columns`,
  )

test.each(twins)('%s has the same code, headings and tables in both languages', (path) => {
  const [english, korean] = [read(`${path}.md`), read(`${path}.ko.md`)]
  expect(codeOf(korean)).toEqual(codeOf(english))
  expect(outlineOf(korean)).toEqual(outlineOf(english))
})

describe.each(names)('docs/recipes/%s', (name) => {
  const english = read(`docs/recipes/${name}.md`)

  test('shows its examples as they are', () => {
    const shown = [...english.matchAll(/^\[.*\]\(\.\.\/\.\.\/(examples\/.*)\)\n\n```\w+\n([\s\S]*?)^```$/gm)]
    for (const [, path, code] of shown) expect(code, path).toBe(read(path as string))
    if (!['README', 'spring-boot', 'testcontainers'].includes(name)) expect(shown).not.toEqual([])
  })

  test('is in the list, in both languages', () => {
    if (name === 'README') return
    expect(read('docs/recipes/README.md')).toContain(`](${name}.md)`)
    expect(read('docs/recipes/README.ko.md')).toContain(`](${name}.ko.md)`)
  })
})

test('every example that a recipe shows is run', async () => {
  const { recipes } = await import('../../scripts/check-recipes/recipes.mjs' as string)
  const run = Object.entries<{ folder?: string }>(recipes).map(([name, recipe]) => recipe.folder ?? name)
  const shown = names.flatMap((name) => [
    ...read(`docs/recipes/${name}.md`).matchAll(/\n\[([\w-]+)\/.*\]\(.*\)\n\n```/g),
  ])
  expect(new Set(run)).toEqual(new Set(shown.map(([, example]) => example)))
})

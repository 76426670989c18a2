import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const read = (name: string) => readFileSync(path(name), 'utf8')
const [english, korean] = [read('docs/tutorial.md'), read('docs/tutorial.ko.md')]

/** Blocks of code, what stays open, headings, pictures, and rows of tables: what both languages must have alike. */
const outlineOf = (page: string) =>
  [...page.matchAll(/^```[\s\S]*?^```$|^<!--.*-->$|^#+ |^!\[.*\]\((.*)\)$|^\|.*\|$|^\[[\w./-]+\]\(.*\)$/gm)].map(
    ([whole, picture]) => picture ?? (whole.startsWith('|') ? `${whole.split('|').length} columns` : whole),
  )

test('docs/tutorial.md and its Korean page have the same code, pictures and tables', () => {
  expect(outlineOf(korean).filter((line) => !line.startsWith('[English]'))).toEqual(
    outlineOf(english).filter((line) => !line.startsWith('[한국어]')),
  )
})

test('it shows the files of examples/mini-app as they are, and all that make the page', () => {
  const shown = [...english.matchAll(/^\[([\w./-]+)\]\(\.\.\/(examples\/mini-app\/.*)\)\n\n```\w+\n([\s\S]*?)^```$/gm)]
  for (const [, , file, code] of shown) expect(code, file).toBe(read(file as string))
  expect(shown.map(([, name]) => name).sort()).toEqual(
    [
      ...[
        'browser/shop.spec.mjs',
        'index.html',
        'playwright.config.mjs',
        'tsconfig.json',
        'vite.config.ts',
        'world.yaml',
      ],
      ...['server/backend.mjs', 'server/backend.test.mjs', 'server/main.mjs'],
      ...['backend', 'gems', 'login', 'main', 'page', 'shirt'].map((name) => `src/${name}.ts`),
      'src/style.css',
    ].sort(),
  )
})

test('its pictures are there, and small', () => {
  const pictures = [...english.matchAll(/\]\((tutorial\/[\w-]+\.png)\)/g)].map(([, picture]) => `docs/${picture}`)
  expect(pictures.length).toBeGreaterThan(3)
  for (const picture of pictures) {
    expect(existsSync(path(picture)), picture).toBe(true)
    expect(statSync(path(picture)).size, picture).toBeLessThan(60_000)
  }
})

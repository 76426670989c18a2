import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { inKorean } from '../../korean/catalogue.js'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const read = (page: string) => readFileSync(join(docs, page), 'utf8')
const pagesIn = (folder: string): string[] =>
  readdirSync(join(docs, folder)).flatMap((name) => {
    const page = relative('.', join(folder, name))
    return statSync(join(docs, page)).isDirectory() ? pagesIn(page) : page.endsWith('.md') ? [page] : []
  })
const all = pagesIn('.')
const koreanPages = all.filter((page) => page.endsWith('.ko.md'))
const english = all.filter((page) => !page.endsWith('.ko.md'))

/** What is made by other pages' scripts or tests, which hold both languages against each other. */
const heldElsewhere = /^(failures|tutorial|features\/mini-app|recipes\/.*)\.ko\.md$/

const needed = [
  ...[
    'check-traffic',
    'ci',
    'cli',
    'container',
    'contract-diff',
    'failures',
    'languages',
    'limits',
    'mini-app',
    'openapi',
    'testing',
  ],
  ...['tutorial', 'unmodified-code', 'verify'],
]

test('every feature, every error, and what a first day needs has a Korean page', () => {
  const pages = english.filter(
    (page) => /^(features|errors|recipes)\//.test(page) || needed.includes(page.replace('.md', '')),
  )
  expect(pages.filter((page) => !koreanPages.includes(page.replace('.md', '.ko.md')))).toEqual([])
})

/** What the command line prints of an error, as it prints it in Korean. */
const printedInKorean = (page: string) =>
  page.replaceAll(/^```\w*$[\s\S]*?^```$/gm, (block) =>
    /^error: /m.test(block)
      ? block.replaceAll(
          /^(error:|fix:|docs:|)( +)(\S.*)$/gm,
          (_line, head: string, space: string, text: string) =>
            (head && inKorean(head)) + space + (head === 'docs:' ? text.replace('.md', '.ko.md') : inKorean(text)),
        )
      : block,
  )

/** Headings by their level, code as it is but for comments and texts, rows of tables by their columns. */
const outlineOf = (page: string) =>
  [...page.matchAll(/^ *```[\s\S]*?^ *```$|^#+ |^\|.*\|$/gm)].map(([part]) =>
    part.startsWith('|')
      ? `${part.split('|').length} columns`
      : part.replaceAll(/((?<=\n)| +)(#|\/\/) .*$|'[^'\n]*'/gm, ''),
  )

test.each(koreanPages.filter((page) => !heldElsewhere.test(page)))(
  'docs/%s has the headings, code and tables of the English page',
  (page) => {
    expect(outlineOf(read(page))).toEqual(outlineOf(printedInKorean(read(page.replace('.ko.md', '.md')))))
  },
)

test.each(koreanPages)('docs/%s and its English page lead to each other', (page) => {
  const name = page.split('/').at(-1) as string
  expect(read(page)).toContain(`](${name.replace('.ko.md', '.md')})`)
  expect(read(page.replace('.ko.md', '.md'))).toContain(`](${name})`)
})

test('no word is used that docs/glossary.md leaves out', () => {
  const [, table = ''] = read('glossary.md').split('## Words that are not used')
  const leftOut = [...table.matchAll(/^\| ([^|]*[가-힣][^|]*) \|/gm)].flatMap(([, words = '']) => words.split(', '))
  expect(leftOut.length).toBeGreaterThan(10)
  const root = join(docs, '..')
  const folders = ['korean', 'korean/texts', 'console/language', 'examples'].map((folder) => join(root, folder))
  const files = [
    ...pagesIn('.')
      .filter((page) => page.endsWith('.ko.md'))
      .map((page) => join(docs, page)),
    ...folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /\.(ts|md|ya?ml)$/.test(name))
        .map((name) => join(folder, name)),
    ),
    join(root, 'README.ko.md'),
  ]
  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return leftOut.filter((word) => text.includes(word)).map((word) => `${relative(root, file)}: ${word}`)
  })
  expect(found).toEqual([])
})

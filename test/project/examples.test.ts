import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { examples } from '../languages/examples.js'
import { asInProduction, productionUrls, replaced } from '../languages/production-lines.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** These have tests of their own; the recipes' are run by `npm run recipes`. */
const ofNoLanguage = [
  ...['wrong-partner', 'http', 'partner-server', 'shared-world', 'mini-app'],
  ...['vitest', 'node-test', 'nest-jest', 'playwright', 'react-native', 'pytest', 'java-junit'],
]
const pages = ['docs/languages.md', 'examples/README.md']

describe.each(examples.map((example) => [`${example.folder}/${example.source}`, example] as const))(
  'examples/%s',
  (path, { folder, withoutCertificate }) => {
    const source = read(`examples/${path}`)

    test('has the two lines that lead it to production', () => {
      expect(productionUrls(source)).toEqual([
        'https://apps-in-toss-api.toss.im',
        'https://pay-apps-in-toss-api.toss.im',
      ])
      expect(asInProduction(source)).not.toMatch(/APPS_IN_TOSS_(PAY_)?BASE_URL/)
    })

    test('keeps what only the mock has in a file of its own', () => {
      expect(source).not.toContain('CONTROL_URL')
      const others = readdirSync(join(root, 'examples', folder)).filter((name) => /^toss.?app\./i.test(name))
      expect(others.map((name) => read(`examples/${folder}/${name}`))).toEqual([expect.stringContaining('CONTROL_URL')])
    })

    test('can be run without its certificate by test:languages', () => {
      expect(replaced(source, withoutCertificate)).not.toBe(source)
    })

    test.each(pages)('is on the page %s', (page) => {
      expect(read(page)).toContain(path)
    })
  },
)

test.each(pages)('what %s names of the examples is there', (page) => {
  const named = [...read(page).matchAll(/examples\/[\w/.-]*\.\w+/g)].map(([path]) => path)
  expect(named).not.toEqual([])
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('every folder of a language is compiled and run', () => {
  const folders = readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ofNoLanguage.includes(entry.name))
    .map(({ name }) => name)
  expect(new Set(examples.map(({ folder }) => folder))).toEqual(new Set(folders))
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { controlRoutes } from '../../mock-server/control/routes.js'
import { appSettings } from '../../mock-server/toss-side/app/settings.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (name: string) => readFile(join(root, 'docs/features', name), 'utf8')
const [english, korean] = await Promise.all([read('mini-app.md'), read('mini-app.ko.md')])
const codeOf = (page: string) => [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code as string)

afterEach(() => vi.restoreAllMocks())

describe.each([
  ['docs/features/mini-app.md', english],
  ['docs/features/mini-app.ko.md', korean],
])('%s', (_name, page) => {
  test('names every setting, every kind of answer and every route', () => {
    const { answers } = appSettings.properties
    for (const name of [...Object.keys(appSettings.properties), ...Object.keys(answers.properties)]) {
      expect(page).toContain(`\`${name}\``)
    }
    const routes = controlRoutes.filter(({ tag }) => tag === 'toss-app')
    expect(routes.length).toBeGreaterThan(8)
    for (const { method, path } of routes)
      expect(page).toContain(`${method} ${path.replace('/mini-apps/{miniApp}', '')}`)
  })
})

test('both pages have the same code', () => {
  const withoutComments = (code: string) => code.replaceAll(/\/\/ .*/g, '//')
  expect(codeOf(korean).map(withoutComments)).toEqual(codeOf(english).map(withoutComments))
})

test('the example does what its comments say', async () => {
  const [example = ''] = codeOf(english)
  const source = example
    .replace("'apps-in-toss-mock'", JSON.stringify(pathToFileURL(join(root, 'mock-server/index.ts'))))
    .replace("'apps-in-toss-mock/client'", JSON.stringify(pathToFileURL(join(root, 'client/index.ts'))))
  const said = [...example.matchAll(/console\.log\(.*\) \/\/ (.*)/g)].map(([, text]) => text)
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((value) => {
    printed.push(typeof value === 'object' ? JSON.stringify(value) : String(value))
  })
  const folder = await mkdtemp(join(tmpdir(), 'mini-app-example-'))
  try {
    await writeFile(join(folder, 'example.ts'), source)
    await import(/* @vite-ignore */ join(folder, 'example.ts'))
  } finally {
    await rm(folder, { recursive: true })
  }
  expect(printed).toEqual(said)
  expect(printed).toHaveLength(3)
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import type { WorldSeed } from '../../../mock-server/index.js'
import { miniAppSeed } from '../../../mock-server/seed/world-seed.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const page = await readFile(join(root, 'docs/features/seed-file.md'), 'utf8')

afterEach(() => vi.restoreAllMocks())

test('the page has an example that does what its comments say', async () => {
  const [, example = ''] = page.match(/```js\n([\s\S]*?)```/) ?? []
  const source = example.replace(
    "'apps-in-toss-mock'",
    JSON.stringify(pathToFileURL(join(root, 'mock-server/index.ts'))),
  )
  const said = [...example.matchAll(/console\.log\(.*\) \/\/ (.*)/g)].map(([, text]) => text)
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((value) => void printed.push(String(value)))
  const dir = await mkdtemp(join(tmpdir(), 'seed-example-'))
  try {
    await writeFile(join(dir, 'example.ts'), source)
    await import(/* @vite-ignore */ join(dir, 'example.ts'))
  } finally {
    await rm(dir, { recursive: true })
  }
  expect(said.length).toBeGreaterThan(0)
  expect(printed).toEqual(said)
})

test('the example file shows every section', async () => {
  const world: WorldSeed = parse(await readFile(join(root, 'examples/world.yaml'), 'utf8'))
  const shown = Object.keys(world.miniApps?.['my-mini-app'] ?? {})
  const all = Object.keys(miniAppSeed.properties ?? {})
  expect(shown.sort()).toEqual(all.sort())
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, expect, it, vi } from 'vitest'
import { payOperations, payStatuses, payVariants } from '../../../contracts/index.js'
import { controlRoutes } from '../../../mock-server/control/routes.js'
import { payArrows } from '../../../mock-server/world/payment-states.js'

const payRoutes = controlRoutes.filter(({ tag }) => tag === 'pay')
const root = fileURLToPath(new URL('../../../', import.meta.url))
const page = await readFile(join(root, 'docs/features/pay.md'), 'utf8')

afterEach(() => vi.restoreAllMocks())

it('draws the arrows that the mock follows, and no others', () => {
  const drawn = [...page.matchAll(/^ {2}(PAY_\w+|REFUND_\w+|SETTLEMENT_\w+) --> (\w+):/gm)].map(
    ([, from, to]) => `${from} → ${to}`,
  )
  const followed = payStatuses.flatMap((from) => payArrows[from].map((to) => `${from} → ${to}`))
  expect(drawn.sort()).toEqual(followed.sort())
})

it('names every failure code, variant and control route', () => {
  const codes = payOperations.flatMap(({ failures }) => failures.map(({ code }) => code as string))
  const everywhere = ['4010', '4050', '4095', 'INTERNAL_ERROR']
  for (const code of codes) if (!everywhere.includes(code)) expect(page).toContain(`\`${code}\``)
  for (const { id, options } of payVariants)
    for (const name of [id, ...Object.keys(options)]) expect(page).toContain(name)
  for (const { path } of payRoutes) expect(page).toContain(path.replace('/mini-apps/{miniApp}', ''))
})

it('has an example that does what its comments say', async () => {
  const [, example = ''] = page.match(/```js\n([\s\S]*?)```/) ?? []
  const source = example
    .replace("'apps-in-toss-mock'", JSON.stringify(pathToFileURL(join(root, 'mock-server/index.ts'))))
    .replace("'apps-in-toss-mock/client'", JSON.stringify(pathToFileURL(join(root, 'client/index.ts'))))
  const said = [...example.matchAll(/console\.log\(.*\) \/\/ (.*)/g)].map(([, text]) => text)
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((...values) => {
    printed.push(values.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))).join(' '))
  })
  const dir = await mkdtemp(join(tmpdir(), 'pay-example-'))
  try {
    const file = join(dir, 'example.ts')
    await writeFile(file, source)
    await import(/* @vite-ignore */ file)
  } finally {
    await rm(dir, { recursive: true })
  }
  expect(printed.map(bare)).toEqual(said.map((text) => bare(text as string)))
})

/** Without what JSON and the console write differently. */
const bare = (text: string) => text.replaceAll(/["\s]/g, '')

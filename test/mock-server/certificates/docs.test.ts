import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { badCertificates, badServerCertificates } from '../../../ca/index.js'
import { controlRoutes } from '../../../mock-server/control/routes.js'

const certificateRoutes = controlRoutes.filter(({ tag }) => tag === 'certificates')

import { refusalTexts } from '../../../mock-server/record/refusal-texts.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const page = await readFile(join(root, 'docs/features/certificates.md'), 'utf8')

test('the page names every reason, every bad certificate and every control route', () => {
  for (const reason of Object.keys(refusalTexts)) expect(page).toContain(`\`${reason}\``)
  for (const kind of Object.keys(badCertificates)) expect(page).toContain(`\`${kind}\``)
  for (const kind of Object.keys(badServerCertificates)) expect(page).toContain(`'${kind}'`)
  for (const { path } of certificateRoutes) expect(page).toContain(path.slice(path.lastIndexOf('/')))
})

test('the page’s example runs', async () => {
  const [, example = ''] = page.match(/```ts\n([\s\S]*?)```/) ?? []
  expect(example).toContain('certificates.mails()')
  const source = example
    .replace("'apps-in-toss-mock'", JSON.stringify(pathToFileURL(join(root, 'mock-server/index.ts'))))
    .replace("'apps-in-toss-mock/client'", JSON.stringify(pathToFileURL(join(root, 'client/index.ts'))))
    .replaceAll(/^(const next = )?await certificates\.(\w+)\(/gm, '$1results.$2 = await certificates.$2(')
  const dir = await mkdtemp(join(tmpdir(), 'certificates-example-'))
  try {
    const file = join(dir, 'example.ts')
    await writeFile(file, `export const results = {}\n${source}`)
    const { results } = await import(/* @vite-ignore */ file)
    expect(results).toMatchObject({
      list: [{}, {}],
      renew: { appName: 'my-mini-app' },
      revoke: { state: 'revoked' },
    })
    // Of the first certificate and of the successor; the revoked one was over before it could be warned of.
    expect(results.mails.map(({ daysLeft }: { daysLeft: number }) => daysLeft).sort()).toEqual([1, 1, 30, 30, 7, 7])
  } finally {
    await rm(dir, { recursive: true })
  }
})

import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import { loadFixtures, openApiDocument } from '../../contracts/index.js'
import { controlOpenApiDocument } from '../../mock-server/control/openapi.js'

const linter = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js')
const config = fileURLToPath(new URL('../../redocly.yaml', import.meta.url))

/** What the linter finds in a document, as `rule place`. */
async function lint(text: string, name: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-lint-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, name)
  await writeFile(file, text)
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const args = [linter, 'lint', file, '--config', config, '--format', 'json', '--max-problems', '1000']
  const run = promisify(execFile)(process.execPath, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  const { problems } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
    problems: { ruleId: string; location: { pointer?: string }[] }[]
  }
  return problems.map(({ ruleId, location }) => `${ruleId} ${location[0]?.pointer}`)
}

test('a public linter finds nothing in the document: recommended rules, warnings count', async () => {
  const document = openApiDocument({ fixtures: await loadFixtures(), serverUrl: 'https://127.0.0.1:8443' })
  const [json, yaml] = await Promise.all([
    lint(JSON.stringify(document), 'openapi.json'),
    lint(stringify(openApiDocument(), { aliasDuplicateObjects: false }), 'openapi.yaml'),
  ])
  expect(json).toEqual([])
  expect(yaml).toEqual([])
})

test('it would find an example that breaks its schema, and a reference that leads nowhere', async () => {
  // biome-ignore lint/suspicious/noExplicitAny: a document that is broken on purpose
  const document: any = openApiDocument({ fixtures: await loadFixtures() })
  const operation = document.paths['/api-partner/v1/apps-in-toss/pay/make-payment'].post
  operation.requestBody.content['application/json'].examples.request.value.amount = '1000'
  operation.responses['404'] = { $ref: '#/components/responses/None' }
  const rules = (await lint(JSON.stringify(document), 'openapi.json')).map((problem) => problem.split(' ')[0])
  expect([...new Set(rules)].sort()).toEqual(['no-invalid-media-type-examples', 'no-unresolved-refs'])
})

test('the document of the control API has no errors either', async () => {
  expect(await lint(JSON.stringify(controlOpenApiDocument('http://127.0.0.1:8444')), 'control.json')).toEqual([])
})

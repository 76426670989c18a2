import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { loadFixtures, openApiDocument } from '../../contracts/index.js'
import { controlOpenApiDocument } from '../../mock-server/control/openapi.js'

const linter = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js')
const config = fileURLToPath(new URL('../../redocly.yaml', import.meta.url))

/** What the linter finds in documents, as `rule place`; content and answer by file name. All of them in one run. */
async function lint(documents: Readonly<Record<string, string>>): Promise<Record<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-lint-'))
  const names = Object.keys(documents)
  for (const [name, text] of Object.entries(documents)) await writeFile(join(folder, name), text)
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const args = [linter, 'lint', ...names, '--config', config, '--format', 'json', '--max-problems', '1000']
  const run = promisify(execFile)(process.execPath, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  rmSync(folder, { recursive: true, force: true })
  // A report for each document, one behind the other.
  const reports = stdout.slice(stdout.indexOf('{')).split(/(?<=^\})(?=\{)/m)
  expect(reports).toHaveLength(names.length)
  return Object.fromEntries(reports.map((text, index) => [names[index], problemsOf(JSON.parse(text))]))
}

function problemsOf({ problems }: { problems: { ruleId: string; location: { pointer?: string }[] }[] }): string[] {
  return problems.map(({ ruleId, location }) => `${ruleId} ${location[0]?.pointer}`)
}

let found: Record<string, string[]>

beforeAll(async () => {
  const fixtures = await loadFixtures()
  // biome-ignore lint/suspicious/noExplicitAny: a document that is broken on purpose
  const broken: any = openApiDocument({ fixtures })
  const operation = broken.paths['/api-partner/v1/apps-in-toss/pay/make-payment'].post
  operation.requestBody.content['application/json'].examples.request.value.amount = '1000'
  operation.responses['404'] = { $ref: '#/components/responses/None' }
  found = await lint({
    'openapi.json': JSON.stringify(openApiDocument({ fixtures, serverUrl: 'https://127.0.0.1:8443' })),
    'openapi.yaml': stringify(openApiDocument(), { aliasDuplicateObjects: false }),
    'broken.json': JSON.stringify(broken),
    'control.json': JSON.stringify(controlOpenApiDocument('http://127.0.0.1:8444')),
  })
})

test('a public linter finds nothing in the document: recommended rules, warnings count', () => {
  expect(found['openapi.json']).toEqual([])
  expect(found['openapi.yaml']).toEqual([])
})

test('it would find an example that breaks its schema, and a reference that leads nowhere', () => {
  const rules = found['broken.json']?.map((problem) => problem.split(' ')[0])
  expect([...new Set(rules)].sort()).toEqual(['no-invalid-media-type-examples', 'no-unresolved-refs'])
})

test('the document of the control API has no errors either', () => {
  // Every failure there has one shape, told once as `default`: generators take a 4XX beside it for a status of its own.
  const problems = found['control.json']?.filter((problem) => !problem.startsWith('operation-4xx-response '))
  expect(problems).toEqual([])
})

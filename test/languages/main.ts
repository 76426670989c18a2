// Compiles and runs every example of `examples/` against one mock: `npm run test:languages`, after a build.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { slice } from '../slice.js'
import { type Example, examples } from './examples.js'
import { startMock } from './mock.js'
import { install, missingPackages, whyNotInstall } from './requirements.js'
import { type Attempt, calls, compileAll, prepare, run, stages } from './stages.js'

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    'no-install': { type: 'boolean', default: false },
    'show-errors': { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const evidenceFile = fileURLToPath(new URL('../../evidence/languages.json', import.meta.url))
const ids = [...new Set(examples.map(({ id }) => id))]

if (flags.help) {
  console.log(`npm run test:languages -- [--only ${ids.join(',')}] [--no-install] [--show-errors] [--record]

Compiles and runs each example three times: as it stands, with the two lines of production (led to the mock by its
proxy), and without its certificate. Missing compilers are installed from Debian where this process may; without that an
example is skipped, unless CI=true. --show-errors prints what each client says without a certificate;
--record writes what was called to evidence/languages.json, from which docs/confidence.md is made.`)
} else {
  process.exitCode = await main()
}

async function main(): Promise<number> {
  const wanted = flags.only?.split(',') ?? ids
  const unknown = wanted.filter((id) => !ids.includes(id))
  if (unknown.length > 0) {
    console.error(`error: --only: there is no ${unknown.join(', ')}\nfix:   choose from ${ids.join(', ')}`)
    return 2
  }
  const chosen = examples.filter(({ id }) => wanted.includes(id))
  await provide(chosen)
  const lacking = new Map(chosen.map((example) => [example, missingPackages(example.requirements)]))
  const ready = chosen.filter((example) => lacking.get(example)?.length === 0)
  const attempts = ready.length === 0 ? [] : await runAll(ready)

  const isLackAllowed = process.env.CI !== 'true'
  printTable(chosen, attempts, lacking)
  for (const { example, stage, problems } of attempts.filter(failed)) {
    console.error(`\n${example.language}, ${example.client}, ${stage}:\n${problems.join('\n')}`)
  }
  if (flags['show-errors']) showErrors(attempts)
  if (flags.record) writeFileSync(evidenceFile, evidenceOf(attempts))
  else if (ready.length === examples.length && readFileSync(evidenceFile, 'utf8') !== evidenceOf(attempts)) {
    console.error('error: evidence/languages.json is stale\nfix:   npm run test:languages -- --record && npm run docs')
    return 1
  }
  return attempts.some(failed) || (ready.length < chosen.length && !isLackAllowed) ? 1 : 0
}

async function provide(chosen: readonly Example[]): Promise<void> {
  const packages = missingPackages(chosen.flatMap(({ requirements }) => requirements))
  if (packages.length === 0) return
  const reason = flags['no-install'] ? '--no-install was given' : whyNotInstall()
  if (reason !== undefined) {
    console.error(`missing, by their names in Debian: ${packages.join(' ')}\nnot installed: ${reason}`)
    return
  }
  console.error(`installing ${packages.join(' ')}`)
  const failed = install(packages)
  if (failed.length > 0) console.error(`apt-get could not install ${failed.join(' ')}`)
}

async function runAll(ready: readonly Example[]): Promise<Attempt[]> {
  const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-languages-'))
  try {
    const mock = await startMock(folder)
    try {
      // Refusals last: the server may notice one when the next program runs already, which must not be one that has to be welcome.
      const all = stages.flatMap((stage) => ready.map((example) => ({ example, stage })))
      // Each stage is a program of its own: those that are compiled take most of the time.
      const taken = slice(all, ({ example, stage }) => example.compile === undefined || stage === 'story')
      const attempts = taken.map(({ example, stage }) => prepare(example, stage, folder))
      await compileAll(attempts)
      for (const attempt of attempts) await run(attempt, mock)
      return attempts
    } finally {
      await mock.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Which operations each example was seen to call, with success. */
function evidenceOf(attempts: readonly Attempt[]): string {
  const told = attempts.filter((attempt) => attempt.stage === 'story' && !failed(attempt))
  const called = told.map(({ example: { language, client } }) => [`${language}, ${client}`, calls])
  return `${JSON.stringify(Object.fromEntries(called), null, 2)}\n`
}

function failed({ problems }: Attempt): boolean {
  return problems.length > 0
}

function printTable(
  chosen: readonly Example[],
  attempts: readonly Attempt[],
  lacking: ReadonlyMap<Example, readonly string[]>,
): void {
  const rows = chosen.map((example) => {
    const own = attempts.filter((attempt) => attempt.example === example)
    const results = stages.map((stage) => {
      const attempt = own.find((candidate) => candidate.stage === stage)
      return attempt === undefined ? 'skipped' : failed(attempt) ? 'FAILED' : 'ok'
    })
    const seconds = own.reduce((sum, attempt) => sum + attempt.seconds, 0)
    const missing = lacking.get(example) ?? []
    const note = missing.length > 0 ? `  missing: ${missing.join(' ')}` : ''
    return [example.language, example.client, ...results, seconds.toFixed(1) + note]
  })
  const table = [['language', 'client', ...stages, 'seconds'], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of table) {
    console.log(
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '),
    )
  }
}

function showErrors(attempts: readonly Attempt[]): void {
  for (const { example, said } of attempts.filter(({ stage }) => stage === 'no certificate')) {
    console.log(
      `\n${example.language}, ${example.client}, without a certificate:\n${said.trim().split('\n').slice(0, 15).join('\n')}`,
    )
  }
}

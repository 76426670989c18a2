import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exitCodes } from '../../cli/exit-codes.js'
import { createProgram } from '../../cli/program.js'
import { flagOf, type Setting, settings, variableOf } from '../../cli/settings/settings.js'
import { run, workFolder } from './command-line.js'
import { loadedPackages } from './loaded-packages.js'

const all: readonly Setting[] = settings
const guide = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')

test('--help explains every command, flag and exit code, and loads nothing for it but the command line', async () => {
  const cwd = await workFolder()
  const coverage = join(cwd, 'coverage')
  const { code, stdout, stderr } = await run(['--help'], { cwd, env: { NODE_V8_COVERAGE: coverage } })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const setting of all) expect(stdout).toMatch(new RegExp(`^  ${flagOf(setting)}\\b`, 'm'))
  for (const { name } of commands()) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
  for (const exitCode of Object.keys(exitCodes)) expect(stdout).toMatch(new RegExp(`^  ${exitCode} `, 'm'))
  expect(stdout).toContain('Unofficial: not made or endorsed by Toss')
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  // Chunks of the bundle; commander is in them, and Fastify, node-forge and the like would be named.
  expect(loadedPackages(coverage).sort()).toEqual(['cli', 'library'])
})

test('--lang before the command is the language of its help, and of help', async () => {
  const cwd = await workFolder()
  const [ahead, behind, help] = await Promise.all(
    [
      ['--lang', 'ko', 'doctor', '--help'],
      ['doctor', '--help', '--lang', 'ko'],
      ['--lang', 'ko', 'help', 'doctor'],
    ].map((args) => run(args, { cwd })),
  )
  expect(ahead?.stdout).toMatch(/^사용법: apps-in-toss-mock doctor /)
  expect([ahead, help]).toEqual([behind, behind])
})

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const cwd = await workFolder()
  expect(await run(['--version'], { cwd })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

test.each([
  [['--prot', '1'], /^error: unknown option '--prot'\n\(Did you mean --port\?\)/],
  [['strat'], /^error: unknown command 'strat'\n\(Did you mean start\?\)/],
  [['nothing-like-it'], /^error: unknown command 'nothing-like-it'\n\(There are start, /],
  [
    ['--dir', 'x', 'stop'],
    /^error: 'stop' stands behind flags of another command\n\(Put the command before its flags: /,
  ],
  [['--lang', 'ko', 'strat'], /^오류: 모르는 명령이에요: 'strat'\n/],
  [['env', '--shell', 'tcsh'], /^error: option '--shell <name>' argument 'tcsh' is invalid/],
  [
    ['--port', 'x'],
    /^error: --port must be a whole number, not "x"\nfix: {3}.+\ndocs: {2}\/.*\/docs\/errors\/ERR_INVALID_OPTION\.md\n$/,
  ],
  [['--port', '70000'], /^error: --port must be a whole number from 0 to 65535, not 70000\n/],
  [['--decryption-key', 'abc'], /^error: --decryption-key must be Base64 of 32 bytes\n/],
  [['--variant', 'login.x=y'], /^error: --variant: there is no variant login\.x\nfix: {3}.*login\.invalidGrant/],
  [['--watch'], /^error: watch is on, and there is no seed file to be watched\nfix: {3}Name one with --seed-file/],
  [['--config', 'nowhere.yaml'], /^error: there is no config file .*nowhere\.yaml\n/],
])('a wrong call %j says what is wrong, and ends with 2', async (args, message) => {
  const cwd = await workFolder()
  const { code, stdout, stderr } = await run(args, { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(message)
})

test('--list-variants prints each variant with its options, its default, and how they are known', async () => {
  const cwd = await workFolder()
  const inWords = await run(['--list-variants'], { cwd })
  expect(inWords.code).toBe(0)
  expect(inWords.stdout).toMatch(/^login\.invalidGrant$/m)
  expect(inWords.stdout).toMatch(/^ {2}envelope {2}\(default\)$/m)
  expect(inWords.stdout).toMatch(/^ {6}observed: /m)
  const asJson = await run(['--list-variants', '--json'], { cwd })
  const listed = JSON.parse(asJson.stdout) as { id: string }[]
  for (const { id } of listed) expect(inWords.stdout).toContain(`\n${id}\n`)
})

test('docs/cli.md has the settings as they are', () => {
  const rows = all.map((setting) => {
    const { key, placeholder, fallback, text } = setting
    const flag = placeholder === undefined ? flagOf(setting) : `${flagOf(setting)} <${placeholder}>`
    return `| \`${flag}\` | \`${variableOf(setting)}\` | \`${key}\` | ${fallback ?? '–'} | ${text} |`
  })
  expect(tableUnder('| flag | variable |')).toEqual(rows)
})

test('docs/cli.md has the exit codes as they are', () => {
  const rows = Object.entries(exitCodes).map(([code, meaning]) => `| ${code} | ${meaning} |`)
  expect(tableUnder('| code | meaning |')).toEqual(rows)
})

test('docs/cli.md has a part for every command, and names each of its flags', () => {
  for (const { name, flags } of commands()) {
    const part = new RegExp(`\\n## ${name}\\n([\\s\\S]*?)(?=\\n## |$)`).exec(guide)?.[1]
    expect(part, name).toBeDefined()
    for (const flag of flags) expect(part, `${name} ${flag}`).toContain(flag)
  }
})

/** The commands with their flags; of a switch that has both forms, the one that is shown. */
function commands(): { name: string; flags: string[] }[] {
  return createProgram(() => {}).commands.map((command) => ({
    name: command.name(),
    flags: command.options.filter(({ hidden, long }) => !hidden && long !== '--config').map(({ long }) => String(long)),
  }))
}

/** The rows of the table whose head begins so. */
function tableUnder(head: string): string[] {
  const lines = guide.split('\n')
  const first = lines.findIndex((line) => line.startsWith(head)) + 2
  const end = lines.findIndex((line, index) => index >= first && !line.startsWith('|'))
  return lines.slice(first, end)
}

test('an unexpected error shows its stack, asks for a report, and ends with 70', async () => {
  const cwd = await workFolder()
  const preload = 'process.cwd = () => { throw new TypeError("unforeseen") }'
  const { code, stdout, stderr } = await run(['start'], { cwd, node: ['--import', `data:text/javascript,${preload}`] })
  expect({ code, stdout }).toEqual({ code: 70, stdout: '' })
  expect(stderr).toMatch(
    /^error: unexpected: this is a bug of apps-in-toss-mock, not yours\nTypeError: unforeseen\n {4}at /,
  )
  expect(stderr).toMatch(/\nfix: {3}Please report it, with the stack above and what you did \(Node v\d/)
})

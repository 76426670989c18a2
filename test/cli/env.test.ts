import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { dotenvLine } from '../../cli/dotenv.js'
import { findRunning } from '../../cli/running-mock.js'
import { exportLine } from '../../cli/shell-quote.js'
import { startMockServer } from '../../mock-server/index.js'
import { hasTool } from '../tools.js'
import { preparedFolder, run, startJson, workFolder } from './command-line.js'

const execute = promisify(execFile)

/** Values that a shell would take apart if it were let. */
const odd = [
  'plain',
  '',
  "it's",
  'a "b" $HOME `id` \\n \\',
  'spaces  and\ttabs',
  'two\nlines',
  '!x #y &z;',
  '한글',
  '\u2018typographic\u2019',
]

test('env gives the names of public clients: paths, and contents only where they are asked for; GitHub’s form masks them', async () => {
  const cwd = await preparedFolder('plain')
  const { info } = await startJson({ cwd })
  const key = readFileSync(info.key, 'utf8')
  const secret = key.split('\n')[1] as string
  const base64 = Buffer.from(key).toString('base64')
  const paths = await run(['env', '--names', 'public', '--shell', 'dotenv'], { cwd })
  expect(paths.stdout).toContain(`TOSS_MTLS_KEY_FILE='${info.key}'\n`)
  for (const text of [secret, base64, 'BASE64', 'TOSS_MTLS_KEY_CONTENT']) expect(paths.stdout).not.toContain(text)

  const refused = await run(['env', '--names', 'MTLS_KEY_BASE64'], { cwd })
  expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Add --contents') })
  const unknown = await run(['env', '--names', 'MTLS_KEY'], { cwd })
  expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('"MTLS_KEY" is not a name') })

  const names = ['--names', 'MTLS_KEY_BASE64, TOSS_MTLS_KEY_CONTENT,APPS_IN_TOSS_AAD', '--contents']
  const github = await run(['env', ...names, '--shell', 'github'], { cwd })
  expect(github.stdout).toMatch(
    /^MTLS_KEY_BASE64=\S+\nTOSS_MTLS_KEY_CONTENT<<(end_\S+)\n-----BEGIN [\s\S]+-----\n\1\nAPPS_IN_TOSS_AAD=TOSS\n$/,
  )
  expect(github.stdout).toContain(`${base64}\n`)
  const masked = github.stderr.split('\n').map((line) => line.replace('::add-mask::', ''))
  expect(masked).toEqual([base64, ...key.trim().split('\n').slice(1, -1), ''])

  const dotenv = await run(['env', ...names, '--shell', 'dotenv'], { cwd })
  expect(dotenv).toMatchObject({ code: 2, stderr: expect.stringContaining('it has several lines') })
  expect(dotenv.stderr).not.toContain(secret)
})

test('env without a running mock prints nothing on stdout, and ends with 1', async () => {
  const cwd = await workFolder()
  const { code, stdout, stderr } = await run(['env'], { cwd })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^error: no mock is running on the certificates in .*\.apps-in-toss-mock\nfix: /)
})

test('a running.json that a killed mock left behind is recognised', async () => {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd })
  mock.signal('SIGKILL')
  await mock.ended()
  const { code, stderr } = await run(['env'], { cwd })
  expect(code).toBe(1)
  expect(stderr).toContain(`process ${mock.child.pid} is gone, and left running.json behind`)
})

test('another mock that has come under the same port is not taken for the one that left word', async () => {
  const cwd = await preparedFolder()
  await using other = await startMockServer()
  const dir = join(cwd, '.apps-in-toss-mock')
  const left = {
    pid: process.pid + 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    info: { ...other.info, pid: process.pid + 1 },
  }
  writeFileSync(join(dir, 'running.json'), JSON.stringify(left))
  expect(await findRunning(dir)).toMatchObject({
    state: 'stale',
    reason: `${other.controlUrl} now belongs to another process`,
  })
})

test.each(['', 'null', '[]', '{"pid":1}', '{"pid":'])('a damaged running.json (%j) counts as none', async (content) => {
  const dir = await workFolder()
  writeFileSync(join(dir, 'running.json'), content)
  expect(await findRunning(dir)).toEqual({ state: 'none' })
})

const namesOf = (values: readonly string[]) => values.map((_, index) => `VALUE_${index}`)
/** What a shell prints of its variables `VALUE_0`, `VALUE_1` and so on, with an end to each. */
const printed = (names: readonly string[]) => `printf '%s<end>' ${names.map((name) => `"$${name}"`).join(' ')}`
const inOneText = (values: readonly string[]) => values.map((value) => `${value}<end>`).join('')

test.runIf(hasTool('sh'))('sh gets each value whole', async () => {
  const names = namesOf(odd)
  const lines = odd.map((value, index) => exportLine.sh(names[index] as string, value))
  const { stdout } = await execute('sh', ['-c', `${lines.join('\n')}\nexec sh -c "$0"`, printed(names)])
  expect(stdout).toBe(inOneText(odd))
})

test.runIf(hasTool('fish'))('fish gets each value whole', async () => {
  const names = namesOf(odd)
  const lines = odd.map((value, index) => exportLine.fish(names[index] as string, value))
  const { stdout } = await execute('fish', ['-c', `${lines.join('; ')}; ${printed(names)}`])
  expect(stdout).toBe(inOneText(odd))
})

test('PowerShell’s quotes, straight and typographic, are doubled', () => {
  expect(exportLine.powershell('VALUE', "it's \u2018so\u2019")).toBe("$env:VALUE = 'it''s \u2018\u2018so\u2019\u2019'")
})

test('fish’s quotes and backslashes are escaped', () => {
  expect(exportLine.fish('VALUE', "it's \\")).toBe("set -gx VALUE 'it\\'s \\\\'")
})

const writable = ['plain', '', "it's", 'a "b" $HOME `id` \\n x', 'spaces  and # hash = sign', '한글', 'C:\\new\\folder']

test.runIf(hasTool('sh'))('Node, sh and dotenv read each value of a dotenv file alike', async () => {
  const file = join(await workFolder(), '.env')
  const names = namesOf(writable)
  const lines = writable.map((value, index) => dotenvLine(names[index] as string, value))
  writeFileSync(file, `${lines.join('\n')}\n`)
  const env = { PATH: process.env.PATH }
  const show = `for (const name of ${JSON.stringify(names)}) process.stdout.write(process.env[name] + '<end>')`
  const inNode = await execute(process.execPath, ['--env-file', file, '-e', show], { env })
  expect(inNode.stdout).toBe(inOneText(writable))
  const script = ['-c', 'set -a; . "$1"; exec sh -c "$2"', 'sh', file, printed(names)]
  expect((await execute('sh', script, { env })).stdout).toBe(inOneText(writable))
  expect(writable.map((value) => readLikeDotenv(dotenvLine('VALUE', value)))).toEqual(writable)
})

/** The rules of the dotenv package: one pair of quotes is taken off, and only in double ones are \n and \r expanded. */
function readLikeDotenv(line: string): string {
  const [, quote = '', inner = ''] = /^VALUE=(['"`])([\s\S]*)\1$/.exec(line) ?? []
  return quote === '"' ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner
}

test.each(["it's $HOME", 'two\nlines', 'ends with \\', `both ' and "`])(
  'a dotenv value that readers take differently (%j) is refused',
  (value) => {
    expect(() => dotenvLine('VALUE', value)).toThrow(/^VALUE cannot be written to a dotenv file/)
  },
)

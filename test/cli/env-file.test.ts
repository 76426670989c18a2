import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { claimEnvFile, writeEnvFile } from '../../cli/env-file.js'
import { environmentOf } from '../../cli/environment-of-mock.js'
import { hasTool } from '../tools.js'
import { preparedFolder, run, startJson, workFolder } from './command-line.js'

const execute = promisify(execFile)

const info = {
  baseUrl: 'https://127.0.0.1:8443',
  payBaseUrl: 'https://127.0.0.1:8443',
  controlUrl: 'http://127.0.0.1:8444',
  appName: 'my-mini-app',
  cert: '/a b/c.crt',
  key: '/a b/k.key',
  ca: '/a b/ca.crt',
  decryptionKey: 'Y0YeyTEtmnk0FXl6nAQkJ6u9uT1783Q5JF1zevCFT94=',
  aad: 'TOSS',
  pid: 1,
}

test.runIf(hasTool('sh'))(
  '--write-env writes a file that Node and a shell read alike, before the line appears',
  async () => {
    const cwd = await preparedFolder("a folder # with ' and =")
    const mock = await startJson({ cwd }, ['--write-env', 'mock.env'])
    const file = join(cwd, 'mock.env')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const expected = Object.fromEntries(environmentOf(mock.info))
    const names = JSON.stringify(Object.keys(expected))
    const show = `process.stdout.write(JSON.stringify(Object.fromEntries(${names}.map((name) => [name, process.env[name]]))))`
    const inNode = await execute(process.execPath, ['--env-file', file, '-e', show], { env: {} })
    expect(JSON.parse(inNode.stdout)).toEqual(expected)
    const script = 'set -a; . "$1"; shift; exec "$@"'
    const inShell = await execute('sh', ['-c', script, 'sh', file, process.execPath, '-e', show], { env: {} })
    expect(JSON.parse(inShell.stdout)).toEqual(expected)
  },
)

test('a file of its own is written over, and stays whole', async () => {
  const file = join(await workFolder(), 'mock.env')
  writeEnvFile(file, info)
  writeEnvFile(file, { ...info, aad: 'OTHER' })
  expect(readFileSync(file, 'utf8')).toMatch(
    /^# apps-in-toss-mock begin: .*\nAPPS_IN_TOSS_BASE_URL='https:[\s\S]*\n# apps-in-toss-mock end\n$/,
  )
  expect(readFileSync(file, 'utf8')).toContain("APPS_IN_TOSS_AAD='OTHER'\n")
  expect(readdirSync(join(file, '..'))).toEqual(['mock.env'])
})

const begin = '# apps-in-toss-mock begin: what stands from here to the end mark is written over at each start'

test.each(['SECRET=1\n', `SECRET=1\n${begin}\nMINE=1\n`, `${begin}\n${begin}\n# apps-in-toss-mock end\n`])(
  'a file of somebody else (%j) is left as it is',
  async (content) => {
    const file = join(await workFolder(), '.env')
    writeFileSync(file, content)
    const refusal = expect.objectContaining({
      code: 'ERR_ENV_FILE',
      message: `${file} was not written by apps-in-toss-mock, and is left as it is`,
    })
    expect(() => claimEnvFile(file)).toThrow(refusal)
    expect(() => writeEnvFile(file, info)).toThrow(refusal)
    expect(readFileSync(file, 'utf8')).toBe(content)
  },
)

test('start refuses such a file before it starts anything', async () => {
  const cwd = await workFolder()
  writeFileSync(join(cwd, '.env'), 'SECRET=1\n')
  const { code, stdout, stderr } = await run(['--write-env', '.env'], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^error: .*\.env was not written by apps-in-toss-mock/)
  expect(readdirSync(cwd)).toEqual(['.env'])
})

test.each(['\n', '\r\n'])('in a file of its owner only our block changes (line ends %j)', async (eol) => {
  const file = join(await workFolder(), '.env')
  const [above, below] = [`SECRET='mine'${eol}# ours:${eol}`, `# theirs${eol}LAST=1`]
  writeFileSync(file, `${above}${begin}${eol}OLD=1${eol}# apps-in-toss-mock end${eol}${below}`, { mode: 0o640 })
  writeEnvFile(file, info)
  writeEnvFile(file, { ...info, aad: 'OTHER' })
  const text = readFileSync(file, 'utf8')
  expect(text.startsWith(above) && text.endsWith(below)).toBe(true)
  expect(text).toContain("APPS_IN_TOSS_AAD='OTHER'\n")
  expect(text).not.toContain('OLD')
  expect(text.split(begin)).toHaveLength(2)
  expect(statSync(file).mode & 0o777).toBe(0o640)
})

test('through a symbolic link, the file that it leads to is written', async () => {
  const dir = await workFolder()
  writeEnvFile(join(dir, 'real.env'), info)
  symlinkSync(join(dir, 'real.env'), join(dir, 'link.env'))
  writeEnvFile(join(dir, 'link.env'), { ...info, aad: 'OTHER' })
  expect(readFileSync(join(dir, 'real.env'), 'utf8')).toContain("APPS_IN_TOSS_AAD='OTHER'")
})

test('a folder that is not there, or a folder in its place, is named', async () => {
  const dir = await workFolder()
  const missing = join(dir, 'nowhere', 'mock.env')
  expect(() => writeEnvFile(missing, info)).toThrow(`${missing} cannot be written (ENOENT)`)
  mkdirSync(join(dir, 'mock.env'))
  expect(() => claimEnvFile(join(dir, 'mock.env'))).toThrow('is a folder')
  rmSync(join(dir, 'mock.env'), { recursive: true })
  expect(readdirSync(dir)).toEqual([])
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { isAlive } from '../../files/is-alive.js'
import { main, workFolder } from '../cli/command-line.js'
import { hasTool } from '../tools.js'
import { type Job, runAction } from './composite-action.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(join(root, 'docs/ci.md'), 'utf8')
const tools = hasTool('bash') && hasTool('curl')

/** What `npm test` is in these recipes: one call over mutual TLS, by nothing but the variables. */
const probe = `
const { readFileSync } = require('node:fs')
const { APPS_IN_TOSS_BASE_URL: url, APPS_IN_TOSS_CA: ca, APPS_IN_TOSS_CERT: cert, APPS_IN_TOSS_KEY: key } = process.env
const files = { ca: readFileSync(ca), cert: readFileSync(cert), key: readFileSync(key) }
require('node:https')
  .get(url + '/api-partner/v1/apps-in-toss/user/oauth2/login-me', files, (answer) => {
    console.log('answered with ' + answer.statusCode)
    answer.resume()
  })`

/** The environment of a machine on which nothing of ours is set. */
function cleanEnvironment(bin: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => /^(HOME|LANG|npm_config_.*)$/i.test(name))
  return { ...Object.fromEntries(inherited as [string, string][]), PATH: `${bin}:${process.env.PATH}` }
}

/** A project with the package in it, as `npm ci` leaves it. */
async function project(): Promise<{ folder: string; bin: string }> {
  const folder = await workFolder('project')
  const bin = join(folder, 'node_modules/.bin')
  mkdirSync(bin, { recursive: true })
  symlinkSync(main, join(bin, 'apps-in-toss-mock'))
  writeFileSync(join(folder, 'probe.cjs'), probe)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { test: 'node probe.cjs' } }))
  return { folder, bin }
}

/** Ends the mock of a folder when the test does, should it still run. */
function endAfterTest(dir: string): void {
  onTestFinished(() => {
    if (!existsSync(join(dir, 'running.json'))) return
    const { pid } = JSON.parse(readFileSync(join(dir, 'running.json'), 'utf8')) as { pid: number }
    if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  })
}

describe.runIf(tools)('in CI', { timeout: 120_000 }, () => {
  test('the action starts a mock, points later steps at it, keeps its journal and ends it', async () => {
    const { folder, bin } = await project()
    const temp = await workFolder('temp')
    const job: Job = { temp, workspace: folder, environment: cleanEnvironment(bin) }
    endAfterTest(join(temp, 'apps-in-toss-mock'))
    const started = await runAction(root, job, {
      package: root,
      port: '0',
      'control-port': '0',
      flags: '--auto-login\n--app-name shop ',
      names: 'public',
    })
    expect(started, started.log).toMatchObject({ codes: [0, 0], used: [] })
    const { environment } = job
    expect(started.outputs).toEqual({
      'base-url': environment.APPS_IN_TOSS_BASE_URL,
      'control-url': environment.APPS_IN_TOSS_CONTROL_URL,
      ca: environment.APPS_IN_TOSS_CA,
      cert: environment.APPS_IN_TOSS_CERT,
      key: environment.APPS_IN_TOSS_KEY,
      dir: join(temp, 'apps-in-toss-mock'),
    })
    expect(environment.APPS_IN_TOSS_CERT).toContain('shop_public.crt')
    expect(environment.TOSS_MTLS_KEY_FILE).toBe(environment.APPS_IN_TOSS_KEY)
    const masked = started.log.split('\n').filter((line) => line.startsWith('::add-mask::'))
    const { APPS_IN_TOSS_DECRYPTION_KEY: secret = 'none' } = environment
    expect(masked).toContain(`::add-mask::${secret}`)
    expect(started.log.replaceAll(`::add-mask::${secret}`, '')).not.toContain(secret)

    expect(await shell('bash', 'node probe.cjs', folder, environment)).toMatchObject({
      code: 0,
      log: 'answered with 200\n',
    })
    const ended = await runAction(join(root, 'stop'), job)
    const kept = join(temp, 'apps-in-toss-mock-journal')
    expect(ended, ended.log).toMatchObject({
      codes: [0, 0],
      used: [{ uses: 'actions/upload-artifact@v4', with: { name: 'apps-in-toss-mock-test', path: kept } }],
    })
    expect(readFileSync(join(kept, 'journal.jsonl'), 'utf8')).toContain('"operation":"login.loginMe"')
    expect(readFileSync(join(kept, 'mock.log'), 'utf8')).toContain('started in the background')
    expect(existsSync(join(temp, 'apps-in-toss-mock', 'running.json'))).toBe(false)

    // One that is gone already: said, and what there is of it is kept all the same.
    rmSync(kept, { recursive: true })
    const again = await runAction(join(root, 'stop'), job)
    expect(again.codes).not.toContain(0)
    expect(again.used).toHaveLength(1)
    expect(existsSync(join(kept, 'mock.log'))).toBe(true)
  })

  test('the action says why the mock does not start, and sets nothing', async () => {
    const { folder, bin } = await project()
    const temp = await workFolder('temp')
    const job: Job = { temp, workspace: folder, environment: cleanEnvironment(bin) }
    const before = Object.keys(job.environment)
    const { codes, log } = await runAction(root, job, { package: root, port: '70000' })
    expect(codes).toEqual([0, 2])
    expect(log).toContain('error: --port must be a whole number from 0 to 65535, not 70000')
    expect(Object.keys(job.environment)).toEqual(before)
  })

  /** Runs lines with a shell, in which `npm ci` has been done. */
  async function shell(name: 'bash' | 'sh', lines: string, cwd: string, env: Record<string, string>) {
    const script = `set -e\nnpm() { [ "$1" = ci ] || command npm "$@"; }\n${lines}`
    const child = spawn(name, ['-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        log += chunk
      })
    }
    const [code] = (await once(child, 'close')) as [number]
    return { code, log }
  }

  /** The code of a section of docs/ci.md. */
  function codeOf(section: string): string {
    return new RegExp(`\n## ${section}\n[\\s\\S]*?\n\`\`\`\\w+\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] as string
  }

  test('the lines of the recipe for GitLab call the mock, keep its journal and end it', async () => {
    const { folder, bin } = await project()
    endAfterTest(join(folder, '.apps-in-toss-mock'))
    const { test: job } = parse(codeOf('GitLab CI'))
    const ports = { APPS_IN_TOSS_MOCK_PORT: '0', APPS_IN_TOSS_MOCK_CONTROL_PORT: '0' }
    const env = { ...cleanEnvironment(bin), ...job.variables, ...ports }
    const ran = await shell('bash', [...job.before_script, ...job.script].join('\n'), folder, env)
    expect(ran, ran.log).toMatchObject({ code: 0, log: expect.stringContaining('answered with 200') })
    const after = await shell('bash', job.after_script.join('\n'), folder, env)
    expect(after, after.log).toMatchObject({ code: 0 })
    for (const path of job.artifacts.paths) expect(existsSync(join(folder, path)), path).toBe(true)
    expect(existsSync(join(folder, '.apps-in-toss-mock/running.json'))).toBe(false)
  })

  test('the lines of the recipe for Jenkins do as well', async () => {
    const { folder, bin } = await project()
    endAfterTest(join(folder, '.apps-in-toss-mock'))
    const code = codeOf('Jenkins')
    const [steps, post] = [...code.matchAll(/sh '''\n([\s\S]*?)'''/g)].map(([, lines]) => lines as string)
    const env = cleanEnvironment(bin)
    const ran = await shell('sh', steps as string, folder, env)
    expect(ran, ran.log).toMatchObject({ code: 0, log: expect.stringContaining('answered with 200') })
    const after = await shell('sh', post as string, folder, env)
    expect(after, after.log).toMatchObject({ code: 0 })
    const [, artifacts = ''] = /artifacts: '(.+?)'/.exec(code) ?? []
    for (const path of artifacts.split(', ')) expect(existsSync(join(folder, path)), path).toBe(true)
  })
})

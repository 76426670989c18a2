import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startMockServer } from '../../mock-server/index.js'
import { workFolder } from '../cli/command-line.js'
import { runProgram } from '../unmodified/production-code.js'

const program = (name: string) => fileURLToPath(new URL(`two-mini-apps/${name}`, import.meta.url))

const has = (file: string, ...args: string[]) => spawnSync(file, args, { stdio: 'ignore' }).status === 0

/** Which mini-app each call counted for: the first two over one session, the others over one each. */
async function seen(command: (at: { url: string; ca: string; files: string[] }) => string[]) {
  const dir = await workFolder('two')
  const mock = await startMockServer({ controlPort: false, logLevel: 'silent' })
  onTestFinished(() => mock.close())
  const write = (name: string, content: string) => {
    writeFileSync(join(dir, name), content)
    return join(dir, name)
  }
  const apps = []
  for (const name of ['first-app', 'second-app']) {
    const { cert, key } = await mock.tossSide(name).certificates.issue()
    apps.push({ cert: write(`${name}.crt`, cert), key: write(`${name}.key`, key) })
  }
  const ca = write('ca.crt', mock.clientTls.ca)
  const url = `${mock.baseUrl.replace('127.0.0.1', 'localhost')}/api-partner/v1/apps-in-toss/user/oauth2/login-me`
  const words = command({ url, ca, files: apps.flatMap(({ cert, key }) => [cert, key]) })
  const { code, stdout, stderr } = await runProgram(words, { env: { URL: url, CA: ca, APPS: JSON.stringify(apps) } })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return { version: stdout.trim(), apps: mock.journal.exchanges().map(({ miniApp }) => miniApp) }
}

const own = ['first-app', 'second-app']
const mixed = ['first-app', 'first-app', ...own]

const python = ['/usr/bin/python3', 'python3'].find((file) => has(file, '-c', 'import requests'))

test.runIf(python)('requests before 2.32 takes the connection of another certificate, in one Session', async () => {
  const { version, apps } = await seen(() => [String(python), program('with_requests.py')])
  const [major = 0, minor = 0] = version.split('.').map(Number)
  expect(apps).toEqual(major > 2 || minor >= 32 ? [...own, ...own] : mixed)
})

test.runIf(has('perl', '-MLWP::UserAgent', '-MLWP::Protocol::https', '-e', '1'))(
  'LWP takes the connection of another certificate, in one agent with keep_alive',
  async () => {
    expect((await seen(() => ['perl', program('with_lwp.pl')])).apps).toEqual(mixed)
  },
)

test.runIf(has('erl', '-noshell', '-eval', '{module, _} = code:load_file(httpc), halt().'))(
  'httpc of Erlang takes the connection of another certificate, in one profile',
  async () => {
    const { apps } = await seen(({ url, ca, files }) => ['escript', program('with_httpc.escript'), url, ca, ...files])
    expect(apps).toEqual(mixed)
  },
)

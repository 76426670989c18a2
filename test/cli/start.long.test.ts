import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { begin, get, preparedFolder, run, startJson, untilRefused, workFolder } from './command-line.js'

const loginMe = '/api-partner/v1/apps-in-toss/user/oauth2/login-me'
const generateToken = '/api-partner/v1/apps-in-toss/user/oauth2/generate-token'

test('--json prints exactly one line, with all that a client needs, when both ports answer', async () => {
  const cwd = await workFolder()
  const mock = await startJson({ cwd }, ['--app-name', 'shop', '--log-level', 'info'])
  const dir = join(cwd, '.apps-in-toss-mock')
  const { info } = mock
  expect(Object.keys(info)).toEqual([
    'baseUrl',
    'payBaseUrl',
    'controlUrl',
    'appName',
    'cert',
    'key',
    'ca',
    'pkcs12',
    'pkcs12Password',
    'decryptionKey',
    'aad',
    'pid',
  ])
  expect(info).toMatchObject({
    baseUrl: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
    payBaseUrl: info.baseUrl,
    controlUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    appName: 'shop',
    cert: join(dir, 'shop_public.crt'),
    key: join(dir, 'shop_private.key'),
    ca: join(dir, 'ca.crt'),
    pkcs12: join(dir, 'shop.p12'),
    pkcs12Password: 'changeit',
    aad: 'TOSS',
    pid: mock.child.pid,
  })
  const answer = await get(info, loginMe)
  expect(answer.status).toBe(200)
  expect((await fetch(`${info.controlUrl}/health`)).status).toBe(200)

  mock.signal('SIGTERM')
  expect(await mock.ended()).toBe(0)
  expect(mock.stdout().trimEnd().split('\n')).toHaveLength(1)
  expect(mock.stderr()).toContain('login.loginMe')
})

test('running.json is there while it runs, readable by its owner alone, and gone afterwards', async () => {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd })
  const file = join(cwd, '.apps-in-toss-mock', 'running.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: mock.child.pid, info: mock.info })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  mock.signal('SIGINT')
  expect(await mock.ended()).toBe(0)
  expect(existsSync(file)).toBe(false)
})

test('SIGTERM lets the request in flight have its answer, and ends with 0', async () => {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd })
  const login = await fetch(`${mock.info.controlUrl}/mini-apps/my-mini-app/logins`, { method: 'POST' })
  const { authorizationCode, referrer } = (await login.json()) as Record<string, string>
  const body = JSON.stringify({ authorizationCode, referrer })
  const request = await begin(mock.info, generateToken)
  request.send(body.slice(0, 10))
  mock.signal('SIGTERM')
  await untilRefused(mock.info.controlUrl)
  request.send(body.slice(10))
  const answer = await request.answer()
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.body)).toMatchObject({ resultType: 'SUCCESS', success: { tokenType: 'Bearer' } })
  expect(await mock.ended()).toBe(0)
})

test('a second signal ends it at once', async () => {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd })
  // A request without an end keeps the mock waiting for seconds.
  await begin(mock.info, generateToken)
  mock.signal('SIGINT')
  await untilRefused(mock.info.controlUrl)
  mock.signal('SIGTERM')
  expect(await mock.ended()).toBe(143)
  expect(existsSync(join(cwd, '.apps-in-toss-mock', 'running.json'))).toBe(false)
})

test.each(['pretty', 'json'])('it goes on when whoever reads its output and its %s log is gone', async (format) => {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd }, ['--log-level', 'info', '--log-format', format])
  mock.child.stdout?.destroy()
  mock.child.stderr?.destroy()
  for (let count = 0; count < 3; count += 1) {
    expect((await get(mock.info, '/nowhere')).status).toBe(404)
  }
  mock.signal('SIGTERM')
  expect(await mock.ended()).toBe(0)
})

test('a taken port is named with the flag that changes it, and nothing stays running', async () => {
  const cwd = await preparedFolder()
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const outcome = await run(['--port', '0', '--control-port', String(port)], { cwd })
  expect(outcome).toEqual({
    code: 1,
    stdout: '',
    stderr:
      `error: port ${port} on 127.0.0.1 is taken\n` +
      'fix:   Choose another one with --control-port (--control-port 0 picks a free one), or end the program that uses it.\n' +
      `docs:  ${fileURLToPath(new URL('../../docs/errors/ERR_PORT_TAKEN.md', import.meta.url))}\n`,
  })
  expect(existsSync(join(cwd, '.apps-in-toss-mock', 'running.json'))).toBe(false)
})

test('a port that a mock of the same folder has taken is said to be that mock’s', async () => {
  const cwd = await preparedFolder()
  const { info } = await startJson({ cwd })
  const { code, stderr } = await run(['--port', new URL(info.baseUrl).port, '--control-port', '0'], { cwd })
  expect(code).toBe(1)
  expect(stderr).toContain(`a mock with these certificates is running already: ${info.baseUrl}, process ${info.pid}`)
  expect(existsSync(join(cwd, '.apps-in-toss-mock', 'running.json'))).toBe(true)
})

test('a file of somebody else in the certificate folder ends it with 1, naming the file', async () => {
  const cwd = await workFolder()
  mkdirSync(join(cwd, '.apps-in-toss-mock'))
  writeFileSync(join(cwd, '.apps-in-toss-mock', 'ca.crt'), 'mine')
  const { code, stdout, stderr } = await run(['--json', '--port', '0', '--control-port', '0'], { cwd })
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(
    /^error: .*ca\.crt.*\nfix: {3}ca\.crt may be yours, .+\ndocs: {2}\/.*\/docs\/errors\/ERR_CA_\w+\.md\n$/,
  )
})

test('what is dangerous or misspelt is said on stderr, also with --json', async () => {
  const cwd = await preparedFolder()
  const env = { APPS_IN_TOSS_MOCK_PROT: '1', APPS_IN_TOSS_MOCK_AUTO_LOGIN: 'true' }
  const mock = await startJson({ cwd, env }, ['--no-redact', '--auto-approve'])
  expect(mock.stderr()).toContain('warning: APPS_IN_TOSS_MOCK_PROT is not a setting')
  expect(mock.stderr()).toContain('warning: --auto-login is on')
  expect(mock.stderr()).toContain('warning: --auto-approve is on')
  expect(mock.stderr()).toContain('warning: --no-redact is on')
  expect(mock.stdout().split('\n')).toHaveLength(2)
  const request = await begin(mock.info, generateToken)
  request.send('{"authorizationCode":"any","referrer":"DEFAULT"}')
  const answer = await request.answer()
  expect(JSON.parse(answer.body)).toMatchObject({ resultType: 'SUCCESS' })
})

test('what a start reuses, it does not load the tools to make', async () => {
  const cwd = await preparedFolder()
  const coverage = join(cwd, 'coverage')
  const mock = await startJson({ cwd, env: { NODE_V8_COVERAGE: coverage } })
  mock.signal('SIGTERM')
  expect(await mock.ended()).toBe(0)
  const { loadedPackages } = await import('./loaded-packages.js')
  const loaded = loadedPackages(coverage)
  expect(loaded).toContain('fastify')
  for (const name of ['node-forge', 'yaml', 'undici']) expect(loaded).not.toContain(name)
})

import { readdirSync, writeFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryCertificates } from '../../ca/index.js'
import { main, preparedFolder } from '../cli/command-line.js'
import { hasTool } from '../tools.js'
import { collected, noNetwork, type Outcome, runProgram, script, startProgram, until } from './production-code.js'

type Variables = Readonly<Record<string, string>>

/** `apps-in-toss-mock run`, in a folder with certificates. */
async function run(flags: readonly string[], command: readonly string[], env: Variables = {}): Promise<Outcome> {
  const cwd = await preparedFolder()
  return runProgram([process.execPath, main, 'run', ...flags, '--', ...command], { cwd, env: { TMPDIR: cwd, ...env } })
}

/** Runs code in Node, whose stdout is JSON. */
async function evaluated(flags: readonly string[], code: string, env: Variables = {}): Promise<unknown> {
  const { stdout } = await run(flags, [process.execPath, '-e', code], env)
  return JSON.parse(stdout)
}

const code = { AUTHORIZATION_CODE: 'from the mini-app' }
const node = { NODE_OPTIONS: noNetwork, ...code }

const wholeStory = [
  'apps-in-toss-mock: 3 calls, 0 failed',
  '  operation            calls  failures',
  '  login.generateToken      1         0',
  '  login.loginMe            1         0',
  '  pay.makePayment          1         0',
  '',
].join('\n')

test.each(['axios-http', 'built-in-fetch'])(
  '%s with production’s URLs in it is served, and what it called is said in the end',
  async (name) => {
    const { code, stdout, stderr } = await run(
      ['--auto-login', '--log-level', 'error', '--strict'],
      [process.execPath, script(`${name}.mjs`)],
      node,
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: `\n${wholeStory}` })
    expect(JSON.parse(stdout)).toEqual({ userKey: expect.any(Number), payToken: expect.any(String) })
  },
)

test.runIf(hasTool('curl'))('curl with production’s URLs in it is served', async () => {
  const { code: exit, stderr } = await run(
    ['--auto-login', '--log-level', 'error'],
    ['sh', script('with-curl.sh')],
    code,
  )
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: `\n${wholeStory}` })
})

test.runIf(hasTool('python3'))('Python with production’s URLs in it is served, also when Node starts it', async () => {
  const flags = ['--auto-login', '--log-level', 'error']
  const directly = await run(flags, ['python3', script('with_urllib.py')], code)
  expect({ code: directly.code, stderr: directly.stderr }).toEqual({ code: 0, stderr: `\n${wholeStory}` })
  const starts = `child_process.spawn('python3', [${JSON.stringify(script('with_urllib.py'))}], { stdio: 'inherit' })`
  const byNode = await run(flags, [process.execPath, '-e', starts], code)
  expect({ code: byNode.code, stderr: byNode.stderr }).toEqual({ code: 0, stderr: `\n${wholeStory}` })
  const waits = `child_process.execFileSync('python3', [${JSON.stringify(script('with_urllib.py'))}])`
  const waiting = await run(flags, [process.execPath, '-e', waits], code)
  expect({ code: waiting.code, stderr: waiting.stderr }).toEqual({ code: 0, stderr: `\n${wholeStory}` })
})

test('stdin, stdout, stderr and the arguments are the command’s own', async () => {
  const cwd = await preparedFolder()
  const echo = 'process.stdin.pipe(process.stdout); console.error(JSON.stringify(process.argv.slice(1)))'
  const args = ['--', 'two words', '--flag=x', '--', '']
  const shell = 'printf %s "in and out" | "$@"'
  const { stdout, stderr, code } = await runProgram(
    [
      'sh',
      '-c',
      shell,
      'sh',
      process.execPath,
      main,
      'run',
      '--log-level',
      'error',
      '--',
      process.execPath,
      '-e',
      echo,
      ...args,
    ],
    { cwd },
  )
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'in and out' })
  expect(JSON.parse(stderr.split('\n', 1)[0] as string)).toEqual(args.slice(1))
})

test.runIf(hasTool('python3'))('pipes that are handed on stay as they are, also when the mock has logged', async () => {
  const cwd = await preparedFolder()
  const calls = `
import os, socket
mock = socket.create_connection(('127.0.0.1', int(os.environ['APPS_IN_TOSS_BASE_URL'].rsplit(':', 1)[1])))
mock.sendall(b'GET / HTTP/1.1\\r\\n\\r\\n')
while mock.recv(100): pass
print([os.get_blocking(fd) for fd in (0, 1, 2)])`
  const command = [process.execPath, main, 'run', '--', 'python3', '-c', calls]
  const pipes = 'sleep 0.1 | { "$@" 2>&1; python3 -c "import os; print(os.get_blocking(1))"; } | cat'
  const { stdout } = await runProgram(['sh', '-c', pipes, 'sh', ...command], { cwd })
  expect(stdout).toContain('handshake refused (plain-http)')
  expect(stdout).toContain('[True, True, True]\n')
  expect(stdout).toMatch(/0 calls[\s\S]*True\n$/)
})

test('a command waits for its stdin, and every byte goes through', async () => {
  const cwd = await preparedFolder()
  const shell = '{ sleep 0.2; head -c 20000000 /dev/zero; } | "$@" | wc -c'
  const command = [process.execPath, main, 'run', '--log-level', 'error', '--', 'cat']
  const { stdout, stderr } = await runProgram(['sh', '-c', shell, 'sh', ...command], { cwd })
  expect(stdout.trim()).toBe('20000000')
  expect(stderr).not.toContain('unavailable')
})

test('the exit code is the command’s, and 128 and the signal’s number for one that a signal ended', async () => {
  expect((await run([], [process.execPath, '-e', 'process.exitCode = 7'])).code).toBe(7)
  expect((await run([], [process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")'])).code).toBe(137)
  expect((await run([], [process.execPath, '-e', 'process.kill(process.pid, "SIGTERM")'])).code).toBe(143)
})

test('where the temporary folder cannot be written it says so and ends, with its mock', async () => {
  const { code: exit, stderr } = await run([], ['true'], { TMPDIR: '/nonexistent' })
  expect({ exit, stderr }).toMatchObject({
    exit: 74,
    stderr: expect.stringContaining('/nonexistent cannot be written (ENOENT)'),
  })
})

test('a command that is not there gives 127, one that may not be executed 126, none at all 2', async () => {
  const missing = await run([], ['no-such-command'])
  expect(missing).toMatchObject({ code: 127, stdout: '' })
  expect(missing.stderr).toMatch(/^error: the command "no-such-command" was not found\nfix: {3}/)
  const cwd = await preparedFolder()
  writeFileSync(join(cwd, 'data.txt'), 'x', { mode: 0o644 })
  const notExecutable = await runProgram([process.execPath, main, 'run', '--', join(cwd, 'data.txt')], { cwd })
  expect(notExecutable.code).toBe(126)
  expect(notExecutable.stderr).toMatch(/data\.txt" is not executable \(EACCES\)\nfix: {3}/)
  const none = await run([], [])
  expect(none.code).toBe(2)
  expect(none.stderr).toContain("missing required argument 'command'")
})

test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2'] as const)(
  '%s is passed on, and nothing is ended by force',
  async (signal) => {
    const cwd = await preparedFolder()
    const waits = `
    process.on('${signal}', () => { console.log('got it'); setImmediate(() => process.exit(5)) })
    setInterval(() => {}, 1000)
    console.log('ready')`
    const child = startProgram([process.execPath, main, 'run', '--', process.execPath, '-e', waits], { cwd })
    const stderr = collected(child.stderr)
    const ended = new Promise((resolve) => child.once('close', (exit) => resolve(exit)))
    const whole = until(child.stdout, /ready\n(?:[\s\S]*)got it\n/)
    await new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()))
    child.kill(signal)
    await whole
    expect(await ended).toBe(5)
    expect(stderr()).toContain('apps-in-toss-mock: 0 calls')
  },
)

test('a command that ignores the first signal goes on, with its mock', async () => {
  const cwd = await preparedFolder()
  const waits = `
    let count = 0
    process.on('SIGTERM', async () => {
      count += 1
      const health = await fetch(process.env.APPS_IN_TOSS_CONTROL_URL + '/health')
      console.log(count, health.status)
      if (count === 2) process.exit(0)
    })
    setInterval(() => {}, 1000)
    console.log('ready')`
  const child = startProgram([process.execPath, main, 'run', '--', process.execPath, '-e', waits], { cwd })
  const text = collected(child.stdout)
  const ended = new Promise((resolve) => child.once('close', (exit) => resolve(exit)))
  child.stdout?.on('data', (part: Buffer) => {
    if (/ready|1 200/.test(String(part))) child.kill('SIGTERM')
  })
  expect(await ended).toBe(0)
  expect(text()).toBe('ready\n1 200\n2 200\n')
})

test('the child gets addresses, files, contents, decryption key and AAD, also over what stood there', async () => {
  const names = [
    ...['APPS_IN_TOSS_BASE_URL', 'APPS_IN_TOSS_API_BASE_URL', 'APPS_IN_TOSS_PAY_BASE_URL', 'APPS_IN_TOSS_CONTROL_URL'],
    ...[
      'APPS_IN_TOSS_CERT',
      'TOSS_CERT_PATH',
      'TOSS_MTLS_CERT',
      'TOSS_CERT_BASE64',
      'TOSS_MTLS_KEY_PATH',
      'TOSS_MTLS_KEY',
    ],
    ...['TOSS_DECRYPTION_KEY', 'TOSS_AAD', 'APPS_IN_TOSS_PKCS12', 'APPS_IN_TOSS_PKCS12_PASSWORD', 'MINE'],
  ]
  const seen = (await evaluated(
    ['--aad', 'MY AAD'],
    `console.log(JSON.stringify(Object.fromEntries(${JSON.stringify(names)}.map((name) => [name, process.env[name]]))))`,
    { TOSS_CERT_PATH: '/production.crt', APPS_IN_TOSS_BASE_URL: 'https://apps-in-toss-api.toss.im', MINE: 'kept' },
  )) as Record<string, string>
  const url = expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/)
  expect(seen).toEqual({
    APPS_IN_TOSS_BASE_URL: url,
    APPS_IN_TOSS_API_BASE_URL: url,
    APPS_IN_TOSS_PAY_BASE_URL: url,
    APPS_IN_TOSS_CONTROL_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    APPS_IN_TOSS_CERT: expect.stringMatching(/my-mini-app_public\.crt$/),
    TOSS_CERT_PATH: seen.APPS_IN_TOSS_CERT,
    TOSS_MTLS_CERT: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/),
    TOSS_CERT_BASE64: Buffer.from(String(seen.TOSS_MTLS_CERT)).toString('base64'),
    TOSS_MTLS_KEY_PATH: expect.stringMatching(/my-mini-app_private\.key$/),
    TOSS_MTLS_KEY: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
    TOSS_DECRYPTION_KEY: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    TOSS_AAD: 'MY AAD',
    APPS_IN_TOSS_PKCS12: expect.stringMatching(/my-mini-app\.p12$/),
    APPS_IN_TOSS_PKCS12_PASSWORD: 'changeit',
    MINE: 'kept',
  })
})

test('the child goes on trusting what it trusted: the mock’s authority stands behind the system’s or the named ones', async () => {
  const cwd = await preparedFolder()
  const { authority } = await createMemoryCertificates()
  writeFileSync(join(cwd, 'company.pem'), authority.cert)
  const code = `
    const names = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'DENO_CERT']
    const certificates = (name) => fs.readFileSync(process.env[name], 'utf8').match(/-----BEGIN CERT[^]*?-----END/g)
    console.log(JSON.stringify(names.map((name) => [certificates(name).length, certificates(name).includes(certificates('APPS_IN_TOSS_CA')[0])])))`
  const { stdout } = await runProgram([process.execPath, main, 'run', '--', process.execPath, '-e', code], {
    cwd,
    env: { TMPDIR: cwd, CURL_CA_BUNDLE: 'company.pem', NODE_EXTRA_CA_CERTS: 'company.pem', REQUESTS_CA_BUNDLE: cwd },
  })
  const many = expect.toSatisfy((count: number) => count > 50)
  expect(JSON.parse(stdout)).toEqual([
    [many, true],
    [many, true],
    [2, true],
    [2, true],
    [1, true],
  ])
  expect(readdirSync(cwd).filter((name) => name.startsWith('apps-in-toss-mock-run-'))).toEqual([])
})

test('inside Node the proxy variables stay as they were, and other hosts are called as ever', async () => {
  const { server, authority } = await createMemoryCertificates()
  const elsewhere = createTlsServer(
    { key: server.key, cert: server.cert },
    (_request, response) => void response.end('elsewhere'),
  )
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void elsewhere.close())
  const { port } = elsewhere.address() as AddressInfo
  const cwd = await preparedFolder()
  const ca = join(cwd, 'elsewhere.pem')
  writeFileSync(ca, authority.cert)
  const code = `
    const proxies = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'].map((name) => process.env[name])
    fetch('https://localhost:${port}').then((response) => response.text())
      .then((text) => console.log(JSON.stringify([...proxies, text])))`
  const seen = await evaluated([], code, { NODE_EXTRA_CA_CERTS: ca, NO_PROXY: 'x.example' })
  expect(seen).toEqual([null, null, 'x.example', null, 'elsewhere'])
})

test.runIf(hasTool('sh'))('other programs get the proxy, and an exemption of the API is taken out', async () => {
  const shell = 'printf "%s\\n" "$HTTPS_PROXY" "$https_proxy" "$NO_PROXY" "$no_proxy"'
  const { stdout } = await run([], ['sh', '-c', shell], { NO_PROXY: '*, .toss.im, x.example,apps-in-toss-api.toss.im' })
  const [upper, lower, ...exempt] = stdout.trimEnd().split('\n')
  expect(upper).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(lower).toBe(upper)
  expect(exempt).toEqual(['x.example,localhost,127.0.0.1,::1', 'x.example,localhost,127.0.0.1,::1'])
})

test('APPS_IN_TOSS_REDIRECT=off leaves NODE_OPTIONS alone', async () => {
  const code = 'console.log(JSON.stringify(process.env.NODE_OPTIONS ?? null))'
  expect(await evaluated([], code, { APPS_IN_TOSS_REDIRECT: 'off' })).toBeNull()
  expect(await evaluated([], code, { NODE_OPTIONS: '--no-warnings' })).toMatch(/^--no-warnings --import=file:\/\/\S+$/)
})

test('broken rules are listed with field and fix, once each; --strict makes them fail', async () => {
  const calls = `
    const https = require('node:https')
    const agent = new https.Agent({ cert: process.env.TOSS_MTLS_CERT, key: process.env.TOSS_MTLS_KEY })
    const call = (method, path, headers = {}, body = '') => new Promise((resolve) => {
      https.request('https://apps-in-toss-api.toss.im' + path, { method, agent, headers }, (response) => {
        response.resume().on('end', resolve)
      }).end(body)
    })
    const json = { 'content-type': 'application/json' }
    const base = '/api-partner/v1/apps-in-toss'
    ;(async () => {
      await call('POST', base + '/user/oauth2/generate-token', json, '{"authorizationCode":"abc"}')
      await call('POST', base + '/user/oauth2/generate-token', json, '{"authorizationCode":"abc"}')
      await call('GET', base + '/user/oauth2/me?secret=1')
    })()`
  const flags = ['--log-level', 'silent']
  const { code, stderr } = await run(flags, [process.execPath, '-e', calls])
  expect(code).toBe(0)
  expect(stderr).toContain('apps-in-toss-mock: 3 calls, 3 failed\n')
  expect(stderr).toMatch(/^ {2}login\.generateToken +2 +2 {2}INVALID_PARAMETER ×2$/m)
  expect(stderr).toMatch(/^ {2}GET \/api-partner\/v1\/apps-in-toss\/user\/oauth2\/me +1 +1 {2}NOT_FOUND$/m)
  expect(stderr).toMatch(
    /Contract rules broken\n {2}login\.generateToken {2}request\.body\.referrer \(required\) \(2 times\)\n/,
  )
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('request.body.referrer is required and missing: send a string')
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('did you mean GET /api-partner/v1/apps-in-toss/user/oauth2/login-me')
  const strict = await run([...flags, '--strict'], [process.execPath, '-e', calls])
  expect(strict.code).toBe(65)
  expect(strict.stderr).toContain('--strict: the command ended with 0, and what it called breaks the contract')
  expect((await run([...flags, '--strict'], [process.execPath, '-e', `${calls}; process.exitCode = 3`])).code).toBe(3)
})

test('calls without the certificate are counted, with what to do; --strict makes them fail', async () => {
  const calls = `
    const get = () => require('node:https').get('https://apps-in-toss-api.toss.im/').on('error', () => {})
    get(), get()`
  const { code, stderr } = await run(['--log-level', 'silent', '--strict'], [process.execPath, '-e', calls])
  expect(code).toBe(65)
  expect(stderr).toMatch(/Connections refused in the TLS handshake\n {2}no-client-certificate \(2 times\)\n/)
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('APPS_IN_TOSS_CERT and APPS_IN_TOSS_KEY name the files')
})

test('a failure that the contract knows is no violation, and what the program makes of it is one', async () => {
  const url = 'https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2/generate-token'
  const once = `const request = require('node:https').request(${JSON.stringify(url)}, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    cert: require('node:fs').readFileSync(process.env.TOSS_MTLS_CERT_PATH),
    key: require('node:fs').readFileSync(process.env.TOSS_MTLS_KEY_PATH),
  }, (response) => response.resume())
  request.end(JSON.stringify({ authorizationCode: 'x', referrer: 'DEFAULT' }))`
  const flags = ['--log-level', 'silent', '--strict']
  const { code, stderr } = await run(flags, [process.execPath, '-e', once], node)
  expect(code).toBe(0)
  expect(stderr).toMatch(/^ {2}login\.generateToken +1 +1 {2}OAUTH_ISSUE_TOKEN_ERROR$/m)
  expect(stderr).toContain('login.generateToken OAUTH_ISSUE_TOKEN_ERROR\n    no such authorization code')

  // It goes on without a token, as programs do that do not look at the envelope.
  const goesOn = `import(${JSON.stringify(script('node-https.mjs'))}).catch(() => {})`
  const regardless = await run(flags, [process.execPath, '-e', goesOn], node)
  expect(regardless.code).toBe(65)
  expect(regardless.stderr).toContain('login.loginMe  request.headers.authorization (placeholder)')
})

test('when nothing reached the mock, it says why that may be', async () => {
  const { code, stderr } = await run([], [process.execPath, '-e', '0'])
  expect(code).toBe(0)
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('0 calls, 0 failed Nothing reached the mock.')
  expect(stderr).toContain('This is Node')
  const strict = await run(['--strict'], [process.execPath, '-e', '0'])
  expect(strict.code).toBe(65)
  expect(strict.stderr).toContain('--strict: the command ended with 0, and nothing that it called reached the mock\n')
})

test('ports are free ones whatever the settings of a mock beside it are, and flags change them', async () => {
  const code = 'console.log(JSON.stringify(process.env.APPS_IN_TOSS_BASE_URL))'
  const url = await evaluated([], code, { APPS_IN_TOSS_MOCK_PORT: '1', APPS_IN_TOSS_MOCK_HOSTS: 'true' })
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d{4,5}$/)
  const outcome = await run(['--port', '70000'], [process.execPath, '-e', code])
  expect(outcome.code).toBe(2)
  expect(outcome.stderr).toMatch(/^error: --port must be a whole number/)
})

test('it leaves word of its mock to nobody: a mock that was started on the same folder stays the one to be found', async () => {
  const list = 'console.log(JSON.stringify(fs.readdirSync(".apps-in-toss-mock")))'
  expect(await evaluated([], list)).not.toContain('running.json')
})

test.runIf(hasTool('python3'))('Ctrl-C in a terminal reaches the command once', async () => {
  const cwd = await preparedFolder()
  const counts = `
    let count = 0
    process.on('SIGINT', async () => {
      count += 1
      if (count > 1) return
      // Whoever answers this has had time to pass the signal on.
      await fetch(process.env.APPS_IN_TOSS_CONTROL_URL + '/health')
      console.log('count', count)
      process.exit(0)
    })
    setInterval(() => {}, 1000)
    console.log('ready')`
  const command = [process.execPath, main, 'run', '--', process.execPath, '-e', counts]
  const { stdout } = await runProgram(['python3', script('in_a_terminal.py'), ...command], { cwd })
  expect(stdout).toMatch(/ready\r\n\^Ccount 1\r\n[\s\S]*0 calls[\s\S]*exit code 0\n$/)
})

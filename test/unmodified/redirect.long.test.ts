import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { startMockServer } from '../../mock-server/index.js'
import { workFolder } from '../cli/command-line.js'
import {
  mockWithFiles,
  nodeScripts,
  noNetwork,
  productionVariables,
  root,
  runProgram,
  script,
  story,
  whereItIs,
} from './production-code.js'

const redirect = ['--import', 'apps-in-toss-mock/redirect']
/** The same, from any folder. */
const redirectFile = `--import=${pathToFileURL(join(root, 'dist/redirect/register.js'))}`

/** Runs a piece of an application in Node, redirected. */
function runCode(code: string, env: Readonly<Record<string, string>>, flags: readonly string[] = redirect) {
  return runProgram([process.execPath, noNetwork, ...flags, '--input-type=module', '-e', code], { env })
}

const loginMe = 'https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2/login-me'

test.each(nodeScripts)('%s with production’s URLs in it is served by the mock', async (name) => {
  const mock = await mockWithFiles()
  const { code, stdout, stderr } = await runProgram([process.execPath, noNetwork, ...redirect, script(`${name}.mjs`)], {
    env: { ...(await productionVariables(mock)), ...whereItIs(mock) },
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { userKey, payToken } = JSON.parse(stdout)
  const exchanges = mock.journal.exchanges()
  expect(exchanges.map(({ operation }) => operation)).toEqual(story)
  expect(exchanges.map(({ resultType }) => resultType)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS'])
  expect(exchanges[2]).toMatchObject({ userKey, response: { body: { success: { payToken: expect.anything() } } } })
  expect(payToken).toEqual(expect.any(String))
  expect(exchanges.map(({ request }) => (request.headers as { host: string }).host)).toEqual([
    'apps-in-toss-api.toss.im',
    'apps-in-toss-api.toss.im',
    'pay-apps-in-toss-api.toss.im',
  ])
})

test('without it the same script would leave the machine', async () => {
  const mock = await mockWithFiles()
  const env = { ...(await productionVariables(mock)), ...whereItIs(mock) }
  const { code, stderr } = await runProgram([process.execPath, noNetwork, script('node-https.mjs')], { env })
  expect(code).toBe(1)
  expect(stderr).toContain('not in a test: apps-in-toss-api.toss.im')
  expect(mock.journal.entries()).toEqual([])
})

test.each(['off', 'FALSE'])('APPS_IN_TOSS_REDIRECT=%s leaves everything as it is', async (value) => {
  const mock = await mockWithFiles()
  const env = { ...(await productionVariables(mock)), ...whereItIs(mock), APPS_IN_TOSS_REDIRECT: value }
  const { stderr } = await runProgram([process.execPath, noNetwork, ...redirect, script('node-https.mjs')], { env })
  expect(stderr).toContain('not in a test: apps-in-toss-api.toss.im')
  expect(mock.journal.entries()).toEqual([])
})

test('the mock is found by the running.json of its folder, also when it starts after the program, or again', async () => {
  const cwd = await workFolder()
  const mock = await mockWithFiles()
  const other = await mockWithFiles()
  mkdirSync(join(cwd, '.apps-in-toss-mock'))
  const running = (of: typeof mock) => JSON.stringify({ pid: process.pid, startedAt: '', info: of.info })
  const code = `
    import { readFileSync, writeFileSync } from 'node:fs'
    import https from 'node:https'
    const { TOSS_MTLS_CERT_PATH, TOSS_MTLS_KEY_PATH, FIRST, SECOND } = process.env
    const call = () => new Promise((resolve, reject) => https.get(${JSON.stringify(loginMe)}, {
      cert: readFileSync(TOSS_MTLS_CERT_PATH), key: readFileSync(TOSS_MTLS_KEY_PATH), agent: false,
    }, (response) => resolve(response.resume().statusCode)).on('error', reject))
    for (const info of [FIRST, SECOND]) {
      writeFileSync('.apps-in-toss-mock/running.json', info)
      console.log(await call())
    }`
  const outcome = await runProgram([process.execPath, noNetwork, redirectFile, '--input-type=module', '-e', code], {
    env: { ...(await productionVariables(mock)), FIRST: running(mock), SECOND: running(other) },
    cwd,
  })
  expect(outcome).toEqual({ code: 0, stdout: '200\n200\n', stderr: '' })
  expect(mock.journal.exchanges()).toHaveLength(1)
  expect(other.journal.exchanges()).toHaveLength(1)
})

test('production’s own URL in APPS_IN_TOSS_BASE_URL leads to no mock, and the folder is asked', async () => {
  const dir = await workFolder()
  const mock = await mockWithFiles()
  writeFileSync(join(dir, 'running.json'), JSON.stringify({ pid: 1, startedAt: '', info: mock.info }))
  const { code, stderr } = await runProgram([process.execPath, noNetwork, ...redirect, script('node-https.mjs')], {
    env: {
      ...(await productionVariables(mock)),
      APPS_IN_TOSS_BASE_URL: 'https://apps-in-toss-api.toss.im',
      APPS_IN_TOSS_PAY_BASE_URL: 'https://pay-apps-in-toss-api.toss.im',
      APPS_IN_TOSS_MOCK_DIR: dir,
    },
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(mock.journal.exchanges()).toHaveLength(3)
})

test.each(['node-https', 'axios-http', 'undici-own'])(
  'without a running mock %s gets an error that says so, and nothing leaves the machine',
  async (name) => {
    const mock = await mockWithFiles()
    const env = { ...(await productionVariables(mock)), APPS_IN_TOSS_MOCK_DIR: await workFolder() }
    const { code, stderr } = await runProgram([process.execPath, noNetwork, ...redirect, script(`${name}.mjs`)], {
      env,
    })
    expect(code).toBe(1)
    expect(stderr).toContain('no mock is running on the certificates in')
    expect(stderr).toContain('ERR_NOT_RUNNING')
    expect(stderr).not.toContain('not in a test')
  },
)

test('every way to call tls.connect is redirected: options, port and host, a named import', async () => {
  const mock = await mockWithFiles()
  const code = `
    import { readFileSync } from 'node:fs'
    import tls, { connect } from 'node:tls'
    const files = { cert: readFileSync(process.env.TOSS_MTLS_CERT_PATH), key: readFileSync(process.env.TOSS_MTLS_KEY_PATH) }
    const opened = (start) => new Promise((resolve, reject) => {
      const socket = start(() => resolve([socket.authorized, socket.servername]))
      socket.on('error', reject).once('secureConnect', () => socket.end())
    })
    console.log(JSON.stringify([
      await opened((done) => connect({ host: 'apps-in-toss-api.toss.im', port: 443, ...files }, done)),
      await opened((done) => tls.connect(443, 'pay-apps-in-toss-api.toss.im', files, done)),
      await opened((done) => tls.connect('443', { host: 'APPS-IN-TOSS-API.toss.im.', ...files }, done)),
      await opened((done) => tls.connect({ host: 'apps-in-toss-api.toss.im', port: 443, secureContext: tls.createSecureContext(files) }, done)),
      await opened((done) => tls.connect({ host: 'apps-in-toss-api.toss.im', port: 443, localAddress: '192.0.2.1', ...files }, done)),
    ].map(([authorized]) => authorized)))`
  const outcome = await runCode(code, { ...(await productionVariables(mock)), ...whereItIs(mock) })
  expect(outcome).toEqual({ code: 0, stdout: '[true,true,true,true,true]\n', stderr: '' })
})

test('only the two hosts on port 443 are led to the mock, and only for them its authority is trusted', async () => {
  const mock = await mockWithFiles()
  const { port } = new URL(mock.baseUrl)
  const code = `
    import tls from 'node:tls'
    const failure = (options) => new Promise((resolve) => {
      const socket = tls.connect(options, () => resolve('connected'))
      socket.on('error', ({ code }) => resolve(code))
    })
    console.log(JSON.stringify([
      await failure({ host: 'toss.im', port: 443 }),
      await failure({ host: 'my-apps-in-toss-api.toss.im', port: 443 }),
      await failure({ host: 'apps-in-toss-api.toss.im', port: 8443 }),
      await failure({ host: '127.0.0.1', port: ${port} }),
    ]))`
  const { stdout } = await runCode(code, whereItIs(mock))
  expect(JSON.parse(stdout)).toEqual([
    'ETESTNETWORK',
    'ETESTNETWORK',
    'ETESTNETWORK',
    expect.stringMatching(/^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/),
  ])
})

test('the program’s own authorities stay, and its own check of the server’s name', async () => {
  const mock = await mockWithFiles()
  const other = await startMockServer({ controlPort: false })
  const code = `
    import { readFileSync } from 'node:fs'
    import https from 'node:https'
    const files = { cert: readFileSync(process.env.TOSS_MTLS_CERT_PATH), key: readFileSync(process.env.TOSS_MTLS_KEY_PATH) }
    const outcome = (options) => new Promise((resolve) => {
      https.get(${JSON.stringify(loginMe)}, { ...files, agent: false, ...options }, (response) => resolve(response.resume().statusCode))
        .on('error', (error) => resolve(error.message))
    })
    console.log(JSON.stringify([
      await outcome({ ca: process.env.OTHER_CA }),
      await outcome({ ca: [process.env.OTHER_CA] }),
      await outcome({ checkServerIdentity: (name) => new Error('I was asked about ' + name) }),
    ]))`
  const { stdout, stderr } = await runCode(code, {
    ...(await productionVariables(mock)),
    ...whereItIs(mock),
    OTHER_CA: other.clientTls.ca,
  })
  await other.close()
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual([200, 200, 'I was asked about apps-in-toss-api.toss.im'])
})

test('a program that sends no certificate is refused as in production', async () => {
  const mock = await mockWithFiles()
  const code = `
    import https from 'node:https'
    https.get(${JSON.stringify(loginMe)}).on('error', ({ code }) => console.log(code))`
  const outcome = await runCode(code, whereItIs(mock))
  expect(outcome).toEqual({ code: 0, stdout: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED\n', stderr: '' })
  expect(mock.journal.refusals().map(({ reason }) => reason)).toEqual(['no-client-certificate'])
})

test('a worker thread is redirected as well', async () => {
  const mock = await mockWithFiles()
  const starts = `new worker_threads.Worker(${JSON.stringify(script('node-https.mjs'))})`
  const { stderr } = await runProgram([process.execPath, noNetwork, ...redirect, '-e', starts], {
    env: { ...(await productionVariables(mock)), ...whereItIs(mock) },
  })
  expect(stderr).toBe('')
  expect(mock.journal.exchanges().map(({ operation }) => operation)).toEqual(story)
})

test('a proxy in the environment is not used for the two hosts, and child processes get it as it was', async () => {
  const mock = await mockWithFiles()
  const env = {
    ...(await productionVariables(mock)),
    ...whereItIs(mock),
    // Nobody listens there.
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: 'example.com',
  }
  const outcome = await runProgram([process.execPath, noNetwork, ...redirect, script('axios-http.mjs')], { env })
  expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code: 0, stderr: '' })
  const seen = 'console.log(JSON.stringify([process.env.HTTPS_PROXY, process.env.NO_PROXY]))'
  const code = `
    import { execFileSync } from 'node:child_process'
    ${seen}
    process.stdout.write(execFileSync(process.execPath, ['-e', ${JSON.stringify(seen)}]))`
  const { stdout } = await runCode(code, env)
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    ['http://127.0.0.1:9', 'example.com,apps-in-toss-api.toss.im,pay-apps-in-toss-api.toss.im'],
    ['http://127.0.0.1:9', 'example.com'],
  ])
})

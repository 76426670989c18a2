import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from '../../../client/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { hasTool } from '../../tools.js'
import { type PemFolder, pemFolder } from '../files.js'
import { run } from '../run.js'

let mock: MockServer
let folder: PemFolder
let files: { cert: string; key: string; ca: string }

beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
  folder = await pemFolder()
  files = {
    cert: await folder.write('my-mini-app_public.crt', mock.clientTls.cert),
    key: await folder.write('my-mini-app_private.key', mock.clientTls.key),
    ca: await folder.write('ca.crt', mock.clientTls.ca),
  }
})
afterAll(async () => {
  await mock.close()
  await folder[Symbol.asyncDispose]()
})

/** Logs a user in and returns the code with what login-me has to say about the user. */
async function login() {
  const { authorizationCode, userKey } = await mock.toss.logIn()
  const expected = { resultType: 'SUCCESS', success: { userKey, agreedTerms: ['terms_tag1', 'terms_tag2'], di: null } }
  return { authorizationCode, expected }
}

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url))

test('our own client logs a user in', async () => {
  await using client = createClient({ ...files, baseUrl: mock.baseUrl, decryption: mock.decryption })
  const { userKey, ...request } = await mock.toss.logIn({ profile: { name: '이미니' } })
  const tokens = await client.login.generateToken(request)
  expect(await client.login.loginMe(tokens)).toMatchObject({ userKey, name: '이미니' })
})

test.each(['axios-login.mjs', 'undici-login.mjs', 'https-login.mjs'])(
  'unchanged backend code in Node logs a user in: %s',
  async (name) => {
    const { authorizationCode, expected } = await login()
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: files.ca }
    const ran = await run(process.execPath, [script(name), mock.baseUrl, files.cert, files.key, authorizationCode], {
      env,
    })
    expect(ran.stderr).toBe('')
    expect(JSON.parse(ran.stdout)).toMatchObject(expected)
  },
)

test.runIf(hasTool('curl'))('curl logs a user in', async () => {
  const { authorizationCode, expected } = await login()
  const oauth2 = `${mock.baseUrl}/api-partner/v1/apps-in-toss/user/oauth2`
  const tls = ['-sS', '--cert', files.cert, '--key', files.key, '--cacert', files.ca]
  const body = JSON.stringify({ authorizationCode, referrer: 'DEFAULT' })
  const tokens = await run('curl', [
    ...tls,
    `${oauth2}/generate-token`,
    '-H',
    'Content-Type: application/json',
    '-d',
    body,
  ])
  const { accessToken } = JSON.parse(tokens.stdout).success
  const me = await run('curl', [...tls, `${oauth2}/login-me`, '-H', `Authorization: Bearer ${accessToken}`])
  expect(JSON.parse(me.stdout)).toMatchObject(expected)
})

test.runIf(hasTool('python3'))('Python’s standard library logs a user in', async () => {
  const { authorizationCode, expected } = await login()
  const ran = await run('python3', [
    script('python-login.py'),
    mock.baseUrl,
    files.cert,
    files.key,
    authorizationCode,
    files.ca,
  ])
  expect(ran.stderr).toBe('')
  expect(JSON.parse(ran.stdout)).toMatchObject(expected)
})

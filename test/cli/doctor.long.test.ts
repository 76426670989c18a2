import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { createAuthority } from '../../ca/index.js'
import { type CheckResult, checks } from '../../cli/doctor/check-result.js'
import { checkHandshake } from '../../cli/doctor/connection-checks.js'
import { examine } from '../../cli/doctor/examine.js'
import { findSubject, type SubjectFlags } from '../../cli/doctor/subject.js'
import type { Environment } from '../../cli/settings/environment.js'
import { inKorean } from '../../korean/catalogue.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { fillFolder, preparedFolder, run, startJson, workFolder } from './command-line.js'

/** A mock with its certificates in a folder, and the variables that lead a client to it. */
async function startInFolder(): Promise<{ mock: MockServer; dir: string; environment: Record<string, string> }> {
  const dir = await fillFolder(await workFolder())
  const mock = await startMockServer({ dir })
  onTestFinished(() => mock.close())
  const { baseUrl, controlUrl, cert = '', key = '', ca = '', decryptionKey } = mock.info
  return {
    mock,
    dir,
    environment: {
      APPS_IN_TOSS_BASE_URL: baseUrl,
      APPS_IN_TOSS_CONTROL_URL: controlUrl,
      APPS_IN_TOSS_CERT: cert,
      APPS_IN_TOSS_KEY: key,
      APPS_IN_TOSS_CA: ca,
      APPS_IN_TOSS_DECRYPTION_KEY: decryptionKey,
      NODE_EXTRA_CA_CERTS: ca,
    },
  }
}

async function findings(environment: Environment, flags: SubjectFlags = {}, now?: Date): Promise<CheckResult[]> {
  return examine(await findSubject(flags, environment, await workFolder()), environment, now)
}

function finding(found: readonly CheckResult[], check: CheckResult['check']): CheckResult | undefined {
  return found.find((each) => each.check === check)
}

function notOk(found: readonly CheckResult[]): string[] {
  return found.filter(({ status }) => status !== 'ok').map(({ check, status }) => `${check}: ${status}`)
}

test('a good set-up has nothing but good findings, in a fixed order', async () => {
  const { environment } = await startInFolder()
  const found = await findings(environment)
  expect(notOk(found)).toEqual([])
  expect(found.map(({ check }) => check)).toEqual([...checks])
  expectKorean(found)
})

/** Certificates that are bad in one way each; made once. */
let bad: { foreign: { cert: string; key: string; ca: string }; server: { cert: string; key: string } }

beforeAll(async () => {
  const authority = await createAuthority({ name: 'Corporate CA' })
  const { key } = authority
  bad = {
    foreign: { ...(await authority.issueClientCertificate({ appName: 'my-mini-app', key })), ca: authority.cert },
    server: await authority.issueServerCertificate({ key }),
  }
})

async function file(name: string, content: string, mode = 0o600): Promise<string> {
  const path = join(await workFolder(), name)
  writeFileSync(path, content, { mode })
  return path
}

type Change = (environment: Record<string, string>, mock: MockServer) => Promise<Record<string, string>>

const mistakes: [string, Change, CheckResult['check'], 'warning' | 'problem', RegExp, RegExp][] = [
  [
    'a certificate that is not there',
    async () => ({ APPS_IN_TOSS_CERT: '/nowhere/c.crt' }),
    'certificate',
    'problem',
    /^\/nowhere\/c\.crt cannot be read \(ENOENT\)$/,
    /correct the path in APPS_IN_TOSS_CERT/,
  ],
  [
    'certificate and key swapped',
    async ({ APPS_IN_TOSS_CERT = '', APPS_IN_TOSS_KEY = '' }) => ({
      APPS_IN_TOSS_CERT: APPS_IN_TOSS_KEY,
      APPS_IN_TOSS_KEY: APPS_IN_TOSS_CERT,
    }),
    'certificate',
    'problem',
    /holds a private key, not a certificate/,
    /Swap/,
  ],
  [
    'the key of another certificate',
    async () => ({ APPS_IN_TOSS_KEY: await file('other.key', bad.foreign.key) }),
    'key',
    'problem',
    /other\.key does not belong to the certificate/,
    /downloaded together/,
  ],
  [
    'a key that others can read',
    async ({ APPS_IN_TOSS_KEY = '' }) => {
      chmodSync(APPS_IN_TOSS_KEY, 0o644)
      return {}
    },
    'permissions',
    'warning',
    /others on this machine can read the key \(0644\)/,
    /chmod 600/,
  ],
  [
    'the certificate of another authority',
    async () => ({
      APPS_IN_TOSS_CERT: await file('c.crt', bad.foreign.cert),
      APPS_IN_TOSS_KEY: await file('c.key', bad.foreign.key),
    }),
    'issuer',
    'problem',
    /issued by Corporate CA, not by .*ca\.crt: the mock refuses it/,
    /in its own folder/,
  ],
  [
    'a certificate that the server refuses',
    async () => ({ APPS_IN_TOSS_CERT: bad.foreign.cert, APPS_IN_TOSS_KEY: bad.foreign.key }),
    'handshake',
    'problem',
    /likely refused the client certificate/,
    /./,
  ],
  [
    "a server's certificate",
    async () => ({ APPS_IN_TOSS_CERT: bad.server.cert, APPS_IN_TOSS_KEY: bad.server.key }),
    'purpose',
    'problem',
    /not meant for client authentication/,
    /_public\.crt/,
  ],
  [
    'an authority that is not there',
    async () => ({ APPS_IN_TOSS_CA: '/nowhere/ca.crt' }),
    'authority',
    'problem',
    /^\/nowhere\/ca\.crt cannot be read \(ENOENT\)$/,
    /APPS_IN_TOSS_CA/,
  ],
  [
    'a certificate in place of the authority',
    async ({ APPS_IN_TOSS_CERT = '' }) => ({ APPS_IN_TOSS_CA: APPS_IN_TOSS_CERT }),
    'authority',
    'problem',
    /is the certificate of my-mini-app, not of an authority/,
    /ca\.crt/,
  ],
  [
    'an authority that did not issue the server certificate',
    async () => ({ APPS_IN_TOSS_CA: await file('ca.crt', bad.foreign.ca) }),
    'handshake',
    'problem',
    /was not issued by an authority that this client trusts/,
    /ca/,
  ],
  [
    'NODE_EXTRA_CA_CERTS not set',
    async () => ({ NODE_EXTRA_CA_CERTS: '' }),
    'trusted-by-node',
    'warning',
    /is not set: a Node program that does not pass the authority/,
    /export NODE_EXTRA_CA_CERTS=.*ca\.crt/,
  ],
  [
    'NODE_EXTRA_CA_CERTS with another authority',
    async () => ({ NODE_EXTRA_CA_CERTS: await file('company.crt', bad.foreign.ca) }),
    'trusted-by-node',
    'warning',
    /company\.crt, which does not hold the authority/,
    /holds both/,
  ],
  [
    'NODE_EXTRA_CA_CERTS without its file',
    async () => ({ NODE_EXTRA_CA_CERTS: '~/ca.crt' }),
    'trusted-by-node',
    'problem',
    /~\/ca\.crt, which cannot be read \(ENOENT\): Node ignores it/,
    /does not expand ~/,
  ],
  [
    'checking switched off',
    async () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
    'verification',
    'problem',
    /makes Node trust every server/,
    /Unset it/,
  ],
  [
    'a proxy in between',
    async () => ({ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'localhost,.internal' }),
    'proxy',
    'warning',
    /HTTPS_PROXY is set/,
    /NO_PROXY=127\.0\.0\.1/,
  ],
  [
    'a decryption key that is none',
    async () => ({ APPS_IN_TOSS_DECRYPTION_KEY: 'abc' }),
    'decryption-key',
    'problem',
    /APPS_IN_TOSS_DECRYPTION_KEY/,
    /./,
  ],
  [
    "a decryption key that is not the mock's",
    async () => ({ APPS_IN_TOSS_DECRYPTION_KEY: Buffer.alloc(32, 1).toString('base64') }),
    'decryption-key',
    'problem',
    /is not that of the running mock/,
    /--decryption-key/,
  ],
  [
    "an AAD that is not the mock's",
    async () => ({ APPS_IN_TOSS_AAD: 'toss' }),
    'decryption-key',
    'problem',
    /the AAD in APPS_IN_TOSS_AAD is not that of the running mock/,
    /--aad/,
  ],
  [
    'an AAD in quotation marks',
    async () => ({ APPS_IN_TOSS_AAD: '"TOSS"' }),
    'decryption-key',
    'problem',
    /quotation marks stand around the AAD/,
    /byte for byte/,
  ],
  [
    'a decryption key in hexadecimal',
    async () => ({ APPS_IN_TOSS_DECRYPTION_KEY: 'ab'.repeat(32) }),
    'decryption-key',
    'problem',
    /must be 32 bytes in Base64/,
    /written in hexadecimal/,
  ],
  [
    'a base URL with a path of its own',
    async ({ APPS_IN_TOSS_BASE_URL }) => ({ APPS_IN_TOSS_BASE_URL: `${APPS_IN_TOSS_BASE_URL}/v1` }),
    'base-url',
    'problem',
    /it has the path \/v1, so that calls go to \/v1\/api-partner\/v1\/apps-in-toss/,
    /Write https:\/\/127\.0\.0\.1:\d+,/,
  ],
  [
    'a path in which the API is not',
    async ({ APPS_IN_TOSS_BASE_URL }) => ({ APPS_IN_TOSS_BASE_URL: `${APPS_IN_TOSS_BASE_URL}/v1` }),
    'api',
    'problem',
    /does not know the paths below \/v1\/api-partner\/v1\/apps-in-toss \(HTTP 404\)/,
    /origin alone/,
  ],
  [
    'a plain base URL',
    async ({ APPS_IN_TOSS_BASE_URL = '' }) => ({
      APPS_IN_TOSS_BASE_URL: APPS_IN_TOSS_BASE_URL.replace('https', 'http'),
    }),
    'base-url',
    'problem',
    /must start with https/,
    /https/,
  ],
  [
    'a base URL with the path of the API',
    async ({ APPS_IN_TOSS_BASE_URL }) => ({
      APPS_IN_TOSS_BASE_URL: `${APPS_IN_TOSS_BASE_URL}/api-partner/v1/apps-in-toss`,
    }),
    'base-url',
    'problem',
    /must not contain \/api-partner/,
    /Write https/,
  ],
  [
    'the control port for the API',
    async ({ APPS_IN_TOSS_CONTROL_URL = '' }) => ({
      APPS_IN_TOSS_BASE_URL: APPS_IN_TOSS_CONTROL_URL.replace('http:', 'https:'),
    }),
    'handshake',
    'problem',
    /does not speak TLS on this port/,
    /control port/,
  ],
  [
    'the port of the API for control',
    async ({ APPS_IN_TOSS_BASE_URL = '' }) => ({
      APPS_IN_TOSS_CONTROL_URL: APPS_IN_TOSS_BASE_URL.replace('https:', 'http:'),
    }),
    'clock',
    'problem',
    /does not answer as a control API \(APPS_IN_TOSS_CONTROL_URL\)/,
    /plain HTTP/,
  ],
  [
    'a clock that was moved',
    async (_environment, { clock }) => {
      clock.advance(7_200_000)
      return {}
    },
    'clock',
    'warning',
    /clock is 7200 s ahead/,
    /reset/,
  ],
  [
    'a clock that stands still',
    async (_environment, { clock }) => {
      clock.freeze()
      return {}
    },
    'clock',
    'warning',
    /stands still/,
    /resume/,
  ],
  [
    "another mini-app's certificate",
    async (_environment, mock) => {
      const { cert, key } = await mock.issueCertificate('other-app')
      return { APPS_IN_TOSS_CERT: cert, APPS_IN_TOSS_KEY: key }
    },
    'mini-app',
    'warning',
    /the certificate is for other-app, the mock was started for my-mini-app/,
    /--app-name other-app/,
  ],
]

test.each(mistakes)('%s is found, with what to do about it', async (_what, change, check, status, text, fix) => {
  const { mock, environment } = await startInFolder()
  const found = await findings({ ...environment, ...(await change(environment, mock)) })
  expect(finding(found, check)).toEqual({
    check,
    status,
    text: expect.stringMatching(text),
    fix: expect.stringMatching(fix),
  })
  expectKorean(found)
})

/** Every finding, whatever it is, has Korean words for what it says and for what to do. */
function expectKorean(found: readonly CheckResult[]): void {
  // What is the same in both languages: addresses, names, commands.
  const bare = /^(https?:\S+( \(\S+\))?|chmod .*)$/
  for (const { check, status, text, fix = '가' } of found) {
    // A name and a path.
    if (check === 'authority' && status === 'ok') continue
    for (const said of [text, fix].map(inKorean)) if (!bare.test(said)) expect(said).toMatch(/[가-힣]/)
  }
}

test('a value that is named in words stays whole in Korean', () => {
  expect(inKorean('the text in --key cannot be read as a private key.')).toBe('--key의 값을 개인 키로 읽을 수 없어요.')
})

test.each([
  ['no longer', 391, 'problem', /expired on/],
  ['for 29 more days', 360, 'warning', /29 days left/],
  ['for a day more', 388, 'warning', /: 1 day left/],
] as const)('a certificate that is valid %s is noticed', async (_what, days, status, text) => {
  const { environment } = await startInFolder()
  const now = new Date(Date.now() + days * 86_400_000)
  expect(finding(await findings(environment, {}, now), 'dates')).toMatchObject({
    status,
    text: expect.stringMatching(text),
    fix: expect.stringContaining('Issue a new one in the console'),
  })
})

test('nothing listening at the base URL is one problem, not three', async () => {
  const { mock, environment } = await startInFolder()
  await mock.close()
  const { APPS_IN_TOSS_CONTROL_URL, ...rest } = environment
  expect(notOk(await findings(rest))).toEqual(['port: problem', 'handshake: skipped', 'clock: skipped'])
})

test('without any configuration it says what to configure, and connects nowhere', async () => {
  const found = await findings({})
  expect(found.filter(({ status }) => status === 'problem').map(({ check }) => check)).toEqual([
    'base-url',
    'certificate',
  ])
  expect(finding(found, 'port')).toBeUndefined()
})

test('with a certificate and no base URL it is production that is meant, and the certificate of the mock is not', async () => {
  const { environment } = await startInFolder()
  const { APPS_IN_TOSS_CERT, APPS_IN_TOSS_KEY } = environment
  const subject = await findSubject({}, { APPS_IN_TOSS_CERT, APPS_IN_TOSS_KEY }, await workFolder())
  expect(subject).toMatchObject({ production: true, baseUrl: { value: 'https://apps-in-toss-api.toss.im' } })
})

test('flags count before variables, variables before the running mock, which has no say in production', async () => {
  const { mock, dir } = await startInFolder()
  const { info } = mock
  writeFileSync(join(dir, 'running.json'), JSON.stringify({ pid: process.pid, startedAt: '', info }))
  const all = await findSubject(
    { key: '/flag.key' },
    { APPS_IN_TOSS_CERT: '/env.crt', APPS_IN_TOSS_KEY: '/env.key' },
    dir,
  )
  expect(all).toMatchObject({
    production: false,
    baseUrl: { value: info.baseUrl, from: 'the running mock' },
    cert: { value: '/env.crt', from: 'APPS_IN_TOSS_CERT' },
    key: { value: '/flag.key', from: '--key' },
  })
  const production = await findSubject({ baseUrl: 'https://pay-apps-in-toss-api.toss.im' }, {}, dir)
  expect(production).toEqual({
    production: true,
    baseUrl: { value: 'https://pay-apps-in-toss-api.toss.im', from: '--base-url' },
  })
})

test('the handshake alone shows whether the certificate is accepted, and sends no request', async () => {
  const { mock, dir } = await startInFolder()
  const url = new URL(mock.baseUrl)
  const ca = readFileSync(join(dir, 'ca.crt'), 'utf8')
  const pem = (text: string) => ({ text, label: 'test' })
  const pair = ({ cert, key }: { cert: string; key: string }) => ({ cert: pem(cert), key: pem(key) }) as never
  const [accepted, refused, untrusted] = await Promise.all([
    checkHandshake(pair(mock.clientTls), ca, url),
    checkHandshake(pair(bad.foreign), ca, url),
    checkHandshake(pair(mock.clientTls), undefined, url),
  ])
  expect(finding(accepted, 'handshake')).toMatchObject({ status: 'ok', text: expect.stringContaining('TLSv1.3') })
  expect(finding(refused, 'handshake')).toMatchObject({
    status: 'problem',
    text: expect.stringContaining('likely refused the client certificate'),
  })
  expect(finding(untrusted, 'handshake')).toMatchObject({
    status: 'problem',
    text: expect.stringContaining('was not issued by an authority that this client trusts'),
  })
  expect(mock.journal.exchanges()).toEqual([])
})

test('a server that is no partner API is found out by its answer', async () => {
  const { environment } = await startInFolder()
  const plain = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
  onTestFinished(() => void plain.close())
  await new Promise((resolve) => plain.once('listening', resolve))
  const { port } = plain.address() as AddressInfo
  const found = await findings(environment, { baseUrl: `https://127.0.0.1:${port}` })
  expect(finding(found, 'handshake')).toMatchObject({ status: 'problem' })
})

test('the command finds the running mock, prints the findings, and ends with 1 when there is a problem', async () => {
  const cwd = await preparedFolder()
  const { info } = await startJson({ cwd })
  const good = await run(['doctor', '--json'], { cwd, env: { NODE_EXTRA_CA_CERTS: info.ca } })
  expect(good).toMatchObject({ code: 0, stderr: '' })
  expect(good.stdout.trimEnd().split('\n')).toHaveLength(1)
  expect(JSON.parse(good.stdout)).toMatchObject({ ok: true, baseUrl: info.baseUrl })
  expect(good.stdout).not.toContain(info.decryptionKey)

  const wrong = await run(['doctor', '--key', info.ca], { cwd })
  expect(wrong.code).toBe(1)
  expect(wrong.stdout.replaceAll(/\s+/g, ' ')).toMatch(
    / PROBLEM key \S.* holds a certificate, not a private key\. → Swap cert and key\. .* 1 problem, 1 warning\./,
  )
})

import { createHash, createPrivateKey } from 'node:crypto'
import { inspect } from 'node:util'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createAuthority, createMemoryCertificates } from '../../ca/index.js'
import { run } from '../../cli/program.js'
import { createClient } from '../../client/index.js'
import { canBePath } from '../../client/path-shape.js'
import { resolveOptions } from '../../verify/options.js'

let cert: string
let key: string
let authority: string
/** Every 20 characters of the Base64 in the key, and of that of its PEM: none may be seen anywhere. */
let secrets: Set<string>

beforeAll(async () => {
  const certificates = await createMemoryCertificates()
  ;({ cert, key } = certificates.client)
  authority = certificates.authority.cert
  const pkcs1 = createPrivateKey(key).export({ type: 'pkcs1', format: 'pem' }).toString()
  const whole = [key, pkcs1].flatMap((pem) => [bodyOf(pem), base64(pem), base64(base64(pem)), hex(bodyOf(pem))])
  // The first bytes of every such key are the same, and no secret; hence from 40 on.
  secrets = new Set(whole.flatMap((text) => Array.from(text.slice(60), (_, at) => text.slice(at + 40, at + 60))))
})

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function hex(text: string): string {
  return Buffer.from(text, 'base64').toString('hex')
}

function bodyOf(pem: string): string {
  return pem.replaceAll(/-----.*?-----|\s/g, '')
}

function expectNoSecret(output: string): void {
  const seen = output.replaceAll(/\\n|[^A-Za-z0-9+/=]/g, '')
  for (let at = 0; at + 20 <= seen.length; at += 1) {
    const part = seen.slice(at, at + 20)
    if (secrets.has(part)) expect.unreachable(`shows ${part}`)
  }
}

/** Ways in which a key ends up in a variable, good ones and bad ones. */
const forms: Record<string, () => string> = {
  'the PEM': () => key,
  'line ends written out': () => key.replaceAll('\n', '\\n'),
  quotes: () => `"${key.trim()}"`,
  'quotes and line ends written out': () => `'${key.replaceAll('\n', '\\n')}'`,
  'line ends lost': () => key.replaceAll('\n', ' '),
  'line ends gone': () => key.replaceAll('\n', ''),
  indentation: () => key.replaceAll(/^/gm, '    '),
  'Base64 of the PEM': () => base64(key),
  'Base64 of the PEM in lines': () => base64(key).replaceAll(/(.{76})/g, '$1\n'),
  'Base64 of Base64 of the PEM': () => base64(base64(key)),
  'url-safe Base64 of the PEM': () => Buffer.from(key).toString('base64url'),
  'the body alone': () => bodyOf(key),
  'the body in its lines': () => key.replaceAll(/-----.*?-----\n/g, ''),
  'the body in quotes': () => `"${bodyOf(key)}"`,
  'the body of PKCS#1': () => bodyOf(createPrivateKey(key).export({ type: 'pkcs1', format: 'pem' }).toString()),
  'a body that was cut at its end': () => bodyOf(key).slice(0, 900),
  'a body that was cut at its beginning': () => bodyOf(key).slice(41),
  'a short piece of a body': () => bodyOf(key).slice(300, 360),
  'a body behind a slash': () => `/${bodyOf(key).replaceAll('/', 'A').slice(100)}`,
  'a body with other characters in it': () => bodyOf(key).replaceAll(/(.{64})/g, '$1#'),
  'without its first line': () => key.slice(key.indexOf('\n') + 1),
  'without its last line': () => key.slice(0, key.indexOf('-----END')),
  'the middle of Base64 of the PEM': () => base64(key).slice(100, 1500),
  hexadecimal: () => hex(bodyOf(key)),
  'DER read as text': () => Buffer.from(bodyOf(key), 'base64').toString('latin1'),
  'a path and then the key': () => `/etc/keys/${bodyOf(key)}`,
}

/** All that a command prints. */
async function outputOf(args: string[], variables: Record<string, string>): Promise<string> {
  let text = ''
  const take = (chunk: unknown) => {
    text += String(chunk)
    return true
  }
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(take))
  const before = { ...process.env }
  Object.assign(process.env, variables)
  try {
    await run([...args, '--dir', '/nowhere/apps-in-toss-mock'])
  } finally {
    for (const spy of spies) spy.mockRestore()
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  }
  return text
}

/** Everything that an error says, with its cause and its stack. */
function said(call: () => unknown): string {
  try {
    call()
    return ''
  } catch (error) {
    return `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`
  }
}

describe.each(Object.keys(forms))('a key as %s', (form) => {
  const value = () => (forms[form] as () => string)()

  test('is shown by no command, whichever option it was given for', async () => {
    const good = { APPS_IN_TOSS_CERT: cert, APPS_IN_TOSS_KEY: key, APPS_IN_TOSS_CA: authority }
    const bad = Object.fromEntries([...Object.keys(good), 'NODE_EXTRA_CA_CERTS'].map((name) => [name, value()]))
    // Without https nothing is connected to.
    const server = ['--base-url', 'http://127.0.0.1:1']
    for (const variables of [{ ...good, APPS_IN_TOSS_KEY: value() }, bad]) {
      const output = await outputOf(['doctor', ...server], variables)
      expect(output).toContain('certificate')
      expectNoSecret(output)
    }
    for (const flag of ['--key', '--cert', '--ca']) {
      expectNoSecret(await outputOf(['doctor', '--json', ...server, flag, value()], good))
      expectNoSecret(await outputOf(['verify', ...server, '--plan', flag, value()], good))
    }
  })

  test('is in no error of createClient or verify', () => {
    for (const option of ['key', 'cert', 'ca'] as const) {
      expectNoSecret(said(() => createClient({ cert, key, ca: authority, [option]: value() })))
      expectNoSecret(said(() => createClient({ cert, key, ca: authority, [option]: Buffer.from(value()) })))
      const options = { baseUrl: 'https://127.0.0.1:1', cert, key, ca: authority, [option]: value() }
      expectNoSecret(said(() => resolveOptions(options)))
    }
  })
})

test.each([
  ['line ends written out', 'warning', 'its line ends are written out as \\n'],
  ['quotes', 'problem', 'quotation marks stand around it'],
  ['line ends lost', 'problem', 'its line ends are lost'],
  ['indentation', 'problem', 'the lines -----BEGIN or -----END are indented'],
  ['Base64 of the PEM', 'warning', 'it is Base64 of a PEM file'],
  ['the body alone', 'problem', 'it is the Base64 between -----BEGIN and -----END'],
  ['the body in its lines', 'problem', 'it is the Base64 between -----BEGIN and -----END'],
])('a key with %s is read, and doctor says that other clients do not read it', async (form, status, what) => {
  const value = (forms[form] as () => string)()
  expect(createClient({ cert, key: value }).certificate?.appName).toBe('my-mini-app')
  const variables = { APPS_IN_TOSS_CERT: cert, APPS_IN_TOSS_KEY: value, APPS_IN_TOSS_BASE_URL: 'http://127.0.0.1:1' }
  const { findings } = JSON.parse(await outputOf(['doctor', '--json'], variables))
  expect(findings).toContainEqual({
    check: 'key',
    status,
    text: expect.stringMatching(
      new RegExp(
        `^the text in APPS_IN_TOSS_KEY: ${what.replaceAll('\\', '\\\\')}.*your own client will not repair this$`,
      ),
    ),
    fix: expect.stringMatching(/./),
  })
})

test('doctor --lang ko says it in Korean, with the same values; its JSON stays as it is', async () => {
  const variables = {
    APPS_IN_TOSS_CERT: cert,
    APPS_IN_TOSS_KEY: key.replaceAll('\n', '\\n'),
    APPS_IN_TOSS_BASE_URL: 'http://127.0.0.1:1',
  }
  const korean = (await outputOf(['doctor', '--lang', 'ko'], variables)).replaceAll(/\s+/g, ' ')
  expect(korean).toMatch(
    /APPS_IN_TOSS_KEY의 값: 줄바꿈이 \\n이라는 글자로 쓰여 있어요\. 이 패키지는 읽지만, 여러분의 클라이언트는 고쳐 주지 않아요/,
  )
  expect(korean).toContain('기본 URL은 http://가 아니라 https://로 시작해야 해요.')
  expect(korean).toMatch(/문제 \d+개, 주의 \d+개\. 첫 번째 문제가/)
  const json = await outputOf(['doctor', '--lang', 'ko', '--json'], variables)
  expect(json).toBe(await outputOf(['doctor', '--json'], variables))
})

test('a key as it should be has no such finding', async () => {
  const variables = { APPS_IN_TOSS_CERT: cert, APPS_IN_TOSS_KEY: key, APPS_IN_TOSS_BASE_URL: 'http://127.0.0.1:1' }
  expect(await outputOf(['doctor', '--json'], variables)).not.toContain('your own client')
})

test('what is no key is named without being shown', () => {
  expect(() => createClient({ cert, key: bodyOf(key).slice(41) })).toThrow(
    expect.objectContaining({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringMatching(
        /^key is neither PEM nor Base64 of a certificate or key, and no path: \d+ characters, which are not shown\.$/,
      ),
    }),
  )
})

test('a certificate file with the authority first is named, in the client and in doctor', async () => {
  const chain = authority + cert
  const said =
    'has the certificate of apps-in-toss-mock throwaway CA (unofficial) before the one that belongs to the key'
  expect(() => createClient({ cert: chain, key })).toThrow(`cert ${said}.`)
  expect(createClient({ cert: cert + authority, key }).certificate?.appName).toBe('my-mini-app')
  const variables = { APPS_IN_TOSS_CERT: chain, APPS_IN_TOSS_KEY: key, APPS_IN_TOSS_BASE_URL: 'http://127.0.0.1:1' }
  const { findings } = JSON.parse(await outputOf(['doctor', '--json'], variables))
  expect(findings).toContainEqual({
    check: 'certificate',
    status: 'problem',
    text: `the text in APPS_IN_TOSS_CERT ${said}.`,
    fix: expect.stringContaining('first in the file'),
  })
})

test('a piece of a key in which slashes stand close by chance is no path', () => {
  const pieces = Array.from({ length: 1_000 }, (_, number) => {
    const random = createHash('sha512').update(`${number}`).digest('base64').slice(0, 58)
    return `${random.slice(0, 20)}/${random.slice(20, 38)}/${random.slice(38)}`
  })
  expect(pieces.filter((piece) => canBePath(piece))).toEqual([])
})

test('paths as people have them are shown, also those that are not there', () => {
  const paths = [
    '/nowhere/c.crt',
    '.apps-in-toss-mock/my-mini-app_private.key',
    '/home/runner/work/my-shop-backend/my-shop-backend/certs/my-mini-app_private.key',
    'C:\\Users\\Kim Toss\\certs\\my-mini-app_private.key',
    '/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/certs/key.pem',
    '~/certs/미니앱.key',
    '/run/secrets/apps_in_toss_key',
    '/Users/KimMinSu/Projects/MyTossApp2/Certs/PartnerClientKey',
    'C:\\Users\\MinSu\\Documents\\AppsInToss\\Certificates\\ClientKey1',
    '/var/lib/jenkins/workspace/Build42/AppsInToss/secrets/mtlsKeyFile01',
  ]
  expect(paths.filter((path) => !canBePath(path))).toEqual([])
})

test('an encrypted key in Base64 is refused as what it is', async () => {
  const { key: other } = await createAuthority()
  const encrypted = createPrivateKey(other)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString()
  expect(() => createClient({ cert, key: base64(encrypted) })).toThrow('key is encrypted.')
})

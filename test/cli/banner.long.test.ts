import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { banner } from '../../cli/banner.js'
import { callAgain } from '../../cli/call-again.js'
import { curlCommand, nodeCommand } from '../../cli/copy-paste.js'
import { painter } from '../../cli/terminal.js'
import { hasTool } from '../tools.js'
import { preparedFolder, startUntil, workFolder } from './command-line.js'

const execute = promisify(execFile)

const info = {
  baseUrl: 'https://127.0.0.1:8443',
  payBaseUrl: 'https://127.0.0.1:8443',
  controlUrl: 'http://127.0.0.1:8444',
  appName: 'my-mini-app',
  cert: '/home/me/shop/.apps-in-toss-mock/my-mini-app_public.crt',
  key: '/home/me/shop/.apps-in-toss-mock/my-mini-app_private.key',
  ca: '/home/me/shop/.apps-in-toss-mock/ca.crt',
  pkcs12: '/home/me/shop/.apps-in-toss-mock/my-mini-app.p12',
  pkcs12Password: 'changeit',
  decryptionKey: 'Y0YeyTEtmnk0FXl6nAQkJ6u9uT1783Q5JF1zevCFT94=',
  aad: 'TOSS',
  pid: 4711,
}
const content = {
  version: '1.2.3',
  info,
  dir: '/home/me/shop/.apps-in-toss-mock',
  changes: [],
  warnings: [],
  command: 'npx apps-in-toss-mock',
}
const plain = { paint: (_style: unknown, text: string) => text, columns: 80 }

test('the banner names everything a client needs, says that it is unofficial, and fits into 80 columns', () => {
  const text = banner(content, plain)
  const { pid, payBaseUrl, ...shown } = info
  for (const value of Object.values(shown)) expect(text).toContain(value)
  expect(text).toContain('unofficial')
  expect(text).toContain('비공식')
  for (const line of text.split('\n')) expect(columnsTaken(line), line).toBeLessThanOrEqual(80)
})

/** Hangul takes two columns a letter. */
function columnsTaken(line: string): number {
  return [...line].reduce((sum, letter) => sum + (/\p{Script=Hangul}/u.test(letter) ? 2 : 1), 0)
}

test('the banner says what was created, and what was renewed and why', () => {
  const reason = 'it expired on 2026-01-01T00:00:00.000Z'
  const text = banner(
    {
      ...content,
      changes: [
        { file: 'ca.crt', action: 'created', reason: 'it was not there' },
        { file: 'ca.key', action: 'created', reason: 'it was not there' },
        { file: 'server.crt', action: 'renewed', reason },
      ],
    },
    plain,
  )
  expect(text).toMatch(/^ {2}Created +ca\.crt, ca\.key$/m)
  expect(text).toMatch(/^ {2}Renewed +server\.crt: it expired on 2026-01-01T00:00:00\.000Z$/m)
})

test('warnings cannot be overlooked', () => {
  expect(banner({ ...content, warnings: ['--auto-login is on.'] }, plain)).toMatch(
    /^ {2}Warning +--auto-login is on\.$/m,
  )
})

test('colours are for terminals, and not where NO_COLOR forbids them', () => {
  const red = (isTTY: boolean, environment: Record<string, string>) => painter({ isTTY }, environment)('red', 'x')
  expect(red(true, { TERM: 'xterm' })).toBe('\u001b[31mx\u001b[39m')
  expect(red(true, { NO_COLOR: '' })).toBe('\u001b[31mx\u001b[39m')
  expect(red(true, { NO_COLOR: '1' })).toBe('x')
  expect(red(true, { TERM: 'dumb' })).toBe('x')
  expect(red(false, {})).toBe('x')
})

test('a colon in a path is no password to curl', () => {
  expect(curlCommand({ ...info, cert: '/home/a:b/c.crt' })).toContain("--cert '/home/a\\:b/c.crt'")
})

test('the command line knows how it was called', () => {
  expect(callAgain('/home/me/shop/node_modules/.bin/apps-in-toss-mock')).toBe('npx apps-in-toss-mock')
  expect(callAgain('/usr/local/bin/apps-in-toss-mock')).toBe('apps-in-toss-mock')
  expect(callAgain('/home/me/a b/dist/cli/main.js')).toBe("node '/home/me/a b/dist/cli/main.js'")
})

test.runIf(hasTool('sh'))('the printed commands work as they stand, in another folder', async () => {
  const cwd = await preparedFolder()
  const { command, line: printed } = await startUntil(['--port', '0', '--control-port', '0'], { cwd }, (stdout) =>
    stdout.includes('Ctrl-C') ? stdout : undefined,
  )
  expect(printed).not.toContain('\u001b[')
  const elsewhere = { cwd: tmpdir(), env: { PATH: process.env.PATH } }
  const part = (from: RegExp) => {
    const start = printed.search(from)
    return printed.slice(start, printed.indexOf('\n\n', start))
  }
  if (hasTool('curl')) {
    const { stdout } = await execute('sh', ['-c', part(/^curl /m)], elsewhere)
    expect(JSON.parse(stdout)).toMatchObject({ resultType: 'SUCCESS', success: { tokenType: 'Bearer' } })
  }
  const { stdout } = await execute('sh', ['-c', part(/^node -e /m)], elsewhere)
  expect(JSON.parse(stdout)).toMatchObject({ resultType: 'SUCCESS', success: { tokenType: 'Bearer' } })

  const evalLine = part(/^eval /m).split('\n')[0]
  const { stdout: pointed } = await execute('sh', ['-c', `${evalLine}; printf %s "$APPS_IN_TOSS_CA"`], elsewhere)
  expect(pointed).toBe(join(cwd, '.apps-in-toss-mock', 'ca.crt'))
  command.signal('SIGTERM')
  expect(await command.ended()).toBe(0)
})

test.runIf(hasTool('sh'))('paths are quoted so that every shell word stays whole', async () => {
  const dir = await workFolder(`a"b'c$HOME \`x\` !`)
  const odd = { ...info, cert: join(dir, 'c.crt'), key: join(dir, 'k.key'), ca: join(dir, 'ca.crt') }
  const { stdout } = await execute('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${curlCommand(odd)}`])
  const words = stdout.split('\n')
  expect(words).toContain(odd.key)
  expect(words).toContain(odd.ca)
  const checked = await execute('sh', ['-c', `node() { printf %s "$2"; }; ${nodeCommand(odd)}`])
  expect(checked.stdout).toContain(JSON.stringify(`${dir}/`))
})

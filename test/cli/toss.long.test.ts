import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { type Group, groups } from '../../cli/toss/words.js'
import { createClient } from '../../client/index.js'
import { main, preparedFolder, run, startJson, workFolder } from './command-line.js'

const guide = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')

/** A running mock, its folder, and a client of it. */
async function stage(args: readonly string[] = []) {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd }, args)
  const { baseUrl, cert, key, ca } = mock.info
  const client = createClient({ cert, key, ca, baseUrl })
  onTestFinished(() => client.close())
  /** Runs a command in the folder, and reads its line of JSON. */
  async function json<Answer>(...words: string[]): Promise<Answer> {
    const { code, stdout, stderr } = await run([...words, '--json'], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout)
  }
  return { cwd, mock, client, json }
}

/** A command with something on its stdin. */
async function piped(words: readonly string[], cwd: string, input: string) {
  const child = spawn(process.execPath, [main, ...words], { cwd, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(input)
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}

test('a user logs in and pays, the clock is moved, a fault strikes: all from a shell', async () => {
  const { cwd, client, json } = await stage()
  const login = await json<{ authorizationCode: string; referrer: string; userKey: number }>(
    ...['toss', 'login', '--profile.name', '김토스'],
  )
  const { accessToken } = await client.login.generateToken(login)

  // The name comes back through the pipe, as a whole answer and as one field.
  const user = await client.login.loginMe({ accessToken })
  const whole = await piped(['decrypt'], cwd, JSON.stringify({ resultType: 'SUCCESS', success: user }))
  expect(whole).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(whole.stdout)).toMatchObject({ userKey: login.userKey, name: '김토스' })
  expect(await run(['decrypt', String(user.name)], { cwd })).toEqual({ code: 0, stdout: '김토스\n', stderr: '' })
  const { code, stderr } = await run(['decrypt', String(user.name), '--aad', 'toss'], { cwd })
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('the AAD is likely wrong') })

  const order = { orderNo: 'order-1', productDesc: '사과', amount: 1000, amountTaxFree: 0, isTestPayment: true }
  const { payToken } = await client.pay.makePayment({ userKey: login.userKey, ...order })
  expect(await json('toss', 'approve', payToken)).toMatchObject({ status: 'PAY_APPROVED' })

  expect(await json('clock', 'advance', '1h')).toMatchObject({ aheadBySeconds: 3600 })
  await expect(client.login.loginMe({ accessToken })).rejects.toThrow()
  expect(
    (await run(['faults', 'add', '--operation', 'login', '--fault.kind', 'reset', '--fault.at', 'before'], { cwd }))
      .code,
  ).toBe(0)
  await expect(client.login.generateToken(login)).rejects.toMatchObject({ code: 'ERR_NETWORK' })
  expect(await run(['faults', 'clear'], { cwd })).toEqual({ code: 0, stdout: 'done\n', stderr: '' })

  const lines = (await run(['journal', '--failed'], { cwd })).stdout
  expect(lines).toMatch(/^\d\d:\d\d:\d\d #\d+ my-mini-app {2}login\.loginMe → FAIL \S+ \(200, [\d.]+ ms\)\n {4}\S/m)
  expect(lines).not.toContain('SUCCESS')
})

test('journal --follow shows what is there, and what comes, until the mock ends', async () => {
  const { cwd, client, json, mock } = await stage()
  const login = await json<{ authorizationCode: string; referrer: string }>('toss', 'login')
  await client.login.generateToken(login)
  const child = spawn(process.execPath, [main, 'journal', '--follow', '--json'], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => JSON.parse((await lines.next()).value)
  expect(await next()).toMatchObject({ id: 1, resultType: 'SUCCESS' })
  await expect(client.login.generateToken(login)).rejects.toThrow()
  expect(await next()).toMatchObject({ id: 2, errorCode: 'OAUTH_ISSUE_TOKEN_ERROR' })
  expect((await run(['journal', 'clear'], { cwd })).stdout).toBe('done\n')
  await expect(client.login.generateToken(login)).rejects.toThrow()
  expect(await next()).toMatchObject({ resultType: 'FAIL' })

  const ended = once(child, 'close')
  mock.signal('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('the mini-app is the one that the mock was started for, or the one that is named', async () => {
  const { json } = await stage(['--app-name', 'shop'])
  await json('toss', 'login')
  await json('toss', 'login', '--app-name', 'other')
  expect(await json('toss', 'list-mini-apps')).toEqual({ miniApps: ['shop', 'other'] })
  expect(await json<{ users: unknown[] }>('toss', 'list-users')).toMatchObject({ users: [{}] })
})

test('any mock can be named, by flag or variable; without one it says how to start one', async () => {
  const { mock } = await stage()
  const cwd = await workFolder()
  const { controlUrl } = mock.info
  const byFlag = await run(['clock', '--control-url', `${controlUrl}/`, '--json'], { cwd })
  expect(JSON.parse(byFlag.stdout)).toMatchObject({ frozen: false })
  const byVariable = await run(['toss', 'info', '--json'], { cwd, env: { APPS_IN_TOSS_CONTROL_URL: controlUrl } })
  expect(JSON.parse(byVariable.stdout)).toMatchObject({ controlUrl })

  const none = await run(['toss', 'login'], { cwd })
  expect(none).toMatchObject({ code: 1, stdout: '' })
  expect(none.stderr).toMatch(/^error: no mock is running on the certificates in .*\nfix: {3}Start one with /)
  const gone = await run(['toss', 'login', '--control-url', 'http://127.0.0.1:9'], { cwd })
  expect(gone).toMatchObject({ code: 1, stdout: '' })
  expect(gone.stderr).toMatch(/^error: no mock answers at http:\/\/127\.0\.0\.1:9\nfix: {3}Start one with /)
  const ended = await run(['toss', 'login'], { cwd, env: { APPS_IN_TOSS_CONTROL_URL: 'http://127.0.0.1:9/' } })
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('\nfix:   Unset APPS_IN_TOSS_CONTROL_URL,') })
})

test.each([
  [['toss', 'lgoin'], /^error: unknown command 'lgoin'\n\(Did you mean login\?\)/],
  [
    ['toss', 'login', '--profil.name', 'x'],
    /^error: unknown option '--profil\.name'\n\(Did you mean --profile\.name\?\)/,
  ],
  [['clock', 'advance'], /^error: missing required argument 'seconds'/],
  [['clok'], /^error: unknown command 'clok'\n\(Did you mean clock\?\)/],
  [['help', 'clok'], /^error: unknown command 'clok'\n\(Did you mean clock\?\)/],
])('a wrong call %j says what was meant, and ends with 2', async (args, message) => {
  const { code, stdout, stderr } = await run(args, { cwd: await workFolder() })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(message)
})

test('what the mock refuses names the flag or argument', async () => {
  const { cwd } = await stage()
  const flag = await run(['faults', 'add', '--fault.kind', 'nope'], { cwd })
  expect(flag).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: --fault\.kind must be one of /) })
  const argument = await run(['clock', 'advance', '--', '-5'], { cwd })
  expect(argument).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: <seconds> must be 0 or more/) })
})

test('help explains commands as --help does, and -v prints the version', async () => {
  const cwd = await workFolder()
  for (const words of [['toss'], ['toss', 'approve'], ['clock'], ['env'], []]) {
    const [byHelp, byFlag] = [await run(['help', ...words], { cwd }), await run([...words, '--help'], { cwd })]
    expect(byHelp).toMatchObject({ code: 0, stderr: '' })
    expect(byHelp.stdout).toBe(byFlag.stdout)
    expect(Math.max(...byHelp.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  }
  const { stdout } = await run(['--version'], { cwd })
  for (const flag of ['-v', '-V']) expect(await run([flag], { cwd })).toEqual({ code: 0, stdout, stderr: '' })
})

test('docs/cli.md names every word of clock, journal and faults', () => {
  for (const [name, { words }] of Object.entries<Group>(groups)) {
    const part = new RegExp(`\\n## ${name}\\n([\\s\\S]*?)(?=\\n## |$)`).exec(guide)?.[1]
    for (const word of Object.keys(words)) expect(part, `${name} ${word}`).toContain(word)
  }
})

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { startBrokenServer } from '../verify/broken-server.js'
import { fillFolder, run, workFolder } from './command-line.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

/** A folder with the files of the mock's certificates, and the flags that name them. */
async function partner(): Promise<{ cwd: string; flags: string[] }> {
  const cwd = await workFolder()
  const { writeFile } = await import('node:fs/promises')
  const files = { 'shop.crt': mock.clientTls.cert, 'shop.key': mock.clientTls.key, 'ca.crt': mock.clientTls.ca }
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
  return { cwd, flags: ['--cert', 'shop.crt', '--key', 'shop.key', '--ca', 'ca.crt', '--base-url', mock.baseUrl] }
}

test('verify ends with 0 against a server that is like the contract, and says first how many requests there will be', async () => {
  const { cwd, flags } = await partner()
  const { code, stdout, stderr } = await run(['verify', ...flags, '--only', 'tls', 'iap'], { cwd })
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^\d+ requests and handshakes at most\n$/),
  })
  expect(stdout).toMatch(/\n {2}No differences\.\n/)
})

test('verify ends with 1 where there are differences, and writes the report in the format that was asked for', async () => {
  await using server = await startBrokenServer(mock, {
    answers: [
      (answer) => {
        if (answer.json?.success?.status === 'NOT_FOUND') answer.json.success.sku = null
      },
    ],
  })
  const { cwd, flags } = await partner()
  const asked = ['verify', ...flags.slice(0, -1), server.baseUrl, '--only', 'iap', 'tls']
  const junit = await run([...asked, '--format', 'junit', '-o', 'verify.xml'], { cwd })
  expect(junit.code).toBe(1)
  expect(junit.stdout).toContain('1 finding, in ')
  expect(readFileSync(join(cwd, 'verify.xml'), 'utf8')).toMatch(/^<\?xml .*\n<testsuites [^>]*failures="\d+"/)
  const json = await run([...asked, '--format', 'json'], { cwd })
  expect(json.code).toBe(1)
  expect(JSON.parse(json.stdout).findings).toMatchObject([{ field: 'response.body.success.sku', rule: 'value' }])
})

test('verify ends with 2 for production without --yes-production; nothing is sent', async () => {
  const { cwd, flags } = await partner()
  const asked = ['verify', ...flags.slice(0, -1), 'https://apps-in-toss-api.toss.im']
  const plain = await run(asked, { cwd })
  expect(plain).toMatchObject({ code: 2, stdout: '' })
  expect(plain.stderr).toMatch(/^error: apps-in-toss-api\.toss\.im is production: \d+ requests at most/)
})

test.each([
  [['--full'], /^error: full \(--full\) is gone with the full set of verify: .*\nfix: +Leave --full out\./],
  [
    ['--control-url', 'http://127.0.0.1:8444'],
    /^error: controlUrl \(--control-url\) is gone .*\nfix: +Leave --control/,
  ],
])('verify %j ends with 2, and says that it is gone', async (args, message) => {
  const { code, stdout, stderr } = await run(['verify', ...args], { cwd: await workFolder() })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(message)
  expect((await run(['verify', '--help'], { cwd: await workFolder() })).stdout).not.toContain(args[0])
})

test('verify ends with 3 where nothing listens', async () => {
  const { cwd, flags } = await partner()
  const { code, stderr } = await run(['verify', ...flags.slice(0, -1), 'https://127.0.0.1:1'], { cwd })
  expect(code).toBe(3)
  expect(stderr).toMatch(/error: nothing could be verified\. Nothing listens/)
})

test('verify --plan prints the requests and sends none', async () => {
  const { cwd, flags } = await partner()
  const before = mock.journal.counts.recorded
  const { code, stdout, stderr } = await run(['verify', ...flags, '--plan'], { cwd })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^ {3}1 {2}login\.loginMe\n {6}no access token\n {6}harmless: /)
  expect(mock.journal.counts.recorded).toBe(before)
})

test.each([
  [['--format', 'html'], /^error: option '--format <name>' argument 'html' is invalid/],
  [['--only', 'logn'], /^error: option '--only <part\.\.\.>' argument 'logn' is invalid/],
  [['--pace', 'slow'], /^error: --pace must be a whole number of milliseconds/],
  [['-o', 'nowhere/report.md'], /^error: nowhere\/report\.md cannot be written \(ENOENT\)/],
  [['-o', '.'], /^error: \. is a folder/],
  [['--cert', 'missing.crt'], /^error: missing\.crt cannot be read \(ENOENT\)/],
])('a wrong call of verify, %j, ends with 2', async (args, message) => {
  const { cwd, flags } = await partner()
  const { code, stderr } = await run(['verify', ...flags, ...args], { cwd })
  expect(code).toBe(2)
  expect(stderr).toMatch(message)
})

test('verify finds the running mock of the folder by itself', async () => {
  const cwd = await workFolder()
  const dir = await fillFolder(join(cwd, '.apps-in-toss-mock'))
  await using running = await startMockServer({ dir })
  const { announce } = await import('../../cli/running-mock.js')
  announce(dir, running.info)
  const { code, stdout } = await run(['verify', '--only', 'anonymous-key', 'iap', 'tls'], { cwd })
  expect(code).toBe(0)
  expect(stdout).toContain(`Verified ${running.baseUrl}`)
  expect(running.journal.exchanges({ operation: 'anonymousKey.exchange' }).length).toBeGreaterThan(0)
})

test('verify writes over a report of its own in each format, and over no other file', async () => {
  const { cwd, flags } = await partner()
  for (const format of ['table', 'json', 'junit', 'markdown']) {
    const call = ['verify', ...flags, '--only', 'anonymous-key', '--format', format, '-o', 'report']
    for (const time of ['first', 'second'])
      expect([format, time, (await run(call, { cwd })).code]).toEqual([format, time, 0])
    rmSync(join(cwd, 'report'))
  }
  expect((await run(['verify', ...flags, '-o', 'shop.crt'], { cwd })).code).toBe(2)
})

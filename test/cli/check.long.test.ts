import { spawnSync } from 'node:child_process'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fail, har, harEntry, orderStatus } from '../traffic/recordings.js'
import { main, run, workFolder } from './command-line.js'

const good = har([harEntry(orderStatus())])
const bad = har([
  harEntry(orderStatus()),
  harEntry({ ...orderStatus(), body: { orderId: 12345 }, answer: fail('4010', 'SECRET') }),
  harEntry({ ...orderStatus(), method: 'GET', status: 405, answer: {} }),
  harEntry({ url: 'https://example.com/SECRET' }),
])

test('traffic that keeps the contract: a table, and 0', async () => {
  const cwd = await workFolder()
  await writeFile(join(cwd, 'traffic.har'), good)
  const { code, stdout, stderr } = await run(['check', 'traffic.har'], { cwd })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^ {2}traffic\.har: HAR, 1 entry$/m)
  expect(stdout).toMatch(/^ {2}iap\.getOrderStatus +1 +0$/m)
  expect(stdout).toMatch(/^ {2}1 exchange keeps the contract\.$/m)
})

test('traffic that breaks it: what, where, how it is known, and 1; no value, and no line wider than the terminal', async () => {
  const cwd = await workFolder()
  await writeFile(join(cwd, 'traffic.har'), bad)
  const { code, stdout } = await run(['check', 'traffic.har'], { cwd })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^ {2}iap\.getOrderStatus {2}#2, line \d+, HTTP 200$/m)
  expect(stdout).toMatch(
    /^ {4}request\.body\.orderId {2}type\n {6}expected a string; found an integer\n {6}documented: /m,
  )
  expect(stdout).toMatch(/^ {2}no operation {2}#3, line \d+\n {4}iap\.getOrderStatus is POST, not GET$/m)
  expect(stdout).toMatch(/^ {2}Ignored: 1 entry, example\.com\.$/m)
  expect(stdout).toMatch(/^ {2}1 of 2 exchanges breaks the contract, 1 request to no operation\.$/m)
  expect(stdout).not.toMatch(/SECRET|12345/)
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('exchanges that are broken alike are explained once, with the places of some others', async () => {
  const cwd = await workFolder()
  const wrong = { ...orderStatus(), body: { orderId: 12345 } }
  const other = { ...orderStatus(), body: {} }
  const elsewhere = { ...orderStatus(), method: 'GET', status: 405, answer: {} }
  const entries = [wrong, wrong, other, wrong, wrong, wrong, elsewhere, elsewhere].map((given) => harEntry(given))
  await writeFile(join(cwd, 'traffic.har'), har(entries))
  const { code, stdout } = await run(['check', 'traffic.har'], { cwd })
  expect(code).toBe(1)
  expect(stdout.match(/request\.body\.orderId {2}type/g)).toHaveLength(1)
  expect(stdout).toMatch(/^ {4}The same in 4 more: #2, line \d+; #4, line \d+; #5, line \d+ …$/m)
  expect(stdout.match(/request\.body\.orderId {2}required/g)).toHaveLength(1)
  expect(stdout).toMatch(/iap\.getOrderStatus is POST, not GET\n {4}The same in 1 more: #8, line \d+$/m)
  expect(stdout).toMatch(/^ {2}6 of 6 exchanges break the contract, 2 requests to no operation\.$/m)
})

test('--format json is one line for a program, with the same code', async () => {
  const cwd = await workFolder()
  await writeFile(join(cwd, 'traffic.har'), bad)
  const { code, stdout } = await run(['check', 'traffic.har', '--format', 'json'], { cwd })
  expect(code).toBe(1)
  expect(stdout.split('\n')).toHaveLength(2)
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, brokenInAll: 1, mistakesInAll: 1 })
  expect(stdout).not.toMatch(/SECRET|12345/)
})

test('several files, further base URLs and variants', async () => {
  const cwd = await workFolder()
  await writeFile(join(cwd, 'a.har'), good)
  await writeFile(join(cwd, 'b.har'), good.replaceAll('apps-in-toss-api.toss.im', 'gw.example.com'))
  const files = ['check', 'a.har', 'b.har', '--format', 'json']
  const flags = ['--base-url', 'https://other.example', '--base-url', 'https://gw.example.com']
  const plain = await run([...files, ...flags], { cwd })
  expect(JSON.parse(plain.stdout).operations).toEqual([{ operation: 'iap.getOrderStatus', exchanges: 2, broken: 0 }])
  const strict = await run([...files, ...flags, '--variant', 'iap.userHeader=required'], { cwd })
  expect(JSON.parse(strict.stdout).operations).toEqual([{ operation: 'iap.getOrderStatus', exchanges: 2, broken: 2 }])
})

test('stdin, and a redacted copy that leads to the same findings', async () => {
  const cwd = await workFolder()
  const piped = spawnSync(process.execPath, [main, 'check', '-', '--redact', 'copy.har'], {
    cwd,
    input: bad,
    encoding: 'utf8',
  })
  expect(piped.status).toBe(1)
  expect(piped.stdout).toMatch(
    /Redacted copy: copy\.har, 2 exchanges; what\s+is\s+not\s+an\s+operation\s+was\s+left\s+out\s+\(2\)\./,
  )
  expect(await readFile(join(cwd, 'copy.har'), 'utf8')).not.toMatch(/SECRET|12345/)
  const again = await run(['check', 'copy.har'], { cwd })
  expect(again.code).toBe(1)
  expect(again.stdout).toMatch(/request\.body\.orderId {2}type\n {6}expected a string; found an integer/)
})

test.each([
  [
    ['none.har'],
    /^error: none\.har: it cannot be read \(ENOENT\)\nfix: .*\ndocs: {2}\S+docs\/errors\/ERR_TRAFFIC_FILE\.md\n$/,
  ],
  [['broken.har'], /^error: broken\.har:2, entry 1: the file ends in the middle of it\n/],
  [
    ['broken.har', '--redact', 'broken.har'],
    /^error: the redacted copy cannot be written to broken\.har: it is the original\n/,
  ],
  [['broken.har', '--redact', '.'], /^error: \. is a folder\n/],
  [['broken.har', '--base-url', 'x'], /^error: a base URL must be an http or https URL, not "x"\n/],
  [['broken.har', '--variant', 'a=b'], /^error: variants: there is no variant a\n/],
  [[], /^error: missing required argument 'file'\n/],
])('what cannot be checked: check %j ends with 2', async (args, message) => {
  const cwd = await workFolder()
  await writeFile(join(cwd, 'broken.har'), '{"log":{"entries":[\n{"a":')
  const { code, stdout, stderr } = await run(['check', ...args], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(message)
})

test('a recording of 60 MB is checked and copied with 48 MB of memory', async () => {
  const cwd = await workFolder()
  const entry = JSON.stringify({ ...harEntry(orderStatus()), comment: 'x'.repeat(20_000) })
  const file = await open(join(cwd, 'big.har'), 'w')
  await file.write('{"log":{"entries":[')
  for (let index = 0; index < 3_000; index++) await file.write(`${index === 0 ? '' : ','}${entry}`)
  await file.write(']}}')
  expect((await file.stat()).size).toBeGreaterThan(60_000_000)
  await file.close()
  const args = ['check', 'big.har', '--redact', 'copy.har', '--format', 'json']
  const { code, stdout } = await run(args, { cwd, node: ['--max-old-space-size=48'] })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, redacted: { exchanges: 3_000 } })
})

import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { badCertificates, inspectCertificate, readRevocations } from '../../ca/index.js'
import { badKinds } from '../../cli/certificate-command.js'
import { createProgram } from '../../cli/program.js'
import type { CertificateView } from '../../mock-server/index.js'
import { get, preparedFolder, run, startJson, workFolder } from './command-line.js'

const guide = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')

/** Runs `certificate …` to its end. */
async function certificate(cwd: string, ...args: string[]) {
  return run(['certificate', ...args], { cwd })
}

async function listed(cwd: string): Promise<CertificateView[]> {
  const { code, stdout, stderr } = await certificate(cwd, 'list', '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.split('\n')).toHaveLength(2)
  return JSON.parse(stdout)
}

test('without a running mock, certificates are issued, renewed and revoked in the folder', async () => {
  const cwd = await preparedFolder()
  const dir = join(cwd, '.apps-in-toss-mock')
  const [first] = await listed(cwd)
  expect(first).toMatchObject({ commonName: 'my-mini-app', state: 'active', lastSeen: null })

  const issued = await certificate(cwd, 'issue', '--valid-days', '20', '--json')
  expect(issued).toMatchObject({ code: 0, stderr: '' })
  const { serialNumber, cert, key, pkcs12 } = JSON.parse(issued.stdout)
  expect(cert).toBe(join(dir, 'my-mini-app_public.2.crt'))
  expect(inspectCertificate(readFileSync(cert))).toMatchObject({ serialNumber, daysLeft: 19 })
  for (const path of [key, pkcs12]) expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(issued.stdout).not.toContain('PRIVATE KEY')

  const renewed = await certificate(cwd, 'renew', serialNumber)
  expect(renewed).toMatchObject({ code: 0, stderr: '' })
  expect(renewed.stdout).toContain(`cert     ${join(dir, 'my-mini-app_public.3.crt')}\n`)
  expect(renewed.stdout).toContain(`apps-in-toss-mock certificate revoke ${serialNumber}\n`)

  const revoked = await certificate(cwd, 'revoke', serialNumber.toLowerCase())
  expect(revoked).toMatchObject({ code: 0, stderr: '' })
  expect(revoked.stdout).toBe(
    `revoked  CN=my-mini-app, serial ${serialNumber}\nFrom now on every mock that uses ${dir} refuses it.\n`,
  )
  expect(readRevocations(dir)).toMatchObject([{ serialNumber }])
  expect((await listed(cwd)).map(({ state }) => state).sort()).toEqual(['active', 'active', 'revoked'])

  const again = await certificate(cwd, 'revoke', serialNumber)
  expect(again).toMatchObject({ code: 1, stdout: '' })
  expect(again.stderr).toMatch(
    /^error: certificate .+ was revoked already, at .+Z\nfix: {3}.+\ndocs: {2}\S+docs\/errors\/ERR_CONFLICT\.md\n$/,
  )
})

test('a list for people has everything that the console shows', async () => {
  const cwd = await preparedFolder()
  const [only] = (await listed(cwd)) as [CertificateView]
  const { stdout } = await certificate(cwd, 'list')
  expect(stdout).toBe(
    [
      `my-mini-app  active, ${only.daysLeft} days left`,
      `  serial       ${only.serialNumber}`,
      `  fingerprint  ${only.fingerprint}`,
      `  valid        ${only.validFrom.slice(0, 10)} to ${only.validTo.slice(0, 10)}`,
      '  last seen    not by a mock that runs now',
      `  cert         ${only.files?.cert}`,
      `  key          ${only.files?.key}`,
      '',
    ].join('\n'),
  )
  const none = await certificate(cwd, 'list', '--app-name', 'another-app')
  expect(none).toMatchObject({ code: 0, stdout: expect.stringMatching(/^another-app has no certificate in .+\.\n$/) })
})

test('with a running mock a revocation takes effect at once, and the log says why in Korean where it was asked to', async () => {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd }, ['--lang', 'ko'])
  const path = '/api-partner/v1/apps-in-toss/user/oauth2/login-me'
  expect(await get(mock.info, path)).toMatchObject({ status: 200 })
  const [main] = (await listed(cwd)) as [CertificateView]
  expect(main.lastSeen).not.toBeNull()
  const { stdout } = await certificate(cwd, 'revoke', main.serialNumber)
  expect(stdout).toContain(`From now on the mock at ${mock.info.baseUrl} refuses it.`)
  await expect(get(mock.info, path)).rejects.toThrow(/socket hang up|ECONNRESET/)
  mock.signal('SIGTERM')
  expect(await mock.ended()).toBe(0)
  const lines = mock
    .stderr()
    .split('\n')
    .filter((line) => line.includes('핸드셰이크가 거절됐어요'))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(
    new RegExp(
      `핸드셰이크가 거절됐어요 \\(revoked\\): 클라이언트 인증서가 폐기됐어요 .+일련번호 ${main.serialNumber}.+새 인증서를 발급하고`,
    ),
  )

  const next = await startJson({ cwd })
  await expect(get(next.info, path)).rejects.toThrow(/socket hang up|ECONNRESET/)
  next.signal('SIGTERM')
  await next.ended()
  expect(next.stderr()).toContain(`serial ${main.serialNumber} was revoked at`)
})

test('bad certificates are written into a folder, several kinds side by side, and over no file', async () => {
  const cwd = await preparedFolder()
  const made = await certificate(cwd, 'bad', 'expired', '-o', 'bad', '--json')
  expect(made).toMatchObject({ code: 0, stderr: '' })
  const folder = join(cwd, 'bad')
  const files = { cert: join(folder, 'expired.crt'), key: join(folder, 'expired.key'), ca: join(folder, 'ca.crt') }
  expect(JSON.parse(made.stdout)).toEqual({ kind: 'expired', files })
  expect(inspectCertificate(readFileSync(files.cert)).daysLeft).toBeLessThan(0)
  expect(statSync(files.key).mode & 0o777).toBe(0o600)
  expect(await certificate(cwd, 'bad', 'wrong-purpose', '-o', 'bad')).toMatchObject({ code: 0 })
  const again = await certificate(cwd, 'bad', 'expired', '-o', 'bad')
  expect(again).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('expired.crt is there already') })
})

test.each([
  [['list'], 1, /^error: dir: there are no certificates in .+\nfix: {3}.+--dir/],
  [['issue', '--valid-days', 'x'], 2, /^error: --valid-days must be a whole number, not "x"\n/],
  [['issue', '--valid-days', '0'], 2, /^error: validDays must be 1 or more/],
  [['issue', '--app-name', '-'], 2, /^error: appName must be 1 to 64 letters/],
  [['bad', 'rotten', '-o', 'bad'], 2, /^error: kind must be one of "expired", /],
  [['bad', 'expired'], 2, /^error: required option '-o, --output <folder>' not specified/],
  [['revoke'], 2, /^error: missing required argument 'serial-number'/],
  [['revoke', '00'], 1, /^error: serialNumber: my-mini-app has no certificate "00"\nfix: {3}List/],
])('a call that cannot be done, %j, ends with %i and says why', async (args, code, message) => {
  const cwd = args[0] === 'list' || args[0] === 'issue' ? await workFolder() : await preparedFolder()
  const outcome = await certificate(cwd, ...args)
  expect(outcome).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) })
  if (args[0] === 'list') expect(existsSync(join(cwd, '.apps-in-toss-mock'))).toBe(false)
})

test.each([
  [['--lang', 'jp'], /^error: --lang must be one of en, ko, not "jp"\n/],
  [
    ['--server-certificate', 'x'],
    /^error: --server-certificate must be one of expired, wrong-host, unknown-ca, not "x"\n/,
  ],
])('start %j is refused', async (args, message) => {
  const cwd = await workFolder()
  expect(await run(args, { cwd })).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) })
})

test('a bad server certificate is announced, and refused by clients that check', async () => {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd }, ['--server-certificate', 'expired'])
  await expect(get(mock.info, '/')).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' })
  mock.signal('SIGTERM')
  await mock.ended()
  expect(mock.stderr()).toContain('warning: --server-certificate expired is on')
  expect(mock.stderr()).toContain('every client that checks the server certificate refuses this mock')
})

test('the kinds of the command line are those of the authority', () => {
  expect([...badKinds]).toEqual(Object.keys(badCertificates))
})

test('docs/cli.md names every action with its arguments and flags', () => {
  const part = /\n## certificate\n([\s\S]*?)(?=\n## )/.exec(guide)?.[1] ?? ''
  const program = createProgram(() => {})
  const actions = program.commands.find((command) => command.name() === 'certificate')?.commands ?? []
  expect(actions.map((action) => action.name())).toEqual(['issue', 'list', 'revoke', 'renew', 'bad'])
  for (const action of actions) {
    expect(part).toContain(`apps-in-toss-mock certificate ${action.name()}`)
    for (const { long, hidden } of action.options) {
      if (!hidden && long !== '--config') expect(part, action.name()).toContain(String(long))
    }
  }
})

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { hostsAdvice, hostsFile, isMapped, refusedPort } from '../../cli/hosts/hosts-mode.js'
import { hostsInWords } from '../../cli/hosts/hosts-words.js'
import { preparedFolder, startJson, startUntil } from '../cli/command-line.js'
import { hasTool } from '../tools.js'

const execute = promisify(execFile)
const lines = ['127.0.0.1 apps-in-toss-api.toss.im', '127.0.0.1 pay-apps-in-toss-api.toss.im']
const plain = { paint: (_style: unknown, text: string) => text, columns: 80 }

test('--hosts prints the exact lines to add, how to remove them, and what a container needs', async () => {
  const cwd = await preparedFolder()
  const flags = ['--hosts', '--port', '0', '--control-port', '0']
  const { command } = await startUntil(flags, { cwd }, (stdout) => (stdout.includes('aliases:') ? stdout : undefined))
  for (const line of lines) expect(command.stdout().split('\n')).toContain(line)
  expect(command.stdout()).toContain('Remove them when you are done')
  expect(command.stdout()).toContain('extra_hosts:\n  - "apps-in-toss-api.toss.im:host-gateway"\n')
  expect(command.stdout()).toContain('    aliases: [apps-in-toss-api.toss.im, pay-apps-in-toss-api.toss.im]\n')
  command.signal('SIGTERM')
  expect(await command.ended()).toBe(0)
  expect(command.stderr()).toContain('the lines in the hosts file stay until you remove them')
})

test('with --json the lines go to stderr, and stdout stays one line', async () => {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd }, ['--hosts'])
  mock.signal('SIGTERM')
  await mock.ended()
  expect(mock.stdout().split('\n')).toHaveLength(2)
  for (const line of lines) expect(mock.stderr().split('\n')).toContain(line)
})

test.runIf(hasTool('curl'))('on port 443 unmodified code is served once the names are mapped', async (context) => {
  if (!(await canListenOn443())) context.skip('port 443 is taken, or not for this user')
  const cwd = await preparedFolder()
  const { command, line } = await startUntil(
    ['start', '--hosts', '--json', '--control-port', '0'],
    { cwd },
    (stdout) => /^.*\n/.exec(stdout)?.[0],
  )
  const { cert, key, ca, baseUrl } = JSON.parse(line)
  expect(baseUrl).toBe('https://127.0.0.1:443')
  // --resolve does for this one call what the hosts file does for the machine.
  const { stdout } = await execute('curl', [
    ...['-sS', '--resolve', 'apps-in-toss-api.toss.im:443:127.0.0.1', '--cert', cert, '--key', key, '--cacert', ca],
    'https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2/login-me',
  ])
  expect(JSON.parse(stdout)).toMatchObject({ resultType: 'FAIL' })
  command.signal('SIGTERM')
  await command.ended()
})

async function canListenOn443(): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(443, '127.0.0.1')
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}

test.each([
  [
    'linux',
    /ip_unprivileged_port_start=443.*setcap cap_net_bind_service=\+ep.*authbind.*iptables -t nat .* --to-ports 8443$/,
  ],
  ['darwin', /sudo.*--hosts --port 8443.*rdr pass on lo0.* port 8443" \| sudo pfctl -ef -$/],
  ['win32', /administrator.*netsh interface portproxy add v4tov4 .*connectport=8443$/],
] as const)('where port 443 is not permitted on %s, it says what to do', (platform, fix) => {
  const error = refusedPort(new Error('EACCES'), 443, platform)
  expect(error).toMatchObject({ code: 'ERR_LISTEN', message: 'port 443 may not be used without more rights' })
  expect(error.fix).toMatch(fix)
})

test('on another port it says how port 443 is led there', () => {
  expect(hostsAdvice(443, 'linux').portRedirect).toEqual([])
  const text = hostsInWords(hostsAdvice(8443, 'linux'), plain)
  expect(text).toContain(
    '\nsudo iptables -t nat -A OUTPUT -p tcp -d 127.0.0.1 --dport 443 -j REDIRECT --to-ports 8443\n',
  )
})

test.runIf(hasTool('sh'))('the printed commands add the lines to a hosts file and take them out again', async () => {
  const cwd = await preparedFolder()
  const text = hostsInWords({ ...hostsAdvice(443, 'linux'), isMapped: false }, plain)
  const command = (begin: string) =>
    String(text.split('\n').find((line) => line.startsWith(begin)))
      .replaceAll('/etc/hosts', 'hosts')
      .replaceAll('sudo ', '')
  const shell = `printf '127.0.0.1 localhost\\n10.0.0.1 other.toss.im\\n' > hosts; ${command('printf')} > /dev/null; cat hosts; ${command('sudo sed')}; echo; cat hosts`
  const { stdout } = await execute('sh', ['-c', shell], { cwd })
  const before = '127.0.0.1 localhost\n10.0.0.1 other.toss.im\n'
  expect(stdout).toBe(`${before}${lines.join('\n')}\n\n${before}`)
})

test.each([
  ['', false],
  [lines.join('\n'), true],
  [lines.join('\r\n'), true],
  [lines[0], false],
  [`# ${lines.join('\n# ')}`, false],
  ['127.0.0.1\tpay-apps-in-toss-api.toss.im  apps-in-toss-api.toss.im # the mock', true],
  ['10.0.0.1 pay-apps-in-toss-api.toss.im apps-in-toss-api.toss.im', false],
])('a hosts file %j maps both names: %s', (content, expected) => {
  expect(isMapped(String(content))).toBe(expected)
})

test('what is mapped already is not to be added again', () => {
  const text = hostsInWords({ ...hostsAdvice(443, 'linux'), isMapped: true }, plain)
  expect(text).toContain('/etc/hosts maps both names to this machine already.')
  expect(text).not.toContain('tee -a')
  expect(hostsFile('win32', { SystemRoot: 'C:\\Windows' })).toMatch(/drivers.etc.hosts$/)
})

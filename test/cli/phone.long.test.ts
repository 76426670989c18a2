import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { preparedFolder, run, startJson, startUntil } from './command-line.js'

/** A folder with certificates, and a build in it. */
async function withBuild(): Promise<string> {
  const cwd = await preparedFolder()
  mkdirSync(join(cwd, 'dist'))
  writeFileSync(join(cwd, 'dist/index.html'), '<!doctype html><head><title>app</title></head>')
  return cwd
}

const firstLine = (stdout: string) => /^.*\n/.exec(stdout)?.[0]

/** A call as the page script makes it. */
async function callApp(phoneUrl: string, name: string) {
  const response = await fetch(new URL('/__apps-in-toss-mock/calls', phoneUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ protocol: 'A', name }),
  })
  return (await response.json()) as {
    value?: { authorizationCode: string; referrer: string }
    error?: { code: string }
  }
}

test('start --phone serves a build with the Toss app around it, and says where', async () => {
  const cwd = await withBuild()
  const mock = await startJson({ cwd }, [
    '--phone',
    'dist',
    '--phone-port',
    '0',
    '--answers',
    'approve',
    '--toss-env',
    'sandbox',
  ])
  const { phoneUrl } = mock.info as unknown as { phoneUrl: string }
  expect(phoneUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  expect(await (await fetch(phoneUrl)).text()).toContain(
    '<head><script src="/__apps-in-toss-mock/phone.js"></script><title>app</title>',
  )
  const script = await (await fetch(new URL('/__apps-in-toss-mock/phone.js', phoneUrl))).text()
  expect(script).toContain('ReactNativeWebView')
  expect(script).toContain(`${mock.info.controlUrl}/console`)
  const { value } = await callApp(phoneUrl, 'appLogin')
  expect(value?.referrer).toBe('SANDBOX')
  const { baseUrl, cert, key, ca } = mock.info
  const tls = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8'), ca: readFileSync(ca, 'utf8') }
  await using client = createClient({ ...tls, baseUrl })
  await client.login.generateToken(value as { authorizationCode: string; referrer: 'SANDBOX' })
  mock.signal('SIGTERM')
  expect(await mock.ended()).toBe(0)
  expect(mock.stderr()).toBe('')
})

test('phone serves the page of a dev server with the Toss app of the running mock, until a signal ends it', async () => {
  const cwd = await withBuild()
  const site = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<head></head>'),
  )
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void site.close())
  const page = `http://127.0.0.1:${(site.address() as AddressInfo).port}/app/?a=1`
  const mock = await startJson({ cwd }, ['--app-name', 'shop'])
  const { command, line } = await startUntil(['phone', page, '--phone-port', '0', '--json'], { cwd }, firstLine)
  const { phoneUrl, ...others } = JSON.parse(line)
  expect(phoneUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/app\/\?a=1$/)
  expect(others).toEqual({ page, controlUrl: mock.info.controlUrl, appName: 'shop', pid: command.child.pid })
  expect(await (await fetch(phoneUrl)).text()).toContain('phone.js')
  command.signal('SIGINT')
  expect(await command.ended()).toBe(0)
  // The page was open, and called nothing.
  expect(command.stderr()).toMatch(/has not called the Toss app once/)
})

test('phone says to a person where to open it, who holds the phone, and which origin a backend sees', async () => {
  const cwd = await withBuild()
  const mock = await startJson({ cwd })
  const args = [
    'phone',
    'dist',
    '--phone-port',
    '0',
    '--answers',
    'payment=cancel',
    '--control-url',
    mock.info.controlUrl,
  ]
  const { command } = await startUntil(args, { cwd }, (stdout) => /Ctrl-C stops it/.exec(stdout)?.[0])
  const said = command.stdout()
  const [, url = ''] = /Phone +(\S+)/.exec(said) ?? []
  expect(said).toContain(join(cwd, 'dist'))
  expect(said).toContain('my-mini-app  Toss app of the first user · login ask, payment cancel, purchase ask')
  expect(said).toContain(`needs ${new URL(url).origin} in it`)
  expect(said).toContain(`${mock.info.controlUrl}/console`)
})

test('what is wrong is said before anything is served', async () => {
  const cwd = await withBuild()
  const failed = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(['phone', '--phone-port', '0', ...args], { cwd })
    expect(stdout).toBe('')
    return `${code} ${stderr}`
  }
  expect(await failed('dist')).toMatch(/^1 error: no mock is running on the certificates in .*\nfix: .*start --phone/s)
  expect(await failed('missing')).toMatch(/^2 error: the page "missing" is neither the URL of a server nor a folder\n/)
  expect(await failed('dist', '--phone-host', 'example.com')).toMatch(/^2 error: --phone-host must be an address/)
  expect(await failed('dist', '--control-url', 'http://127.0.0.1:1')).toMatch(
    /^1 error: no mock answers at http:\/\/127\.0\.0\.1:1/,
  )
  expect(await failed()).toMatch(/^2 error: missing required argument 'page'/)
  const mock = await startJson({ cwd })
  expect(await failed('dist', '--toss-user', '17')).toMatch(/^1 error: userKey: this mini-app has no user 17/)
  const taken = new URL(mock.info.controlUrl).port
  expect(await failed('dist', '--phone-port', taken)).toMatch(
    /^1 error: port \d+ on 127\.0\.0\.1 is taken\nfix: .*--phone-port/s,
  )
})

test('a start whose page is not there starts nothing', async () => {
  const cwd = await withBuild()
  const { code, stdout, stderr } = await run(['start', '--json', '--port', '0', '--phone', 'missing'], { cwd })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^error: the page "missing" is neither/)
})

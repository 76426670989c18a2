import { writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { connect } from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { findSubject } from '../../cli/doctor/subject.js'
import { childEnvironment } from '../../cli/run/child-environment.js'
import { startMockServer } from '../../mock-server/index.js'
import { findMock } from '../../redirect/mock-address.js'
import { redirectTlsConnections } from '../../redirect/tls-connections.js'
import { workFolder } from '../cli/command-line.js'

const [api, pay] = ['apps-in-toss-api.toss.im', 'pay-apps-in-toss-api.toss.im'] as const
const production = { APPS_IN_TOSS_BASE_URL: `https://${api}`, APPS_IN_TOSS_PAY_BASE_URL: `https://${pay}` }

/** What a redirected process meets on port 443 of a host; a name that is looked up would have left this machine. */
async function failureAt(host: string, environment: Readonly<Record<string, string>>, cwd: string): Promise<string> {
  const { connect: own } = tls
  try {
    redirectTlsConnections(findMock(environment, cwd))
    return await new Promise((resolve) => {
      const lookup = (_name: string, _options: object, done: (error: Error, address: string) => void) =>
        done(Object.assign(new Error(), { code: 'LEFT_THE_MACHINE' }), '')
      const socket = tls.connect({ host, port: 443, lookup } as tls.ConnectionOptions)
      socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(String(code)))
    })
  } finally {
    tls.connect = own
    syncBuiltinESMExports()
  }
}

test.each([api, pay, 'APPS-IN-TOSS-API.TOSS.IM', `${pay}.`])('the redirection of %s never falls open', async (host) => {
  const cwd = await workFolder('empty')
  expect(await failureAt(host, {}, cwd)).toBe('ERR_NOT_RUNNING')
  expect(await failureAt(host, production, cwd)).toBe('ERR_NOT_RUNNING')
  expect(await failureAt(host, { APPS_IN_TOSS_BASE_URL: 'no URL' }, cwd)).toBe('ERR_NOT_RUNNING')
  for (const word of [
    '{"info":',
    'null',
    '{}',
    JSON.stringify({ info: { baseUrl: `https://${api}`, payBaseUrl: `https://${pay}` } }),
  ]) {
    writeFileSync(join(cwd, 'running.json'), word)
    expect(await failureAt(host, { APPS_IN_TOSS_MOCK_DIR: cwd }, cwd)).toBe('ERR_NOT_RUNNING')
  }
  expect(await failureAt('example.com', {}, cwd)).toBe('LEFT_THE_MACHINE')
})

const addresses = [
  '117.52.3.192',
  '211.115.96.195',
  '::ffff:106.249.5.192',
  '::ffff:7534:3c3',
  '0:0:0:0:0:ffff:117.52.3.195',
]

/** With what a redirected process connects. Nothing is connected to: an address that is not led elsewhere would be reached. */
function ledTo(options: tls.ConnectionOptions, environment: Readonly<Record<string, string>>, cwd: string) {
  const { connect: own } = tls
  const asked: tls.ConnectionOptions[] = []
  tls.connect = ((given: tls.ConnectionOptions) => void asked.push(given)) as unknown as typeof tls.connect
  try {
    redirectTlsConnections(findMock(environment, cwd))
    tls.connect(options)
    return asked[0]
  } finally {
    tls.connect = own
    syncBuiltinESMExports()
  }
}

test.each(addresses)('nor does that of %s, an address of production', async (host) => {
  const cwd = await workFolder('empty')
  const running = { APPS_IN_TOSS_BASE_URL: 'https://127.0.0.1:8443' }
  const [named, bare] = [
    { host, port: 443, servername: pay },
    { host, port: 443 },
  ]
  expect(ledTo(named, running, cwd)).toMatchObject({ host: '127.0.0.1', port: 8443, servername: pay })
  expect(ledTo(bare, running, cwd)).toMatchObject({ host: '127.0.0.1', port: 8443, servername: '' })
  // Of a name the lookup fails; an address has none.
  expect(ledTo(named, production, cwd)).toMatchObject({ host: api, lookup: expect.any(Function) })
  const foreign = { host: '117.52.3.11', port: 443 }
  expect(ledTo(foreign, running, cwd)).toBe(foreign)
})

test.each(addresses.map((address) => (address.includes(':') ? `https://[${address}]` : `https://${address}`)))(
  'doctor sends no request to %s, as to no other host of production',
  async (baseUrl) => {
    const cwd = await workFolder('empty')
    expect((await findSubject({ baseUrl }, {}, cwd)).production).toBe(true)
    expect((await findSubject({ baseUrl: 'https://127.0.0.1' }, {}, cwd)).production).toBe(false)
  },
)

/** The first line that a proxy answers a CONNECT with. */
function asked(proxyUrl: string | undefined, target: string, header = ''): Promise<string> {
  const { hostname, port } = new URL(String(proxyUrl))
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) })
    onTestFinished(() => void socket.destroy())
    socket.once('error', reject)
    socket.once('data', (data) => resolve(String(data).split('\r\n', 1)[0] as string))
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${header}\r\n`)
  })
}

test('with proxyOthers refuse no other host is reached, and the API on no other port', async () => {
  await using mock = await startMockServer({
    controlPort: false,
    proxyPort: 0,
    proxyOthers: 'refuse',
    logLevel: 'silent',
  })
  for (const target of [
    'example.com:443',
    '127.0.0.1:443',
    '117.52.3.11:443',
    '117.52.3.192:8443',
    `x.${api}:443`,
    `${api}:8443`,
    `${api}.evil.example:443`,
  ]) {
    expect(await asked(mock.proxyUrl, target)).toBe('HTTP/1.1 403 Forbidden')
  }
  for (const target of [api, ...addresses.map((address) => (address.includes(':') ? `[${address}]` : address))]) {
    expect(await asked(mock.proxyUrl, `${target}:443`)).toBe('HTTP/1.1 200 Connection Established')
  }
})

test('a CONNECT that bears the marks of a web page is refused, wherever it is to lead', async () => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0, logLevel: 'silent' })
  for (const mark of [
    'Origin: https://evil.example',
    'Origin: null',
    'Sec-Fetch-Site: cross-site',
    'sec-fetch-mode: no-cors',
  ]) {
    for (const target of [`${api}:443`, `127.0.0.1:${new URL(mock.baseUrl).port}`]) {
      expect(await asked(mock.proxyUrl, target, `${mark}\r\n`)).toBe('HTTP/1.1 403 Forbidden')
    }
  }
  expect(await asked(mock.proxyUrl, `${pay}:443`)).toBe('HTTP/1.1 200 Connection Established')
})

test.each([
  ['', 'localhost,127.0.0.1,::1'],
  ['*', 'localhost,127.0.0.1,::1'],
  [`${api},${pay}`, 'localhost,127.0.0.1,::1'],
  ['.toss.im, toss.im *.toss.im,IM,.im', 'localhost,127.0.0.1,::1'],
  [`${api.toUpperCase()}:443,company`, 'company,localhost,127.0.0.1,::1'],
  ['oss.im,toss.im.example,10.0.0.0/8', 'toss.im.example,10.0.0.0/8,localhost,127.0.0.1,::1'],
])('NO_PROXY=%j does not exempt the API from the proxy of run', async (before, after) => {
  await using mock = await startMockServer({ controlPort: false, proxyPort: 0, logLevel: 'silent' })
  const info = { ...mock.info, cert: 'c', key: 'k', ca: 'a' } as never
  for (const name of ['NO_PROXY', 'no_proxy']) {
    const environment = childEnvironment({
      mock: { clientTls: mock.clientTls, info },
      trusted: {},
      environment: { [name]: before },
    })
    expect(environment).toMatchObject({ NO_PROXY: after, no_proxy: after, HTTPS_PROXY: mock.proxyUrl })
  }
})

import { networkInterfaces } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { curlCommand, type ReachableMock } from '../../../cli/copy-paste.js'
import { createClient } from '../../../client/index.js'
import { startMockServer } from '../../../mock-server/index.js'

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

test.each<[string, string]>([
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.2', '127.0.0.2'],
  ['localhost', 'localhost'],
  ['0.0.0.0', '127.0.0.1'],
  ...(hasIpv6
    ? ([
        ['::1', '[::1]'],
        ['::', '127.0.0.1'],
      ] satisfies [string, string][])
    : []),
])('host %s: certificate, control guard and printed commands work', async (host, inUrl) => {
  const mock = await startMockServer({ host })
  onTestFinished(() => mock.close())
  expect([mock.baseUrl, mock.controlUrl].map((url) => new URL(url).host.replace(/:\d+$/, ''))).toEqual([inUrl, inUrl])
  await using client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl })
  const login = await fetch(`${mock.controlUrl}/mini-apps/my-mini-app/logins`, { method: 'POST' })
  expect(login.status).toBe(201)
  const { authorizationCode, referrer } = (await login.json()) as { authorizationCode: string; referrer: 'DEFAULT' }
  await client.login.generateToken({ authorizationCode, referrer })
  const info = { ...mock.info, cert: 'c', key: 'k', ca: 'a' } as ReachableMock
  expect(curlCommand(info)).toContain(mock.baseUrl)
})

test.each([
  ['', /^host must not be empty: that would be every interface/, /Write 127\.0\.0\.1/],
  ['[::1]', /^host must be an address without brackets, not "\[::1\]"$/, /^Write ::1\.$/],
  ['0', /^host must be an address or localhost, not "0"$/, /0\.0\.0\.0/],
  ['127.1', /^host must be an address or localhost, not "127\.1"$/, /127\.0\.0\.1/],
  ['my-machine', /^host must be an address or localhost, not "my-machine"$/, /127\.0\.0\.1/],
  ['http://127.0.0.1:8443', /^host must be an address, not the URL "http:/, /127\.0\.0\.1/],
  ['192.168.0.7', /^host must be a loopback address, or 0\.0\.0\.0 or :: for every interface/, /0\.0\.0\.0/],
  ['::ffff:127.0.0.1', /^host must be a loopback address/, /127\.0\.0\.1/],
  [' 127.0.0.1', /^host must be an address or localhost/, /127\.0\.0\.1/],
])('host %j is refused, with the form that is wanted', async (host, message, fix) => {
  await expect(startMockServer({ host })).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: expect.stringMatching(message),
    fix: expect.stringMatching(fix),
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MockServer } from '../../../mock-server/index.js'
import { startMockServer } from '../../../mock-server/index.js'

const basicAuth = 'user:secret'

let mock: MockServer

beforeAll(async () => {
  mock = await startMockServer({ callbackAllowHosts: ['Staging.example', 'pay-apps-in-toss-api.toss.im'] })
})

afterAll(() => mock.close())

it.each([
  'http://127.0.0.1:3000/toss',
  'http://127.9.9.9/toss',
  'http://2130706433/toss',
  'http://[::1]:3000/toss',
  'http://[::ffff:10.0.0.1]/toss',
  'http://[fd00::1]/toss',
  'http://0.0.0.0:3000/toss',
  'http://10.1.2.3/toss',
  'http://172.16.0.1/toss',
  'http://172.31.255.255/toss',
  'http://192.168.0.7/toss',
  'http://localhost:3000/toss',
  'http://localhost.:3000/toss',
  'http://shop.localhost/toss',
  'http://backend:3000/toss',
  'http://host.docker.internal/toss',
  'https://shop.test/toss',
  'https://MyMac.local/toss',
  'http://backend.shop.svc.cluster.local/toss',
  'https://staging.example/toss',
  'https://STAGING.example./toss',
])('takes %s', async (url) => {
  await mock.toss.callbacks.setUnlink({ url, basicAuth })
  expect((await mock.toss.callbacks.setSubscription({ url, verify: false })).settings.url).toBe(url)
})

it.each([
  ['https://api.shop.example/toss', 'api.shop.example'],
  ['https://shop.test.example/toss', 'shop.test.example'],
  ['https://latest.example/toss', 'latest.example'],
  ['http://8.8.8.8/toss', '8.8.8.8'],
  ['http://172.32.0.1/toss', '172.32.0.1'],
  ['http://[2001:db8::1]/toss', '2001:db8::1'],
  ['http://[::ffff:8.8.8.8]/toss', '::ffff:808:808'],
  ['https://sub.staging.example/toss', 'sub.staging.example'],
] as const)('refuses %s, and says how to allow it', async (url, name) => {
  const set = [
    ['unlink', () => mock.toss.callbacks.setUnlink({ url: url, basicAuth })],
    ['subscription', () => mock.toss.callbacks.setSubscription({ url: url })],
  ] as const
  for (const [field, act] of set) {
    await expect(act()).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining(
        `${field}.url leads to ${name}, which is neither this machine nor in a private network`,
      ),
      fix: expect.stringContaining(`--callback-allow-host ${name}`),
    })
  }
})

it.each([
  'https://apps-in-toss-api.toss.im/toss',
  'https://pay-apps-in-toss-api.toss.im/toss',
  'https://117.52.3.192/toss',
  'https://[::ffff:117.52.3.195]/toss',
])('refuses %s, which is production, whatever is allowed', async (url) => {
  await expect(mock.toss.callbacks.setUnlink({ url, basicAuth })).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: expect.stringContaining('which is production'),
  })
})

it('refuses over the control port, and changes nothing', async () => {
  await mock.toss.callbacks.setUnlink(null)
  const answer = await fetch(`${mock.controlUrl}/mini-apps/my-mini-app/callbacks/unlink`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: 'https://api.shop.example/', basicAuth }),
  })
  expect(answer.status).toBe(400)
  expect(JSON.stringify(await answer.json())).toContain('--callback-allow-host')
  expect((await mock.toss.callbacks.get()).unlink).toBeNull()
})

it('refuses a seed, by its place', async () => {
  const callbacks = { subscription: { url: 'https://api.shop.example/hook', basicAuth: null } } as const
  const world = { miniApps: { shop: { callbacks } } }
  await expect(startMockServer({ world })).rejects.toThrow(
    'miniApps.shop.callbacks.subscription: subscription.url leads to api.shop.example',
  )
  await using allowed = await startMockServer({ world, callbackAllowHosts: ['api.shop.example'] })
  expect((await allowed.tossSide('shop').callbacks.get()).subscription?.url).toBe('https://api.shop.example/hook')
})

it('sends nothing where a setting comes from an export, and says so in the journal', async () => {
  await using other = await startMockServer({ callbackAllowHosts: ['api.shop.example'] })
  await other.toss.callbacks.setUnlink({ url: 'https://api.shop.example/', basicAuth })
  const { userKey } = await other.toss.logIn()
  const world = await other.exportWorld()
  await using careful = await startMockServer({ world })
  const error = expect.stringContaining('not sent: the URL leads to api.shop.example')
  expect((await careful.toss.unlink(userKey)).delivery).toMatchObject({ delivered: false, status: null, error })
  expect(careful.journal.callbacks()).toMatchObject([{ delivered: false, error }])
  const { passed, problems } = await careful.toss.callbacks.testUnlink()
  expect({ passed, problem: problems[0] }).toEqual({ passed: false, problem: expect.stringContaining('not sent') })
})

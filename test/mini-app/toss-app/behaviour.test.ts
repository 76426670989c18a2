import { expect, test } from 'vitest'
import { type Protocol, startMockServer } from '../../../mock-server/index.js'
import { eventOf, openApp, take } from './opened.js'

test('a call that nobody knows is not answered, and the warning names it', async () => {
  await using mock = await openApp()
  const { unanswered, warning } = await mock.app.call('B', 'inventHistory', [])
  expect(unanswered).toBe(true)
  expect(warning).toContain('"inventHistory" of SDK 3.x is not answered: no such call is known here')
})

test.each([
  ['A', 'clearStorage', 'only SDK 3.x has it'],
  ['B', 'clearItems', 'only SDK 0.x to 2.x has it'],
  ['A', 'fetchTossAd', 'it is not mocked: banners come from a script of static.toss.im'],
  ['A', 'backEvent', 'it is an event, and was called'],
  ['B', '__proto__', 'no such call is known here'],
] as const)('protocol %s: %s is not answered, and the warning says why', async (protocol, name, why) => {
  await using mock = await openApp()
  expect((await mock.app.call(protocol, name)).warning).toContain(why)
})

test('an event that nobody knows stays silent, with a warning; a call is none', async () => {
  await using mock = await openApp()
  const lines = take(mock.app.subscribe('A', 'appLogin'))
  expect(await lines.next()).toEqual({ warning: expect.stringContaining('it is a call, and was listened to') })
  const silent = lines.next()
  await lines.stop()
  expect(await silent).toBe('end')
})

test('in a test, a call that nobody knows can be an error instead', async () => {
  await using mock = await openApp()
  await mock.app.set({ unknown: 'reject' })
  expect((await mock.app.call('A', 'nothing')).error).toMatchObject({ code: 'UNKNOWN_METHOD' })
  expect(await take(mock.app.subscribe('A', 'nothing')).rest()).toEqual([
    { warning: expect.stringContaining('"nothing"') },
    { error: expect.objectContaining({ code: 'UNKNOWN_METHOD' }) },
  ])
})

test('a call that comes again too soon can be refused, by the mock’s clock; by default none is', async () => {
  await using mock = await openApp()
  mock.clock.freeze()
  const ask = () => mock.app.call('A', 'getNetworkStatus')
  for (let times = 0; times < 20; times++) expect(await ask()).toEqual({ value: 'WIFI' })
  await mock.app.set({ throttleMilliseconds: 500 })
  mock.clock.advance(500)
  expect(await ask()).toEqual({ value: 'WIFI' })
  mock.clock.advance(499)
  expect(await ask()).toEqual({
    error: {
      name: 'Error',
      message: 'Too many app bridge calls from getNetworkStatus.',
      code: 'APP_BRIDGE_THROTTLED',
    },
  })
  expect((await mock.app.call('A', 'getClipboardText')).error).toBeUndefined()
})

test('what the mini-app stores is kept for each user, and forgotten by a reset', async () => {
  await using mock = await openApp()
  const first = await mock.toss.users.create()
  const second = await mock.toss.users.create()
  const read = async () => (await mock.app.call('A', 'getStorageItem', ['key'])).value
  await mock.app.set({ userKey: first.userKey })
  await mock.app.call('A', 'setStorageItem', ['key', 'of the first'])
  await mock.app.set({ userKey: second.userKey })
  expect(await read()).toBeNull()
  await mock.app.call('B', 'setStorageItems', [{ items: { key: 'of the second' } }])
  expect(await read()).toBe('of the second')
  await mock.app.set({ userKey: first.userKey })
  expect((await mock.app.call('B', 'getStorageItems', [{ keys: ['key', 'other'] }])).value).toEqual({
    key: 'of the first',
    other: null,
  })
  await mock.app.call('A', 'clearItems')
  expect(await read()).toBeNull()
  await mock.app.set({ userKey: second.userKey })
  expect(await read()).toBe('of the second')
  await mock.reset()
  await mock.toss.users.default()
  expect(await read()).toBeNull()
})

test('the list of calls has the last 200, with how each ended, and hides what the journal hides', async () => {
  await using mock = await openApp()
  await mock.app.call('A', 'setStorageItem', ['token', 'a secret'])
  await mock.app.call('B', 'checkoutPayment', [{ payToken: 'O1NZck9XME8ureeVJVJP67' }])
  await mock.app.call('A', 'nothing', ['<b>markup</b>'])
  await mock.app.set({ answers: { login: 'cancel' } })
  await mock.app.call('A', 'appLogin')
  const calls = await mock.app.calls()
  expect(calls.map(({ name, protocol, outcome, code }) => [protocol, name, outcome, code])).toEqual([
    ['A', 'setStorageItem', 'value', null],
    ['B', 'checkoutPayment', 'value', null],
    ['A', 'nothing', 'unanswered', null],
    ['A', 'appLogin', 'error', 'APP_LOGIN'],
  ])
  expect(JSON.stringify(calls)).not.toContain('a secret')
  expect(JSON.stringify(calls)).not.toContain('O1NZck9XME8ureeVJVJP67')
  for (let times = 0; times < 250; times++) await mock.app.call('A', 'getNetworkStatus')
  expect(await mock.app.calls()).toHaveLength(200)
})

const payToken = 'O1NZck9XME8ureeVJVJP67'
test.each<[Protocol, string, unknown[]]>([
  ['B', 'checkoutPayment', [payToken]],
  ['A', 'checkoutPayment', [payToken]],
  ['A', 'checkoutPayment', [{ params: payToken }]],
  ['A', 'checkoutPayment', [{ params: { payToken: [payToken] } }]],
  ['B', 'requestTossPayPaysBilling', [payToken, payToken]],
  ['A', 'setStorageItem', ['session', { of: payToken }]],
  ['B', 'setStorageItems', [{ items: { session: [payToken] } }]],
  ['A', 'getStorageItem', [[payToken]]],
  ['A', 'appLogin', [payToken]],
  ['A', 'processProductGrant', [{ orderId: 'x', isProductGranted: { payToken } }]],
])('a token in the wrong place stands neither in warning, error nor list: %s %s(%j)', async (protocol, name, args) => {
  await using mock = await openApp()
  const told = await mock.app.call(protocol, name, args)
  expect(JSON.stringify([told, await mock.app.calls()])).not.toContain(payToken)
})

test('what a page sends without end is told in short', async () => {
  await using mock = await openApp()
  const long = 'x'.repeat(100_000)
  const told = [
    await mock.app.call('A', 'processProductGrant', [{ orderId: long, isProductGranted: long }]),
    await mock.app.call('A', 'completeProductGrant', [{ params: { orderId: long } }]),
    await mock.app.call('A', 'grantPromotionReward', [{ params: { promotionCode: long, amount: 1 } }]),
    await mock.app.call('A', long, [long]),
    ...(await take(mock.app.subscribe('A', 'requestOneTimePurchase', { sku: long })).rest()),
  ]
  expect(Math.max(...told.map((each) => JSON.stringify(each).length))).toBeLessThan(7_000)
  expect(JSON.stringify(await mock.app.calls()).length).toBeLessThan(40_000)
})

test('a purchase stands in the list of calls while it goes on, and how it ended afterwards', async () => {
  await using mock = await openApp()
  const [product] = await mock.toss.products.list()
  const lines = take(mock.app.subscribe('A', 'requestOneTimePurchase', { sku: product?.sku }))
  const orderId = eventOf(await lines.next())?.data.orderId
  expect(await mock.app.calls()).toMatchObject([{ kind: 'event', outcome: 'open', milliseconds: null }])
  await mock.app.call('A', 'processProductGrant', [{ orderId, isProductGranted: true }])
  await lines.rest()
  expect(await mock.app.calls()).toMatchObject([{ outcome: 'ended', milliseconds: expect.any(Number) }, {}])
})

test('what is set wrongly is refused, with field and rule', async () => {
  await using mock = await openApp()
  const set = (changes: object) => mock.app.set(changes)
  await expect(set({ answers: { payment: 'maybe' } })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  await expect(set({ enviroment: 'toss' })).rejects.toThrow('enviroment')
  await expect(set({ failures: { appLogon: 'X' } })).rejects.toThrow('appLogon')
  await expect(set({ appVersion: '5.x' })).rejects.toThrow('appVersion')
  expect((await mock.app.get()).answers.payment).toBe('approve')
})

test('a reset gives a new phone, with the settings of the beginning, or those that were set beyond it', async () => {
  await using mock = await openApp()
  await mock.app.set({ environment: 'sandbox', beyondReset: true })
  await mock.app.set({ os: 'ios', answers: 'cancel' })
  await mock.reset('my-mini-app')
  expect(await mock.app.get()).toMatchObject({
    environment: 'sandbox',
    os: 'android',
    answers: { login: 'approve', payment: 'approve', purchase: 'approve' },
  })
})

test('a reset while the user is asked: the call is not answered, and no prompt is left', async () => {
  await using mock = await openApp()
  await mock.app.set({ answers: 'ask' })
  const login = mock.app.call('A', 'appLogin')
  await expect.poll(() => mock.app.prompts()).toHaveLength(1)
  await mock.reset()
  expect(await login).toEqual({ unanswered: true })
  expect(await mock.app.prompts()).toEqual([])
})

test('close() does not wait for what a page waits for', async () => {
  const mock = await startMockServer()
  const { app } = mock.toss
  await app.set({ answers: 'ask' })
  const [product] = await mock.toss.products.list()
  const login = app.call('A', 'appLogin')
  const back = take(app.subscribe('A', 'backEvent')).next()
  const overHttp = await fetch(`${mock.controlUrl}/mini-apps/my-mini-app/toss-app/prompts.jsonl`)
  const purchase = take(app.subscribe('A', 'requestOneTimePurchase', { sku: product?.sku })).rest()
  await expect.poll(() => app.prompts()).toHaveLength(2)
  await mock.close()
  expect(await login).toEqual({ unanswered: true })
  expect(await back).toBe('end')
  expect(await purchase).toEqual([])
  await overHttp.text()
})

test('as many purchases, calls and listeners as there are: Node warns of no leak', async () => {
  await using mock = await openApp()
  const warnings: string[] = []
  const hear = ({ name }: Error) => void warnings.push(name)
  process.on('warning', hear)
  const { sku } = await mock.toss.products.create({ type: 'CONSUMABLE' })
  const streams = Array.from({ length: 12 }, () => [
    take(mock.app.subscribe('A', 'requestOneTimePurchase', { sku })),
    take(mock.app.subscribe('A', 'backEvent')),
  ]).flat()
  const first = streams.map((stream) => stream.next())
  const watched = Array.from({ length: 12 }, () => mock.app.watch()[Symbol.asyncIterator]().next())
  await Promise.all(watched)
  await mock.app.fire('backEvent')
  await Promise.all(first)
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', hear)
  expect(warnings).toEqual([])
})

test('each mini-app has a phone of its own', async () => {
  await using mock = await openApp()
  const other = mock.tossSide('another-app').app
  await other.set({ environment: 'sandbox' })
  expect((await mock.app.constants('A')).constants.getOperationalEnvironment).toBe('toss')
  expect((await other.constants('A')).constants).toMatchObject({
    getOperationalEnvironment: 'sandbox',
    getAppName: 'another-app',
    getSchemeUri: 'intoss://another-app',
  })
})

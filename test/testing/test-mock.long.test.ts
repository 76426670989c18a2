import { AssertionError } from 'node:assert'
import https from 'node:https'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  connectTestServer,
  createTestMock,
  startTestServer,
  type TestMock,
  type TestServer,
} from '../../testing/index.js'

let inProcess: TestServer
let connected: TestServer
beforeAll(async () => {
  inProcess = await startTestServer({ controlPort: 0 })
  connected = connectTestServer({ controlUrl: inProcess.controlUrl })
})
afterAll(async () => {
  await connected.close()
  await inProcess.close()
})

const order = { orderNo: 'order-1', productDesc: '티셔츠', amount: 25_000, amountTaxFree: 0, isTestPayment: true }

describe.each([
  ['in this process', () => inProcess],
  ['in another process', () => connected],
])('a mini-app of its own on a server %s', (where, server) => {
  const create = (options = {}) => createTestMock({ server: server(), ...options })

  test('leads a user through login and payment with the client that comes with it', async () => {
    await using mock = await create()
    const { authorizationCode, referrer, userKey } = await mock.toss.logIn({ profile: { name: '김토스' } })
    const { accessToken } = await mock.client.login.generateToken({ authorizationCode, referrer })
    expect(await mock.client.login.loginMe({ accessToken })).toMatchObject({ userKey, name: '김토스' })
    const { payToken } = await mock.client.pay.makePayment({ userKey, ...order })
    await mock.toss.payments.approve(payToken)
    await mock.client.pay.executePayment({ userKey, payToken, isTestPayment: true })
    expect(await mock.toss.payments.get(payToken)).toMatchObject({ status: 'PAY_COMPLETE' })
    expect(await mock.violations()).toEqual([])
    expect(await mock.findings()).toEqual([])
  })

  test('sees its own requests, with nothing hidden, and nobody else’s', async () => {
    await using mock = await create()
    await using other = await create()
    const { userKey } = await mock.toss.logIn()
    const { payToken } = await mock.client.pay.makePayment({ userKey, ...order })
    await mock.client.pay.getPaymentStatus({ userKey, payToken, isTestPayment: true })

    expect((await mock.received()).map(({ operation }) => operation)).toEqual([
      'pay.makePayment',
      'pay.getPaymentStatus',
    ])
    const [asked] = await mock.received('pay.getPaymentStatus')
    expect(asked?.request.body).toEqual({ payToken, isTestPayment: true })
    expect(await mock.dropped()).toBe(0)
    expect(await other.received()).toEqual([])
    expect(await other.toss.users.list()).toEqual([])
  })

  test('reports broken rules, and requests that are no operation', async () => {
    await using mock = await create()
    await post(mock, '/pay/make-payment', JSON.stringify({ ...order, amount: '25000' }))
    await post(mock, '/points', '{}')
    await post(mock, '/pay/execute-payment', 'no JSON')
    await post(mock, '/user/oauth2/login-me', '{}')
    const violations = await mock.violations()
    expect(violations.map(({ operation, field, rule }) => [operation, field, rule])).toEqual([
      ['pay.makePayment', 'request.headers.x-toss-user-key', 'required'],
      ['pay.makePayment', 'request.body.amount', 'type'],
      [null, 'request.path', 'unknownOperation'],
      ['pay.executePayment', 'request.body', 'json'],
      [null, 'request.method', 'unknownOperation'],
    ])
    expect(violations[2]?.message).toContain('POST /api-partner/v1/apps-in-toss/points is not an operation')
    const findings = await mock.findings()
    expect(findings.map(({ code }) => code)).toEqual([
      'contract.required',
      'contract.type',
      'contract.unknownOperation',
      'contract.json',
      'contract.unknownOperation',
    ])
    expect(findings[1]?.fix).toBe('In your call of pay.makePayment, correct body.amount: send an integer.')
  })

  test('with strict, fails when it is closed after a broken rule, and is gone all the same', async () => {
    const mock = await create({ strict: true })
    await mock.toss.logIn()
    await post(mock, '/pay/make-payment', '{}')
    const failure = await mock.close().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AssertionError)
    expect((failure as Error).message).toMatch(
      /^1 request broke the contract:\n {2}pay\.makePayment\n {4}- request\.headers\.x-toss-user-key is required/,
    )
    expect(await mock.toss.users.list()).toEqual([])
  })

  test('with strict, tells the broken rule also where the cleaning up fails', async () => {
    let isReleased = false
    const failing: TestServer = {
      ...server(),
      async open(name) {
        const miniApp = await server().open(name)
        const release = async () => {
          await miniApp.release()
          isReleased = true
          throw new Error('no mock answers')
        }
        return { ...miniApp, release }
      },
    }
    const mock = await createTestMock({ server: failing, strict: true })
    await post(mock, '/pay/make-payment', '{}')
    await expect(mock.close()).rejects.toThrow('1 request broke the contract')
    expect(isReleased).toBe(true)
  })

  test('with strict, closes quietly when every request kept the contract; without, always', async () => {
    await (await create({ strict: true })).close()
    const lenient = await create()
    await post(lenient, '/pay/make-payment', '{}')
    await lenient.close()
    await lenient.close()
  })

  test('gives a call the answer that was laid ready, and personal fields of it can be read', async () => {
    await using mock = await create()
    const { authorizationCode, referrer } = await mock.toss.logIn()
    const { accessToken } = await mock.client.login.generateToken({ authorizationCode, referrer })
    const explored = mock.explore('login.loginMe', { success: { userKey: 7 } })
    const find = (name: string) => explored.find((answer) => answer.name === name) as (typeof explored)[number]

    await mock.respondWith(find('success without policy'), find('FAIL USER_NOT_FOUND'))
    const user = await mock.client.login.loginMe({ accessToken })
    expect(user).toMatchObject({ userKey: 7, name: '김토스', phone: '01012345678' })
    expect(user).not.toHaveProperty('policy')
    await expect(mock.client.login.loginMe({ accessToken })).rejects.toMatchObject({ errorCode: 'USER_NOT_FOUND' })
    expect((await mock.client.login.loginMe({ accessToken })).userKey).not.toBe(7)
    expect((await mock.received('login.loginMe')).map(({ override }) => override)).toEqual([
      'success without policy',
      'FAIL USER_NOT_FOUND',
      undefined,
    ])
  })

  test('takes an answer of the test’s own making as long as the contract allows it', async () => {
    await using mock = await create()
    const pending = { operation: 'promotion.executionResult', status: 200 } as const
    await mock.respondWith({ ...pending, body: { resultType: 'SUCCESS', success: 'PENDING' } })
    expect(await mock.client.promotion.executionResult({ promotionCode: 'P', key: 'k' })).toBe('PENDING')
    await expect(
      mock.respondWith({ ...pending, body: { resultType: 'SUCCESS', success: 'LOST' } }),
    ).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })

  test('shows handshakes that were refused since it was made', async () => {
    await using mock = await create()
    expect(await mock.refusals()).toEqual([])
    await expect(post(mock, '/pay/make-payment', '{}', { ca: mock.clientTls.ca })).rejects.toThrow()
    expect(await mock.refusals()).toEqual([expect.objectContaining({ reason: 'no-client-certificate' })])
  })

  test('has no clock of its own', async () => {
    await using mock = await create()
    expect(() => mock.clock).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION', fix: expect.stringContaining('ownServer') }),
    )
  })

  test('gets the name it asks for, or one with a number', async () => {
    await using one = await create({ appName: `shop-${where.length}` })
    await using other = await create({ appName: `shop-${where.length}` })
    expect([one.appName, other.appName]).toEqual([`shop-${where.length}`, `shop-${where.length}-2`])
  })
})

test('in this process, the Toss side takes functions; in another one it says that it cannot', async () => {
  const processProductGrant = () => true
  await using here = await createTestMock({ server: inProcess })
  expect((await here.toss.orders.purchase({ processProductGrant })).event.type).toBe('success')
  await using there = await createTestMock({ server: connected })
  await expect(there.toss.orders.purchase({ processProductGrant })).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: expect.stringContaining('orders.purchase: a function cannot be handed'),
  })
  expect((await there.toss.orders.purchase()).event.type).toBe('success')
})

test('the Toss side of another process can be awaited, printed and compared like any value', async () => {
  await using mock = await createTestMock({ server: connected })
  expect(await mock.toss).toBe(mock.toss)
  expect(JSON.stringify({ toss: mock.toss })).toBe('{"toss":{}}')
  expect(mock.toss.miniApp).toBe(mock.appName)
  expect(mock.toss).not.toEqual({ other: true })
})

test('a server of its own has a clock and options of its own', async () => {
  await using mock = await createTestMock({ ownServer: { variants: { 'login.invalidToken': 'oauth-error' } } })
  const { authorizationCode, referrer } = await mock.toss.logIn()
  const { accessToken } = await mock.client.login.generateToken({ authorizationCode, referrer })
  mock.clock.advance(3_600_000)
  await expect(mock.client.login.loginMe({ accessToken })).rejects.toMatchObject({ httpStatus: 401 })
})

test('a misspelt option is refused: strict would not be on', async () => {
  await expect(createTestMock({ strickt: true } as never)).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: expect.stringContaining('strickt is not an option'),
    fix: expect.stringContaining('strict'),
  })
})

test('server and ownServer together are refused, and so is an address that is none', async () => {
  await expect(createTestMock({ server: inProcess, ownServer: true })).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
  })
  expect(() => connectTestServer({ controlUrl: 'localhost' })).toThrow('controlUrl must be a URL')
})

test('a server that is not there is named with what to do', async () => {
  const gone = await startTestServer({ controlPort: 0 })
  await gone.close()
  await using nobody = connectTestServer({ controlUrl: gone.controlUrl })
  await expect(createTestMock({ server: nobody })).rejects.toMatchObject({
    code: 'ERR_NOT_RUNNING',
    fix: expect.stringContaining('globalSetup'),
  })
})

/** A request as a partner server makes it, by default with this mini-app's certificate. */
function post(mock: TestMock, path: string, body: string, tls: object = mock.clientTls): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = https.request(
      `${mock.baseUrl}/api-partner/v1/apps-in-toss${path}`,
      { method: 'POST', headers, agent: false, ...tls },
      (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode as number))
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}

import { AssertionError } from 'node:assert'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import {
  assertMatchesContract,
  assertNoContractViolations,
  assertNoFindings,
  assertNotReceived,
  assertReceived,
  createTestMock,
  startTestServer,
  type TestMock,
  type TestServer,
  tryEveryAnswer,
} from '../../testing/index.js'

let server: TestServer
let mock: TestMock
let userKey: number
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  const fresh = await createTestMock({ server })
  onTestFinished(() => fresh.close())
  mock = fresh
  userKey = (await fresh.toss.logIn()).userKey
})

const order = { productDesc: '티셔츠', amountTaxFree: 0, isTestPayment: true }
const pay = (orderNo: string, amount: number) => mock.client.pay.makePayment({ userKey, orderNo, amount, ...order })

async function failureOf(assertion: Promise<void>): Promise<AssertionError> {
  const failure = await assertion.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(AssertionError)
  return failure as AssertionError
}

describe('assertReceived', () => {
  test('compares only the fields that are given, at any depth, and lists as a whole', async () => {
    await mock.toss.templates.create({ templateSetCode: 'shipped', title: '{{product}}', body: '출발했어요.' })
    await mock.client.messenger.sendBulkMessage({
      templateSetCode: 'shipped',
      contextList: [{ userKey, context: { product: '티셔츠', size: 3 } }],
    })
    await assertReceived(mock, 'messenger.sendBulkMessage')
    await assertReceived(mock, 'messenger.sendBulkMessage', { contextList: [{ context: { product: '티셔츠' } }] })
    await assertReceived(mock, 'messenger.sendBulkMessage', {
      contextList: [{ context: { size: expect.any(Number) } }],
    })
    await failureOf(assertReceived(mock, 'messenger.sendBulkMessage', { contextList: [] }))
    await failureOf(
      assertReceived(mock, 'messenger.sendBulkMessage', { contextList: [{ context: { colour: 'red' } }] }),
    )
  })

  test('takes an expected object of any class', async () => {
    class Order {
      readonly amount = 1000
    }
    await pay('order-1', 1000)
    await assertReceived(mock, 'pay.makePayment', new Order() as object)
    await assertReceived(mock, 'pay.makePayment', Object.assign(Object.create(null), { amount: 1000 }))
    await failureOf(assertReceived(mock, 'pay.makePayment', Object.assign(new Order(), { amount: 1 }) as object))
  })

  test('refuses a misspelt option, with which everything would fit', async () => {
    await pay('order-1', 1000)
    await expect(assertReceived(mock, 'pay.makePayment', {}, { time: 2 } as object)).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: 'time is not an option of assertReceived and toHaveReceived',
    })
    await expect(tryEveryAnswer(mock, 'pay.makePayment', () => {}, { allowed: [] } as object)).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    })
  })

  test('can ask for a field that is not there, and for headers', async () => {
    await pay('order-1', 1000)
    await assertReceived(mock, 'pay.makePayment', { amountVat: undefined })
    await assertReceived(mock, 'pay.makePayment', undefined, { headers: { 'X-Toss-User-Key': String(userKey) } })
    const failure = await failureOf(
      assertReceived(mock, 'pay.makePayment', { amount: 1000 }, { headers: { 'x-toss-user-key': 'someone' } }),
    )
    expect(failure.message).toContain("-     'x-toss-user-key': 'someone'")
  })

  test('shows the nearest request beside what was expected', async () => {
    await pay('order-2', 2000)
    await pay('order-1', 1000)
    const failure = await failureOf(assertReceived(mock, 'pay.makePayment', { orderNo: 'order-2', amount: 2500 }))
    const [entry] = await mock.received()
    expect(failure.message).toBe(`pay.makePayment was called 2 times, but not as expected.

The nearest request (journal entry ${entry?.id}, answered SUCCESS, HTTP 200):

+ actual - expected

  {
+   amount: 2000,
-   amount: 2500,
    orderNo: 'order-2'
  }`)
    expect(failure).toMatchObject({
      actual: { orderNo: 'order-2', amount: 2000 },
      expected: { orderNo: 'order-2', amount: 2500 },
    })
  })

  test('of requests that are equally near, the last one is shown, with the rules that it broke', async () => {
    await pay('order-1', 1000)
    await send('/pay/make-payment', { orderNo: 'order-1', ...order, amount: '1000' })
    const failure = await failureOf(assertReceived(mock, 'pay.makePayment', { amount: 5 }))
    expect(failure.message).toContain("+   amount: '1000'")
    expect(failure.message).toContain('answered FAIL INVALID_PARAMETER, HTTP 400')
    expect(failure.message).toContain('It broke the contract:\n  - request.headers.x-toss-user-key is required')
  })

  test('says what was called instead, and what was not an operation', async () => {
    await pay('order-1', 1000)
    await pay('order-2', 1000)
    await send('/pay/execute', {})
    const { message } = await failureOf(assertReceived(mock, 'pay.executePayment'))
    expect(message).toContain(
      'pay.executePayment was not called.\n\nThis mini-app called instead:\n  - 2 × pay.makePayment\n',
    )
    expect(message).toContain(
      '  - 1 × POST /api-partner/v1/apps-in-toss/pay/execute, which is not an operation: did you mean',
    )
  })

  test('says that nothing arrived at all, and what was refused meanwhile', async () => {
    const empty = await failureOf(assertReceived(mock, 'pay.executePayment'))
    expect(empty.message).toBe(
      'pay.executePayment was not called. No request of this mini-app arrived at all: is the code under test given mock.baseUrl and mock.clientTls?',
    )
    await expect(send('/pay/execute-payment', {}, { ca: mock.clientTls.ca })).rejects.toThrow()
    const refused = await failureOf(assertReceived(mock, 'pay.executePayment'))
    expect(refused.message).toContain('Meanwhile the server refused a handshake; the last one (no-client-certificate):')
  })

  test('counts, where a number of times is given', async () => {
    await assertReceived(mock, 'pay.makePayment', {}, { times: 0 })
    await pay('order-1', 1000)
    await pay('order-2', 1000)
    await assertReceived(mock, 'pay.makePayment', { amount: 1000 }, { times: 2 })
    const { message } = await failureOf(assertReceived(mock, 'pay.makePayment', { amount: 1000 }, { times: 1 }))
    expect(message).toMatch(
      /^Expected 1, and there are 2\. 2 requests of pay\.makePayment fit:\n {2}- \{"orderNo":"order-1"/,
    )
  })
})

test('assertNotReceived lists the requests that fit', async () => {
  await assertNotReceived(mock, 'pay.makePayment')
  await pay('order-1', 1000)
  await assertNotReceived(mock, 'pay.makePayment', { amount: 1 })
  const { message } = await failureOf(assertNotReceived(mock, 'pay.makePayment', { orderNo: 'order-1' }))
  expect(message).toMatch(/^Expected none\. One request of pay\.makePayment fits:\n {2}- \{"orderNo":"order-1"/)
})

test('assertNoContractViolations lists each broken rule once, with its source', async () => {
  await pay('order-1', 1000)
  await assertNoContractViolations(mock)
  for (let count = 0; count < 2; count++) await send('/order/get-order-status', { orderId: 7 })
  const { message } = await failureOf(assertNoContractViolations(mock))
  expect(message).toMatch(
    /^2 requests broke the contract:\n {2}iap\.getOrderStatus\n {4}- request\.body\.orderId must be a string .* \[documented: .*\]$/,
  )
})

test('assertNoFindings lists advice, with what to change', async () => {
  const { payToken } = await pay('order-1', 1000)
  await mock.toss.payments.approve(payToken)
  await mock.toss.payments.hold(payToken)
  const execute = () =>
    mock.client.pay.executePayment({ userKey, payToken, isTestPayment: true }).catch(() => undefined)
  await execute()
  await assertNoFindings(mock)
  await execute()
  const { message } = await failureOf(assertNoFindings(mock))
  expect(message).toMatch(
    /^1\. pay\.executePayment · advice payment-executed-again\n {3}execute-payment was called again/,
  )
  expect(message).toContain('What to change: When execute-payment does not answer clearly, ask get-payment-status')
})

describe('assertMatchesContract', () => {
  test('takes payloads, request bodies and responses', async () => {
    assertMatchesContract({ payToken: 'O1NZck9XME8ureeVJVJP67' }, 'pay.makePayment', 'success')
    assertMatchesContract({ orderId: 'x' }, 'iap.getOrderStatus', 'request')
    assertMatchesContract({ status: 200, body: { resultType: 'HTTP_TIMEOUT' } }, 'pay.makePayment', 'response')
  })

  test.each([
    ['success', { payToken: 7 }, 'success.payToken must be a string'],
    ['request', { ...order, orderNo: 'o', amount: '1' }, 'request.body.amount must be an integer'],
    [
      'response',
      { status: 404, body: { resultType: 'SUCCESS', success: { payToken: 'x' } } },
      'response.status must be 200',
    ],
  ] as const)('names what is wrong with a %s', (part, value, expected) => {
    expect(() => assertMatchesContract(value, 'pay.makePayment', part)).toThrow(
      expect.objectContaining({
        code: 'ERR_ASSERTION',
        message: expect.stringContaining(
          `The value is no ${part} of pay.makePayment by the contract:\n  - ${expected}`,
        ),
      }),
    )
  })

  test('refuses what cannot be compared', () => {
    expect(() => assertMatchesContract({}, 'login.loginMe', 'request')).toThrow('takes no request body')
    expect(() => assertMatchesContract({}, 'login.loginMe', 'response')).toThrow('{ status, body }')
    expect(() => assertMatchesContract({}, 'login.loginMe', 'answer' as never)).toThrow('part must be')
  })
})

async function send(path: string, body: object, tls: object = mock.clientTls): Promise<void> {
  const agent = new Agent({ connect: tls })
  try {
    const answer = await request(`${mock.baseUrl}/api-partner/v1/apps-in-toss${path}`, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await answer.body.dump()
  } finally {
    await agent.close()
  }
}

test.each([
  ['assertReceived', (id: never) => assertReceived(mock, id)],
  ['assertNotReceived', (id: never) => assertNotReceived(mock, id)],
  ['received', (id: never) => mock.received(id)],
  ['explore', async (id: never) => mock.explore(id)],
  ['assertMatchesContract', async (id: never) => assertMatchesContract({}, id, 'success')],
])('%s refuses an operation that is none, and names those that are', async (_, ask) => {
  await expect(ask('pay.makePayments' as never)).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: expect.stringContaining('there is no operation "pay.makePayments"'),
    fix: expect.stringContaining('pay.makePayment, '),
  })
})

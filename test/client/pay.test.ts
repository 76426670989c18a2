import { expect, expectTypeOf, test } from 'vitest'
import { amounts, createClient, isBusinessError, type PayClient } from '../../client/index.js'
import type { Violation } from '../../contracts/index.js'
import { fail, rejection, startMtlsServer, success } from './mtls-server.js'

const payToken = 'O1NZck9XME8ureeVJVJP67'
const executed = {
  code: 0,
  mode: 'LIVE',
  orderNo: '20250417-2',
  amount: 10,
  approvalTime: '2025-04-17 12:32:10',
  stateMsg: '결제 완료',
  discountedAmount: 0,
  paidAmount: 10,
  payMethod: 'TOSS_MONEY',
  payToken,
  transactionId: '9f0c2c2e-6b1c-4b86-9b6e-0c7a4c1f2b11',
  cardCompanyCode: null,
  cardCompanyName: null,
  cardAuthorizationNo: null,
  spreadOut: null,
  noInterest: null,
  salesCheckLinkUrl: null,
  cardMethodType: null,
  cardNumber: null,
  cardUserType: null,
  cardNum4Print: null,
  cardBinNumber: null,
  cashReceiptMgtKey: null,
  accountBankCode: '092',
  accountBankName: '토스뱅크',
  accountNumber: '100******094',
  msg: null,
  errorCode: null,
}
const order = { orderNo: '20250417-2', productDesc: '토스 티셔츠', isTestPayment: false }

test('every operation of Toss Pay goes to the pay host, with the user in the header and the rest in the body', async () => {
  await using pay = await startMtlsServer(({ path }) => {
    if (path.endsWith('/make-payment')) return success({ payToken })
    if (path.endsWith('/execute-payment')) return success(executed)
    return fail('COMMON_BREAK_TIME_OF_BANK')
  })
  await using client = createClient({ ...pay.options, baseUrl: 'https://127.0.0.1:1', payBaseUrl: pay.url })
  const made = await client.pay.makePayment({ userKey: 443731104, ...order, ...amounts({ total: 25_000 }) })
  expect(made).toEqual({ payToken })
  expect(await client.pay.executePayment({ anonKey: 'hash', payToken, isTestPayment: false })).toEqual(executed)
  const refund = client.pay.refundPayment({ userKey: '443731104', payToken, reason: '단순 변심', isTestPayment: false })
  expect(isBusinessError(await rejection(refund), 'COMMON_BREAK_TIME_OF_BANK')).toBe(true)
  await rejection(client.pay.getPaymentStatus({ userKey: 443731104, orderNo: '20250417-2', isTestPayment: false }))
  expect(
    pay.requests.map(({ path, headers, body }) => [
      path.replace('/api-partner/v1/apps-in-toss/pay', ''),
      headers['x-toss-user-key'],
      headers['x-anon-key'],
      JSON.parse(body),
    ]),
  ).toEqual([
    [
      '/make-payment',
      '443731104',
      undefined,
      { ...order, amount: 25_000, amountTaxFree: 0, amountTaxable: 22_727, amountVat: 2_273, amountServiceFee: 0 },
    ],
    ['/execute-payment', undefined, 'hash', { payToken, isTestPayment: false }],
    ['/refund-payment', '443731104', undefined, { payToken, reason: '단순 변심', isTestPayment: false }],
    ['/get-payment-status', '443731104', undefined, { orderNo: '20250417-2', isTestPayment: false }],
  ])
})

test('a payment needs exactly one user', async () => {
  await using api = await startMtlsServer(() => success(executed))
  await using client = createClient(api.options)
  const execute = (user: object) =>
    rejection(client.pay.executePayment({ payToken, isTestPayment: false, ...user } as never))
  const neither = await execute({})
  expect(neither).toMatchObject({ code: 'ERR_INVALID_REQUEST' })
  expect(neither.message).toContain('exactly one of x-toss-user-key and x-anon-key')
  expect(await execute({ userKey: 1, anonKey: 'hash' })).toMatchObject({ code: 'ERR_INVALID_REQUEST' })
  expect(api.requests).toEqual([])
})

test('a payment that went through is not lost because of a new kind of card', async () => {
  await using api = await startMtlsServer(() => success({ ...executed, cardUserType: 'ROBOT', newField: 1 }))
  await using client = createClient(api.options)
  const payment = await client.pay.executePayment({ userKey: 1, payToken, isTestPayment: false })
  expect(payment).toMatchObject({ payToken, cardUserType: 'ROBOT' })
})

test('an answer of execute-payment whose code is not 0 is never taken for a payment', async () => {
  await using api = await startMtlsServer(() => success({ ...executed, code: -1, errorCode: 'X' }))
  await using client = createClient(api.options)
  const error = await rejection(client.pay.executePayment({ userKey: 1, payToken, isTestPayment: false }))
  expect(error).toMatchObject({
    code: 'ERR_UNEXPECTED_RESPONSE',
    violations: [{ field: 'response.body.success.code', rule: 'const' }],
  })
})

test('execute-payment is sent once, also when the answer is lost and retries are on', async () => {
  let calls = 0
  await using api = await startMtlsServer(({ connection }) => {
    if (++calls === 1) return success(executed)
    connection.destroy()
  })
  await using client = createClient({ ...api.options, maxRetries: 5, retryDelay: 1 })
  const execute = () => client.pay.executePayment({ userKey: 1, payToken, isTestPayment: false })
  await execute()
  expect(await rejection(execute())).toMatchObject({ problem: 'connection-reset', requestSent: 'maybe' })
  expect(api.requests).toHaveLength(2)
})

test.each([
  [{ total: 25_000 }, [25_000, 0, 22_727, 2_273, 0]],
  [{ total: 10_000, taxFree: 3_000, serviceFee: 500 }, [10_000, 3_000, 5_909, 591, 500]],
  [{ total: 5_000, taxFree: 5_000 }, [5_000, 5_000, 0, 0, 0]],
  [{ total: 1 }, [1, 0, 0, 1, 0]],
])('amounts(%j) add up, with the VAT rounded up', (price, expected) => {
  const { amount, amountTaxFree, amountTaxable, amountVat, amountServiceFee } = amounts(price)
  expect([amount, amountTaxFree, amountTaxable, amountVat, amountServiceFee]).toEqual(expected)
  expect(amountTaxFree + amountTaxable + amountVat + amountServiceFee).toBe(amount)
})

test.each([
  [{ total: 10.5 }, 'total must be whole won'],
  [{ total: -1 }, 'total must be whole won'],
  [{ total: 100, taxFree: 60, serviceFee: 50 }, 'taxFree (60) and serviceFee (50) together exceed total (100)'],
])('amounts(%j) is refused', (price, message) => {
  expect(() => amounts(price)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_REQUEST', message: expect.stringContaining(message) }),
  )
})

test('the types want one user, and know no misspelt field', () => {
  type Request = Parameters<PayClient['executePayment']>[0]
  expectTypeOf({ userKey: 1, payToken, isTestPayment: false }).toExtend<Request>()
  expectTypeOf({ payToken, isTestPayment: false }).not.toExtend<Request>()
  expectTypeOf({ userKey: 1, anonKey: 'x', payToken, isTestPayment: false }).not.toExtend<Request>()
  expectTypeOf<keyof Request>().toEqualTypeOf<'userKey' | 'anonKey' | 'payToken' | 'orderNo' | 'isTestPayment'>()
})

test('a refund that happened is a success where what does not apply is left out, and every field that may be null is there', async () => {
  const refunded = {
    refundNo: 'refund-1',
    approvalTime: '2025-04-17 12:40:00',
    refundableAmount: 0,
    discountedAmount: 0,
    paidAmount: 0,
    refundedAmount: 10,
    refundedDiscountAmount: 0,
    refundedPaidAmount: 10,
    payToken,
    transactionId: '0e0c2c2e-6b1c-4b86-9b6e-0c7a4c1f2b12',
    accountBankCode: '092',
  }
  await using pay = await startMtlsServer(() => success(refunded))
  const deviations: string[] = []
  const onDeviation = (violations: readonly Violation[]) =>
    void deviations.push(...violations.map(({ field }) => field.replace('response.body.success.', '')))
  const refund = { userKey: 1, payToken, reason: '단순 변심', isTestPayment: false }
  await using client = createClient({ ...pay.options, onDeviation })
  const absent = ['cashReceiptMgtKey', 'cardMethodType', 'cardNumber', 'cardUserType', 'cardNum4Print', 'cardBinNumber']
  const nulls = Object.fromEntries([...absent, 'accountBankName', 'accountNumber'].map((name) => [name, null]))
  expect(await client.pay.refundPayment(refund)).toEqual({ ...refunded, ...nulls })
  expect(deviations.sort()).toEqual(Object.keys(nulls).sort())

  await using strict = createClient({ ...pay.options, strict: true })
  expect(await rejection(strict.pay.refundPayment(refund))).toMatchObject({ code: 'ERR_UNEXPECTED_RESPONSE' })
})

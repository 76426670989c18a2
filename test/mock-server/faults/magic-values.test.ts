import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkResponse, type Operation, operation } from '../../../contracts/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { magicFields, magicPrefix } from '../../../mock-server/partner-side/faults/magic-values.js'
import { watch } from './wire.js'

let mock: MockServer
let userKey: number
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
  userKey = (await mock.toss.logIn()).userKey
})
afterAll(() => mock.close())

/** What a request needs besides the magic field. */
const rest: Record<string, object> = {
  'login.generateToken': { referrer: 'DEFAULT' },
  'pay.makePayment': { productDesc: 'x', amount: 1, amountTaxFree: 0, isTestPayment: true },
  'pay.executePayment': { isTestPayment: true },
  'pay.refundPayment': { isTestPayment: true, reason: '환불' },
  'pay.getPaymentStatus': { isTestPayment: true },
  'messenger.sendMessage': { context: {} },
  'messenger.sendTestMessage': { context: {}, deploymentId: '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0' },
  'messenger.sendBulkMessage': { contextList: [{ userKey: 1, context: {} }] },
  'promotion.executePromotion': { key: `${'A'.repeat(43)}=`, amount: 10 },
  'promotion.executionResult': { key: `${'A'.repeat(43)}=` },
}

async function send(id: Operation['id'], field: string, value: string) {
  const { user, request } = operation(id as 'pay.makePayment') as Operation
  const headers: Record<string, string> = {}
  if (field === 'accessToken') headers.authorization = `Bearer ${value}`
  if (user === 'key' || user === 'optional-key') headers['x-toss-user-key'] = String(userKey)
  const body = request === null || field === 'accessToken' ? undefined : { ...rest[id], [field]: value }
  const seen = await watch(mock, id as 'pay.makePayment', { headers, body })
  const answer = { status: seen.status, body: JSON.parse(seen.text) }
  expect(checkResponse(id as 'pay.makePayment', answer)).toEqual([])
  return answer
}

const everyFailure = magicFields.flatMap(({ operation: id, field }) =>
  [...new Set((operation(id) as Operation).failures.map(({ code }) => code))].map((code) => [id, field, code] as const),
)

test.each(everyFailure)('%s with %s TEST_%s fails so, without any set-up', async (id, field, code) => {
  const { status, body } = await send(id, field, `${magicPrefix}${code}`)
  const failure = (operation(id) as Operation).failures.find((known) => known.code === code)
  expect({ status, ...body }).toMatchObject({
    status: failure?.httpStatus,
    resultType: 'FAIL',
    error: { errorCode: code, reason: failure?.reason },
  })
})

test('a magic value changes nothing', async () => {
  const before = await mock.toss.promotions.get('WELCOME_POINT')
  await send('promotion.executePromotion', 'promotionCode', 'TEST_PENDING')
  await send('pay.makePayment', 'orderNo', 'TEST_PAYMENT_EXISTING_PAYMENT')
  expect(await mock.toss.promotions.get('WELCOME_POINT')).toEqual(before)
  expect([await mock.toss.promotions.grants(), await mock.toss.payments.list()]).toEqual([[], []])
})

test('the journal says that it was a magic value', async () => {
  await send('promotion.executePromotion', 'promotionCode', 'TEST_4110')
  expect(mock.journal.exchanges().at(-1)?.because).toContain('TEST_4110 is a magic value')
})

test.each(['PENDING', 'FAILED'])('promotionCode TEST_%s is executed, and stays %s', async (result) => {
  const code = `TEST_${result}`
  const executed = await send('promotion.executePromotion', 'promotionCode', code)
  expect(executed.body).toEqual({ resultType: 'SUCCESS', success: { key: `${'A'.repeat(43)}=` } })
  expect((await send('promotion.executionResult', 'promotionCode', code)).body.success).toBe(result)
})

test.each(['PURCHASED', 'PAYMENT_COMPLETED', 'REFUNDED', 'MINIAPP_MISMATCH', 'ERROR'])(
  'orderId TEST_%s is an order in that status',
  async (status) => {
    const { body } = await send('iap.getOrderStatus', 'orderId', `TEST_${status}`)
    expect(body).toMatchObject({ resultType: 'SUCCESS', success: { orderId: `TEST_${status}`, status } })
  },
)

describe('what the mini-app has itself comes first', () => {
  test('the TEST_ twin of a registered promotion', async () => {
    await mock.toss.promotions.create({ code: '4110', budget: 1_000 })
    const keys = await watch(mock, 'promotion.getKey', { headers: { 'x-toss-user-key': String(userKey) } })
    const { key } = JSON.parse(keys.text).success
    const seen = await watch(mock, 'promotion.executePromotion', {
      headers: { 'x-toss-user-key': String(userKey) },
      body: { promotionCode: 'TEST_4110', key, amount: 10 },
    })
    expect(JSON.parse(seen.text).resultType).toBe('SUCCESS')
  })

  test('the twin of the default promotion, and any other value', async () => {
    const unknown = await send('promotion.executePromotion', 'promotionCode', 'TEST_WELCOME_POINT')
    expect(unknown.body.error.errorCode).toBe('4110')
    expect(mock.journal.exchanges().at(-1)?.because).toContain('no such key')
    expect((await send('pay.executePayment', 'payToken', 'TEST_1')).body.error.errorCode).toBe('TRANSACTION_NOT_FOUND')
  })
})

test('the checks before the operation stay: an unknown user is 4010 also with a magic value', async () => {
  const seen = await watch(mock, 'pay.executePayment', {
    headers: { 'x-toss-user-key': '1' },
    body: { payToken: 'TEST_PAY_EXPIRED', isTestPayment: true },
  })
  expect(JSON.parse(seen.text).error.errorCode).toBe('4010')
})

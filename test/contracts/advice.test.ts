import { describe, expect, test } from 'vitest'
import { adviceOf, adviceTable, type ObservedExchange, type OperationId } from '../../contracts/index.js'

const done = { status: 200, body: { resultType: 'SUCCESS', success: {} } }
const late = { status: 200, body: { resultType: 'HTTP_TIMEOUT' } }
const refused = { status: 200, body: { resultType: 'FAIL', error: { errorCode: '4010' } } }
const broken = { status: 500, body: { resultType: 'FAIL', error: { errorCode: 'INTERNAL_ERROR' } } }
const nothing = { status: null, body: null }
const lost = { status: 0, body: { resultType: 'SUCCESS', success: {} } }

type Answered = typeof done | typeof late | typeof refused | typeof nothing | typeof lost

function call(operation: OperationId, body: object, { status, body: answer }: Answered, user = '1'): ObservedExchange {
  return {
    operation,
    request: { headers: { 'x-toss-user-key': user }, body },
    status,
    response: status === null ? null : { body: answer },
  }
}

const codes = (...exchanges: ObservedExchange[]) => adviceOf(exchanges).map(({ code }) => code)

describe.each([
  ['pay.executePayment', 'payment-executed-again'],
  ['pay.refundPayment', 'payment-refunded-again'],
] as const)('%s', (operation, code) => {
  const move = (answer: Answered, payToken = 'token') => call(operation, { payToken, orderNo: 'order' }, answer)
  const look = (body: object) => call('pay.getPaymentStatus', body, done)

  test.each([
    ['a timeout', late],
    ['HTTP 500', broken],
    ['no answer', nothing],
    ['an answer that was lost', lost],
    ['a success', done],
  ])('again after %s is one thing to change', (_name, answer) => {
    const [advice, ...rest] = adviceOf([move(answer), move(done)])
    expect(rest).toEqual([])
    expect(advice).toMatchObject({ code, operation, exchanges: [0, 1], fix: adviceTable[code].fix })
  })

  test('again after a refusal is as it should be: nothing had happened', () => {
    expect(codes(move(refused), move(done))).toEqual([])
  })

  test.each([{ payToken: 'token' }, { orderNo: 'order' }])('again after looking with %o is as it should be', (body) => {
    expect(codes(move(late), look(body), move(done))).toEqual([])
  })

  test('looking at another payment does not count', () => {
    expect(codes(move(late), look({ payToken: 'other' }), move(done))).toEqual([code])
  })

  test('looking before does not count', () => {
    expect(codes(look({ payToken: 'token' }), move(late), move(done))).toEqual([code])
  })

  test('another payment is another matter', () => {
    expect(codes(move(late), move(done, 'other'))).toEqual([])
  })

  test('redacted tokens are not taken for the same', () => {
    expect(codes(move(late, '[redacted 22 chars]'), move(done, '[redacted 22 chars]'))).toEqual([])
  })

  test('three times is found twice, each with the one before', () => {
    expect(adviceOf([move(late), move(late), move(done)]).map(({ exchanges }) => exchanges)).toEqual([
      [0, 1],
      [1, 2],
    ])
  })
})

describe('promotion.executePromotion', () => {
  const grant = (key: string, answer: Answered, user = '1') =>
    call('promotion.executePromotion', { promotionCode: 'P', key, amount: 1 }, answer, user)
  const result = (key: string, answer: Answered) =>
    call('promotion.executionResult', { promotionCode: 'P', key }, answer)

  test('a new key after an unclear answer can grant twice', () => {
    expect(codes(grant('a', late), grant('b', done))).toEqual(['points-granted-with-new-key'])
  })

  test('the same key, another user, or a settled one is as it should be', () => {
    expect(codes(grant('a', late), grant('a', done))).toEqual([])
    expect(codes(grant('a', late), grant('b', done, '2'))).toEqual([])
    expect(codes(grant('a', late), result('a', done), grant('b', done))).toEqual([])
    expect(codes(grant('a', refused), grant('b', done))).toEqual([])
    expect(codes(grant('a', done), grant('b', done))).toEqual([])
  })

  test('a result that is itself unclear settles nothing', () => {
    expect(codes(grant('a', late), result('a', late), grant('b', done))).toEqual(['points-granted-with-new-key'])
  })
})

describe('login.generateToken', () => {
  const exchange = (authorizationCode: string, answer: Answered) =>
    call('login.generateToken', { authorizationCode, referrer: 'DEFAULT' }, answer)

  test('the same code twice is one thing to change; after a failure it is not', () => {
    expect(codes(exchange('a', done), exchange('a', refused))).toEqual(['authorization-code-used-again'])
    expect(codes(exchange('a', refused), exchange('a', done))).toEqual([])
    expect(codes(exchange('a', done), exchange('b', done))).toEqual([])
  })
})

test('what is no operation, or has no body, leads to nothing', () => {
  const stray: ObservedExchange = {
    operation: null,
    request: { headers: {}, body: undefined },
    status: 404,
    response: null,
  }
  const empty = { ...stray, operation: 'pay.executePayment' as const }
  expect(codes(stray, empty, empty)).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { openNotebook } from '../../verify/notebook.js'
import { readAnswer } from '../../verify/read-answer.js'

/** What came back for a get-order-status, as JSON with status 200. */
function answerWith(body: unknown) {
  const contentType = 'application/json'
  const text = JSON.stringify(body)
  return readAnswer('iap.getOrderStatus', { status: 200, contentType, text, protocol: undefined })
}

const unknownOrder = answerWith({
  resultType: 'SUCCESS',
  success: { orderId: 'order-1', status: 'NOT_FOUND', reason: '' },
})
const unknownUser = answerWith({
  resultType: 'FAIL',
  success: null,
  error: { errorType: 0, errorCode: '4010', reason: '인증 정보를 찾을 수 없어요.', data: {} },
})

describe('something that must hold', () => {
  test.each([
    [true, []],
    [false, [{ field: 'a field', rule: 'value', expected: 'one', got: 'two' }]],
  ] as const)('is a difference where it does not: %s', (holds, differences) => {
    const notebook = openNotebook()
    notebook.holds(['http/first', 'http/second'], 'two', { field: 'a field', expected: 'one', holds })
    for (const id of ['http/first', 'http/second']) {
      expect(notebook.entry(id)).toMatchObject({ seen: ['two'], differences })
      expect(notebook.entry(id)?.differences).toHaveLength(differences.length)
    }
  })
})

test('a difference that was noted stays when the same is seen again without one', () => {
  const notebook = openNotebook()
  notebook.holds('http/first', 'two', { field: 'a field', expected: 'one', holds: false })
  notebook.holds('http/first', 'two', { field: 'a field', expected: 'one', holds: true })
  expect(notebook.entry('http/first')).toMatchObject({ seen: ['two'], differences: [{ got: 'two' }] })
})

test('an expected failure is noted under its code and the further behaviours; another one is a difference there', () => {
  const notebook = openNotebook()
  expect(notebook.failure(unknownUser, '4010', ['http/header-case'])).toBe(true)
  expect(notebook.ids).toEqual(['iap.getOrderStatus/4010', 'http/header-case'])
  expect(notebook.entry('http/header-case')?.differences).toEqual([])
  expect(notebook.failure(unknownUser, '4050')).toBe(false)
  expect(notebook.failure(unknownOrder, '4050')).toBe(false)
  expect(notebook.entry('iap.getOrderStatus/4050')?.differences).toMatchObject([
    { rule: 'answer', expected: '4050', got: expect.stringContaining('FAIL 4010') },
    { rule: 'answer', expected: '4050', got: expect.stringContaining('SUCCESS') },
  ])
})

test('a success is compared with the values that it must have, and a failure is none', () => {
  const notebook = openNotebook()
  expect(notebook.success(unknownOrder, [], { orderId: 'order-1', status: 'NOT_FOUND' })).toBe(true)
  expect(notebook.entry('iap.getOrderStatus/success')?.differences).toEqual([])
  expect(notebook.success(unknownOrder, ['http/unknown-fields'], { status: 'PURCHASED' })).toBe(true)
  expect(notebook.entry('http/unknown-fields')?.differences).toMatchObject([
    { field: 'response.body.success.status', rule: 'value', expected: '{"status":"PURCHASED"}' },
  ])
  expect(notebook.success(unknownUser, ['http/chunked-body'])).toBe(false)
  expect(notebook.entry('http/chunked-body')?.differences).toMatchObject([{ rule: 'answer', expected: 'SUCCESS' }])
})

test('of an obstacle the first reason is kept, and of a variant every place once', () => {
  const notebook = openNotebook()
  notebook.cannot(['tls/version-1.1', 'tls/version-1.2'], 'no connection')
  notebook.cannot('tls/version-1.1', 'another reason')
  expect(notebook.entry('tls/version-1.1')).toEqual({ seen: [], differences: [], obstacle: 'no connection' })
  for (const where of ['iap.getOrderStatus', 'pay.makePayment', 'iap.getOrderStatus']) {
    notebook.shows('iap.userHeader', 'optional', where)
  }
  notebook.shows('iap.userHeader', 'required', 'pay.makePayment')
  expect([...notebook.options('iap.userHeader')]).toEqual([
    ['optional', ['iap.getOrderStatus', 'pay.makePayment']],
    ['required', ['pay.makePayment']],
  ])
})

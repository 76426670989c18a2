import { describe, expect, test } from 'vitest'
import {
  checkResponse,
  exploreResponses,
  type JsonSchema,
  messageAsRead,
  type Operation,
  operations,
} from '../../contracts/index.js'
import { judgeExchange } from '../../traffic/judge-exchange.js'
import { readAnswer } from '../../verify/read-answer.js'

/** A payload without the fields that it has as null, and the paths of these. */
function withoutNulls(value: unknown, path = ''): { value: unknown; left: string[] } {
  if (Array.isArray(value)) {
    const items = value.map((item, index) => withoutNulls(item, `${path}[${index}]`))
    return { value: items.map((item) => item.value), left: items.flatMap(({ left }) => left) }
  }
  if (typeof value !== 'object' || value === null) return { value, left: [] }
  const fields = Object.entries(value).map(([name, field]) => ({
    name,
    field,
    ...withoutNulls(field, `${path}.${name}`),
  }))
  const there = fields.filter(({ field }) => field !== null)
  return {
    value: Object.fromEntries(there.map(({ name, value: inner }) => [name, inner])),
    left: fields.flatMap(({ name, field, left }) => (field === null ? [`${path}.${name}`] : left)),
  }
}

/** Successes of an operation in which a field that has to be there is null. */
const answers = (operations as readonly Operation[]).flatMap(({ id, success: { schema } }) =>
  exploreResponses(id as never).flatMap(({ name, kind, body }) => {
    const { success } = body as { success: unknown }
    const { value, left } = withoutNulls(success)
    const optional = Object.keys((schema as JsonSchema).properties ?? {}).filter(
      (field) => !schema.required?.includes(field),
    )
    const counts = left.filter((path) => !optional.some((field) => path === `.${field}`))
    return kind === 'success' && counts.length > 0 ? [{ id, name, schema, success, value, left, counts }] : []
  }),
)

test('four operations and both kinds of place have such fields', () => {
  expect([...new Set(answers.map(({ id }) => id))]).toEqual([
    'login.loginMe',
    'pay.executePayment',
    'pay.refundPayment',
    'pay.getPaymentStatus',
  ])
  expect(answers.some(({ counts }) => counts.some((path) => path.startsWith('.card.')))).toBe(true)
})

describe.each(answers)('$id, $name, without what is null', ({ id, schema, success, value, left, counts }) => {
  const body = { resultType: 'SUCCESS', success: value }

  test('is read as with null', () => {
    const optional = left.filter((path) => !counts.includes(path)).map((path) => path.slice(1))
    const read = messageAsRead(schema, value) as object
    expect({ ...Object.fromEntries(optional.map((name) => [name, null])), ...read }).toEqual(success)
  })

  test('has a violation for each, which says that null would do', () => {
    const found = checkResponse(id as never, { status: 200, body })
    expect(found.map(({ field }) => field).sort()).toEqual(counts.map((path) => `response.body.success${path}`).sort())
    for (const violation of found) expect(violation).toMatchObject({ rule: 'required', mayBeNull: true })
  })

  test('is told as a note by check and verify, and is no finding', () => {
    const known = (operations as readonly Operation[]).find((operation) => operation.id === id) as never
    const request = { headers: {}, body: { kind: 'unrecorded' } } as const
    const response = { status: 200, contentType: 'application/json', body: { kind: 'json', value: body } } as const
    const judged = judgeExchange(known, { method: 'POST', url: '/', request, response } as never)
    expect(judged.leftOut.map(({ field }) => field).sort()).toEqual(
      counts.map((path) => `response.body.success${path}`).sort(),
    )
    expect(judged.findings.filter(({ field }) => field.startsWith('response'))).toEqual([])

    const wire = { status: 200, contentType: 'application/json', text: JSON.stringify(body), protocol: undefined }
    const answer = readAnswer(id as never, wire)
    expect(answer.differences).toEqual([])
    expect(answer.leftOut.length).toBeGreaterThan(0)
    expect(answer.seen).toContain(`without ${answer.leftOut[0]}`)
  })
})

test('a failure without success: null is no envelope of the API, and a field that may not be null has to be there', () => {
  const error = { errorType: 0, errorCode: '4010', reason: '', data: {} }
  const [missing] = checkResponse('iap.getOrderStatus', { status: 200, body: { resultType: 'FAIL', error } })
  expect(missing).toMatchObject({ field: 'response.body.success', rule: 'required' })
  expect(missing).not.toHaveProperty('mayBeNull')
  const body = { resultType: 'SUCCESS', success: {} }
  for (const violation of checkResponse('pay.makePayment', { status: 200, body })) {
    expect(violation).not.toHaveProperty('mayBeNull')
  }
})

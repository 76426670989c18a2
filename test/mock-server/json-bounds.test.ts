import { expect, test } from 'vitest'
import { startMockServer } from '../../mock-server/index.js'
import { beyondJsonBounds, jsonBounds } from '../../mock-server/partner-side/json-bounds.js'
import { watch } from './faults/wire.js'

const nested = (levels: number) => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

const isBeyond = (json: string) => beyondJsonBounds(Buffer.from(json)) !== undefined

test('depth is counted in lists and maps, not in texts', () => {
  expect(isBeyond(JSON.stringify(nested(jsonBounds.levels)))).toBe(false)
  expect(isBeyond(JSON.stringify(nested(jsonBounds.levels + 1)))).toBe(true)
  expect(isBeyond('['.repeat(1_000_000))).toBe(true)
  expect(isBeyond(JSON.stringify({ text: `\\"${'['.repeat(1_000)}` }))).toBe(false)
  expect(isBeyond(JSON.stringify(Array(1_000).fill([[1]])))).toBe(false)
})

test.each([
  ['a number', (count: number) => Array(count).fill(0)],
  ['an empty list', (count: number) => Array(count).fill([])],
  ['an empty map', (count: number) => Array(count).fill({})],
  ['a text', (count: number) => Array(count).fill('a,[{"')],
  ['a field', (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, null]))],
  ['a map with a list', (count: number) => Array(Math.floor(count / 3)).fill({ a: [1] })],
])('every value is counted, whatever it is: %s', (_, make) => {
  // The list or map around them is one too.
  const most = make(jsonBounds.values - 1)
  expect(beyondJsonBounds(Buffer.from(JSON.stringify(most)))).toBeUndefined()
  expect(beyondJsonBounds(Buffer.from(JSON.stringify(most, null, 2)))).toBeUndefined()
  expect(beyondJsonBounds(Buffer.from(JSON.stringify(make(jsonBounds.values + 2), null, 1)))).toBe(
    'it holds more than 75,000 values',
  )
})

test('a body of more values is refused before it is parsed, by either port, and the journal says why', async () => {
  await using mock = await startMockServer()
  const body = { templateSetCode: 'A', contextList: Array(jsonBounds.values).fill(0) }
  const { status, text } = await watch(mock, 'messenger.sendBulkMessage', { body })
  expect(status).toBe(400)
  expect(JSON.parse(text).error.data.errorDetails).toEqual([
    { field: 'body', message: '요청 본문이 너무 커요.', rejectedValue: null },
  ])
  expect(mock.journal.exchanges()[0]).toMatchObject({
    because: 'the body is more than this mock reads: it holds more than 75,000 values',
    violations: [{ field: 'request.body', rule: 'size' }],
  })
  const control = await fetch(`${mock.controlUrl}/mini-apps/my-mini-app/templates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(control.status).toBe(400)
  expect(await control.json()).toMatchObject({
    error: { message: 'the body is more than the control API reads: it holds more than 75,000 values' },
  })
})

test('a body that is nested too deep is refused as unreadable, and the journal can be read afterwards', async () => {
  await using mock = await startMockServer({ redact: false })
  // Written by hand: JSON.stringify runs out of stack.
  const body = { toJSON: () => nested(jsonBounds.levels + 1) }
  const { status, text } = await watch(mock, 'pay.makePayment', { body, headers: { 'x-toss-user-key': '1' } })
  expect(status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ resultType: 'FAIL', error: { errorCode: 'INVALID_PARAMETER' } })
  expect(mock.journal.exchanges()[0]?.because).toMatch(/nested more than 100 levels deep/)
  const journal = await fetch(`${mock.controlUrl}/journal`)
  expect(((await journal.json()) as { entries: unknown[] }).entries).toHaveLength(1)
})

import { expect, test } from 'vitest'
import { startMockServer } from '../../mock-server/index.js'
import { deepestJson, isTooDeep } from '../../mock-server/json-depth.js'
import { watch } from './faults/wire.js'

const nested = (levels: number) => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

test('depth is counted in lists and maps, not in texts', () => {
  expect(isTooDeep(Buffer.from(JSON.stringify(nested(deepestJson))))).toBe(false)
  expect(isTooDeep(Buffer.from(JSON.stringify(nested(deepestJson + 1))))).toBe(true)
  expect(isTooDeep(Buffer.from('['.repeat(1_000_000)))).toBe(true)
  expect(isTooDeep(Buffer.from(JSON.stringify({ text: `\\"${'['.repeat(1_000)}` })))).toBe(false)
  expect(isTooDeep(Buffer.from(JSON.stringify(Array(1_000).fill([[1]]))))).toBe(false)
})

test('a body that is nested too deep is refused as unreadable, and the journal can be read afterwards', async () => {
  await using mock = await startMockServer({ redact: false })
  // Written by hand: JSON.stringify runs out of stack.
  const body = { toJSON: () => nested(deepestJson + 1) }
  const { status, text } = await watch(mock, 'pay.makePayment', { body, headers: { 'x-toss-user-key': '1' } })
  expect(status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ resultType: 'FAIL', error: { errorCode: 'INVALID_PARAMETER' } })
  expect(mock.journal.exchanges()[0]?.because).toMatch(/nested more than 100 levels deep/)
  const journal = await fetch(`${mock.controlUrl}/journal`)
  expect(((await journal.json()) as { entries: unknown[] }).entries).toHaveLength(1)
})

import { expect, test } from 'vitest'
import { strictFailure, summaryInWords } from '../../cli/run/summary.js'
import { createTally } from '../../cli/run/tally.js'
import type { ExchangeEntry, HandshakeRefusalEntry } from '../../mock-server/index.js'

const plain = { paint: (_style: unknown, text: string) => text, columns: 80, nothingCame: 'Nothing came.' }

function exchange(entry: Partial<ExchangeEntry>): ExchangeEntry {
  return {
    id: 1,
    at: '2026-01-01T00:00:00.000Z',
    kind: 'exchange',
    miniApp: 'shop',
    connection: { id: 1, serialNumber: '01' },
    operation: 'login.loginMe',
    method: 'GET',
    path: '/x',
    status: 200,
    resultType: 'SUCCESS',
    milliseconds: 1,
    request: { headers: {}, body: undefined },
    response: { body: {} },
    violations: [],
    ...entry,
  }
}

test('however many paths are called, the list stays one that a person reads', () => {
  const tally = createTally()
  for (let number = 0; number < 1_000; number++) {
    tally.count(
      exchange({ operation: null, path: `/${number}?token=secret`, status: 404, resultType: 'FAIL', because: 'no' }),
    )
  }
  expect(tally.calls).toHaveLength(101)
  expect(tally.broken).toHaveLength(101)
  expect(tally.calls.at(-1)).toMatchObject({ name: 'other paths', times: 900 })
  const text = summaryInWords(tally, plain)
  expect(text).toContain('apps-in-toss-mock: 1000 calls, 1000 failed')
  expect(text).not.toContain('secret')
})

test('callbacks that the partner did not take are told, with their reason', () => {
  const tally = createTally()
  const callback = {
    id: 1,
    at: '',
    kind: 'callback',
    miniApp: 'shop',
    callback: 'callbacks.unlink',
    method: 'POST',
  } as const
  const refused = {
    url: 'http://127.0.0.1:1/x?userKey=443731103',
    delivered: false,
    status: 401,
    milliseconds: 1,
  } as const
  const rest = { request: { headers: {}, body: null }, response: null }
  for (let time = 0; time < 2; time++)
    tally.count({ ...callback, ...refused, ...rest, error: 'the partner answered 401' })
  tally.count({ ...callback, ...refused, ...rest, delivered: true })
  expect(summaryInWords(tally, plain)).toContain(
    'Callbacks that were not taken\n  callbacks.unlink → POST http://127.0.0.1:1/x (2 times)\n    the partner answered 401.\n',
  )
})

test('failures are told by code, by HTTP status where there is none, and as NO_ANSWER where a fault let none through', () => {
  const tally = createTally()
  tally.count(exchange({}))
  tally.count(exchange({ status: 200, resultType: 'FAIL', errorCode: '4010' }))
  tally.count(exchange({ status: 200, resultType: 'HTTP_TIMEOUT' }))
  tally.count(exchange({ status: 503, resultType: 'FAIL' }))
  tally.count(exchange({ status: 0, resultType: 'NO_ANSWER' }))
  tally.count(exchange({ status: 0, resultType: 'NO_ANSWER' }))
  expect(summaryInWords(tally, plain)).toContain(
    '  login.loginMe      6         5  4010, HTTP_TIMEOUT, HTTP 503, NO_ANSWER ×2\n',
  )
  expect(strictFailure(tally)).toBeUndefined()
})

test('why calls were refused is told once for each code, and nothing in it steers the terminal', () => {
  const tally = createTally()
  const because = 'the code was used already\n\u001b[2Jforged'
  for (let call = 0; call < 2; call++) tally.count(exchange({ resultType: 'FAIL', errorCode: '4011', because }))
  tally.count(exchange({ resultType: 'FAIL', errorCode: '4113', because, override: 'FAIL 4113' }))
  const text = summaryInWords(tally, plain)
  expect(text).toContain('  login.loginMe 4011 (2 times)\n    the code was used already\\n\\u001b[2Jforged.\n')
  expect(text).not.toContain('login.loginMe 4113')
  expect(text).not.toContain('\u001b')
  expect(strictFailure(tally)).toBeUndefined()
})

test('a refusal that is only a probe of the port is told, and breaks nothing', () => {
  const refusal = (reason: HandshakeRefusalEntry['reason']): HandshakeRefusalEntry => ({
    id: 1,
    at: '2026-01-01T00:00:00.000Z',
    kind: 'handshake-refusal',
    reason,
    message: 'it went away',
    fix: 'Nothing to do.',
    times: 1,
  })
  const tally = createTally()
  tally.count(refusal('closed-by-client'))
  expect(summaryInWords(tally, plain)).toContain('  closed-by-client\n    it went away.\n    Nothing to do.\n')
  tally.count(exchange({}))
  expect(strictFailure(tally)).toBeUndefined()
  tally.count(refusal('no-client-certificate'))
  expect(strictFailure(tally)).toBe('what it called breaks the contract')
})

test('where nothing reached the mock, it is said, and --strict fails', () => {
  const tally = createTally()
  expect(strictFailure(tally)).toBe('nothing that it called reached the mock')
  expect(summaryInWords(tally, plain)).toContain('0 calls, 0 failed\n  Nothing came.\n')
  tally.count(exchange({}))
  expect(strictFailure(tally)).toBeUndefined()
  expect(summaryInWords(tally, plain)).not.toContain('Nothing came.')
})

test('a call of an operation that is known and not mocked is told, and breaks nothing', () => {
  const tally = createTally()
  const path = '/api-partner/v1/apps-in-toss/pay/execute-billing'
  const call = { operation: null, method: 'POST', path, status: 404, resultType: 'FAIL', because: 'unknown' } as const
  tally.count(exchange(call))
  tally.count(exchange(call))
  expect(summaryInWords(tally, { ...plain, columns: 200 })).toContain(
    `Known, and not mocked\n  POST ${path} (2 times)\n    pay.executeBilling (자동결제 실행하기) is known and not mocked: what it answers is unpublished; it is not pay.executePayment.\n`,
  )
  expect(strictFailure(tally)).toBeUndefined()
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkResponse } from '../../../contracts/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import {
  faultHeader,
  namedFaults,
  readNamedFault,
  spelling,
} from '../../../mock-server/partner-side/faults/named-faults.js'
import { approvedPayment, nextEntry, watch } from './wire.js'

let mock: MockServer
let orders = 0
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

/** A value that each name can have. */
const values: Record<string, string> = {
  milliseconds: '5',
  status: '503',
  resultType: 'NETWORK_ERROR',
  code: 'PAY_EXPIRED',
  bytesPerSecond: '100000',
}

async function executeAsking(name: string) {
  const orderNo = `order-${++orders}`
  const { body, headers } = await approvedPayment(mock, orderNo)
  const asking = { ...headers, [faultHeader]: name }
  const giveUp = name.endsWith('hang') && { giveUp: nextEntry(mock) }
  const seen = await watch(mock, 'pay.executePayment', { body, headers: asking, ...giveUp })
  const { status } = await mock.toss.payments.get(orderNo)
  return { seen, paid: status === 'PAY_COMPLETE', entry: mock.journal.exchanges().at(-1) }
}

test('after-commit-reset: the money has moved, and the answer is lost', async () => {
  const { seen, paid, entry } = await executeAsking('after-commit-reset')
  expect(seen).toMatchObject({ status: 0, error: 'ECONNRESET' })
  expect(paid).toBe(true)
  expect(entry).toMatchObject({ fault: { id: 'header', kind: 'reset', tookEffect: true } })
})

// The seed decides one of them, and another takes three seconds.
test.each(
  namedFaults
    .filter(({ name }) => name !== 'during-reset' && name !== 'read-timeout-3s')
    .map((named) => [spelling(named), named] as const),
)('%s does what its text says of the effect', async (_, { name, value, text }) => {
  const { paid, entry } = await executeAsking(value === undefined ? name : `${name}=${values[value]}`)
  expect(paid).toBe(/took effect|late answer/.test(text))
  expect(entry?.fault?.tookEffect).toBe(paid)
})

test('only the call that asks for it is struck, and no rule counts it', async () => {
  await mock.toss.faults.add({ when: { next: 1 }, fault: { kind: 'status', status: 500 } })
  expect((await watch(mock, 'login.loginMe', { headers: { [faultHeader]: 'before-reset' } })).error).toBe('ECONNRESET')
  expect((await watch(mock, 'login.loginMe')).status).toBe(500)
  expect((await watch(mock, 'login.loginMe')).status).toBe(200)
})

test.each([
  ['explode', /there is no fault .*after-commit-reset.*status=<status>/],
  ['hang=5', /there is no fault/],
  ['latency', /there is no fault/],
  ['status=418', /^x-apps-in-toss-mock-fault\.fault\.status must be one of 429, 500, 502, 503, 504/],
  ['latency=soon', /the value must be a whole number in digits, not "soon"/],
  ['fail=4113', /failure code of pay\.executePayment, not .*PAY_EXPIRED/],
  ['after-commit-status=429', /effect cannot be true/],
])('%s is answered with HTTP 400 and the list, and nothing happens', async (name, message) => {
  const { seen, paid } = await executeAsking(name)
  expect(seen.status).toBe(400)
  const body = JSON.parse(seen.text)
  expect(checkResponse('pay.executePayment', { status: 400, body })).toEqual([])
  expect(body.error.data.errorDetails[0]).toMatchObject({ field: faultHeader, message: expect.stringMatching(message) })
  expect(paid).toBe(false)
})

test('read-timeout-3s is HTTP_TIMEOUT after three seconds, with effect', () => {
  expect(readNamedFault('read-timeout-3s', 'login.removeByUserKey')?.fault).toEqual({
    kind: 'result-type',
    resultType: 'HTTP_TIMEOUT',
    effect: true,
    afterMilliseconds: 3_000,
  })
})

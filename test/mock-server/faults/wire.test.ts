import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ExchangeEntry, Fault } from '../../../mock-server/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { approvedPayment, nextEntry, type Seen, watch } from './wire.js'

let mock: MockServer
let orders = 0
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterEach(() => mock.toss.faults.clear())
afterAll(() => mock.close())

/** Executes a payment under a fault: what the client saw, what became of the payment, and what the journal says. */
async function executeUnder(fault: Fault) {
  const orderNo = `order-${++orders}`
  const execution = await approvedPayment(mock, orderNo)
  await mock.toss.faults.add({ operation: 'pay.executePayment', when: { next: 1 }, fault })
  const giveUp = fault.kind === 'hang' && { giveUp: nextEntry(mock) }
  const seen = await watch(mock, 'pay.executePayment', { ...execution, ...giveUp })
  const { status } = await mock.toss.payments.get(orderNo)
  const entry = mock.journal.exchanges({ operation: 'pay.executePayment' }).at(-1) as ExchangeEntry
  return { seen, paid: status === 'PAY_COMPLETE', entry }
}

const success = (seen: Seen) => JSON.parse(seen.text).resultType === 'SUCCESS'

test('latency: the operation takes effect at once, and the answer comes as late as told', async () => {
  const { seen, paid, entry } = await executeUnder({ kind: 'latency', milliseconds: 80 })
  expect(success(seen)).toBe(true)
  expect(seen.milliseconds).toBeGreaterThanOrEqual(80)
  expect(paid).toBe(true)
  expect(entry).toMatchObject({ status: 200, resultType: 'SUCCESS', fault: { kind: 'latency', tookEffect: true } })
})

test.each([
  [{ kind: 'hang' }, false],
  [{ kind: 'hang', effect: true }, true],
] as const)('%j: nothing comes until the client gives up, and took effect: %s', async (fault, effect) => {
  const { seen, paid, entry } = await executeUnder(fault)
  expect(seen).toMatchObject({ status: 0, text: '', error: 'given up' })
  expect(paid).toBe(effect)
  expect(entry).toMatchObject({ status: 0, resultType: 'NO_ANSWER', fault: { kind: 'hang', tookEffect: effect } })
  expect(entry.response.body).toBeNull()
})

test.each([
  ['before', false],
  ['after-commit', true],
] as const)('reset %s: not a byte of an answer, and took effect: %s', async (at, effect) => {
  const { seen, paid, entry } = await executeUnder({ kind: 'reset', at })
  expect(seen).toMatchObject({ status: 0, text: '', error: 'ECONNRESET' })
  expect(paid).toBe(effect)
  expect(entry).toMatchObject({ status: 0, resultType: 'NO_ANSWER', fault: { kind: 'reset', tookEffect: effect } })
})

test('reset during: the seed decides whether the operation took effect, and the journal tells', async () => {
  const runs = await Promise.all(Array.from({ length: 12 }, (_, index) => duringReset(`app-${index}`)))
  for (const { paid, told } of runs) expect(told).toBe(paid)
  expect(new Set(runs.map(({ paid }) => paid))).toEqual(new Set([true, false]))
  await using again = await startMockServer({ controlPort: false })
  expect(await duringReset('app-3', again)).toEqual(runs[3])
})

async function duringReset(miniApp: string, on = mock) {
  const tls = await on.issueCertificate(miniApp)
  const toss = on.tossSide(miniApp)
  const { userKey } = await toss.logIn()
  await toss.faults.add({ fault: { kind: 'reset', at: 'during' } })
  await watch(on, 'login.removeByUserKey', { tls, body: { userKey } })
  const [entry] = on.journal.exchanges({ miniApp })
  return { paid: (await toss.users.get(userKey)).link === null, told: entry?.fault?.tookEffect }
}

test.each([
  ['closed', 'ECONNRESET'],
  ['reset', 'ECONNRESET'],
  ['complete', null],
] as const)('truncated-body %s: half of the body, and the operation took effect', async (ends, error) => {
  const { seen, paid, entry } = await executeUnder({ kind: 'truncated-body', ends })
  expect(seen).toMatchObject({ status: 200, error })
  expect(seen.text).toMatch(/^\{"resultType":"SUCCESS"/)
  expect(() => JSON.parse(seen.text)).toThrow()
  const isWhole = Number(seen.headers['content-length']) === Buffer.byteLength(seen.text)
  expect(isWhole).toBe(ends === 'complete')
  expect(paid).toBe(true)
  expect(entry.fault).toMatchObject({ kind: 'truncated-body', tookEffect: true })
})

test.each([false, true])('not-json: HTTP 200 with text under the name of JSON; effect %s', async (effect) => {
  const { seen, paid } = await executeUnder({ kind: 'not-json', effect })
  expect(seen).toMatchObject({ status: 200, error: null, headers: { 'content-type': 'application/json' } })
  expect(() => JSON.parse(seen.text)).toThrow()
  expect(paid).toBe(effect)
})

test.each([429, 500, 502, 503, 504] as const)(
  'html-gateway-page %i: HTML, and no effect by default',
  async (status) => {
    const { seen, paid } = await executeUnder({ kind: 'html-gateway-page', status })
    expect(seen).toMatchObject({ status, headers: { 'content-type': 'text/html' } })
    expect(seen.text).toContain(`<title>${status} `)
    expect(seen.headers['retry-after']).toBe(status === 429 || status === 503 ? '1' : undefined)
    expect(paid).toBe(false)
  },
)

test.each([429, 500, 502, 503, 504] as const)('status %i: a FAIL envelope with that status', async (status) => {
  const { seen, paid } = await executeUnder({ kind: 'status', status })
  expect(seen.status).toBe(status)
  expect(JSON.parse(seen.text)).toMatchObject({
    resultType: 'FAIL',
    success: null,
    error: { errorCode: 'INTERNAL_ERROR' },
  })
  expect(paid).toBe(false)
})

test('status and html-gateway-page with effect: the operation took effect behind the error', async () => {
  expect((await executeUnder({ kind: 'status', status: 502, effect: true })).paid).toBe(true)
  expect((await executeUnder({ kind: 'html-gateway-page', status: 504, effect: true })).paid).toBe(true)
})

test.each(['HTTP_TIMEOUT', 'NETWORK_ERROR', 'EXECUTION_FAIL', 'INTERRUPTED', 'INTERNAL_ERROR'] as const)(
  'result-type %s: that envelope, with and without effect',
  async (resultType) => {
    for (const effect of [false, true]) {
      const { seen, paid, entry } = await executeUnder({ kind: 'result-type', resultType, effect })
      expect(seen.status).toBe(200)
      expect(JSON.parse(seen.text)).toEqual({ resultType, success: null, error: null })
      expect(paid).toBe(effect)
      expect(entry).toMatchObject({ resultType, fault: { tookEffect: effect } })
    }
  },
)

test('fail: the code with the reason of the contract, and no effect', async () => {
  const { seen, paid, entry } = await executeUnder({ kind: 'fail', code: 'PAY_EXPIRED' })
  expect(JSON.parse(seen.text)).toMatchObject({
    resultType: 'FAIL',
    error: { errorCode: 'PAY_EXPIRED', reason: '결제 기한이 만료되었습니다.' },
  })
  expect(paid).toBe(false)
  expect(entry).toMatchObject({ errorCode: 'PAY_EXPIRED', fault: { kind: 'fail', tookEffect: false } })
})

test('fail 4095 tells how long to wait, as the contract asks', async () => {
  const { seen } = await executeUnder({ kind: 'fail', code: '4095' })
  expect(JSON.parse(seen.text).error.data).toEqual({ retryAfterSeconds: 60 })
})

test('slow-drip: the whole answer, in many pieces', async () => {
  const { seen, paid } = await executeUnder({ kind: 'slow-drip', bytesPerSecond: 4_000 })
  expect(success(seen)).toBe(true)
  expect(seen.pieces).toBeGreaterThan(2)
  expect(seen.milliseconds).toBeGreaterThan(100)
  expect(paid).toBe(true)
})

test('afterMilliseconds lets a gateway time out before it answers', async () => {
  const { seen } = await executeUnder({ kind: 'html-gateway-page', status: 504, afterMilliseconds: 70 })
  expect(seen.status).toBe(504)
  expect(seen.milliseconds).toBeGreaterThanOrEqual(70)
})

test('an operation that was refused did not take effect, and the journal says why', async () => {
  const execution = await approvedPayment(mock, 'twice')
  await watch(mock, 'pay.executePayment', execution)
  await mock.toss.faults.add({ when: { next: 1 }, fault: { kind: 'reset', at: 'after-commit' } })
  await watch(mock, 'pay.executePayment', execution)
  const entry = mock.journal.exchanges().at(-1)
  expect(entry).toMatchObject({ fault: { tookEffect: false, what: expect.stringContaining('PAY_ALREADY_COMPLETED') } })
})

test('a body that cannot be read is struck as well', async () => {
  await mock.toss.faults.add({ when: { next: 1 }, fault: { kind: 'reset', at: 'after-commit' } })
  const seen = await watch(mock, 'login.refreshToken', { headers: { 'content-type': 'text/plain' }, body: 'x' })
  expect(seen.error).toBe('ECONNRESET')
  expect(await mock.toss.faults.list()).toEqual([])
})

test('a kept-alive connection goes on after a fault that leaves it whole', async () => {
  const { Agent, request } = await import('undici')
  const agent = new Agent({ connect: { ...mock.clientTls }, connections: 1 })
  await mock.toss.faults.add({ when: { next: 1 }, fault: { kind: 'truncated-body', ends: 'complete' } })
  const get = async () => {
    const { body } = await request(`${mock.baseUrl}/api-partner/v1/apps-in-toss/user/oauth2/login-me`, {
      dispatcher: agent,
    })
    return body.text()
  }
  const cut = await get()
  const whole = await get()
  expect(whole.startsWith(cut)).toBe(true)
  expect(JSON.parse(whole).resultType).toBe('FAIL')
  await agent.close()
})

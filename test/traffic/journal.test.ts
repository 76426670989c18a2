import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { checkTraffic } from '../../traffic/index.js'
import { folder, recording } from './recordings.js'

const base = '/api-partner/v1/apps-in-toss'

/** The journal as the control API writes it, in a file. */
async function exported(mock: MockServer, query = ''): Promise<string> {
  const response = await fetch(`${mock.controlUrl}/journal.jsonl${query}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
  return recording(await response.text(), 'journal.jsonl')
}

/** A login, its user, an order that is not there, and a payment. */
async function useTheApi(mock: MockServer): Promise<void> {
  await using client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl, decryption: mock.decryption })
  const login = await mock.toss.logIn({ profile: { name: '김토스', phone: '01012345678' } })
  const { accessToken } = await client.login.generateToken(login)
  await client.login.loginMe({ accessToken })
  await client.iap.getOrderStatus({ orderId: 'none', userKey: login.userKey })
  const order = {
    orderNo: 'order-1',
    productDesc: '김토스의 주문',
    amount: 1000,
    amountTaxFree: 0,
    isTestPayment: true,
  }
  await client.pay.makePayment({ ...order, userKey: login.userKey })
  await client.login.removeByUserKey({ userKey: login.userKey })
}

/** Sends what the client would not. */
function send(mock: MockServer, path: string, text: string, headers: Record<string, string> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { ...mock.clientTls, method: 'POST', agent: false as const }
    const sent = request(`${mock.baseUrl}${path}`, {
      ...options,
      headers: { 'content-type': 'application/json', ...headers },
    })
    sent
      .on('error', reject)
      .on('response', (response) => response.resume().on('end', () => resolve()))
      .end(text)
  })
}

test('what the bundled client sends and the mock answers keeps the contract, whether the journal hides values or not', async () => {
  for (const redact of [true, false]) {
    await using mock = await startMockServer({ redact })
    await useTheApi(mock)
    const report = await checkTraffic([await exported(mock)])
    expect(report).toMatchObject({ ok: true, broken: [], mistakes: [], unchecked: [] })
    expect(report.files[0]).toMatchObject({ format: 'journal', entries: 5 })
    expect(report.operations.map(({ operation }) => operation)).toEqual([
      'login.generateToken',
      'login.loginMe',
      'iap.getOrderStatus',
      'pay.makePayment',
      'login.removeByUserKey',
    ])
  }
})

test('mistakes are found in a journal that hides values as in one that does not', async () => {
  const found = []
  for (const redact of [true, false]) {
    await using mock = await startMockServer({ redact })
    await send(mock, `${base}/user/oauth2/generate-token`, '{"authorizationCode":12345,"referrer":"DEFAULT"}')
    await send(mock, `${base}/user/oauth2/generate-token`, '{"authorizationCode":""}')
    await send(mock, `${base}/order/get-order-status`, 'orderId=1', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    await send(mock, `${base}/pay/make-payment`, '{"amount":"1000"', { 'x-user-key': '1' })
    await send(mock, `${base}/promotion/get-key`, '')
    const { broken, mistakes } = await checkTraffic([await exported(mock)])
    found.push({
      rules: broken.map(({ findings }) => findings.map(({ field, rule }) => `${field} ${rule}`)),
      mistakes: mistakes.map(({ text }) => text),
    })
  }
  expect(found[0]).toEqual(found[1])
  expect(found[0]).toEqual({
    rules: [
      ['request.body.authorizationCode type'],
      ['request.body.referrer required', 'request.body.authorizationCode minLength'],
      ['request.body type', 'request.headers.content-type contentType'],
      ['request.headers.x-toss-user-key required', 'request.headers.x-user-key unknownHeader', 'request.body type'],
    ],
    mistakes: ['a known mistake: the path is /promotion/execute-promotion/get-key'],
  })
})

test('a redacted copy of an open journal has no secret and nobody’s data, and is a journal that can be checked', async () => {
  await using mock = await startMockServer({ redact: false })
  await useTheApi(mock)
  await send(mock, `${base}/pay/make-payment`, '{"orderNo":"order 1 of 김토스","amount":"1000"}')
  const file = await exported(mock)
  const original = await readFile(file, 'utf8')
  const copy = join(await folder(), 'copy.jsonl')
  const report = await checkTraffic([file], { redactTo: copy })
  const text = await readFile(copy, 'utf8')

  const [{ request: first, response }] = original.split('\n').map((line) => JSON.parse(line || '{}')) as [never]
  const { authorizationCode } = (first as { body: { authorizationCode: string } }).body
  const { accessToken, refreshToken } = (response as { body: { success: Record<string, string> } }).body.success
  const userKey = String(mock.journal.exchanges()[1]?.userKey)
  for (const secret of [authorizationCode, accessToken, refreshToken, userKey, '김토스', 'order-1', mock.baseUrl]) {
    expect(original.includes(secret as string) || secret === mock.baseUrl).toBe(true)
    expect(text).not.toContain(secret)
  }
  expect(text).not.toMatch(/127\.0\.0\.1|host|user-agent/)

  const again = await checkTraffic([copy])
  expect(again.operations).toEqual(report.operations)
  const rules = ({ broken }: typeof report) =>
    broken.map(({ findings }) => findings.map(({ field, rule }) => `${field} ${rule}`))
  expect(rules(again)).toEqual(rules(report))
  expect(again.brokenInAll).toBe(1)
})

test('entries that are no exchange, and answers that a fault made, are not judged', async () => {
  const exchange = { id: 3, kind: 'exchange', method: 'POST', path: `${base}/order/get-order-status` }
  const parts = {
    request: { headers: { 'content-type': 'application/json' }, body: { orderId: 'o' } },
    response: { body: 'x' },
  }
  const lines = [
    { id: 1, kind: 'handshake-refusal', reason: 'no-client-certificate' },
    { id: 2, kind: 'callback', method: 'POST', url: 'https://partner.example/' },
    { ...exchange, ...parts, status: 200, fault: { id: 'f1', kind: 'garbage' } },
    { ...exchange, ...parts, status: 0 },
  ]
  const text = `${lines.map((line) => JSON.stringify(line)).join('\r\n')}\r\n`
  const report = await checkTraffic([await recording(text, 'journal.jsonl')])
  expect(report).toMatchObject({
    ok: true,
    ignored: [
      { host: 'refused handshakes', entries: 1 },
      { host: 'callbacks that the mock sent', entries: 1 },
    ],
  })
  expect(report.unchecked).toEqual([
    { what: 'the answer (a fault was laid on it)', exchanges: 1 },
    { what: 'the answer (no answer was recorded)', exchanges: 1 },
  ])
})

test('the export takes the same questions as the journal, and is empty where there is nothing', async () => {
  await using mock = await startMockServer()
  expect(await (await fetch(`${mock.controlUrl}/journal.jsonl`)).text()).toBe('')
  await useTheApi(mock)
  const file = await exported(mock, '?operation=login.loginMe&limit=1')
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(mock.journal.entries({ operation: 'login.loginMe' }))
  const refused = await fetch(`${mock.controlUrl}/journal.jsonl?limit=x`)
  expect([refused.status, refused.headers.get('content-type')]).toEqual([400, 'application/json; charset=utf-8'])
})

import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { breaksTheContract, summaryInWords } from '../../cli/run/summary.js'
import { createTally } from '../../cli/run/tally.js'
import { type OperationId, operation, productionOrigins } from '../../contracts/index.js'
import { type ExchangeEntry, type MockServer, startMockServer } from '../../mock-server/index.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

interface Sent {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string | Buffer
}

/** Writes one request byte by byte as it is told, and reads to the end: what was answered, and what the journal says. */
async function raw(id: OperationId, { headers = {}, body = '' }: Sent, to = mock) {
  const { method, path } = operation(id)
  const bytes = Buffer.from(body)
  const all: Record<string, string | undefined> = {
    Host: 'localhost',
    Connection: 'close',
    ...(method === 'POST' && { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length) }),
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  const before = to.journal.entries().at(-1)?.id ?? 0
  const text = await new Promise<string>((resolve, reject) => {
    const port = Number(new URL(to.baseUrl).port)
    const socket = connect({ port, host: '127.0.0.1', ...to.clientTls }, () =>
      socket.write(
        Buffer.concat([Buffer.from(`${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`), bytes]),
      ),
    )
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
  })
  const [head = '', json = ''] = text.split('\r\n\r\n')
  const entries = to.journal.entries({ after: before })
  return {
    status: Number(head.split(' ')[1]),
    answer: JSON.parse(json) as { resultType: string; error?: { errorCode: string; data: Record<string, never> } },
    entries,
    exchange: entries.find((entry) => entry.kind === 'exchange') as ExchangeEntry,
  }
}

const rules = ({ violations }: ExchangeEntry) => violations.map(({ field, rule }) => `${field} ${rule}`)
const host = (which: 'api' | 'pay') => new URL(productionOrigins[which]).host
const code = (authorizationCode: string) => JSON.stringify({ authorizationCode, referrer: 'DEFAULT' })

describe('a request that went to the other production host', () => {
  test.each([
    ['login.generateToken', 'pay'],
    ['pay.getPaymentStatus', 'api'],
  ] as const)('breaks the contract, and is answered as before: %s', async (id, wrong) => {
    const body = id === 'login.generateToken' ? code('x') : JSON.stringify({ payToken: 'x', isTestPayment: true })
    const headers = id === 'login.generateToken' ? {} : { 'x-toss-user-key': '1' }
    const usual = await raw(id, { headers, body })
    const there = await raw(id, { headers: { ...headers, Host: host(wrong) }, body })
    const right = await raw(id, { headers: { ...headers, Host: host(wrong === 'api' ? 'pay' : 'api') }, body })
    expect(there.answer).toEqual(usual.answer)
    expect([usual, right].map(({ exchange }) => rules(exchange))).toEqual([[], []])
    expect(rules(there.exchange)).toEqual(['request.url host'])
    expect(there.exchange.violations[0]).toMatchObject({ provenance: { known: 'documented' }, value: host(wrong) })
  })
})

describe('a variable that was never set', () => {
  test.each(['undefined', 'null', '[object Object]'])('is named where Bearer %s comes', async (text) => {
    const { answer, exchange } = await raw('login.loginMe', { headers: { Authorization: `Bearer ${text}` } })
    expect(answer.error?.errorCode).toBe('OAUTH_ISSUE_TOKEN_ERROR')
    expect(rules(exchange)).toEqual(['request.headers.authorization placeholder'])
    expect(exchange.violations[0]?.message).toContain(`the text "${text}"`)
  })

  test.each(['Bearer', 'Bearer '])('is named where nothing comes behind %j', async (authorization) => {
    const { exchange } = await raw('login.loginMe', { headers: { Authorization: authorization } })
    expect(rules(exchange)).toEqual(['request.headers.authorization pattern'])
  })

  test('is named in a body and in the header of a user, counts for --strict, and changes no answer', async () => {
    const inBody = await raw('login.generateToken', { body: code('undefined') })
    expect([inBody.answer.error?.errorCode, rules(inBody.exchange)]).toEqual([
      'OAUTH_ISSUE_TOKEN_ERROR',
      ['request.body.authorizationCode placeholder'],
    ])
    const inHeader = await raw('anonymousKey.verify', { headers: { 'x-anon-key': 'undefined' } })
    expect(rules(inHeader.exchange)).toEqual(['request.headers.x-anon-key placeholder'])
    const tally = createTally()
    tally.count(inBody.exchange)
    expect(breaksTheContract(tally)).toBe(true)
    const look = { paint: (_style: unknown, text: string) => text, columns: 100 }
    expect(summaryInWords(tally, look)).toContain('login.generateToken  request.body.authorizationCode (placeholder)')
  })
})

test('a header that the guide requires and the default does without is missed in the journal, not in the answer', async () => {
  const { answer, exchange } = await raw('promotion.getKey', { body: '{}' })
  expect([answer.resultType, rules(exchange)]).toEqual(['SUCCESS', ['request.headers.x-toss-user-key guide']])
})

describe('a body', () => {
  const eucKr = Buffer.concat([
    Buffer.from('{"authorizationCode":"'),
    Buffer.from([0xb1, 0xe8]),
    Buffer.from('","referrer":"D"}'),
  ])

  test('that is not UTF-8 is refused with 400, and the charset that says so is a violation of its own', async () => {
    const { status, answer, exchange } = await raw('login.generateToken', {
      headers: { 'Content-Type': 'application/json; charset=euc-kr' },
      body: eucKr,
    })
    expect([status, answer.error?.errorCode]).toEqual([400, 'INVALID_PARAMETER'])
    expect(rules(exchange)).toEqual(['request.body encoding', 'request.headers.content-type charset'])
    expect(exchange.because).toContain('EUC-KR')
  })

  test('that is not UTF-8 is read with request.encoding = any', async () => {
    await using lenient = await startMockServer({ controlPort: false, variants: { 'request.encoding': 'any' } })
    const { status, answer } = await raw('login.generateToken', { body: eucKr }, lenient)
    expect([status, answer.error?.errorCode]).toEqual([200, 'OAUTH_ISSUE_TOKEN_ERROR'])
  })

  test.each(['가나다라마바사', '가나다라마바', '가a나b다c라d마'])(
    'whose Content-Length counts the characters of %s is answered, and explained',
    async (text) => {
      const body = code(text)
      expect(Buffer.byteLength(body)).toBeGreaterThan(body.length)
      const { status, answer, exchange, entries } = await raw('login.generateToken', {
        headers: { 'Content-Length': String(body.length), Connection: 'keep-alive' },
        body,
      })
      expect([status, answer.error?.errorCode]).toEqual([400, 'INVALID_PARAMETER'])
      expect(rules(exchange)).toEqual(['request.headers.content-length contentLength'])
      expect(exchange.because).toContain('Buffer.byteLength')
      const notice = entries.find((entry) => entry.kind === 'notice')
      expect(notice).toMatchObject({
        notice: 'malformed-http',
        miniApp: mock.appName,
        fix: expect.stringContaining('bytes'),
      })
    },
  )

  test('that never comes to its end, as Content-Length is too large, is told as not answered', async () => {
    const body = code('가')
    const recorded = new Promise<ExchangeEntry>((resolve) => {
      const stop = mock.journal.onEntry((entry) => {
        if (entry.kind !== 'exchange') return
        stop()
        resolve(entry)
      })
    })
    const { port } = new URL(mock.baseUrl)
    const socket = connect({ port: Number(port), host: '127.0.0.1', ...mock.clientTls }, () => {
      const head = `POST ${operation('login.generateToken').path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n`
      socket.write(head + body, () => setImmediate(() => socket.destroy()))
    })
    expect((await recorded).because).toMatch(/^not answered: .+ Content-Length is too large/)
  })

  test('that is not JSON is not quoted in the reason', async () => {
    const { exchange } = await raw('login.generateToken', { body: 'secret-code-of-a-user' })
    expect(exchange.because).toContain('the body is not JSON')
    expect(JSON.stringify(exchange.because)).not.toContain('secret')
  })

  test('with a number beyond 2^53 is an error, never another number', async () => {
    const { status, exchange } = await raw('login.removeByUserKey', { body: '{"userKey":9007199254740993}' })
    expect([status, rules(exchange)]).toEqual([400, ['request.body.userKey safeInteger']])
    const asText = await raw('login.removeByUserKey', { body: '{"userKey":"9007199254740993"}' })
    expect(asText.answer.error?.errorCode).toBe('USER_KEY_NOT_FOUND')
    const inHeader = await raw('pay.getPaymentStatus', {
      headers: { 'x-toss-user-key': '9007199254740993' },
      body: '{"payToken":"x","isTestPayment":true}',
    })
    expect(inHeader.answer.error?.errorCode).toBe('4010')
  })

  test('that breaks a rule gets its own value back, and none where that is a token, a code or a key', async () => {
    const secret = await raw('login.generateToken', { body: '{"authorizationCode":["the-secret"],"referrer":7}' })
    expect(secret.answer.error?.data.errorDetails).toEqual([
      { field: 'authorizationCode', message: expect.any(String) },
      { field: 'referrer', message: expect.any(String), rejectedValue: 7 },
    ])
    const long = await raw('login.generateToken', {
      body: JSON.stringify({ authorizationCode: 'x', referrer: ['y'.repeat(600)] }),
    })
    expect(JSON.stringify(long.answer)).not.toMatch(/redacted|\[cut/)
  })
})

describe('a request that Node itself would refuse with an empty body', () => {
  test('without a Host header gets 400 as JSON, and stands in the journal', async () => {
    const { status, answer, exchange } = await raw('login.loginMe', { headers: { Host: undefined } })
    expect([status, answer.error?.errorCode]).toEqual([400, 'INVALID_PARAMETER'])
    expect(exchange).toMatchObject({ status: 400, because: expect.stringContaining('no Host header') })
  })

  test('that expects what nobody does gets 417 as JSON, and stands in the journal', async () => {
    const { status, answer, exchange } = await raw('login.loginMe', { headers: { Expect: 'a-miracle' } })
    expect([status, answer.error?.errorCode]).toEqual([417, 'EXPECTATION_FAILED'])
    expect(exchange).toMatchObject({ status: 417, because: expect.stringContaining('Expect: a-miracle') })
  })
})

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { checkTraffic, reportBound } from '../../traffic/index.js'
import {
  api,
  type EntryParts,
  fail,
  folder,
  har,
  harEntry,
  orderStatus,
  pay,
  recording,
  success,
} from './recordings.js'

async function check(parts: readonly EntryParts[], options?: Parameters<typeof checkTraffic>[1]) {
  return checkTraffic([await recording(har(parts.map(harEntry)))], options)
}

/** `entry field rule` of each finding. */
async function findings(parts: readonly EntryParts[], options?: Parameters<typeof checkTraffic>[1]): Promise<string[]> {
  const { broken } = await check(parts, options)
  return broken.flatMap(({ entry, findings: found }) => found.map(({ field, rule }) => `${entry} ${field} ${rule}`))
}

const makePayment = {
  orderNo: 'o-1',
  productDesc: 'a thing',
  amount: 1000,
  amountTaxFree: 0,
  isTestPayment: true,
}

describe('exchanges with the partner API', () => {
  test('that keep the contract lead to nothing', async () => {
    const report = await check([orderStatus(), orderStatus()])
    expect(report).toMatchObject({ ok: true, broken: [], mistakes: [], ignored: [], unchecked: [] })
    expect(report.files).toEqual([{ file: expect.stringMatching(/traffic\.har$/), format: 'har', entries: 2 }])
    expect(report.operations).toEqual([{ operation: 'iap.getOrderStatus', exchanges: 2, broken: 0 }])
  })

  test('that break it are listed with field, rule, what was expected and what was found, and no value', async () => {
    const answer = fail('4010', '인증 정보를 찾을 수 없어요.')
    const headers = { 'x-toss-user-key': '1' }
    const body = { ...makePayment, amount: '1000', productDesc: 'SECRET "x"' }
    const report = await check([orderStatus(), { url: `${pay}/pay/make-payment`, headers, body, answer }])
    expect(report.ok).toBe(false)
    expect(report.broken).toEqual([
      {
        file: report.files[0]?.file,
        entry: 2,
        line: expect.any(Number),
        operation: 'pay.makePayment',
        status: 200,
        findings: [
          {
            operation: 'pay.makePayment',
            field: 'request.body.productDesc',
            rule: 'pattern',
            expected: expect.stringMatching(/^text that matches/),
            found: 'a string of 10 characters',
            provenance: expect.objectContaining({ known: 'documented' }),
          },
          expect.objectContaining({ field: 'request.body.amount', rule: 'type', expected: 'an integer' }),
        ],
      },
    ])
    expect(JSON.stringify(report)).not.toContain('SECRET')
  })

  test('words of the protocol are shown as they came', async () => {
    const wrong = success({ orderId: 'o', sku: '', status: 'PAID', statusDeterminedAt: '', reason: '' })
    const report = await check([
      { ...orderStatus(), answer: wrong },
      { ...orderStatus(), answer: fail('NO_SUCH_CODE') },
      { ...orderStatus(), status: 404 },
      {
        url: `${pay}/pay/make-payment`,
        headers: { 'x-toss-user-key': '1' },
        body: { ...makePayment, amount: -5 },
        answer: fail('4010'),
      },
    ])
    expect(report.broken.flatMap(({ findings: found }) => found.map((finding) => finding.found))).toEqual([
      '"PAID"',
      '"NO_SUCH_CODE"',
      '404',
      '-5',
    ])
  })

  test('names of fields that a sender made up are shown only where they look like a programmer’s', async () => {
    const context = { 홍길동: {}, '010-1234-5678': {}, productName: {} }
    const body = { templateSetCode: 't', context }
    const headers = { 'x-toss-user-key': '1' }
    const report = await check([{ url: `${api}/messenger/send-message`, headers, body, answer: fail('4010') }])
    expect(report.broken[0]?.findings.map(({ field }) => field)).toEqual([
      'request.body.context[…]',
      'request.body.context[…]',
      'request.body.context.productName',
    ])
  })

  test('a body in Base64 is read', async () => {
    const entry = harEntry(orderStatus())
    const { content } = entry.response
    Object.assign(content, { encoding: 'base64', text: Buffer.from('{"resultType":"SUCCESS"}').toString('base64') })
    const { broken } = await checkTraffic([await recording(har([entry]))])
    expect(broken[0]?.findings.map(({ field, rule }) => [field, rule])).toEqual([['response.body.success', 'required']])
  })

  test('a body that is no JSON, a form, and a wrong Content-Type are found', async () => {
    const form = harEntry(orderStatus())
    form.request.headers = [{ name: 'content-type', value: 'application/x-www-form-urlencoded' }]
    form.request.postData = {
      mimeType: 'application/x-www-form-urlencoded',
      params: [{ name: 'orderId', value: 'SECRET' }],
    }
    const html = harEntry({ ...orderStatus(), answer: '<html>SECRET</html>' })
    html.response.headers = [{ name: 'content-type', value: 'text/html; charset=utf-8' }]
    const { broken } = await checkTraffic([await recording(har([form, html]))])
    expect(
      broken.flatMap(({ findings: found }) => found.map(({ field, rule, found: what }) => [field, rule, what])),
    ).toEqual([
      ['request.body', 'type', 'a string of 8 characters'],
      ['request.headers.content-type', 'contentType', 'application/x-www-form-urlencoded'],
      ['response.body', 'type', 'a string of 19 characters'],
      ['response.headers.content-type', 'contentType', 'text/html'],
    ])
  })

  test('what a recording does not hold is said, and not held against anybody', async () => {
    const unanswered = harEntry({ ...orderStatus(), status: 0 })
    const bodiless = harEntry(orderStatus())
    delete bodiless.response.content.text
    delete bodiless.request.postData
    const report = await checkTraffic([await recording(har([unanswered, bodiless]))])
    expect(report.ok).toBe(true)
    expect(report.unchecked).toEqual([
      { what: 'the answer (no answer was recorded)', exchanges: 1 },
      { what: 'the request body', exchanges: 1 },
      { what: 'the answer (its body was not recorded)', exchanges: 1 },
    ])
  })

  test('an operation that went to the wrong host of toss.im is found', async () => {
    const { body, answer } = orderStatus()
    expect(await findings([{ url: `${pay}/order/get-order-status`, body, answer }])).toEqual(['1 request.url host'])
    const wrong = 'https://api-partner.toss.im/api-partner/v1/apps-in-toss/order/get-order-status'
    expect(await findings([{ url: wrong, body, answer }])).toEqual(['1 request.url host'])
  })

  test('variants change what is asked of a request', async () => {
    const variants = { 'iap.userHeader': 'required' } as const
    expect(await findings([orderStatus()], { variants })).toEqual(['1 request.headers.x-toss-user-key required'])
  })

  test('many of them are counted, and the first ones listed', async () => {
    const many = Array.from({ length: reportBound + 5 }, () => ({ ...orderStatus(), status: 404 }))
    const report = await check(many)
    expect([report.broken.length, report.brokenInAll]).toEqual([reportBound, reportBound + 5])
  })
})

describe('other traffic', () => {
  const { body, answer } = orderStatus()

  test.each([
    ['https://example.com/SECRET?token=SECRET', 'example.com', undefined],
    ['data:text/plain,SECRET', 'data:', undefined],
    ['SECRET', 'no URL', undefined],
    ['http://localhost:3000/points/SECRET', 'localhost:3000', undefined],
    ['https://static.toss.im/SECRET', 'static.toss.im', undefined],
    [
      'https://gw.example.com/toss/api-partner/v1/apps-in-toss/order/get-order-status',
      'gw.example.com',
      'it looks like the partner API: --base-url https://gw.example.com/toss makes it count',
    ],
    [
      `${api}/order/order-status/SECRET`,
      'apps-in-toss-api.toss.im',
      'did you mean POST /api-partner/v1/apps-in-toss/order/get-order-status (iap.getOrderStatus)?',
    ],
  ])('%s is ignored', async (url, host, hint) => {
    const report = await check([{ url, body, answer }])
    expect(report.ignored).toEqual([{ host, entries: 1, ...(hint !== undefined && { hint }) }])
    expect(report).toMatchObject({ ok: true, operations: [] })
    expect(JSON.stringify(report)).not.toContain('SECRET')
  })

  test('a call of an operation that is known and not mocked is not checked, and is no mistake', async () => {
    const report = await check([
      { url: `${api}/pay/execute-billing`, body, answer },
      { url: `${api}/pay/execute-billing`, body, answer },
      { url: `${api}/pay/create-billing-key`, body, answer },
    ])
    expect(report).toMatchObject({ ok: true, operations: [], ignored: [], mistakesInAll: 0 })
    expect(report.unchecked).toEqual([
      { what: 'pay.executeBilling, which is known and not mocked', exchanges: 2 },
      { what: 'pay.createBillingKey, which is known and not mocked', exchanges: 1 },
    ])
  })

  test.each([
    ['POST', `${api}/promotion/get-key`, /the path is \/promotion\/execute-promotion\/get-key/],
    ['POST', `${api}/points/SECRET/grant`, /there is no \/points path/],
    ['GET', `${api}/order/get-order-status`, /iap\.getOrderStatus is POST, not GET/],
    ['POST', 'https://apps-in-toss-api.toss.im/order/get-order-status', /every path starts with/],
    ['POST', 'https://127.0.0.1:8443/api-partner/v1/apps-in-toss/iap/order', /there is no \/iap path/],
  ])('%s %s is a known mistake', async (method, url, text) => {
    const report = await check([{ method, url, status: 404, answer: {} }])
    expect(report.mistakes).toEqual([
      { file: expect.any(String), entry: 1, line: expect.any(Number), text: expect.stringMatching(text) },
    ])
    expect(report.ok).toBe(false)
    expect(JSON.stringify(report)).not.toContain('SECRET')
  })

  test('this machine, and a base URL with a path before the API, count as the partner API', async () => {
    const path = '/api-partner/v1/apps-in-toss/order/get-order-status'
    const urls = [`https://127.0.0.1:8443${path}`, `http://localhost:1${path}`, `https://gw.example.com/toss${path}`]
    const report = await check(
      urls.map((url) => ({ url, body, answer })),
      { baseUrls: ['https://gw.example.com/toss/'] },
    )
    expect(report.operations).toEqual([{ operation: 'iap.getOrderStatus', exchanges: 3, broken: 0 }])
  })

  test('a base URL that is none is refused', async () => {
    await expect(check([], { baseUrls: ['gw.example.com'] })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })
})

describe('a redacted copy', () => {
  const traffic: readonly EntryParts[] = [
    {
      url: `${api}/user/oauth2/generate-token?code=SECRET#SECRET`,
      body: { authorizationCode: 'SECRET', referrer: 'SECRET' },
      answer: fail('OAUTH_ISSUE_TOKEN_ERROR', 'SECRET'),
    },
    {
      method: 'GET',
      url: `${api}/user/oauth2/login-me`,
      headers: { Authorization: 'Bearer SECRET' },
      answer: success({
        userKey: 987654321,
        scope: 'SECRET',
        agreedTerms: ['SECRET'],
        name: 'SECRET',
        phone: '',
        residentNumber: 'SECRET',
      }),
    },
    {
      url: `${pay}/pay/make-payment`,
      headers: { 'x-user-key': '987654321' },
      body: { ...makePayment, orderNo: 'SECRET SECRET', amount: '1000' },
      answer: '<b>SECRET</b>',
    },
    {
      url: `${api}/messenger/send-bulk-message`,
      body: {
        templateSetCode: 'SECRET',
        contextList: [
          { userKey: 987654321, context: { SECRET홍길동: 'SECRET' } },
          { anonKey: 'SECRET', context: [] },
        ],
      },
      answer: fail('4095', '', { retryAfterSeconds: 'SECRET' }),
    },
    { ...orderStatus(), url: 'https://SECRET.example/toss/api-partner/v1/apps-in-toss/order/get-order-status' },
    { url: 'https://example.com/SECRET', body: 'SECRET', answer: 'SECRET' },
    { url: `${api}/points/SECRET`, body: 'SECRET', answer: 'SECRET' },
  ]
  const options = { baseUrls: ['https://SECRET.example/toss'] }

  test('has nothing of the original that could be about somebody, and leads to the same findings', async () => {
    const file = await recording(har(traffic.map(harEntry)))
    const copy = join(await folder(), 'copy.har')
    const report = await checkTraffic([file], { ...options, redactTo: copy })
    expect(report.redacted).toEqual({ file: copy, exchanges: 5, leftOut: 2 })
    const text = await readFile(copy, 'utf8')
    expect(text).not.toMatch(/SECRET|987654321|홍길동|10\.11\.12\.13/)
    const again = await checkTraffic([copy])
    const rules = ({ broken }: typeof report) =>
      broken.map(({ operation, status, findings: found }) => [
        operation,
        status,
        found.map(({ field, rule }) => `${field} ${rule}`),
      ])
    expect(rules(again)).toEqual(rules(report))
    expect(again.operations).toEqual(report.operations)
    expect(again.brokenInAll).toBe(3)
  })

  test('is a HAR that has what the format demands, and a copy of the copy is the same', async () => {
    const file = await recording(har([...traffic, { ...orderStatus(), status: 0 }].map(harEntry)))
    const first = join(await folder(), 'copy.har')
    const second = join(await folder(), 'copy.har')
    await checkTraffic([file], { ...options, redactTo: first })
    await checkTraffic([first], { redactTo: second })
    const { log } = JSON.parse(await readFile(first, 'utf8'))
    expect(JSON.parse(await readFile(second, 'utf8'))).toEqual({ log })
    expect(Object.keys(log)).toEqual(['version', 'creator', 'entries'])
    for (const entry of log.entries) {
      expect(Object.keys(entry)).toEqual(['startedDateTime', 'time', 'request', 'response', 'cache', 'timings'])
      expect(Object.keys(entry.request)).toEqual(
        expect.arrayContaining([
          'method',
          'url',
          'httpVersion',
          'cookies',
          'headers',
          'queryString',
          'headersSize',
          'bodySize',
        ]),
      )
      expect(Object.keys(entry.response)).toEqual(
        expect.arrayContaining([
          'status',
          'statusText',
          'httpVersion',
          'cookies',
          'headers',
          'content',
          'redirectURL',
          'headersSize',
          'bodySize',
        ]),
      )
    }
  })

  test('is not written over the original, nor of two recordings, nor into a folder that is not there', async () => {
    const file = await recording(har([]))
    const refused = { code: 'ERR_INVALID_OPTION' }
    await expect(checkTraffic([file], { redactTo: file })).rejects.toMatchObject(refused)
    await expect(checkTraffic([file, file], { redactTo: `${file}.copy` })).rejects.toMatchObject(refused)
    const nowhere = checkTraffic([file], { redactTo: join(file, 'x') })
    await expect(nowhere).rejects.toMatchObject({ code: 'ERR_OUTPUT_FILE' })
  })

  test('is written over an earlier copy, and over nothing else unless it is meant', async () => {
    const journal = (mark: string) => `{"id":1,${mark}"at":"2026-01-01T00:00:00Z","kind":"notice"}\n`
    const dir = await folder()
    for (const [name, source] of Object.entries({ 'a.har': har([]), 'b.jsonl': journal('') })) {
      const original = await recording(source)
      const copy = join(dir, name)
      await writeFile(copy, source)
      const refused = checkTraffic([original], { redactTo: copy })
      await expect(refused).rejects.toMatchObject({ code: 'ERR_OUTPUT_FILE', message: expect.stringContaining(copy) })
      expect(await readFile(copy, 'utf8')).toBe(source)
      await checkTraffic([original], { redactTo: copy, force: true })
      await checkTraffic([original], { redactTo: copy })
    }
    const copyOfJournal = join(dir, 'c.jsonl')
    await writeFile(copyOfJournal, journal('"redactedBy":"apps-in-toss-mock check --redact",'))
    await checkTraffic([await recording(journal(''))], { redactTo: copyOfJournal })
  })

  test('of a broken recording is not left behind, and what was there before stays', async () => {
    const entry = JSON.stringify(harEntry(orderStatus()))
    const file = await recording(`{"log":{"entries":[${entry},{"request":1,"response":{"status":200}}]}}`)
    const dir = await folder()
    const copy = join(dir, 'copy.har')
    await checkTraffic([await recording(har([]))], { redactTo: copy })
    const before = await readFile(copy, 'utf8')
    await expect(checkTraffic([file], { redactTo: copy })).rejects.toThrow(
      /traffic\.har:1, entry 2: it is not a HAR entry: request must be an object/,
    )
    expect(await readFile(copy, 'utf8')).toBe(before)
    const { readdir } = await import('node:fs/promises')
    expect(await readdir(dir)).toEqual(['copy.har'])
  })
})

describe('a file that cannot be checked', () => {
  test.each([
    ['nothing', '', /it is empty/],
    ['text', 'SECRET', /it is neither a HAR nor a journal with one entry on each line/],
    ['some JSON', '{"SECRET":1}', /it is neither a HAR nor a journal/],
    [
      'an entry that is not JSON',
      '{"log":{"entries":[\n{"request":SECRET}]}}',
      /traffic\.har:2, entry 1: it is not JSON$/,
    ],
    [
      'an entry without a URL',
      '{"log":{"entries":[{"request":{"method":"GET","headers":[]},"response":{"status":200}}]}}',
      /entry 1: it is not a HAR entry: request\.url must be a string$/,
    ],
    [
      'a line that is not JSON',
      '{"id":1,"kind":"notice"}\n\n{"id":SECRET}',
      /traffic\.har:3, entry 2: it is not JSON$/,
    ],
    [
      'a line without kind',
      '{"id":1,"kind":"notice"}\n{"id":2}',
      /traffic\.har:2, entry 2: it is not a journal entry: kind must be a string$/,
    ],
    [
      'an exchange without path',
      '{"id":1,"kind":"exchange","method":"GET"}',
      /traffic\.har:1, entry 1: it is not a journal entry: path must be a string$/,
    ],
  ])('%s: ERR_TRAFFIC_FILE says where', async (_what, text, message) => {
    const refused = checkTraffic([await recording(text)])
    await expect(refused).rejects.toMatchObject({ code: 'ERR_TRAFFIC_FILE' })
    await expect(refused).rejects.toThrow(message)
    const error = await refused.catch((caught: Error) => caught)
    expect(inspect(error)).not.toContain('SECRET')
  })

  test('a file that is not there, and a folder', async () => {
    const dir = await folder()
    await expect(checkTraffic([join(dir, 'none.har')])).rejects.toThrow(/none\.har: it cannot be read \(ENOENT\)/)
    await expect(checkTraffic([dir])).rejects.toThrow(/it cannot be read \(EISDIR\)/)
  })
})

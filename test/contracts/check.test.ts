import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRequest, checkResponse, operations, violationBound } from '../../contracts/index.js'
import { schemaViolations } from '../../contracts/schema-violations.js'

const place = {
  operation: 'login.loginMe',
  field: 'response.body',
  provenance: { known: 'assumed', source: 'test', date: '2026-11-21' },
} as const

const found = (violations: readonly { field: string; rule: string }[]) =>
  violations.map(({ field, rule }) => `${field} ${rule}`)

const failure = (errorCode: unknown, data: unknown = {}) => ({
  resultType: 'FAIL',
  success: null,
  error: { errorType: 0, errorCode, reason: '', data },
})

describe('a violation', () => {
  it('names field, rule and fix in one sentence, with what is expected and how that is known', () => {
    const [violation] = checkResponse('login.removeByUserKey', {
      status: 200,
      body: { resultType: 'SUCCESS', success: { userKey: '443731103' } },
    })
    expect(violation).toEqual({
      operation: 'login.removeByUserKey',
      field: 'response.body.success.userKey',
      rule: 'type',
      expected: 'an integer',
      value: '443731103',
      message:
        'response.body.success.userKey must be an integer (type), and is a string, "443731103": answer with the number without quotes.',
      provenance: { known: 'documented', source: 'Toss Login guide', date: '2026-11-21' },
    })
  })

  it('does not show the value of a sensitive field', () => {
    const secret = 'not-a-jwt-but-secret'
    const success = {
      tokenType: 'Bearer',
      accessToken: secret,
      refreshToken: '',
      expiresIn: 1,
      scope: '',
      idToken: secret,
    }
    const violations = checkResponse('login.generateToken', { status: 200, body: { resultType: 'SUCCESS', success } })
    expect(found(violations)).toContain('response.body.success.accessToken pattern')
    expect(JSON.stringify(violations)).not.toContain(secret)
  })

  it('does not show the value of a field whose name says that it is sensitive', () => {
    const schema = { type: 'object', additionalProperties: { type: 'integer' } } as const
    const [violation] = schemaViolations(schema, { phone: '01012345678' }, place)
    expect(violation?.value).toBe('[redacted 11 chars]')
    expect(JSON.stringify(violation)).not.toContain('0101234')
  })

  it('shows the scheme of an Authorization header and hides the rest', () => {
    const [violation] = checkRequest('login.loginMe', { headers: { Authorization: 'Basic c2VjcmV0OnNlY3JldA==' } })
    expect(violation?.value).toBe('Basic [redacted 20 chars]')
    expect(violation?.message).toContain('Bearer <accessToken>')
    expect(JSON.stringify(violation)).not.toContain('c2VjcmV0')
  })

  it('shows the beginning of a huge value', () => {
    const [violation] = checkRequest('login.removeByUserKey', { headers: {}, body: { userKey: 'x'.repeat(100_000) } })
    expect(JSON.stringify(violation).length).toBeLessThan(2_000)
  })

  it('spells out list items and names that are not plain', () => {
    const schema = {
      type: 'object',
      properties: { list: { type: 'array', items: { type: 'integer' } } },
      additionalProperties: { type: 'integer' },
    } as const
    expect(
      found(schemaViolations(schema, { list: [1, 'b'], 'a b': 'c', 7: 'd', 'e/f~g%': 'h' }, place)).sort(),
    ).toEqual([
      'response.body.7 type',
      'response.body.list[1] type',
      'response.body["a b"] type',
      'response.body["e/f~g%"] type',
    ])
  })
})

describe('a choice of shapes', () => {
  const nullable = {
    anyOf: [
      { type: 'null' },
      {
        type: 'object',
        properties: { a: { type: 'integer' }, b: { type: 'integer' } },
        required: ['a', 'b'],
        additionalProperties: false,
      },
    ],
  } as const
  const recipient = {
    type: 'object',
    properties: { userKey: { type: 'integer' }, anonKey: { type: 'string' } },
    oneOf: [{ required: ['userKey'] }, { required: ['anonKey'] }],
  } as const

  const identified = {
    oneOf: [
      { type: 'object', properties: { userKey: { type: 'integer' } }, required: ['userKey'] },
      { type: 'object', properties: { anonKey: { type: 'string' } }, required: ['anonKey'] },
    ],
  } as const

  it('takes the shape whose required fields are there for the one that is meant', () => {
    const list = { type: 'array', items: identified } as const
    expect(found(schemaViolations(list, [{}, { userKey: 'x' }, { anonKey: 1 }, 1], place))).toEqual([
      'response.body[0] oneOf',
      'response.body[1].userKey type',
      'response.body[2].anonKey type',
      'response.body[3] oneOf',
    ])
  })

  it('reports the field that is wrong where only one shape can be meant', () => {
    expect(found(schemaViolations(nullable, { a: '1' }, place)).sort()).toEqual([
      'response.body.a type',
      'response.body.b required',
    ])
  })

  it('reports the choice where none can be meant', () => {
    expect(found(schemaViolations(nullable, 'x', place))).toEqual(['response.body anyOf'])
    const [violation] = schemaViolations(recipient, {}, place)
    expect(found([violation as never])).toEqual(['response.body oneOf'])
    expect(violation?.expected).toBe('an object with userKey or an object with anonKey')
  })

  it('reports a value that fits more than one shape', () => {
    expect(found(schemaViolations(recipient, { userKey: 1, anonKey: 'a' }, place))).toEqual(['response.body oneOf'])
  })

  it('keeps the items of a list apart', () => {
    const list = { type: 'array', items: recipient } as const
    expect(found(schemaViolations(list, [{ userKey: 1 }, {}, { userKey: 'x' }], place))).toEqual([
      'response.body[1] oneOf',
      'response.body[2].userKey type',
    ])
  })

  it('reports a bounded number of violations, however long the list', () => {
    const list = { type: 'array', items: recipient } as const
    const violations = schemaViolations(list, Array(15_000).fill({}), place)
    expect(violations.length).toBeGreaterThan(10)
    expect(violations.length).toBeLessThanOrEqual(violationBound)
  })

  it('of a very large value reports what is wrong at its end, and nothing where nothing is', () => {
    const list = { type: 'array', items: { type: 'object', required: ['a'] } } as const
    const good = Array(25_000).fill({ a: 1 })
    expect(schemaViolations(list, good, place)).toEqual([])
    const found = schemaViolations(list, [...good, {}, {}], place)
    expect(found.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
      'response.body[25000].a required',
      'response.body[25001].a required',
    ])
  })
})

const keyed = operations.find(({ user }) => user === 'key')
describe.runIf(keyed)('an operation that takes a user header', () => {
  const id = keyed?.id ?? 'login.loginMe'
  const check = (headers: Record<string, string | string[]>) =>
    found(checkRequest(id, { headers, body: {} })).filter((violation) => violation.startsWith('request.headers.'))

  it.each([
    [{ 'x-toss-user-key': '443731104' }],
    [{ 'X-Toss-User-Key': '443731104' }],
    [{ 'x-anon-key': 'a'.repeat(64) }],
    [{ 'x-toss-user-key': ['443731104'] }],
    [{ 'x-toss-user-key': '443731104', 'x-user-key': '443731104' }],
  ])('accepts %j', (headers) => {
    expect(check(headers)).toEqual([])
  })

  it.each([
    [{}, ['request.headers.x-toss-user-key required']],
    [{ 'x-toss-user-key': 'abc' }, ['request.headers.x-toss-user-key pattern']],
    [{ 'x-toss-user-key': ['1', '2'] }, ['request.headers.x-toss-user-key pattern']],
    [{ 'x-anon-key': 'a'.repeat(65) }, ['request.headers.x-anon-key maxLength']],
    [{ 'x-anon-key': 'a', 'x-toss-user-key': '1' }, ['request.headers.x-anon-key oneOf']],
    [{ 'x-user-key': '1' }, ['request.headers.x-toss-user-key required', 'request.headers.x-user-key unknownHeader']],
  ])('refuses %j', (headers, expected) => {
    expect(check(headers)).toEqual(expected)
  })
})

const optional = operations.find(({ user }) => (user as string) === 'optional-key')
describe.runIf(optional)('an operation whose user header is optional', () => {
  it('accepts a request without it, and still notices x-user-key', () => {
    const id = optional?.id ?? 'login.loginMe'
    const headersOnly = (headers: Record<string, string>) =>
      found(checkRequest(id, { headers, body: {} })).filter((violation) => violation.startsWith('request.headers.'))
    expect(headersOnly({})).toEqual([])
    expect(headersOnly({ 'x-user-key': '1' })).toEqual(['request.headers.x-user-key unknownHeader'])
  })
})

describe('checkResponse', () => {
  it('lists the known codes for an unknown one', () => {
    const [violation] = checkResponse('login.generateToken', { status: 200, body: failure('NOPE') })
    expect(violation).toMatchObject({ field: 'response.body.error.errorCode', rule: 'enum', value: 'NOPE' })
    expect(violation?.message).toContain('"OAUTH_ISSUE_TOKEN_ERROR"')
  })

  it('judges error.data by the code', () => {
    expect(found(checkResponse('login.loginMe', { status: 200, body: failure('4095') }))).toEqual([
      'response.body.error.data.retryAfterSeconds required',
    ])
    expect(checkResponse('login.loginMe', { status: 200, body: failure('4095', { retryAfterSeconds: 1 }) })).toEqual([])
  })

  it('accepts every other result type with or without an error, whatever the status', () => {
    for (const resultType of ['HTTP_TIMEOUT', 'NETWORK_ERROR', 'EXECUTION_FAIL', 'INTERRUPTED', 'INTERNAL_ERROR']) {
      for (const status of [200, 500, 504]) {
        expect(checkResponse('login.loginMe', { status, body: { ...failure('x'), resultType } })).toEqual([])
        expect(checkResponse('login.loginMe', { status, body: { resultType, success: null, error: null } })).toEqual([])
      }
    }
  })
})

describe('an answer that is a little wrong', () => {
  const result = { msgCount: '1', sentPushCount: 1, sentInboxCount: 0, sentSmsCount: 0, sentAlimtalkCount: 0 }
  const unfinished = { ...result, sentFriendtalkCount: 0, detail: {} }
  const { success: _, ...noSuccess } = failure('4050')

  it.each([
    ['another word of OAuth', 'login.loginMe', 401, { error: 'invalid_token' }, ['body.error const']],
    ['OAuth with another status', 'login.loginMe', 200, { error: 'invalid_grant' }, ['status const']],
    ['an empty object', 'login.loginMe', 401, {}, ['body.resultType required']],
    [
      'code without message',
      'promotion.getKey',
      200,
      { ...noSuccess, error: { code: '4109' } },
      ['body.error.message required'],
    ],
    ['a failure without success', 'promotion.getKey', 200, noSuccess, ['body.success required']],
    ['4010 with no status of either', 'anonymousKey.verify', 500, failure('4010'), ['status const']],
  ] as const)('is judged by the one that it is most like: %s', (_, id, status, body, expected) => {
    expect(found(checkResponse(id, { status, body }))).toEqual(expected.map((one) => `response.${one}`))
  })

  it.each(['result', 'success'])('is judged by the one that it is most like: a payload called %s', (name) => {
    const body = { resultType: 'SUCCESS', [name]: unfinished }
    const fields = checkResponse('messenger.sendMessage', { status: 200, body }).map(({ field }) => field)
    expect(fields).toContain(`response.body.${name}.msgCount`)
    expect(fields).toContain(`response.body.${name}.fail`)
  })
})

describe('the checks', () => {
  const ids = operations.map(({ id }) => id)
  const anyId = fc.constantFrom(...ids)
  const headers = fc.dictionary(
    fc.constantFrom('authorization', 'X-Toss-User-Key', 'x-anon-key', 'x-user-key', 'accept'),
    fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined)),
  )

  it('never throw, whatever is sent', () => {
    const run = fc.property(anyId, headers, fc.option(fc.jsonValue(), { nil: undefined }), (id, sent, body) => {
      for (const violation of checkRequest(id, { headers: sent, body })) expect(violation.field).toMatch(/^request\./)
    })
    fc.assert(run, { numRuns: 500 })
  })

  it('never throw, whatever is answered', () => {
    const code = fc.oneof(fc.constantFrom('4095', 'INVALID_PARAMETER', 'INTERNAL_ERROR'), fc.jsonValue())
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          resultType: fc.oneof(fc.constantFrom('SUCCESS', 'FAIL', 'HTTP_TIMEOUT'), fc.jsonValue()),
          success: fc.jsonValue(),
          error: fc.oneof(fc.jsonValue(), fc.record({ errorCode: code, data: fc.jsonValue() })),
        },
        { requiredKeys: [] },
      ),
    )
    const run = fc.property(anyId, fc.integer(), body, (id, status, answered) => {
      for (const { field } of checkResponse(id, { status, body: answered })) expect(field).toMatch(/^response\./)
    })
    fc.assert(run, { numRuns: 1_000 })
  })
})

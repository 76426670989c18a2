import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anonymizeRequest,
  anonymizeResponse,
  checkRequest,
  checkResponse,
  type Fixture,
  fillRedactedRequest,
  fillRedactedResponse,
  loadFixtures,
  operations,
  redactRequest,
  redactResponse,
  type VariantChoices,
  type Violation,
} from '../../contracts/index.js'

const fixtures = await loadFixtures()

/** Which rules a fixture breaks, with another request or response of its operation in its place. */
function faultsOf(fixture: Fixture, copy?: { headers?: unknown; body?: unknown }): string[] {
  return violationsOf(fixture, copy).map(({ field, rule }) => `${field} ${rule}`)
}

function violationsOf(fixture: Fixture, copy: { headers?: unknown; body?: unknown } = partOf(fixture)): Violation[] {
  const { operation, variant } = fixture
  const body = copy.body === undefined ? {} : { body: copy.body }
  if (fixture.part === 'response') return checkResponse(operation, { status: fixture.response.status, ...body })
  const choices = (variant && { [variant.id]: variant.option }) as VariantChoices | undefined
  return checkRequest(operation, { headers: (copy.headers ?? {}) as Record<string, string>, ...body }, choices)
}

function partOf(fixture: Fixture): { headers?: Record<string, string>; body?: unknown } {
  if (fixture.part === 'response') return { body: fixture.response.body }
  return { headers: fixture.request.headers ?? {}, body: fixture.request.body }
}

function anonymous(fixture: Fixture): { headers?: unknown; body?: unknown } {
  if (fixture.part === 'response') return { body: anonymizeResponse(fixture.operation, fixture.response.body) }
  return anonymizeRequest(fixture.operation, { headers: fixture.request.headers ?? {}, body: fixture.request.body })
}

/** The value with every text in it replaced. */
function withTexts(value: unknown, text: (old: string) => string): unknown {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map((item) => withTexts(item, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withTexts(field, text)]))
}

describe('an anonymous copy', () => {
  it('keeps and breaks the same rules as the original, for every fixture', () => {
    for (const fixture of fixtures) {
      expect(faultsOf(fixture, anonymous(fixture)), fixture.id).toEqual(faultsOf(fixture))
    }
  })

  it('has no text of the original, whatever its fields are called', () => {
    let hidden = 0
    for (const fixture of fixtures) {
      const secret = `Zq7-${fixture.id}`
      const mark = () => {
        hidden++
        return secret
      }
      const { headers = {}, body } = partOf(fixture)
      const marked = {
        headers: withTexts({ ...headers, 'x-toss-user-key': '1', cookie: 'a=b', 'user-agent': 'x' }, mark),
        body: withTexts(body, mark),
      }
      const copy =
        fixture.part === 'response'
          ? anonymizeResponse(fixture.operation, marked.body)
          : anonymizeRequest(fixture.operation, marked as { headers: Record<string, string>; body: unknown })
      expect(JSON.stringify(copy) ?? '', fixture.id).not.toContain('Zq7')
    }
    expect(hidden).toBeGreaterThan(2_000)
  })

  it('has no text of any body at all, and is never longer in lists or wider in objects', () => {
    const ids = operations.map(({ id }) => id)
    const anything = fc.jsonValue({ maxDepth: 4 })
    fc.assert(
      fc.property(fc.constantFrom(...ids), anything, (id, body) => {
        const marked = withTexts(body, () => 'Zq7-secret')
        const copies = [anonymizeResponse(id, marked), anonymizeRequest(id, { headers: {}, body: marked }).body]
        for (const copy of copies) {
          expect(JSON.stringify(copy)).not.toContain('Zq7')
          expect(withTexts(copy, () => '') === null).toBe(body === null)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('keeps what a reader needs: fields, amounts, statuses, codes, the words of the contract', () => {
    const body = {
      resultType: 'FAIL',
      success: null,
      error: {
        errorType: 0,
        errorCode: 'SOMETHING_NEW',
        reason: '김토스님의 요청에 실패했습니다.',
        data: { errorDetails: [{ field: 'authorizationCode', message: '홍길동', rejectedValue: 'a-secret' }] },
      },
    }
    expect(anonymizeResponse('login.generateToken', body)).toEqual({
      resultType: 'FAIL',
      success: null,
      error: {
        errorType: 0,
        errorCode: 'SOMETHING_NEW',
        reason: 'sample',
        data: { errorDetails: [{ field: 'authorizationCode', message: 'redacted', rejectedValue: 'redacted' }] },
      },
    })
    const status = { orderId: 'o-1', sku: '', status: 'PAID', statusDeterminedAt: '', reason: '김토스' }
    expect(anonymizeResponse('iap.getOrderStatus', { resultType: 'SUCCESS', success: status })).toMatchObject({
      success: { status: 'PAID' },
    })
  })

  it('replaces a userKey wherever it is, as a number and as text', () => {
    const copies = [
      anonymizeRequest('login.removeByUserKey', {
        headers: { 'x-toss-user-key': '987654321' },
        body: { userKey: 987654321 },
      }),
      anonymizeRequest('login.removeByUserKey', { headers: {}, body: { userKey: '987654321' } }),
      anonymizeRequest('messenger.sendBulkMessage', {
        headers: { 'X-Toss-User-Key': '987654321' },
        body: { templateSetCode: 't', contextList: [{ userKey: 987654321, context: { point: 987654321 } }] },
      }),
    ]
    for (const copy of copies) expect(JSON.stringify(copy)).not.toContain('987654321')
  })

  it('renames fields whose names could be about somebody', () => {
    const body = { templateSetCode: 't', context: { 홍길동: 'a', '010-1234-5678': 'b', productName: 'c' } }
    const copy = anonymizeRequest('messenger.sendMessage', { headers: {}, body }).body as { context: object }
    expect(Object.keys(copy.context)).toEqual(['field1', 'field2', 'productName'])
  })
})

describe('a redacted exchange that is filled again', () => {
  it('breaks no rule that the original keeps', () => {
    for (const fixture of fixtures) {
      expect(faultsOf(fixture), fixture.id).toEqual(expect.arrayContaining(faultsOf(fixture, filled(fixture))))
    }
  })

  it('still breaks what can be seen: only patterns of hidden values, and what is inside of hidden objects, are lost', () => {
    for (const fixture of fixtures.filter(({ verdict }) => verdict === 'reject')) {
      const kept = faultsOf(fixture, filled(fixture))
      for (const { field, rule } of violationsOf(fixture)) {
        const isHidden = rule === 'pattern' || field.startsWith('request.body.context.')
        if (!isHidden) expect(kept, fixture.id).toContain(`${field} ${rule}`)
      }
    }
  })

  it('is whole again where a journal cut it: long lists, long texts, many fields, deep values', () => {
    const contextList = Array.from({ length: 120 }, (_, index) => ({ userKey: index + 1, context: {} }))
    const bulk = {
      templateSetCode: 'x'.repeat(3_000),
      contextList,
      ...Object.fromEntries(contextList.map((_, i) => [`f${i}`, 1])),
    }
    const shown = redactRequest('messenger.sendBulkMessage', { headers: {}, body: bulk })
    expect(JSON.stringify(shown.body)).toMatch(/\[70 more\].*"…":"\[22 more\]"/)
    expect(checkRequest('messenger.sendBulkMessage', shown)).not.toEqual([])
    const whole = fillRedactedRequest('messenger.sendBulkMessage', shown)
    expect(checkRequest('messenger.sendBulkMessage', whole)).toEqual([])
  })

  it('has no field for those that a journal left out', () => {
    const extra = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`extra${index}`, 1]))
    const shown = redactResponse('promotion.getKey', { resultType: 'SUCCESS', success: { ...extra } })
    expect(JSON.stringify(shown)).toContain('"…":"[20 more]"')
    const { success } = fillRedactedResponse('promotion.getKey', shown) as { success: object }
    expect(Object.keys(success)).toEqual(Object.keys(extra).slice(0, 100))
  })

  it('keeps the type of a hidden value, so that a number in place of a text is found', () => {
    const body = { authorizationCode: 12345, referrer: 'DEFAULT' }
    const shown = redactRequest('login.generateToken', { headers: {}, body })
    expect(JSON.stringify(shown)).not.toContain('12345')
    const [violation, ...others] = checkRequest(
      'login.generateToken',
      fillRedactedRequest('login.generateToken', shown),
    )
    expect(others).toEqual([])
    expect(violation).toMatchObject({
      field: 'request.body.authorizationCode',
      rule: 'type',
      value: '[redacted number]',
    })
  })
})

function filled(fixture: Fixture): { headers?: unknown; body?: unknown } {
  const { operation } = fixture
  if (fixture.part === 'response') {
    return { body: fillRedactedResponse(operation, redactResponse(operation, fixture.response.body)) }
  }
  const shown = redactRequest(operation, { headers: fixture.request.headers ?? {}, body: fixture.request.body })
  return fillRedactedRequest(operation, shown)
}

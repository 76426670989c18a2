import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type JsonSchema,
  loadFixtures,
  type Operation,
  operations,
  redactionBounds,
  redactRequest,
  redactResponse,
} from '../../contracts/index.js'
import { redactValue } from '../../contracts/redact.js'
import { planOf } from '../../contracts/redaction-plan.js'

const jwt = 'eyJraWQiOiJjZXJ0In0.eyJzdWIiOiJtYWRlLXVwIn0.c2lnbmF0dXJl'
const all: readonly Operation[] = operations

/** The strings and numbers that a schema marks as sensitive in a value. */
function sensitiveIn(schema: JsonSchema, value: unknown): string[] {
  if (schema['x-sensitive']) return value === null || value === undefined ? [] : leaves(value)
  const inside = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((branch) => sensitiveIn(branch, value))
  if (Array.isArray(value)) return [...inside, ...value.flatMap((item) => sensitiveIn(schema.items ?? {}, item))]
  if (typeof value !== 'object' || value === null) return inside
  for (const [name, field] of Object.entries(value)) inside.push(...sensitiveIn(schema.properties?.[name] ?? {}, field))
  return inside
}

function leaves(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [String(value)]
}

describe('redaction by the contract', () => {
  it('leaves no value of a sensitive field of any accepted fixture', async () => {
    let hidden = 0
    for (const fixture of await loadFixtures()) {
      if (fixture.verdict !== 'accept') continue
      const operation = all.find(({ id }) => id === fixture.operation)
      if (operation === undefined) throw new Error(fixture.operation)
      const body = (fixture.part === 'request' ? fixture.request.body : fixture.response.body) as { success?: unknown }
      const [schema, value, shown] =
        fixture.part === 'request'
          ? [operation.request?.schema ?? {}, body, redactRequest(fixture.operation, { headers: {}, body }).body]
          : [operation.success.schema, body.success, redactResponse(fixture.operation, body)]
      for (const secret of sensitiveIn(schema, value)) {
        if (secret.length < 4) continue
        expect(JSON.stringify(shown), `${fixture.id}: ${secret}`).not.toContain(secret)
        hidden++
      }
    }
    expect(hidden).toBeGreaterThan(50)
  })

  it('says how long the value was, and leaves the rest and null as they are', () => {
    const body = {
      resultType: 'SUCCESS',
      success: { userKey: 1, name: 'a'.repeat(52), email: null, agreedTerms: ['t'] },
    }
    expect(redactResponse('login.loginMe', body)).toEqual({
      resultType: 'SUCCESS',
      success: { userKey: 1, name: '[redacted 52 chars]', email: null, agreedTerms: ['t'] },
    })
  })

  it('hides every personal field of login-me, and the same names in any other body', () => {
    const fields = ['name', 'phone', 'birthday', 'ci', 'gender', 'nationality', 'email']
    const secrets = Object.fromEntries(fields.map((field) => [field, `secret-of-${field}`]))
    const success = redactResponse('login.loginMe', { resultType: 'SUCCESS', success: { userKey: 1, ...secrets } })
    const elsewhere = redactRequest(undefined, { headers: secrets, body: { user: secrets, text: secrets } })
    expect(JSON.stringify([success, elsewhere])).not.toContain('secret-of-')
    for (const field of fields) {
      const text = redactRequest(undefined, { headers: {}, body: `${field}=secret-of-${field}` }).body
      expect(text, field).not.toContain('secret-of-')
    }
  })

  it('hides what an error quotes back of a sensitive field', () => {
    const details = (field: string) => ({ errorDetails: [{ field, message: 'm', rejectedValue: 'the-secret' }] })
    const answer = (field: string) => ({ resultType: 'FAIL', error: { data: details(field) } })
    for (const field of ['authorizationCode', 'request.body.authorizationCode', 'body.authorizationCode']) {
      expect(JSON.stringify(redactResponse('login.generateToken', answer(field)))).not.toContain('the-secret')
    }
    expect(JSON.stringify(redactResponse('login.generateToken', answer('referrer')))).toContain('the-secret')
    expect(JSON.stringify(redactResponse('anonymousKey.exchange', answer('code')))).not.toContain('the-secret')
  })

  it('finds sensitive fields in every branch of a schema', () => {
    const secret = { type: 'string', 'x-sensitive': true } as const
    const schema = {
      properties: { open: { type: 'string' }, list: { type: 'array', items: { properties: { inItem: secret } } } },
      additionalProperties: { properties: { inOther: secret } },
      oneOf: [{ properties: { one: secret } }, { properties: { list: { items: { properties: { two: secret } } } } }],
      anyOf: [{ type: 'null' }, { properties: { three: secret } }],
    } as const
    const hidden = '[redacted 1 chars]'
    const body = { open: 'o', list: [{ inItem: 's', two: 's', open: 'o' }], x: { inOther: 's' }, one: 's', three: 's' }
    expect(redactValue(body, planOf(schema))).toEqual({
      open: 'o',
      list: [{ inItem: hidden, two: hidden, open: 'o' }],
      x: { inOther: hidden },
      one: hidden,
      three: hidden,
    })
  })

  it('does not change what it is given', () => {
    const body = Object.freeze({ authorizationCode: 'abc', referrer: 'DEFAULT' })
    expect(redactRequest('login.generateToken', { headers: Object.freeze({}), body }).body).toEqual({
      authorizationCode: '[redacted 3 chars]',
      referrer: 'DEFAULT',
    })
  })
})

describe('redaction by name', () => {
  it('hides well-known names at any depth of an exchange that belongs to no operation', () => {
    const body = {
      list: [{ deep: { access_token: jwt, ci: 'x', Name: '홍길동', userKey: 7 } }],
      phone: { number: '010' },
    }
    expect(redactRequest(undefined, { headers: {}, body }).body).toEqual({
      list: [
        {
          deep: {
            access_token: '[redacted 56 chars]',
            ci: '[redacted 1 chars]',
            Name: '[redacted 3 chars]',
            userKey: 7,
          },
        },
      ],
      phone: '[redacted object]',
    })
  })

  it('keeps the scheme of an Authorization header, the pseudonymous user, and harmless headers', () => {
    const headers = {
      Authorization: `Bearer ${jwt}`,
      'x-toss-user-key': '443731104',
      cookie: 'a=b',
      accept: ['a', 'b'],
    }
    expect(redactRequest('login.loginMe', { headers }).headers).toEqual({
      Authorization: 'Bearer [redacted 56 chars]',
      'x-toss-user-key': '443731104',
      cookie: '[redacted 3 chars]',
      accept: 'a, b',
    })
  })

  it('hides tokens and keys inside other texts', () => {
    const pem = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----`
    const shown = JSON.stringify(redactResponse(undefined, { note: `see ${jwt} and ${pem}` }))
    expect(shown).not.toContain('eyJ')
    expect(shown).not.toContain('AAAA')
  })

  it.each([
    ['broken JSON', '{"authorizationCode": "the-secret", "referrer": "DEF'],
    ['a form', 'referrer=DEFAULT&authorizationCode=the-secret&refresh_token=the-secret'],
    ['a header dump', 'referrer: DEF\r\nauthorization: Bearer the-secret\r\n'],
  ])('hides them in text that is not JSON: %s', (_, body) => {
    const shown = redactRequest('login.generateToken', { headers: {}, body }).body
    expect(shown).not.toContain('the-secret')
    expect(shown).toContain('referrer')
  })
})

describe('the bounds of redaction', () => {
  it('cuts long texts, long lists and deep nesting', () => {
    let deep: unknown = 1
    for (let level = 0; level < 1_000; level++) deep = [deep]
    const body = { text: 'x'.repeat(10_000), list: Array(2_500).fill(0), deep }
    const shown = redactResponse(undefined, body) as { text: string; list: unknown[] }
    expect(shown.text).toContain('[cut, 10000 chars]')
    expect(shown.text.length).toBeLessThan(redactionBounds.string + 50)
    expect(shown.list).toHaveLength(redactionBounds.items + 1)
    expect(shown.list.at(-1)).toBe('[2450 more]')
    expect(JSON.stringify(shown).length).toBeLessThan(4_000)
  })

  it('cuts a value that is wide at every level', () => {
    const wide = (levels: number): unknown => (levels === 0 ? 'leaf' : Array(40).fill(wide(levels - 1)))
    expect(JSON.stringify(redactResponse(undefined, wide(4))).length).toBeLessThan(200_000)
  })

  it('survives cycles, getters that throw, and fields called __proto__', () => {
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    const thrower = Object.defineProperty({}, 'x', { enumerable: true, get: () => { throw new Error('no') } }) // biome-ignore format: one line
    const hostile = JSON.parse('{"__proto__": {"polluted": true, "password": "p"}}')
    expect(() => redactResponse(undefined, cycle)).not.toThrow()
    expect(redactResponse(undefined, thrower)).toBe('[unreadable]')
    expect(JSON.stringify(redactResponse(undefined, hostile))).toBe(
      '{"__proto__":{"polluted":true,"password":"[redacted 1 chars]"}}',
    )
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('never throws, and keeps secrets, for any JSON', () => {
    const id = fc.constantFrom(undefined, ...operations.map((operation) => operation.id))
    const run = fc.property(
      id,
      fc.jsonValue(),
      fc.dictionary(fc.string(), fc.string()),
      (operation, value, headers) => {
        const body = {
          value,
          refreshToken: 'the-secret-of-the-test',
          inner: [{ accountNumber: 'the-secret-of-the-test' }],
        }
        const shown = [redactRequest(operation, { headers, body }), redactResponse(operation, body)]
        expect(JSON.stringify(shown)).not.toContain('the-secret-of-the-test')
        redactResponse(operation, value)
      },
    )
    fc.assert(run, { numRuns: 500 })
  })
})

describe('a secret under a name or in a place that no contract has', () => {
  const secret = 'Zq8s3cretZq8s3cretZq8'

  it.each([
    { 'x-access-token': secret },
    { wrappedToken: secret },
    { 'authorizationCode ': secret },
    { webhook_secret: secret },
    { retUrl: `https://shop.example/back?token=${secret}` },
    { retUrl: `see https://user:${secret}@shop.example/, and call` },
    { note: `Authorization is Bearer ${secret}` },
    { referer: `https://shop.example/#session=${secret}` },
  ])('is hidden in header and body: %o', (field) => {
    const shown = redactRequest('iap.getOrderStatus', { headers: field, body: { ...field, deep: [field] } })
    expect(JSON.stringify(shown)).not.toContain(secret)
    expect(JSON.stringify(redactRequest(undefined, { headers: {}, body: `authToken=${secret}` }))).not.toContain(secret)
  })

  it('and is hidden once, however often a text is read', () => {
    const once = redactRequest(undefined, { headers: {}, body: [`https://u:p@shop.example/?token=${secret}`] }).body
    expect(once).toEqual(['https://[redacted 3 chars]@shop.example/?token=[redacted 21 chars]'])
    expect(redactRequest(undefined, { headers: {}, body: once }).body).toEqual(once)
  })

  it('while what a journal is read for stays', () => {
    const body = {
      orderNo: 'order-1',
      tokenType: 'Bearer',
      retUrl: 'https://shop.example/back?userKey=1&referrer=UNLINK',
      title: 'basic membership',
    }
    expect(redactRequest('pay.executePayment', { headers: {}, body }).body).toEqual(body)
  })
})
